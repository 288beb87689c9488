package phrases

import (
	"fmt"
	"path"
	"strings"

	"guiche/backend"
	"guiche/backend/ident"
)

// The step of attachments and observação.
const (
	FilesTitle = "<b>Anexos e observação</b>"
	AskFiles   = "Envie radiografias ou laudos (PDF, DOC, JPG ou PNG, até 10 MB cada). " +
		"Se quiser, escreva também uma observação. Se não houver anexo, toque em " + BtnDoneBare + "."
	// FilesHint is for when something is attached already.
	FilesHint = "Envie mais arquivos, escreva uma observação ou toque em Pronto. Toque em um anexo para dizer o que ele é."
	// PhotoCompressed is said once.
	PhotoCompressed = "A foto veio comprimida; se puder, envie a radiografia como Arquivo (📎 › Arquivo), para manter os detalhes."
	// PhotoToRead is the same where nobody sends radiographs.
	PhotoToRead = "A foto veio comprimida; se as letras ficarem ilegíveis, envie-a como Arquivo (📎 › Arquivo)."
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
	// FileArriving stands behind a file that is being fetched.
	FileArriving = "⏳ recebendo"
	// FilesSlow: Telegram does not hand a file over yet.
	FilesSlow = "⏳ O Telegram está demorando para entregar o arquivo; continuo tentando. Pode seguir preenchendo."
	// FileDeleted is said once, where messages with files are removed.
	FileDeleted = "🔒 Guardei o anexo e o apaguei do chat, por segurança."
	// CaptionUsed and CaptionAdded follow a file with a caption, CaptionKept one for
	// which the observação has no room, NoteAdded a second text.
	CaptionUsed  = "Usei a legenda como observação."
	CaptionAdded = "Acrescentei a legenda à observação."
	CaptionKept  = "A legenda ficou só no anexo: com ela, a observação passaria de 1000 caracteres."
	NoteAdded    = "Acrescentei à observação."
	// CaptionInMessage and CaptionBeside are the same of a message.
	CaptionInMessage = "A legenda entrou na mensagem."
	CaptionBeside    = "A legenda ficou só no anexo: com ela, a mensagem passaria de 1000 caracteres."
	// NoteNoted is said where the observação has no button.
	NoteNoted = "Anotei como observação."
	// NoteTaken and NoteAddedHere are said at the review itself.
	NoteTaken     = "Anotei como observação. Para reescrever, toque em Observação."
	NoteAddedHere = "Acrescentei à observação. Para reescrever, toque em Observação."
)

// The screens of one attachment, of the thumbnails, and of a sent request's files.
const (
	AskFileType   = "O que este anexo mostra?"
	FileNotHere   = "Este anexo ainda está chegando. Tente de novo em um instante."
	SheetTitle    = "<b>Anexos</b>"
	AskSheet      = "Para retirar um anexo, toque no número dele."
	AskAttachment = "Toque em um número para abrir o anexo."
	BtnSheet      = "Ver anexos"
	BtnSeeFile    = "Ver anexo"
	BtnRemoveFile = "✕ Retirar"
)

// FilesCame heads the answer to several files.
func FilesCame(n int) string {
	if n == 1 {
		return "Recebi 1 arquivo."
	}
	return fmt.Sprintf("Recebi %d arquivos.", n)
}

// CaptionItems follows a caption that names procedures.
func CaptionItems(n int) string {
	if n == 1 {
		return "Usei a legenda como item da solicitação."
	}
	return fmt.Sprintf("Usei a legenda como %d itens da solicitação.", n)
}

// FilesOver refuses those for which a request has no room.
func FilesOver(n, most int, message bool) string {
	left := fmt.Sprintf("%d arquivos ficaram de fora e não foram guardados", n)
	if n == 1 {
		left = "1 arquivo ficou de fora e não foi guardado"
	}
	into := "solicitação"
	if message {
		into = "mensagem"
	}
	return fmt.Sprintf("Cabem %d anexos em uma %s: %s.", most, into, left)
}

// PhotoName is how a photo without a name is shown.
func PhotoName(n int) string { return fmt.Sprintf("Foto %d", n) }

var fileTypes = map[backend.FileType]string{
	backend.RadiographInitial: "Radiografia inicial", backend.RadiographFinal: "Radiografia final",
	backend.Report: "Laudo", backend.Photo: "Foto", backend.OtherDocument: "Outro",
}

// FileType is what an attachment shows; "" when nobody said.
func FileType(t backend.FileType) string { return fileTypes[t] }

// BtnFileType chooses a type.
func BtnFileType(t backend.FileType, on bool) string {
	if on {
		return "✓ " + fileTypes[t]
	}
	return fileTypes[t]
}

// BtnFile opens an attachment's own screen.
func BtnFile(n int, name string) string { return Cut(fmt.Sprintf("%d. %s", n, OneLine(name)), 24) }

// BtnOpen opens the n-th attachment.
func BtnOpen(n int) string { return fmt.Sprint(n) }

// BtnSwap takes a compressed photo out in favour of the same picture.
func BtnSwap(photo string) string { return Cut("Trocar a "+OneLine(photo), 28) }

// SamePicture offers to do so.
func SamePicture(better, photo string) string {
	return "“" + CutEsc(better, 40) + "” parece ser a " + CutEsc(photo, 40) + " sem compressão. Quer trocar?"
}

// Swapped confirms it.
func Swapped(better, photo string) string {
	return "Troquei " + CutEsc(photo, 40) + " por “" + CutEsc(better, 40) + "”."
}

// File is a line of the list of attachments.
func File(n int, f backend.File) string {
	line := fmt.Sprintf("%d. %s", n, CutEsc(ShownName(f.Name, f.Kind), 40))
	if f.Type != "" {
		line += " · " + FileType(f.Type)
	}
	switch {
	case f.Coming():
		line += " – " + FileArriving
	case f.Size > 0:
		line += " (" + size(f.Size) + ")"
	}
	if f.Caption != "" {
		line += " – “" + CutEsc(f.Caption, 40) + "”"
	}
	return line
}

// FilesSum counts the attachments and adds their sizes.
func FilesSum(files []backend.File) string {
	var sum int64
	for _, f := range files {
		sum += f.Size
	}
	if len(files) < 2 || sum == 0 {
		return FilesCount(len(files))
	}
	return FilesCount(len(files)) + " (" + size(sum) + ")"
}

// FileCard is the head of an attachment's own screen.
func FileCard(n, of int, f backend.File) string {
	state := size(f.Size)
	if f.Coming() {
		state = FileArriving
	}
	lines := []string{fmt.Sprintf("<b>Anexo %d de %d</b>", n, of), Bold(Cut(ShownName(f.Name, f.Kind), 60)) + " (" + state + ")"}
	if f.Type != "" {
		lines = append(lines, "Tipo: "+FileType(f.Type))
	}
	if f.Compressed {
		lines = append(lines, "Veio como foto, comprimida pelo Telegram.")
	}
	if f.Caption != "" {
		lines = append(lines, "Legenda: "+CutEsc(f.Caption, 1200))
	}
	return Lines(lines...)
}

// FileShown goes with an attachment that was opened.
func FileShown(a backend.Attachment) string {
	text := Bold(Cut(ShownName(a.Name, a.Kind), 60))
	if a.Type != "" {
		text += " · " + FileType(a.Type)
	}
	if a.Caption != "" {
		text += "\n" + CutEsc(a.Caption, 600)
	}
	return text
}

// AttachmentsOf heads the files of a sent request.
func AttachmentsOf(n ident.RequestNumber) string {
	return "<b>Anexos da solicitação</b> " + Code(n.String())
}

// AttachmentLine is one of them; the caption of a picture has room for few words.
func AttachmentLine(n int, a backend.Attachment) string {
	line := fmt.Sprintf("%d. %s", n, CutEsc(ShownName(a.Name, a.Kind), 24))
	if a.Type != "" {
		line += " · " + FileType(a.Type)
	}
	if a.Interaction > 1 {
		line += " · em mensagem"
	}
	return line
}

// ShownName is a file's name with the ending of what it is: a picture may come as
// "voz.ogg". A name without one stays so, as "Foto 1" does.
func ShownName(name, kind string) string {
	name, kind = OneLine(name), OneLine(kind)
	ending := path.Ext(name)
	if ending == "" || kind == "" || strings.Contains(ending, " ") || sameEnding(strings.ToLower(ending[1:]), kind) {
		return name
	}
	return strings.TrimSuffix(name, ending) + "." + kind
}

// sameEnding tells whether an ending is one of a kind's.
func sameEnding(ending, kind string) bool {
	return ending == kind || kind == "jpg" && (ending == "jpeg" || ending == "jpe" || ending == "jfif")
}

func size(bytes int64) string {
	const kb, mb = 1 << 10, 1 << 20
	if bytes < mb {
		return fmt.Sprintf("%d KB", max(1, bytes/kb))
	}
	return fmt.Sprintf("%d,%d MB", bytes/mb, bytes%mb*10/mb)
}

// FilesInMessages counts those that came after the request was sent.
func FilesInMessages(n int) string { return "Em mensagens: mais " + count(n, "anexo", "anexos") }

// MoreFiles closes a list that was cut.
func MoreFiles(n int) string { return "e mais " + count(n, "anexo", "anexos") }

// Removed confirms that an attachment was taken out.
func Removed(name string) string { return CutEsc(name, 60) + " foi retirado." }
