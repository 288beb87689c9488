package phrases_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"guiche/backend/preauth"
	"guiche/dialogs/phrases"
)

// TestEveryReasonHasItsWords walks every code of table 38 that a rule or an
// auditor gives.
func TestEveryReasonHasItsWords(t *testing.T) {
	t.Parallel()
	for _, check := range preauth.Checks() {
		for _, code := range check.Codes {
			words := phrases.Reason(code)
			if first, _ := utf8.DecodeRuneInString(words); words == "" || unicode.IsUpper(first) || strings.HasSuffix(words, ".") {
				t.Errorf("%s: %s means %q", check.Name, code, words)
			}
		}
	}
	codes := []string{"3104"} // a junta's
	for _, group := range preauth.ReasonGroups() {
		codes = append(codes, preauth.Reasons(group)...)
	}
	for _, code := range codes {
		if phrases.Reason(code) == "" {
			t.Errorf("an auditor's %s has no words", code)
		}
	}
}

func TestReasonsNameWhatTheyCan(t *testing.T) {
	t.Parallel()
	want := "<code>1410</code>, em carência; <code>9999</code>"
	if got := phrases.Reasons([]string{"1410", "9999"}); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
