package dialogs_test

import (
	"fmt"
	"strings"
	"testing"

	"guiche/backend"
	"guiche/dialogs/phrases"
	"guiche/internal/golden"
)

// causes are who leads from a situation to another; every move of the table has one.
var causes = map[[2]backend.Situation]string{
	{backend.UnderReview, backend.AwaitingDocument}:           "an auditor, who asks for a document",
	{backend.UnderReview, backend.AwaitingJustification}:      "an auditor, who asks for a justification",
	{backend.UnderReview, backend.Authorised}:                 "an auditor",
	{backend.UnderReview, backend.PartlyAuthorised}:           "an auditor",
	{backend.UnderReview, backend.Denied}:                     "an auditor",
	{backend.UnderReview, backend.Cancelled}:                  "the clinic",
	{backend.UnderReview, backend.Expired}:                    "an auditor, who denies the rest after the senha de autorização ended",
	{backend.AwaitingDocument, backend.UnderReview}:           "the clinic, by its answer",
	{backend.AwaitingDocument, backend.InReview}:              "the clinic, by its answer in a review",
	{backend.AwaitingDocument, backend.AwaitingJustification}: "an auditor, who asks otherwise",
	{backend.AwaitingDocument, backend.Authorised}:            "an auditor, or the rules once the document is there",
	{backend.AwaitingDocument, backend.PartlyAuthorised}:      "an auditor, or the rules once the document is there",
	{backend.AwaitingDocument, backend.Denied}:                "an auditor",
	{backend.AwaitingDocument, backend.Cancelled}:             "the clinic",
	{backend.AwaitingDocument, backend.Expired}:               "an auditor, who denies the rest after the senha de autorização ended",
	{backend.AwaitingJustification, backend.UnderReview}:      "the clinic, by its answer",
	{backend.AwaitingJustification, backend.InReview}:         "the clinic, by its answer in a review",
	{backend.AwaitingJustification, backend.AwaitingDocument}: "an auditor, who asks otherwise",
	{backend.AwaitingJustification, backend.Authorised}:       "an auditor",
	{backend.AwaitingJustification, backend.PartlyAuthorised}: "an auditor",
	{backend.AwaitingJustification, backend.Denied}:           "an auditor",
	{backend.AwaitingJustification, backend.Cancelled}:        "the clinic",
	{backend.AwaitingJustification, backend.Expired}:          "an auditor, who denies the rest after the senha de autorização ended",
	{backend.Authorised, backend.PartlyAuthorised}:            "the clinic, which gives one authorisation back",
	{backend.PartlyAuthorised, backend.Denied}:                "the clinic, which gives back what was authorised",
	{backend.Authorised, backend.Cancelled}:                   "the clinic, before the bill",
	{backend.Authorised, backend.Expired}:                     "the day after the last of its senha de autorização",
	{backend.PartlyAuthorised, backend.InReview}:              "the clinic, which asks for another look",
	{backend.PartlyAuthorised, backend.InJunta}:               "an auditor, when the divergence persists",
	{backend.PartlyAuthorised, backend.Cancelled}:             "the clinic, before the bill",
	{backend.PartlyAuthorised, backend.Expired}:               "the day after the last of its senha de autorização",
	{backend.Denied, backend.InReview}:                        "the clinic, which asks for another look",
	{backend.Denied, backend.InJunta}:                         "an auditor, when the divergence persists",
	{backend.InReview, backend.AwaitingDocument}:              "the second auditor, who asks for a document",
	{backend.InReview, backend.AwaitingJustification}:         "the second auditor, who asks for a justification",
	{backend.InReview, backend.Authorised}:                    "the second auditor",
	{backend.InReview, backend.PartlyAuthorised}:              "the second auditor",
	{backend.InReview, backend.Denied}:                        "the second auditor",
	{backend.InReview, backend.Cancelled}:                     "the clinic",
	{backend.InReview, backend.Expired}:                       "the second auditor, who denies again after the senha de autorização ended",
	{backend.InJunta, backend.Authorised}:                     "the junta",
	{backend.InJunta, backend.PartlyAuthorised}:               "the junta",
	{backend.InJunta, backend.Denied}:                         "the junta",
	{backend.InJunta, backend.Cancelled}:                      "the clinic",
	{backend.InJunta, backend.Expired}:                        "the junta, which denies after the senha de autorização ended",
	{backend.Expired, backend.InReview}:                       "the clinic, about what was denied beside it",
	{backend.Expired, backend.InJunta}:                        "an auditor, when the divergence persists",
}

// TestStatesPage keeps docs/rules/states.md to the one table of moves.
func TestStatesPage(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`# Where a request stands

Written by ` + "`go test ./dialogs -run TestStatesPage -update`" + ` from the table in backend/situation.go; any other move is an
` + "`*backend.IllegalMove`" + `. Sending is decided by the rules: what needs nobody is authorised at once, the rest is under
review. No time that passes decides anything: a term that ends warns the audit, and only a senha runs out by its day.

` + "```mermaid\nstateDiagram-v2\n    [*] --> rascunho\n")
	for _, s := range []backend.Situation{backend.UnderReview, backend.Authorised, backend.PartlyAuthorised, backend.Denied} {
		fmt.Fprintf(&b, "    rascunho --> %s: the rules, at sending\n", s)
	}
	moves := 0
	for _, from := range backend.Situations() {
		for _, to := range from.Next() {
			moves++
			if causes[[2]backend.Situation{from, to}] == "" {
				t.Errorf("nobody is said to lead from %s to %s", from, to)
			}
			fmt.Fprintf(&b, "    %s --> %s\n", from, to)
		}
		if from.Over() {
			fmt.Fprintf(&b, "    %s --> [*]\n", from)
		}
	}
	if moves != len(causes) {
		t.Errorf("%d moves are told of, %d are in the table", len(causes), moves)
	}
	b.WriteString("```\n\n| situation | TISS 45 | said to the clinic | said to the member | whose turn |\n|---|---|---|---|---|\n")
	for _, s := range backend.Situations() {
		turn := "nobody's"
		switch {
		case s.WithAudit():
			turn = "the audit's"
		case s.Waiting():
			turn = "the clinic's"
		}
		fmt.Fprintf(&b, "| `%s` | %d | %s | %s | %s |\n", s, s.TISS(), phrases.Situation(s), phrases.PlainSituation(s), turn)
	}
	b.WriteString("\n| from | to | who |\n|---|---|---|\n")
	for _, from := range backend.Situations() {
		for _, to := range from.Next() {
			fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", from, to, causes[[2]backend.Situation{from, to}])
		}
	}
	golden.Equal(t, "../docs/rules/states.md", []byte(b.String()))
}
