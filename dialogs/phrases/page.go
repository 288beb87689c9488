package phrases

// PageWords are the words of the pages on which passwords are typed.
type PageWords struct {
	EntryTitle, Warn, Login, LoginHint, Password, Show, Hide, Enter, Forgot string

	CodeTitle, CodeLead, SendCode, HaveCode, OtherCode, BackToEntry     string
	NewTitle, Sent, Code, New, NewHint, Repeat, SaveAndEnter, Save      string
	Differ, Weak, Fair, Strong                                          string
	Done, DoneText, Changed, Back, Expired, Used, Replaced, AskForOther string
	OtherChat, OtherChatText, Unsafe, UnsafeText, Trouble, TroubleText  string
	Help                                                                string

	Unproven, UnprovenText, ProofGuia, ProofItems, ProofHint, ProofTrouble string
}

// Page is what the pages say.
var Page = PageWords{
	EntryTitle: "Entrar no guichê",
	Warn:       "Só continue se foi você quem pediu este link, na sua conversa com o guichê no Telegram.",
	Login:      "CPF ou CNPJ",
	LoginHint:  "Da auditoria? Digite o seu login.",
	Password:   "Senha de acesso",
	Show:       "Mostrar", Hide: "Ocultar",
	Enter:  "Entrar",
	Forgot: "Primeiro acesso ou esqueci a senha de acesso",

	CodeTitle:   "Criar a senha de acesso",
	CodeLead:    "Digite o seu acesso. Se houver um e-mail registrado para ele, enviamos um código de 6 dígitos.",
	SendCode:    "Enviar código",
	HaveCode:    "Já tenho um código",
	OtherCode:   "Enviar outro código",
	BackToEntry: "Voltar para a entrada",

	NewTitle: "Nova senha de acesso",
	Sent:     "Se houver um e-mail registrado para este acesso, o código chega em instantes e vale 10 minutos. Confira também a caixa de spam.",
	Code:     "Código de 6 dígitos",
	New:      "Nova senha de acesso",
	NewHint:  "10 caracteres ou mais. Três ou quatro palavras soltas são fáceis de lembrar e difíceis de adivinhar.",
	Repeat:   "Repita a nova senha de acesso", SaveAndEnter: "Gravar e entrar", Save: "Gravar",
	Differ: "A senha de acesso repetida não é igual à primeira. Digite de novo.",
	Weak:   "Curta", Fair: "Boa", Strong: "Ótima",

	Done: "Pronto, volte ao Telegram", DoneText: "O seu acesso está aberto na conversa. Esta página já pode ser fechada.",
	Changed: "A nova senha de acesso já vale. Esta página já pode ser fechada.",
	Back:    "Voltar ao Telegram",
	Expired: "Este link venceu", Used: "Este link já foi usado", Replaced: "Este link não vale mais",
	AskForOther: "Peça outro no Telegram.",
	OtherChat:   "Este link é de outra conversa", OtherChatText: "Abra a página pelo botão da sua própria conversa com o guichê no Telegram.",
	Unsafe: "Não foi possível conferir esta página", UnsafeText: "Volte ao Telegram, toque de novo no botão e tente outra vez, com os cookies permitidos.",
	Trouble: "Não conseguimos responder agora", TroubleText: "O seu link continua valendo. Tente de novo em instantes.",
	Help: "Precisa de ajuda? Ligue para",

	Unproven:     "Não reconhecemos este documento",
	UnprovenText: "Nenhuma autorização nossa tem este endereço. Confira se ele foi aberto inteiro, como está no documento, ou ligue para a central e informe a guia.",
	ProofGuia:    "Guia", ProofItems: "Autorizado",
	ProofHint:    "Compare a guia com a do documento. Por sigilo, esta página não mostra de quem é a autorização nem a senha de autorização.",
	ProofTrouble: "Tente de novo em instantes, ou ligue para a central e informe a guia.",
}
