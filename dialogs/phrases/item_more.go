package phrases

import (
	"errors"
	"fmt"
	"strings"

	"guiche/backend/calendar"
	"guiche/backend/dental"
)

// The catalogue by kinds, favourites.
const (
	// AskCodeOrUsual is AskCode over buttons of the usual procedures.
	AskCodeOrUsual = "Qual é o <b>procedimento</b>?\nToque em um dos seus ou digite o código TUSS ou o nome. Exemplo: 85100218 26 MOD"
	AskKind        = "De que <b>tipo</b> é o procedimento?"
	BtnKinds       = "Procurar por tipo"
	BtnFavourites  = "★ Favoritos"
	// FavouritesFull refuses one more.
	FavouritesFull = "Sua lista de favoritos está cheia. Tire um para guardar outro."
)

var procedureKinds = map[dental.Kind]string{
	dental.KindDiagnosis: "Diagnóstico", dental.KindPrevention: "Prevenção", dental.KindRestoration: "Dentística",
	dental.KindEndodontics: "Endodontia", dental.KindPeriodontics: "Periodontia", dental.KindSurgery: "Cirurgia",
	dental.KindProsthesis: "Prótese", dental.KindImplant: "Implante", dental.KindChildren: "Odontopediatria",
	dental.KindOrthodontics: "Ortodontia", dental.KindSpecialNeeds: "Pac. especiais", dental.KindUrgency: "Urgência",
}

// Kind is the name of a kind of procedure, as its button has it.
func Kind(k dental.Kind) string { return procedureKinds[k] }

// BrowseTitle names a part of the catalogue.
func BrowseTitle(part, favourites string) string {
	if part == favourites {
		return "Favoritos"
	}
	return procedureKinds[dental.Kind(part)]
}

// AskOfKind stands over a page of a part of the catalogue.
func AskOfKind(title string, page, pages int) string {
	if pages > 1 {
		title += fmt.Sprintf(" (%d de %d)", page, pages)
	}
	return Lines(Bold(title), "Qual é o procedimento? Os mais pedidos vêm primeiro; digitar parte do nome é mais rápido.")
}

// AskFavourite stands over the favourites.
func AskFavourite(n int) string {
	if n == 0 {
		return Lines("<b>Favoritos</b>", "Nenhum ainda. A ☆ ao lado de um procedimento encontrado, ou na tela do item, guarda-o aqui.")
	}
	return Lines("<b>Favoritos</b>", "Qual é o procedimento? A ★ com o número tira da lista.")
}

// Starred confirms a change of the favourites.
func Starred(marked bool) string {
	if marked {
		return "★ Guardado nos seus favoritos"
	}
	return "Tirado dos favoritos"
}

// BtnUsual is a procedure to choose, by its short name.
func BtnUsual(short string, favourite bool) string {
	if favourite {
		short = "★ " + short
	}
	return Cut(OneLine(short), 28)
}

// StarsKeep explains the stars below what was found.
const StarsKeep = "☆ guarda nos favoritos."

// BtnStar marks the n-th line of a list as a favourite, or no longer.
func BtnStar(n int, on bool) string {
	if on {
		return fmt.Sprintf("★ %d", n)
	}
	return fmt.Sprintf("☆ %d", n)
}

// Teeth and faces, with and without a drawing.
const (
	BtnQuadrants    = "Outro quadrante"
	BtnOdontogram   = "🦷 Odontograma"
	BtnNoOdontogram = "Sem desenho"
	BtnDrawing      = "🦷 Ver desenho"
	BtnNoDrawing    = "Sem desenho"
	BtnOtherTooth   = "Escolher outro"
)

var quadrants = [...]string{
	1: "Superior dir.", 2: "Superior esq.", 3: "Inferior esq.", 4: "Inferior dir.",
	5: "Superior dir.", 6: "Superior esq.", 7: "Inferior esq.", 8: "Inferior dir.",
}

// BtnQuadrant is a quadrant to choose, by the patient's sides.
func BtnQuadrant(q int) string { return quadrants[q] }

// ItemCaption stands over the questions about one item, under a picture.
func ItemCaption(item dental.Item, short string) string {
	return Lines("<b>Item</b>: "+CutEsc(short, 60), Code(item.Code)+Place(item))
}

// AskNeedShort asks for what an item lacks, under a picture.
func AskNeedShort(n dental.Need) string {
	ask, _, _ := strings.Cut(needs[n], "\n")
	return ask
}

// OtherByFacesShort proposes the code that the number of faces asks for, under a
// picture.
func OtherByFacesShort(faces int, code string) string {
	return fmt.Sprintf("Com %s o código é %s. Usar?", count(faces, "face", "faces"), Code(code))
}

// ItemsAdded follows items typed beside another question.
func ItemsAdded(n int) string {
	if n == 1 {
		return "Acrescentei o item à solicitação."
	}
	return fmt.Sprintf("Acrescentei %d itens à solicitação.", n)
}

// ItemNoted follows items typed before it is clear for whom they are.
func ItemNoted(n int, shown bool) string {
	first := "Primeiro preciso do beneficiário."
	if shown {
		first = "Primeiro confirme a pessoa."
	}
	return plural(n, "Anotei o item. ", "Anotei os itens. ") + first
}

// FacesChosen says how many faces a code has, and how many are chosen so far.
func FacesChosen(n, low, high int) string {
	if n == 0 || n >= low && n <= high {
		return FaceCount(low, high)
	}
	if n < low {
		return FaceCount(low, high) + " " + plural(low-n, "Falta ", "Faltam ") + count(low-n, "face", "faces") + "."
	}
	return FaceCount(low, high) + " " + plural(n, "Escolhida", "Escolhidas") + ": " + fmt.Sprint(n) + "."
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// AskAbsent asks whether a tooth that is missing is meant.
func AskAbsent(t dental.Tooth, on calendar.Date) string {
	return fmt.Sprintf("O dente <b>%s</b> consta como extraído em %s. Usar mesmo assim?", t, on.BR())
}

// BtnUseAbsent says that it is.
func BtnUseAbsent(t dental.Tooth) string { return "Sim, usar o " + t.String() }

// ProblemAt says what is wrong with an item where it was to be done.
func ProblemAt(item dental.Item, p dental.Problem) string {
	switch {
	case p.Kind == dental.ToothNotAdmitted && p.OfferTooth != 0 && item.Tooth.Is(dental.Deciduous):
		return fmt.Sprintf("O %s é decíduo; este código é de permanentes. Quis dizer %s?", item.Tooth, p.OfferTooth)
	case p.Kind == dental.ToothNotAdmitted && p.OfferTooth != 0:
		return fmt.Sprintf("O %s é permanente; este código é de decíduos. Quis dizer %s?", item.Tooth, p.OfferTooth)
	case p.Kind == dental.RegionNotTaken && item.Region != "":
		return "Este código é pedido por dente, não por região. Qual dente em " + Region(item.Region) + "?"
	}
	return Problem(p)
}

// PlacesRefused says what is wrong with a list of teeth.
func PlacesRefused(e *dental.PlacesError) string {
	switch {
	case e.From != 0:
		return fmt.Sprintf("Do %s ao %s não há sequência: ficam em arcadas ou dentições diferentes. Diga os dentes um a um ou por arcada. Exemplo: 13 ao 23", e.From, e.To)
	case e.Number != "":
		return NoTooth(e.Number)
	case errors.Is(e, dental.ErrFaces):
		return "Não reconheci as faces. Exemplo: 26 MOD e 27 MO"
	}
	return "Não reconheci os dentes. Exemplos: 13 ao 23 · 36 e 37 · 14, 15"
}
