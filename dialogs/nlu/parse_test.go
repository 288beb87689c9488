package nlu_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/dialogs/nlu"
)

// brief writes a request as its items in one line: "85100218 46 MOD; 81000421 46".
func brief(r nlu.Request) string {
	var items []string
	for _, i := range r.Items {
		s := strings.Join(strings.Fields(fmt.Sprintf("%s %s%s %s", i.Code, i.Tooth, i.Region, i.Faces)), " ")
		if i.Quantity > 1 {
			s += fmt.Sprintf(" x%d", i.Quantity)
		}
		items = append(items, s)
	}
	return strings.Join(items, "; ")
}

type reads struct{ text, want string }

func readsAs(t *testing.T, cases []reads) {
	t.Helper()
	for _, c := range cases {
		if diff := cmp.Diff(c.want, brief(nlu.Parse(c.text))); diff != "" {
			t.Errorf("%q is read otherwise (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestRequestIsRead(t *testing.T) {
	t.Parallel()
	readsAs(t, []reads{
		{"resina MOD no 46 e periapical dele, mat 090216101", "85100218 46 MOD; 81000421 46"},
		{"raspagem subgengival nos dois quadrantes de cima", "85300039 HASD; 85300039 HASE"},
		{"tirar o sessenta e quatro e o sessenta e cinco que tao moles", "83000089 64; 83000089 65"},
		{"restaurar o 25", "85100196 25"},
		{"a paciente já fez o canal do 36 ano passado", ""},
		{"canal" + strings.Repeat("!", 30) + " 36", "85200158 36"},
		{"desgaste inter proximal canal no 36", "85200158 36"}, // no name begins within a word
		{"46 canal\n36 resina mod\n38 exo", "85200158 46; 85100218 36 MOD; 82000875 38"},
		{"canal, núcleo e coroa no 46", "85200158 46; 85400211 46; 85400149 46"},
	})
}

func TestWhatIsOpenIsAsked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]nlu.Need{
		"restaurar o 25":                  {nlu.NeedFaces},
		"resina":                          {nlu.NeedTooth, nlu.NeedFaces},
		"raspagem supra":                  {nlu.NeedRegion},
		"exo do 38":                       {nlu.NeedType},
		"exodontia simples do 18":         nil,
		"coroa de porcelana no 11":        {nlu.NeedType},
		"provisório sem pino no 14":       nil,
		"consulta de urgência 24 horas":   nil,
		"obturação do canal do 46":        nil,
		"limpeza de rotina, só a limpeza": nil,
		"panorâmica":                      nil,
		"selante no 16":                   nil,
		"canal no 46":                     nil,
		"exo do 38 incluso":               nil,
		"pulpotomia":                      {nlu.NeedTooth, nlu.NeedType},
		"coroa no 46":                     {nlu.NeedType},
		"resina 2 faces no 26":            {nlu.NeedFaces},
	} {
		r := nlu.Parse(text)
		if len(r.Items) != 1 {
			t.Errorf("%q has %d items, not one", text, len(r.Items))
			continue
		}
		if diff := cmp.Diff(want, r.Items[0].Ask); diff != "" {
			t.Errorf("%q asks otherwise (-want +got):\n%s", text, diff)
		}
	}
}

func TestNumbersOfPeopleAreTold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, beneficiary, professional string }{
		{"canal 46 mat 090216101", "090216101", ""},
		{"paciente 090.216.101, canal", "090216101", ""},
		{"CPF 390.533.447-05 resina 26 O", "39053344705", ""},
		{"cpf 390.533.447-06 resina 26 O", "", ""},
		{"dr cpf 11144477735, paciente cpf 390.533.447-05", "39053344705", "11144477735"},
		{"clinica 12.ABC.345/01DE-35 paciente 090216100", "090216100", "12ABC34501DE35"},
		{"12abc34501de35 mat 090216100", "090216100", "12ABC34501DE35"},
		{"cnpj 11.222.333/0001-81", "", "11222333000181"},
		{"exo 18, contato 21 98888-1234", "", ""},
		{"exo 18, whats (21) 98888 1234", "", ""},
		{"protocolo 32447720210604050216", "", ""},
		{"panorâmica da matrícula 090355120, desculpa, 090355128", "090355128", ""},
		{"matrícula zero nove zero dois um seis um zero zero", "090216100", ""},
	} {
		r := nlu.Parse(c.text)
		if r.Beneficiary != c.beneficiary || r.Professional != c.professional {
			t.Errorf("%q names %q and %q, want %q and %q", c.text, r.Beneficiary, r.Professional, c.beneficiary, c.professional)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"resina MOD no 46, mat 090216101", "do 13 ao 23", "não, 46", "12.ABC.345/01DE-35", "quarenta e", "R$", "q1 s2 x2 2x", "\n*46", "á̃º", "tira o rx", "26-", "cárie inter proximal canal 36", "canal" + strings.Repeat("!", 30) + " 36"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, item := range nlu.Parse(s).Items {
			if item.Code == "" || item.Quantity < 1 || item.Tooth != 0 && item.Region != "" || item.From < 0 || item.To > len(s) || item.From >= item.To {
				t.Errorf("no such item can be: %+v", item)
			}
			if item.Confidence < 0 || item.Confidence > 1000 {
				t.Errorf("confidence %d", item.Confidence)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	texts := []string{
		"resina MOD no 46 e periapical dele, mat 090216101", "bom dia, solicito autorização para canal, núcleo e coroa no 46, pan e profilaxia",
		"raspagem subgengival nos dois quadrantes de cima", "o plano cobre implante?",
	}
	nlu.Parse(texts[0])
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		nlu.Parse(texts[i%len(texts)])
	}
}
