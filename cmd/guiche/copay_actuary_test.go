package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/postgres"
	"guiche/internal/fictional"
)

// TestActuaryExport: an actuary gets every line of a month with what it came to and
// the rule by which it is not charged, and nobody's name; the sums are those of the
// books.
func TestActuaryExport(t *testing.T) {
	t.Parallel()
	db := registered(t)
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	if err := fictional.LoadBooks(t.Context(), db, now); err != nil {
		t.Fatal(err)
	}
	rows := func(month string) (all []map[string]string) {
		t.Helper()
		var out bytes.Buffer
		if err := exportActuary(t.Context(), db, month, &out); err != nil {
			t.Fatal(err)
		}
		for _, told := range []string{"090216100", "39053344705", "Ana", "Caio", "Íris", "Aurora", "demo-"} {
			if strings.Contains(out.String(), told) {
				t.Errorf("%s is told in %s", told, month)
			}
		}
		r := csv.NewReader(&out)
		r.Comma = ';'
		lines, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines[1:] {
			row := map[string]string{}
			for i, name := range lines[0] {
				row[name] = line[i]
			}
			all = append(all, row)
		}
		return all
	}
	find := func(all []map[string]string, kind, base string) map[string]string {
		t.Helper()
		i := slices.IndexFunc(all, func(r map[string]string) bool { return r["tipo"] == kind && r["mes_base"] == base })
		if i < 0 {
			t.Fatalf("no %s of %s in %v", kind, base, all)
		}
		return all[i]
	}
	shown := func(r map[string]string, names ...string) string {
		var out []string
		for _, n := range names {
			out = append(out, r[n])
		}
		return strings.Join(out, " ")
	}

	april := rows("2026-04")
	if got, want := shown(find(april, "odontologia", "2026-04"), "papel", "faixa_etaria", "grupo", "pago_operadora", "coparticipacao", "devida", "assumida", "excluida_pela_regra"),
		"titular 59+ IV 1450,00 435,00 "; !strings.HasPrefix(got, want) {
		t.Errorf("the crown: %s", got)
	}
	therapy := find(april, "psicoterapia", "2026-04")
	if got, want := shown(therapy, "papel", "faixa_etaria", "grupo", "sessoes", "pago_operadora", "coparticipacao"), "dependente 24-28 III 4 480,00 120,00"; got != want {
		t.Errorf("the therapy: %s, want %s", got, want)
	}
	if again := find(rows("2026-05"), "psicoterapia", "2026-05"); again["pessoa"] != therapy["pessoa"] || again["familia"] != therapy["familia"] || len(again["pessoa"]) != 16 {
		t.Error("a pseudonym is not the same in another month")
	}
	if therapy["pessoa"] == therapy["familia"] {
		t.Error("a dependant has the pseudonym of the family")
	}
	if got := find(rows("2026-02"), "exame", "2026-02")["excluida_pela_regra"]; got != "R14" {
		t.Errorf("an exam in hospital is excluded by %q", got)
	}
	if r := rows("2026-01"); find(r, "consulta", "2026-01") == nil || !slices.ContainsFunc(r, func(r map[string]string) bool { return r["reembolso"] == "sim" && r["deduzida"] == "75,00" }) {
		t.Errorf("no reimbursement in %v", r)
	}
	july := rows("2026-07")
	if got, want := shown(find(july, "exame", "2026-06"), "mes_lancamento", "pago_operadora", "coparticipacao", "devida", "ajuste"), "2026-07 0,00 -65,00 0,00 -65,00"; got != want {
		t.Errorf("what was taken back: %s, want %s", got, want)
	}
	for _, month := range []string{"2025-10", "2026-04", "2026-06", "2026-07", "2026-10"} {
		sumsOfBooks(t, db, month, rows(month))
	}
	if err := exportActuary(t.Context(), db, "2026-11", io.Discard); !errors.Is(err, errRefused) {
		t.Errorf("a month that is not closed: %v", err)
	}
}

// sumsOfBooks compares the export with the ledger, kind by kind.
func sumsOfBooks(t *testing.T, db *postgres.DB, month string, rows []map[string]string) {
	t.Helper()
	m, _ := copay.ParseMonth(month)
	want, got := map[string]int64{}, map[string]int64{}
	names := map[string]string{"due": "devida", "deduction": "deduzida", "assumed": "assumida", "adjustment": "ajuste"}
	err := db.Entries(context.WithoutCancel(t.Context()), m, func(e postgres.LedgerEntry) error {
		if name := names[e.Kind]; name != "" {
			want[name] += e.Amount
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		for _, name := range names {
			got[name] += centavos(t, r[name])
		}
	}
	for _, name := range names {
		if got[name] != want[name] {
			t.Errorf("%s: %s adds up to %d, in the books %d", month, name, got[name], want[name])
		}
	}
}

func centavos(t *testing.T, s string) int64 {
	t.Helper()
	var n int64
	for _, c := range strings.TrimPrefix(s, "-") {
		if c != ',' {
			n = n*10 + int64(c-'0')
		}
	}
	if strings.HasPrefix(s, "-") {
		return -n
	}
	return n
}

func TestAgeBands(t *testing.T) {
	t.Parallel()
	for age, want := range map[int]string{-1: "", 0: "00-18", 18: "00-18", 19: "19-23", 23: "19-23", 24: "24-28", 53: "49-53", 54: "54-58", 58: "54-58", 59: "59+", 101: "59+"} {
		if got := ageBand(age); got != want {
			t.Errorf("%d: %s, want %s", age, got, want)
		}
	}
	if born, on := (calendar.Date{Year: 1999, Month: 8, Day: 3}), (calendar.Date{Year: 2026, Month: 4, Day: 30}); ageBand(born.AgeOn(on)) != "24-28" {
		t.Error("26 years")
	}
}
