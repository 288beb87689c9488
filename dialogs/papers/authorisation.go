package papers

import (
	"bytes"
	"cmp"
	"fmt"
	"image/color"
	"strconv"
	"strings"
	"time"

	"github.com/boombuler/barcode/qr"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// authorisation is a release on A4: the senha large enough to be read over the
// telephone, what was granted, and a code by which anybody sees whether it is true.
// Of the beneficiary it shows the name and as much of the matrícula as the chat does.
func (p *Press) authorisation(r dialogs.Authorisation) (Sheet, error) {
	l := r.Release
	made := cmp.Or(l.At, r.SentAt, time.Unix(0, 0)) // without one the library asks the clock
	a := newA4(made.UTC(), phrases.PaperTitle+" "+l.Guia.String(), p.operator.Name)
	a.masthead(p.operator, r)
	if err := a.pass(r); err != nil {
		return Sheet{}, fmt.Errorf("papers: authorisation: %w", err)
	}
	a.y += 3
	a.pair(phrases.SummaryBeneficiary, strings.TrimSpace(r.Beneficiary+"\n"+r.Plan), phrases.SummaryCard, r.Card.Masked())
	a.pair(phrases.SummaryProfessional, strings.TrimSpace(r.Professional+"\n"+r.Council), phrases.SummaryProvider, r.Clinic)
	a.granted(r)
	a.section(phrases.PaperRules)
	for _, rule := range phrases.PaperRuleLines(l.Until) {
		a.paragraphs(rule)
		a.y += 1.2
	}
	if r.Page == "" {
		a.paragraphs(phrases.PaperCall(p.operator.Phone, p.operator.Hours))
	} else {
		a.paragraphs(phrases.PaperCheck(r.Page))
	}
	a.feet(phrases.PaperMade(made), phrases.PaperGuia+" "+l.Guia.String()+" · "+p.operator.Name+" · "+phrases.SummaryRegistry(p.operator.Registry))
	var buf bytes.Buffer
	if err := a.pdf.Output(&buf); err != nil {
		return Sheet{}, fmt.Errorf("papers: authorisation: %w", err)
	}
	return Sheet{Name: phrases.PaperFile(l.Guia), MIME: "application/pdf", Content: buf.Bytes()}, nil
}

// masthead is who authorises, and what this is.
func (a *a4) masthead(o backend.Operator, r dialogs.Authorisation) {
	a.font(bold, 15, strong)
	a.lines(o.Name, lineOf(15), a.inner)
	a.font(regular, 9, faint)
	a.lines(phrases.SummaryRegistry(o.Registry)+" · "+phrases.SummaryPhone(o.Phone, o.Hours), 4.4, a.inner)
	a.y += 3
	a.rule(strong, .6)
	a.y += 4
	a.font(bold, 17, ink)
	a.lines(phrases.PaperTitle, lineOf(17), a.inner)
	a.font(regular, 9.5, faint)
	a.lines(phrases.PaperRequest(r.Release.Number, r.Protocol, r.SentAt), 4.8, a.inner)
	a.y += 3
}

// The card with the senha. Its height does not depend on what stands in it.
const (
	passHigh = 56.0
	passPad  = 6.0
	qrWide   = 38.0
	qrMargin = 2.0
)

// pass is the card: senha, guia and validity, and beside them the code.
func (a *a4) pass(r dialogs.Authorisation) error {
	l, top, left := r.Release, a.y, a4Side+passPad
	a.fill(ground)
	a.pdf.RoundedRect(a4Side, top, a.inner, passHigh, 3, "1234", "F")
	a.fill(strong)
	a.pdf.Rect(a4Side, top+3, 1.4, passHigh-6, "F")
	text := a.inner - 2*passPad
	if r.Page != "" {
		text -= qrWide + 4
		if err := a.qr(r.Page, a4Wide-a4Side-passPad-qrWide, top+5); err != nil {
			return err
		}
	}
	a.font(regular, 10, faint)
	a.put(left, top+6, text, 5, phrases.PaperSenha, "L")
	a.fitted(bold, 29, strong, l.Senha.Format(), left, top+12, text, 14)
	half := text / 2
	for i, field := range [][2]string{{phrases.PaperGuia, l.Guia.String()}, {phrases.PaperUntil, l.Until.BR()}} {
		x := left + float64(i)*half
		a.font(regular, 10, faint)
		a.put(x, top+30, half, 5, field[0], "L")
		a.fitted(bold, 17, ink, field[1], x, top+35.5, half-2, 8)
	}
	a.font(regular, 8.5, faint)
	a.put(left, top+46.5, text, 4.5, phrases.PaperReleased(l.At), "L")
	a.y = top + passHigh
	return nil
}

// fitted writes one line as large as there is room for; one that is still too long
// loses its end.
func (a *a4) fitted(w weight, size float64, c color.RGBA, s string, x, y, wide, high float64, align ...string) {
	s = a.printable(s)
	for a.font(w, size, c); size > 6 && a.pdf.GetStringWidth(s) > wide; a.font(w, size, c) {
		size--
	}
	if r := []rune(s); a.pdf.GetStringWidth(s) > wide {
		for len(r) > 0 && a.pdf.GetStringWidth(string(r)+"…") > wide {
			r = r[:len(r)*9/10]
		}
		s = string(r) + "…"
	}
	a.put(x, y, wide, high, s, append(align, "L")[0])
}

// qr draws a code of squares on white, whose margin a reader needs.
func (a *a4) qr(content string, x, y float64) error {
	code, err := qr.Encode(content, qr.M, qr.Auto)
	if err != nil {
		return err
	}
	a.fill(white)
	a.pdf.RoundedRect(x-qrMargin, y-qrMargin, qrWide+2*qrMargin, qrWide+2*qrMargin, 1.5, "1234", "F")
	a.pdf.SetFillColor(0, 0, 0)
	n := code.Bounds().Dx()
	const quiet = 2 // squares, beside the white of the card
	square := qrWide / float64(n+2*quiet)
	for row := range n {
		for from := 0; from < n; {
			to := from
			for to < n && dark(code.At(to, row)) {
				to++
			}
			if to > from {
				a.pdf.Rect(x+float64(from+quiet)*square, y+float64(row+quiet)*square, float64(to-from)*square, square, "F")
			}
			from = max(to, from+1)
		}
	}
	a.font(regular, 7.5, faint)
	a.put(x-qrMargin, y+qrWide+qrMargin+1.5, qrWide+2*qrMargin, 4, phrases.PaperScan, "C")
	return nil
}

// granted is the table of what may be done.
func (a *a4) granted(r dialogs.Authorisation) {
	a.section(phrases.PaperItems(len(r.Release.Items)))
	t := table{
		widths: []float64{8, 22, 0, 46, 12},
		head:   []string{"", phrases.SummaryCode, phrases.SummaryProcedure, phrases.SummaryWhere, phrases.SummaryQuantity},
	}
	a.heading(t)
	on := calendar.DateOf(r.SentAt)
	for _, g := range r.Release.Items {
		name := "–"
		if p, err := dental.Lookup(g.Procedure.Code, on); err == nil {
			name = p.Name
		}
		a.row(t, []string{
			strconv.Itoa(g.Item + 1), g.Procedure.Code, name, phrases.SummaryPlace(g.Procedure), strconv.Itoa(max(1, g.Procedure.Quantity)),
		})
	}
}
