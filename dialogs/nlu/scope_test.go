package nlu_test

import (
	"testing"

	"guiche/dialogs/nlu"
)

func TestWhatIsNotAskedForIsLeftOut(t *testing.T) {
	t.Parallel()
	readsAs(t, []reads{
		{"não precisa de rx, só a profilaxia", "84000198"},
		{"profilaxia sem flúor", "84000198"},
		{"canal do 46 já feito, falta a coroa metálica", "85400149 46"},
		{"o 21 já tem canal, preciso do pino nele", "85400262 21"},
		{"exo simples do 18 e 28, o 28 não", "82000875 18"},
		{"resina 36 MO e periapical, tira o rx", "85100200 36 MO"},
		{"conforme panorâmica em anexo, exo do 48 incluso", "82001286 48"},
		{"trocar amálgama por resina no 46 MOD", "85100218 46 MOD"},
		{"dor no 36, fazer canal", "85200158 36"},
		{"selante no 26, o 16 já tem", "84000074 26"},
		{"resina O no 14, o 24 tá hígido", "85100196 14 O"},
		{"resina OD no 15. O 17 fica em observação", "85100200 15 OD"},
		{"endo no 36, a do 37 eu já pedi", "85200158 36"},
		{"raspagem sub superior direito, o lado esquerdo a paciente concluiu em março", "85300039 HASD"},
		{"núcleo de preenchimento no 37, depois vejo a coroa", "85400211 37"},
		{"coroa do 46 a paciente recusou. fica só a resina MOD no 36", "85100218 36 MOD"},
		{"46 com canal tratado, precisa de coroa metálica", "85400149 46"},
		{"rx final do canal do 11", "81000421 11"},
		{"exo do 44, o 34 fica pra outra semana, não manda", "82000875 44"},
		{"o 26 já foi restaurado, falta a coroa metálica do 27", "85400149 27"},
		{"abrir um canal no 36 e a periapical dele", "85200158 36; 81000421 36"},
		{"do 15 ficou só a raiz, remover", "82000859 15"},
		{"o 48 está todo dentro do osso, remover", "82001286 48"},
		{"sisos de cima, os dois semi-inclusos, cirurgia marcada pra segunda", "82001294 18; 82001294 28"},
		{"siso incluso 38, bloco cirúrgico na sexta", "82001286 38"},
		{"tapar a cárie do 35", "85100196 35"},
		{"cimentar de novo a ponte que caiu, pilares 34 e 36", "85400467 34; 85400467 36"},
		{"quero retratar o 46, o colega deixou um canal sem tratar", "85200107 46"},
		{"ionômero no 74 mas ainda não sei quantas faces", "85100137 74"},
		{"exo simples do 28, nada de incluso", "82000875 28"},
		{"o freio do lábio abre diastema, pode mandar frenectomia", "82000883"},
		{"abscesso no 26, fazer drenagem", "82001030 26"},
	})
}

func TestCorrectionTakesThePlaceOfWhatItIsLike(t *testing.T) {
	t.Parallel()
	readsAs(t, []reads{
		{"canal no 36, não, 46", "85200158 46"},
		{"resina MO no 24, epa, 25", "85100200 25 MO"},
		{"canal do 34. minto, 36", "85200158 36"},
		{"não é o 36 que eu pedi, é o 46: canal", "85200158 46"},
		{"implante no lugar do 46 que foi extraído", "82000980 46"},
		{"uma panorâmica, ou melhor, não, só periapical do 11", "81000421 11"},
		{"resina OV no 37 não espera OL", "85100200 37 OL"},
		{"canal no 36, não, desculpa, é no 46", "85200158 46"},
		{"canal no 26\n*36", "85200158 36"},
		{"resina MO no 25, corrigindo: MOD", "85100218 25 MOD"},
		{"resina no 26 MOD, ops, só MO", "85100200 26 MO"},
	})
}

func TestMessageThatAsksForNothingHasNoItems(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"bom dia", "o plano cobre implante?", "quanto custa uma coroa?", "qual o código da resina de 3 faces?", "já saiu o canal do 46?",
		"já fiz canal no 46", "por que negaram a raspagem?", "segue rx do 46 em anexo", "cancela a coroa do 11", "estou com dor no 46",
		"o canal do 36 foi feito em 2023", "a restauração do 16 e a profilaxia foram realizadas", "mandando agora o rx final do canal do 11",
		"histórico dele: pulpotomia no 84 aos 5 anos, exodontia do 74 aos 7", "cárie interproximal no 14", "aguardando avaliação",
		"o casamento dela é sábado", "paciente em manutenção", "quero marcar uma limpeza", "quantas periapicais o plano libera por mês?",
	} {
		if got := brief(nlu.Parse(text)); got != "" {
			t.Errorf("%q asks for nothing, but is read as %s", text, got)
		}
	}
}

func TestPlaceIsSharedAndInherited(t *testing.T) {
	t.Parallel()
	readsAs(t, []reads{
		{"canal no 46 e coroa metálica no mesmo dente", "85200158 46; 85400149 46"},
		{"o 64 amoleceu, libera a exodontia dele e do 54", "83000089 64; 83000089 54"},
		{"16 resina O, 26 igual", "85100196 16 O; 85100196 26 O"},
		{"36 exodontia simples o 37 também mas esse a retalho", "82000875 36; 82000816 37"},
		{"recimentação do 26, e do 27 resina MO", "85400467 26; 85100200 27 MO"},
		{"26 MOD resina, 27 O resina, PA do 26", "85100218 26 MOD; 85100196 27 O; 81000421 26"},
		{"14 D, 15 M, 16 M. resina em todos", "85100196 14 D; 85100196 15 M; 85100196 16 M"},
		{"documentação e aparelho fixo metálico superior", "81000553; 86000098 AS"},
		{"documentação para aparelho", "81000553"},
		{"PA inicial e PA final do 21", "81000421 21 x2"},
		{"semi incluso 48, pode lançar", "82001294 48"},
		{"exo do 14 p/ orto, e 24 também", "82000832 14; 82000832 24"},
		{"canal no 36 e 46. coroa metálica só no 46", "85200158 36; 85200158 46; 85400149 46"},
		{"26 MOD, 27 MO: resina", "85100218 26 MOD; 85100200 27 MO"},
		{"36 resina MO, 37 exo simples", "85100200 36 MO; 82000875 37"},
		{"extração do 18 (semi-incluso) e do 28 (erupcionado)", "82001294 18; 82000875 28"},
		{"curativo de demora 46 (2ª sessão)", "85100056 46"},
		{"contenção fixa inferior, 33 a 43", "86000209 AI"},
		{"flúor + orientação + profilaxia", "84000090; 84000139; 84000198"},
		{"exo do 38 incluso e do 48 semi incluso", "82001286 38; 82001294 48"},
		{"2 periapicais, do 14 e do 24", "81000421 14; 81000421 24"},
		{"4 periapicais", "81000421 x4"},
		{"periapical do 46 2x", "81000421 46 x2"},
		{"profilaxia, flúor e resina O no 26", "84000198; 84000090; 85100196 26 O"},
	})
}

// firm attaches every place to the first procedure.
type firm struct{ sure int }

func (f firm) Attach(nlu.Message, int) (procedure, thousandths int) { return 0, f.sure }

func TestSureAttacherOverrulesTheRules(t *testing.T) {
	t.Parallel()
	const text = "profilaxia; canal 46"
	const first = "coroa metálica; canal 46"
	for sure, want := range map[int]string{900: "85400149 46; 85200158 46", 100: "85400149; 85200158 46"} {
		p := nlu.Parser{Lexicon: nlu.Standard(), Attacher: firm{sure}}
		if got := brief(p.Parse(first)); got != want {
			t.Errorf("an attacher sure by %d reads %q, want %q", sure, got, want)
		}
	}
	if got := brief(nlu.Parse(text)); got != "84000198; 85200158 46" {
		t.Errorf("the rules alone read %q", got)
	}
}
