package papers

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/preauth"
	"guiche/dialogs"
)

// denied is a letter about what an auditor and a rule denied.
func denied() backend.Denial {
	on := calendar.Date{Year: 2026, Month: time.November, Day: 19}
	return backend.Denial{
		Number: 220071, Protocol: "99999920261119000017", Asked: on, Denied: on.AddDays(4),
		Head: backend.Letterhead{
			Name: "Saúde Exemplo", Registry: "999999", Phone: "0800 000 0000", Hours: "de segunda a sexta, das 8h às 18h", Ombudsman: "0800 000 0001", ReviewDays: 30,
		},
		Beneficiary: "Ana Prado", Card: "090216100", Plan: "Essencial Odonto",
		Professional: backend.Signature{Name: "Helena Duarte", Council: "CRO-RJ 12345"}, Clinic: "Clínica Sorriso Ltda",
		Items: []backend.Contested{
			{Item: 0, Procedure: dental.Item{Code: "85100218", Tooth: 26, Faces: dental.FacesIn('M', 'O', 'D')}},
			{Item: 2, Procedure: dental.Item{Code: "85400114", Tooth: 11}},
		},
		Rulings: []backend.Ruling{
			{Item: 0, Result: backend.Refused, Codes: []string{"1438"}, Text: "A radiografia enviada não mostra perda de estrutura que justifique três faces."},
			{Item: 2, Result: backend.Refused, Codes: []string{"1410"}, Findings: []preauth.Finding{{
				Rule: "grace", Code: "1410", Outcome: preauth.Refuse, Clause: "Carências do contrato (Lei 9.656/1998, art. 12, V)", From: on.AddDays(101),
			}}},
		},
		Others: 1, Signed: []backend.Signature{{Name: "Lívia Campos", Council: "CRO-RJ 777"}},
	}
}

func lettered(t *testing.T, l backend.Denial) Sheet {
	t.Helper()
	sheet, err := New(operator, nil).Make(t.Context(), dialogs.Paper{Denial: &l})
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

func TestDenial(t *testing.T) {
	t.Parallel()
	t.Run("says what was asked, why not, who decided and what can be done", func(t *testing.T) {
		t.Parallel()
		sheet := lettered(t, denied())
		if n := pagesOf(t, sheet.Content); n != 1 || sheet.Name != "negativa-00220071.pdf" || sheet.Picture {
			t.Errorf("%d pages, %s", n, sheet.Name)
		}
		words := strings.Join(strings.Fields(wordsOf(t, sheet.Content)), " ")
		for _, want := range []string{
			"Saúde Exemplo", "Carta de negativa de autorização", "Ana Prado", "Helena Duarte, de Clínica Sorriso Ltda, pediu", "23/11/2026",
			"no dente 26 (faces MOD) (código 85100218)", "motivo 1438 da tabela da ANS", "não mostra perda de estrutura",
			"em carência até 27/02/2027 (o plano cobre a partir de 28/02)", "Carências do contrato (Lei 9.656/1998, art. 12, V)",
			"Lívia Campos, dentista, CRO-RJ 777", "até 23/12/2026", "0800 000 0000", "99999920261119000017", "0800 000 0001", "0800 701 9656",
		} {
			if !strings.Contains(strings.ToLower(words), strings.ToLower(want)) {
				t.Errorf("%q is not written", want)
			}
		}
		if strings.Contains(words, "090216100") {
			t.Error("the whole matrícula is written")
		}
		if t.Failed() {
			t.Log(words)
		}
	})

	t.Run("has the same bytes whenever it is drawn, by whatever press", func(t *testing.T) {
		t.Parallel()
		l := denied()
		moved := operator
		moved.Name, moved.Phone = "Outra", "0800 111 1111"
		later, err := New(moved, nil).Make(t.Context(), dialogs.Paper{Denial: &l})
		if err != nil || !bytes.Equal(later.Content, lettered(t, l).Content) {
			t.Errorf("it changed: %v", err)
		}
	})

	t.Run("names the rule where nobody judged, the review where it was one, and the three of a junta", func(t *testing.T) {
		t.Parallel()
		for want, change := range map[string]func(*backend.Denial){
			"não depende de avaliação clínica":                 func(l *backend.Denial) { l.Signed = nil },
			"ele pode pedir uma junta odontológica":            func(l *backend.Denial) { l.Again = true },
			"Terceiro profissional: Carla Mota":                func(l *backend.Denial) { l.Final = true; l.Signed = junta() },
			"RN 424/2017":                                      func(l *backend.Denial) { l.Final = true; l.Signed = junta() },
			"Uma junta odontológica analisou o caso":           func(l *backend.Denial) { l.Final = true; l.Signed = junta() },
			"continua não autorizado":                          func(l *backend.Denial) { l.Again = true },
			"procure a ouvidoria: ouvidoria@operadora.example": func(l *backend.Denial) { l.Head.Ombudsman = "ouvidoria@operadora.example" },
			"peça para falar com a ouvidoria":                  func(l *backend.Denial) { l.Head.Ombudsman = "" },
		} {
			l := denied()
			change(&l)
			if words := strings.Join(strings.Fields(wordsOf(t, lettered(t, l).Content)), " "); !strings.Contains(words, want) {
				t.Errorf("%q is not written:\n%s", want, words)
			}
		}
	})

	t.Run("flows over pages, and prints what nobody thought of", func(t *testing.T) {
		t.Parallel()
		l := denied()
		for i := range 20 {
			l.Items = append(l.Items, l.Items[i%2])
			l.Rulings = append(l.Rulings, backend.Ruling{Result: backend.Refused, Codes: []string{"3059", "9999"}, Text: strings.Repeat("O exame não confirma a indicação. ", 15)})
		}
		if n := pagesOf(t, lettered(t, l).Content); n < 3 {
			t.Errorf("%d pages", n)
		}
		for _, odd := range []string{"", "\x00\x01", "👩‍⚕️", "\u202eexe.fdp", strings.Repeat("W", 3000), "a\nb\r\nc", "\xff\xfe"} {
			l := denied()
			l.Beneficiary, l.Clinic, l.Professional.Name, l.Head.Name, l.Head.Ombudsman, l.Rulings[0].Text, l.Signed[0].Name = odd, odd, odd, odd, odd, odd, odd
			l.Items[0].Procedure.Code = odd
			pagesOf(t, lettered(t, l).Content)
		}
		pagesOf(t, lettered(t, backend.Denial{}).Content)
	})
}

func junta() []backend.Signature {
	return []backend.Signature{{Name: "Helena Duarte", Council: "CRO-RJ 12345"}, {Name: "Lívia Campos", Council: "CRO-RJ 777"}, {Name: "Carla Mota", Council: "CRO-RJ 4521"}}
}
