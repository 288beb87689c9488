package phrases

// Learning from what was not understood.
const (
	BtnLearnOn  = "🎓 Ajudar a melhorar"
	BtnLearnOff = "🎓 Parar de ajudar"
	LearnOn     = "Obrigado! Neste chat passo a guardar as frases que eu não entender, sem nomes nem números, para aprender com elas. " +
		"Para parar: Minha conta › Parar de ajudar."
	LearnOff = "Certo: não guardo mais nenhuma frase deste chat para aprender."
	AskLearn = "Posso aprender com frases assim? Guardo só as palavras, sem nomes nem números, e só se você quiser."
)
