package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/internal/fictional"
)

func TestTickets(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ticket := backend.Ticket{Hash: []byte("hash-1"), Chat: ana, Purpose: backend.ForEntry, ExpiresAt: noon.Add(backend.TicketLife)}
	next := ticket
	next.Hash = []byte("hash-2")
	set := func(u backend.Unit) { u.SetTicket(ticket) }
	if _, err := b.turn(b.db, 1, 0, set); err != nil {
		t.Fatal(err)
	}
	got, err := b.db.Ticket(t.Context(), ticket.Hash)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(ticket, got, cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, err := b.turn(b.db, 2, 1, func(u backend.Unit) { u.SetTicket(next) }); err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.Ticket(t.Context(), ticket.Hash); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("a ticket that was replaced: %v", err)
	}
	use := func(u backend.Unit) { u.UseTicket(next.Hash) }
	if _, err := b.turn(b.db, 3, 2, use); err != nil {
		t.Fatal(err)
	}
	if got, err := b.db.Ticket(t.Context(), next.Hash); err != nil || !got.Used {
		t.Errorf("used: %+v, %v", got, err)
	}
	if _, err := b.turn(b.db, 4, 3, use); !errors.Is(err, backend.ErrConflict) {
		t.Errorf("used twice: %v", err)
	}
	if err := b.db.Forget(t.Context(), next.ExpiresAt.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.Ticket(t.Context(), next.Hash); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("after its time: %v", err)
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	code := backend.Code{Chat: ana, Use: backend.ToRenew, Actor: access.Actor{Role: access.Provider, ID: 1}, Hash: []byte("hash"), ExpiresAt: noon.Add(backend.CodeLife)}
	_, err := b.turn(b.db, 1, 0, func(u backend.Unit) {
		u.SetCode(backend.Code{Chat: ana, Use: backend.ToEnter, Hash: []byte("old"), ExpiresAt: noon})
		u.SetCode(code)
		u.CountCodeTry(ana)
		u.AddCodeSent("11222333000181", ana)
		u.AddCodeSent("11222333000181", backend.ChatKey{Bot: ana.Bot, Chat: 99})
		u.AddCodeSent("auditora", ana)
	})
	if err != nil {
		t.Fatal(err)
	}
	u := b.db.Unit(noon)
	code.Tries = 1
	got, err := u.CodeOf(t.Context(), ana)
	if diff := cmp.Diff(code, got, cmp.Comparer(time.Time.Equal)); err != nil || diff != "" {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
	inChat, ofLogin, err := u.CodesSent(t.Context(), "11222333000181", ana, noon.Add(-time.Hour), 5)
	if err != nil || len(inChat) != 2 || len(ofLogin) != 2 || !ofLogin[0].Equal(noon) {
		t.Errorf("sent %v in the chat, %v for the login, %v", inChat, ofLogin, err)
	}
	if inChat, ofLogin, err = u.CodesSent(t.Context(), "11222333000181", ana, noon, 5); err != nil || len(inChat)+len(ofLogin) != 0 {
		t.Errorf("since then sent %v and %v, %v", inChat, ofLogin, err)
	}
	if _, err := b.turn(b.db, 2, 1, func(u backend.Unit) { u.DropCode(ana) }); err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.Unit(noon).CodeOf(t.Context(), ana); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("a code that was dropped: %v", err)
	}
}

func TestLinksOfAnActor(t *testing.T) {
	t.Parallel()
	b := setup(t)
	clinic := access.Actor{Role: access.Provider, ID: 1}
	first, second := b.linked(b.db, 21, clinic), b.linked(b.db, 22, clinic)
	b.linked(b.db, 23, access.Actor{Role: access.Auditor, ID: 1})
	b.linked(b.db, 24, access.Actor{})

	later := noon.Add(time.Hour)
	save := func(now time.Time, rev int64, actor access.Actor) {
		t.Helper()
		u := b.db.Unit(now)
		u.SaveChat(backend.Chat{Key: second, Rev: rev, Actor: actor, State: []byte(`{}`)})
		if err := b.db.Commit(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	links := func() []backend.Link {
		t.Helper()
		all, err := b.db.Unit(noon).LinksOf(t.Context(), clinic, 12)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	at := cmp.Comparer(time.Time.Equal)
	save(later, 1, clinic)
	want := []backend.Link{{Chat: first, Since: noon, LastUsed: noon}, {Chat: second, Since: noon, LastUsed: later}}
	if diff := cmp.Diff(want, links(), at); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	save(later, 2, access.Actor{})
	if diff := cmp.Diff(want[:1], links(), at); diff != "" {
		t.Errorf("after one left (-want +got)\n%s", diff)
	}
	save(later, 3, clinic)
	want[1].Since = later
	if diff := cmp.Diff(want, links(), at); diff != "" {
		t.Errorf("after it came back (-want +got)\n%s", diff)
	}
}

func TestAnAccountWithManyChats(t *testing.T) {
	t.Parallel()
	b := setup(t)
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	here := b.linked(b.db, 31, clinic)
	for chat := range int64(19) {
		b.linked(b.db, 32+chat, clinic)
	}
	u := b.db.Unit(noon.Add(time.Hour))
	u.SaveChat(backend.Chat{Key: backend.ChatKey{Bot: ana.Bot, Chat: 30}, Actor: clinic, State: []byte(`{}`)})
	if err := b.db.Commit(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	links, err := desk.Links(t.Context(), b.db.Unit(noon), clinic)
	if err != nil || len(links) == 0 || links[len(links)-1].Chat.Chat != 30 {
		t.Errorf("who entered last is not listed: %+v %v", links, err)
	}
	revoked, err := desk.Revoke(t.Context(), b.db.Unit(noon), clinic, here, "")
	if err != nil || len(revoked) != 20 {
		t.Errorf("the account is taken from %d of 20 others, %v", len(revoked), err)
	}
}

func TestForgettingAChat(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.turn(b.db, 1, 0, func(u backend.Unit) {
		u.SetTicket(backend.Ticket{Hash: []byte("hash"), Chat: ana, Purpose: backend.ForEntry, ExpiresAt: noon.Add(time.Hour)})
		u.SetCode(backend.Code{Chat: ana, Use: backend.ToRenew, Hash: []byte("hash"), ExpiresAt: noon.Add(time.Hour)})
		u.SetTimer(backend.Timer{Chat: ana, Name: "remind", DueAt: noon})
		u.Post(backend.Outgoing{Chat: ana, Push: true, Body: []byte("for who was there")})
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.turn(b.db, 2, 1, func(u backend.Unit) { u.ForgetChat(ana); u.Post(backend.Outgoing{Chat: ana, Body: []byte("bye")}) }); err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.Ticket(t.Context(), []byte("hash")); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("the ticket: %v", err)
	}
	if _, err := b.db.Unit(noon).CodeOf(t.Context(), ana); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("the code: %v", err)
	}
	if timers, err := b.db.Timers(t.Context(), noon, 9); err != nil || len(timers) != 0 {
		t.Errorf("timers %v, %v", timers, err)
	}
	for _, said := range b.waiting(ana) {
		if said == "push for who was there" {
			t.Error("what waited for who was there stays")
		}
	}
}

func TestSettingAPasswordInATurn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	clinic := access.Actor{Role: access.Provider, ID: 1}
	if _, err := b.turn(b.db, 1, 0, func(u backend.Unit) { u.SetCredential("11222333000181", clinic, "$new$") }); err != nil {
		t.Fatal(err)
	}
	actor, hash, err := b.db.Credential(t.Context(), "11222333000181")
	if err != nil || actor != clinic || hash != "$new$" {
		t.Errorf("%+v %q, %v", actor, hash, err)
	}
	if subject, err := b.db.Unit(noon).Subject(t.Context(), "11222333000181"); err != nil || subject != clinic {
		t.Errorf("the login belongs to %+v, %v", subject, err)
	}
}
