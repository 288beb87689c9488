package dialogs_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// whole is a request in one sentence.
const whole = "resina no 26 MO e rx do 36, matrícula 090216100"

func TestRequestInOneSentence(t *testing.T) {
	c := setup(t)
	p := c.sent(t)
	p.updates = 0
	p.says(whole)
	p.sees("Entendi assim", "1. Resina 2 faces · <b>26 MO</b>", "2. Periapical · <b>36</b>", "Ana P.", "1958", "É esta pessoa, e os itens estão certos?")
	p.sees("090216100", "Como da última vez: eletivo, Helena Duarte.") // what was said, and what was not
	p.doesNotSee("Prado", "[Enviar]")
	if f := p.form(); f.BeneficiaryOK || f.ItemsOK {
		t.Errorf("it counts before anybody saw it: %+v", f)
	}
	p.taps("✅ Está certo")
	p.sees("Confira a solicitação", "26 MO", "36")
	p.taps("Enviar")
	if p.updates > 3 || len(c.memory.requests) != 2 {
		t.Errorf("%d updates, %d requests", p.updates, len(c.memory.requests))
	}
	if f := c.memory.requests[1].Form; len(f.Items) != 2 || f.Beneficiary.Card != "090216100" || f.Read || len(f.Doubts) > 0 {
		t.Errorf("sent %+v", f)
	}

	t.Run("is never sent by words of it", func(t *testing.T) {
		p := newCounter().sent(t)
		p.says(whole + ", pode enviar agora")
		p.sees("Entendi assim")
		p.says("sim")
		p.sees("Confira a solicitação")
		if len(p.c.memory.requests) != 1 {
			t.Error("it was sent without a tap")
		}
	})
	t.Run("asks a clinic's first time what it does not say", func(t *testing.T) {
		p := newCounter().provider(t)
		p.says(whole)
		p.sees("Qual é o <b>caráter</b>", "26 MO")
		p.says("eletivo", "helena")
		p.sees("Entendi assim", "É esta pessoa")
	})
	t.Run("leaves the draft before where it was", func(t *testing.T) {
		c := newCounter()
		p := c.provider(t)
		p.says("/nova", "eletivo", "helena", "090315200", "sim", "81000030", "/menu", whole)
		p.sees("26 MO")
		if len(c.memory.drafts) != 2 {
			t.Errorf("%d drafts", len(c.memory.drafts))
		}
	})
	t.Run("without the person asks for one", func(t *testing.T) {
		p := newCounter().sent(t)
		p.says("bom dia, quero resina MO no 26 e um canal no 46")
		p.sees("Quem é o <b>beneficiário</b>", "1. Resina 2 faces", "2. Canal multirradicular")
		p.taps("Ana P.")
		p.sees("É esta pessoa, e os itens estão certos?")
		p.taps("Outra pessoa")
		p.says("090315200")
		p.sees("Bruno L.", "2. Canal")
	})
	t.Run("of somebody who is not found keeps the items", func(t *testing.T) {
		p := newCounter().sent(t)
		p.says("resina no 26 MO, matrícula 000000000")
		p.sees("Não encontrei este beneficiário", "1. Resina 2 faces", "Quem é o <b>beneficiário</b>")
	})
	t.Run("with the dentist and the urgency", func(t *testing.T) {
		p := newCounter().provider(t)
		p.says("é urgente, está com dor: canal no 46, matrícula 090216100, dentista CPF 11144477735")
		p.sees("Urgência (dor)", "Marcos Teles", "Canal multirradicular", "É esta pessoa")
	})
	t.Run("by another dentist of the clinic", func(t *testing.T) {
		p := newCounter().sent(t)
		p.says("dr. Marcos pede canal no 46, matrícula 090216100")
		p.sees("Profissional: Marcos Teles")
		p = newCounter().sent(t)
		p.says("dra Joana pede canal no 46, matrícula 090216100")
		p.sees("Não identifiquei “joana” entre os seus profissionais; ficou Helena Duarte")
	})
	t.Run("urgent without a reason is asked why", func(t *testing.T) {
		p := newCounter().sent(t)
		p.says("urgente, canal no 46, matrícula 090216100")
		p.sees("Qual é o <b>motivo</b> da urgência")
		p.taps("Urgência: dor")
		p.sees("É esta pessoa", "Urgência (dor)")
	})
	t.Run("dictated, without signs and with numbers in words", func(t *testing.T) {
		p := newCounter().sent(t)
		p.says("quero pedir canal no quarenta e seis mais uma panorâmica e profilaxia paciente matrícula zero nove zero dois um seis um zero zero")
		p.sees("1. Canal multirradicular · <b>46</b>", "2. Panorâmica", "3. Profilaxia", "Ana P.")
	})
}

func TestMessagesThatAskForNothing(t *testing.T) {
	c := setup(t)
	p := c.sent(t)
	for _, text := range []string{
		"fiz a resina do 26 ontem, ficou ótima", "o plano cobre implante?", "paciente com dor no 26", "já fez canal no 46", "a resina do 26 caiu de novo",
	} {
		p.says("/menu", text)
		if p.session.Draft != nil && len(p.items()) > 0 {
			t.Errorf("%q begins a request with %v", text, p.items())
		}
	}
	p.says("/menu", "fiz a resina do 26 ontem, ficou ótima")
	p.sees("Não vi um pedido nessa mensagem", "[Nova solicitação]")
	p.says("/nova")
	p.taps("Ana P.", "Sim")
	p.says("81000030")
	for _, text := range []string{"fiz a resina do 26 ontem, ficou ótima", "paciente com dor no 26 há três dias", "já fez canal no 46"} {
		p.says(text)
		if diff := cmp.Diff([]string{"81000030"}, p.items()); diff != "" {
			t.Errorf("%q (-want +got)\n%s", text, diff)
		}
	}
}

// What a sentence leaves open is asked, one question at a time and in the order of the
// items; nothing of it is guessed.
func TestWhatASentenceLeavesOpen(t *testing.T) {
	c := setup(t)
	p := c.sent(t)
	p.says("exo do 38, resina no 26 e raspagem, matrícula 090216100")
	p.sees("👉 1. exo · <b>38</b>", "2. resina · <b>26</b> ❓", "3. raspagem ❓", "Qual destes para o <b>38</b>?", "“exo”")
	old := p.screen
	p.taps("82001286")
	p.sees("1. Siso incluso", "👉 2. resina", "Quais <b>faces</b>")
	p.screen = old
	p.taps("82000875")
	if p.answer.Text != phrases.Stale {
		t.Error("the button of a question that is over answers another")
	}
	p.says("mod")
	p.sees("2. Resina 3 faces · <b>26 MOD</b>", "👉 3. raspagem", "Em qual <b>região</b>")
	p.says("HASD")
	p.sees("Qual destes para <b>HASD</b>?")
	p.says("subgengival")
	p.sees("3. Raspagem subgengival · <b>HASD</b>", "É esta pessoa")
	if diff := cmp.Diff([]string{"82001286 38", "85100218 26 MOD", "85300039 HASD"}, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	for text, asks := range map[string][]string{
		"restaurar o 25 MO, matrícula 090216100":        {"Qual destes para o <b>25</b>", "85100200", "85100102"}, // the material
		"extração, matrícula 090216100":                 {"Em qual <b>dente</b>"},                                 // the tooth, and with it the dentition
		"canal, matrícula 090216100":                    {"Em qual <b>dente</b>"},
		"canal birradicular no 11, matrícula 090216100": {"No dente 11 o canal costuma ser unirradicular", "Trocar?"}, // told, not changed
		"resina no 11 MO, matrícula 090216100":          {"faces", "MI"},                                              // a face that it lacks
		"profilaxia no 46, matrícula 090216100":         {"1. Profilaxia", "É esta pessoa"},
		"extração do 65, matrícula 090216100":           {"decíduo", "É esta pessoa"},
	} {
		p := newCounter().sent(t)
		p.says(text)
		p.sees(asks...)
	}
	t.Run("and follows from what is answered", func(t *testing.T) {
		p := newCounter().sent(t)
		p.says("canal, matrícula 090216100", "46")
		p.sees("Canal multirradicular · <b>46</b>", "É esta pessoa")
		p = newCounter().sent(t)
		p.says("extração, matrícula 090216100", "55")
		if got := p.items(); len(got) != 1 || got[0] != "83000089 55" {
			t.Errorf("got %v", got)
		}
	})
	t.Run("and the person may say something else", func(t *testing.T) {
		p := newCounter().sent(t)
		p.says("exo do 38, matrícula 090216100")
		p.taps("Outro")
		p.says("82001286")
		p.sees("É esta pessoa")
		p.says("exo do 48 e uma panorâmica")
		p.sees("Qual destes para o <b>48</b>")
		p.taps("🗑 Tirar")
		p.sees("2. Panorâmica")
	})
}

func TestSentencesAtAQuestion(t *testing.T) {
	t.Parallel()
	for at, texts := range map[string][]string{
		"a photo held":     {"/nova", "eletivo", "helena"},
		"the caráter":      {"/nova"},
		"the professional": {"/nova", "eletivo"},
		"the beneficiary":  {"/nova", "eletivo", "helena"},
		"the person":       {"/nova", "eletivo", "helena", "090315200"},
		"the procedure":    {"/nova", "eletivo", "helena", "090315200", "sim"},
		"a tooth":          {"/nova", "eletivo", "helena", "090315200", "sim", "82000875"},
		"faces":            {"/nova", "eletivo", "helena", "090315200", "sim", "85100218 36"},
		"the items":        {"/nova", "eletivo", "helena", "090315200", "sim", "81000030"},
		"the attachments":  {"/nova", "eletivo", "helena", "090315200", "sim", "81000030", "pronto"},
		"the review":       {"/nova", "eletivo", "helena", "090315200", "sim", "81000030", "pronto", "pular"},
	} {
		t.Run("at "+at, func(t *testing.T) {
			t.Parallel()
			p := newCounter().provider(t)
			p.says(texts...)
			if at == "a photo held" {
				p.sends(dialogs.File{Photo: true})
			}
			p.says("resina no 26 MO e rx do 46, matrícula 090216100")
			items := strings.Join(p.items(), "; ")
			if !strings.Contains(items, "85100200 26 MO") || !strings.Contains(items, "81000421 46") {
				t.Errorf("items %s", items)
			}
			if b := p.form().Beneficiary; b == nil || b.Card != "090216100" || p.form().BeneficiaryOK {
				t.Errorf("for %+v", b)
			}
		})
	}
	t.Run("an observação stays one", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atFiles(t)
		note := "Paciente relata dor ao mastigar do lado esquerdo, restauração do 26 infiltrada e com cárie por baixo"
		p.says(note)
		if p.form().Note != note || len(p.items()) != 1 {
			t.Errorf("note %q, items %v", p.form().Note, p.items())
		}
	})
	t.Run("what is there already does not come twice", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		p.says("85100200 26 MO", "resina no 26 MO e rx do 46")
		p.sees("Já estava na lista: resina 26 MO", "Periapical · <b>46</b>")
		if len(p.items()) != 2 {
			t.Errorf("items %v", p.items())
		}
	})
}

func TestLongSentences(t *testing.T) {
	c := setup(t)
	p := c.sent(t)
	var b strings.Builder
	for _, tooth := range []string{"11", "12", "13", "14", "15", "16", "17", "21", "22", "23", "24", "25", "26", "27", "31", "32", "33", "34", "35", "36", "37", "41"} {
		b.WriteString("rx do " + tooth + ", ")
	}
	p.says(b.String() + "matrícula 090216100")
	if n := len(p.items()); n != 20 {
		t.Errorf("%d items", n)
	}
	p.sees("máximo de itens", "Ficou de fora: rx 37; rx 41", "[✏️ 20] [🗑 20]")
	p.taps("🗑 20")
	p.sees("Tirei da lista")
	p.taps("✅ Está certo")
	p.sees("Confira a solicitação")

	t.Run("hostile", func(t *testing.T) {
		for _, text := range []string{
			"<b>resina</b> no 26 MO & rx do 36\u202e, matrícula 090216100", "resina\x00 no 26 " + strings.Repeat("MO ", 900), strings.Repeat("resina 26 MO e ", 250),
			"exo <i>do</i> 38 </code> e coroa \"&\" no 46", strings.Repeat("canal no 46\n", 200),
		} {
			p := newCounter().sent(t)
			p.says(text)
			p.says("tira o <b>rx</b>", "troca o & por <i>", "não, é o \x0046")
		}
	})
	t.Run("with a code that ended", func(t *testing.T) {
		p := newCounter().sent(t)
		p.says("quero 83000098 e resina no 26 MO, matrícula 090216100")
		p.sees("parece erro de digitação. Quis dizer 83000089 ou 83000097?", "1. Resina 2 faces")
		p.doesNotSee("[✅ Está certo")
		p.taps("83000089")
		p.sees("👉 2. Exo decíduo", "Em qual <b>dente</b>")
	})
}

func TestTableOnTwoPhones(t *testing.T) {
	c := setup(t)
	p := c.sent(t)
	p.says(whole)
	two := c.provider(t)
	two.session.Key.Chat++
	two.says("/menu", "continuar")
	two.sees("1. Resina 2 faces", "É esta pessoa, e os itens estão certos?")
	two.taps("🗑 2")
	two.sees("Tirei da lista: Periapical")
	stale := p.screen
	p.taps("🗑 2")
	if p.answer.Text != phrases.Stale {
		t.Error("a line that another phone took out is taken out again")
	}
	p.sees("1. Resina 2 faces")
	p.doesNotSee("Periapical")
	p.screen = stale
	p.taps("🗑 1") // of a list of two
	if got := p.items(); len(got) != 1 {
		t.Errorf("items %v", got)
	}
	two.taps("Outra pessoa")
	two.says("090315200")
	p.screen = stale
	p.taps("✅ Está certo")
	if p.answer.Text != phrases.Stale || p.form().BeneficiaryOK {
		t.Error("a tap confirms somebody else")
	}
	p.sees("Bruno L.")
	p.taps("✅ Está certo")
	p.sees("Confira a solicitação", "Bruno L.")
}

func TestRequestInACaption(t *testing.T) {
	c := setup(t)
	p := c.sent(t)
	p.updates = 0
	p.sends(dialogs.File{Photo: true, Caption: "solicito canal no 46, coroa metalocerâmica no 46 e rx do 36. mat 090216100"})
	p.sees("Li a legenda como pedido", "1. Canal multirradicular", "3. Periapical", "Anexos: 1", "É esta pessoa")
	p.arrives()
	p.sees("1. Canal multirradicular")
	p.taps("✅ Está certo", "Enviar")
	if f := c.memory.requests[1].Form; p.updates > 3 || len(f.Items) != 3 || len(f.Files) != 1 || f.Files[0].Type != "" || f.Note != "" {
		t.Errorf("%d updates, %+v", p.updates, f)
	}
	t.Run("of an album", func(t *testing.T) {
		p := newCounter().sent(t)
		p.give(dialogs.File{MessageID: 20, Photo: true, Album: "a", Caption: whole})
		p.give(dialogs.File{MessageID: 21, Photo: true, Album: "a"})
		p.waits(2e9)
		p.sees("Recebi 2 arquivos", "Li a legenda como pedido", "1. Resina 2 faces", "Anexos: 2")
	})
	t.Run("where the beneficiary is asked for is no card", func(t *testing.T) {
		p := newCounter().provider(t)
		p.says("/nova", "eletivo", "helena")
		p.sends(dialogs.File{Photo: true, Caption: whole})
		p.sees("Anexos: 1", "É esta pessoa, e os itens")
	})
	for _, caption := range []string{"rx final do canal do 46", "foto da resina do 26", "panorâmica da paciente", "fiz a resina do 26 ontem"} {
		t.Run("and not "+caption, func(t *testing.T) {
			p := newCounter().sent(t)
			p.sends(dialogs.File{Photo: true, Caption: caption})
			if p.session.Draft != nil && p.form().Read {
				t.Errorf("asks for %v", p.items())
			}
		})
	}
}

// onlyReader counts how often it is asked.
type onlyReader struct{ asked []string }

func (r *onlyReader) Parse(text string) nlu.Request {
	r.asked = append(r.asked, text)
	return nlu.Parse(text)
}

func TestReaderIsAskedWhenNothingElseReads(t *testing.T) {
	t.Parallel()
	r := &onlyReader{}
	c := newCounterWith([]backend.Option{}, dialogs.WithRequestReader(r))
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "81000030", "85100218", "36", "MOD", "x2", "pronto", "pular")
	if len(r.asked) > 0 {
		t.Errorf("it was asked about %q", r.asked)
	}
	p.says("e também uma resina no 46 MO")
	if diff := cmp.Diff([]string{"e também uma resina no 46 MO"}, r.asked); diff != "" {
		t.Errorf("asked (-want +got)\n%s", diff)
	}
}
