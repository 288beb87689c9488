package postgres

import (
	"encoding/json"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/seal"
	"guiche/internal/pgtest"
)

// firstVersion is a database as the first version made and filled it.
func firstVersion(t *testing.T, at time.Time) (url string, box *seal.Box) {
	t.Helper()
	url = pgtest.Empty(t)
	first, err := fs.ReadFile(embedded, "migrations/00001_spine.sql")
	if err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), url, fstest.MapFS{"00001_spine.sql": {Data: first}}); err != nil {
		t.Fatal(err)
	}
	if box, err = seal.Ephemeral(); err != nil {
		t.Fatal(err)
	}
	sealed := func(v, aad string) []byte {
		t.Helper()
		if !json.Valid([]byte(v)) {
			t.Fatalf("no JSON: %s", v)
		}
		out, err := box.Seal([]byte(v), aad)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	form := `{"contact":{"name":"Paula Reis","phone":"21987654321","email":"paula@clinica.example"},"urgency":"eletivo",
		"professional":{"id":1,"doc":"52998224725","name":"Rui Alves","council":"CRO-RJ 12345"},
		"beneficiary":{"id":1,"card":"090216100","name":"Ana Prado","birth":"1958-03-02","plan":"Essencial","situation":"ativo"},"beneficiary_ok":true,
		"items":[{"code":"81000405","quantity":1}],"items_ok":true,"files":[{"id":9,"fetch":8,"name":"rx.png","kind":"png","size":10}],"files_ok":true}`
	old := connect(t, url)
	for _, row := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO providers (id, doc_token, identity, contact) VALUES (1, 'd', $1, $2)`, []any{sealed(`{"doc":"11222333000181","name":"Clínica"}`, "providers.identity"), sealed(`{}`, "providers.contact")}},
		{`INSERT INTO professionals (id, doc_token, identity) VALUES (1, 'd', $1)`, []any{sealed(`{}`, "professionals.identity")}},
		{`INSERT INTO auditors (id, login_token, identity) VALUES (1, 'l', $1)`, []any{sealed(`{"name":"Lívia"}`, "auditors.identity")}},
		{`INSERT INTO beneficiaries (id, card_token, cpf_token, identity, plan, situation, category, covered_at) VALUES (1, 'c', 'c', $1, 'Essencial', 'ativo', 'ativo', '2025-01-01')`,
			[]any{sealed(`{"card":"090216100","cpf":"39053344705","name":"Ana Prado","birth":"1958-03-02"}`, "beneficiaries.identity")}},
		{`INSERT INTO chats VALUES (7, 100, 5, 'provider', 1, 40, $1, false, 3, '-infinity', $2)`, []any{sealed(`{}`, "chats.state"), at}},
		{`INSERT INTO screens VALUES (7, 100, 77, true)`, nil},
		{`INSERT INTO drafts VALUES (40, 1, 3, $1, $2, $2)`, []any{sealed(form, "drafts.form"), at}},
		{`INSERT INTO requests VALUES (30, 1, '99999920261119000001', 1, 1, 1, 'em_analise', false, $2, $2, $1)`, []any{sealed(form, "requests.form"), at}},
		{`INSERT INTO interactions VALUES (30, 1, $2, 'solicitacao', 'provider', 1, $1, 1)`, []any{sealed(`{"text":"dor"}`, "interactions.body"), at}},
		{`INSERT INTO files VALUES (9, 30, 'x', 'png', 10, 'x', 'blob', 'preview', $1)`, []any{at}},
		{`INSERT INTO outbox (bot, chat, push, due_at, body) VALUES (7, 100, false, $2, $1)`, []any{sealed(`{"kind":"note"}`, "outbox.body"), at}},
		{`INSERT INTO audit (at, role, subject_id, bot, chat, action, kind, ref, code) VALUES ($1, 'provider', 1, 7, 100, 'enter', 'entry', 1, 'ok')`, []any{at}},
	} {
		if _, err := old.Exec(t.Context(), row.sql, row.args...); err != nil {
			t.Fatalf("%s: %v", row.sql, err)
		}
	}

	return url, box
}

func TestMigrateWhatTheFirstVersionLeft(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 19, 15, 0, 0, 0, time.UTC)
	url, box := firstVersion(t, at)
	if err := Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), url, box)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	clinic, desk := access.Actor{Role: access.Provider, ID: 1}, backend.New(nil, nil, backend.Operator{})
	key := backend.ChatKey{Bot: 7, Chat: 100}
	chats, err := db.Chats(t.Context(), []backend.ChatKey{key})
	if err != nil || chats[0].Draft == nil {
		t.Fatalf("the chat: %+v %v", chats, err)
	}
	chat := chats[0]
	if diff := cmp.Diff(backend.Screen{Key: key, MessageID: 77, Below: true}, chat.Screen); diff != "" || chat.Actor != clinic || chat.Draft.Rev != 3 || chat.Draft.Form.FilesComing() {
		t.Errorf("the chat %+v (-want +got)\n%s", chat, diff)
	}
	u := db.Unit(at.Add(time.Hour))
	u.SaveChat(chat)
	kept, err := desk.KeepDraft(u, clinic, chat.Draft)
	if err != nil {
		t.Fatal(err)
	}
	u.Notify(backend.Push{To: clinic, Body: []byte(`{}`)})
	if err := db.Commit(t.Context(), u); err != nil || !u.Notified() || kept.Rev != 4 {
		t.Errorf("a turn of it: told %v, %+v %v", u.Notified(), kept, err)
	}
	if out, err := db.Waiting(t.Context(), at.Add(time.Hour), key); err != nil || len(out) != 2 {
		t.Errorf("%d messages wait, %v", len(out), err)
	}
	if links, err := desk.Links(t.Context(), db.Unit(at), clinic); err != nil || len(links) != 1 || !links[0].Since.IsZero() {
		t.Errorf("links %+v %v", links, err)
	}
	d, err := desk.Request(t.Context(), db.Unit(at), clinic, 1)
	if err != nil || len(d.Thread) != 1 || d.Thread[0].Text != "dor" || d.Thread[0].Seq != 1 {
		t.Errorf("the request %+v %v", d, err)
	}
	if due, err := db.Timers(t.Context(), at, 9); err != nil || len(due) != 1 || due[0].Chat != backend.Duty(1) || due[0].Name != backend.DutyHalf {
		t.Errorf("the duties of its term %+v %v", due, err)
	}
	if files, err := desk.Attachments(t.Context(), db.Unit(at), clinic, 1); err != nil || len(files) != 1 || files[0].Name != "rx.png" {
		t.Errorf("its files %+v %v", files, err)
	}
	member := access.Actor{Role: access.Member, ID: 1}
	if own, err := desk.OwnRequest(t.Context(), db.Unit(at), member, 1); err != nil || own.Beneficiary != "Ana Prado" || !own.Own {
		t.Errorf("as its member sees it %+v %v", own, err)
	}
	if m, err := desk.Member(t.Context(), db.Unit(at), member); err != nil || m.CPF != "39053344705" || m.Contact != (backend.Contact{}) {
		t.Errorf("the member %+v %v", m, err)
	}
	if a, err := db.Unit(at).Auditor(t.Context(), 1); err != nil || a.Name != "Lívia" || a.Contact != (backend.Contact{}) {
		t.Errorf("the auditor %+v %v", a, err)
	}
}
