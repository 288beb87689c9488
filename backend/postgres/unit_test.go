package postgres_test

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/backend/postgres"
	"guiche/backend/seal"
	"guiche/internal/fictional"
	"guiche/internal/pgtest"
)

var noon = time.Date(2026, time.November, 19, 15, 0, 0, 0, time.UTC)

// bundle is a database with the fictional operator in it.
type bundle struct {
	t   *testing.T
	db  *postgres.DB
	box *seal.Box
	url string
}

func setup(t *testing.T) *bundle {
	t.Helper()
	b := &bundle{t: t, url: pgtest.New(t)}
	var err error
	if b.box, err = seal.Ephemeral(); err != nil {
		t.Fatal(err)
	}
	b.db = b.replica()
	if err := fictional.Load(t.Context(), b.db, noon); err != nil {
		t.Fatal(err)
	}
	return b
}

// replica is another process on the same database.
func (b *bundle) replica() *postgres.DB {
	b.t.Helper()
	db, err := postgres.Open(b.t.Context(), b.url, b.box)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(db.Close)
	return db
}

var (
	ana    = backend.ChatKey{Bot: 7, Chat: 100}
	clinic = access.Actor{Role: access.Provider, ID: 1}
)

// turn commits one turn of a chat, as the bot would.
func (b *bundle) turn(db *postgres.DB, update, rev int64, fill func(backend.Unit)) (backend.Unit, error) {
	u := db.Unit(noon)
	u.Seen(ana.Bot, update)
	u.SaveChat(backend.Chat{Key: ana, Rev: rev, Actor: clinic, State: []byte(`{}`), Awake: true})
	if fill != nil {
		fill(u)
	}
	return u, db.Commit(b.t.Context(), u)
}

func (b *bundle) chat(db *postgres.DB) backend.Chat {
	b.t.Helper()
	chats, err := db.Chats(b.t.Context(), []backend.ChatKey{ana})
	if err != nil {
		b.t.Fatal(err)
	}
	return chats[0]
}

// filled is a form that can be sent.
func filled() backend.Form {
	pro, person := fictional.Professionals()[0], fictional.Beneficiaries()[0].Beneficiary
	contact := fictional.Clinics()[0].Contact
	return backend.Form{
		Contact: &contact, Urgency: backend.Elective, Professional: &pro, Beneficiary: &person, BeneficiaryOK: true,
		Items: []dental.Item{{Code: "81000405", Quantity: 1}}, ItemsOK: true, FilesOK: true, Note: "dor ao mastigar", NoteOK: true,
	}
}

func TestCommit(t *testing.T) {
	t.Parallel()

	t.Run("writes an update once", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if _, err := b.turn(b.db, 1, 0, nil); err != nil {
			t.Fatal(err)
		}
		post := func(u backend.Unit) { u.Post(backend.Outgoing{Chat: ana, Body: []byte("x")}) }
		if _, err := b.turn(b.db, 1, 1, post); !errors.Is(err, backend.ErrSeen) {
			t.Fatalf("second time: %v", err)
		}
		if left := b.undelivered(b.db); len(left) != 0 {
			t.Errorf("the second time left %d messages", len(left))
		}
		seen, err := b.db.AlreadySeen(t.Context(), ana.Bot, []int64{1, 2})
		if diff := cmp.Diff(map[int64]bool{1: true}, seen); err != nil || diff != "" {
			t.Errorf("seen (-want +got):\n%s %v", diff, err)
		}
	})

	t.Run("refuses a turn that started from an older revision", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		for update, rev := range []int64{0, 1, 2} {
			if _, err := b.turn(b.db, int64(update+1), rev, nil); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := b.turn(b.db, 9, 2, nil); !errors.Is(err, backend.ErrConflict) {
			t.Errorf("old revision: %v", err)
		}
		if _, err := b.turn(b.db, 9, 0, nil); !errors.Is(err, backend.ErrConflict) {
			t.Errorf("new chat twice: %v", err)
		}
		if got := b.chat(b.db).Rev; got != 3 {
			t.Errorf("revision %d, want 3", got)
		}
	})

	t.Run("joins turns of one chat into one write", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		units := make([]backend.Unit, 0, 3)
		for rev := range int64(3) {
			u := b.db.Unit(noon)
			u.Seen(ana.Bot, rev+1)
			u.SaveChat(backend.Chat{Key: ana, Rev: rev, Actor: clinic, State: []byte{'0' + byte(rev)}})
			u.Post(backend.Outgoing{Chat: ana, Body: []byte{'a' + byte(rev)}})
			units = append(units, u)
		}
		if err := b.db.Commit(t.Context(), units...); err != nil {
			t.Fatal(err)
		}
		if c := b.chat(b.db); c.Rev != 3 || string(c.State) != "2" || c.Actor != clinic {
			t.Errorf("chat is %+v", c)
		}
		var bodies []string
		for _, u := range units {
			for _, o := range u.Posted() {
				bodies = append(bodies, string(o.Body))
			}
		}
		if diff := cmp.Diff([]string{"a", "b", "c"}, bodies); diff != "" {
			t.Errorf("messages (-want +got):\n%s", diff)
		}
	})

	t.Run("keeps nothing of a round when one turn cannot be", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		other := b.db.Unit(noon)
		other.SaveChat(backend.Chat{Key: backend.ChatKey{Bot: 7, Chat: 5}, State: []byte(`{}`)})
		bad := b.db.Unit(noon)
		bad.SaveChat(backend.Chat{Key: ana, Rev: 4, State: []byte(`{}`)})
		if err := b.db.Commit(t.Context(), other, bad); !errors.Is(err, backend.ErrConflict) {
			t.Fatalf("got %v", err)
		}
		chats, err := b.db.Chats(t.Context(), []backend.ChatKey{{Bot: 7, Chat: 5}})
		if err != nil || chats[0].Rev != 0 {
			t.Errorf("the other chat was written: %+v %v", chats, err)
		}
	})
}

func (b *bundle) undelivered(db *postgres.DB) []backend.Outgoing {
	b.t.Helper()
	left, err := db.Undelivered(b.t.Context(), noon, noon, 100)
	if err != nil {
		b.t.Fatal(err)
	}
	return left
}

func TestDelivery(t *testing.T) {
	t.Parallel()
	post := func(u backend.Unit) { u.Post(backend.Outgoing{Chat: ana, Body: []byte("oi")}) }

	t.Run("is led by the process that committed", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		second := b.replica()
		u, err := b.turn(b.db, 1, 0, post)
		if err != nil || !u.Leads(ana) {
			t.Fatalf("leads %v, %v", u.Leads(ana), err)
		}
		if left := b.undelivered(second); len(left) != 0 {
			t.Error("another process took the message while the lease holds")
		}
		u, err = b.turn(second, 2, 1, post)
		if err != nil || u.Leads(ana) {
			t.Errorf("second process leads %v, %v", u.Leads(ana), err)
		}
		if left := b.undelivered(b.db); len(left) != 2 {
			t.Errorf("the leader sees %d messages, want 2", len(left))
		}
	})

	t.Run("passes on when the lease ran out or was given back", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		second := b.replica()
		if _, err := b.turn(b.db, 1, 0, post); err != nil {
			t.Fatal(err)
		}
		if ok, err := second.Lead(t.Context(), noon, ana); ok || err != nil {
			t.Errorf("took a lease that holds: %v %v", ok, err)
		}
		if ok, err := second.Lead(t.Context(), noon.Add(time.Minute), ana); !ok || err != nil {
			t.Errorf("did not take a lease that ran out: %v %v", ok, err)
		}
		if err := second.Release(t.Context(), []backend.ChatKey{ana}); err != nil {
			t.Fatal(err)
		}
		if left := b.undelivered(b.db); len(left) != 1 {
			t.Errorf("after the release the first sees %d messages, want 1", len(left))
		}
	})

	t.Run("passes on at once when the leader died", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		dead, err := postgres.Open(t.Context(), b.url, b.box)
		if err != nil {
			t.Fatal(err)
		}
		if u, err := b.turn(dead, 1, 0, post); err != nil || !u.Leads(ana) {
			t.Fatalf("leads %v, %v", u.Leads(ana), err)
		}
		if left := b.undelivered(b.db); len(left) != 0 {
			t.Error("taken from a leader that lives")
		}
		dead.Close()
		// PostgreSQL notices the closed connection in its own time.
		for len(b.undelivered(b.db)) == 0 {
			if t.Context().Err() != nil {
				t.Fatal("never passed on")
			}
		}
	})

	t.Run("tells the leader of another process's messages", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		second := b.replica()
		ctx, cancel := context.WithCancel(t.Context())
		told := make(chan struct{}, 8)
		done := make(chan error, 1)
		go func() { done <- b.db.Notices(ctx, func() { told <- struct{}{} }) }()
		if _, err := b.turn(b.db, 1, 0, nil); err != nil {
			t.Fatal(err)
		}
		// The listener may not listen yet: turns go on until it was told.
		for rev := int64(1); len(told) == 0; rev++ {
			if _, err := b.turn(second, rev+1, rev, post); err != nil {
				t.Fatal(err)
			}
		}
		cancel()
		<-done
	})

	t.Run("waits for a person who blocked the bot", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if _, err := b.turn(b.db, 1, 0, post); err != nil {
			t.Fatal(err)
		}
		if err := b.db.MarkBlocked(t.Context(), ana); err != nil {
			t.Fatal(err)
		}
		if len(b.undelivered(b.db)) != 0 || !b.chat(b.db).Blocked {
			t.Error("blocked chat is not parked")
		}
		if _, err := b.turn(b.db, 2, 1, nil); err != nil {
			t.Fatal(err)
		}
		if len(b.undelivered(b.db)) != 1 || b.chat(b.db).Blocked {
			t.Error("the message did not come back with the person")
		}
	})

	t.Run("follows a chat that moved", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if _, err := b.turn(b.db, 1, 0, post); err != nil {
			t.Fatal(err)
		}
		to := backend.ChatKey{Bot: 7, Chat: -100200}
		if err := b.db.Migrate(t.Context(), ana, to); err != nil {
			t.Fatal(err)
		}
		left := b.undelivered(b.db)
		if len(left) != 1 || left[0].Chat != to {
			t.Errorf("messages after the move: %+v", left)
		}
	})
}

func TestSend(t *testing.T) {
	t.Parallel()

	t.Run("gives numbers without gaps, once a draft, whoever taps how often", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		desk := backend.New(nil, nil, fictional.Operator())
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
		desk := backend.New(nil, nil, fictional.Operator())
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
		page, err := desk.Requests(t.Context(), u, clinic, 1)
		if err != nil || len(page.Lines) != 2 || page.More || page.Lines[0].Number != 2 || page.Lines[0].Beneficiary != "Ana Prado" {
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
		queue, err := desk.Queue(t.Context(), u, access.Actor{Role: access.Auditor, ID: 1}, 0)
		if err != nil || len(queue.Lines) != backend.PageSize || !queue.More {
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

func TestDrafts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	save := func(d backend.Draft) error {
		u := b.db.Unit(noon)
		u.SaveDraft(d)
		return b.db.Commit(t.Context(), u)
	}
	if err := save(backend.Draft{ID: 5, Provider: 1, CreatedAt: noon, Form: filled()}); err != nil {
		t.Fatal(err)
	}
	if err := save(backend.Draft{ID: 5, Provider: 1, Rev: 1, Form: backend.Form{Note: "outra"}}); err != nil {
		t.Fatal(err)
	}
	if err := save(backend.Draft{ID: 5, Provider: 1, Rev: 1}); !errors.Is(err, backend.ErrConflict) {
		t.Errorf("another phone's change was overwritten: %v", err)
	}
	d, err := b.db.Unit(noon).LoadDraft(t.Context(), 5)
	if err != nil || d.Rev != 2 || d.Form.Note != "outra" {
		t.Errorf("draft: %+v %v", d, err)
	}
	u := b.db.Unit(noon)
	u.DropDraft(*d)
	if err := b.db.Commit(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.Unit(noon).LoadDraft(t.Context(), 5); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("dropped draft: %v", err)
	}
}

func TestPeople(t *testing.T) {
	t.Parallel()
	b := setup(t)
	u := b.db.Unit(noon)
	person, err := u.BeneficiaryByCPF(t.Context(), "39053344705")
	if err != nil || person.Name != "Ana Prado" || person.Birth.Year != 1958 || person.Plan != "Essencial Odonto" {
		t.Errorf("by CPF: %+v %v", person, err)
	}
	child, err := u.BeneficiaryByCard(t.Context(), "090216102")
	if err != nil || child.Titular != person.ID {
		t.Errorf("by card: %+v %v", child, err)
	}
	if _, err := u.ProfessionalByDoc(t.Context(), 2, "52998224725"); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("another clinic's dentist was found: %v", err)
	}
	pros, err := u.ProfessionalsOf(t.Context(), 1)
	if diff := cmp.Diff(fictional.Professionals(), pros); err != nil || diff != "" {
		t.Errorf("dentists (-want +got):\n%s %v", diff, err)
	}
	operator, err := b.db.Operator(t.Context(), calendar.DateOf(noon))
	if diff := cmp.Diff(fictional.Operator(), operator); err != nil || diff != "" {
		t.Errorf("operator (-want +got):\n%s %v", diff, err)
	}
}

func TestFailedEntries(t *testing.T) {
	t.Parallel()
	b := setup(t)
	u := b.db.Unit(noon)
	for range 3 {
		u.AddFailedEntry("auditora", ana)
	}
	u.AddFailedEntry("auditor2", ana)
	if err := b.db.Commit(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	since := noon.Add(-time.Minute)
	got, err := b.db.Unit(noon).FailedEntries(t.Context(), "auditora", ana, since)
	if err != nil || got.Login != 3 || got.Chat != 4 || !got.Oldest.Equal(noon) {
		t.Errorf("failures: %+v %v", got, err)
	}
	u = b.db.Unit(noon)
	u.ClearFailedEntries("auditora")
	if err := b.db.Commit(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	got, err = b.db.Unit(noon).FailedEntries(t.Context(), "auditora", ana, since)
	if err != nil || got.Login != 0 || got.Chat != 1 {
		t.Errorf("after an entry: %+v %v", got, err)
	}
}

func TestFetchEndsOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ask := backend.Fetch{ID: 4, Chat: ana, DraftID: 5, Remote: "file-id", Name: "rx.jpg", Size: 10, Caption: "26", At: noon}
	if _, err := b.turn(b.db, 1, 0, func(u backend.Unit) { u.AddFetch(ask) }); err != nil {
		t.Fatal(err)
	}
	left, err := b.db.Fetches(t.Context(), noon, noon.Add(time.Second), 10)
	if len(left) == 1 && left[0].At.Equal(ask.At) {
		left[0].At = ask.At
	}
	if diff := cmp.Diff([]backend.Fetch{ask}, left); err != nil || diff != "" {
		t.Errorf("fetches (-want +got):\n%s %v", diff, err)
	}
	if _, err := b.turn(b.db, 2, 1, func(u backend.Unit) { u.EndFetch(4) }); err != nil {
		t.Fatal(err)
	}
	if _, err := b.turn(b.db, 3, 2, func(u backend.Unit) { u.EndFetch(4) }); !errors.Is(err, backend.ErrSeen) {
		t.Errorf("ended twice: %v", err)
	}
}

// TestNothingPersonalInADump greps a dump of the database for what may stand in
// it only sealed.
func TestNothingPersonalInADump(t *testing.T) {
	t.Parallel()
	b := setup(t)
	form := filled()
	form.Files = []backend.File{{ID: 9, Name: "radiografia da Ana.jpg", Caption: "dente dolorido"}}
	_, err := b.turn(b.db, 1, 0, func(u backend.Unit) {
		u.SaveDraft(backend.Draft{ID: 5, Provider: 1, CreatedAt: noon, Form: form})
		u.SaveDraft(backend.Draft{ID: 6, Provider: 1, CreatedAt: noon, Form: form})
		u.Post(backend.Outgoing{Chat: ana, Body: []byte("Olá, Ana Prado")})
		u.SetAside(7, 99, "panic", []byte(`{"text":"39053344705 sorriso-2026"}`))
		u.AddFetch(backend.Fetch{ID: 4, Chat: ana, DraftID: 5, Remote: "file-id", Name: "radiografia da Ana.jpg"})
		u.AddFile(5, backend.Stored{ID: 9, Name: "radiografia da Ana.jpg", Kind: "jpg"})
		u.AddFailedEntry("11222333000181", ana)
	})
	if err != nil {
		t.Fatal(err)
	}
	desk := backend.New(nil, nil, fictional.Operator())
	err = b.db.InTx(t.Context(), noon, ana, func(u backend.Unit) error {
		_, err := desk.Send(t.Context(), u, clinic, 5, 1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	dump, err := exec.CommandContext(t.Context(), "pg_dump", "--data-only", "--inserts", b.url).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(dump, []byte("99999920261119000001")) {
		t.Fatal("the dump misses the request that was sent")
	}
	secrets := []string{"sorriso-2026", "dolorido", "mastigar", "radiografia", "file-id", "Olá", "auditora"}
	for _, p := range fictional.Beneficiaries() {
		secrets = append(secrets, string(p.CPF), string(p.Card), p.Name, strings.Fields(p.Name)[0], p.Birth.String())
	}
	for _, c := range fictional.Clinics() {
		secrets = append(secrets, string(c.Doc), c.Name, c.Contact.Name, c.Contact.Phone, c.Contact.Email)
	}
	for _, p := range fictional.Professionals() {
		secrets = append(secrets, string(p.Doc), p.Name, p.Council)
	}
	for _, secret := range secrets {
		if bytes.Contains(dump, []byte(secret)) {
			t.Errorf("the dump shows %q", secret)
		}
		if bytes.Contains(dump, []byte(hexOf(secret))) {
			t.Errorf("the dump shows %q in a bytea", secret)
		}
	}
}

func hexOf(s string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(digits[s[i]>>4])
		b.WriteByte(digits[s[i]&15])
	}
	return b.String()
}
