package papers

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// denial is a denial as a letter to the beneficiary: what was asked, why not, who says
// so, and what can be done about it. The operator is as it was then.
func (p *Press) denial(l backend.Denial) (Sheet, error) {
	made := time.Unix(0, 0) // without a day the library asks the clock
	if l.Denied != (calendar.Date{}) {
		made = l.Denied.At(12 * 60)
	}
	h := l.Head
	a := newA4(made.UTC(), phrases.DenialTitle+" "+l.Number.String(), h.Name)
	if err := a.barcode(string(l.Protocol)); err != nil {
		return Sheet{}, fmt.Errorf("papers: denial: %w", err)
	}
	a.font(bold, 15, strong)
	a.lines(cmp.Or(h.Name, p.operator.Name), lineOf(15), a.inner-barcodeWide-6)
	a.font(regular, 9, faint)
	a.lines(phrases.SummaryRegistry(h.Registry), 4.4, a.inner-barcodeWide-6)
	a.y = max(a.y, a4Top+barcodeHigh+6) + 3
	a.rule(strong, .6)
	a.y += 5
	a.font(bold, 16, ink)
	a.lines(phrases.DenialTitle, lineOf(16), a.inner)
	a.font(regular, 9.5, faint)
	a.lines(phrases.DenialAbout(l.Number, l.Protocol, l.Asked), 4.8, a.inner)
	a.y += 3
	a.pair(phrases.SummaryBeneficiary, strings.TrimSpace(l.Beneficiary+"\n"+l.Plan), phrases.SummaryCard, l.Card.Masked())
	a.y++
	a.text(phrases.DenialGreeting(l))
	a.deniedItems(l)
	a.section(phrases.DenialWho)
	for _, line := range phrases.DenialSigned(l) {
		a.text(line)
	}
	a.section(phrases.DenialWays)
	for n, line := range phrases.DenialWayLines(l) {
		a.text(fmt.Sprintf("%d. %s", n+1, line))
	}
	a.feet(phrases.DenialMade(l), h.Name+" · "+phrases.SummaryRegistry(h.Registry))
	var buf bytes.Buffer
	if err := a.pdf.Output(&buf); err != nil {
		return Sheet{}, fmt.Errorf("papers: denial: %w", err)
	}
	return Sheet{Name: phrases.DenialFile(l.Number), MIME: "application/pdf", Content: buf.Bytes()}, nil
}

// deniedItems are what was denied, each with its reasons below.
func (a *a4) deniedItems(l backend.Denial) {
	a.section(phrases.DenialAsked)
	for n, c := range l.Items {
		name := ""
		if p, err := dental.Lookup(c.Procedure.Code, l.Asked); err == nil {
			name = p.Name
		}
		a.need(3 * lineOf(10.5)) // a procedure does not stand alone at the foot
		a.font(bold, 10.5, ink)
		a.lines(fmt.Sprintf("%d. %s", n+1, phrases.DenialItem(c.Procedure, name)), lineOf(10.5), a.inner)
		a.y += .8
		if n < len(l.Rulings) {
			for _, why := range phrases.DenialWhy(l.Rulings[n], c.Procedure) {
				a.text(why)
			}
		}
		a.y += 1.5
	}
}

// text is a paragraph as a letter has it: larger than on a form, with room below.
func (a *a4) text(s string) {
	if r := []rune(s); len(r) > maxParagraph {
		s = string(r[:maxParagraph])
	}
	for part := range strings.SplitSeq(s, "\n") {
		a.font(regular, 10.5, ink)
		a.lines(part, lineOf(10.5), a.inner)
	}
	a.y += 1.4
}
