package phrases

// What people ask for in plain words that a person of the operator has to do.
const (
	BankChange = "A conta do débito é trocada por uma pessoa da central, que confere os dados com você. Por aqui nada foi mudado."
	PlanLeft   = "Entendi. O cancelamento do plano é feito com uma pessoa da central, que explica os efeitos e dá o protocolo. Por aqui nada foi cancelado."
	DataErased = "Você pode pedir isso ao encarregado pelos dados da operadora; o que a lei manda guardar fica guardado. Seus direitos e como falar com ele estão no aviso de privacidade."
	Mourning   = "Sinto muito pela sua perda. Uma pessoa da central cuida disso com você, com calma, e diz de quais documentos precisa."
	// ContestWords stands above a contestation that a sentence began.
	ContestWords = "Preenchi com as suas palavras. Confira; só segue quando você tocar em Enviar."
	// OmbudsmanNext leads to the inquiry that can be taken there, OmbudsmanLater begins
	// what it looks at afterwards.
	OmbudsmanNext  = "A ouvidoria revê o que já foi respondido ou passou do prazo. É esta demanda? Toque em Levar à ouvidoria."
	OmbudsmanLater = "A ouvidoria revê o que já foi respondido ou passou do prazo. Comece por aqui; se não concordar com a resposta, leve-a à ouvidoria."
)
