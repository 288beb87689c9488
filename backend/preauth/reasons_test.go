package preauth_test

import (
	"testing"

	"guiche/backend/preauth"
)

// An auditor may give any reason that a rule gives, and each that is offered once.
func TestReasons(t *testing.T) {
	t.Parallel()
	for _, c := range preauth.Checks() {
		for _, code := range c.Codes {
			if !preauth.IsReason(code) {
				t.Errorf("%s, of the rule %s, is no reason", code, c.Name)
			}
		}
	}
	seen := map[string]preauth.ReasonGroup{}
	for _, g := range preauth.ReasonGroups() {
		if len(preauth.Reasons(g)) == 0 {
			t.Errorf("the group %s is empty", g)
		}
		for _, code := range preauth.Reasons(g) {
			if other, twice := seen[code]; twice {
				t.Errorf("%s stands in %s and %s", code, other, g)
			}
			seen[code] = g
		}
	}
	for _, code := range []string{"", "0000", "1234", "99999", "abc"} {
		if preauth.IsReason(code) {
			t.Errorf("%q is a reason", code)
		}
	}
}
