package papers

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// summary is a request on A4, as it is passed on: of the beneficiary it shows what
// tells the person apart, and no CPF.
func (p *Press) summary(s dialogs.Summary) (Sheet, error) {
	d := s.Details
	made := cmp.Or(s.MadeAt, d.SentAt, time.Unix(0, 0)) // without one the library asks the clock
	a := newA4(made.UTC(), phrases.SummaryTitle(d.Number), p.operator.Name)
	if err := a.letterhead(p.operator, d); err != nil {
		return Sheet{}, fmt.Errorf("papers: summary: %w", err)
	}
	a.facts(d, s.Provider)
	a.items(d.Request)
	a.section(phrases.SummaryNote)
	a.paragraphs(cmp.Or(strings.TrimSpace(d.Form.Note), phrases.SummaryNoNote))
	a.section(phrases.SummaryFiles)
	for i, f := range d.Form.Files {
		a.paragraphs(phrases.SummaryFileLine(i+1, f))
	}
	if len(d.Form.Files) == 0 {
		a.paragraphs(phrases.SummaryNoFiles)
	}
	a.thread(d.Thread, d.Clinic)
	a.feet(phrases.SummaryMade(made), p.operator.Name+" · "+phrases.SummaryRegistry(p.operator.Registry))
	var buf bytes.Buffer
	if err := a.pdf.Output(&buf); err != nil {
		return Sheet{}, fmt.Errorf("papers: summary: %w", err)
	}
	return Sheet{Name: phrases.SummaryFile(d.Number), MIME: "application/pdf", Content: buf.Bytes()}, nil
}

// letterhead is who the operator is and which request this is.
func (a *a4) letterhead(o backend.Operator, d backend.Details) error {
	if err := a.barcode(string(d.Protocol)); err != nil {
		return err
	}
	a.font(bold, 15, strong)
	a.lines(o.Name, lineOf(15), a.inner-barcodeWide-6)
	a.font(regular, 9, faint)
	a.lines(phrases.SummaryRegistry(o.Registry), 4.4, a.inner-barcodeWide-6)
	a.lines(phrases.SummaryPhone(o.Phone, o.Hours), 4.4, a.inner-barcodeWide-6)
	a.y = max(a.y, a4Top+barcodeHigh+6) + 3
	a.rule(strong, .6)
	a.y += 5
	a.font(bold, 16, ink)
	a.lines(phrases.SummaryTitle(d.Number), lineOf(16), a.inner)
	a.y += 1.5
	return nil
}

// facts are what was answered, in two columns.
func (a *a4) facts(d backend.Details, provider string) {
	a.pair(phrases.SummaryProtocol, string(d.Protocol), phrases.SummarySituation, phrases.Situation(d.Situation))
	due := ""
	if d.Situation.Open() && !d.DueAt.IsZero() {
		due = phrases.Moment(d.DueAt)
	}
	a.pair(phrases.SummarySent, phrases.Moment(d.SentAt), phrases.SummaryDue, due)
	f := d.Form
	professional, contact := "", ""
	if who := f.Professional; who != nil {
		professional = strings.TrimSpace(who.Name + "\n" + who.Council)
	}
	if c := f.Contact; c != nil {
		contact = strings.TrimSpace(c.Name + "\n" + ident.Phone(c.Phone).Format() + "\n" + c.Email)
	}
	a.pair(phrases.SummaryUrgency, phrases.Urgency(f.Urgency), phrases.SummaryProvider, provider)
	a.pair(phrases.SummaryProfessional, professional, phrases.SummaryContact, contact)
	if b := f.Beneficiary; b != nil {
		a.section(phrases.SummaryBeneficiary)
		a.font(bold, 11, ink)
		a.lines(b.Name, lineOf(11), a.inner)
		a.y++
		a.pair(phrases.SummaryCard, string(b.Card), phrases.SummaryBirth, strconv.Itoa(b.Birth.Year))
		a.pair(phrases.SummaryPlan, b.Plan, "", "")
	}
}

// items is the table of what was asked for, and of what came of it.
func (a *a4) items(r backend.Request) {
	a.section(phrases.SummaryItems)
	t := table{
		widths: []float64{8, 20, 0, 42, 10, 24},
		head: []string{
			"", phrases.SummaryCode, phrases.SummaryProcedure, phrases.SummaryWhere, phrases.SummaryQuantity, phrases.SummaryResult,
		},
	}
	a.heading(t)
	on := calendar.DateOf(r.SentAt)
	for i, item := range r.Form.Items {
		name := "–"
		if p, err := dental.Lookup(item.Code, on); err == nil {
			name = p.Name
		}
		a.row(t, []string{
			strconv.Itoa(i + 1), item.Code, name, phrases.SummaryPlace(item), strconv.Itoa(max(1, item.Quantity)), phrases.Result(r.Result(i)),
		})
	}
}

// thread is what was written since.
func (a *a4) thread(all []backend.Interaction, clinic string) {
	if len(all) == 0 {
		return
	}
	a.section(phrases.SummaryThread)
	for _, i := range all {
		a.need(2 * lineOf(9.5)) // a head does not stand alone at the foot
		a.font(bold, 9.5, ink)
		a.lines(phrases.SummaryEntry(i, clinic), lineOf(9.5), a.inner)
		if text := strings.TrimSpace(i.Text); text != "" {
			a.paragraphs(text)
		}
		a.y += 2
	}
}
