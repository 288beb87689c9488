package papers

import (
	"image/color"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"github.com/boombuler/barcode/code128"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"

	"guiche/dialogs/phrases"
)

// a4 is a document that flows over pages. Lengths are millimetres, y grows
// downwards.
type a4 struct {
	pdf   *fpdf.Fpdf
	y     float64
	inner float64 // width between the margins
	// top is drawn anew at the head of a page: the head of the table that goes on.
	// under lies below everything of a page.
	top, under func()
	known      map[rune]bool // runes that the letters have
	glyph      sfnt.Buffer
}

const (
	a4Wide, a4High  = 210.0, 297.0
	a4Side, a4Top   = 18.0, 16.0
	a4Foot          = 22.0
	barcodeWide     = 58.0
	barcodeHigh     = 10.0
	maxParagraph    = 20_000 // runes; the longest text of a request has a thousand
	pointMillimetre = 25.4 / 72
)

func newA4(made time.Time, title, author string) *a4 {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCatalogSort(true) // the same paper has the same bytes
	f.SetCreationDate(made)
	f.SetModificationDate(made)
	f.SetProducer("guiche", true)
	f.SetTitle(phrases.OneLine(title), true)
	f.SetAuthor(phrases.OneLine(author), true)
	f.SetLang("pt-BR")
	f.SetMargins(a4Side, a4Top, a4Side)
	f.SetAutoPageBreak(false, 0)
	f.SetCellMargin(0)
	f.AddUTF8FontFromBytes("go", "", goregular.TTF)
	f.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	a := &a4{pdf: f, inner: a4Wide - 2*a4Side, known: map[rune]bool{}}
	a.page()
	return a
}

func (a *a4) page() {
	a.pdf.AddPage()
	a.y = a4Top
	if a.under != nil {
		a.under()
	}
	if a.top != nil {
		a.top()
	}
}

// need begins another page unless so much has room on this one.
func (a *a4) need(high float64) {
	if a.y+high > a4High-a4Foot {
		a.page()
	}
}

func (a *a4) font(w weight, size float64, c color.RGBA) {
	style := ""
	if w == bold {
		style = "B"
	}
	a.pdf.SetFont("go", style, size)
	a.pdf.SetTextColor(int(c.R), int(c.G), int(c.B))
}

func (a *a4) fill(c color.RGBA) { a.pdf.SetFillColor(int(c.R), int(c.G), int(c.B)) }

// lineOf is the height of a line of a size in points.
func lineOf(size float64) float64 { return size * pointMillimetre * 1.35 }

// split breaks a text into lines of a width.
func (a *a4) split(s string, wide float64) []string {
	s = a.printable(s)
	if s == "" {
		return nil
	}
	return a.pdf.SplitText(s, wide)
}

// lines writes a text at the left margin.
func (a *a4) lines(s string, high, wide float64) {
	for _, line := range a.split(s, wide) {
		a.need(high)
		a.put(a4Side, a.y, wide, high, line, "L")
		a.y += high
	}
}

// put writes one line at a place.
func (a *a4) put(x, y, wide, high float64, line, align string) {
	a.pdf.SetXY(x, y)
	a.pdf.CellFormat(wide, high, line, "", 0, align+"M", false, 0, "")
}

// paragraphs writes a text with its own line ends.
func (a *a4) paragraphs(s string) {
	if r := []rune(s); len(r) > maxParagraph {
		s = string(r[:maxParagraph])
	}
	for part := range strings.SplitSeq(s, "\n") {
		a.font(regular, 9.5, ink)
		a.lines(part, lineOf(9.5), a.inner)
	}
}

// section heads what follows.
func (a *a4) section(title string) {
	a.y += 4
	a.need(lineOf(11) + 3*lineOf(9.5))
	a.font(bold, 11, strong)
	a.lines(title, lineOf(11), a.inner)
	a.y += .8
	a.rule(groove, .25)
	a.y += 1.8
}

func (a *a4) rule(c color.RGBA, wide float64) {
	a.pdf.SetDrawColor(int(c.R), int(c.G), int(c.B))
	a.pdf.SetLineWidth(wide)
	a.pdf.Line(a4Side, a.y, a4Wide-a4Side, a.y)
}

// pair writes two values with what they are called, side by side.
func (a *a4) pair(nameA, valueA, nameB, valueB string) {
	const gap = 8.0
	half := (a.inner - gap) / 2
	name, value := lineOf(8), lineOf(10)
	var columns [2][]string
	for i, v := range []string{valueA, valueB} {
		a.font(regular, 10, ink)
		for part := range strings.SplitSeq(v, "\n") {
			columns[i] = append(columns[i], a.split(part, half)...)
		}
	}
	rows := max(len(columns[0]), len(columns[1]))
	if rows == 0 {
		return
	}
	a.need(name + value*float64(min(rows, 6)))
	a.font(regular, 8, faint)
	for i, n := range []string{nameA, nameB} {
		if len(columns[i]) > 0 {
			a.put(a4Side+float64(i)*(half+gap), a.y, half, name, n, "L")
		}
	}
	a.y += name
	a.font(regular, 10, ink)
	for r := range rows {
		a.need(value)
		for i, lines := range columns {
			if r < len(lines) {
				a.put(a4Side+float64(i)*(half+gap), a.y, half, value, lines[r], "L")
			}
		}
		a.y += value
	}
	a.y += 2
}

// table is columns; a width of 0 takes what the others leave.
type table struct {
	widths []float64
	head   []string
	// amounts is how many of the last columns end at their right edge.
	amounts int
}

// align is on which side the words of a column stand.
func (t table) align(column int) string {
	if column >= len(t.widths)-t.amounts {
		return "R"
	}
	return "L"
}

func (a *a4) columns(t table) []float64 {
	rest, out := a.inner, append([]float64(nil), t.widths...)
	for _, w := range out {
		rest -= w
	}
	for i, w := range out {
		if w == 0 {
			out[i] = rest
		}
	}
	return out
}

const cellPad = 1.2

func (a *a4) heading(t table) {
	high := lineOf(8) + 2*cellPad
	a.need(high + lineOf(9.5) + 2*cellPad)
	a.fill(cardInk)
	a.pdf.Rect(a4Side, a.y, a.inner, high, "F")
	a.font(bold, 8, ink)
	x := a4Side
	for i, w := range a.columns(t) {
		a.put(x+cellPad, a.y, w-2*cellPad, high, t.head[i], t.align(i))
		x += w
	}
	a.y += high
}

// row writes a row; one that does not fit begins a page under the table's head.
func (a *a4) row(t table, cells []string) {
	widths := a.columns(t)
	line := lineOf(9.5)
	split := make([][]string, len(cells))
	most := 1
	a.font(regular, 9.5, ink)
	for i, c := range cells {
		split[i] = a.split(c, widths[i]-2*cellPad)
		most = max(most, len(split[i]))
	}
	high := float64(most)*line + 2*cellPad
	a.top = func() { a.heading(t) }
	a.need(high)
	a.top = nil
	a.font(regular, 9.5, ink)
	x := a4Side
	for i, lines := range split {
		for j, l := range lines {
			a.put(x+cellPad, a.y+cellPad+float64(j)*line, widths[i]-2*cellPad, line, l, t.align(i))
		}
		x += widths[i]
	}
	a.y += high
	a.rule(groove, .2)
}

// feet writes the foot of every page, now that their number is known.
func (a *a4) feet(said, who string) {
	pages := a.pdf.PageCount()
	for n := 1; n <= pages; n++ {
		a.pdf.SetPage(n)
		a.y = a4High - a4Foot + 5
		a.rule(groove, .25)
		a.font(regular, 7.5, faint)
		a.put(a4Side, a.y+1.5, a.inner, 4, a.printable(said), "L")
		a.put(a4Side, a.y+5.5, a.inner, 4, a.printable(who), "L")
		a.put(a4Side, a.y+5.5, a.inner, 4, phrases.SummaryPage(n, pages), "R")
	}
}

// barcode lets the protocol be read by a scanner, in the upper right corner.
func (a *a4) barcode(protocol string) error {
	if protocol == "" {
		return nil
	}
	code, err := code128.Encode(protocol)
	if err != nil {
		return err
	}
	n := code.Bounds().Dx()
	bar := barcodeWide / float64(n)
	x := a4Wide - a4Side - barcodeWide
	a.pdf.SetFillColor(0, 0, 0)
	for from := 0; from < n; {
		to := from
		for to < n && dark(code.At(to, 0)) {
			to++
		}
		if to > from {
			a.pdf.Rect(x+float64(from)*bar, a4Top, float64(to-from)*bar, barcodeHigh, "F")
		}
		from = max(to, from+1)
	}
	a.font(regular, 8, ink)
	a.put(x, a4Top+barcodeHigh+.5, barcodeWide, 4, protocol, "C")
	return nil
}

func dark(c color.Color) bool { r, _, _, _ := c.RGBA(); return r < 0x8000 }

// printable leaves out what the letters do not have, and breaks words that no line
// holds.
func (a *a4) printable(s string) string {
	s = phrases.OneLine(s)
	var b strings.Builder
	for _, r := range s {
		switch {
		case a.has(r):
			b.WriteRune(r)
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteByte('?')
		}
	}
	return strings.TrimSpace(b.String())
}

func (a *a4) has(r rune) bool {
	ok, seen := a.known[r]
	if !seen {
		at, err := fonts()[regular].GlyphIndex(&a.glyph, r)
		ok = err == nil && at != 0 && r <= 0xffff
		a.known[r] = ok
	}
	return ok
}
