package dialogs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"guiche/backend/access"
	"guiche/backend/ident"
)

// Secret tells whether an input may hold a password, so that nothing of it is to
// be kept when it cannot be handled. A nil input is one that could not be read.
func Secret(s Session, in Input) bool {
	typed := ""
	switch in := in.(type) {
	case nil:
	case Text:
		typed = in.Text
	case Other:
		if in.Kind != "edited" {
			return false
		}
	case PageEntry, PageRenew:
		return true
	default:
		return false
	}
	if s.State.Hush || s.State.Step == StepNewPassword {
		return true
	}
	if s.Actor.Role != access.Visitor {
		return false
	}
	_, _, both := bothTyped(typed)
	return both || s.State.Step == StepPassword || looksLikeSecret(typed)
}

// asksSecret tells whether a password is asked for.
func (t *turn) asksSecret() bool {
	step := t.step()
	return step == StepPassword || step == StepNewPassword
}

// shortestSecret is how long a word is at least that may be a password.
const shortestSecret = 6

// looksLikeSecret: one word of letters with digits or signs among them, which is
// neither a document nor an address.
func looksLikeSecret(text string) bool {
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) < shortestSecret || strings.ContainsFunc(text, unicode.IsSpace) || strings.HasPrefix(text, "/") {
		return false
	}
	letters, digits, others := 0, 0, 0
	for _, r := range strings.TrimRight(text, ".!?,;:") {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		default:
			others++
		}
	}
	if letters == 0 || digits+others == 0 {
		return false
	}
	// A slip in a document has its length, and mostly digits.
	if _, err := ident.ParseDoc(text); err == nil || looksLikeDoc(err) && digits > letters {
		return false
	}
	_, err := ident.ParseEmail(text)
	return err != nil
}
