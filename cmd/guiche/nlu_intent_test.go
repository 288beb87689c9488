package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"guiche/backend/calendar"
	"guiche/dialogs/nlu"
	"guiche/dialogs/nlu/spagonet"
)

func TestIntentsOfLines(t *testing.T) {
	t.Parallel()
	intents, err := spagonet.OpenIntents()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	in := "como está o pedido 220071?\nquanto veio de coparticipação em outubro\n\n"
	if err := intentLines(intents, nlu.Member, calendar.Date{Year: 2026, Month: time.November, Day: 22}, strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines for three:\n%s", len(lines), out.String())
	}
	for i, want := range []intentJSON{
		{Intent: nlu.Status, Slots: nlu.Slots{Request: "00220071"}},
		{Intent: nlu.CopayAmount, Slots: nlu.Slots{Month: "2026-10"}},
	} {
		var got intentJSON
		if err := json.Unmarshal([]byte(lines[i]), &got); err != nil {
			t.Fatal(err)
		}
		if got.Intent != want.Intent || got.Slots != want.Slots || !got.Accepted || len(got.Candidates) != 5 || got.Confidence != got.Candidates[0].Confidence {
			t.Errorf("%s", lines[i])
		}
	}
}

func TestEveryLineHasAnAnswer(t *testing.T) {
	t.Parallel()
	intents, err := spagonet.OpenIntents()
	if err != nil {
		t.Fatal(err)
	}
	in := []string{"", " \t", "\xff\xfe oi \x80", "مرحبا", "\u202equanto veio\u202c", "👍", "oi\r", "a\x00b", "<b>&", strings.Repeat("quanto veio ", 400), "sem fim de linha"}
	for _, role := range []nlu.Role{nlu.Anybody, nlu.Provider, nlu.Member} {
		var out strings.Builder
		if err := intentLines(intents, role, calendar.Date{Year: 2026, Month: time.November, Day: 22}, strings.NewReader(strings.Join(in, "\n")), &out); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if len(lines) != len(in) {
			t.Fatalf("%d lines for %d", len(lines), len(in))
		}
		for i, line := range lines {
			var got intentJSON
			if err := json.Unmarshal([]byte(line), &got); err != nil {
				t.Errorf("%q: %v", in[i], err)
			}
			last := got.Confidence
			for _, g := range got.Candidates {
				if g.Confidence < 0 || g.Confidence > last || !g.Intent.Open(role) {
					t.Errorf("%q: %v", in[i], got.Candidates)
				}
				last = g.Confidence
			}
			if len(got.Candidates) != 5 || got.Intent != got.Candidates[0].Intent || got.Confidence > 1 {
				t.Errorf("%q: %s", in[i], line)
			}
		}
	}
}

func TestEvalRefusesWhatIsNoCorpus(t *testing.T) {
	t.Parallel()
	refused(t, nluEvalCommand{}.Run(t.Context(), nil), "--intents")
	refused(t, nluEvalCommand{Intents: []string{"testdata/nothing.tsv"}}.Run(t.Context(), nil), "no message")
}
