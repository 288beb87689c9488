package postgres_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"guiche/backend"
	"guiche/internal/fictional"
)

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
		u.SendMail(backend.Mail{ID: 7, To: "ana@prado.example", Subject: "Seu código", Text: "482 913 vale 10 minutos"})
	})
	if err != nil {
		t.Fatal(err)
	}
	line := care("claim-1", anaCard, "psicoterapia", "2026-03-10", 100)
	line.Provider, line.Description = "Psicóloga Íris Valente", "Terapia de casal"
	b.events(line)
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
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
	if !bytes.Contains(dump, []byte("claim-1")) {
		t.Fatal("the dump misses the line of care")
	}
	secrets := []string{"sorriso-2026", "dolorido", "mastigar", "radiografia", "file-id", "Olá", "auditora", "ana@prado.example", "código", "482 913", "Valente", "casal"}
	for _, p := range fictional.Beneficiaries() {
		secrets = append(secrets, string(p.CPF), string(p.Card), p.Name, strings.Fields(p.Name)[0], p.Birth.String(), p.Contact.Phone, p.Contact.Email)
	}
	for _, c := range fictional.Clinics() {
		secrets = append(secrets, string(c.Doc), c.Name, c.Contact.Name, c.Contact.Phone, c.Contact.Email)
	}
	for _, a := range fictional.Auditors() {
		secrets = append(secrets, a.Name, a.Contact.Phone, a.Contact.Email)
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
