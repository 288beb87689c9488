package preauth_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/preauth"
)

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// item reads "85100218 26 MOD", "85300039 HASD", "81000421 46 x2".
func item(t *testing.T, words ...string) dental.Item {
	t.Helper()
	i := dental.Item{Code: words[0]}
	for _, w := range words[1:] {
		if tooth, err := dental.ParseTooth(w); err == nil {
			i.Tooth = tooth
			continue
		}
		if _, err := fmt.Sscanf(w, "x%d", &i.Quantity); err == nil {
			continue
		}
		if faces, err := dental.ParseFaces(w); err == nil && i.Tooth != 0 {
			i.Faces = faces
			continue
		}
		region, err := dental.ParseRegion(w)
		if err != nil {
			t.Fatalf("%v: %v", words, err)
		}
		i.Region = region
	}
	return i
}

const (
	filling2   = "85100200" // resina, 2 faces
	filling3   = "85100218" // resina, 3 faces
	amalgam2   = "85100102"
	extraction = "82000875"
	milkTooth  = "83000089"
	canal      = "85200166" // one root
	canal3     = "85200158" // three or more
	dressing   = "85100056"
	crown      = "85400114"
	braces     = "86000098"
	rooted     = "85200077" // which the policy of the tests leaves to endodontists
	reported   = "85200050" // for which it wants a report
	scaling    = "85300039"
	periapical = "81000421"
	cleaning   = "84000198"
)

// policy is the standard one with plans.
func policy() preauth.Policy {
	p := preauth.Standard()
	p.Plans = map[string]preauth.Plan{
		"Essencial Odonto": {Dental: true, Grace: map[preauth.Class]int{
			preauth.ClassSurgery: 90, preauth.ClassEndodontics: 90, preauth.ClassProsthesis: 180,
		}, NotCovered: []string{"85100064"}},
		"Só Médico": {},
		"Completo":  {Dental: true},
	}
	p.Clauses["grace"] = "cláusula 12"
	p.Codes[reported] = preauth.Rule{Route: preauth.RouteRelease, Class: preauth.ClassEndodontics, Documents: []preauth.Document{preauth.Report}}
	p.Codes[rooted] = preauth.Rule{Route: preauth.RouteRelease, Class: preauth.ClassEndodontics, Specialties: []string{"endodontia"}}
	return p
}

// facts are those of an item against which nothing speaks.
func facts(items ...dental.Item) preauth.Facts {
	return preauth.Facts{
		On: day("2026-11-19"), Items: items,
		Beneficiary: preauth.Beneficiary{
			Situation: preauth.Active, Plan: "Essencial Odonto", Covered: day("2019-03-01"), Birth: day("1990-05-20"),
		},
	}
}

// with are the same facts after some changes.
func with(f preauth.Facts, changes ...func(*preauth.Facts)) preauth.Facts {
	for _, change := range changes {
		change(&f)
	}
	return f
}

func covered(plan string) func(*preauth.Facts) {
	return func(f *preauth.Facts) { f.Beneficiary.Plan = plan }
}

func done(code, on string, at ...string) func(*preauth.Facts) {
	return func(f *preauth.Facts) { f.History = append(f.History, event(code, on, at...)) }
}

func event(code, on string, at ...string) preauth.Event {
	e := preauth.Event{Code: code, On: day(on)}
	for _, w := range at {
		if tooth, err := dental.ParseTooth(w); err == nil {
			e.Tooth = tooth
		} else if faces, err := dental.ParseFaces(w); err == nil && e.Tooth != 0 {
			e.Faces = faces
		} else {
			e.Region = dental.Region(w)
		}
	}
	return e
}

// scene is facts and what the last item's verdict is to be: its outcome and its
// findings as "check code".
type scene struct {
	name  string
	check string // the rule that it is about
	facts preauth.Facts
	want  preauth.Outcome
	found []string
}

func scenes(t *testing.T) []scene {
	t.Helper()
	one := func(words ...string) preauth.Facts { return facts(item(t, words...)) }
	filling := one(filling3, "26", "MOD")
	newcomer := func(on string) func(*preauth.Facts) {
		return func(f *preauth.Facts) { f.Beneficiary.Covered = day(on) }
	}
	xray := func(f *preauth.Facts) { f.Documents = []preauth.Document{preauth.InitialXRay} }
	urgent := func(f *preauth.Facts) { f.Urgent = true }
	return []scene{
		{"nothing speaks against it", "", filling, preauth.Release, nil},

		{"a card that does not exist", "card", with(filling, func(f *preauth.Facts) { f.Beneficiary.Unknown = true }), preauth.Refuse, []string{"card 1001"}},
		{"a suspended beneficiary", "register", with(filling, func(f *preauth.Facts) { f.Beneficiary.Situation = preauth.Suspended }), preauth.Refuse, []string{"register 1016"}},
		{"one who was excluded", "register", with(filling, func(f *preauth.Facts) { f.Beneficiary.Situation = preauth.Excluded }), preauth.Refuse, []string{"register 1014"}},
		{"one whose employer's contract ended", "register", with(filling, func(f *preauth.Facts) { f.Beneficiary.Situation = preauth.Cancelled }), preauth.Refuse, []string{"register 1018"}},
		{"a situation nobody knows", "register", with(filling, func(f *preauth.Facts) { f.Beneficiary.Situation = "?" }), preauth.Refuse, []string{"register 1014"}},

		{"a clinic that left", "provider", with(filling, func(f *preauth.Facts) { f.Provider.Standing = preauth.StandingOut }), preauth.Refuse, []string{"provider 1207"}},
		{"a suspended clinic", "provider", with(filling, func(f *preauth.Facts) { f.Provider.Standing = preauth.StandingSuspended }), preauth.Refuse, []string{"provider 1418"}},
		{"an active clinic", "provider", with(filling, func(f *preauth.Facts) { f.Provider.Standing = preauth.StandingActive }), preauth.Release, nil},
		{"a dentist of another specialty", "professional", with(one(rooted, "26"), func(f *preauth.Facts) { f.Professional.Specialties = []string{"periodontia"} }), preauth.Audit, []string{"professional 1429"}},
		{"a dentist of the specialty", "professional", with(one(rooted, "26"), func(f *preauth.Facts) { f.Professional.Specialties = []string{"periodontia", "endodontia"} }), preauth.Release, nil},
		{"a dentist whose specialties nobody knows", "professional", one(rooted, "26"), preauth.Release, nil},
		{"a dentist who left", "professional", with(filling, func(f *preauth.Facts) { f.Professional.Standing = preauth.StandingOut }), preauth.Refuse, []string{"professional 1418"}},
		{"a suspended dentist", "professional", with(filling, func(f *preauth.Facts) { f.Professional.Standing = preauth.StandingSuspended }), preauth.Refuse, []string{"professional 1418"}},
		{"a code that the clinic's contract leaves out", "enabled", with(filling, func(f *preauth.Facts) { f.Provider.NotEnabled = []string{filling3} }), preauth.Audit, []string{"enabled 1214"}},
		{"another code that it leaves out", "enabled", with(filling, func(f *preauth.Facts) { f.Provider.NotEnabled = []string{filling2} }), preauth.Release, nil},

		{"a plan without dental cover", "dental_cover", with(filling, func(f *preauth.Facts) { f.Beneficiary.Plan = "Só Médico" }), preauth.Refuse, []string{"dental_cover 1025"}},
		{"a code that no plan covers", "cover", one(braces, "AS"), preauth.Refuse, []string{"cover 1407"}},
		{"a code that this plan leaves out", "cover", with(one("85100064", "11", "V"), xray), preauth.Refuse, []string{"cover 1407"}},
		{"a plan that the policy does not know", "cover", with(filling, func(f *preauth.Facts) { f.Beneficiary.Plan = "Outro" }), preauth.Audit, []string{"cover 1407"}},

		{"the last day of carência", "grace", with(one(extraction, "38"), xray, newcomer("2026-08-22")), preauth.Refuse, []string{"grace 1410"}},
		{"the day on which it ends", "grace", with(one(extraction, "38"), xray, newcomer("2026-08-21")), preauth.Release, nil},
		{"a class without carência", "grace", with(filling, newcomer("2026-11-19")), preauth.Release, nil},
		{"an urgency on the first day of cover", "grace", with(one(extraction, "38"), xray, urgent, newcomer("2026-11-19")), preauth.Refuse, []string{"grace 1410"}},
		{"an urgency a day later", "grace", with(one(extraction, "38"), xray, urgent, newcomer("2026-11-18")), preauth.Release, nil},
		{"what is never urgent keeps its carência", "grace", with(one(crown, "11"), urgent, newcomer("2026-11-01")), preauth.Refuse, []string{"grace 1410", "audit 3059"}},

		{"a tooth that the code is not done on", "anatomy", one(milkTooth, "26"), preauth.Audit, []string{"anatomy 3024", "age 3003"}},
		{"a face that the tooth lacks", "anatomy", one(filling2, "26", "ML"), preauth.Audit, []string{"anatomy 3023"}},
		{"no tooth where one is needed", "anatomy", one(filling2), preauth.Audit, []string{"anatomy 1432", "anatomy 3023"}},
		{"a region that the code is not done in", "anatomy", one("86000543", "HASD"), preauth.Audit, []string{"anatomy 3021", "audit 3059"}},
		{"a permanent tooth's code on a milk tooth", "anatomy", with(one(extraction, "75"), xray), preauth.Audit, []string{"anatomy 3025"}},
		{"a front tooth's code on a molar", "anatomy", with(one("85100064", "26", "V"), xray, covered("Completo")), preauth.Audit, []string{"anatomy 3065"}},
		{"the same on a front tooth", "anatomy", with(one("85100064", "11", "V"), xray, covered("Completo")), preauth.Release, nil},
		{"two faces of a code for three", "anatomy", one(filling3, "26", "MO"), preauth.Audit, []string{"anatomy 3056"}},
		{"three roots of a tooth that has one", "anatomy", with(one(canal3, "11"), xray), preauth.Audit, []string{"anatomy 3027"}},
		{"one root of a tooth that has three", "anatomy", with(one(canal, "46"), xray), preauth.Audit, []string{"anatomy 3027"}},
		{"two roots of an incisor", "anatomy", with(one("85200140", "11"), xray), preauth.Audit, []string{"anatomy 3027"}},
		{"two roots of an upper first premolar", "anatomy", with(one("85200140", "14"), xray), preauth.Release, nil},
		{"a code that does not exist", "anatomy", one("99999999"), preauth.Audit, []string{"anatomy 1432", "audit 3059"}},

		{"the last year of the age", "age", with(one(milkTooth, "75"), func(f *preauth.Facts) { f.Beneficiary.Birth = day("2011-11-20") }), preauth.Release, nil},
		{"a birthday later", "age", with(one(milkTooth, "75"), func(f *preauth.Facts) { f.Beneficiary.Birth = day("2011-11-19") }), preauth.Audit, []string{"age 3003"}},
		{"an age that nobody knows", "age", with(one(milkTooth, "75"), func(f *preauth.Facts) { f.Beneficiary.Birth = calendar.Date{} }), preauth.Release, nil},

		{"as many as are allowed", "quantity", one(periapical, "RMID", "x14"), preauth.Release, nil},
		{"one more", "quantity", one(periapical, "RMID", "x15"), preauth.Audit, []string{"quantity 1423"}},
		{"one more over two lines", "quantity", facts(item(t, periapical, "RMID", "x10"), item(t, periapical, "RMID", "x5")), preauth.Audit, []string{"quantity 1423"}},

		{"the same thing twice", "duplicate", facts(item(t, filling3, "26", "MOD"), item(t, filling3, "26", "MOD")), preauth.Audit, []string{"quantity 1423", "duplicate 3007"}},
		{"another filling that shares a face", "duplicate", facts(item(t, amalgam2, "26", "MO"), item(t, filling3, "26", "VOD")), preauth.Audit, []string{"duplicate 3007"}},
		{"another filling that shares none", "duplicate", facts(item(t, amalgam2, "26", "MO"), item(t, "85100196", "26", "V")), preauth.Release, nil},
		{"the same on another tooth", "duplicate", facts(item(t, filling3, "27", "MOD"), item(t, filling3, "26", "MOD")), preauth.Release, nil},

		{"a dressing beside the canal", "included", with(facts(item(t, canal, "11"), item(t, dressing, "11")), xray), preauth.Audit, []string{"included 3008"}},
		{"a dressing of another tooth", "included", with(facts(item(t, canal, "11"), item(t, dressing, "12")), xray), preauth.Release, nil},

		{"a tooth that was extracted", "absent", with(one(filling2, "38", "MO"), done(extraction, "2025-03-12", "38")), preauth.Audit, []string{"absent 1433"}},
		{"its neighbour", "absent", with(one(filling2, "37", "MO"), done(extraction, "2025-03-12", "38")), preauth.Release, nil},
		{"an extraction reported for later", "absent", with(one(filling2, "38", "MO"), done(extraction, "2026-11-20", "38")), preauth.Release, nil},
		{"an extraction again", "once", with(one(extraction, "38"), xray, done("82000816", "2025-03-12", "38")), preauth.Audit, []string{"absent 1433", "once 3101"}},
		{"once in a life, another tooth", "once", with(one(extraction, "48"), xray, done(extraction, "2025-03-12", "38")), preauth.Release, nil},

		{"the last day of the garantia", "guarantee", with(filling, done(filling2, "2024-11-20", "26", "MO")), preauth.Audit, []string{"guarantee 3016"}},
		{"the day on which it ends", "guarantee", with(filling, done(filling2, "2024-11-19", "26", "MO")), preauth.Release, nil},
		{"faces that do not overlap", "guarantee", with(filling, done("85100196", "2026-10-01", "26", "V")), preauth.Release, nil},
		{"another material on the same face", "guarantee", with(filling, done(amalgam2, "2026-10-01", "26", "OV")), preauth.Audit, []string{"guarantee 3016"}},
		{"faces that history does not say", "guarantee", with(filling, done(filling2, "2026-10-01", "26")), preauth.Audit, []string{"guarantee 3016"}},
		{"a scaling of the same hemiarch", "guarantee", with(one(scaling, "HASD"), xray, done(scaling, "2026-01-10", "HASD")), preauth.Audit, []string{"guarantee 3016"}},
		{"a scaling of the other", "guarantee", with(one(scaling, "HASD"), xray, done(scaling, "2026-01-10", "HASE")), preauth.Release, nil},
		{"a cleaning of the same person", "guarantee", with(one(cleaning), done(cleaning, "2026-06-01")), preauth.Audit, []string{"guarantee 3016"}},
		{"an urgency within it is looked at afterwards", "guarantee", with(filling, urgent, done(filling2, "2026-10-01", "26", "MO")), preauth.Release, []string{"guarantee 3016"}},

		{"what is authorised already", "open", with(filling, func(f *preauth.Facts) { f.Open = []preauth.Event{event(filling3, "2026-11-01", "26", "MO")} }), preauth.Audit, []string{"open 1419"}},
		{"less than that is authorised, by another code", "open", with(filling, func(f *preauth.Facts) { f.Open = []preauth.Event{event(filling2, "2026-11-01", "26", "MO")} }), preauth.Audit, []string{"open 1419"}},
		{"what is authorised for other faces", "open", with(filling, func(f *preauth.Facts) { f.Open = []preauth.Event{event(filling3, "2026-11-01", "26", "V")} }), preauth.Release, nil},

		{"without its initial radiograph", "documents", one(canal, "11"), preauth.Ask, []string{"documents 3081"}},
		{"without a report that the policy asks for", "documents", one(reported, "26"), preauth.Ask, []string{"documents 3052"}},
		{"without it, by somebody who was told", "documents", with(one(canal, "11"), func(f *preauth.Facts) { f.Waived = true }), preauth.Audit, []string{"documents 3081"}},
		{"with it", "documents", with(one(canal, "11"), xray), preauth.Release, nil},
		{"an urgency does not wait for it", "documents", with(one(canal, "11"), urgent), preauth.Release, []string{"documents 3081"}},

		{"a code for audit", "audit", one(crown, "11"), preauth.Audit, []string{"audit 3059"}},
		{"an urgency of a code that is never urgent", "audit", with(one(crown, "11"), urgent), preauth.Audit, []string{"audit 3059"}},
		{"a code that the policy does not name", "audit", one("82000190", "26"), preauth.Audit, nil},
	}
}

func TestChecks(t *testing.T) {
	t.Parallel()
	covered := map[string][]preauth.Outcome{}
	for _, s := range scenes(t) {
		v := preauth.Evaluate(s.facts, policy())
		got := v.Items[len(v.Items)-1]
		if got.Outcome != s.want {
			t.Errorf("%s: %s, want %s (%v)", s.name, got.Outcome, s.want, got.Findings)
		}
		var found []string
		for _, f := range got.Findings {
			found = append(found, f.Rule+" "+f.Code)
		}
		if diff := cmp.Diff(s.found, found, cmpopts.EquateEmpty()); diff != "" && s.found != nil {
			t.Errorf("%s (-want +got):\n%s", s.name, diff)
		}
		covered[s.check] = append(covered[s.check], got.Outcome)
	}
	for _, c := range preauth.Checks() {
		if len(covered[c.Name]) == 0 {
			t.Errorf("no scene for the check %s", c.Name)
		}
	}
}

// boundaries are, for each check, the two scenes that lie closest to one another on
// both sides of it: the one in which it is silent and the one in which it speaks.
var boundaries = map[string][2]string{
	"card":         {"nothing speaks against it", "a card that does not exist"},
	"register":     {"nothing speaks against it", "a suspended beneficiary"},
	"provider":     {"an active clinic", "a suspended clinic"},
	"professional": {"a dentist of the specialty", "a dentist of another specialty"},
	"enabled":      {"another code that it leaves out", "a code that the clinic's contract leaves out"},
	"dental_cover": {"nothing speaks against it", "a plan without dental cover"},
	"cover":        {"the same on a front tooth", "a code that this plan leaves out"},
	"grace":        {"the day on which it ends", "the last day of carência"},
	"anatomy":      {"the same on a front tooth", "a front tooth's code on a molar"},
	"age":          {"the last year of the age", "a birthday later"},
	"quantity":     {"as many as are allowed", "one more"},
	"duplicate":    {"another filling that shares none", "another filling that shares a face"},
	"included":     {"a dressing of another tooth", "a dressing beside the canal"},
	"absent":       {"its neighbour", "a tooth that was extracted"},
	"once":         {"once in a life, another tooth", "an extraction again"},
	"guarantee":    {"the day on which it ends", "the last day of the garantia"},
	"open":         {"what is authorised for other faces", "what is authorised already"},
	"documents":    {"with it", "without its initial radiograph"},
	"audit":        {"nothing speaks against it", "a code for audit"},
}

// TestEveryCheckHasBothSides holds the scenes to the table of checks: each is silent
// in one and speaks in another, right beside it, and gives each of its reasons.
func TestEveryCheckHasBothSides(t *testing.T) {
	t.Parallel()
	given := map[string]bool{}
	speaks := map[string]map[string]bool{} // by check, in which scenes
	names := map[string]bool{}
	for _, s := range scenes(t) {
		names[s.name] = true
		v := preauth.Evaluate(s.facts, policy())
		for _, f := range v.Items[len(v.Items)-1].Findings {
			given[f.Rule+" "+f.Code] = true
			if speaks[f.Rule] == nil {
				speaks[f.Rule] = map[string]bool{}
			}
			speaks[f.Rule][s.name] = true
			if f.Clause == "" {
				t.Errorf("%s: %s stands on no clause", s.name, f.Rule)
			}
		}
	}
	for _, c := range preauth.Checks() {
		for _, code := range c.Codes {
			if !given[c.Name+" "+code] {
				t.Errorf("no scene in which %s gives %s", c.Name, code)
			}
		}
		sides, ok := boundaries[c.Name]
		if !ok || !names[sides[0]] || !names[sides[1]] {
			t.Errorf("%s has no boundary, or one of unknown scenes: %q", c.Name, sides)
			continue
		}
		if speaks[c.Name][sides[0]] || !speaks[c.Name][sides[1]] {
			t.Errorf("%s speaks in %q: %v, in %q: %v", c.Name, sides[0], speaks[c.Name][sides[0]], sides[1], speaks[c.Name][sides[1]])
		}
	}
}

func TestFindingsNameTheirCodes(t *testing.T) {
	t.Parallel()
	codes := map[string][]string{}
	for _, c := range preauth.Checks() {
		codes[c.Name] = c.Codes
	}
	for _, s := range scenes(t) {
		for _, item := range preauth.Evaluate(s.facts, policy()).Items {
			for _, f := range item.Findings {
				if !slices.Contains(codes[f.Rule], f.Code) {
					t.Errorf("%s: the check %s gives %s, which it does not list", s.name, f.Rule, f.Code)
				}
			}
		}
	}
}
