package dialogs

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// lineWords may stand in any sentence about a line of care and name none.
var lineWords = wordSet(`procedimento procedimentos atendimento atendimentos cobranca cobrancas contestar reconheco reconhece desconto debito valor valores
	mes meses quero nunca nao errado errada cobraram cobrado sessao sessoes primeira segunda parte para pela pelo fiz isso esse essa este esta`)

// kindOnly are words that name a kind of care and no care of it.
var kindOnly = wordSet(`consulta consultas medico medica medicos exame exames terapia terapias dentista dente odontologico odontologia tratamento`)

// contestNamed begins the contestation of the one line that a sentence names, with its
// words as the text: among those of the month that is named, by what was paid, debited or
// attended in it, or of the month that is shown. False where none is named, or several.
func (t *turn) contestNamed(ctx context.Context, kind backend.InquiryKind, w wish) (bool, error) {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	named, hasMonth := copay.ParseMonth(w.named.Month)
	m, l := lineNamed(s, w, func(m copay.Month, l backend.BillLine) bool {
		if !hasMonth {
			return m == t.shownMonth(s)
		}
		return m == named || l.Event != nil && copay.MonthOf(l.Event.Attended) == named
	})
	if l == nil && hasMonth { // a debit is of the month before it
		m, l = lineNamed(s, w, func(m copay.Month, _ backend.BillLine) bool { return m == named-1 })
	}
	if l == nil && !hasMonth { // the latest of that name, which has to say more than its kind
		named := wish{text: strings.Join(slices.DeleteFunc(w.words(), func(s string) bool { return kindOnly[s] }), " ")}
		for _, latest := range s.Months() {
			if m, l = lineNamed(s, named, func(m copay.Month, _ backend.BillLine) bool { return m == latest }); l != nil {
				break
			}
		}
	}
	if l == nil {
		return false, nil
	}
	if err := t.inquireLine(ctx, kind, monthArg(m)+"."+l.Key); err != nil {
		return true, err
	}
	if f := t.inquiry(); t.inForm() && f != nil && f.ID == 0 && f.About.Line != nil && f.About.Line.Key == l.Key && t.s.Draft.Form.Note == "" {
		t.addNote(w.text)
		t.say(phrases.ContestWords)
	}
	return true, nil
}

// noneOfThatKind says so where a sentence names a kind of care of which there is no line
// that its writer may see.
func (t *turn) noneOfThatKind(ctx context.Context, w wish) error {
	kind := supposed(w.text).kind
	if kind == "" {
		return nil
	}
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return nil // which the screen says
	}
	if err != nil {
		return err
	}
	for _, m := range s.Months() {
		b, err := s.Bill(m)
		if err == nil && slices.ContainsFunc(b.Lines, func(l backend.BillLine) bool {
			return l.Event != nil && l.Event.Kind == kind && likeLine(w.words(), l) > 0
		}) {
			return nil // several, then
		}
	}
	t.say(phrases.NoSuchCare)
	return nil
}

// lineNamed is the one line, of those that count, that the words fit best; nil for none
// or several.
func lineNamed(s *backend.Statement, w wish, counts func(copay.Month, backend.BillLine) bool) (month copay.Month, found *backend.BillLine) {
	best, several := 0, false
	for _, m := range s.Months() {
		b, err := s.Bill(m)
		if err != nil {
			continue // a month that the engine refuses has no lines
		}
		for _, l := range b.Lines {
			n := 0
			if counts(m, l) {
				n = likeLine(w.words(), l)
			}
			switch {
			case n > best:
				best, several, month, found = n, false, m, &l
			case n == best && n > 0:
				several = true
			}
		}
	}
	if several {
		return 0, nil
	}
	return month, found
}

// likeLine counts the words that name what a line is for; whoever says "ultrassom" means
// the ultrassonografia.
func likeLine(said []string, l backend.BillLine) int {
	of := spokenOf(l.Care.Description)
	if l.Event != nil {
		of = append(of, spokenOf(string(l.Event.Kind))...)
	}
	n := 0
	for _, w := range said {
		if l.Event != nil && kindWords[w] == l.Event.Kind && !kindOnly[w] && kindWords[w] != "odontologia" && !slices.Contains(of, w) { // "fono"
			n++
			continue
		}
		if len(w) >= 4 && !lineWords[w] && monthWords[w] == 0 && slices.ContainsFunc(of, func(d string) bool { return sameStem(w, d) }) {
			n++
		}
	}
	return n
}

// sameStem tells words that are the same, or begin with the same six letters or more.
func sameStem(a, b string) bool {
	const stem = 6
	return a == b || len(a) >= stem && len(b) >= stem && strings.HasPrefix(b, a[:stem])
}
