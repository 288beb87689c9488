package postgres_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
)

func TestMails(t *testing.T) {
	t.Parallel()
	b := setup(t)
	code := backend.Mail{
		ID: 41, To: "ana.prado@exemplo.example", Subject: "Código", Text: "482 913", Code: "482 913", Expires: noon.Add(10 * time.Minute),
	}
	other := code
	other.ID = 42
	if _, err := b.turn(b.db, 1, 0, func(u backend.Unit) { u.SendMail(code); u.SendMail(other) }); err != nil {
		t.Fatal(err)
	}
	take := func(now time.Time, limit int) []backend.WaitingMail {
		t.Helper()
		mails, err := b.db.TakeMails(t.Context(), now, now.Add(time.Minute), limit)
		if err != nil {
			t.Fatal(err)
		}
		return mails
	}

	select {
	case <-b.db.MailQueued():
	default:
		t.Error("the postman of this process was not told")
	}
	first := take(noon, 1)
	want := backend.WaitingMail{Mail: code, Tries: 1}
	want.At = noon
	if diff := cmp.Diff([]backend.WaitingMail{want}, first, cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Fatalf("(-want +got)\n%s", diff)
	}
	if rest := take(noon, 10); len(rest) != 1 || rest[0].ID != 42 {
		t.Errorf("beside a message that is taken: %v", rest)
	}
	if again := take(noon.Add(59*time.Second), 10); len(again) != 0 {
		t.Errorf("taken twice: %v", again)
	}
	if err := b.db.EndMail(t.Context(), noon, 42, ""); err != nil {
		t.Fatal(err)
	}
	if err := b.db.PutOffMail(t.Context(), 41, noon.Add(5*time.Second)); err != nil {
		t.Fatal(err)
	}
	if again := take(noon.Add(5*time.Second), 10); len(again) != 1 || again[0].Tries != 2 {
		t.Errorf("put off: %v", again)
	}
	if err := b.db.EndMail(t.Context(), noon, 41, backend.MailRefused); err != nil {
		t.Fatal(err)
	}
	if left := take(noon.AddDate(1, 0, 0), 10); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	// Exactly one line says why, and none is left of the one that was sent.
	b.sql(`DO $$ BEGIN
		IF (SELECT string_agg(action || ' ' || kind || ' ' || ref || ' ' || code, ',') FROM audit WHERE action = 'mail') IS DISTINCT FROM 'mail mail 41 refused' THEN
			RAISE EXCEPTION 'the audit trail has other lines';
		END IF;
	END $$`)
}
