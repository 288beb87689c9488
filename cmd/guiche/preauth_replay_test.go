package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/backend/preauth"
	"guiche/internal/fictional"
	"guiche/internal/pgtest"
)

// judge is a database in which requests were sent and decided by the rules.
type judge struct {
	t    *testing.T
	s    *storage
	desk *backend.Service
	sent int64
}

func newJudge(t *testing.T) *judge {
	t.Helper()
	cfg := &Config{DatabaseURL: Secret(pgtest.New(t)), DataDir: t.TempDir()}
	s, err := openStorage(t.Context(), cfg, slog.New(slog.DiscardHandler), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close(t.Context()) })
	now := time.Now()
	if err := fictional.Load(t.Context(), s.db, now); err != nil {
		t.Fatal(err)
	}
	policies, err := s.policies(t.Context(), fictional.Operator(), now)
	if err != nil {
		t.Fatal(err)
	}
	return &judge{t: t, s: s, desk: backend.New(nil, nil, fictional.Operator(), backend.WithPolicies(policies))}
}

// sends sends a request for one of the fictional people.
func (j *judge) sends(at time.Time, person int, items ...dental.Item) backend.Receipt {
	j.t.Helper()
	j.sent++
	pro, who, contact := fictional.Professionals()[0], fictional.Beneficiaries()[person].Beneficiary, fictional.Clinics()[0].Contact
	draft := backend.Draft{ID: j.sent, Provider: 1, CreatedAt: at, Form: backend.Form{
		Contact: &contact, Urgency: backend.Elective, Professional: &pro, Beneficiary: &who, BeneficiaryOK: true,
		Items: items, ItemsOK: true, FilesOK: true, NoteOK: true,
	}}
	u := j.s.db.Unit(at)
	u.SaveDraft(draft)
	if err := j.s.db.Commit(j.t.Context(), u); err != nil {
		j.t.Fatal(err)
	}
	var r backend.Receipt
	err := j.s.db.InTx(j.t.Context(), at, backend.ChatKey{Bot: 1, Chat: 1}, func(u backend.Unit) (err error) {
		r, err = j.desk.Send(j.t.Context(), u, access.Actor{Role: access.Provider, ID: 1}, draft.ID, 1)
		return err
	})
	if err != nil {
		j.t.Fatal(err)
	}
	return r
}

var (
	fillingAt26 = dental.Item{Code: "85100218", Tooth: 26, Faces: dental.FacesIn(dental.Mesial, dental.Occlusal, dental.Distal)}
	crownAt11   = dental.Item{Code: "85400114", Tooth: 11}
)

func TestReplay(t *testing.T) {
	t.Parallel()
	at := calendar.Date{Year: 2026, Month: time.November, Day: 18}.At(10 * 60)
	j := newJudge(t)
	mixed := j.sends(at, 0, fillingAt26, crownAt11)
	waiting := j.sends(at.AddDate(0, 0, 1), 3, crownAt11) // in carência

	one := func(n ident.RequestNumber, other *preauth.Policy) replayed {
		t.Helper()
		var out bytes.Buffer
		if err := j.s.replayOne(t.Context(), &out, n, other); err != nil {
			t.Fatal(err)
		}
		var page replayed
		if err := json.Unmarshal(out.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		return page
	}
	page := one(mixed.Number, nil)
	if !page.Same || page.Differences != nil || page.Verdict.Situation != 2 || page.Facts.On.String() != "2026-11-18" {
		t.Errorf("%+v", page)
	}

	t.Run("asks the same even after the operator set another policy, and people changed", func(t *testing.T) {
		stricter := preauth.Standard()
		stricter.Version = "2026-2"
		r := stricter.Codes["85100218"]
		r.Route = preauth.RouteAudit
		stricter.Codes["85100218"] = r
		if err := j.s.db.SavePolicy(t.Context(), calendar.Date{Year: 2026, Month: time.November, Day: 19}, stricter); err != nil {
			t.Fatal(err)
		}
		gone := fictional.Beneficiaries()[0]
		gone.Situation = backend.StandingExcluded
		if err := j.s.db.SaveBeneficiary(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
		if page := one(mixed.Number, nil); !page.Same {
			t.Errorf("%+v", page)
		}
		stricter.Plans = map[string]preauth.Plan{"Essencial Odonto": {Dental: true}}
		page := one(mixed.Number, &stricter)
		want := []preauth.Difference{{Item: 0, Code: "85100218", From: preauth.Release, To: preauth.Audit, New: []string{"audit 3059"}}}
		if diff := cmp.Diff(want, page.Differences); diff != "" || page.Same {
			t.Errorf("(-want +got):\n%s", diff)
		}

		var out bytes.Buffer
		if err := j.s.replaySince(t.Context(), &out, at.AddDate(0, 0, -1), &stricter); err != nil {
			t.Fatal(err)
		}
		var all survey
		if err := json.Unmarshal(out.Bytes(), &all); err != nil {
			t.Fatal(err)
		}
		moves := []tally{{"refuse → audit", 1}, {"release → audit", 1}}
		if diff := cmp.Diff(moves, all.Moves); diff != "" || all.Requests != 2 || all.Items != 3 || all.Changed != 2 {
			t.Errorf("%+v\n(-want +got):\n%s", all, diff)
		}
		out.Reset()
		if err := j.s.replaySince(t.Context(), &out, at.AddDate(0, 0, 1).Add(-time.Hour), nil); err != nil || !strings.Contains(out.String(), `"changed_requests": 0`) || !strings.Contains(out.String(), `"requests": 1`) {
			t.Errorf("each by its own: %v\n%s", err, out.String())
		}
	})
	if page := one(waiting.Number, nil); page.Verdict.Situation != 3 {
		t.Errorf("%+v", page.Verdict)
	}
	if err := j.s.replayOne(t.Context(), &bytes.Buffer{}, 99, nil); err == nil || !strings.Contains(err.Error(), "there is no request 00000099") {
		t.Errorf("an unknown number: %v", err)
	}
}

func TestSince(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 19, 1, 0, 0, 0, time.UTC) // still the 18th in São Paulo
	for in, want := range map[string]string{"30d": "2026-10-19", "1d": "2026-11-17", "2026-11-02": "2026-11-02"} {
		got, err := sinceOf(in, now)
		if err != nil || calendar.DateOf(got).String() != want {
			t.Errorf("%s: %v %v", in, got, err)
		}
	}
	for _, in := range []string{"", "d", "0d", "-1d", "30", "ontem", "1000000d"} {
		if _, err := sinceOf(in, now); err == nil {
			t.Errorf("%q is taken", in)
		}
	}
}

func TestExportOfADay(t *testing.T) {
	t.Parallel()
	day := calendar.Date{Year: 2026, Month: time.November, Day: 18}
	j := newJudge(t)
	mixed := j.sends(day.At(10*60), 0, fillingAt26, crownAt11)
	refused := j.sends(day.At(23*60+59), 3, crownAt11)
	j.sends(day.AddDays(1).At(0), 0, dental.Item{Code: "81000065", Quantity: 1})
	j.sends(day.AddDays(-1).At(23*60), 0, dental.Item{Code: "81000405", Quantity: 1})

	var out bytes.Buffer
	e := newExport(&out, day)
	if err := j.s.db.DecidedOn(t.Context(), day, e.add); err != nil {
		t.Fatal(err)
	}
	if err := e.close(); err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(&out)
	in.Comma = ';'
	lines, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	release := mixed.Details.Releases[0]
	want := [][]string{
		exportColumns,
		{"2026-11-18T10:00:00-03:00", "autorizado", mixed.Number.String(), string(mixed.Protocol), release.Guia.String(), string(release.Senha), "2027-02-16",
			"11222333000181", "52998224725", "CRO-RJ 12345", "090216100", "1", "85100218", "26", "MOD", "", "1", "", "regras"},
		{"2026-11-18T23:59:00-03:00", "negado", refused.Number.String(), string(refused.Protocol), "", "", "",
			"11222333000181", "52998224725", "CRO-RJ 12345", "090315200", "1", "85400114", "11", "", "", "1", "1410", "regras"},
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// The day after it is presented: the line names the authorisation again.
	later := day.AddDays(3).At(9 * 60)
	u := j.s.db.Unit(later)
	u.SaveRelease(release.ID, backend.ReleasePresented)
	if err := j.s.db.Commit(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	e = newExport(&out, day.AddDays(3))
	if err := j.s.db.DecidedOn(t.Context(), day.AddDays(3), e.add); err != nil {
		t.Fatal(err)
	}
	if err := e.close(); err != nil || !slices.ContainsFunc(strings.Split(out.String(), "\n"), func(line string) bool {
		return strings.Contains(line, ";apresentado;"+mixed.Number.String()+";") && strings.Contains(line, string(release.Senha))
	}) {
		t.Errorf("%v\n%s", err, out.String())
	}
}

func TestPolicyOfTheOperator(t *testing.T) {
	t.Parallel()
	j := newJudge(t)
	if _, err := readPolicy(strings.NewReader(`{"version":"x","otherwise":{"route":"talvez"}}`)); err == nil || !strings.Contains(err.Error(), "otherwise: route") {
		t.Errorf("a spoilt policy: %v", err)
	}
	policy, err := readPolicyFile("../../docs/rules/policy.json")
	if err != nil {
		t.Fatal(err)
	}
	from := calendar.Date{Year: 2026, Month: time.December, Day: 1}
	if err := j.s.db.SavePolicy(t.Context(), from, policy); err != nil {
		t.Fatal(err)
	}
	all, err := j.s.inForce(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before, after := all.At(from.AddDays(-1)), all.At(from)
	if !strings.HasPrefix(after.Version, policy.Version+"-") {
		t.Errorf("from the day on %s holds", after.Version)
	}
	if before.Version == after.Version {
		t.Errorf("%s holds the day before as well", before.Version)
	}
	kept, err := j.s.policyOf(t.Context(), after.Version)
	if diff := cmp.Diff(*after, kept); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
