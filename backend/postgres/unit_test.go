package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
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
