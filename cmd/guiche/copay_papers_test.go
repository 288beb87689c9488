package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/postgres"
	"guiche/dialogs"
	"guiche/dialogs/papers"
	"guiche/internal/fictional"
	"guiche/internal/golden"
)

// debited are the debits less what was given back, by card and calendar year, as
// payroll and bank are told.
func debited(t *testing.T, db *postgres.DB) map[ident.Card]map[int]int64 {
	t.Helper()
	sums := map[ident.Card]map[int]int64{}
	for m := monthOfText(t, "2025-05"); m <= monthOfText(t, "2026-10"); m++ {
		if err := db.Debits(t.Context(), m, func(d postgres.Debit) error {
			if sums[d.Card] == nil {
				sums[d.Card] = map[int]int64{}
			}
			sums[d.Card][(m + 1).Year()] += d.Debited - d.Credited
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return sums
}

func monthOfText(t *testing.T, text string) copay.Month {
	t.Helper()
	m, err := monthArg(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestPapersOfTheBooks reads a year and a month out of the books that were closed.
func TestPapersOfTheBooks(t *testing.T) {
	t.Parallel()
	db := registered(t)
	now := time.Date(2026, time.December, 28, 12, 0, 0, 0, time.UTC)
	if err := fictional.LoadBooks(t.Context(), db, time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	open := func(card string) *paperDesk {
		t.Helper()
		d, err := openPapers(t.Context(), db, fictional.Operator(), card, now)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}

	sums := debited(t, db)
	for card, years := range sums {
		d := open(string(card))
		person, err := d.unit.BeneficiaryByCard(t.Context(), card)
		if err != nil {
			t.Fatal(err)
		}
		account, err := db.Account(t.Context(), person.ID, monthOfText(t, "2026-10"))
		if err != nil {
			t.Fatal(err)
		}
		in := account.Input
		in.Through = account.Last + 1
		settled, err := copay.Settle(onlyUntil(in, account.Last))
		if err != nil {
			t.Fatal(err)
		}
		for year, want := range years {
			y, err := d.year(t.Context(), year)
			if err != nil {
				t.Fatal(err)
			}
			tax := settled.Tax[year]
			got := map[string]int64{}
			var listed int64
			for _, p := range y.People {
				got[p.Name] = p.Cents
			}
			for _, one := range y.Debits {
				listed += one.Debited - one.Credited
			}
			engine := map[string]int64{}
			for id, cents := range tax.ByBeneficiary {
				n, err := strconv.ParseInt(id, 10, 64)
				if err != nil {
					t.Fatal(err)
				}
				b, err := d.unit.BeneficiaryByID(t.Context(), n)
				if err != nil {
					t.Fatal(err)
				}
				engine[b.Name] = cents
			}
			if diff := cmp.Diff(engine, got); diff != "" {
				t.Errorf("%s %d: the engine alone says otherwise (-want +got)\n%s", card.Masked(), year, diff)
			}
			if y.Total() != want || listed != want || y.Deductible != tax.Deductible || y.NotDeductible != tax.NotDeductible {
				t.Errorf("%s %d: %d, listed %d, want %d", card.Masked(), year, y.Total(), listed, want)
			}
		}
	}
	if len(sums) < 2 {
		t.Errorf("%d titulares", len(sums))
	}

	e, err := open("090216100").month(monthOfText(t, "2026-04"))
	if err != nil {
		t.Fatal(err)
	}
	hers := open("090216100")
	y, err := hers.year(t.Context(), 2026)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Commit(t.Context(), hers.unit); err != nil {
		t.Errorf("who took it is not written down: %v", err)
	}
	for name, page := range map[string]any{"statement-2026-04.json": extractPageOf(e), "tax-2026.json": taxYearPageOf(y)} {
		var out bytes.Buffer
		if err := (paperOut{JSON: true}).write(papers.Sheet{}, page, &out); err != nil {
			t.Fatal(err)
		}
		golden.Equal(t, "testdata/copay/"+name, out.Bytes())
	}
	sheet, err := papers.New(fictional.Operator(), nil).Make(t.Context(), dialogs.Paper{Tax: &y})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ano.pdf")
	var said, raw bytes.Buffer
	if err := errors.Join((paperOut{Output: file}).write(sheet, nil, &said), (paperOut{Output: "-"}).write(sheet, nil, &raw)); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(file); err != nil || !bytes.Equal(content, raw.Bytes()) || !strings.Contains(said.String(), "is written") {
		t.Errorf("%v, %s", err, said.String())
	}
}

// onlyUntil is an input without what was paid after a month.
func onlyUntil(in copay.Input, last copay.Month) copay.Input {
	var events []copay.Event
	for _, e := range in.Events {
		if e.Paid <= last {
			events = append(events, e)
		}
	}
	in.Events = events
	return in
}

func TestPapersThatAreRefused(t *testing.T) {
	t.Parallel()
	db := registered(t)
	now := time.Date(2026, time.December, 28, 12, 0, 0, 0, time.UTC)
	for card, want := range map[string]string{"1": "9 digits", "111111111": "nobody is registered"} {
		if _, err := openPapers(t.Context(), db, fictional.Operator(), card, now); !errors.Is(err, errRefused) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", card, err)
		}
	}
	titular, err := openPapers(t.Context(), db, fictional.Operator(), "090216100", now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := titular.year(t.Context(), 2026); !errors.Is(err, errRefused) || !strings.Contains(err.Error(), "nothing was debited yet") {
		t.Errorf("a year without books: %v", err)
	}
	if _, err := titular.month(1); !errors.Is(err, errRefused) {
		t.Errorf("a month that there is not: %v", err)
	}
	son, err := openPapers(t.Context(), db, fictional.Operator(), "090216101", now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := son.year(t.Context(), 2026); !errors.Is(err, errRefused) || !strings.Contains(err.Error(), "the titular's") {
		t.Errorf("a dependant's year: %v", err)
	}
	left, err := openPapers(t.Context(), db, fictional.Operator(), "090519400", now) // the contract ended
	if err != nil || len(left.statement.People) != 1 {
		t.Errorf("who left gets no paper: %v", err)
	}
}
