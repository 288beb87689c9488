package main

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/postgres"
)

const confirmed = `{"value": "exclude_IV", "confirmed_by": "Diretoria", "confirmed_on": "2026-11-03", "document": "Ata 12/2026"}`

func TestRegulation(t *testing.T) {
	t.Parallel()
	db := registered(t)
	read := func(text string) postgres.Regulation {
		t.Helper()
		r, err := readRegulation(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := read(`{"effective_from": "2022-08-03", "cap_ch": "400", "readings": {"cap_scope": ` + confirmed + `, "negative": {"value": "carry"}}}`)
	if err := db.SaveRegulation(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	all, err := db.Regulations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	pages, err := regulationPages(all)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := json.Marshal(pages[0])
	if err != nil {
		t.Fatal(err)
	}
	again := read(string(shown))
	if len(all) != 1 || len(again.Readings) != 2 || again.Readings[0] != first.Readings[0] || again.From != first.From {
		t.Errorf("what is shown is not what is set: %s", shown)
	}
	if note := unconfirmedNote(all, first.From); strings.Contains(note, "cap_scope") || !strings.Contains(note, "negative") || !strings.HasPrefix(note, "17 ") {
		t.Error(note)
	}

	m, _ := copay.ParseMonth("2026-10")
	a, err := db.Account(t.Context(), 1, m)
	if err != nil {
		t.Fatal(err)
	}
	if p := a.Input.Params; p.Readings.CapScope != copay.CapWithoutIV || p.Readings.Negative != copay.KeepCredit || p.Versions[0].CapCH != 400_000_000 {
		t.Errorf("%+v", p)
	}
	if _, err := backend.CloseMonth(t.Context(), db, m, time.Date(2026, time.November, 5, 12, 0, 0, 0, time.UTC), func(int) {}); err != nil {
		t.Fatal(err)
	}
	for text, wrong := range map[string]error{
		`{"effective_from": "2022-08-03", "cap_ch": "500"}`:                                                postgres.ErrInForce,
		`{"effective_from": "2026-10-15"}`:                                                                 postgres.ErrInForce,
		`{"effective_from": "2026-11-01", "cap_ch": "500"}`:                                                nil,
		`{"effective_from": "2022-08-03", "cap_ch": "400", "readings": {"negative": {"value": "refund"}}}`: nil, // its readings may be decided
	} {
		if err := db.SaveRegulation(t.Context(), read(text)); !errors.Is(err, wrong) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for name, text := range map[string]string{
		"no JSON":               "{",
		"no date":               "{}",
		"an unknown switch":     `{"effective_from": "2022-08-03", "readings": {"weather": {"value": "fair"}}}`,
		"half a confirmation":   `{"effective_from": "2022-08-03", "readings": {"negative": {"value": "carry", "confirmed_by": "Diretoria"}}}`,
		"a day that is no day":  `{"effective_from": "2022-08-03", "debit_day": {"ativo": 32}}`,
		"a rate that is no one": `{"effective_from": "2022-08-03", "rates": {"I": "a quarter"}}`,
	} {
		if _, err := readRegulation(strings.NewReader(text)); !errors.Is(err, errRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
