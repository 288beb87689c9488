package papers

import (
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs"
)

// year2026 is a year that runs, of a family of three.
func year2026() backend.TaxYear {
	y := backend.TaxYear{
		Year: 2026, Name: "Ana Prado", Card: "090216100", CPF: "39053344705", At: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), Today: on(2026, 11, 22),
		People: []backend.TaxPerson{
			{Name: "Ana Prado", CPF: "39053344705", Titular: true, Deductible: true, Cents: 123_456, Deducted: 7_500},
			{Name: "Nina Prado", CPF: "00000000191", Deductible: true, Cents: 56_000}, {Name: "Caio Prado", Cents: 98_000},
		},
		Deductible: 179_456, NotDeductible: 98_000, Running: true,
	}
	for m := copay.MonthOf(on(2025, 12, 1)); m <= copay.MonthOf(on(2026, 10, 1)); m++ {
		y.Debits = append(y.Debits, backend.TaxDebit{Base: m, On: (m + 1).First().AddDays(19), Debited: 24_800})
	}
	y.Debits[3] = backend.TaxDebit{Base: y.Debits[3].Base, On: y.Debits[3].On, Credited: 1_300}
	return y
}

func declared(t *testing.T, y backend.TaxYear) Sheet {
	t.Helper()
	o := operator
	o.CNPJ = "11.222.333/0001-81"
	sheet, err := New(o, nil).Make(t.Context(), dialogs.Paper{Tax: &y})
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

func TestTaxYear(t *testing.T) {
	t.Parallel()
	t.Run("tells for whom how much was debited, whether it is deductible, and each debit", func(t *testing.T) {
		t.Parallel()
		sheet := declared(t, year2026())
		if n := pagesOf(t, sheet.Content); n > 2 || sheet.Name != "informe-coparticipacao-2026.pdf" || sheet.MIME != "application/pdf" || sheet.Picture {
			t.Errorf("%d pages, %s %s", n, sheet.Name, sheet.MIME)
		}
		words := wordsIn(t, sheet)
		for _, want := range []string{
			"Ano-calendário 2026, para a declaração de 2027", "Dedutível na declaração do titular R$ 1.794,56", "Soma do ano: R$ 2.774,56 · Não dedutível: R$ 980,00",
			"CPF 390.533.447-05", "*****6100", "11.222.333/0001-81", "Parcial: o ano de 2026 ainda corre. Aqui está o que foi debitado até 21/11/2026.", "PARCIAL",
			"Ana Prado 390.533.447-05 Dedutível: titular R$ 1.234,56", "Nina Prado 000.000.001-91 Dedutível: dependente econômico R$ 560,00",
			"Caio Prado – Não dedutível: sem registro de dependência econômica R$ 980,00", "20/01/2026 · dezembro de 2025 R$ 248,00", "20/04/2026 · março de 2026 − R$ 13,00",
			"Ana Prado: R$ 75,00 de coparticipação saíram do crédito", "não está na soma", "01/01/2026 a 31/12/2026", "“dedutíveis na Declaração Anual do Imposto de Renda",
			"código 26", "Não estão aqui: as contribuições mensais", "não substitui os comprovantes", "Documento pessoal",
		} {
			if !strings.Contains(words, want) {
				t.Errorf("%q is not written", want)
			}
		}
		for _, hidden := range []string{"090216100", "2026-", "R25"} {
			if strings.Contains(words, hidden) {
				t.Errorf("%q is written", hidden)
			}
		}
		if t.Failed() {
			t.Log(words)
		}
	})

	t.Run("says what of the year it does not have", func(t *testing.T) {
		t.Parallel()
		y := year2026()
		y.Running, y.Since, y.Missing = false, copay.MonthOf(on(2026, 6, 1)), []copay.Month{copay.MonthOf(on(2026, 7, 1)), copay.MonthOf(on(2026, 9, 1))}
		y.Unattributed = 4_200
		y.People = append(y.People, backend.TaxPerson{Cents: 10}, backend.TaxPerson{Deductible: true, CPF: "1", Cents: 20}, backend.TaxPerson{Name: "Sem débito"})
		words := wordsIn(t, declared(t, y))
		late := y
		late.Running, late.Today = true, on(2027, 1, 1)
		if said := wordsIn(t, declared(t, late)); !strings.Contains(said, "Parcial: um débito do ano ainda está a caminho. Aqui está o que foi debitado até 31/12/2026.") {
			t.Error(said)
		}
		for _, want := range []string{
			"Começa com os débitos de junho de 2026", "fora deste informe: julho de 2026, setembro de 2026", "Sem pessoa atendida conhecida –", "R$ 42,00",
			"Outras pessoas da família – ", "Dependente que não está mais no plano – ",
		} {
			if !strings.Contains(words, want) {
				t.Errorf("%q is not written:\n%s", want, words)
			}
		}
		for _, hidden := range []string{"PARCIAL", "Parcial", "Sem débito"} {
			if strings.Contains(words, hidden) {
				t.Errorf("%q is written", hidden)
			}
		}
	})

	t.Run("is whole of nothing, of many, and of what nobody thought of", func(t *testing.T) {
		t.Parallel()
		pagesOf(t, declared(t, backend.TaxYear{}).Content)
		y := year2026()
		y.Debits = y.Debits[:1]
		pagesOf(t, declared(t, y).Content)
		for range 60 {
			y.People = append(y.People, y.People[0])
		}
		if n := pagesOf(t, declared(t, y).Content); n < 3 {
			t.Errorf("%d pages", n)
		}
		for _, odd := range []string{"\x00\x01", "👩‍⚕️", "\u202eexe.fdp", strings.Repeat("W", 5000), "a\nb\r\nc", "%s {nb} \\ ( )", "\xff\xfe"} {
			y := year2026()
			y.Name, y.People[1].Name, y.People[2].Name = odd, odd, odd
			y.Deductible = 1 << 62
			pagesOf(t, declared(t, y).Content)
		}
	})
}
