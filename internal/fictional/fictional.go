// Package fictional is the made-up operator of the demo, the tests and the
// README. Nobody in it exists; its passwords are public.
package fictional

import (
	"context"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/backend/password"
	"guiche/backend/postgres"
)

// Register is where the operator's people are written to.
type Register interface {
	SaveOperator(ctx context.Context, from calendar.Date, o backend.Operator) error
	SaveProfessional(ctx context.Context, p backend.Professional) error
	SaveProvider(ctx context.Context, p backend.Provider, professionals ...int64) error
	SaveAuditor(ctx context.Context, a backend.Auditor) error
	SaveAttendant(ctx context.Context, a backend.Attendant) error
	SaveBeneficiary(ctx context.Context, e postgres.Enrolment) error
	SaveTreatment(ctx context.Context, t backend.Treatment) error
	SetCredential(ctx context.Context, now time.Time, login string, actor access.Actor, hash string) error
}

// Passwords of the operator's people, by login.
var Passwords = map[string]string{
	"11222333000181": "sorriso-2026",
	"12ABC34501DE35": "novaera-2026",
	"auditora":       "auditoria-2026",
	"auditor2":       "auditoria-2026",
	"central1":       "atendimento-2026",
	"ouvidora":       "atendimento-2026",
}

// Operator is the profile of the made-up operator.
func Operator() backend.Operator {
	return backend.Operator{
		Name: "Saúde Exemplo", Registry: "999999", CNPJ: "99988877000108",
		Phone: "0800 000 0000", Hours: "de segunda a sexta, das 8h às 18h",
		EntryHint: "a mesma do Extrato de Faturamento",
		Office:    calendar.Commercial(), AnswerDays: 1,
		Plans: []backend.Plan{{Name: "Essencial Odonto", Dental: true, Grace: []backend.Grace{
			{Class: backend.ClassUrgency, Days: 1}, {Class: backend.ClassBasic, Days: 30}, {Class: backend.ClassPeriodontal, Days: 60},
			{Class: backend.ClassEndodontics, Days: 60}, {Class: backend.ClassSurgery, Days: 60}, {Class: backend.ClassProsthesis, Days: 180},
		}}},
		Group: "REDE CREDENCIADA – MOVIMENTAÇÕES", Demand: "ODONTOLOGIA – SOLIC DE PROCED AMBULATORIAIS",
		Ombudsman:      []string{"ouvidora"},
		PrivacyContact: "privacidade@saude-exemplo.example",
	}
}

// Professionals are the dentists.
func Professionals() []backend.Professional {
	return []backend.Professional{
		{ID: 1, Doc: "52998224725", Name: "Helena Duarte", Council: "CRO-RJ 12345"},
		{ID: 2, Doc: "11144477735", Name: "Marcos Teles", Council: "CRO-SP 54321"},
	}
}

// Providers are the clinics, each with the numbers of its dentists.
func Providers() map[int64][]int64 { return map[int64][]int64{1: {1, 2}, 2: {2}} }

// Clinics are the providers.
func Clinics() []backend.Provider {
	return []backend.Provider{
		{ID: 1, Doc: "11222333000181", Name: "Clínica Sorriso Ltda", Contact: backend.Contact{
			Name: "Paula Reis", Phone: "2130000001", Email: "recepcao@clinicasorriso.example"}},
		{ID: 2, Doc: "12ABC34501DE35", Name: "Odonto Nova Era", Contact: backend.Contact{
			Name: "Davi Moura", Phone: "1130000002", Email: "contato@novaera.example"}},
	}
}

// Auditors decide at the operator.
func Auditors() []backend.Auditor {
	return []backend.Auditor{
		{ID: 1, Login: "auditora", Name: "Lívia Campos", Council: "CRO-RJ 777", Contact: backend.Contact{
			Name: "Lívia Campos", Phone: "21988880003", Email: "livia.campos@saudeexemplo.example"}},
		{ID: 2, Login: "auditor2", Name: "Rui Barreto", Council: "CRO-RJ 778", Contact: backend.Contact{
			Name: "Rui Barreto", Phone: "21988880006", Email: "rui.barreto@saudeexemplo.example"}},
	}
}

// Attendants answer at the operator: at the centre, and for the ouvidoria.
func Attendants() []backend.Attendant {
	return []backend.Attendant{
		{ID: 1, Login: "central1", Name: "Tiago Moreira", Contact: backend.Contact{
			Name: "Tiago Moreira", Phone: "21988880012", Email: "tiago.moreira@saudeexemplo.example"}},
		{ID: 2, Login: "ouvidora", Name: "Celina Barros", Contact: backend.Contact{
			Name: "Celina Barros", Phone: "21988880013", Email: "celina.barros@saudeexemplo.example"}},
	}
}

// Beneficiaries are the covered people; titulares come first.
func Beneficiaries() []postgres.Enrolment {
	person := func(id int64, card ident.Card, cpf ident.CPF, name string, birth calendar.Date, titular int64, category string, covered calendar.Date, phone, email string) postgres.Enrolment {
		return postgres.Enrolment{
			Beneficiary: backend.Beneficiary{ID: id, Card: card, Name: name, Birth: birth, Plan: "Essencial Odonto",
				Situation: backend.StandingActive, Titular: titular, Covered: covered},
			CPF: cpf, Category: category, Contact: backend.Contact{Name: name, Phone: phone, Email: email},
		}
	}
	long, recent := calendar.Date{Year: 2019, Month: time.March, Day: 1}, calendar.Date{Year: 2026, Month: time.September, Day: 1}
	in := func(s backend.Standing, e postgres.Enrolment) postgres.Enrolment {
		e.Situation = s
		return e
	}
	return []postgres.Enrolment{
		person(1, "090216100", "39053344705", "Ana Prado", calendar.Date{Year: 1958, Month: time.April, Day: 12}, 0, "aposentado", long, "21988880004", "ana.prado@correio.example"),
		person(2, "090216101", "12345678909", "Caio Prado", calendar.Date{Year: 1999, Month: time.August, Day: 3}, 1, "aposentado", long, "21988880007", "caio.prado@correio.example"),
		person(3, "090216102", "00000000191", "Nina Prado", calendar.Date{Year: 2014, Month: time.January, Day: 25}, 1, "aposentado", long, "21988880008", "nina.prado@correio.example"),
		person(4, "090315200", "98765432100", "Bruno Lima", calendar.Date{Year: 1987, Month: time.November, Day: 30}, 0, "ativo", recent, "11988880009", "bruno.lima@correio.example"),
		in(backend.StandingSuspended, person(5, "090418300", "00000000272", "Rita Nunes", calendar.Date{Year: 1975, Month: time.June, Day: 8}, 0, "ativo", long, "21988880010", "rita.nunes@correio.example")),
		in(backend.StandingCancelled, person(6, "090519400", "00000000353", "Otto Faria", calendar.Date{Year: 1969, Month: time.February, Day: 17}, 0, "ativo", long, "21988880011", "otto.faria@correio.example")),
	}
}

// Load writes the whole operator; loading it again changes nothing.
func Load(ctx context.Context, r Register, now time.Time) error {
	if err := r.SaveOperator(ctx, calendar.Date{Year: 2020, Month: time.January, Day: 1}, Operator()); err != nil {
		return err
	}
	for _, p := range Professionals() {
		if err := r.SaveProfessional(ctx, p); err != nil {
			return err
		}
	}
	for _, c := range Clinics() {
		if err := r.SaveProvider(ctx, c, Providers()[c.ID]...); err != nil {
			return err
		}
		if err := credential(ctx, r, now, string(c.Doc), access.Actor{Role: access.Provider, ID: c.ID}); err != nil {
			return err
		}
	}
	for _, a := range Auditors() {
		if err := r.SaveAuditor(ctx, a); err != nil {
			return err
		}
		if err := credential(ctx, r, now, a.Login, access.Actor{Role: access.Auditor, ID: a.ID}); err != nil {
			return err
		}
	}
	for _, a := range Attendants() {
		if err := r.SaveAttendant(ctx, a); err != nil {
			return err
		}
		if err := credential(ctx, r, now, a.Login, access.Actor{Role: access.Attendant, ID: a.ID}); err != nil {
			return err
		}
	}
	for _, b := range Beneficiaries() {
		if err := r.SaveBeneficiary(ctx, b); err != nil {
			return err
		}
	}
	for _, t := range Treatments() {
		if err := r.SaveTreatment(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func credential(ctx context.Context, r Register, now time.Time, login string, actor access.Actor) error {
	hash, err := password.Hash(Passwords[login])
	if err != nil {
		return err
	}
	return r.SetCredential(ctx, now, login, actor, hash)
}
