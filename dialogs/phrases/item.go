package phrases

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"guiche/backend/dental"
)

// The questions about items.
const (
	AskCode = "Qual é o <b>procedimento</b>?\nDigite o código TUSS ou o nome. Exemplos: 85100218 · resina 3 faces · 85100218 26 MOD"
	// AskWhich stands over codes proposed.
	AskWhich = "Qual destes é o procedimento? Toque em um ou digite outro código ou nome."
	// NothingFound follows a name that finds no procedure.
	NothingFound = "Não encontrei um procedimento com esse nome. Tente outra palavra ou o código TUSS de 8 números."
	// CodeShape follows a number that is no code.
	CodeShape  = "O código TUSS tem 8 números. Exemplo: 85100218"
	PlaceHint  = "Não reconheci o dente ou a região."
	ToothHint  = "Não reconheci o dente. Digite os dois números, como 46, ou toque em um."
	RegionHint = "Não reconheci a região. Digite a sigla ou o nome, como HASD, ou toque em uma."
	FacesHint  = "Não reconheci as faces. Digite as letras, como MOD, ou toque nelas."
	// ItemTwice follows an item that is already in the list.
	ItemTwice = "Atenção: este item já estava na lista; agora aparece duas vezes."
	// TooManyItems refuses one more.
	TooManyItems = "Esta solicitação já tem o máximo de itens. Envie esta e abra outra para os demais."
	// QuantityHint follows a quantity that cannot be.
	QuantityHint = "A quantidade vai de 1 a 99."
	// PersonTyped follows a CPF or matrícula where an item is asked for.
	PersonTyped = "Isso parece um CPF ou uma matrícula; o beneficiário já está definido. Agora preciso do procedimento."
)

// More about what is typed for an item.
const (
	// NoProcedureIn follows a sentence that adds nothing to a list and corrects nothing.
	NoProcedureIn = "Não entendi, e a lista ficou como estava. Para corrigir, escreva como <i>o dente é 36, não 26</i>; para outro item, o procedimento e o dente, como <i>resina 26 MO</i>."
	// BtnAsNote takes such a sentence as observação.
	BtnAsNote = "📝 Anotar como observação"
	// WhichProcedure follows a small number where items are listed.
	WhichProcedure = "Não entendi. Para outro item, escreva o procedimento e o dente, como <i>resina 26 MO</i>."
	// PlaceAlone follows a tooth where a procedure is asked for.
	PlaceAlone = "Isso parece um dente. Primeiro preciso do procedimento, por código ou nome."
	// FinishItem follows a line for another item than the one asked about.
	FinishItem = "Anotei o outro item. Antes, termine este ou toque em Voltar."
	deciduous  = "decíduos: 51–55, 61–65, 71–75, 81–85."
)

// NoTooth refuses a number that no tooth has, and shows those of its dentition.
func NoTooth(number string) string {
	s := "O dente " + Esc(number) + " não existe. "
	switch {
	case number != "" && number[0] >= '5' && number[0] <= '8':
		return s + "D" + deciduous[1:]
	case number != "" && number[0] >= '1' && number[0] <= '4':
		return s + "Permanentes: 11–18, 21–28, 31–38, 41–48."
	}
	return s + "Permanentes: 11–18, 21–28, 31–38, 41–48; " + deciduous
}

// NotRead tells what of an item's line was not understood.
func NotRead(text string) string {
	return "Não entendi “" + CutEsc(text, 60) + "” e deixei de fora."
}

// FacesKept are faces that wait for their tooth.
func FacesKept(s dental.Faces) string {
	if s == 0 {
		return ""
	}
	return "Faces anotadas: " + s.String()
}

// Becomes is what an item will be.
func Becomes(item dental.Item) string {
	return "Fica: " + strings.TrimPrefix(Place(item), " · ") + "."
}

// OfLine says of which line of a message a refusal speaks.
func OfLine(line, refusal string) string { return "“" + CutEsc(line, 40) + "”: " + refusal }

// LinesWait tells what of a message comes after the item asked about.
func LinesWait(lines []string) string {
	switch n := len(lines); n {
	case 0:
		return ""
	case 1:
		return "Falta 1 item da sua mensagem: " + CutEsc(lines[0], 80)
	default:
		return fmt.Sprintf("Faltam %d itens da sua mensagem: %s", n, CutEsc(strings.Join(lines, "; "), 120))
	}
}

// LinesLeftOut tells what of a message a request has no room for.
func LinesLeftOut(lines []string) string {
	return "Ficou de fora: " + CutEsc(strings.Join(lines, "; "), 300)
}

// ItemsTitle stands over the list of items; AskMoreItems under it.
const (
	ItemsTitle   = "<b>Itens</b>"
	AskMoreItems = "Digite outro código ou nome, “repetir 13 ao 23”, ou siga para os anexos. Toque em um item para mudá-lo."
)

// Item is a line of the list: what and where.
func Item(n int, item dental.Item, name string) string {
	line := fmt.Sprintf("%d. ", n)
	if name != "" {
		line += CutEsc(name, 60) + " – "
	}
	return line + Code(item.Code) + Place(item)
}

// ItemsFilled is the line of the items filled so far: codes and places.
func ItemsFilled(items []dental.Item) string {
	if len(items) == 0 {
		return ""
	}
	var parts []string
	for _, item := range items {
		where := strings.TrimSpace(item.Tooth.String() + " " + item.Faces.String() + item.Region.String())
		parts = append(parts, strings.TrimSpace(item.Code+" "+where))
	}
	return "Itens: " + strings.Join(parts, "; ")
}

// Place is where an item is done, with a space before it, and how often.
func Place(item dental.Item) string {
	var b strings.Builder
	if item.Tooth != 0 {
		b.WriteString(" · dente " + item.Tooth.String())
		if item.Tooth.Is(dental.Supernumerary) {
			b.WriteString(" (supranumerário)")
		}
	}
	if item.Faces != 0 {
		b.WriteString(" " + item.Faces.String())
	}
	if item.Region != "" {
		b.WriteString(" · " + Region(item.Region))
	}
	if item.Quantity > 1 {
		fmt.Fprintf(&b, " · %dx", item.Quantity)
	}
	return b.String()
}

// Where is where an item is done, as short as tells it apart; its code when it
// is done nowhere.
func Where(item dental.Item) string {
	switch {
	case item.Tooth != 0:
		return strings.TrimSpace("dente " + item.Tooth.String() + " " + item.Faces.String())
	case item.Region != "":
		return item.Code + " " + item.Region.String()
	}
	return item.Code
}

// Region is a region with its short name, plain text.
func Region(r dental.Region) string { return r.String() + " " + RegionName(r) }

// RegionName is a region's name as short as it is still understood.
func RegionName(r dental.Region) string {
	return regionShort.Replace(strings.ToLower(r.Name()))
}

var regionShort = strings.NewReplacer(
	"hemi-arco", "hemiarco", "superiores e inferiores", "sup. e inf.", "superiores", "sup.", "superior", "sup.", "inferiores", "inf.", "inferior", "inf.",
	"direito", "dir.", "direita", "dir.", "esquerdo", "esq.", "esquerda", "esq.", "posterior", "post.", "anterior", "ant.",
	"região dos ", "", "região do ", "", "região de ", "", "região ", "", "lado ", "", "sub-", "sub",
)

// maxRegion is what Telegram shows of a button in a row of two.
const maxRegion = 24

// BtnRegion is a region to choose.
func BtnRegion(r dental.Region) string {
	return Cut(r.String()+" "+regionButton.Replace(RegionName(r)), maxRegion)
}

var regionButton = strings.NewReplacer("sextante ", "", "arcadas ", "", "molares e pré-molares", "mol. e pré-m.", "molares", "mol.",
	"pré-molares", "pré-mol.", "incisivos centrais", "inc. centr.", "incisivos", "incis.", "canino e lateral", "can./lat.",
	"assoalho do seio maxilar", "seio maxilar", "submandibular", "submand.")

// maxProcedure is what one line of a phone's button holds beside a code.
const (
	maxProcedure = 29
	codeDigits   = 8
)

// BtnProcedures are procedures to choose among. Names that begin alike are told
// apart by what follows, and long ones lose their middle, not their end: the
// number of faces or roots stands there.
func BtnProcedures(codes, names []string) []string {
	words := make([][]string, len(names))
	for i, name := range names {
		words[i] = strings.Fields(OneLine(name))
	}
	shared := 0
	tooLong := func(name string) bool { return utf8.RuneCountInString(OneLine(name)) > maxProcedure-codeDigits-1 }
	for slices.ContainsFunc(names, tooLong) && len(words) > 1 && shared < len(words[0])-1 && sameAt(words, shared) {
		shared++
	}
	labels := make([]string, len(names))
	for i, code := range codes {
		name := strings.Join(words[i][shared:], " ")
		if shared > 0 {
			name = "… " + name
		}
		labels[i] = code + " " + elide(name, maxProcedure-len(code)-1)
	}
	return labels
}

// sameAt tells whether all names have the same word there, and one after it.
func sameAt(words [][]string, at int) bool {
	for _, w := range words {
		if len(w) < at+2 || w[at] != words[0][at] {
			return false
		}
	}
	return true
}

// elide shortens s to n runes by leaving its middle out.
func elide(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	tail := n / 2
	return strings.TrimRight(string(r[:n-tail-1]), " …") + "…" + strings.TrimLeft(string(r[len(r)-tail:]), " ")
}

// Found is a line of the codes proposed.
func Found(n int, code, name string) string {
	return fmt.Sprintf("%d. %s %s", n, Code(code), CutEsc(name, 160))
}

// CodeRefused says why a code cannot be used, and what to do.
func CodeRefused(err error) string {
	var e *dental.CodeError
	if !errors.As(err, &e) {
		return CodeShape
	}
	maybe := ""
	if n := min(len(e.Suggestions), 2); n > 0 {
		maybe = " Quis dizer " + strings.Join(e.Suggestions[:n], " ou ") + "?"
	}
	switch {
	case errors.Is(err, dental.ErrCheckDigit):
		return Code(e.Code) + " parece erro de digitação." + maybe
	case errors.Is(err, dental.ErrEnded) && e.Successor != "":
		return fmt.Sprintf("O código %s foi encerrado em %s. Em seu lugar usa-se %s.", Code(e.Code), e.ValidTo.BR(), Code(e.Successor))
	case errors.Is(err, dental.ErrEnded):
		return fmt.Sprintf("O código %s foi encerrado em %s.", Code(e.Code), e.ValidTo.BR())
	case errors.Is(err, dental.ErrNotYet):
		return fmt.Sprintf("O código %s só vale a partir de %s.", Code(e.Code), e.ValidFrom.BR())
	case errors.Is(err, dental.ErrUnknown):
		return "Não há procedimento com esse código." + maybe
	}
	return CodeShape + maybe
}

// needs are the questions for what an item lacks; an example follows.
var needs = map[dental.Need]string{
	dental.NeedTooth:         "Em qual <b>dente</b>?\nToque ou digite. Exemplo: ",
	dental.NeedFaces:         "Quais <b>faces</b>?\nToque ou digite as letras. Exemplo: ",
	dental.NeedRegion:        "Em qual <b>região</b>?\nToque ou digite. Exemplo: ",
	dental.NeedToothOrRegion: "Em qual <b>dente ou região</b>?\nToque ou digite. Exemplo: ",
}

// AskNeed asks for what an item lacks, with an example that would do.
func AskNeed(n dental.Need, example string) string {
	if needs[n] == "" {
		return ""
	}
	return needs[n] + Esc(example)
}

// ItemTitle stands over the questions about one item.
func ItemTitle(item dental.Item, name string) string {
	return Lines("<b>Item</b>: "+CutEsc(name, 120), Code(item.Code)+Place(item))
}

// FaceCount says how many faces a code has.
func FaceCount(low, high int) string {
	if low == high {
		return "Este código tem " + count(low, "face", "faces") + "."
	}
	return fmt.Sprintf("Este código tem de %d a %d faces.", low, high)
}

// problems are what is wrong with an item. %d and names are filled in Problem.
var problems = map[dental.ProblemKind]string{
	dental.ToothAndRegion:    "Informe o dente ou a região, não os dois.",
	dental.ToothNotTaken:     "Este código não é pedido por dente.",
	dental.RegionNotTaken:    "Este código não é pedido por região.",
	dental.FacesNotTaken:     "Este código não leva faces.",
	dental.FacesWithoutTooth: "As faces precisam de um dente. Exemplo: 46 MOD",
	dental.ToothNotAdmitted:  "Este código não se aplica a este dente.",
	dental.RegionNotAdmitted: "Este código não se aplica a esta região.",
	dental.FaceNotOnTooth:    "Este dente não tem essa face.",
	dental.FaceNotAdmitted:   "Este código não se aplica a essa face.",
	dental.FaceCount:         "O número de faces não é o deste código.",
	dental.QuantityBelowOne:  QuantityHint,
}

// toothReasons say more where table 38 does.
var toothReasons = map[string]string{
	dental.ReasonDeciduous: "Este código é só para dentes decíduos (51 a 85).",
	dental.ReasonPermanent: "Este código é só para dentes permanentes (11 a 48).",
	dental.ReasonAnterior:  "Este código é só para dentes anteriores (incisivos e caninos).",
	dental.ReasonCanals:    "O número de canais deste código não combina com este dente.",
}

// Problem says what is wrong with an item.
func Problem(p dental.Problem) string {
	switch {
	case p.Kind == dental.FaceNotOnTooth && len(p.WrongFaces) > 0:
		return WrongFaces(p.WrongFaces)
	case p.Kind == dental.FaceNotAdmitted && p.Faces != 0:
		return "Este código não se aplica à face " + faceNames(p.Faces) + "."
	case p.Kind == dental.ToothNotTaken && p.Offer != "":
		return "Este código é pedido por região. O dente fica em " + p.Offer.String() + " (" + RegionName(p.Offer) + "). Usar?"
	case p.Kind == dental.ToothNotAdmitted && toothReasons[p.Reason] != "":
		return toothReasons[p.Reason]
	}
	return problems[p.Kind]
}

// WrongFaces asks for the face that was meant: "no 16 a face interna é P
// (palatina). Usar P?"
func WrongFaces(wrong []dental.WrongFace) string {
	var parts, letters []string
	for _, w := range wrong {
		kind := "de mordida"
		if w.Want == dental.Lingual || w.Want == dental.Palatal {
			kind = "interna"
		}
		parts = append(parts, fmt.Sprintf("a face %s é %s (%s)", kind, w.Want, w.Want.Name()))
		letters = append(letters, w.Want.String())
	}
	return fmt.Sprintf("No %s %s. Usar %s?", wrong[0].Tooth, strings.Join(parts, " e "), strings.Join(letters, " e "))
}

func faceNames(s dental.Faces) string {
	var names []string
	for _, f := range s.List() {
		names = append(names, f.Name())
	}
	return strings.Join(names, ", ")
}

// OtherByFaces proposes the code that the number of faces asks for.
func OtherByFaces(faces int, code, name string) string {
	return fmt.Sprintf("Com %s o código é %s (%s). Usar?", count(faces, "face", "faces"), Code(code), CutEsc(name, 80))
}

// ToothNoted is the tooth of an urgency, as an observação.
func ToothNoted(tooth dental.Tooth) string { return "Dente " + tooth.String() }

// ToothNotedHere tells where that went.
func ToothNotedHere(tooth dental.Tooth) string {
	return "Anotei o dente " + tooth.String() + " na observação."
}
