package access_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"guiche/backend/access"
)

var update = flag.Bool("update", false, "write the golden files anew")

var actions = []access.Action{
	access.Enter, access.Leave, access.ManageLinks, access.SubmitRequest, access.ViewHistory, access.ListRequests, access.ViewRequest, access.Interact,
	access.CancelRequest, access.ShareRequest, access.ViewOwn, access.ViewQueue, access.ViewOmitted, access.DecideRequest, access.ViewAmounts, access.ViewDetail,
	access.Choose, access.LookUp, access.OpenInquiry, access.ViewInquiry, access.AnswerInquiry,
}

// The family: titular 1, her minor child 2 and her adult one 3. Provider 10
// sent the requests; 11 is another clinic, 4 another family's titular.
var (
	actors = []struct {
		name  string
		actor access.Actor
	}{
		{"visitor", access.Actor{}},
		{"provider", access.Actor{Role: access.Provider, ID: 10}},
		{"other provider", access.Actor{Role: access.Provider, ID: 11}},
		{"titular", access.Actor{Role: access.Member, ID: 1}},
		{"minor", access.Actor{Role: access.Member, ID: 2}},
		{"adult", access.Actor{Role: access.Member, ID: 3}},
		{"other titular", access.Actor{Role: access.Member, ID: 4}},
		{"auditor", access.Actor{Role: access.Auditor, ID: 1}},
		{"attendant", access.Actor{Role: access.Attendant, ID: 1}},
	}
	resources = []struct {
		name     string
		resource access.Resource
	}{
		{"entry", access.Resource{Kind: access.KindEntry}},
		{"provider's draft", access.Resource{Kind: access.KindDraft, Provider: 10}},
		{"auditor's message", access.Resource{Kind: access.KindDraft, Author: access.Actor{Role: access.Auditor, ID: 1}}},
		{"minor's message", access.Resource{Kind: access.KindDraft, Author: access.Actor{Role: access.Member, ID: 2}}},
		{"provider's request for the titular", access.Resource{Kind: access.KindRequest, Provider: 10, Beneficiary: 1, Adult: true}},
		{"provider's request for the adult", access.Resource{Kind: access.KindRequest, Provider: 10, Beneficiary: 3, Titular: 1, Adult: true}},
		{"preference", access.Resource{Kind: access.KindPreference}},
		{"beneficiary", access.Resource{Kind: access.KindBeneficiary}},
		{"provider's request for the minor", access.Resource{Kind: access.KindRequest, Provider: 10, Beneficiary: 2, Titular: 1}},
		{"queue", access.Resource{Kind: access.KindQueue}},
		{"books", access.Resource{Kind: access.KindBooks}},
		{"titular's inquiry", access.Resource{Kind: access.KindInquiry, Author: access.Actor{Role: access.Member, ID: 1}}},
		{"provider's inquiry", access.Resource{Kind: access.KindInquiry, Author: access.Actor{Role: access.Provider, ID: 10}}},
		{"attendant's message", access.Resource{Kind: access.KindDraft, Author: access.Actor{Role: access.Attendant, ID: 1}}},
		{"family's statement", access.Resource{Kind: access.KindStatement, Titular: 1}},
		{"titular's statement", access.Resource{Kind: access.KindStatement, Beneficiary: 1, Adult: true}},
		{"minor's statement", access.Resource{Kind: access.KindStatement, Beneficiary: 2, Titular: 1}},
		{"adult's statement", access.Resource{Kind: access.KindStatement, Beneficiary: 3, Titular: 1, Adult: true}},
		{"adult's statement, shared", access.Resource{Kind: access.KindStatement, Beneficiary: 3, Titular: 1, Adult: true, Shared: true}},
	}
)

// TestTable shows every actor, action and resource; the lines in which nobody
// may do anything are counted, not listed.
func TestTable(t *testing.T) {
	t.Parallel()
	var got strings.Builder
	fmt.Fprintf(&got, "%-16s %-36s %s\n", "action", "resource", "who may")
	denied := 0
	for _, action := range actions {
		for _, r := range resources {
			var may []string
			for _, a := range actors {
				if access.May(a.actor, action, r.resource) {
					may = append(may, a.name)
				}
			}
			if len(may) == 0 {
				denied++
				continue
			}
			fmt.Fprintf(&got, "%-16s %-36s %s\n", action, r.name, strings.Join(may, ", "))
		}
	}
	fmt.Fprintf(&got, "\n%d other pairs of action and resource: nobody\n", denied)

	golden := filepath.Join("testdata", "table.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("who may do what (-want +got), to accept: go test ./backend/access -update\n%s", diff)
	}
}

func TestDefaultIsNo(t *testing.T) {
	t.Parallel()
	anyone := access.Actor{Role: access.Auditor, ID: 1}
	for name, may := range map[string]bool{
		"an unknown role":      access.May(access.Actor{Role: "root", ID: 1}, access.ViewQueue, access.Resource{Kind: access.KindQueue}),
		"an unknown action":    access.May(anyone, "drop", access.Resource{Kind: access.KindQueue}),
		"an unknown kind":      access.May(anyone, access.ViewQueue, access.Resource{Kind: "vault"}),
		"no kind":              access.May(anyone, access.ViewQueue, access.Resource{}),
		"a provider's lost ID": access.May(access.Actor{Role: access.Provider}, access.ViewRequest, access.Resource{Kind: access.KindRequest}),
		"a member's lost ID":   access.May(access.Actor{Role: access.Member}, access.ViewAmounts, access.Resource{Kind: access.KindStatement}),
	} {
		if may {
			t.Errorf("%s is let in", name)
		}
	}
}

func TestNobodySeesWhatIsNotTheirs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.Int64Range(-1, 5)
		actor := access.Actor{
			Role: rapid.SampledFrom([]access.Role{access.Visitor, access.Provider, access.Member}).Draw(t, "role"),
			ID:   id.Draw(t, "actor"),
		}
		action := rapid.SampledFrom(actions).Draw(t, "action")
		r := access.Resource{
			Kind: rapid.SampledFrom([]access.Kind{
				access.KindDraft, access.KindRequest, access.KindQueue, access.KindStatement, access.KindInquiry,
			}).Draw(t, "kind"),
			Provider: id.Draw(t, "provider"), Beneficiary: id.Draw(t, "beneficiary"), Titular: id.Draw(t, "titular"),
			Adult: rapid.Bool().Draw(t, "adult"), Shared: rapid.Bool().Draw(t, "shared"),
		}
		if !access.May(actor, action, r) {
			return
		}
		switch actor.Role {
		case access.Provider:
			if r.Provider != actor.ID && r.Author != actor {
				t.Fatalf("provider %d may %s %+v", actor.ID, action, r)
			}
		case access.Member:
			if r.Beneficiary != actor.ID && r.Titular != actor.ID && r.Author != actor {
				t.Fatalf("member %d may %s %+v", actor.ID, action, r)
			}
		default:
			t.Fatalf("a visitor may %s %+v", action, r)
		}
	})
}
