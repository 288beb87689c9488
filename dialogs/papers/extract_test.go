package papers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/money"
	"guiche/dialogs"
)

func on(year, month, day int) calendar.Date {
	return calendar.Date{Year: year, Month: time.Month(month), Day: day}
}

func pointer[T any](v T) *T { return &v }

// april is a titular's month in which the limits were reached.
func april() backend.Extract {
	quarter, third := money.Decimal(250_000), money.Decimal(300_000)
	line := func(person int, title, who string, kind copay.Kind, day int, rate *money.Decimal, base, raw, excess, due int64) backend.ExtractLine {
		return backend.ExtractLine{
			Person: person, Title: title, Provider: who, Kind: kind, Attended: on(2026, 4, day), PaidOn: on(2026, 4, day+10), Status: copay.Charged,
			Rate: rate, Amount: base, Base: base, Raw: raw, Excess: excess, Due: due,
		}
	}
	speech := line(2, "Fonoaudiologia, 4 sessões", "Fonoaudióloga Dora Pimentel", "fonoaudiologia", 6, nil, 32_000, 12_000, 0, 12_000)
	speech.Sessions = &backend.ExtractSessions{First: 199, Last: 202, Low: 2, High: 2}
	return backend.Extract{
		Name: "Ana Prado", Card: "090216100", Titular: true, At: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
		Month: copay.MonthOf(on(2026, 4, 1)), Debit: on(2026, 5, 20), Closed: true, Over: true, Past: true, Unsure: []string{"cap_scope", "cap_unit"},
		People: []backend.ExtractPerson{
			{Name: "Ana Prado", Own: true, Detail: true, Due: 20_000}, {Name: "Caio Prado", Due: 12_000}, {Name: "Nina Prado", Detail: true, Due: 12_000},
		},
		Lines: []backend.ExtractLine{line(0, "Coroa total, primeira parte", "Clínica Sorriso Ltda", "odontologia", 8, &third, 145_000, 43_500, 23_500, 20_000), speech},
		Groups: []backend.ExtractGroup{
			{Group: copay.GroupIII, Lines: 1, Base: 32_000, Due: 12_000}, {Group: copay.GroupIV, Lines: 1, Base: 145_000, Due: 20_000}, {Hidden: true, Due: 12_000},
		},
		Sum: backend.ExtractSum{
			Raw: 67_500, Excess: 23_500, Due: 44_000, CarryIn: 1_200, Debited: 24_800, CarryOut: 13_900, CH: pointer(money.Decimal(640_000)),
			Cap: pointer(int64(32_000)), Proventos: pointer(int64(248_000)), Limit: pointer(int64(24_800)), CapCH: 500_000_000, Share: 100_000,
			Adjustments: []copay.Adjustment{{Base: copay.MonthOf(on(2026, 3, 1)), Amount: -6_500, Reversals: []string{"r"}}},
		},
		Low: quarter, High: 500_000,
	}
}

func extracted(t *testing.T, e backend.Extract) Sheet {
	t.Helper()
	sheet, err := New(operator, nil).Make(t.Context(), dialogs.Paper{Extract: &e})
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

func wordsIn(t *testing.T, s Sheet) string {
	t.Helper()
	return strings.Join(strings.Fields(wordsOf(t, s.Content)), " ")
}

func TestExtract(t *testing.T) {
	t.Parallel()
	t.Run("tells the figure, how it comes about, whose it is and each line", func(t *testing.T) {
		t.Parallel()
		sheet := extracted(t, april())
		if n := pagesOf(t, sheet.Content); n != 2 || sheet.Name != "extrato-coparticipacao-2026-04.pdf" || sheet.MIME != "application/pdf" || sheet.Picture {
			t.Errorf("%d pages, %s %s", n, sheet.Name, sheet.MIME)
		}
		words := wordsIn(t, sheet)
		for _, want := range []string{
			"Saúde Exemplo", "Extrato de coparticipação", "Atendimentos que a operadora pagou em abril de 2026", "Debitado em 20/05/2026", "R$ 248,00",
			"MÊS FECHADO", "Ana Prado", "*****6100", "regra a confirmar pela operadora: se a odontologia entra no limite do mês", "Acima do limite do mês: a operadora assume − R$ 235,00",
			"Estorno de março de 2026 − R$ 65,00", "Saldo de meses anteriores, sem acréscimo R$ 12,00", "Máximo do débito: 10% dos proventos, R$ 2.480,00 R$ 248,00",
			"Fica para o mês seguinte, sem acréscimo R$ 139,00", "Caio P. R$ 120,00", "Dependentes (só o valor)", "Odontologia", "aqui fica só o valor",
			"Coroa total, primeira parte R$ 1.450,00 30% R$ 435,00 R$ 235,00 R$ 200,00",
			"Clínica Sorriso Ltda · Atendido em 08/04/2026 · pago em 18/04/2026 · debitado em 20/05/2026", "Sessões 199 a 202: 2 a 25% e 2 a 50%",
			"500 CH × R$ 0,64 = R$ 320,00", "não é atraso", "0800 000 0000", "Página 1 de 2",
		} {
			if !strings.Contains(words, want) {
				t.Errorf("%q is not written", want)
			}
		}
		for _, hidden := range []string{"090216100", "2026-04", "cap_scope", "R12", "ESTIMATIVA"} {
			if strings.Contains(words, hidden) {
				t.Errorf("%q is written", hidden)
			}
		}
		if t.Failed() {
			t.Log(words)
		}
	})

	t.Run("bears ESTIMATIVA on each page until the month is closed", func(t *testing.T) {
		t.Parallel()
		e := april()
		e.Closed, e.Over, e.Past, e.Assumed = false, false, false, true
		e.Debit = on(2026, 12, 20)
		for i := range 40 {
			e.Lines = append(e.Lines, e.Lines[i%2])
		}
		sheet := extracted(t, e)
		words := wordsIn(t, sheet)
		if n := pagesOf(t, sheet.Content); n < 2 || strings.Count(words, "ESTIMATIVA") != n+1 {
			t.Errorf("%d pages: %s", n, words)
		}
		for _, want := range []string{"até 30/04/2026 a operadora ainda pode pagar", "últimos proventos conhecidos", "Débito em 20/12/2026", "A debitar R$ 248,00", "débito em 20/12/2026"} {
			if !strings.Contains(words, want) {
				t.Errorf("%q is not written:\n%s", want, words)
			}
		}
	})

	t.Run("tells a dependant of the own care alone, and who is debited", func(t *testing.T) {
		t.Parallel()
		e := april()
		e.Name, e.Card, e.Titular, e.Unsure = "Caio Prado", "090216101", false, nil
		e.People, e.Lines, e.Groups = e.People[:1], e.Lines[:1], nil
		e.People[0].Name = "Caio Prado"
		e.Sum = backend.ExtractSum{Raw: 43_500, Excess: 23_500, Due: 20_000, Cap: e.Sum.Cap, CH: e.Sum.CH, CapCH: e.Sum.CapCH}
		words := wordsIn(t, extracted(t, e))
		for _, want := range []string{"Coparticipação dos seus atendimentos", "Coparticipação dos seus atendimentos do mês R$ 435,00", "Entra no débito do titular do plano em 20/05/2026", "Parte que entra no débito do titular R$ 200,00", "Caio Prado"} {
			if !strings.Contains(words, want) {
				t.Errorf("%q is not written:\n%s", want, words)
			}
		}
		for _, hidden := range []string{"proventos", "Ana", "R$ 248,00", "saldo"} {
			if strings.Contains(strings.ToLower(words), strings.ToLower(hidden)) {
				t.Errorf("%q is written", hidden)
			}
		}
	})

	t.Run("says how it is debited, with the line of a boleto that is to come", func(t *testing.T) {
		t.Parallel()
		e := april()
		e.Payment = backend.Payment{Channel: backend.ByAccount, Bank: "Banco Fictício", Tail: "1234"}
		e.BankDay = on(2026, 5, 21)
		words := wordsIn(t, extracted(t, e))
		if !strings.Contains(words, "Na conta corrente: Banco Fictício, final 1234") || !strings.Contains(words, "Em 20/05/2026 os bancos não abrem: vale quinta-feira, 21/05/2026.") {
			t.Error(words)
		}
		line, err := ident.BankBoleto("999", e.Debit, e.Sum.Debited, fmt.Sprintf("%025d", 1))
		if err != nil {
			t.Fatal(err)
		}
		e.Payment = backend.Payment{Channel: backend.ByBoleto, Boleto: backend.Boleto{Line: line, Cents: e.Sum.Debited, Due: e.Debit}}
		words = wordsIn(t, extracted(t, e))
		for _, want := range []string{"Boleto com vencimento em 20/05/2026", "Linha digitável do boleto: " + line.Format(), "Cobrado por boleto R$ 248,00", "no boleto de 20/05/2026"} {
			if !strings.Contains(words, want) {
				t.Errorf("%q is not written:\n%s", want, words)
			}
		}
	})

	t.Run("says why a line costs nothing, what was taken back and what a reimbursement lost", func(t *testing.T) {
		t.Parallel()
		for want, change := range map[string]func(*backend.ExtractLine){
			"Este tipo de atendimento não tem coparticipação":        func(l *backend.ExtractLine) { l.Status = copay.NotCovered },
			"Durante uma internação: sem coparticipação":             func(l *backend.ExtractLine) { l.Status = copay.ExcludedSetting },
			"antes de o regulamento valer":                           func(l *backend.ExtractLine) { l.Status = copay.BeforeEffective },
			"APABEX":                                                 func(l *backend.ExtractLine) { l.Status = copay.ExcludedAPABEX },
			"De R$ 1.450,00 foram estornados R$ 450,00":              func(l *backend.ExtractLine) { l.Base = 100_000 },
			"Reembolso: R$ 75,00 já saíram do crédito":               func(l *backend.ExtractLine) { l.Reimbursement, l.Deducted, l.Due = true, 7_500, 0 },
			"Atendido de 08/04/2026 a 20/04/2026 · pago em abril de": func(l *backend.ExtractLine) { l.AttendedTo, l.PaidOn = on(2026, 4, 20), calendar.Date{} },
			"Sessão 20":                           func(l *backend.ExtractLine) { l.Sessions = &backend.ExtractSessions{First: 20, Last: 20, Low: 1} },
			"Tratamento odontológico R$ 1.450,00": func(l *backend.ExtractLine) { l.Title = "" },
			"Dia do atendimento não informado · pago em 18/04/2026 ·": func(l *backend.ExtractLine) { l.Attended, l.Provider = calendar.Date{}, "" },
		} {
			e := april()
			change(&e.Lines[0])
			if words := wordsIn(t, extracted(t, e)); !strings.Contains(words, want) {
				t.Errorf("%q is not written:\n%s", want, words)
			}
		}
	})

	t.Run("is whole without a line, with credits, and of nothing at all", func(t *testing.T) {
		t.Parallel()
		e := april()
		e.Lines, e.Groups, e.People, e.Unsure = nil, nil, e.People[:1], nil
		e.People[0].Due = 0
		e.Sum = backend.ExtractSum{}
		if words := wordsIn(t, extracted(t, e)); !strings.Contains(words, "Nada a debitar") || !strings.Contains(words, "Nenhum atendimento foi pago pela operadora neste mês.") {
			t.Error(words)
		}
		e.Sum = backend.ExtractSum{Credited: 6_500}
		if words := wordsIn(t, extracted(t, e)); !strings.Contains(words, "Devolvido em 20/05/2026 R$ 65,00") || !strings.Contains(words, "Devolvido a você R$ 65,00") {
			t.Error(words)
		}
		e.Sum = backend.ExtractSum{CarryIn: -500, CarryOut: -6_500}
		if words := wordsIn(t, extracted(t, e)); !strings.Contains(words, "Crédito guardado de meses anteriores − R$ 5,00") || !strings.Contains(words, "Crédito guardado para o mês seguinte R$ 65,00") {
			t.Error(words)
		}
		if n := pagesOf(t, extracted(t, backend.Extract{}).Content); n != 1 {
			t.Errorf("%d pages of nothing", n)
		}
	})

	t.Run("carries two hundred lines over pages under their heads, and loses none", func(t *testing.T) {
		t.Parallel()
		e := april()
		e.Lines = nil
		for n := range 200 {
			l := april().Lines[0]
			l.Title, l.Person = fmt.Sprintf("Consulta número %d em especialidade de nome comprido", n), 2*(n/150)
			e.Lines = append(e.Lines, l)
		}
		sheet := extracted(t, e)
		words := wordsIn(t, sheet)
		n := pagesOf(t, sheet.Content)
		if heads := strings.Count(words, "Operadora pagou"); n < 8 || heads < n-2 || strings.Count(words, "Página ") != n {
			t.Errorf("%d pages, %d heads", n, heads)
		}
		for i := range 200 {
			if !strings.Contains(words, fmt.Sprintf("Consulta número %d ", i)) {
				t.Errorf("line %d is lost", i)
			}
		}
	})

	t.Run("prints what nobody thought of", func(t *testing.T) {
		t.Parallel()
		for _, odd := range []string{"", "\x00\x01", "👩‍⚕️", "\u202eexe.fdp", strings.Repeat("W", 5000), "a\nb\r\nc", "%s {nb} \\ ( )", "\xff\xfe"} {
			e := april()
			e.Name, e.People[1].Name, e.People[2].Name, e.Lines[0].Title, e.Lines[0].Provider, e.Sum.Adjustments[0].Decision = odd, odd, odd, odd, odd, odd
			e.Lines[0].Kind, e.Groups[0].Group = copay.Kind(odd), copay.Group(odd)
			e.Sum.Debited, e.Lines[0].Base = 1<<62, 1<<62
			pagesOf(t, extracted(t, e).Content)
		}
	})

	t.Run("is the same after it waited in the outbox", func(t *testing.T) {
		t.Parallel()
		e := april()
		body, err := json.Marshal(dialogs.Paper{Extract: &e})
		if err != nil {
			t.Fatal(err)
		}
		var back dialogs.Paper
		if err := json.Unmarshal(body, &back); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(extracted(t, *back.Extract).Content, extracted(t, e).Content) {
			t.Error("it changed")
		}
	})
}
