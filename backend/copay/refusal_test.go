package copay_test

import (
	"errors"
	"strings"
	"testing"

	"guiche/backend/copay"
)

// scenario is a small one with holes: what a case puts in takes the place of a part.
func scenario(replace ...string) string {
	text := `{"ch":{"2022-08":"0.25"},"titular":{"id":"TIT","category":"aposentado","proventos_default":500000},
	"beneficiaries":[{"id":"T","relation":"titular"}],
	"events":[{"id":"e1","beneficiary":"T","kind":"consulta","attendance_date":"2024-03-05","payment_month":"2024-03","amount":20000}]}`
	return strings.NewReplacer(replace...).Replace(text)
}

func run(text string) error {
	s, err := copay.Parse([]byte(text))
	for _, in := range s.Inputs {
		if err == nil {
			_, err = copay.Settle(in)
		}
	}
	return err
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	event := func(more string) []string { return []string{`"amount":20000}`, `"amount":20000` + more + `}`} }
	reversal := func(body string) []string { return []string{`"amount":20000}]`, `"amount":20000},{` + body + `}]`} }
	for name, c := range map[string]struct {
		replace []string
		want    copay.Code
	}{
		"no value of the CH where something is charged":                    {[]string{`"2022-08":"0.25"`, `"2024-04":"0.25"`}, copay.MissingCH},
		"no proventos where something is debited":                          {[]string{`,"proventos_default":500000`, ``}, copay.MissingProventos},
		"a payment in the month in which the text begins, without its day": {[]string{`"payment_month":"2024-03"`, `"payment_month":"2022-08"`}, copay.MissingPaymentDate},
		"a kind that does not exist":                                       {[]string{`"kind":"consulta"`, `"kind":"cirurgia"`}, copay.UnknownKind},
		"a category without a day":                                         {[]string{`"aposentado"`, `"pensionista"`}, copay.UnknownCategory},
		"no category":                                                      {[]string{`"category":"aposentado",`, ``}, copay.UnknownCategory},
		"a category that holds later":                                      {[]string{`"aposentado"`, `[{"from":"2024-05","category":"ativo"}]`}, copay.UnknownCategory},
		"somebody else":                                                    {[]string{`"beneficiary":"T"`, `"beneficiary":"X"`}, copay.UnknownBeneficiary},
		"a setting that does not exist":                                    {event(`,"setting":"praia"`), copay.UnknownSetting},
		"an amount with cents in fractions":                                {[]string{`20000`, `200.5`}, copay.BadAmount},
		"an amount with a point":                                           {[]string{`20000`, `20000.0`}, copay.BadAmount},
		"an amount with an exponent":                                       {[]string{`20000`, `2e4`}, copay.BadAmount},
		"an amount in quotes":                                              {[]string{`20000`, `"20000"`}, copay.BadAmount},
		"no amount":                                                        {[]string{`,"amount":20000`, ``}, copay.BadAmount},
		"a negative amount":                                                {[]string{`20000`, `-1`}, copay.NegativeAmount},
		"more money than there is":                                         {[]string{`20000`, `99999999999999`}, copay.BadAmount},
		"a day that does not exist":                                        {[]string{`2024-03-05`, `2024-02-30`}, copay.BadDate},
		"no day":                                                           {[]string{`"attendance_date":"2024-03-05",`, ``}, copay.BadDate},
		"an end before the beginning":                                      {event(`,"attendance_end":"2024-03-04"`), copay.BadDate},
		"a month that does not exist":                                      {[]string{`"payment_month":"2024-03"`, `"payment_month":"2024-13"`}, copay.BadMonth},
		"no month":                                                         {[]string{`"payment_month":"2024-03",`, ``}, copay.BadMonth},
		"a day of payment in another month":                                {event(`,"payment_date":"2024-04-01"`), copay.BadMonth},
		"no session":                                                       {event(`,"sessions":0`), copay.BadSessions},
		"half a session":                                                   {event(`,"sessions":1.5`), copay.BadSessions},
		"a reversal of nothing":                                            {reversal(`"id":"r","reverses":"x","amount":1,"payment_month":"2024-04"`), copay.UnknownReversal},
		"a reversal of a reversal":                                         {reversal(`"id":"r","reverses":"e1","amount":1,"payment_month":"2024-04"},{"id":"s","reverses":"r","amount":1,"payment_month":"2024-04"`), copay.UnknownReversal},
		"a reversal of more":                                               {reversal(`"id":"r","reverses":"e1","amount":20001,"payment_month":"2024-04"`), copay.ReversalTooLarge},
		"two that are more together":                                       {reversal(`"id":"r","reverses":"e1","amount":15000,"payment_month":"2024-04"},{"id":"s","reverses":"e1","amount":15000,"payment_month":"2024-05"`), copay.ReversalTooLarge},
		"a reversal before the payment":                                    {reversal(`"id":"r","reverses":"e1","amount":1,"payment_month":"2024-02"`), copay.ReversalBeforePayment},
		"a reversal with an event's id":                                    {reversal(`"id":"e1","reverses":"e1","amount":1,"payment_month":"2024-04"`), copay.ConflictingDuplicate},
		"the same id with other content":                                   {reversal(`"id":"e1","beneficiary":"T","kind":"exame","attendance_date":"2024-03-05","payment_month":"2024-03","amount":20000`), copay.ConflictingDuplicate},
		"a switch that does not exist":                                     {[]string{`{"ch"`, `{"params":{"readings":{"mood":"good"}},"ch"`}, copay.UnknownReading},
		"a reading that does not exist":                                    {[]string{`{"ch"`, `{"params":{"readings":{"reset":"maybe"}},"ch"`}, copay.UnknownReading},
		"a rate that is no number":                                         {[]string{`{"ch"`, `{"params":{"versions":[{"effective_from":"2022-08-03","rates":{"I":"a quarter"}}]},"ch"`}, copay.BadParams},
		"an opening for a stranger":                                        {[]string{`"events":`, `"opening":{"sessions":[{"beneficiary":"X","therapy":"psicoterapia","count":1,"last_date":"2024-01-01"}]},"events":`}, copay.UnknownBeneficiary},
		"an opening of no therapy":                                         {[]string{`"events":`, `"opening":{"sessions":[{"beneficiary":"T","therapy":"consulta","count":1,"last_date":"2024-01-01"}]},"events":`}, copay.UnknownKind},
		"a negative carry":                                                 {[]string{`"events":`, `"opening":{"carry":-1},"events":`}, copay.NegativeAmount},
		"no JSON":                                                          {[]string{`{"ch"`, `["ch"`}, copay.BadInput},
		"no titular":                                                       {[]string{`"titular":`, `"person":`}, copay.BadInput},
	} {
		err := run(scenario(c.replace...))
		refusal, ok := errors.AsType[*copay.Refusal](err)
		if !ok || refusal.Code != c.want || refusal.Field == "" || refusal.Why == "" {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// TestMissingOnlyWhereItMatters: a fact that decides nothing is not asked for (D6).
func TestMissingOnlyWhereItMatters(t *testing.T) {
	t.Parallel()
	for name, replace := range map[string][]string{
		"everything is there":                   nil,
		"no CH where nothing is charged":        {`"2022-08":"0.25"`, ``, `"kind":"consulta"`, `"kind":"outro"`},
		"no CH where the value is fixed":        {`"ch":{"2022-08":"0.25"}`, `"cap_override":{"2024-03":12500}`},
		"no proventos where nothing is due":     {`,"proventos_default":500000`, ``, `"kind":"consulta"`, `"kind":"outro"`},
		"no category where nothing is due":      {`"category":"aposentado",`, ``, `"kind":"consulta"`, `"kind":"outro"`},
		"the same twice":                        {`"amount":20000}]`, `"amount":20000},{"id":"e1","beneficiary":"T","kind":"consulta","attendance_date":"2024-03-05","payment_month":"2024-03","amount":20000,"sessions":1}]`},
		"who treated, which nobody asks about":  {`"amount":20000`, `"amount":20000,"provider_name":"Clínica","description":"Consulta"`},
		"the day of payment in the first month": {`"payment_month":"2024-03"`, `"payment_date":"2022-08-03"`},
	} {
		if err := run(scenario(replace...)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(scenario())
	f.Add(scenario(`"aposentado"`, `[{"from":"2024-05-10","category":"ativo"}]`, `500000`, `{"base":1,"thirteenth":2}`))
	f.Add(`{"titulares":[{"id":"A"}]}`)
	f.Add(`{"params":{"readings":{"rounding_scope":"month"},"versions":[{"effective_from":"2024-01-01","escalation":{"kinds":[],"from_session":1,"rate":"1"}}]},"titular":{}}`)
	f.Fuzz(func(t *testing.T, text string) {
		if err := run(text); err != nil {
			if _, ok := errors.AsType[*copay.Refusal](err); !ok {
				t.Errorf("%v is no refusal", err)
			}
		}
	})
}
