package phrases

// What is said about pictures and documents.
const (
	// PaperFailed follows a message whose document could not be made or sent.
	PaperFailed = "Não consegui preparar o arquivo agora. Tente de novo em alguns minutos; nada se perdeu."
	// BtnSharePhone asks Telegram for the person's own number.
	BtnSharePhone = "Enviar meu telefone"
)
