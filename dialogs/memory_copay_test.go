package dialogs_test

import (
	"context"
	"slices"
	"strconv"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

// Account is the fictional one, closed up to the month before the last.
func (tx *memoryTx) Account(_ context.Context, titular int64, _ copay.Month) (backend.Account, error) {
	a := openAccount(titular)
	if tx.m.account != nil {
		tx.m.account(&a)
	}
	last := copay.MonthOf(calendar.DateOf(tx.m.now)) - 1
	for m := copay.MonthOf(calendar.Date{Year: 2025, Month: 5}); m <= last; m++ {
		closed(&a, m)
	}
	return a, nil
}

// ClosedDebit is what the account's books say.
func (tx *memoryTx) ClosedDebit(ctx context.Context, titular int64, m copay.Month) (backend.ClosedDebit, error) {
	a, err := tx.Account(ctx, titular, m)
	if err != nil {
		return backend.ClosedDebit{}, err
	}
	s, ok := a.Settled[m]
	if !ok {
		return backend.ClosedDebit{}, backend.ErrNotFound
	}
	r, err := a.Month(m)
	d := backend.ClosedDebit{Debited: s.Debited, Credited: s.Credited, CarryOut: s.CarryOut, On: r.Date, Effective: r.Effective, Boleto: a.Boletos[m+1]}
	for _, p := range a.PaidBy {
		if p.From <= m+1 {
			d.PaidBy = p
		}
	}
	return d, err
}

// OmittedCases are those that a test gave.
func (tx *memoryTx) OmittedCases(_ context.Context, most int) (backend.OmittedCases, error) {
	all := tx.m.omitted
	return backend.OmittedCases{Cases: all[:min(most, len(all))], Total: len(all)}, nil
}

// closed puts a month into the books, as far as it can be computed.
func closed(a *backend.Account, m copay.Month) {
	r, err := a.Month(m)
	if err == nil {
		a.Settled[m] = backend.SettledMonth{
			Raw: r.Raw, Due: r.Due, Deducted: r.Deducted, Assumed: r.Excess, Adjustment: r.Adjustment,
			CarryIn: r.CarryIn, Debited: r.Debited, Credited: r.Credited, CarryOut: r.CarryOut, DebitOn: r.Date, EffectiveOn: r.Effective,
		}
		for i := range r.Items {
			item := &r.Items[i]
			a.Entries = append(a.Entries, backend.BookEntry{Posted: m, Entry: copay.Entry{Base: m, Event: item.Event.ID},
				Amounts: copay.Amounts{Due: item.Due, Deducted: item.Deducted, Assumed: item.Excess}})
		}
		for _, c := range r.Changes {
			a.Entries = append(a.Entries, backend.BookEntry{Posted: m, Entry: c.Entry, Amounts: c.Amounts})
		}
	}
	if a.First == 0 {
		a.First = m
	}
	a.Last = m
}

// openAccount has what the operator of the demo imported of a family.
func openAccount(titular int64) backend.Account {
	a := backend.Account{Titular: titular, Care: map[string]backend.Care{}, Settled: map[copay.Month]backend.SettledMonth{}, Boletos: map[copay.Month]backend.Boleto{}}
	of := map[ident.Card]string{}
	for _, e := range fictional.Beneficiaries() {
		if e.ID != titular && e.Titular != titular {
			continue
		}
		id := strconv.FormatInt(e.ID, 10)
		of[e.Card] = id
		p := copay.Beneficiary{ID: id, Titular: e.ID == titular}
		for _, d := range fictional.Dependents() {
			p.Dependent = p.Dependent || d.Card == e.Card && d.Dependent
		}
		for _, s := range fictional.Stays() {
			if s.Card == e.Card {
				p.Stays = append(p.Stays, s.Stay)
			}
		}
		a.Input.Family = append(a.Input.Family, p)
		if p.Titular {
			a.Input.Titular = copay.Titular{ID: id, Categories: []copay.Category{{Name: e.Category}}, Proventos: map[copay.Month]int64{}}
		}
	}
	for _, ch := range fictional.CH() {
		a.Input.CH = append(a.Input.CH, copay.CHValue{From: ch.From, Value: ch.Value})
	}
	for _, p := range fictional.Proventos() {
		if of[p.Card] == a.Input.Titular.ID {
			a.Input.Titular.Proventos[p.Month] = p.Cents
		}
	}
	for _, c := range fictional.Channels() {
		if of[c.Card] == a.Input.Titular.ID {
			a.PaidBy = append(a.PaidBy, c.PaidBy)
		}
	}
	for _, b := range fictional.Boletos() {
		if of[b.Card] == a.Input.Titular.ID {
			a.Boletos[b.Month] = b.Boleto
		}
	}
	for _, o := range fictional.Openings() {
		if id := of[o.Card]; id != "" {
			a.Input.Opening.Sessions = append(a.Input.Opening.Sessions, copay.Count{Beneficiary: id, Therapy: string(o.Therapy), Count: o.Sessions, Last: o.Last})
		}
	}
	care(&a, of)
	a.Unconfirmed = a.Input.Params.Readings.Switches()
	return a
}

func care(a *backend.Account, of map[ident.Card]string) {
	for _, e := range fictional.CareEvents() {
		known := slices.ContainsFunc(a.Input.Events, func(o copay.Event) bool { return o.ID == e.Reverses })
		switch id := of[e.Card]; {
		case known:
			a.Input.Reversals = append(a.Input.Reversals, copay.Reversal{ID: e.ID, Event: e.Reverses, Amount: e.Amount, Paid: e.Paid})
		case id == "":
			continue
		default:
			a.Input.Events = append(a.Input.Events, copay.Event{
				ID: e.ID, Beneficiary: id, Kind: e.Kind, Attended: e.Attended, AttendedTo: e.AttendedTo, Paid: e.Paid, PaidOn: e.PaidOn,
				Amount: e.Amount, Sessions: e.Sessions, Setting: e.Setting, Reimbursement: e.Reimbursement,
			})
		}
		a.Care[e.ID] = backend.Care{Provider: e.Provider, Description: e.Description}
	}
}
