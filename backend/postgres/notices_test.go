package postgres_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

// at is what waits in a chat at a time.
func (b *bundle) at(key backend.ChatKey, now time.Time) []string {
	b.t.Helper()
	out, err := b.db.Waiting(b.t.Context(), now, key)
	if err != nil {
		b.t.Fatal(err)
	}
	var said []string
	for _, o := range out {
		said = append(said, string(o.Body))
	}
	return said
}

func TestPushesAreHeldBack(t *testing.T) {
	t.Parallel()
	morning := noon.Add(16 * time.Hour)
	held := func(text string, awakeSince time.Time) func(backend.Unit) {
		return func(u backend.Unit) {
			u.Notify(backend.Push{To: clinic, Except: ana, Topic: backend.TopicDecision, DueAt: morning, AwakeSince: awakeSince, Body: []byte(text)})
		}
	}
	tell := func(t *testing.T, b *bundle, queue func(backend.Unit)) {
		t.Helper()
		if err := b.try(queue); err != nil {
			t.Fatal(err)
		}
	}
	want := func(t *testing.T, want, got []string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}

	t.Run("until the morning, and not from a chat that is in use", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		key := b.linked(b.db, 101, clinic) // used at noon
		tell(t, b, held("um", time.Time{}))
		tell(t, b, held("dois", noon.Add(time.Minute)))
		want(t, nil, b.at(key, morning.Add(-time.Minute)))
		want(t, []string{"um", "dois"}, b.at(key, morning))
		tell(t, b, held("três", noon.Add(-time.Minute)))
		want(t, []string{"um", "dois", "três"}, b.at(key, noon))
	})
	t.Run("urgent ones go ahead of them", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		key := b.linked(b.db, 101, clinic)
		tell(t, b, held("um", time.Time{}))
		tell(t, b, func(u backend.Unit) {
			u.Notify(backend.Push{To: clinic, Topic: backend.TopicDecision, Urgent: true, Body: []byte("urgente")})
		})
		want(t, []string{"urgente"}, b.at(key, noon))
		want(t, []string{"um", "urgente"}, b.at(key, morning))
	})
	t.Run("and say whom they are for, and what about", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.linked(b.db, 101, clinic)
		tell(t, b, held("um", time.Time{}))
		left, err := b.db.Undelivered(t.Context(), morning, morning, 0, 10)
		if err != nil || len(left) != 1 || left[0].To != clinic || left[0].Topic != backend.TopicDecision {
			t.Errorf("%+v, %v", left, err)
		}
	})
	t.Run("and are counted for the operator", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		key := b.linked(b.db, 101, clinic)
		tell(t, b, held("um", time.Time{}))
		tell(t, b, func(u backend.Unit) { u.Post(backend.Outgoing{Chat: key, Body: []byte("dois")}) })
		got, err := b.db.Delivery(t.Context(), noon.Add(time.Minute))
		if diff := cmp.Diff(backend.Delivery{Waiting: 1, Held: 1, Oldest: noon}, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got)\n%s", err, diff)
		}
		if err := b.db.MarkBlocked(t.Context(), key); err != nil {
			t.Fatal(err)
		}
		got, err = b.db.Delivery(t.Context(), noon.Add(time.Minute))
		if diff := cmp.Diff(backend.Delivery{Blocked: 1, Parked: 2, BlockedSince: noon}, got); diff != "" || err != nil {
			t.Errorf("blocked: %v (-want +got)\n%s", err, diff)
		}
		r, err := b.db.Unit(noon).Reach(t.Context(), clinic)
		if err != nil || r != (backend.Reach{Linked: 1, Blocked: 1}) || r.Reached() {
			t.Errorf("reach %+v, %v", r, err)
		}
	})
}

func TestPreferencesOfSeveral(t *testing.T) {
	t.Parallel()
	b := setup(t)
	member := access.Actor{Role: access.Member, ID: 1}
	if err := b.try(func(u backend.Unit) {
		u.SetPreference(clinic, "quiet", "2200-0600")
		u.SetPreference(clinic, "tell:decision", "later")
		u.SetPreference(member, "quiet", "0000-0000")
	}); err != nil {
		t.Fatal(err)
	}
	got, err := b.db.Unit(noon).PreferencesOf(t.Context(), []access.Actor{clinic, {Role: access.Auditor, ID: 1}})
	want := map[access.Actor]map[backend.Preference]backend.Choice{clinic: {"quiet": "2200-0600", "tell:decision": "later"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
}

func TestAuditorsAreFound(t *testing.T) {
	t.Parallel()
	b := setup(t)
	all := fictional.Auditors()
	linked := func(want ...int64) {
		t.Helper()
		got, err := b.db.Unit(noon).LinkedAuditors(t.Context())
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("linked: %v (-want +got)\n%s", err, diff)
		}
	}
	linked([]int64{}...)
	b.linked(b.db, 101, access.Actor{Role: access.Auditor, ID: all[1].ID})
	b.linked(b.db, 102, access.Actor{Role: access.Auditor, ID: all[1].ID})
	linked(all[1].ID)
	got, err := b.db.Unit(noon).AuditorsNamed(t.Context(), []string{all[0].Login, "ninguém"})
	if diff := cmp.Diff([]int64{all[0].ID}, got); diff != "" || err != nil {
		t.Errorf("named: %v (-want +got)\n%s", err, diff)
	}
}

func TestDutiesDoNotHoldUpTheTimersOfChats(t *testing.T) {
	t.Parallel()
	b := setup(t)
	chat := backend.Timer{Chat: ana, Name: "album", DueAt: noon}
	if err := b.try(func(u backend.Unit) {
		for n := range 30 {
			u.SetTimer(backend.Timer{Chat: backend.Duty(ident.RequestNumber(n + 1)), Name: backend.DutyHalf, DueAt: noon.Add(-time.Hour)})
		}
		u.SetTimer(chat)
	}); err != nil {
		t.Fatal(err)
	}
	due := b.timers(b.db, noon) // ten of each at most
	if len(due) != 11 {
		t.Fatalf("%d timers, want ten duties and the chat's", len(due))
	}
	found := false
	for _, timer := range due {
		found = found || timer == chat
	}
	if !found {
		t.Error("the chat's timer waits behind the duties")
	}
}
