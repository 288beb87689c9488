package dialogs_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

// appealed asks for a review or a junta about all that is denied of request 1.
func (k desk) appealed(kind backend.InteractionKind) {
	k.t.Helper()
	m, err := k.keep(sorriso, func(ctx context.Context, tx backend.Tx) (*backend.Draft, error) {
		m, err := k.StartMessage(ctx, tx, sorriso, 1, kind)
		if err == nil {
			m.Form.Note = "A indicação se mantém."
		}
		return m, err
	})
	if err == nil {
		_, _, err = k.writes(m)
	}
	if err != nil {
		k.t.Fatalf("%s: %v", kind, err)
	}
}

// rule decides about request 1.
func (k desk) rule(who access.Actor, all ...backend.Ruling) {
	k.t.Helper()
	m, err := k.decision(who, 1, func(f *backend.Form) {
		for _, r := range all {
			f.Rule(r)
		}
	})
	if err == nil {
		_, _, err = k.decides(who, m)
	}
	if err != nil {
		k.t.Fatalf("deciding: %v", err)
	}
}

// expires lets the first authorisation of request 1 run out.
func (k desk) expires() {
	k.t.Helper()
	r := k.memory.requests[0].Releases[0]
	k.memory.now = r.Until.AddDays(1).At(0)
	if err := k.do(func(ctx context.Context, tx backend.Tx) error { _, err := k.Validity(ctx, tx, 1, r.Guia); return err }); err != nil {
		k.t.Fatalf("expiry: %v", err)
	}
}

func (k desk) stands(want backend.Situation, results ...backend.Result) {
	k.t.Helper()
	if d := k.memory.requests[0]; d.Situation != want || !slices.Equal(d.Results, results) {
		k.t.Fatalf("%s with %v, want %s with %v", d.Situation, d.Results, want, results)
	}
}

func TestDenialsOutliveAuthorisations(t *testing.T) {
	t.Parallel()
	// The rest waited so long that the senha of the first ran out.
	begun := func(t *testing.T) desk {
		k := newCounter().desk(t)
		k.files(crown, resin)
		k.rule(livia, yes(0))
		k.expires()
		k.memory.now = k.memory.now.Add(10 * time.Hour)
		k.rule(livia, no(1))
		k.stands(backend.Expired, backend.Granted, backend.Refused)
		return k
	}
	t.Run("so that the review can be asked for, and a junta that denies ends it again", func(t *testing.T) {
		t.Parallel()
		k := begun(t)
		k.appealed(backend.Review)
		k.rule(rui, no(1))
		k.stands(backend.Expired, backend.Granted, backend.Refused)
		k.appealed(backend.Junta)
		m, err := k.keep(rui, func(ctx context.Context, tx backend.Tx) (*backend.Draft, error) {
			m, err := k.StartMessage(ctx, tx, rui, 1, backend.Outcome)
			if err == nil {
				f := m.Form.About.Junta
				f.Members = []backend.Signature{f.Assisting, f.Operator, {Name: "Carla Mota", Council: "CRO-RJ 4521"}}
				f.Rulings = []backend.Ruling{{Result: backend.Refused, Text: "Parecer."}}
			}
			return m, err
		})
		if err == nil {
			err = k.do(func(ctx context.Context, tx backend.Tx) error {
				_, _, err := k.SendMessage(ctx, tx, rui, m.ID, m.Rev)
				return err
			})
		}
		if err != nil {
			t.Fatal(err)
		}
		k.stands(backend.Expired, backend.Granted, backend.Refused)
	})
	t.Run("and the cancelling of their review", func(t *testing.T) {
		t.Parallel()
		k := begun(t)
		k.appealed(backend.Review)
		if err := k.do(func(ctx context.Context, tx backend.Tx) error { _, err := k.Cancel(ctx, tx, sorriso, 1); return err }); err != nil {
			t.Fatal(err)
		}
		k.stands(backend.Cancelled, backend.Granted, backend.Refused)
	})
}

// Of two who denied, neither reviews the own denial because the other denied later.
func TestReviewsGoToNoneOfTheDeniers(t *testing.T) {
	t.Parallel()
	k := newCounter().desk(t)
	k.files(crown, resin)
	k.rule(livia, no(0))
	k.memory.now = k.memory.now.Add(time.Hour)
	k.rule(rui, yes(1))
	k.appealed(backend.Review)
	if _, err := k.decision(livia, 1, func(*backend.Form) {}); !errors.Is(err, backend.ErrOtherAuditor) {
		t.Errorf("who denied it: %v", err)
	}
	if _, err := k.decision(rui, 1, func(*backend.Form) {}); err != nil {
		t.Errorf("who decided something else: %v", err)
	}
}

// A thread that is full takes no more talk, and still a decision and a review.
func TestFullThreadsAreDecided(t *testing.T) {
	t.Parallel()
	k := newCounter().desk(t)
	k.files(crown, resin)
	r := &k.memory.requests[0]
	for len(r.Thread) < backend.MaxInteractions {
		r.Thread = append(r.Thread, backend.Interaction{
			Seq: len(r.Thread) + 1, At: r.SentAt, Kind: backend.Intermediate, Author: access.Provider, AuthorID: sorriso.ID, Text: "e agora?",
		})
	}
	if _, err := k.reply(1); !errors.Is(err, backend.ErrThreadFull) {
		t.Errorf("a message: %v", err)
	}
	m, err := k.decision(livia, 1, func(f *backend.Form) { f.Ask(ask(0, backend.WantDocument)) })
	if err == nil {
		_, _, err = k.decides(livia, m)
	}
	if !errors.Is(err, backend.ErrThreadFull) {
		t.Errorf("a question: %v", err)
	}
	k.rule(livia, yes(0), no(1))
	k.appealed(backend.Review)
	k.rule(rui, yes(1))
	k.stands(backend.Authorised, backend.Granted, backend.Granted)
}

// keyed issues one senha a key, as a core system that keeps its word.
type keyed map[string]ident.Senha

func (k keyed) Near() bool { return true }

func (k keyed) Issue(_ context.Context, key string) (ident.Senha, error) {
	if k[key] == "" {
		k[key] = ident.Senha("SENHA" + string(rune('A'+len(k))))
	}
	return k[key], nil
}

// What a document releases later has another senha than what was released at once,
// whatever the revision at which the request was sent.
func TestLaterReleasesHaveTheirOwnSenha(t *testing.T) {
	t.Parallel()
	for rev := range int64(9) {
		c := deciding()
		k := c.desk(t)
		k.Service = backend.New(c.login, nil, fictional.Operator(), backend.WithSenhas(keyed{}))
		pro, person, contact := fictional.Professionals()[0], fictional.Beneficiaries()[0].Beneficiary, fictional.Clinics()[0].Contact
		c.memory.drafts[9000] = backend.Draft{ID: 9000, Provider: sorriso.ID, Rev: rev, Form: backend.Form{
			Contact: &contact, Urgency: backend.Elective, Professional: &pro, Beneficiary: &person, BeneficiaryOK: true,
			Items: []dental.Item{resin, {Code: "85200166", Tooth: 11, Quantity: 1}}, ItemsOK: true, FilesOK: true, NoteOK: true,
		}}
		if err := k.do(func(ctx context.Context, tx backend.Tx) error {
			_, err := k.Send(ctx, tx, sorriso, 9000, rev)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		m, err := k.keep(sorriso, func(ctx context.Context, tx backend.Tx) (*backend.Draft, error) {
			m, err := k.StartMessage(ctx, tx, sorriso, 1, backend.Intermediate)
			if err == nil {
				m.Form.Files = []backend.File{{ID: 1, Type: backend.RadiographInitial}}
			}
			return m, err
		})
		if err == nil {
			_, _, err = k.writes(m)
		}
		d := c.memory.requests[0]
		if err != nil || len(d.Releases) != 2 || d.Releases[0].Senha == d.Releases[1].Senha {
			t.Fatalf("sent at revision %d: %+v %v", rev, d.Releases, err)
		}
	}
}
