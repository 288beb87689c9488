package preauth_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/preauth"
)

// anyItem draws an item that could be asked for, mostly at one of a few places,
// so that items meet.
func anyItem(t *rapid.T) dental.Item {
	codes := []string{filling2, filling3, amalgam2, extraction, milkTooth, canal, dressing, crown, scaling, periapical, cleaning, "82000190"}
	i := dental.Item{Code: rapid.SampledFrom(codes).Draw(t, "code"), Quantity: rapid.IntRange(0, 3).Draw(t, "quantity")}
	switch rapid.IntRange(0, 2).Draw(t, "where") {
	case 0:
		i.Tooth = rapid.SampledFrom([]dental.Tooth{11, 26, 38, 75}).Draw(t, "tooth")
		i.Faces = dental.Faces(rapid.Uint8Range(0, 127).Draw(t, "faces")) & dental.FacesOf(i.Tooth)
	case 1:
		i.Region = rapid.SampledFrom([]dental.Region{"HASD", "HAIE", "AS", "S1"}).Draw(t, "region")
	}
	return i
}

func anyFacts(t *rapid.T) preauth.Facts {
	f := facts(rapid.SliceOfN(rapid.Custom(anyItem), 1, 5).Draw(t, "items")...)
	f.Urgent = rapid.Bool().Draw(t, "urgent")
	f.Beneficiary.Covered = f.On.AddDays(-rapid.IntRange(0, 400).Draw(t, "covered"))
	f.Beneficiary.Birth = f.On.AddDays(-365 * rapid.IntRange(0, 90).Draw(t, "age"))
	if rapid.Bool().Draw(t, "x-ray") {
		f.Documents = []preauth.Document{preauth.InitialXRay}
	}
	past := func(name string) []preauth.Event {
		var events []preauth.Event
		for _, i := range rapid.SliceOfN(rapid.Custom(anyItem), 0, 5).Draw(t, name) {
			events = append(events, preauth.Event{
				Code: i.Code, Tooth: i.Tooth, Faces: i.Faces, Region: i.Region, On: f.On.AddDays(-rapid.IntRange(-30, 1500).Draw(t, "days ago")),
			})
		}
		return events
	}
	f.History, f.Open = past("history"), past("open")
	return f
}

func TestVerdicts(t *testing.T) {
	t.Parallel()
	p := policy()

	t.Run("are the same for the same facts, after a trip through JSON too", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			f := anyFacts(t)
			var again preauth.Facts
			stored, err := json.Marshal(f)
			if err == nil {
				err = json.Unmarshal(stored, &again)
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(preauth.Evaluate(f, p), preauth.Evaluate(again, p)); diff != "" {
				t.Fatalf("(-first +again):\n%s", diff)
			}
		})
	})

	t.Run("refuse only by facts that need no judgement", func(t *testing.T) {
		t.Parallel()
		allowed := []string{"card", "register", "provider", "professional", "dental_cover", "cover", "grace"}
		rapid.Check(t, func(t *rapid.T) {
			for _, item := range preauth.Evaluate(anyFacts(t), p).Items {
				for _, found := range item.Findings {
					if found.Outcome == preauth.Refuse && !slices.Contains(allowed, found.Rule) {
						t.Fatalf("the check %s refuses by itself", found.Rule)
					}
				}
			}
		})
	})

	t.Run("of an item are what its strongest finding says, but for an urgency", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			f := anyFacts(t)
			for i, item := range preauth.Evaluate(f, p).Items {
				strongest := preauth.Release
				for _, found := range item.Findings {
					strongest = max(strongest, found.Outcome)
				}
				if f.Urgent && !p.Codes[f.Items[i].Code].Elective && strongest < preauth.Refuse {
					if item.Outcome != preauth.Release || !item.Afterwards {
						t.Fatalf("an urgency waits: %+v", item)
					}
				} else if item.Outcome != strongest || item.Afterwards {
					t.Fatalf("%+v, want %s", item, strongest)
				}
			}
		})
	})

	t.Run("never get better by more history", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			f := anyFacts(t)
			less := f
			less.History = f.History[:rapid.IntRange(0, len(f.History)).Draw(t, "known")]
			more, fewer := preauth.Evaluate(f, p), preauth.Evaluate(less, p)
			for i := range more.Items {
				if more.Items[i].Outcome < fewer.Items[i].Outcome {
					t.Fatalf("item %d: %s with all of the history, %s with a part", i, more.Items[i].Outcome, fewer.Items[i].Outcome)
				}
			}
		})
	})

	t.Run("do not depend on the order of the history", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			f := anyFacts(t)
			turned := f
			turned.History = slices.Clone(f.History)
			slices.Reverse(turned.History)
			a, b := preauth.Evaluate(f, p), preauth.Evaluate(turned, p)
			for i := range a.Items {
				if a.Items[i].Outcome != b.Items[i].Outcome {
					t.Fatalf("item %d: %s and %s", i, a.Items[i].Outcome, b.Items[i].Outcome)
				}
			}
		})
	})
}

// TestGuaranteeByCounting compares the end of a garantia with days counted one by
// one on a calendar of its own.
func TestGuaranteeByCounting(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		on := calendar.DateOf(time.Date(2020, 1, 1, 12, 0, 0, 0, time.UTC)).AddDays(rapid.IntRange(0, 3000).Draw(t, "done"))
		f := facts(dental.Item{Code: filling3, Tooth: 26, Faces: mustFaces(t, "MOD")})
		f.History = []preauth.Event{{Code: filling2, Tooth: 26, Faces: mustFaces(t, "MO"), On: on}}
		f.On = on.AddDays(rapid.IntRange(700, 760).Draw(t, "asked"))

		// The day of the same number two years later, or 1 March where there is none.
		same := time.Date(on.Year+2, on.Month, on.Day, 0, 0, 0, 0, time.UTC)
		asked := time.Date(f.On.Year, f.On.Month, f.On.Day, 0, 0, 0, 0, time.UTC)
		free := !asked.Before(same)

		got := preauth.Evaluate(f, policy()).Items[0].Outcome
		if want := map[bool]preauth.Outcome{true: preauth.Release, false: preauth.Audit}[free]; got != want {
			t.Fatalf("done %s, asked for on %s: %s, want %s", on, f.On, got, want)
		}
	})
}

func mustFaces(t *rapid.T, s string) dental.Faces {
	f, err := dental.ParseFaces(s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSituation(t *testing.T) {
	t.Parallel()
	release, refuse := dental.Item{Code: cleaning}, dental.Item{Code: braces, Region: "AS"}
	look, ask := dental.Item{Code: crown, Tooth: 11}, dental.Item{Code: canal, Tooth: 11}
	for name, c := range map[string]struct {
		items []dental.Item
		want  int
	}{
		"all released":               {[]dental.Item{release}, preauth.StatusAuthorised},
		"all refused":                {[]dental.Item{refuse}, preauth.StatusDenied},
		"both":                       {[]dental.Item{release, refuse}, preauth.StatusPartly},
		"one is looked at":           {[]dental.Item{release, refuse, look}, preauth.StatusUnderReview},
		"one waits for a document":   {[]dental.Item{release, look, ask}, preauth.StatusNeedsDocument},
		"only one that is looked at": {[]dental.Item{look}, preauth.StatusUnderReview},
	} {
		if got := preauth.Evaluate(facts(c.items...), policy()).Situation; got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestStandardPolicy(t *testing.T) {
	t.Parallel()
	p := preauth.Standard()
	for code, rule := range p.Codes {
		proc, err := dental.Lookup(code, day("2026-11-19"))
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		switch rule.Scope {
		case preauth.ScopeFaces:
			if !proc.TakesFaces() {
				t.Errorf("%s repeats by faces and takes none", code)
			}
		case preauth.ScopeTooth:
			if !proc.TakesTooth() {
				t.Errorf("%s repeats by tooth and takes none", code)
			}
		}
	}
	for _, in := range p.Included {
		if _, ok := p.Codes[in.Main]; !ok {
			t.Errorf("%s includes another and has no rule", in.Main)
		}
		if _, ok := p.Codes[in.Part]; !ok {
			t.Errorf("%s is part of another and has no rule", in.Part)
		}
	}
}

func TestRulesAreRefusedByLine(t *testing.T) {
	t.Parallel()
	const head = "code\troute\n"
	for name, c := range map[string]struct{ line, want string }{
		"too few columns":   {"85100218\tauto", "line 2 has 2 columns, not 13"},
		"no code":           {"123\tauto\t\t\t\t\t\t\t\t\t\t\t", "line 2: code: not 8 digits"},
		"no route":          {"85100218\tmaybe\t\t\t\t\t\t\t\t\t\t\t", `line 2: route: "maybe" is none of auto, audit, deny`},
		"no scope":          {"85100218\tauto\t\t\t24\tmouth\t\t\t\t\t\t\t", `line 2: scope: "mouth" is none`},
		"months of nothing": {"85100218\tauto\t\t\t24\t\t\t\t\t\t\t\t", "line 2: months: without a scope nothing repeats"},
		"no number":         {"85100218\tauto\t\t\tx\ttooth\t\t\t\t\t\t\t", `line 2: months: "x" is no number above 0`},
		"no document":       {"85100218\tauto\t\t\t\t\t\t\t\t\t\tfilme\t", `line 2: documents: "filme" is none`},
	} {
		_, err := preauth.ParseRules(head + c.line + "\n")
		if err == nil || err.Error() != "preauth: "+c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func BenchmarkEvaluate(b *testing.B) {
	f := facts()
	for n := range 5 {
		f.Items = append(f.Items, dental.Item{Code: filling3, Tooth: dental.Tooth(24 + n), Faces: dental.FacesIn('M', 'O', 'D')})
	}
	teeth := dental.Teeth()
	for n := range 500 {
		f.History = append(f.History, preauth.Event{Code: filling2, Tooth: teeth[n%len(teeth)], Faces: 1, On: f.On.AddDays(-1000 - n)})
	}
	p := policy()
	b.ReportAllocs()
	for b.Loop() {
		preauth.Evaluate(f, p)
	}
}
