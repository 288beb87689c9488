package phrases

import (
	"os"
	"strings"
	"testing"
)

// TestRefusalsAreDocumented: every code that a program may meet is on the page of the
// command.
func TestRefusalsAreDocumented(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/rules/copay-settle.md")
	if err != nil {
		t.Fatal(err)
	}
	for code := range omittedWords {
		if !strings.Contains(string(page), "`"+string(code)+"`") {
			t.Errorf("%s is not on the page", code)
		}
	}
}

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
