package fictional

import (
	"guiche/backend"
	"guiche/backend/preauth"
)

// Audited is a policy by which nothing is decided at once: whoever tests what
// happens to a request that waits need not care which codes do.
func Audited() backend.Option {
	all, err := backend.NewPolicies(Operator(), backend.DatedPolicy{Policy: preauth.Policy{
		Version: "audited", UrgentDays: 1, Otherwise: preauth.Rule{Route: preauth.RouteAudit, Class: preauth.ClassBasic, Elective: true},
		Plans: map[string]preauth.Plan{"Essencial Odonto": {Dental: true}},
	}})
	if err != nil {
		panic(err) // it has a version
	}
	return backend.WithPolicies(all)
}
