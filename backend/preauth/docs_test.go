package preauth_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"guiche/backend/preauth"
	"guiche/internal/golden"
)

// TestRulesPage keeps docs/rules/checks.md: every check with an example, facts and
// verdict as `guiche preauth evaluate` reads and prints them.
func TestRulesPage(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`# The checks

Written by ` + "`go test ./backend/preauth -update`" + `. For each check: its reasons in table 38, and one request against which it
speaks, as ` + "`guiche preauth evaluate`" + ` reads it (policy: the one of the tests, [policy.json](policy.json)).
`)
	for _, c := range preauth.Checks() {
		s, ok := example(t, c.Name)
		if !ok {
			t.Errorf("no example for %s", c.Name)
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\nReasons: %s. Example: %s.\n\n```json\n%s\n```\n\n", c.Name, strings.Join(c.Codes, ", "), s.name, indented(t, s.facts))
		fmt.Fprintf(&b, "```json\n%s\n```\n", indented(t, preauth.Evaluate(s.facts, policy())))
	}
	golden.Equal(t, "../../docs/rules/checks.md", []byte(b.String()))
	golden.Equal(t, "../../docs/rules/policy.json", []byte(indented(t, policy())+"\n"))
}

// example is the first scene in which the check speaks.
func example(t *testing.T, check string) (scene, bool) {
	t.Helper()
	for _, s := range scenes(t) {
		if s.check == check && len(s.found) > 0 {
			return s, true
		}
	}
	return scene{}, false
}

func indented(t *testing.T, v any) string {
	t.Helper()
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
