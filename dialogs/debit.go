package dialogs

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// The buttons of a push about a debit; they name its base month and work from any
// screen. verbAgenda stands on the screens of the amounts too.
const (
	verbAgenda  = "ics"
	verbAmounts = "why"
)

// Event is a day for the calendar of a person's phone.
type Event struct {
	// UID names the event for good: a later file of the same one takes its place.
	UID string `json:"u"`
	// Day is all day long; At is when the file was made.
	Day calendar.Date `json:"d"`
	At  time.Time     `json:"at"`
	// Title stands in the calendar, Notes below it, Alarm is said the day before.
	Title string `json:"t"`
	Notes string `json:"n,omitempty"`
	Alarm string `json:"a,omitempty"`
	// File is what it is called.
	File string `json:"f"`
}

// comes tells whether the debit of a month is the reader's, and still to come.
func comes(b backend.Bill) bool {
	return b.Titular && !b.Past && b.Whole.Debited > 0 && !b.Debit.IsZero()
}

// debitKeys are the buttons of a debit that is to come.
func debitKeys(b backend.Bill) [][]key {
	if !b.Titular {
		return nil
	}
	notices := key{label: phrases.BtnDebitNotice, verb: verbNotices}
	if !comes(b) {
		return [][]key{row(notices)}
	}
	keys := [][]key{row(key{label: phrases.BtnAgenda, verb: verbAgenda, arg: monthArg(b.Month)}, notices)}
	if b.Payment.Boleto.Line != "" {
		keys = append([][]key{row(key{label: phrases.BtnCopyBoleto, copy: string(b.Payment.Boleto.Line)})}, keys...)
	}
	return keys
}

// agenda hands out the debit of a month for a calendar.
func (t *turn) agenda(ctx context.Context, m copay.Month) error {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		t.toAmount(StepAmount, Amount{}) // which says so
		return nil
	}
	if err != nil {
		return err
	}
	if m == 0 {
		m = s.Next()
	}
	b, err := s.Bill(m)
	_, refused := errors.AsType[*copay.Refusal](err)
	switch {
	case refused || err == nil && !comes(b):
		t.warn(phrases.AgendaNone)
		return nil
	case err != nil:
		return err
	}
	op, day := t.desk.Operator(), b.Payment.DueOn(b.Debit)
	if b.Payment.Boleto.Due.IsZero() && b.BankDay.After(day) {
		day = b.BankDay // on which the bank debits it
	}
	e := Event{
		UID: eventUID(op.Registry, t.s.Actor.ID, m), Day: day, At: t.tx.Now(), File: phrases.AgendaFile(day),
		Title: phrases.AgendaTitle, Notes: phrases.AgendaNotes(b, op.Name), Alarm: phrases.AgendaAlarm,
	}
	t.note(Reply{Text: phrases.AgendaSent, Paper: &Paper{Event: &e}})
	return nil
}

// eventUID is the same for the same debit, and says nothing of whose it is.
func eventUID(operator string, titular int64, m copay.Month) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %s", operator, titular, m))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:15])) + "@guiche"
}

// copyBoleto hands out the boleto of the debit that comes, to be copied.
func (t *turn) copyBoleto(ctx context.Context) error {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) || err == nil && !s.Titular {
		t.toAmount(StepAmount, Amount{})
		return nil
	}
	if err != nil {
		return err
	}
	b, err := s.Bill(s.Next())
	if _, refused := errors.AsType[*copay.Refusal](err); refused {
		t.toAmount(StepAmount, Amount{})
		return nil
	}
	if err != nil {
		return err
	}
	t.worded = true
	line := string(b.Payment.Boleto.Line)
	if line == "" || !comes(b) {
		t.say(phrases.BoletoNone(b, t.desk.Operator().Phone))
		return nil
	}
	t.say(phrases.BoletoCopy(b))
	t.ways = append(t.ways, row(key{label: phrases.BtnCopyBoleto, copy: line}))
	t.way(phrases.BtnAmountWhy, target{verb: verbBill, arg: monthArg(b.Month)})
	return nil
}

// What is typed about a debit wherever amounts may be asked for: a day for the calendar,
// the boleto (a second copy is a service of the operator's: it may be of the plan), to
// be told.
var (
	agendaAsked = regexp.MustCompile(`^(?:(?:pode )?(?:me )?(?:por|poe|ponha|coloca|colocar|coloque|bota|botar|adiciona|adicionar|adicione|salva|salvar|salve|anota|anotar|marca|marcar) )?` +
		`(?:o |esse |este )?(?:debito |boleto |dia )?(?:n?[oa] )?(?:minha |meu )?(?:agenda|calendario)(?: do celular| do telefone| por favor)?$`)
	boletoAsked = regexp.MustCompile(`^(?:(?:pode )?(?:me )?(?:manda|mandar|mande|envia|enviar|envie|quero|queria|preciso|copia|copiar|copie|ver|cade|onde esta|tem|qual e|qual) )?(?:de |do |da )?` +
		`(?:o |a |meu |minha )?(?:boleto|linha digitavel|codigo de barras|codigo do boleto)(?: do boleto| do debito| da coparticipacao| por favor)?$`)
	newsAsked = regexp.MustCompile(`^(?:pode )?(?:me avis\w+|avis\w+ me|quero (?:ser|que me) avis\w+|quero avisos?|quero um aviso|avisos?)\b.*\b(?:debito|debitar|debitado|boleto|fecha|fechar|fechou|fechado|desconto)\b`)
)

// debitTyped takes what is typed about how a debit is paid.
func (t *turn) debitTyped(ctx context.Context, said string) (bool, error) {
	switch {
	case agendaAsked.MatchString(said):
		return true, t.agenda(ctx, 0)
	case boletoAsked.MatchString(said):
		return true, t.copyBoleto(ctx)
	case newsAsked.MatchString(said):
		t.s.State.goTo(StepNotices)
		return true, nil
	}
	return false, nil
}

// debitDuty tells the duties of a titular.
func debitDuty(key backend.ChatKey, in Input) (titular int64, name string, ok bool) {
	if alarm, due := in.(Alarm); due {
		titular, ok = key.DebitDuty(alarm.Name)
		return titular, alarm.Name, ok
	}
	return 0, "", false
}

// debitDuty tells a titular what is due to be told: a turn of no chat.
func (d *Dialogs) debitDuty(ctx context.Context, tx backend.Tx, s Session, titular int64, name string) (Outcome, error) {
	n, err := d.desk.DebitDue(ctx, tx, titular, name)
	if n == nil || err != nil {
		return Outcome{Session: s}, err
	}
	pushes, err := d.scheduled(ctx, tx, []Push{{
		To: access.Actor{Role: access.Member, ID: titular}, Topic: n.Topic,
		Reply: Reply{Kind: Note, Text: phrases.DebitNews(*n), Line: phrases.DebitNewsLine(*n), Rows: debitPushKeys(*n)},
	}})
	return Outcome{Session: s, Pushes: pushes}, err
}

// debitPushKeys are the buttons below a push about a debit.
func debitPushKeys(n backend.DebitNews) [][]Button {
	tap := func(label, verb string) Button {
		return Button{Text: label, Data: Callback{Step: StepAmount, Verb: verb, Arg: monthArg(n.Month)}.String()}
	}
	rows := [][]Button{{tap(phrases.BtnSeeDebit, verbSee), tap(phrases.BtnWhyDebit, verbAmounts)}}
	if line := n.Payment.Boleto.Line; line != "" {
		rows = append(rows, []Button{{Text: phrases.BtnCopyBoleto, Copy: string(line)}})
	}
	if n.Debited > 0 && n.Days >= 0 {
		rows = append(rows, []Button{tap(phrases.BtnAgenda, verbAgenda)})
	}
	return rows
}

// fromDebitPush tells those buttons.
func fromDebitPush(c Callback) bool {
	return c.Step == StepAmount && slices.Contains([]string{verbSee, verbAmounts, verbAgenda}, c.Verb) && number(c.Arg) > 0
}

// debitPushTapped opens what a push told of. What was being filled in is kept.
func (t *turn) debitPushTapped(ctx context.Context, c Callback) error {
	if t.s.Actor.Role != access.Member {
		if t.s.Actor.Role != access.Visitor {
			return errStale
		}
		t.warn(phrases.EnterFirst)
		return nil
	}
	m := copay.Month(number(c.Arg))
	switch {
	case c.Verb == verbAgenda:
		return t.agenda(ctx, m)
	case c.Verb == verbSee:
		s, err := t.statement(ctx)
		if err == nil && s.Next() == m || errors.Is(err, backend.ErrNotFound) {
			t.toAmount(StepAmount, Amount{})
			return nil
		}
		if err != nil {
			return err
		}
	}
	return t.openBill(ctx, m, 0)
}
