package papers

import (
	"image/color"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// What the statements of a month and of a year have in common: the head, the card
// with the figure, and sums.

// opening is whose paper it is and what it is called.
func (a *a4) opening(o backend.Operator, title, below string) {
	a.font(bold, 15, strong)
	a.lines(o.Name, lineOf(15), a.inner)
	a.font(regular, 9, faint)
	a.lines(phrases.SummaryRegistry(o.Registry)+" · "+phrases.SummaryPhone(o.Phone, o.Hours), 4.4, a.inner)
	a.y += 3
	a.rule(strong, .6)
	a.y += 4
	a.font(bold, 17, ink)
	a.lines(title, lineOf(17), a.inner)
	a.font(regular, 10.5, faint)
	a.lines(below, 5.2, a.inner)
	a.y += 3
}

// figure is the amount that a statement is about, in a card.
type figure struct {
	label, amount, below string
	// badge says how sure it is; with a line of its own below.
	badge, beside string
	sure          bool
}

const figureHigh = 33.0

func (a *a4) figure(f figure) {
	top, left := a.y, a4Side+passPad
	a.fill(ground)
	a.pdf.RoundedRect(a4Side, top, a.inner, figureHigh, 3, "1234", "F")
	a.fill(strong)
	a.pdf.Rect(a4Side, top+3, 1.4, figureHigh-6, "F")
	wide := a.inner*.62 - passPad
	a.fitted(regular, 10, faint, f.label, left, top+4.5, wide, 5)
	a.fitted(bold, 27, strong, f.amount, left, top+10, wide, 13)
	a.fitted(regular, 9, faint, f.below, left, top+24, wide, 5)
	right := a4Wide - a4Side - passPad
	if f.badge != "" {
		a.badge(f.badge, right, top+6, f.sure)
	}
	a.font(regular, 9, faint)
	a.put(left+wide, top+24, right-left-wide, 5, a.printable(f.beside), "R")
	a.y = top + figureHigh + 4
}

// badge is a word in a coloured field that ends at x.
func (a *a4) badge(word string, x, y float64, sure bool) {
	const pad, high = 4.0, 8.0
	a.font(bold, 10, white)
	wide := a.pdf.GetStringWidth(word) + 2*pad
	a.fill(amber)
	if sure {
		a.fill(strong)
	}
	a.pdf.RoundedRect(x-wide, y, wide, high, 2, "1234", "F")
	a.put(x-wide, y, wide, high, word, "C")
}

// watermark lays a word across each page, below all else.
func (a *a4) watermark(word string) {
	a.under = func() {
		a.font(bold, 88, water)
		wide := a.pdf.GetStringWidth(word)
		x, y := a4Wide/2, a4High/2
		a.pdf.TransformBegin()
		a.pdf.TransformRotate(52, x, y)
		a.put(x-wide/2, y-20, wide, 40, word, "C")
		a.pdf.TransformEnd()
	}
	a.under()
}

var (
	water = rgb(0xf1f3f2)
	amber = rgb(0xb96a00) // white letters can be read on it
)

// sums is a column of amounts and what they are.
func (a *a4) sums(rows []phrases.PaperRow) {
	const amount = 40.0
	for _, r := range rows {
		w, size, c := regular, 10.0, ink
		switch {
		case r.Strong:
			w = bold
		case r.Quiet:
			size, c = 9, faint
		}
		a.font(w, size, c)
		words := a.split(r.Words, a.inner-amount-2)
		high := lineOf(size)
		a.need(float64(len(words))*high + 2.4)
		if r.Strong {
			a.rule(groove, .25)
		}
		a.y += 1.2
		for i, line := range words {
			a.font(w, size, c)
			a.put(a4Side, a.y, a.inner-amount, high, line, "L")
			if i == len(words)-1 {
				a.put(a4Wide-a4Side-amount, a.y, amount, high, r.Amount, "R")
			}
			a.y += high
		}
		a.y += 1.2
	}
}

// beside are two short lists of amounts, side by side, each under its title.
func (a *a4) beside(titles [2]string, lists [2][]phrases.PaperRow) {
	a.y += 4
	a.need(lineOf(11) + 4 + float64(min(len(lists[0]), len(lists[1]), 6))*halfLine)
	for i, title := range titles {
		x := a4Side + float64(i)*(a.half()+halfGap)
		a.font(bold, 11, strong)
		a.put(x, a.y, a.half(), lineOf(11), title, "L")
		a.stroke(groove, x, a.y+lineOf(11)+.8, a.half())
	}
	a.y += lineOf(11) + 2.4
	a.halves(lists)
}

const (
	halfGap  = 10.0
	halfLine = 9.5*pointMillimetre*1.35 + 1.6
)

func (a *a4) half() float64 { return (a.inner - halfGap) / 2 }

// halves writes two lists of amounts side by side.
func (a *a4) halves(lists [2][]phrases.PaperRow) {
	const amount = 27.0
	for n := range max(len(lists[0]), len(lists[1])) {
		a.need(halfLine)
		for i, list := range lists {
			if n < len(list) {
				x := a4Side + float64(i)*(a.half()+halfGap)
				a.fitted(regular, 9.5, ink, list[n].Words, x, a.y, a.half()-amount-2, halfLine)
				a.fitted(regular, 9.5, ink, list[n].Amount, x+a.half()-amount, a.y, amount, halfLine, "R")
			}
		}
		a.y += halfLine
	}
}

// warned is what must not be overlooked.
func (a *a4) warned(s string) {
	a.font(bold, 9.5, amber)
	for _, line := range a.split(s, a.inner) {
		a.need(lineOf(9.5))
		a.font(bold, 9.5, amber)
		a.put(a4Side, a.y, a.inner, lineOf(9.5), line, "L")
		a.y += lineOf(9.5)
	}
	a.y++
}

func (a *a4) stroke(c color.RGBA, x, y, wide float64) {
	a.pdf.SetDrawColor(int(c.R), int(c.G), int(c.B))
	a.pdf.SetLineWidth(.25)
	a.pdf.Line(x, y, x+wide, y)
}

// read are paragraphs that explain, each with a point before it.
func (a *a4) read(title string, all []string) {
	const indent = 4.0
	a.font(regular, 9, ink)
	high := lineOf(11) + 7
	for _, s := range all {
		high += float64(len(a.split(s, a.inner-indent)))*lineOf(9) + 1.1
	}
	if high < (a4High-a4Foot-a4Top)/2 {
		a.need(high) // what explains is not torn apart
	}
	a.section(title)
	for _, s := range all {
		a.font(regular, 9, ink)
		for i, line := range a.split(s, a.inner-indent) {
			a.need(lineOf(9))
			a.font(regular, 9, ink)
			if i == 0 {
				a.put(a4Side, a.y, indent, lineOf(9), "•", "L")
			}
			a.put(a4Side+indent, a.y, a.inner-indent, lineOf(9), line, "L")
			a.y += lineOf(9)
		}
		a.y += 1.1
	}
}
