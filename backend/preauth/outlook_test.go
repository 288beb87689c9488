package preauth_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/preauth"
)

func TestOutlook(t *testing.T) {
	t.Parallel()
	p := preauth.Standard()
	p.Plans = map[string]preauth.Plan{
		"Odonto": {Dental: true, Grace: map[preauth.Class]int{preauth.ClassEndodontics: 60, preauth.ClassBasic: 30}, NotCovered: []string{"82000980"}},
		"Saúde":  {},
	}
	type told struct {
		ruled, known, dental, out bool
		route                     preauth.Route
		grace, urgent             int
	}
	for _, tt := range []struct {
		what, code, plan string
		want             told
	}{
		{"a canal is released, after its carência", "85200166", "Odonto", told{true, true, true, false, preauth.RouteRelease, 60, 1}},
		{"what the plan leaves out", "82000980", "Odonto", told{false, true, true, true, preauth.RouteAudit, 30, 1}},
		{"what the rules leave out of any plan", "86000098", "Odonto", told{true, true, true, true, preauth.RouteNotCovered, 0, 0}},
		{"what no rule names is for an auditor", "81000510", "Odonto", told{false, true, true, false, preauth.RouteAudit, 30, 1}},
		{"a plan without dental cover", "85200166", "Saúde", told{true, true, false, false, preauth.RouteRelease, 0, 0}},
		{"a plan that nobody knows", "85200166", "outro", told{true, false, false, false, preauth.RouteRelease, 0, 0}},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			o := p.Outlook(tt.code, tt.plan)
			got := told{o.Ruled, o.Known, o.Dental, o.Out, o.Rule.Route, o.Grace, o.Urgent}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(told{})); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if o.CoverClause == "" || o.GraceClause == "" {
				t.Error("nothing is named that it stands on")
			}
		})
	}
}
