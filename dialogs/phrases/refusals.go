package phrases

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Refusal is a file that was not kept, and why.
type Refusal struct {
	// Name as sent, "" for a photo.
	Name string `json:"n,omitempty"`
	// Reason is a code of backend/attachment, or one of those below.
	Reason string `json:"r,omitempty"`
	// Kind is set instead for what is no file at all, as Other takes it.
	Kind string `json:"k,omitempty"`
	// Message that brought it; they are told in this order.
	Message int `json:"m,omitempty"`
}

// Reasons that are found without looking at the content: announced as too large,
// gone from Telegram, not handed over for hours.
const (
	TooBig = "too_big"
	Gone   = "gone"
	Late   = "late"
)

// why is a refusal in words: what the file is, and what to do instead; and both in
// few words, for several at once.
type why struct{ is, do, short string }

var refusedFiles = map[string]why{
	"empty":         {"está vazio.", "Confira o arquivo e envie de novo.", "arquivo vazio, envie de novo"},
	TooBig:          {"passa de 10 MB.", "Exporte em tamanho menor, ou divida o PDF em partes, e envie de novo.", "mais de 10 MB, reduza o tamanho"},
	"too_many_dots": {"tem resolução alta demais.", "Exporte a imagem em tamanho menor.", "resolução alta demais, exporte menor"},
	"broken":        {"está danificado e não abre.", "Exporte de novo e envie outra vez.", "arquivo danificado, exporte de novo"},
	"encrypted_pdf": {"está protegido e não abre.", "Exporte o PDF sem essa proteção e envie de novo.", "PDF protegido, exporte sem proteção"},
	"encrypted_doc": {"está protegido e não abre.", "Salve o documento sem essa proteção e envie de novo.", "DOC protegido, salve sem proteção"},
	"macro":         {"contém macros, que não são aceitas.", "Salve como PDF e envie.", "contém macros, salve como PDF"},
	"embedded":      {"traz outros arquivos dentro dele.", "Salve como PDF e envie.", "traz outros arquivos dentro, salve como PDF"},
	"docx":          {"é um DOCX, que não é aceito.", "Salve como PDF e envie.", "DOCX não é aceito, salve como PDF"},
	"office":        {"não é de um tipo aceito.", "Salve como PDF e envie.", "tipo não aceito, salve como PDF"},
	"heic":          {"é um HEIC, que não é aceito.", "Envie como Foto, que o Telegram converte.", "HEIC não é aceito, envie como Foto"},
	"webp":          {"é um WEBP, que não é aceito.", "Envie como Foto, que o Telegram converte.", "WEBP não é aceito, envie como Foto"},
	"gif":           {"é um GIF, que não é aceito.", "Salve como JPG ou PNG.", "GIF não é aceito, salve como JPG ou PNG"},
	"other_image":   {"não é de um tipo de imagem aceito.", "Salve como JPG ou PNG.", "tipo de imagem não aceito, salve como JPG ou PNG"},
	"dicom":         {"é um DICOM, que não é aceito.", "No programa da radiografia, exporte como JPG ou PNG.", "DICOM não é aceito, exporte como JPG ou PNG"},
	"media":         {"é áudio ou vídeo, que não são aceitos.", "Envie fotos, PDF ou DOC.", "áudio e vídeo não são aceitos, envie fotos ou PDF"},
	"archive":       {"é um arquivo compactado.", "Descompacte e envie os documentos um a um.", "arquivo compactado, envie os documentos um a um"},
	"html":          {"é uma página da internet.", "Salve como PDF e envie.", "página da internet, salve como PDF"},
	"text":          {"é um texto simples.", "Salve como PDF, ou escreva-o como observação.", "texto simples, salve como PDF ou escreva como observação"},
	"program":       {"não tem o conteúdo de um PDF, DOC, JPG ou PNG: é um programa.", "Envie o documento original.", "é um programa, envie o documento original"},
	"unknown":       {"não tem o conteúdo de um PDF, DOC, JPG ou PNG.", "Exporte em um desses tipos e envie.", "não é PDF, DOC, JPG nem PNG"},
	Gone:            {"não está mais disponível no Telegram.", "Envie de novo.", "não está mais no Telegram, envie de novo"},
	Late:            {"não chegou: o Telegram não o entregou em várias horas de tentativas.", "Envie de novo.", "o Telegram não entregou, envie de novo"},
}

func whyRefused(reason string) why {
	if w, ok := refusedFiles[reason]; ok {
		return w
	}
	return refusedFiles["unknown"]
}

// FileRefused says why an attachment was not kept, and what to do.
func FileRefused(name, reason string) string {
	w := whyRefused(reason)
	who := "O anexo"
	if name != "" {
		who += " " + Bold(Cut(name, 60))
	}
	return who + " " + w.is + " " + w.do + " Não foi guardado."
}

// namedRefusals is how many names are said of those refused for one reason.
const namedRefusals = 3

// FilesRefused says in one sentence what of several files was not kept, and why.
func FilesRefused(all []Refusal) string {
	if len(all) == 1 {
		if all[0].Kind != "" {
			return Other(all[0].Kind)
		}
		return FileRefused(all[0].Name, all[0].Reason)
	}
	var (
		reasons []string
		names   = map[string][]string{}
	)
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b Refusal) int { return cmp.Compare(a.Message, b.Message) })
	for _, r := range all {
		short := strings.TrimSuffix(Other(r.Kind), ".")
		if r.Kind == "" {
			short = whyRefused(r.Reason).short
		}
		if names[short] == nil {
			reasons = append(reasons, short)
		}
		name := CutEsc(r.Name, 30)
		if name == "" {
			name = "um arquivo"
		}
		names[short] = append(names[short], name)
	}
	parts := make([]string, len(reasons))
	for i, short := range reasons {
		list := names[short]
		if more := len(list) - namedRefusals; more > 0 {
			list = append(list[:namedRefusals:namedRefusals], fmt.Sprintf("mais %d", more))
		}
		parts[i] = strings.Join(list, ", ") + " (" + short + ")"
	}
	return fmt.Sprintf("Não guardei %d arquivos: %s.", len(all), strings.Join(parts, "; "))
}
