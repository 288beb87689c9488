package dialogs_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/dental"
	"guiche/dialogs"
)

func teeth(all ...dental.Tooth) []dental.Tooth { return all }

func (p *person) odontogram() *dialogs.Odontogram {
	p.t.Helper()
	if p.screen.Paper == nil || p.screen.Paper.Odontogram == nil {
		p.t.Fatalf("no odontogram over:\n%s", p.shown())
	}
	return p.screen.Paper.Odontogram
}

func TestItemsRepeated(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, item, typed string
		want              string
		sees              string
	}{
		{"a range through the midline", "82000875 13", "repetir 13 ao 23", "13 12 11 21 22 23", "Itens repetidos: 12, 11, 21, 22, 23."},
		{"two teeth", "82000875 35", "mesmo no 36 e 37", "35 36 37", "Itens repetidos"},
		{"teeth alone", "82000875 13", "13, 14 e 15", "13 14 15", "Itens repetidos"},
		{"one tooth", "82000875 35", "o mesmo no 36", "35 36", "Item repetido: 36."},
		{"faces follow the arch", "85100200 16 OP", "repetir 26 e 36", "16OP 26OP 36OL", "36 OL"},
		{"faces of their own", "85100200 26 MO", "mesmo 27 OD e 36 MO", "26MO 27OD 36MO", "Adicionar outro"},
		{"across arches there is no range", "82000875 13", "repetir 13 ao 43", "13", "não há sequência"},
		{"a tooth that does not exist", "82000875 13", "repetir 13 e 66", "13", "O dente 66 não existe"},
		{"what cannot be is told", "85100064 13 V", "repetir 12 e 16", "13V 12V", "Ficou de fora: 16 – este código é só para dentes anteriores"},
		{"what is there already is told", "82000875 13; 82000875 14", "repetir 14 e 15", "13 14 15", "Item repetido: 15."},
		{"an item of no tooth", "84000198", "repetir 13 ao 23", "", "não é por dente"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atItems(t)
			p.says(tt.item, tt.typed)
			p.sees(tt.sees, "Adicionar outro")
			if diff := cmp.Diff(tt.want, p.places()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// places are the teeth and faces of the items.
func (p *person) places() string {
	var all []string
	for _, i := range p.form().Items {
		all = append(all, i.Tooth.String()+i.Faces.String())
	}
	return strings.Join(all, " ")
}

func TestRepeatedWithAnotherBitingFace(t *testing.T) {
	t.Parallel()
	for name, agree := range map[string]func(*person){
		"by a tap":  func(p *person) { p.taps("Repetir nos 2 dentes") },
		"by a word": func(p *person) { p.says("sim") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atItems(t)
			p.says("85100200 14 MO", "repetir 15, 13 e 12")
			p.sees("Item repetido: 15 MO.", "Os dentes 13, 12 não têm a face oclusal (O), e sim a incisal (I)")
			agree(p)
			if diff := cmp.Diff("14MO 15MO 13MI 12MI", p.places()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			p.doesNotSee("incisal")
		})
	}
	p := newCounter().atItems(t)
	p.says("85100200 14 MO", "repetir 13", "não")
	p.sees("Adicionar outro")
	if diff := cmp.Diff("14MO", p.places()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestRepeatedByTaps(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("82000875 16")
	p.taps("1. 16", "Repetir…")
	p.sees("Repetir em quais dentes?")
	p.taps("Superior dir.", "17", "15")
	p.sees("Marcados: 17, 15", "✓17", "Repetir em 2 dentes")
	p.taps("✓17", "Outro quadrante", "Inferior dir.", "46")
	p.sees("Marcados: 15, 46")
	p.taps("Repetir em 2 dentes")
	p.sees("Itens repetidos: 15, 46.")
	if diff := cmp.Diff("16 15 46", p.places()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	p.taps("1. 16", "Repetir…")
	p.says("odontograma")
	p.taps("26")
	if diff := cmp.Diff(teeth(26), p.odontogram().Chosen); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	p.says("pronto")
	p.sees("Item repetido: 26.")
	p.taps("1. 16", "Repetir…")
	p.says("34 ao 44")
	p.sees("Itens repetidos: 34, 33, 32, 31, 41, 42, 43, 44.")
	p.says("repetir 18 ao 28")
	p.sees("a solicitação chegou ao máximo de itens")
	if n := len(p.form().Items); n != 20 {
		t.Errorf("%d items", n)
	}
}

func TestSeveralTeethInOneMessage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		says []string
		want string
	}{
		{"each with its faces", []string{"85100218 26 MOD e 27 MOV"}, "26MOD 27MOV"},
		{"sharing them", []string{"85100218 26 e 27 MOD"}, "26MOD 27MOD"},
		{"with a quantity each", []string{"82000875 18 e 28 x2"}, "18 28"},
		{"by name", []string{"exodontia simples 18 e 28", "1"}, "18 28"},
		{"by name with faces", []string{"resina 3 faces 26 MOD, 36 MOD", "1"}, "26MOD 36MOD"},
		{"where the tooth is asked for", []string{"85100218", "26 MOD e 27 MOV"}, "26MOD 27MOV"},
		{"a range", []string{"82000875 13 ao 11"}, "13 12 11"},
		{"another number of faces is asked about", []string{"85100218 26 MOD e 27 MO", "sim"}, "26MOD 27MO"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atItems(t)
			p.says(tt.says...)
			p.sees("Adicionar outro")
			if diff := cmp.Diff(tt.want, p.places()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
