package preauth_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/preauth"
)

func TestDifferences(t *testing.T) {
	t.Parallel()
	f := facts(item(t, filling3, "26", "MOD"), item(t, canal, "11"))
	old, strict := policy(), policy()
	r := strict.Codes[filling3]
	r.Route = preauth.RouteAudit
	strict.Codes[filling3] = r
	got := preauth.Differences(f, preauth.Evaluate(f, old), preauth.Evaluate(f, strict))
	want := []preauth.Difference{{Item: 0, Code: filling3, From: preauth.Release, To: preauth.Audit, New: []string{"audit 3059"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := preauth.Differences(f, preauth.Evaluate(f, old), preauth.Evaluate(f, old)); got != nil {
		t.Errorf("a policy differs from itself: %+v", got)
	}
}
