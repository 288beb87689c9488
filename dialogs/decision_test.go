package dialogs_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

var (
	livia  = access.Actor{Role: access.Auditor, ID: 1}
	rui    = access.Actor{Role: access.Auditor, ID: 2}
	office = fictional.Operator().Office
)

// desk is the use cases over the counter's storage, without a conversation.
type desk struct {
	*backend.Service
	memory *memory
	t      fataler
}

func (c *counter) desk(t fataler) desk {
	return desk{backend.New(c.login, nil, fictional.Operator(), fictional.Audited()), c.memory, t}
}

// do runs a use case in a transaction, which counts only if it does not fail.
func (k desk) do(use func(context.Context, backend.Tx) error) error {
	tx := k.memory.begin(true)
	if err := use(context.Background(), tx); err != nil {
		return err
	}
	return tx.commit()
}

// files a request of these items, by the clinic's first dentist.
func (k desk) files(items ...dental.Item) {
	k.t.Helper()
	pro, person, contact := fictional.Professionals()[0], fictional.Beneficiaries()[0].Beneficiary, fictional.Clinics()[0].Contact
	id := int64(9000 + len(k.memory.requests))
	k.memory.drafts[id] = backend.Draft{ID: id, Provider: sorriso.ID, Rev: 1, Form: backend.Form{
		Contact: &contact, Urgency: backend.Elective, Professional: &pro, Beneficiary: &person, BeneficiaryOK: true,
		Items: items, ItemsOK: true, FilesOK: true, NoteOK: true,
	}}
	if err := k.do(func(ctx context.Context, tx backend.Tx) error {
		_, err := k.Send(ctx, tx, sorriso, id, 1)
		return err
	}); err != nil {
		k.t.Fatalf("filing: %v", err)
	}
}

// keep stores a draft that a use case made.
func (k desk) keep(who access.Actor, start func(context.Context, backend.Tx) (*backend.Draft, error)) (d *backend.Draft, err error) {
	err = k.do(func(ctx context.Context, tx backend.Tx) error {
		if d, err = start(ctx, tx); err == nil {
			d, err = k.KeepDraft(tx, who, d)
		}
		return err
	})
	return d, err
}

// decision is a stored draft of a decision about request n.
func (k desk) decision(who access.Actor, n ident.RequestNumber, say func(*backend.Form)) (*backend.Draft, error) {
	return k.keep(who, func(ctx context.Context, tx backend.Tx) (*backend.Draft, error) {
		d, _, err := k.StartDecision(ctx, tx, who, n)
		if err == nil {
			say(&d.Form)
		}
		return d, err
	})
}

func (k desk) decides(who access.Actor, d *backend.Draft) (got backend.Details, i backend.Interaction, err error) {
	err = k.do(func(ctx context.Context, tx backend.Tx) error {
		got, i, err = k.SendDecision(ctx, tx, who, d.ID, d.Rev)
		return err
	})
	return got, i, err
}

// reply is a stored message of the clinic about request n.
func (k desk) reply(n ident.RequestNumber) (*backend.Draft, error) {
	return k.keep(sorriso, func(ctx context.Context, tx backend.Tx) (*backend.Draft, error) {
		d, err := k.StartMessage(ctx, tx, sorriso, n, backend.Intermediate)
		if err == nil {
			d.Form.Note = "segue"
		}
		return d, err
	})
}

func (k desk) writes(d *backend.Draft) (got backend.Details, i backend.Interaction, err error) {
	err = k.do(func(ctx context.Context, tx backend.Tx) error {
		got, i, err = k.SendMessage(ctx, tx, sorriso, d.ID, d.Rev)
		return err
	})
	return got, i, err
}

// no is a denial with everything that it needs.
func no(item int) backend.Ruling {
	return backend.Ruling{Item: item, Result: backend.Refused, Codes: []string{"3083"}, Text: "Reavalie a indicação."}
}

func yes(item int) backend.Ruling { return backend.Ruling{Item: item, Result: backend.Granted} }

func ask(item int, wants backend.Want) backend.Question {
	return backend.Question{Item: item, Wants: wants, Text: "Envie, por favor."}
}

var (
	crown = dental.Item{Code: "85400084", Tooth: tooth("26"), Quantity: 1}
	resin = dental.Item{Code: "85100218", Tooth: tooth("26"), Faces: dental.FacesIn(dental.Mesial, dental.Occlusal, dental.Distal), Quantity: 1}
	scale = dental.Item{Code: "81000421", Region: "RMID", Quantity: 3}
)

func tooth(s string) (t dental.Tooth) {
	if err := t.UnmarshalText([]byte(s)); err != nil {
		panic(err)
	}
	return t
}

func TestClaims(t *testing.T) {
	c := setup(t)
	k := c.desk(t)
	k.files(crown)
	claim := func(who access.Actor) error {
		return k.do(func(ctx context.Context, tx backend.Tx) error { _, err := k.Claim(ctx, tx, who, 1); return err })
	}
	var held *backend.Claimed
	if err := claim(livia); err != nil {
		t.Fatal(err)
	}
	if err := claim(rui); !errors.As(err, &held) || held.Name != "Lívia Campos" || !held.Until.Equal(thursday.Add(30*time.Minute)) {
		t.Errorf("taken by another: %v %+v", err, held)
	}
	c.memory.now = thursday.Add(20 * time.Minute)
	if err := claim(livia); err != nil {
		t.Errorf("renewing: %v", err)
	}
	c.memory.now = thursday.Add(49 * time.Minute)
	if err := claim(rui); !errors.As(err, &held) {
		t.Errorf("renewed, it is still held: %v", err)
	}
	c.memory.now = thursday.Add(50 * time.Minute)
	if err := claim(rui); err != nil {
		t.Errorf("it lapses by itself: %v", err)
	}
	if err := k.do(func(ctx context.Context, tx backend.Tx) error { _, err := k.Unclaim(ctx, tx, livia, 1); return err }); err != nil {
		t.Error(err)
	}
	if held := c.memory.requests[0].Claim; held.Auditor != rui.ID {
		t.Errorf("letting go of another's: %+v", held)
	}
	c.memory.off[rui] = true
	if err := claim(livia); err != nil {
		t.Errorf("held by nobody who may enter: %v", err)
	}
}

func TestNobodyAuditsAnOwnRequest(t *testing.T) {
	c := setup(t)
	k := c.desk(t)
	k.files(crown)
	c.memory.requests[0].Form.Professional = &backend.Professional{ID: 9, Name: "Lívia Campos", Council: "cro/rj 000777"}
	start := func(who access.Actor) error { _, err := k.decision(who, 1, func(*backend.Form) {}); return err }
	if err := start(livia); !errors.Is(err, backend.ErrOwnRequest) {
		t.Errorf("her own: %v", err)
	}
	if err := start(rui); err != nil {
		t.Errorf("another's: %v", err)
	}
}

// deniedBefore makes it a request whose first item somebody denied, and that is being
// reviewed.
func deniedBefore(r *backend.Details, who access.Actor) {
	r.Situation, r.Round, r.DeniedBy = backend.InReview, backend.ReviewRound, who.ID
	r.Thread = append(r.Thread,
		backend.Interaction{Seq: 2, At: r.SentAt, Kind: backend.Decision, Author: who.Role, AuthorID: who.ID, Rulings: []backend.Ruling{no(0)}},
		backend.Interaction{Seq: 3, At: r.SentAt, Kind: backend.Review, Author: access.Provider, AuthorID: sorriso.ID, Items: []int{0}})
}

func TestReviewsGoToAnotherAuditor(t *testing.T) {
	c := setup(t)
	k := c.desk(t)
	k.files(crown)
	r := &c.memory.requests[0]
	deniedBefore(r, livia)
	start := func(who access.Actor) error { _, err := k.decision(who, 1, func(*backend.Form) {}); return err }
	if err := start(livia); !errors.Is(err, backend.ErrOtherAuditor) {
		t.Errorf("who denied: %v", err)
	}
	c.memory.off[rui] = true
	if err := start(livia); err != nil {
		t.Errorf("with nobody else there: %v", err)
	}
}

func TestDecisions(t *testing.T) {
	for name, tc := range map[string]struct {
		say  func(*backend.Form)
		want backend.Situation
		// results of the three items
		results  [3]backend.Result
		released int
	}{
		"all authorised": {func(f *backend.Form) { f.Rule(yes(0)); f.Rule(yes(1)); f.Rule(yes(2)) },
			backend.Authorised, [3]backend.Result{backend.Granted, backend.Granted, backend.Granted}, 3},
		"all denied": {func(f *backend.Form) { f.Rule(no(2)); f.Rule(no(0)); f.Rule(no(1)) },
			backend.Denied, [3]backend.Result{backend.Refused, backend.Refused, backend.Refused}, 0},
		"in part": {func(f *backend.Form) { f.Rule(yes(0)); f.Rule(no(1)); f.Rule(yes(2)) },
			backend.PartlyAuthorised, [3]backend.Result{backend.Granted, backend.Refused, backend.Granted}, 2},
		"what is not said waits": {func(f *backend.Form) { f.Rule(yes(1)) },
			backend.UnderReview, [3]backend.Result{backend.Pending, backend.Granted, backend.Pending}, 1},
		"a document is asked for": {func(f *backend.Form) { f.Rule(yes(1)); f.Ask(ask(0, backend.WantDocument)) },
			backend.AwaitingDocument, [3]backend.Result{backend.Pending, backend.Granted, backend.Pending}, 1},
		"a justification": {func(f *backend.Form) { f.Ask(ask(0, backend.WantJustification)) },
			backend.AwaitingJustification, [3]backend.Result{backend.Pending, backend.Pending, backend.Pending}, 0},
		"both, and it waits for the document": {func(f *backend.Form) { f.Ask(ask(0, backend.WantJustification)); f.Ask(ask(1, backend.WantDocument)) },
			backend.AwaitingDocument, [3]backend.Result{backend.Pending, backend.Pending, backend.Pending}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			c := setup(t)
			k := c.desk(t)
			k.files(crown, resin, scale)
			m, err := k.decision(livia, 1, tc.say)
			if err != nil {
				t.Fatal(err)
			}
			_, i, err := k.decides(livia, m)
			if err != nil {
				t.Fatal(err)
			}
			d := c.memory.requests[0]
			released := 0
			for _, r := range d.Releases {
				released += len(r.Items)
			}
			if d.Situation != tc.want || !slices.Equal(d.Results, tc.results[:]) || released != tc.released {
				t.Errorf("%s %v, %d released", d.Situation, d.Results, released)
			}
			if want := (backend.Signature{Name: "Lívia Campos", Council: "CRO-RJ 777"}); !slices.Equal(i.Signed, []backend.Signature{want}) {
				t.Errorf("signed %+v", i.Signed)
			}
			if _, _, err := k.decides(livia, m); !errors.Is(err, backend.ErrNotFound) {
				t.Errorf("sent again: %v", err)
			}
			if last := c.memory.audit[len(c.memory.audit)-1]; last.Action != access.DecideRequest || last.Code != string(tc.want) {
				t.Errorf("audited %+v", last)
			}
		})
	}
}

func TestDecisionsThatAreNone(t *testing.T) {
	for name, say := range map[string]func(*backend.Form){
		"nothing":                          func(*backend.Form) {},
		"a denial without a code":          func(f *backend.Form) { r := no(0); r.Codes = nil; f.Rule(r) },
		"a denial without a text":          func(f *backend.Form) { r := no(0); r.Text = ""; f.Rule(r) },
		"a code of no table":               func(f *backend.Form) { r := no(0); r.Codes = []string{"0001"}; f.Rule(r) },
		"a question without what it wants": func(f *backend.Form) { f.Ask(backend.Question{Text: "?"}) },
		"a question without a text":        func(f *backend.Form) { f.Ask(backend.Question{Wants: backend.WantDocument}) },
		"an item that is not there":        func(f *backend.Form) { f.Rule(yes(7)) },
		"an item before the first":         func(f *backend.Form) { f.Rule(yes(-1)) },
		"an item twice":                    func(f *backend.Form) { f.Rulings = []backend.Ruling{yes(0), yes(0)} },
		"an item that is ruled and asked": func(f *backend.Form) {
			f.Rulings, f.Questions = []backend.Ruling{yes(0)}, []backend.Question{ask(0, backend.WantDocument)}
		},
		"more than was asked for":  func(f *backend.Form) { f.Rule(reduced(2, func(i *dental.Item) { i.Quantity = 4 })) },
		"as much as was asked for": func(f *backend.Form) { f.Rule(reduced(2, func(*dental.Item) {})) },
		"another place":            func(f *backend.Form) { f.Rule(reduced(2, func(i *dental.Item) { i.Quantity, i.Region = 1, "RMSD" })) },
		"fewer faces by the code for three": func(f *backend.Form) {
			f.Rule(reduced(1, func(i *dental.Item) { i.Faces = dental.FacesIn(dental.Occlusal) }))
		},
		"a result that nobody rules": func(f *backend.Form) {
			f.Rulings = []backend.Ruling{{Result: backend.Withdrawn, Codes: []string{"3083"}, Text: "x"}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := setup(t)
			k := c.desk(t)
			k.files(crown, resin, scale)
			m, err := k.decision(livia, 1, say)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := k.decides(livia, m); !errors.Is(err, backend.ErrIncomplete) {
				t.Errorf("sent: %v", err)
			}
			if d := c.memory.requests[0]; len(d.Thread) != 1 || len(d.Releases) != 0 {
				t.Errorf("it left %+v", d)
			}
		})
	}
}

// reduced grants less of an item, or tries to.
func reduced(item int, change func(*dental.Item)) backend.Ruling {
	grant := []dental.Item{crown, resin, scale}[item]
	change(&grant)
	return backend.Ruling{Item: item, Result: backend.Granted, Grant: &grant, Codes: []string{"1423"}, Text: "Basta menos."}
}

func TestReduced(t *testing.T) {
	c := setup(t)
	k := c.desk(t)
	k.files(crown, resin, scale)
	day := calendarDay(c)
	less, ok := backend.WithFaces(resin, dental.FacesIn(dental.Mesial, dental.Occlusal), day)
	if !ok || less.Code != "85100200" {
		t.Fatalf("two faces by the code %s %t", less.Code, ok)
	}
	m, err := k.decision(livia, 1, func(f *backend.Form) {
		f.Rule(backend.Ruling{Item: 1, Result: backend.Granted, Grant: &less, Codes: []string{"3056"}, Text: "Duas faces."})
		f.Rule(reduced(2, func(i *dental.Item) { i.Quantity = 2 }))
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := k.decides(livia, m); err != nil {
		t.Fatal(err)
	}
	got := c.memory.requests[0].Releases[0].Items
	two := scale
	two.Quantity = 2
	if want := []backend.Grant{{Item: 1, Procedure: less}, {Item: 2, Procedure: two}}; !slices.Equal(got, want) {
		t.Errorf("released %+v, want %+v", got, want)
	}
}

func calendarDay(c *counter) calendar.Date { return calendar.DateOf(c.memory.now) }
