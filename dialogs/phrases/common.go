package phrases

// What is said on any screen.
const (
	// Stale answers a tap on a screen that is over.
	Stale = "Este botão é de uma tela anterior; veja a atual."
	// Trouble follows a failure on our side.
	Trouble = "Desculpe! Algo falhou do nosso lado e não consegui ler a última mensagem. " +
		"Nada do que você já preencheu se perdeu. Por favor, tente de novo."
	// UnknownCommand follows a command that there is not.
	UnknownCommand = "Não conheço este comando. Use /menu para ver as opções, ou /ajuda."
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

const (
	noAudio = "Ainda não ouço áudio. Use o microfone do teclado: ele transforma a fala em texto."
	noVideo = "Não recebo vídeos. Envie uma foto, ou o documento em PDF."
	noPlace = "Não preciso da sua localização; nada foi guardado."
)

// others are the kinds of message that Telegram knows and the counter does not
// take.
var others = map[string]string{
	"voice": noAudio, "audio": noAudio, "video": noVideo, "location": noPlace, "venue": noPlace,
	"video_note":   "Não vejo recados em vídeo. Escreva, ou use o microfone do teclado para ditar.",
	"animation":    "Não recebo animações nem GIF. Envie a imagem como JPG ou PNG.",
	"live_photo":   "Não recebo fotos com movimento. Envie como foto comum.",
	"sticker":      "Simpática a figurinha! Mas só entendo texto, botões e anexos.",
	"edited":       "Não leio mensagens editadas. Por favor, envie de novo como mensagem nova.",
	"poll":         "Não respondo enquetes. Escreva, ou toque em um dos botões.",
	"dice":         "Com a sorte eu não decido nada. 🙂 Escreva, ou toque em um dos botões.",
	"story":        "Não abro stories. Envie a imagem como foto ou arquivo.",
	"paid_media":   "Não abro mídia paga. Envie a imagem como foto ou arquivo.",
	"game":         "Não jogo em serviço. Escreva, ou toque em um dos botões.",
	"checklist":    "Não leio listas de tarefas. Envie os itens em uma mensagem de texto, um por linha.",
	"invoice":      "Não recebo cobranças por aqui.",
	"rich_message": "Não leio mensagens formatadas deste tipo. Envie como texto simples.",
	"giveaway":     "Não participo de sorteios.",
	"photo":        "Não consegui abrir esta foto. Envie de novo, se puder como Arquivo.",
	"document":     "Não consegui abrir este documento. Envie de novo.",
}

// Other answers a message of a kind that the counter does not take; nothing is
// lost by it.
func Other(kind string) string {
	if s, ok := others[kind]; ok {
		return s
	}
	return "Este tipo de mensagem eu não sei ler. Envie texto, fotos ou documentos."
}
