package postgres_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/postgres"
	"guiche/internal/fictional"
)

func TestTakeEvents(t *testing.T) {
	t.Parallel()
	e1, e2 := care("e1", anaCard, "consulta", "2026-03-10", 100), care("e2", ninaCard, "exame", "2026-03-11", 200)
	changed := e1
	changed.Description = "Consulta a domicílio"

	t.Run("does nothing for an identical repeat", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.events(e1, e2, e1)
		got, err := b.db.TakeEvents(t.Context(), fileOf([]postgres.CareRow{e2, e1}, nil))
		if err != nil || got != (postgres.Taken{Rows: 2}) {
			t.Errorf("%v %+v", err, got)
		}
	})
	t.Run("refuses the same id with other content, stored or in the file, and then takes nothing", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.events(e1)
		var faults []postgres.Fault
		other := e2
		other.Amount++
		rows := []postgres.CareRow{e2, changed, other}
		got, err := b.db.TakeEvents(t.Context(), fileOf(rows, &faults))
		want := []postgres.Fault{
			{Line: 4, Column: "id", Expected: "an id of its own: it stands in an earlier line with other content"},
			{Line: 3, Column: "id", Expected: "an id of its own: it is stored with other content"},
		}
		if diff := cmp.Diff(want, faults); !errors.Is(err, postgres.ErrBadRows) || diff != "" || got.New != 0 {
			t.Errorf("%v %+v (-want +got)\n%s", err, got, diff)
		}
		in := fileOf(rows, &faults)
		in.SkipBad = true
		if got, err := b.db.TakeEvents(t.Context(), in); err != nil || got != (postgres.Taken{Rows: 3, New: 1, Bad: 2}) {
			t.Errorf("the good ones: %v %+v", err, got)
		}
	})
	t.Run("knows its people and what is taken back", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		var faults []postgres.Fault
		stranger := care("e3", "111111111", "exame", "2026-03-11", 200)
		rows := []postgres.CareRow{e1, stranger, {ID: "r1", Reverses: "e1", Amount: 50, Paid: month(t, "2026-04")},
			{ID: "r2", Reverses: "e3", Amount: 50, Paid: month(t, "2026-04")}, {ID: "r3", Reverses: "r1", Amount: 50, Paid: month(t, "2026-04")}}
		in := fileOf(rows, &faults)
		in.SkipBad = true
		got, err := b.db.TakeEvents(t.Context(), in)
		want := []postgres.Fault{
			{Line: 3, Column: "matricula", Expected: "the card of a registered beneficiary"},
			{Line: 5, Column: "estorna", Expected: "the id of a line of care that is stored or stands in this file"},
			{Line: 6, Column: "estorna", Expected: "the id of a line of care that is stored or stands in this file"},
		}
		if diff := cmp.Diff(want, faults); err != nil || diff != "" || got != (postgres.Taken{Rows: 5, New: 2, Bad: 3}) {
			t.Errorf("%v %+v (-want +got)\n%s", err, got, diff)
		}
	})
}

// TestLinesThatCouldNotBeSettled: a stored line cannot be changed, so one that would
// hold its titular up for good is not taken.
func TestLinesThatCouldNotBeSettled(t *testing.T) {
	t.Parallel()
	b := setup(t)
	back := func(id string, cents int64, paid string) postgres.CareRow {
		return postgres.CareRow{ID: id, Reverses: "e1", Amount: cents, Paid: month(t, paid)}
	}
	b.events(care("e0", anaCard, "consulta", "2026-02-10", 100), care("e1", anaCard, "consulta", "2026-03-10", 100), back("r1", 60, "2026-04"))
	if _, err := backend.CloseMonth(t.Context(), b.db, month(t, "2026-03"), later, func(int) {}); err != nil {
		t.Fatal(err)
	}
	undated := care("e2", anaCard, "consulta", "2022-08-10", 100)
	undated.PaidOn = calendar.Date{}
	elsewhere := back("r4", 10, "2026-05")
	elsewhere.Reverses = "e0"
	for column, row := range map[string]postgres.CareRow{
		"valor": back("r2", 41, "2026-05"), "mes_pagamento": back("r3", 10, "2026-02"), "pagamento": undated, "estorna": elsewhere,
	} {
		var faults []postgres.Fault
		_, err := b.db.TakeEvents(t.Context(), fileOf([]postgres.CareRow{row}, &faults))
		if !errors.Is(err, postgres.ErrBadRows) || len(faults) != 1 || faults[0].Column != column {
			t.Errorf("%s: %v %+v", column, err, faults)
		}
	}
	b.events(back("r5", 40, "2026-05"))
}

func TestTakePeople(t *testing.T) {
	t.Parallel()
	b := setup(t)
	row := func(card ident.Card, cpf ident.CPF, name string) postgres.PersonRow {
		e := fictional.Beneficiaries()[0]
		e.ID, e.Card, e.CPF, e.Name, e.Contact = 0, card, cpf, name, backend.Contact{}
		return postgres.PersonRow{Enrolment: e}
	}
	renamed := row(anaCard, "39053344705", "Ana Prado Lins")
	fresh := row("090999900", "15350946056", "Vera Sol")
	b.must(b.db.TakeTitulares(t.Context(), later, fileOf([]postgres.PersonRow{renamed, fresh}, nil)))
	u := b.db.Unit(later)
	got, err := u.MemberByCard(t.Context(), anaCard)
	if err != nil || got.ID != 1 || got.Name != "Ana Prado Lins" || got.Contact.Email != "ana.prado@correio.example" {
		t.Errorf("who was registered keeps number and contact: %v %+v", err, got)
	}
	vera, err := u.MemberByCard(t.Context(), "090999900")
	if err != nil || vera.ID == 0 || vera.CPF != "15350946056" {
		t.Errorf("who is new: %v %+v", err, vera)
	}

	child := row("090999901", "11144477735", "Zeca Sol")
	child.TitularCard, child.APABEX, child.Plan = "090999900", true, ""
	b.must(b.db.TakeDependents(t.Context(), later, fileOf([]postgres.PersonRow{child}, nil)))
	zeca, err := u.BeneficiaryByCard(t.Context(), "090999901")
	if err != nil || zeca.Titular != vera.ID || zeca.Plan != vera.Plan {
		t.Errorf("a dependant: %v %+v", err, zeca)
	}

	for name, c := range map[string]struct {
		take func(postgres.Intake[postgres.PersonRow]) (postgres.Taken, error)
		row  postgres.PersonRow
		at   string
	}{
		"a CPF of somebody else":      {b.titulares, row("090999902", "39053344705", "Outra"), "cpf"},
		"a dependant among titulares": {b.titulares, row(ninaCard, "00000000191", "Nina"), "matricula"},
		"an unknown titular":          {b.dependents, row("090999903", "52998224725", "Só"), "titular"},
		"a titular that is a dependant": {b.dependents, func() postgres.PersonRow {
			r := row("090999903", "52998224725", "Só")
			r.TitularCard = ninaCard
			return r
		}(), "titular"},
	} {
		var faults []postgres.Fault
		_, err := c.take(fileOf([]postgres.PersonRow{c.row}, &faults))
		if !errors.Is(err, postgres.ErrBadRows) || len(faults) != 1 || faults[0].Column != c.at {
			t.Errorf("%s: %v %+v", name, err, faults)
		}
	}
}

func (b *bundle) titulares(in postgres.Intake[postgres.PersonRow]) (postgres.Taken, error) {
	return b.db.TakeTitulares(b.t.Context(), later, in)
}

func (b *bundle) dependents(in postgres.Intake[postgres.PersonRow]) (postgres.Taken, error) {
	return b.db.TakeDependents(b.t.Context(), later, in)
}

// TestFactsOfClosedMonths: what a month was closed with stands; what changes care is
// looked at again.
func TestFactsOfClosedMonths(t *testing.T) {
	t.Parallel()
	b := books(t)
	b.events(care("e1", anaCard, "exame", "2026-03-10", 20_000))
	b.close("2026-03")
	var faults []postgres.Fault
	_, err := b.db.TakeCH(t.Context(), fileOf([]postgres.CHRow{{From: month(t, "2022-08"), Value: 250_000}, {From: month(t, "2026-03"), Value: 300_000}}, &faults))
	if !errors.Is(err, postgres.ErrBadRows) || len(faults) != 1 || faults[0].Line != 3 {
		t.Errorf("a CH of a closed month: %v %+v", err, faults)
	}
	_, err = b.db.TakeOpenings(t.Context(), fileOf([]postgres.OpeningRow{{Card: anaCard, Balance: 5}}, &faults))
	if !errors.Is(err, postgres.ErrBadRows) {
		t.Errorf("an opening balance after the first closing: %v", err)
	}
	stay := postgres.StayRow{Card: anaCard, Stay: copay.Stay{From: care("", anaCard, "", "2026-03-01", 0).Attended, Setting: copay.Inpatient}}
	b.must(b.db.TakeStays(t.Context(), fileOf([]postgres.StayRow{stay}, nil)))
	b.close("2026-04")
	want := []string{
		"1 2026-03 2026-03 e1 due 5000", "1 2026-03 2026-03 - debit 5000",
		"1 2026-04 2026-03 e1 adjustment -5000", "1 2026-04 2026-04 - refund 5000", // R14: an exam within a stay
	}
	if diff := cmp.Diff(want, b.ledger()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestOpenings(t *testing.T) {
	t.Parallel()
	b := books(t)
	b.must(b.db.TakeOpenings(t.Context(), fileOf([]postgres.OpeningRow{
		{Card: brunoCard, Balance: 1_000},
		{Card: brunoCard, Therapy: "psicoterapia", Sessions: 200, Last: care("", brunoCard, "", "2026-02-10", 0).Attended},
	}, nil)))
	b.events(care("e1", brunoCard, "psicoterapia", "2026-04-10", 3_000))
	b.close("2026-03")
	b.close("2026-04")
	want := []string{
		"4 2026-03 2026-03 - debit 1000",
		"4 2026-04 2026-04 e1 due 1500", "4 2026-04 2026-04 - debit 1500",
	}
	if diff := cmp.Diff(want, b.ledger()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
