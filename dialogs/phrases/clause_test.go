package phrases

import (
	"os"
	"strings"
	"testing"
)

// TestClausesAreThoseOfTheRulesPage: a member and an actuary read the same words.
func TestClausesAreThoseOfTheRulesPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/rules/coparticipation.md")
	if err != nil {
		t.Fatal(err)
	}
	for rule, clause := range clauses {
		_, section, _ := strings.Cut(string(page), "\n### "+rule+" · ")
		section, _, _ = strings.Cut(section, "\n### ")
		if !strings.Contains(section, "\n> "+clause[1]+"\n") {
			t.Errorf("%s is quoted in other words than %q", rule, clause[1])
		}
	}
}
