package main

import (
	"strings"
	"testing"
	"time"

	"guiche/backend/access"
)

func TestPeopleOfTheCounterAreImported(t *testing.T) {
	t.Parallel()
	db, now := registered(t), time.Now()
	if out, report, err := loaded(t, db, accredited(now), importing{}, "documento;nome;contato;telefone;email\n"+
		"52.998.224/0001-87;x;;;\n33.000.167/0001-01;Dentes do Mar;Lia;2130001234;lia@dentes.example\n"); err == nil {
		t.Fatalf("a wrong CNPJ was taken: %s %s", out, report)
	}
	providers := "documento;nome;contato;telefone;email;situacao\n33.000.167/0001-01;Dentes do Mar;Lia;2130001234;lia@dentes.example;\n"
	for range 2 {
		if out, report, err := loaded(t, db, accredited(now), importing{}, providers); err != nil {
			t.Fatalf("%v\n%s%s", err, out, report)
		}
	}
	clinic, err := db.Subject(t.Context(), "33000167000101")
	if err != nil || clinic.Role != access.Provider {
		t.Fatalf("the clinic is %v, %v", clinic, err)
	}
	u := db.Unit(now)
	if p, err := u.Provider(t.Context(), clinic.ID); err != nil || p.Name != "Dentes do Mar" || p.Contact.Email != "lia@dentes.example" {
		t.Errorf("%+v %v", p, err)
	}

	dentistsFile := "documento;nome;conselho;prestador;situacao\n529.982.247-25;Helena Duarte;CRO-RJ 12345;33000167000101;\n153.509.460-56;Ivo Dias;CRO-RJ 999;33000167000101;\n"
	if out, report, err := loaded(t, db, dentists(now), importing{}, dentistsFile); err != nil {
		t.Fatalf("%v\n%s%s", err, out, report)
	}
	if all, err := u.ProfessionalsOf(t.Context(), clinic.ID); err != nil || len(all) != 2 {
		t.Errorf("dentists %+v %v", all, err)
	}
	if all, err := u.ProfessionalsOf(t.Context(), 1); err != nil || len(all) != 2 {
		t.Errorf("another clinic's dentists %+v %v", all, err)
	}
	if _, _, err := loaded(t, db, dentists(now), importing{}, "documento;nome;conselho;prestador;situacao\n15350946056;Ivo Dias;CRO-RJ 999;33000167000101;inativo\n"); err != nil {
		t.Fatal(err)
	}
	if all, _ := u.ProfessionalsOf(t.Context(), clinic.ID); len(all) != 1 {
		t.Errorf("who left is still there: %+v", all)
	}

	staffFile := "login;nome;papel;conselho;email;situacao\nCentral9;Eva Luz;atendente;;eva@operadora.example;\nperito9;Léo Paz;auditor;CRO-SP 88;;\n"
	if out, report, err := loaded(t, db, staff(now), importing{}, staffFile); err != nil {
		t.Fatalf("%v\n%s%s", err, out, report)
	}
	for login, role := range map[string]access.Role{"central9": access.Attendant, "perito9": access.Auditor} {
		if who, err := db.Subject(t.Context(), login); err != nil || who.Role != role {
			t.Errorf("%s is %v, %v", login, who, err)
		}
	}
	_, report, err := loaded(t, db, staff(now), importing{}, "login;nome;papel;conselho\ncentral9;Eva Luz;auditor;CRO-SP 1\nab;X;auditor;CRO-SP 2\nnovo9;Y;auditor;\nnovo8;Z;chefe;\n")
	if err == nil {
		t.Fatal("wrong rows were taken")
	}
	for _, want := range []string{"2;papel", "3;login", "4;conselho", "5;papel"} {
		if !strings.Contains(report, want) {
			t.Errorf("%q is not in the report:\n%s", want, report)
		}
	}
	if _, _, err := loaded(t, db, staff(now), importing{}, "login;nome;papel;situacao\ncentral9;Eva Luz;atendente;inativo\n"); err != nil {
		t.Fatal(err)
	}
	if who, err := db.Subject(t.Context(), "central9"); err == nil {
		t.Errorf("who was switched off enters as %v", who)
	}
}
