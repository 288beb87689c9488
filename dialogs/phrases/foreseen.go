package phrases

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/backend/preauth"
)

// What the rules say before a request is sent.
const (
	BtnSendDocument = "📎 Anexar agora"
	BtnIsDocument   = "Sim, é"
	BtnNoDocument   = "É outra coisa"
	// SendItHere follows the button that brings a document.
	SendItHere = "Envie a foto ou o documento por aqui, com o clipe 📎."
	// HintsSlow stands where nothing more of histories is told.
	HintsSlow = "O histórico será conferido no envio."
)

// Foreseen is what will become of an item, in a few words under its line; blind
// says that its history was not looked at.
func Foreseen(v preauth.ItemVerdict, item dental.Item, blind bool) string {
	switch {
	case v.Outcome == preauth.Release && blind:
		return ""
	case v.Outcome == preauth.Release && v.Afterwards:
		return "✅ sai na hora, por ser urgência"
	case v.Outcome == preauth.Release:
		return "✅ sai na hora"
	case v.Outcome == preauth.Refuse:
		return "⛔ " + foreseenBy(v, preauth.Refuse, item)
	}
	asks := ""
	if docs := missing(v); len(docs) > 0 {
		asks = "📎 pede " + listed(docs)
	}
	if len(v.Lacks()) > 0 {
		return asks
	}
	line := "🔎 vai para auditoria"
	if why := foreseenBy(v, preauth.Audit, item); why != "" {
		line += ": " + why
	}
	return Lines(line, asks)
}

// foreseenBy is the first finding of a strength, but for documents, in a few words.
func foreseenBy(v preauth.ItemVerdict, by preauth.Outcome, item dental.Item) string {
	for _, f := range v.Findings {
		switch {
		case f.Outcome != by, f.Rule == "documents", f.Rule == "audit":
		case f.Rule == "grace":
			return "em " + carencia(f.From, "")
		case f.Rule == "guarantee":
			return "garantia até " + f.From.AddDays(-1).BR()
		default:
			return small(Finding(f, item))
		}
	}
	return ""
}

// small is a sentence as it goes on behind a colon.
func small(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + strings.TrimSuffix(s[n:], ".")
}

// missing are the names of the documents that an item lacks.
func missing(v preauth.ItemVerdict) []string {
	var all []string
	for _, f := range v.Findings {
		if d := documents[f.Document]; f.Rule == "documents" && d != "" && !slices.Contains(all, d) {
			all = append(all, d)
		}
	}
	return all
}

// listed joins names: "a, b e c".
func listed(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " e " + names[n-1]
	}
}

// Document names a document that is asked for.
func Document(d preauth.Document) string { return documents[d] }

func documentNames(docs []preauth.Document) string {
	var names []string
	for _, d := range docs {
		if documents[d] != "" {
			names = append(names, documents[d])
		}
	}
	return listed(names)
}

// FilesLack says what some items lack, counted from 0, where attachments are asked for.
func FilesLack(items []int, docs []preauth.Document) string {
	if len(items) == 0 || len(docs) == 0 {
		return ""
	}
	verb := " pede "
	if len(items) > 1 {
		verb = " pedem "
	}
	return "📎 <b>" + theItems(items) + verb + documentNames(docs) + "</b>"
}

// AskDocuments is FilesLack with what can be done.
func AskDocuments(items []int, docs []preauth.Document) string {
	lack := FilesLack(items, docs)
	if lack == "" {
		return ""
	}
	with := pronoun(docs)
	return lack + ": anexe agora e sai na hora, ou siga sem " + with +
		" para a auditoria; também dá para enviar depois."
}

// pronoun stands for documents.
func pronoun(docs []preauth.Document) string {
	switch {
	case len(docs) > 1:
		return "eles"
	case len(docs) == 1 && docs[0] == preauth.Report:
		return "ele"
	}
	return "ela"
}

// BtnSendWithout sends without documents that are missing.
func BtnSendWithout(docs []preauth.Document) string { return "Enviar sem " + pronoun(docs) }

// AskReviewWithout is AskReview where documents are missing.
func AskReviewWithout(docs []preauth.Document) string {
	return "Está tudo certo? Toque em " + BtnSendWithout(docs) + ", ou no que quiser corrigir.\n" + askMore
}

// BtnBring begins the message that brings what a request waits for.
func BtnBring(docs []preauth.Document) string {
	if len(docs) != 1 {
		return "📎 Enviar documentos"
	}
	switch docs[0] {
	case preauth.InitialXRay, preauth.FinalXRay:
		return "📎 Enviar radiografia"
	case preauth.Report:
		return "📎 Enviar laudo"
	}
	return "📎 Enviar foto"
}

// TakenForLack says which request a file was taken for.
func TakenForLack(n ident.RequestNumber, beneficiary string) string {
	return "Entendi que é para a solicitação " + Code(n.String()) + patient(beneficiary) + "; ainda não foi enviado: confira e toque em " + BtnSendMessage + "."
}

// AskMeant asks for which request files are that were sent with nothing open.
func AskMeant(files int) string {
	if files == 1 {
		return "📎 Recebi 1 arquivo e o guardei. <b>Para qual solicitação ele é?</b>"
	}
	return "📎 Recebi " + count(files, "arquivo", "arquivos") + " e os guardei. <b>Para qual solicitação eles são?</b>"
}

// BtnMeant names it.
func BtnMeant(n ident.RequestNumber, beneficiary string) string {
	if beneficiary == "" {
		return n.String()
	}
	return Cut(n.String()+" · "+ShortName(beneficiary), 28)
}

// patient is a name behind a number.
func patient(name string) string {
	if name == "" {
		return ""
	}
	return " (" + CutEsc(ShortName(name), 60) + ")"
}

// AskIsDocument asks whether an attachment of which nobody said what it shows is the
// document that is missing.
func AskIsDocument(name string, d preauth.Document) string {
	if documents[d] == "" {
		return ""
	}
	return "📎 “" + CutEsc(name, 60) + "” é <b>" + documents[d] + "</b>?"
}

// IsDocument confirms it.
func IsDocument(name string, d preauth.Document) string {
	return "Anotado: “" + CutEsc(name, 60) + "” é " + documents[d] + "."
}

// theItems names items, counted from 0, at the beginning of a sentence: "O item 2",
// "Os itens 1 e 3".
func theItems(items []int) string {
	if len(items) == 1 {
		return "O " + itemsNamed(items)
	}
	return "Os " + itemsNamed(items)
}

func itemsNamed(items []int) string {
	word := "item "
	if len(items) > 1 {
		word = "itens "
	}
	return word + numbers(items)
}

// numbers are positions, counted from 0, as people count them: "1, 2 e 5".
func numbers(items []int) string {
	var names []string
	for _, n := range items {
		names = append(names, strings.TrimSpace(count(n+1, "", "")))
	}
	return listed(names)
}

// ForeseenRemedies says of items that will be refused what would change that.
func ForeseenRemedies(items []preauth.ItemVerdict, urgent bool) string {
	var lines []string
	for _, g := range alike(len(items), func(i int) string {
		if items[i].Outcome != preauth.Refuse {
			return ""
		}
		for _, f := range items[i].Findings {
			if f.Outcome == preauth.Refuse {
				return Remedy(f, urgent)
			}
		}
		return ""
	}) {
		lines = append(lines, "⛔ <b>"+theItems(g.items)+"</b>: "+g.text)
	}
	return Lines(lines...)
}

// group are items of which the same is said.
type group struct {
	items []int
	text  string
}

// alike puts items of which the same is said together, in their order; of an empty
// text nothing is said.
func alike(n int, say func(int) string) []group {
	var all []group
	for i := range n {
		text := say(i)
		if text == "" {
			continue
		}
		at := slices.IndexFunc(all, func(g group) bool { return g.text == text })
		if at < 0 {
			all, at = append(all, group{text: text}), len(all)
		}
		all[at].items = append(all[at].items, i)
	}
	return all
}
