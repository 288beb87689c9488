package nlu_test

import (
	"testing"

	"guiche/backend/calendar"
	"guiche/dialogs/nlu"
)

func TestMonthIsFound(t *testing.T) {
	t.Parallel()
	today := calendar.Date{Year: 2026, Month: 11, Day: 22}
	for text, want := range map[string]string{
		"quanto vem em dezembro":   "2026-12-01",
		"vai vir em janeiro?":      "2027-01-01",
		"quanto veio em dezembro":  "2025-12-01",
		"janeiro do ano que vem":   "2027-01-01",
		"maio do ano passado":      "2025-05-01",
		"o que vai ser de agosto":  "2026-08-01",
		"mês 10":                   "2026-10-01",
		"mês dez de 2025":          "2025-10-01",
		"copart 10/26":             "2026-10-01",
		"competência 2026-09":      "2026-09-01",
		"há dois meses":            "2026-09-01",
		"três meses atrás":         "2026-08-01",
		"do mês atual":             "2026-11-01",
		"set/26":                   "2026-09-01",
		"faz 10 sessões":           "",
		"dentes 11/12":             "",
		"desconto de novembro":     "2026-11-01",
		"e no mês passado?":        "2026-10-01",
		"mês que vem":              "2026-12-01",
		"valor deste... neste mês": "2026-11-01",
		"extrato de março de 2025": "2025-03-01",
		"nov/25":                   "2025-11-01",
		"competência 10/2026":      "2026-10-01",
		"mês retrasado":            "2026-09-01",
		"canal no 46":              "",
		"o mar está lindo":         "",
	} {
		got, ok := nlu.Month(nlu.Read(text), today)
		if got.String() != want || ok != (want != "") {
			t.Errorf("%q is about %q, want %q", text, got, want)
		}
	}
}

func TestDayIsFound(t *testing.T) {
	t.Parallel()
	today := calendar.Date{Year: 2026, Month: 11, Day: 22}
	for text, want := range map[string]string{
		"a limpeza de ontem": "2026-11-21", "consulta de hoje": "2026-11-22", "depois de amanhã": "2026-11-24", "dia 12/11": "2026-11-12",
		"em 05/03/2025": "2025-03-05", "dia 26": "2026-11-26", "31/02": "", "canal 46": "",
	} {
		got, ok := nlu.Day(nlu.Read(text), today)
		if got.String() != want || ok != (want != "") {
			t.Errorf("%q is about %q, want %q", text, got, want)
		}
	}
}
