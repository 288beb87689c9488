package backend

import (
	"strings"
	"time"

	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// A duty is work that is due at a time and belongs to no chat: a term of which half
// is over, a senha that runs out. It is a timer whose chat is the request: no bot has
// the number 0. Its turn sees no session and shows no screen; it changes the request
// and tells people. Those of titulares are in debit_news.go.

// Duty is the place of a request's duties.
func Duty(n ident.RequestNumber) ChatKey { return ChatKey{Chat: int64(n)} }

// Duty tells whether the key is a request's, and of which.
func (k ChatKey) Duty() (ident.RequestNumber, bool) {
	return ident.RequestNumber(k.Chat), k.Bot == 0 && k.Chat > 0
}

// OfNobody tells whether the key is the place of duties, and no chat.
func (k ChatKey) OfNobody() bool { return k.Bot == 0 && k.Chat != 0 }

// InquiryDuty is the place of an inquiry's duties.
func InquiryDuty(id int64) ChatKey { return ChatKey{Chat: -id} }

// InquiryDuty tells whether the key is an inquiry's, and of which.
func (k ChatKey) InquiryDuty() (id int64, ok bool) { return -k.Chat, k.Bot == 0 && k.Chat < 0 }

// The duties of a request.
const (
	// DutyHalf and DutyMost: half and four fifths of the term are over; DutyLate: all
	// of it is. Each is set by the one before it.
	DutyHalf = "prazo50"
	DutyMost = "prazo80"
	DutyLate = "prazo"
	// DutyUrgent: an urgent request came to the audit, which is told at once.
	DutyUrgent = "urgente"
	// dutyValidity, with the number of a guia behind it: its senha runs out soon, or
	// did.
	dutyValidity = "validade."
)

// validityDuty names the duty about the validity of a release.
func validityDuty(g ident.Guia) string { return dutyValidity + g.String() }

// GuiaOfDuty reads the guia out of the name of such a duty.
func GuiaOfDuty(name string) (ident.Guia, bool) {
	digits, ok := strings.CutPrefix(name, dutyValidity)
	if !ok {
		return 0, false
	}
	var g ident.Guia
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
		g = 10*g + ident.Guia(c-'0')
	}
	return g, g > 0
}

// validityWarnings are how many days before the last valid one people are told.
var validityWarnings = []int{30, 7, 1}

// tellAt is the minute of the day at which people are told of days that end.
const tellAt = 9 * 60

// nextValidity is when there is next something to tell, or to do, about a release
// after a moment: a warning, or on the day after the last its end.
func nextValidity(until calendar.Date, after time.Time) time.Time {
	for _, days := range validityWarnings {
		if at := until.AddDays(-days).At(tellAt); at.After(after) {
			return at
		}
	}
	return until.AddDays(1).At(0)
}

// watch sets the duties of a request whose term just began, and of its releases that
// were just made.
func (s *Service) watch(tx Tx, d *Details) {
	if d.Situation.WithAudit() && d.ClockAt.Equal(tx.Now()) {
		tx.SetTimer(Timer{Chat: Duty(d.Number), Name: DutyHalf, DueAt: s.operator.Office.Part(d.ClockAt, d.DueAt, 50)})
		if d.Form.Urgency.Urgent() && !d.Claim.Held(tx.Now()) {
			tx.SetTimer(Timer{Chat: Duty(d.Number), Name: DutyUrgent, DueAt: tx.Now()})
		}
	}
	s.watchReleases(tx, d)
}

// watchReleases sets the duties of the releases that were just made.
func (s *Service) watchReleases(tx Tx, d *Details) {
	for _, r := range d.Releases {
		if r.State == ReleaseOpen && r.At.Equal(tx.Now()) {
			tx.SetTimer(Timer{Chat: Duty(d.Number), Name: validityDuty(r.Guia), DueAt: nextValidity(r.Until, tx.Now())})
		}
	}
}

// stop takes away the duties of a request for which nobody waits any more; and the
// claim and question with it.
func (s *Service) stop(tx Tx, d *Details) {
	if !d.Situation.WithAudit() {
		for _, name := range append([]string{DutyUrgent}, terms...) {
			tx.DropTimer(Duty(d.Number), name)
		}
		d.Claim = Claim{}
	}
	if !d.Situation.Waiting() {
		d.Asking = 0
	}
	for _, r := range d.Releases {
		if r.State != ReleaseOpen {
			tx.DropTimer(Duty(d.Number), validityDuty(r.Guia))
		}
	}
}
