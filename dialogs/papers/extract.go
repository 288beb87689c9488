package papers

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/money"
	"guiche/dialogs/phrases"
)

// extract is a month of a member on A4: the figure, how it comes about, whose it is,
// and each line of care.
func (p *Press) extract(e backend.Extract) (Sheet, error) {
	made := cmp.Or(e.At, time.Unix(0, 0)) // without one the library asks the clock
	a := newA4(made.UTC(), phrases.PaperBillTitle+" "+phrases.MonthName(e.Month), p.operator.Name)
	if !e.Closed {
		a.watermark(phrases.PaperBillEstimate)
	}
	a.opening(p.operator, phrases.PaperBillTitle, phrases.PaperBillAbout(e.Month))
	label, amount, below := phrases.PaperBillFigure(e)
	f := figure{label: label, amount: amount, below: below, badge: phrases.PaperBillEstimate, beside: phrases.MonthName(e.Month)}
	if e.Closed {
		f.badge, f.sure = phrases.PaperBillClosed, true
	}
	a.figure(f)
	who := phrases.PaperBillName
	if e.Titular {
		who = phrases.PaperBillTitular
	}
	a.pair(who, e.Name, phrases.SummaryCard, e.Card.Masked())
	if line := phrases.PaperBillBoleto(e); line != "" {
		a.font(bold, 10, ink)
		a.lines(line, lineOf(10), a.inner)
		a.y++
	}
	a.font(regular, 9.5, faint)
	a.lines(phrases.PaperBillState(e), lineOf(9.5), a.inner)
	a.warned(phrases.PaperBillUnsure(e))
	a.section(phrases.PaperBillWay)
	a.sums(phrases.PaperBillSum(e))
	a.shares(e)
	a.care(e)
	a.read(phrases.PaperBillRead, phrases.PaperBillReading(e, p.operator.Phone, p.operator.Hours))
	a.feet(phrases.PaperBillMade(e), phrases.PaperBillTitle+" · "+phrases.MonthName(e.Month)+" · "+p.operator.Name)
	var buf bytes.Buffer
	if err := a.pdf.Output(&buf); err != nil {
		return Sheet{}, fmt.Errorf("papers: extract: %w", err)
	}
	return Sheet{Name: phrases.PaperBillFile(e.Month), MIME: "application/pdf", Content: buf.Bytes()}, nil
}

// shares are the sums by person and by group of care.
func (a *a4) shares(e backend.Extract) {
	var lists [2][]phrases.PaperRow
	for _, p := range e.People {
		if p.Due+p.Deducted != 0 || p.Own {
			lists[0] = append(lists[0], phrases.PaperRow{Words: phrases.PaperBillPerson(p), Amount: money.BRL(p.Due + p.Deducted)})
		}
	}
	for _, g := range e.Groups {
		lists[1] = append(lists[1], phrases.PaperRow{Words: phrases.PaperBillGroup(g), Amount: money.BRL(g.Due + g.Deducted)})
	}
	if len(e.People) > 1 || len(e.Groups) > 1 {
		a.beside([2]string{phrases.PaperBillPeople, phrases.PaperBillGroups}, lists)
	}
}

var careTable = table{
	widths:  []float64{0, 27, 18, 26, 25, 21},
	head:    []string{phrases.PaperBillWhat, phrases.PaperBillPaid, phrases.PaperBillRate, phrases.PaperBillRaw, phrases.PaperBillExcess, phrases.PaperBillDue},
	amounts: 5,
}

// care is the table of the lines of care, person by person.
func (a *a4) care(e backend.Extract) {
	a.section(phrases.PaperBillCare)
	if len(e.Lines) == 0 && !kept(e) {
		a.paragraphs(phrases.PaperBillNone)
		return
	}
	a.heading(careTable)
	for i, p := range e.People {
		lines := linesOf(e, i)
		hidden := !p.Detail && p.Due+p.Deducted != 0
		if len(lines) == 0 && !hidden {
			continue
		}
		if len(e.People) > 1 {
			a.person(p)
		}
		if hidden {
			a.keptBack()
		}
		for _, l := range lines {
			a.careRow(e, l)
		}
	}
}

// kept tells whether somebody's care is not told.
func kept(e backend.Extract) bool {
	for _, p := range e.People {
		if !p.Detail && p.Due+p.Deducted != 0 {
			return true
		}
	}
	return false
}

func linesOf(e backend.Extract, person int) []backend.ExtractLine {
	var own []backend.ExtractLine
	for _, l := range e.Lines {
		if l.Person == person {
			own = append(own, l)
		}
	}
	return own
}

// person heads the lines of somebody, with what they come to.
func (a *a4) person(p backend.ExtractPerson) {
	high := lineOf(9.5) + 2*cellPad
	a.onTable(high + 4*lineOf(9.5)) // it does not stand alone at the foot
	a.fill(ground)
	a.pdf.Rect(a4Side, a.y, a.inner, high, "F")
	a.fitted(bold, 9.5, strong, phrases.PaperBillPerson(p), a4Side+cellPad, a.y, a.inner-40, high)
	a.font(bold, 9.5, strong)
	a.put(a4Wide-a4Side-40, a.y, 40-cellPad, high, money.BRL(p.Due+p.Deducted), "R")
	a.y += high
}

func (a *a4) keptBack() {
	high := lineOf(8.5) + 2*cellPad
	a.onTable(high)
	a.font(regular, 8.5, faint)
	a.put(a4Side+cellPad, a.y, a.inner-2*cellPad, high, phrases.PaperBillKept, "L")
	a.y += high
	a.rule(groove, .2)
}

// onTable is need with the head of the table on the new page.
func (a *a4) onTable(high float64) {
	a.top = func() { a.heading(careTable) }
	a.need(high)
	a.top = nil
}

// careRow is a line of care: what, its amounts, and below who and when.
func (a *a4) careRow(e backend.Extract, l backend.ExtractLine) {
	widths := a.columns(careTable)
	line, small := lineOf(9.5), lineOf(8)
	a.font(bold, 9.5, ink)
	title := a.split(phrases.PaperBillCareOf(l), widths[0]-2*cellPad)
	a.font(regular, 8, faint)
	notes := a.split(strings.Join(phrases.PaperBillNotes(e, l), " · "), a.inner-2*cellPad)
	high := float64(max(1, len(title)))*line + float64(len(notes))*small + 2*cellPad
	a.onTable(high)
	y := a.y + cellPad
	a.font(bold, 9.5, ink)
	for i, s := range title {
		a.put(a4Side+cellPad, y+float64(i)*line, widths[0]-2*cellPad, line, s, "L")
	}
	cells := []string{
		money.BRL(l.Base), phrases.PaperBillPercent(e, l), money.BRL(l.Raw), money.BRL(l.Excess), money.BRL(l.Due + l.Deducted),
	}
	x := a4Side + widths[0]
	for i, c := range cells {
		w := regular
		if i == len(cells)-1 {
			w = bold
		}
		a.fitted(w, 9, ink, c, x+.4, y, widths[i+1]-cellPad-.4, line, "R")
		x += widths[i+1]
	}
	a.font(regular, 8, faint)
	y += float64(max(1, len(title))) * line
	for i, s := range notes {
		a.put(a4Side+cellPad, y+float64(i)*small, a.inner-2*cellPad, small, s, "L")
	}
	a.y += high
	a.rule(groove, .2)
}
