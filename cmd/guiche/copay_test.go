package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"guiche/internal/golden"
)

// TestSettleScenario keeps the whole answer to a family's three months: a line of
// sessions across the mark, an exam within a stay, a reimbursement, a change of
// category, a reversal after the debit.
func TestSettleScenario(t *testing.T) {
	t.Parallel()
	in, err := os.Open("testdata/copay/family.json")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out bytes.Buffer
	if err := settleScenario(in, &out); err != nil {
		t.Fatal(err)
	}
	golden.Equal(t, "testdata/copay/family.settled.json", out.Bytes())
}

func TestSettleRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, code string }{
		"what is no JSON": {"{", "bad_input"},
		"nothing":         {"", "bad_input"},
		"a broken amount": {`{"titular":{},"events":[{"id":"e","amount":1.5,"attendance_date":"2024-03-05","payment_month":"2024-03"}]}`, "bad_amount"},
		"one of several":  {`{"titulares":[{"id":"A"},{"id":"B","opening":{"carry":-1}}]}`, "negative_amount"},
	} {
		var out bytes.Buffer
		err := settleScenario(strings.NewReader(c.in), &out)
		var page struct {
			Error struct{ Code, Message string }
		}
		if !errors.Is(err, errRefused) || json.Unmarshal(out.Bytes(), &page) != nil || page.Error.Code != c.code || page.Error.Message == "" {
			t.Errorf("%s: %v\n%s", name, err, out.String())
		}
	}
}

func TestSettleSeveral(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := settleScenario(strings.NewReader(`{"titulares":[{"id":"A"},{"id":"B"}]}`), &out); err != nil {
		t.Fatal(err)
	}
	var page struct{ Titulares []struct{ Titular string } }
	if err := json.Unmarshal(out.Bytes(), &page); err != nil || len(page.Titulares) != 2 || page.Titulares[1].Titular != "B" {
		t.Errorf("%v\n%s", err, out.String())
	}
}
