package dental

import (
	"strings"
	"testing"
)

func TestNoTwoRegionsShareAName(t *testing.T) {
	t.Parallel()
	owner := make(map[string]Region)
	for _, r := range regionTable {
		for _, name := range append(strings.Split(r.aliases, "|"), r.name) {
			key := regionKey(name, nil)
			if other, taken := owner[key]; taken && other != r.code {
				t.Errorf("%q (%q) is a name of %s and of %s", name, key, other, r.code)
			}
			if code := Region(strings.ToUpper(strings.ReplaceAll(name, " ", ""))); code != r.code && code.Valid() {
				t.Errorf("%q of %s is read as the code %s", name, r.code, code)
			}
			owner[key] = r.code
		}
	}
}
