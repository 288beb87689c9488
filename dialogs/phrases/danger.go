package phrases

// What is told first to who is in danger, or mourns, whatever was being done.
const (
	// DangerFirst answers who needs a doctor now.
	DangerFirst = "<b>Se é agora, ligue 192 (SAMU)</b> ou vá ao pronto-socorro mais próximo. Não espere por resposta daqui."
	// LifeFirst answers who speaks of dying.
	LifeFirst = "Sinto muito que esteja tão difícil. Você não precisa passar por isso sem ninguém: ligue <b>188</b> (CVV), de graça, a qualquer hora, e converse com alguém. Se há perigo agora, <b>192</b> (SAMU) ou o pronto-socorro."
	// AfterDanger says what the counter can do then.
	AfterDanger = "Depois, com calma, estou aqui; se quiser, chamo uma pessoa da central."
	// Condolence stands above what is written about somebody who died.
	Condolence = "Sinto muito pela sua perda."
)
