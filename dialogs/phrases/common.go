package phrases

// What is said on any screen.
const (
	// Stale answers a tap on a screen that is over.
	Stale = "Esta tela já passou. Veja a etapa atual."
	// Trouble follows a failure on our side.
	Trouble = "Algo falhou do nosso lado e a última mensagem não foi processada. " +
		"Nada do que você já preencheu se perdeu. Por favor, tente de novo."
	// UnknownCommand follows a command that there is not.
	UnknownCommand = "Não conheço este comando. Use /menu para ver as opções ou /ajuda para falar com a gente."
	// NotUnderstood follows a text that the screen has no use for.
	NotUnderstood = "Não entendi. Toque em um dos botões abaixo ou use /ajuda."
	// UseButtons follows a text where only a choice is possible.
	UseButtons = "Não entendi. Escolha um dos botões abaixo."
	// NothingToCancel answers /cancelar with nothing open.
	NothingToCancel = "Não há nada aberto para cancelar."
	// NotHere answers a command that the role does not have.
	NotHere = "Esta opção não está disponível para o seu acesso."
	// EnterFirst answers a command that needs an entry.
	EnterFirst = "Para isso, entre primeiro com o CPF ou CNPJ e a senha de acesso."
	// NoPhone answers a contact that nobody asked for.
	NoPhone = "Recebi um contato, mas não preciso dele agora. Nada mudou."
	// GroupRefused is said before leaving a group.
	GroupRefused = "Olá! Por sigilo dos pacientes, atendo somente em conversa privada. " +
		"Toque no meu nome e em “Iniciar”. Vou sair deste grupo."
	// CannotBack answers Voltar on the first screen.
	CannotBack = "Esta já é a primeira tela."
)

var others = map[string]string{
	"voice":      "Ainda não ouço áudio. Use o microfone do teclado: ele transforma a fala em texto.",
	"audio":      "Ainda não ouço áudio. Use o microfone do teclado: ele transforma a fala em texto.",
	"video":      "Não recebo vídeos. Envie fotos, PDF, DOC, JPG ou PNG.",
	"video_note": "Não recebo vídeos. Envie fotos, PDF, DOC, JPG ou PNG.",
	"animation":  "Não recebo animações. Envie fotos, PDF, DOC, JPG ou PNG.",
	"sticker":    "Simpática a figurinha! Mas só entendo texto, botões e anexos.",
	"location":   "Não preciso da sua localização.",
	"venue":      "Não preciso da sua localização.",
	"edited":     "Não leio mensagens editadas. Por favor, envie de novo como mensagem nova.",
	"poll":       "Não respondo enquetes.",
	"dice":       "Só entendo texto, botões e anexos.",
}

// Other answers a message of a kind that the counter does not take; nothing is
// lost by it.
func Other(kind string) string {
	if s, ok := others[kind]; ok {
		return s
	}
	return "Este tipo de mensagem eu não sei ler. Envie texto, fotos ou documentos."
}
