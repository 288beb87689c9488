package phrases

import (
	"fmt"

	"guiche/backend"
)

// The step of attachments and observação.
const (
	FilesTitle = "<b>Anexos e observação</b>"
	AskFiles   = "Envie radiografias ou laudos (PDF, DOC, JPG ou PNG, até 10 MB cada). " +
		"Se quiser, escreva também uma observação. Depois toque em Pronto."
	// FilesHint is for when something is attached already.
	FilesHint = "Envie mais arquivos, escreva uma observação ou toque em Pronto."
	// PhotoCompressed is said once.
	PhotoCompressed = "A foto veio comprimida; se puder, envie como Arquivo, para a radiografia manter os detalhes."
	// FileWithoutDraft: nothing is open that it could belong to.
	FileWithoutDraft = "Recebi um arquivo, mas não há solicitação aberta e ele não foi guardado. " +
		"Comece uma solicitação e envie-o de novo."
	// FileBeforeEntry is the same for who has not entered.
	FileBeforeEntry = "Recebi um arquivo, mas você ainda não entrou e ele não foi guardado."
	// FileForNobody is the same for who sends no requests.
	FileForNobody = "Não recebo arquivos neste acesso; ele não foi guardado."
	// FilesComing holds the sending back.
	FilesComing = "Ainda estou recebendo um anexo. Aguarde um instante e toque em Enviar de novo."
	// FileStillComing stands on the review.
	FileStillComing = "⏳ Recebendo anexo… aguarde para enviar."
	// CaptionUsed and CaptionAdded follow a file with a caption, NoteAdded a
	// second text.
	CaptionUsed  = "Usei a legenda como observação."
	CaptionAdded = "Acrescentei a legenda à observação."
	NoteAdded    = "Acrescentei à observação. Na conferência você pode reescrevê-la."
	// FileTooBig refuses what was announced as too large.
	FileTooBig = "Este arquivo passa de 10 MB e não foi guardado. Reduza o tamanho ou envie em partes."
)

// TooManyFiles refuses one more.
func TooManyFiles() string {
	return fmt.Sprintf("Esta solicitação já tem %d anexos, o máximo. O último não foi guardado.", backend.MaxFiles)
}

// PhotoName is how a photo without a name is shown.
func PhotoName(n int) string { return fmt.Sprintf("Foto %d", n) }

// File is a line of the list of attachments.
func File(n int, f backend.File) string {
	line := fmt.Sprintf("%d. %s", n, CutEsc(f.Name, 40))
	switch {
	case f.Coming():
		line += " – recebendo…"
	case f.Size > 0:
		line += " (" + size(f.Size) + ")"
	}
	if f.Caption != "" {
		line += " – “" + CutEsc(f.Caption, 40) + "”"
	}
	return line
}

func size(bytes int64) string {
	const kb, mb = 1 << 10, 1 << 20
	if bytes < mb {
		return fmt.Sprintf("%d KB", max(1, bytes/kb))
	}
	return fmt.Sprintf("%d,%d MB", bytes/mb, bytes%mb*10/mb)
}

// MoreFiles closes a list that was cut.
func MoreFiles(n int) string { return "e mais " + count(n, "anexo", "anexos") }

// Removed confirms that an attachment was taken out.
func Removed(name string) string { return CutEsc(name, 60) + " foi retirado." }

// refusedFiles are the reasons for which a download is not kept, and what to
// do; the codes are those of backend/attachment, and "gone" the bot's.
var refusedFiles = map[string]string{
	"empty":         "está vazio. Envie de novo.",
	"too_big":       "passa de 10 MB. Reduza o tamanho ou envie em partes.",
	"too_many_dots": "tem resolução alta demais. Exporte a imagem em tamanho menor.",
	"broken":        "está danificado e não abre. Exporte de novo e envie outra vez.",
	"encrypted_pdf": "está protegido. Exporte o PDF sem proteção e envie de novo.",
	"encrypted_doc": "está protegido. Salve o documento sem proteção e envie de novo.",
	"macro":         "contém macros, que não são aceitas. Salve como PDF e envie.",
	"embedded":      "traz outros arquivos dentro dele. Salve como PDF e envie.",
	"docx":          "é um DOCX, que não é aceito. Salve como PDF ou DOC e envie.",
	"office":        "não é de um tipo aceito. Salve como PDF e envie.",
	"heic":          "é um HEIC, que não é aceito. Envie como Foto ou salve como JPG.",
	"webp":          "é um WEBP, que não é aceito. Envie como Foto ou salve como JPG.",
	"gif":           "é um GIF, que não é aceito. Salve como JPG ou PNG.",
	"other_image":   "não é de um tipo de imagem aceito. Salve como JPG ou PNG.",
	"dicom":         "é um DICOM, que não é aceito. Exporte a imagem como JPG ou PNG.",
	"media":         "é áudio ou vídeo, que não são aceitos. Envie fotos, PDF ou DOC.",
	"archive":       "é um arquivo compactado. Envie os documentos um a um.",
	"html":          "é uma página da internet. Salve como PDF e envie.",
	"text":          "é um texto simples. Salve como PDF, ou escreva-o como observação.",
	"program":       "é um programa e não pode ser aceito.",
	"unknown":       "não é PDF, DOC, JPG nem PNG.",
	"gone":          "não está mais disponível no Telegram. Envie de novo.",
}

// FileRefused says why an attachment was not kept, and what to do.
func FileRefused(name, reason string) string {
	why, ok := refusedFiles[reason]
	if !ok {
		why = refusedFiles["unknown"]
	}
	who := "O anexo"
	if name != "" {
		who += " " + Bold(Cut(name, 60))
	}
	return who + " " + why + " Não foi guardado."
}
