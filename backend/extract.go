package backend

import (
	"cmp"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/money"
)

// Extract is a month as its reader keeps it on paper: what the chat tells of it and
// nothing more. It waits in the outbox until it is drawn, so it is flat and its names
// are short.
type Extract struct {
	// Name and Card are the reader's.
	Name    string     `json:"n"`
	Card    ident.Card `json:"c"`
	Titular bool       `json:"tt,omitempty"`
	At      time.Time  `json:"at"`

	Month                       copay.Month   `json:"m"`
	Debit                       calendar.Date `json:"d,omitzero"`
	Closed, Over, Assumed, Past bool
	// BankDay is when banks debit it, where they do not work on that day and it is to come.
	BankDay calendar.Date `json:"bd,omitzero"`
	// Payment is how the titular is debited; of a boleto that is over its line is left out.
	Payment Payment `json:"pay,omitzero"`
	// Unsure are readings that were not confirmed and would change it, as in Bill.
	Unsure []string `json:"u,omitempty"`
	// People are those whose amounts it tells, Lines their care in the same order.
	People []ExtractPerson `json:"p"`
	Lines  []ExtractLine   `json:"l,omitempty"`
	// Groups are the sums of what is not kept from the reader.
	Groups []ExtractGroup `json:"g,omitempty"`
	// Sum is the way to the debit: the family's for the titular, else that of the own
	// care as far as it goes.
	Sum ExtractSum `json:"s"`
	// Low and High are the rates of sessions before and after the mark.
	Low  money.Decimal `json:"lo"`
	High money.Decimal `json:"hi"`
}

// ExtractPerson is what the month makes of somebody.
type ExtractPerson struct {
	Name          string `json:"n"`
	Own           bool   `json:"o,omitempty"`
	Detail        bool   `json:"dt,omitempty"`
	Due, Deducted int64
}

// ExtractLine is a line of care.
type ExtractLine struct {
	// Person is a place in People.
	Person        int              `json:"p"`
	Title         string           `json:"t,omitempty"`
	Provider      string           `json:"w,omitempty"`
	Kind          copay.Kind       `json:"k"`
	Attended      calendar.Date    `json:"a,omitzero"`
	AttendedTo    calendar.Date    `json:"z,omitzero"`
	PaidOn        calendar.Date    `json:"po,omitzero"`
	Status        copay.Status     `json:"s"`
	Reimbursement bool             `json:"r,omitempty"`
	Rate          *money.Decimal   `json:"pc,omitempty"`
	Sessions      *ExtractSessions `json:"n,omitempty"`
	// Amount was paid, Base is what is left of it.
	Amount, Base, Raw, Excess, Deducted, Due int64
}

// ExtractSessions are the sessions of a line, by their numbers and rates.
type ExtractSessions struct {
	First, Last, Low, High int64
}

// ExtractGroup is what a group of care made due. Hidden is the care of those who keep
// it to themselves.
type ExtractGroup struct {
	Group               copay.Group `json:"g,omitempty"`
	Hidden              bool        `json:"h,omitempty"`
	Lines               int         `json:"n,omitempty"`
	Base, Due, Deducted int64
}

// ExtractSum is how the debit comes about.
type ExtractSum struct {
	Raw, Excess, Deducted, Due, CarryIn, Debited, Credited, CarryOut int64
	Adjustments                                                      []copay.Adjustment `json:",omitempty"`
	// CH and Cap of the month; CapCH is what Cap is made of unless it was fixed.
	CH                    *money.Decimal `json:",omitempty"`
	Cap, Proventos, Limit *int64         `json:",omitempty"`
	CapCH, Share          money.Decimal
	Fixed, PerPerson      bool
}

// ExtractOf puts a month of a statement on paper. It fails with *copay.Refusal.
func (s *Service) ExtractOf(tx Tx, actor access.Actor, st *Statement, m copay.Month) (Extract, error) {
	e, err := st.extract(m, tx.Now())
	if err == nil {
		tx.Audit(Event{Actor: actor, Action: access.ViewAmounts, Kind: string(access.KindStatement), ID: st.account.Titular, Code: "month_on_paper"})
	}
	return e, err
}

func (s *Statement) extract(m copay.Month, at time.Time) (Extract, error) {
	b, err := s.Bill(m)
	if err != nil {
		return Extract{}, err
	}
	r, err := s.account.Month(m)
	if err != nil {
		return Extract{}, err
	}
	terms := s.Terms(m)
	e := Extract{
		Name: s.self.Name, Card: s.self.Card, Titular: s.Titular, At: at, Month: m, Debit: b.Debit, Closed: b.Closed, Over: b.Over, Assumed: b.Assumed,
		Past: b.Past, Unsure: b.Unsure, Low: terms.Rates[copay.GroupIII], High: terms.EscalatedRate,
	}
	if e.Titular && b.Whole.Debited > 0 {
		e.Debit = b.Payment.DueOn(e.Debit)
		if e.Payment = b.Payment; e.Past {
			e.Payment.Boleto, e.Payment.Differs = Boleto{}, false
		} else if b.BankDay != b.Debit {
			e.BankDay = b.BankDay
		}
	}
	for i, share := range b.Shares {
		e.People = append(e.People, ExtractPerson{Name: share.Name, Own: share.Own, Detail: share.Detail, Due: share.Due, Deducted: share.Deducted})
		e.take(i, share, b.Lines)
	}
	e.sum(&r.Closing, s.account.Input.Params.Readings.CapUnit == copay.CapOfBeneficiary)
	return e, nil
}

// take notes the lines of a person, in the order of the days of care, and adds them up
// by group.
func (e *Extract) take(person int, share BillShare, all []BillLine) {
	from := len(e.Lines)
	for i := range all {
		if l := &all[i]; l.Who.ID == share.ID {
			e.Lines = append(e.Lines, extractLine(person, l))
			g := e.group(ExtractGroup{Group: l.Group})
			g.Lines, g.Base, g.Due, g.Deducted = g.Lines+1, g.Base+l.Base, g.Due+l.Due, g.Deducted+l.Deducted
		}
	}
	slices.SortStableFunc(e.Lines[from:], func(a, b ExtractLine) int {
		return cmp.Or(a.Attended.Compare(b.Attended), cmp.Compare(a.Title, b.Title))
	})
	if !share.Detail && share.Due+share.Deducted != 0 {
		g := e.group(ExtractGroup{Hidden: true})
		g.Due, g.Deducted = g.Due+share.Due, g.Deducted+share.Deducted
	}
}

func extractLine(person int, l *BillLine) ExtractLine {
	ev := l.Event
	line := ExtractLine{
		Person: person, Title: l.Care.Description, Provider: l.Care.Provider, Kind: ev.Kind, Attended: ev.Attended, AttendedTo: ev.AttendedTo,
		PaidOn: ev.PaidOn, Status: l.Status, Reimbursement: ev.Reimbursement, Rate: l.Rate, Amount: ev.Amount, Base: l.Base, Raw: l.Raw,
		Excess: l.Excess, Deducted: l.Deducted, Due: l.Due,
	}
	if l.Numbered {
		line.Sessions = &ExtractSessions{l.First, l.Last, l.Low, l.High}
	}
	return line
}

// group finds the sum of a group, in the order of the regulation with what is hidden
// at the end.
func (e *Extract) group(of ExtractGroup) *ExtractGroup {
	at, found := slices.BinarySearchFunc(e.Groups, of, func(a, b ExtractGroup) int {
		return cmp.Compare(groupPlace(a), groupPlace(b))
	})
	if !found {
		e.Groups = slices.Insert(e.Groups, at, of)
	}
	return &e.Groups[at]
}

func groupPlace(g ExtractGroup) int {
	if g.Hidden {
		return 100
	}
	order := []copay.Group{copay.GroupI, copay.GroupII, copay.GroupIII, copay.GroupIV, copay.NoGroup}
	return slices.Index(order, g.Group)
}

// sum takes the family's figures for a titular; a dependant's are added up from the
// own lines, so that nothing of the others can be told from them.
func (e *Extract) sum(c *copay.Closing, perPerson bool) {
	s := ExtractSum{PerPerson: perPerson, CH: c.CH, Cap: c.Cap, CapCH: c.CapCH, Fixed: c.Override}
	if e.Titular {
		s.Raw, s.Excess, s.Deducted, s.Due, s.Adjustments = c.Raw, c.Excess, c.Deducted, c.Due, c.Adjustments
		s.CarryIn, s.Debited, s.Credited, s.CarryOut = c.CarryIn, c.Debited, c.Credited, c.CarryOut
		s.Proventos, s.Limit, s.Share = c.Proventos, c.Limit, c.Share
	} else {
		for i := range e.Lines {
			l := &e.Lines[i]
			s.Raw, s.Excess, s.Deducted, s.Due = s.Raw+l.Raw, s.Excess+l.Excess, s.Deducted+l.Deducted, s.Due+l.Due
		}
	}
	e.Sum = s
}
