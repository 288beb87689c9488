package postgres_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/backend/preauth"
	"guiche/internal/fictional"
)

func TestSend(t *testing.T) {
	t.Parallel()

	t.Run("gives numbers without gaps, once a draft, whoever taps how often", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
		const drafts, taps = 4, 3
		type result struct {
			r   backend.Receipt
			err error
		}
		results := make(chan result, drafts*taps)
		for i := range int64(drafts) {
			u := b.db.Unit(noon)
			u.SaveDraft(backend.Draft{ID: 50 + i, Provider: 1, CreatedAt: noon, Form: filled()})
			if err := b.db.Commit(t.Context(), u); err != nil {
				t.Fatal(err)
			}
			for range taps {
				go func() {
					var r backend.Receipt
					for {
						err := b.db.InTx(t.Context(), noon, ana, func(u backend.Unit) (err error) {
							r, err = desk.Send(t.Context(), u, clinic, 50+i, 1)
							return err
						})
						if !errors.Is(err, backend.ErrConflict) {
							results <- result{r, err}
							return
						}
					}
				}()
			}
		}
		first, again := map[ident.RequestNumber]ident.Protocol{}, 0
		for range drafts * taps {
			got := <-results
			switch {
			case got.err != nil:
				t.Error(got.err)
			case got.r.Again:
				again++
			default:
				first[got.r.Number] = got.r.Protocol
			}
		}
		want := map[ident.RequestNumber]ident.Protocol{
			1: "99999920261119000001", 2: "99999920261119000002", 3: "99999920261119000003", 4: "99999920261119000004"}
		if diff := cmp.Diff(want, first); diff != "" {
			t.Errorf("numbers (-want +got):\n%s", diff)
		}
		if again != drafts*(taps-1) {
			t.Errorf("%d answered again, want %d", again, drafts*(taps-1))
		}
	})

	t.Run("shows the request with its thread, newest first in the list", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
		for i := range int64(7) {
			err := b.db.InTx(t.Context(), noon, ana, func(u backend.Unit) error {
				u.SaveDraft(backend.Draft{ID: 90 + i, Provider: 1, CreatedAt: noon, Form: filled()})
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			err = b.db.InTx(t.Context(), noon, ana, func(u backend.Unit) error {
				_, err := desk.Send(t.Context(), u, clinic, 90+i, 1)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		u := b.db.Unit(noon)
		page, err := desk.Requests(t.Context(), u, clinic, backend.Filter{}, backend.Cursor{Number: 3})
		if err != nil || len(page.Lines) != 2 || page.After || !page.Before || page.Lines[0].Number != 2 || page.Lines[0].Beneficiary != "Ana Prado" {
			t.Errorf("second page: %+v %v", page, err)
		}
		d, err := desk.Request(t.Context(), u, clinic, 3)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(filled(), d.Form); diff != "" {
			t.Errorf("form (-want +got):\n%s", diff)
		}
		if len(d.Thread) != 1 || d.Thread[0].Text != "dor ao mastigar" || d.Thread[0].Contact.Name != "Paula Reis" {
			t.Errorf("thread: %+v", d.Thread)
		}
		same, err := desk.RequestByProtocol(t.Context(), u, clinic, d.Protocol)
		if diff := cmp.Diff(d, same); err != nil || diff != "" {
			t.Errorf("by protocol: %v (-want +got)\n%s", err, diff)
		}
		if _, err := desk.RequestByProtocol(t.Context(), u, access.Actor{Role: access.Provider, ID: 2}, d.Protocol); !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("another clinic by protocol: %v", err)
		}
		if _, err := desk.Request(t.Context(), u, access.Actor{Role: access.Provider, ID: 2}, 3); !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("another clinic sees it: %v", err)
		}
		queue, err := desk.Queue(t.Context(), u, access.Actor{Role: access.Auditor, ID: 1}, backend.Cursor{})
		if err != nil || len(queue.Lines) != backend.PageSize || !queue.After {
			t.Errorf("queue: %+v %v", queue, err)
		}
	})

	t.Run("gives its numbers back when it fails", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		broken := errors.New("the process was killed")
		for range 3 {
			err := b.db.InTx(t.Context(), noon, ana, func(u backend.Unit) error {
				if n, seq, err := u.TakeNumbers(t.Context(), calendar.DateOf(noon), 999999); err != nil || n != 1 || seq != 1 {
					t.Errorf("took %d, %d, %v", n, seq, err)
				}
				return broken
			})
			if !errors.Is(err, broken) {
				t.Fatal(err)
			}
		}
	})
}

func TestTogether(t *testing.T) {
	t.Parallel()
	b := setup(t)
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	chats := []backend.ChatKey{{Bot: 7, Chat: 1}, {Bot: 7, Chat: 2}, {Bot: 7, Chat: 3}}
	locks := make([]backend.Locks, len(chats))
	for i, key := range chats {
		locks[i] = backend.Locks{Chat: key, DraftID: int64(70 + i)}
		u := b.db.Unit(noon)
		u.SaveChat(backend.Chat{Key: key, Actor: clinic, State: []byte(`{}`)})
		form := filled()
		form.Beneficiary = &fictional.Beneficiaries()[i].Beneficiary
		u.SaveDraft(backend.Draft{ID: locks[i].DraftID, Provider: 1, CreatedAt: noon, Form: form})
		if err := b.db.Commit(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	send := func(i int, u backend.Unit) (ident.RequestNumber, error) {
		r, err := desk.Send(t.Context(), u, clinic, locks[i].DraftID, 1)
		u.SaveChat(backend.Chat{Key: chats[i], Rev: 1, Actor: clinic, State: []byte(`{}`)})
		return r.Number, err
	}
	broken := errors.New("the third fails")
	err := b.db.Together(t.Context(), noon, locks, func(i int, u backend.Unit) (bool, error) {
		if i == 2 {
			return false, broken
		}
		_, err := send(i, u)
		return true, err
	})
	if !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	var numbers []ident.RequestNumber
	err = b.db.Together(t.Context(), noon, locks, func(i int, u backend.Unit) (bool, error) {
		if i == 1 {
			if u.Alone() == nil || u.Locking() != nil {
				t.Error("a shared transaction in which turns lock says otherwise")
			}
			return false, nil
		}
		n, err := send(i, u)
		numbers = append(numbers, n)
		return true, err
	})
	if err != nil {
		t.Fatal(err)
	}
	// Neither what was undone nor the one left out took a number.
	if diff := cmp.Diff([]ident.RequestNumber{1, 2}, numbers); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
	page, err := desk.Requests(t.Context(), b.db.Unit(noon), clinic, backend.Filter{}, backend.Cursor{})
	if err != nil || len(page.Lines) != 2 {
		t.Errorf("requests: %+v %v", page, err)
	}
	left, err := b.db.Unit(noon).DraftsOf(t.Context(), 1, 9)
	if err != nil || len(left) != 1 || left[0].ID != 71 {
		t.Errorf("drafts left: %+v %v", left, err)
	}
}

func TestFullDay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	take := func(last int64) (n, seq int64, err error) {
		err = b.db.InTx(t.Context(), noon, ana, func(u backend.Unit) error {
			var err error
			n, seq, err = u.TakeNumbers(t.Context(), calendar.DateOf(noon), last)
			if errors.Is(err, backend.ErrDayFull) {
				return nil // the person is told: that turn commits
			}
			return err
		})
		return n, seq, err
	}
	for want := int64(1); want <= 2; want++ {
		if n, seq, err := take(2); n != want || seq != want || err != nil {
			t.Fatalf("took %d, %d, %v; want %d", n, seq, err, want)
		}
	}
	if n, seq, err := take(2); n != 0 || seq != 0 || err != nil {
		t.Errorf("took %d, %d, %v on a full day", n, seq, err)
	}
	// A wider sequence goes on where it was, and no request number was lost.
	if n, seq, err := take(10); n != 3 || seq != 3 || err != nil {
		t.Errorf("took %d, %d, %v; want 3", n, seq, err)
	}
}

// What is asked for twice at the same moment, by two chats or in one group, is released
// once: the other send sees the first and leaves it to the audit.
func TestSendsForOnePersonSeeEachOther(t *testing.T) {
	t.Parallel()
	b := setup(t)
	desk := backend.New(nil, nil, fictional.Operator())
	const drafts = 6
	for i := range int64(drafts) {
		u := b.db.Unit(noon)
		u.SaveDraft(backend.Draft{ID: 50 + i, Provider: 1, CreatedAt: noon, Form: filled()})
		if err := b.db.Commit(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	failed := make(chan error, drafts)
	for i := range int64(drafts) {
		go func() {
			failed <- b.db.InTx(t.Context(), noon, backend.ChatKey{Bot: 7, Chat: 200 + i}, func(u backend.Unit) error {
				_, err := desk.Send(t.Context(), u, clinic, 50+i, 1)
				return err
			})
		}()
	}
	for range drafts {
		if err := <-failed; err != nil {
			t.Fatal(err)
		}
	}
	page, err := desk.Releases(t.Context(), b.db.Unit(noon), clinic, backend.ReleaseCursor{})
	if err != nil || len(page.Lines) != 1 {
		t.Errorf("released %d times, %v", len(page.Lines), err)
	}

	locks := make([]backend.Locks, 2)
	for i := range locks {
		locks[i] = backend.Locks{Chat: backend.ChatKey{Bot: 7, Chat: int64(300 + i)}, DraftID: int64(60 + i)}
		u := b.db.Unit(noon)
		u.SaveDraft(backend.Draft{ID: locks[i].DraftID, Provider: 1, CreatedAt: noon, Form: filled()})
		if err := b.db.Commit(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	// What they ask for is open already: both wait, and the second names the first.
	receipts := make([]backend.Receipt, len(locks))
	err = b.db.Together(t.Context(), noon, locks, func(i int, u backend.Unit) (_ bool, err error) {
		receipts[i], err = desk.Send(t.Context(), u, clinic, locks[i].DraftID, 1)
		return err == nil, err
	})
	if err != nil {
		t.Fatal(err)
	}
	basis, err := b.db.Unit(noon).BasisOf(t.Context(), receipts[1].Details.ID)
	if err != nil || !slices.ContainsFunc(basis.Facts.Open, func(e preauth.Event) bool { return e.Number == int64(receipts[0].Number) }) {
		t.Errorf("the second of a group does not see the first: %+v %v", basis.Facts.Open, err)
	}
}
