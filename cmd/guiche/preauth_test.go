package main

import (
	"errors"
	"strings"
	"testing"
)

func TestEvaluateFacts(t *testing.T) {
	t.Parallel()
	const person = `"beneficiary":{"situation":"ativo","plan":"P","covered":"2019-03-01","birth":"1990-01-01"}`
	for name, c := range map[string]struct{ in, out, refused string }{
		"a filling that nothing speaks against": {
			in:  `{"on":"2026-11-19","provider":{},"professional":{},` + person + `,"items":[{"code":"85100218","tooth":"26","faces":"MOD"}]}`,
			out: `"situation": 1`,
		},
		"nothing":              {refused: "nothing on standard input"},
		"a field nobody knows": {in: `{"onn":"2026-11-19"}`, refused: `unknown field "onn"`},
		"a second value":       {in: `{} {}`, refused: "more than one value"},
		"no date":              {in: `{` + person + `,"items":[{"code":"85100218"}]}`, refused: "on: the date of the request is missing"},
		"no item":              {in: `{"on":"2026-11-19",` + person + `}`, refused: "items: there is none"},
	} {
		var out strings.Builder
		err := evaluateFacts(strings.NewReader(c.in), &out, "")
		if c.refused == "" && (err != nil || !strings.Contains(out.String(), c.out)) {
			t.Errorf("%s: %v\n%s", name, err, out.String())
		}
		if c.refused != "" && (!errors.Is(err, errRefused) || !strings.Contains(err.Error(), c.refused)) {
			t.Errorf("%s: %v, want it refused: %s", name, err, c.refused)
		}
	}
}

func TestEvaluateFactsByAPolicyOfOnesOwn(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	const facts = `{"on":"2026-11-19","beneficiary":{"situation":"ativo","plan":"Essencial Odonto","covered":"2026-09-01"},"items":[{"code":"82000875","tooth":"38"}]}`
	if err := evaluateFacts(strings.NewReader(facts), &out, "../../docs/rules/policy.json"); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"from": "2026-11-30"`) {
		t.Errorf("the carência of the policy is not in the verdict:\n%s", out.String())
	}
}
