package phrases_test

import (
	"strings"
	"testing"

	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/preauth"
	"guiche/dialogs/phrases"
)

// TestEveryFindingHasItsWords walks every check and every reason that it gives.
func TestEveryFindingHasItsWords(t *testing.T) {
	t.Parallel()
	on, other := calendar.Date{Year: 2025, Month: 3, Day: 12}, 0
	item := dental.Item{Code: "85100218", Tooth: 38}
	for _, check := range preauth.Checks() {
		for _, code := range check.Codes {
			for _, outcome := range []preauth.Outcome{preauth.Audit, preauth.Ask, preauth.Refuse} {
				f := preauth.Finding{
					Rule: check.Name, Code: code, Outcome: outcome, From: on, Before: &preauth.Event{On: on}, Other: &other,
					Document: preauth.InitialXRay, Limit: 14,
				}
				for what, words := range map[string]string{"sentence": phrases.Finding(f, item), "remedy": phrases.Remedy(f, false), "remedy of an urgency": phrases.Remedy(f, true)} {
					if !strings.HasSuffix(words, ".") || strings.Contains(words, "2025-03") {
						t.Errorf("%s %s: the %s is %q", check.Name, code, what, words)
					}
				}
			}
		}
	}
}

func TestFindingsNameTheFact(t *testing.T) {
	t.Parallel()
	on := calendar.Date{Year: 2025, Month: 3, Day: 12}
	for want, f := range map[string]preauth.Finding{
		"O dente 38 consta como extraído em 12/03/2025.":                {Rule: "absent", Before: &preauth.Event{On: on}},
		"Em carência até 11/03/2025 (o plano cobre a partir de 12/03).": {Rule: "grace", From: on},
		"Na garantia: consta como feito em 12/03/2025, e a garantia vai até 11/03/2027.": {
			Rule: "guarantee", Before: &preauth.Event{On: on}, From: on.AddMonths(24),
		},
		"Falta a radiografia inicial.": {Rule: "documents", Document: preauth.InitialXRay},
	} {
		if got := phrases.Finding(f, dental.Item{Tooth: 38}); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
