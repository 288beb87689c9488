package phrases

// What is said about pictures and documents.
const (
	// PaperFailed follows a message whose document could not be made or sent.
	PaperFailed = "Não consegui preparar o arquivo agora. Tente de novo em alguns minutos; nada se perdeu."
	// BtnSharePhone asks Telegram for the person's own number.
	BtnSharePhone = "Enviar meu telefone"
)

// Words on the odontogram.
const (
	LegendChosen  = "escolhido"
	LegendCurrent = "atual"
	LegendTreated = "já tratado"
	LegendAbsent  = "ausente"
	LegendRefused = "não se aplica"
	// LegendRight and LegendLeft are the sides of the patient, who faces the
	// reader.
	LegendRight = "← direita do paciente"
	LegendLeft  = "esquerda do paciente →"
)

// Words on a sheet of thumbnails, and of the documents.
const (
	NoPreview = "sem prévia"
	// NoFileName is how an attachment without a name is called.
	NoFileName = "anexo"
)
