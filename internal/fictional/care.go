package fictional

import (
	"fmt"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/postgres"
)

// The months in which the operator paid care of its members: all but the last are
// closed.
var (
	firstPaid  = copay.MonthOf(calendar.Date{Year: 2025, Month: 5, Day: 1})
	lastClosed = copay.MonthOf(calendar.Date{Year: 2026, Month: 10, Day: 1})
	lastPaid   = lastClosed + 1
)

const (
	anaCard   ident.Card = "090216100"
	caioCard  ident.Card = "090216101"
	ninaCard  ident.Card = "090216102"
	brunoCard ident.Card = "090315200"
)

// CH is what one is worth at this operator: 500 of them are R$ 300, then R$ 320.
func CH() []postgres.CHRow {
	return []postgres.CHRow{
		{From: copay.MonthOf(calendar.Date{Year: 2022, Month: 8, Day: 1}), Value: 600_000},
		{From: copay.MonthOf(calendar.Date{Year: 2026, Month: 1, Day: 1}), Value: 640_000},
	}
}

// Proventos of the titulares: a tenth of Ana's is less than the limit of a month, so
// that she carries something over now and then.
func Proventos() []postgres.ProventosRow {
	var all []postgres.ProventosRow
	for m := firstPaid; m <= lastPaid+1; m++ {
		all = append(all, postgres.ProventosRow{Card: anaCard, Month: m, Cents: 248_000}, postgres.ProventosRow{Card: brunoCard, Month: m, Cents: 590_000})
	}
	return all
}

// Dependents are those who depend on a titular economically: Nina does, her grown
// brother does not.
func Dependents() []postgres.PersonRow {
	var all []postgres.PersonRow
	for _, b := range Beneficiaries() {
		if b.Card == ninaCard {
			all = append(all, postgres.PersonRow{Enrolment: b, TitularCard: anaCard, Dependent: true})
		}
	}
	return all
}

// Openings are what stood before the first month: Caio's therapy is near its 201st
// session.
func Openings() []postgres.OpeningRow {
	return []postgres.OpeningRow{{Card: caioCard, Therapy: "psicoterapia", Sessions: 130, Last: calendar.Date{Year: 2025, Month: 4, Day: 28}}}
}

// Stays are times in hospital.
func Stays() []postgres.StayRow {
	return []postgres.StayRow{{Card: anaCard, Stay: copay.Stay{
		From: calendar.Date{Year: 2026, Month: 2, Day: 10}, To: calendar.Date{Year: 2026, Month: 2, Day: 14}, Setting: copay.Inpatient,
	}}}
}

// diary writes lines of care, numbered.
type diary struct{ rows []postgres.CareRow }

// note adds a line: attended on a day of the month before the operator paid, or of
// that month.
func (d *diary) note(card ident.Card, kind copay.Kind, paid copay.Month, day, cents int, sessions int64, provider, description string) *postgres.CareRow {
	attended := paid.First().AddDays(day - 1)
	on := paid.First().AddDays(min(day+9, 27))
	d.rows = append(d.rows, postgres.CareRow{
		ID: fmt.Sprintf("demo-%s-%03d", paid, len(d.rows)+1), Card: card, Kind: kind, Attended: attended, Paid: paid, PaidOn: on, Amount: int64(cents),
		Sessions: sessions, Setting: copay.Ambulatory, Provider: provider, Description: description,
	})
	return &d.rows[len(d.rows)-1]
}

// CareEvents are what the operator paid in eighteen months and the one that runs.
func CareEvents() []postgres.CareRow {
	d := &diary{}
	for m := firstPaid; m <= lastPaid; m++ {
		d.usual(m)
		d.unusual(m, int(m-firstPaid))
	}
	// So that Bruno has a boleto to pay.
	d.note(brunoCard, "exame", lastClosed, 18, 18_000, 1, "Centro de Imagem Horizonte", "Ultrassonografia de abdome")
	return d.rows
}

// usual is what comes back month by month.
func (d *diary) usual(m copay.Month) {
	k := int(m - firstPaid)
	therapy := d.note(caioCard, "psicoterapia", m, 4, 48_000, 4, "Psicóloga Íris Valente", "Psicoterapia individual, 4 sessões")
	therapy.AttendedTo, therapy.PaidOn = m.First().AddDays(24), m.First().AddDays(27)
	if k%2 == 0 {
		d.note(ninaCard, "fonoaudiologia", m, 6, 32_000, 4, "Fonoaudióloga Dora Pimentel", "Fonoaudiologia, 4 sessões")
	}
	if k%3 == 0 {
		d.note(anaCard, "consulta", m, 8, 18_000, 1, "Dra. Celina Rocha", "Consulta em cardiologia")
		d.note(brunoCard, "consulta", m, 9, 16_000, 1, "Dr. Hélio Brandão", "Consulta em clínica médica")
	}
	if k%3 == 1 {
		d.note(anaCard, "exame", m, 10, 24_000, 1, "Laboratório Aurora", "Ecocardiograma")
		d.note(brunoCard, "exame", m, 11, 9_550, 1, "Laboratório Aurora", "Exames de sangue")
	}
	if k >= 3 && k <= 6 {
		d.note(anaCard, "fisioterapia", m, 5, 55_000, 10, "Clínica Movimento", "Fisioterapia do ombro, 10 sessões")
	}
	if k%4 == 2 {
		d.note(brunoCard, "acupuntura", m, 7, 30_000, 4, "Dr. Tadeu Sampaio", "Acupuntura, 4 sessões")
	}
}

// unusual is what shows the rules: reimbursement, a stay, limits, carry-over, what is
// taken back.
func (d *diary) unusual(m copay.Month, k int) {
	switch k {
	case 5:
		d.note(brunoCard, "odontologia", m, 12, 42_000, 1, "Clínica Sorriso Ltda", "Restauração em resina")
	case 8:
		d.note(anaCard, "consulta", m, 13, 30_000, 1, "Dr. Saulo Freitas", "Consulta em ortopedia, por reembolso").Reimbursement = true
	case 9:
		d.note(anaCard, "exame", m, 11, 60_000, 1, "Hospital Santa Luzia", "Tomografia durante a internação")
	case 11:
		d.note(anaCard, "odontologia", m, 8, 145_000, 1, "Clínica Sorriso Ltda", "Coroa total, primeira parte")
	case 12:
		d.note(anaCard, "odontologia", m, 9, 90_000, 1, "Clínica Sorriso Ltda", "Coroa total, segunda parte")
	case 13:
		d.note(anaCard, "exame", m, 14, 26_000, 1, "Laboratório Aurora", "Densitometria óssea").ID = "demo-densitometria"
	case 14:
		d.rows = append(d.rows, postgres.CareRow{ID: "demo-estorno", Reverses: "demo-densitometria", Amount: 26_000, Paid: m,
			Description: "Cobrança desfeita pela auditoria"})
	case 15:
		d.note(brunoCard, "exame", m, 15, 200_000, 1, "Centro de Imagem Horizonte", "Ressonância magnética")
	case 16:
		d.note(ninaCard, "dermatologia", m, 16, 22_000, 1, "Dra. Lúcia Amaral", "Procedimento dermatológico")
	case 17:
		d.note(anaCard, "outro", m, 17, 35_000, 1, "Farmácia do Bairro", "Vacina, fora da coparticipação")
	}
}
