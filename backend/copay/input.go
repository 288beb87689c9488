package copay

import (
	"guiche/backend/calendar"
	"guiche/backend/money"
)

// Input is everything that a settlement of one titular is made of.
type Input struct {
	Params Params
	// CH is the value of one CH in reais, from a month on.
	CH []CHValue
	// CapOverride is the "valor equivalente" of a month, in cents (R12).
	CapOverride map[Month]int64
	// Holidays on which the bank does not debit, beside weekends.
	Holidays []calendar.Date
	Titular  Titular
	// Family are the beneficiaries, the titular among them.
	Family []Beneficiary
	Events []Event
	// Reversals take back what was paid (D2).
	Reversals []Reversal
	Opening   Opening
	// From is the first base month shown, Through the last debit month; 0 is as the
	// events say.
	From, Through Month
}

// CHValue is the value of a CH from a month on.
type CHValue struct {
	From  Month
	Value money.Decimal
}

// Titular is who is debited.
type Titular struct {
	ID string
	// Categories by the month from which each holds; From 0 is since ever.
	Categories []Category
	// Proventos by month, and Default for the months not named; both in cents and
	// without the 13th salary (R21).
	Proventos map[Month]int64
	Default   *int64
}

// Category of a titular, from a month on: it says the day of the debit (R19).
type Category struct {
	From Month
	Name string
}

// Beneficiary is one of the family.
type Beneficiary struct {
	ID string
	// Titular: the person debited. Dependent: of economic dependence, for the tax
	// statement (R25).
	Titular, Dependent bool
	// APABEX: enrolled there (R15).
	APABEX bool
	Stays  []Stay
}

// Stay is a time in hospital, or at home as in hospital (R14). A zero To has not
// ended.
type Stay struct {
	From, To calendar.Date
	Setting  Setting
}

// Setting is where care was given.
type Setting string

// The settings.
const (
	Ambulatory Setting = "ambulatorial"
	Inpatient  Setting = "internacao"
	HomeStay   Setting = "internacao_domiciliar"
	OtherHome  Setting = "assistencia_domiciliar_outra" // charged as any other
)

func (s Setting) known() bool {
	return s == Ambulatory || s == Inpatient || s == HomeStay || s == OtherHome
}

// stays tells whether the setting is one in which R14 exempts.
func (s Setting) stays() bool { return s == Inpatient || s == HomeStay }

// Kind is a kind of care.
type Kind string

// Group is an item of the list of what is charged (Abrangência I to IV).
type Group string

// The groups; what is in none is not charged (R6).
const (
	NoGroup  Group = ""
	GroupI   Group = "I"   // R2: consultas e exames
	GroupII  Group = "II"  // R3: tratamentos ambulatoriais
	GroupIII Group = "III" // R4: therapies, by sessions
	GroupIV  Group = "IV"  // R5: dental treatment
)

// Other is care that no group names.
const (
	Other        Kind = "outro"
	exame        Kind = "exame"
	consulta     Kind = "consulta"
	psicoterapia Kind = "psicoterapia"
)

var groups = map[Kind]Group{
	consulta: GroupI, exame: GroupI,
	"fisioterapia": GroupII, "escleroterapia": GroupII, "acupuntura": GroupII, "rpg": GroupII, "dermatologia": GroupII,
	psicoterapia: GroupIII, "fonoaudiologia": GroupIII, "terapia_ocupacional": GroupIII,
	"odontologia": GroupIV,
	Other:         NoGroup,
}

// Group is the group of the kind.
func (k Kind) Group() Group { return groups[k] }

// Event is one line of care that the operator paid.
type Event struct {
	ID, Beneficiary string
	Kind            Kind
	// Attended is the day of care, AttendedTo the last one of several; zero is the
	// same.
	Attended, AttendedTo calendar.Date
	// Paid is the base month (R16); PaidOn the day, where it is known.
	Paid   Month
	PaidOn calendar.Date
	// Amount that the operator paid, in cents.
	Amount   int64
	Sessions int64
	Setting  Setting
	// Reimbursement: paid to the member, who paid the bill (R23).
	Reimbursement bool
}

// last is the last day of care.
func (e *Event) last() calendar.Date {
	if e.AttendedTo.IsZero() {
		return e.Attended
	}
	return e.AttendedTo
}

// Reversal takes back an amount of what was paid for an event, in a later month.
type Reversal struct {
	ID, Event string
	Amount    int64
	Paid      Month
}

// Opening is what an earlier settlement left.
type Opening struct {
	Carry    int64
	Sessions []Count
}

// Count is how many sessions of a therapy there were, and the day of the last.
type Count struct {
	Beneficiary, Therapy string
	Count                int64
	Last                 calendar.Date
}
