package dialogs_test

import (
	"testing"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/dialogs/phrases"
)

// namesake is a patient of the clinic's last request with another name.
func (c *counter) namesake(name string, id int64, year int) {
	r := c.memory.requests[len(c.memory.requests)-1]
	b := *r.Form.Beneficiary
	b.ID, b.Name, b.Birth = id, name, calendar.Date{Year: year, Month: 3, Day: 1}
	r.Form = r.Form.Clone()
	r.Form.Beneficiary = &b
	c.memory.requests = append(c.memory.requests, r)
}

// A patient is called by name as far as the clinic sent requests for her, and is asked
// about like anybody.
func TestPatientsAreCalledByName(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"limpeza pra ana prado":                    "1. Profilaxia",
		"limpeza pra ana":                          "1. Profilaxia",
		"canal no 46 paciente Ana Prado":           "1. Canal multirradicular",
		"quero pedir resina no 26 MO para a Ana P": "1. Resina 2 faces",
		"preciso de autorização pra extrair o siso da ana prado, está incluso, é o 48": "1. Siso incluso",
		"limpeza e rx panoramica pra minha paciente ana":                               "2. Panorâmica",
	} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			p := newCounter().sent(t)
			p.says(said)
			p.sees(want, "achei <b>Ana P. · 1958</b>", "É esta pessoa, e os itens estão certos?", "090216100")
			if p.form().BeneficiaryOK {
				t.Error("nobody was asked")
			}
		})
	}
	t.Run("where she is asked for", func(t *testing.T) {
		t.Parallel()
		for _, said := range []string{"ana prado", "Prado", "é a ana prado", "Ana P."} {
			p := newCounter().sent(t)
			p.says("/nova", said)
			p.sees("Ana P.", "É esta pessoa?")
		}
	})
	t.Run("but nobody else's", func(t *testing.T) {
		t.Parallel()
		p := newCounter().sent(t)
		p.says("/nova", "bruno lima")
		p.sees(phrases.NoNames)
		p = newCounter().sent(t)
		p.says("canal no 46 paciente bruno lima")
		p.sees("1. Canal multirradicular", "Quem é o <b>beneficiário</b>")
	})
	t.Run("two of a name are told apart", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.sent(t)
		c.namesake("Ana Beatriz Rocha", 3, 1990)
		p.says("limpeza pra ana")
		p.sees("há 2 pacientes com esse nome", "[Ana P. · 1958]", "[Ana R. · 1990]", "1. Profilaxia")
		p.taps("Ana P. · 1958")
		p.sees("É esta pessoa, e os itens estão certos?", "090216100")
		p.says("/menu", "limpeza pra ana beatriz")
		p.sees("achei <b>Ana R. · 1990</b>")
	})
	t.Run("no word of a procedure is taken for a surname", func(t *testing.T) {
		t.Parallel()
		for said, want := range map[string]string{
			"coroa de porcelana no 46":         "oroa",
			"pulpotomia no 75, dente de leite": "Pulpotomia",
			"restauração de duas faces no 26":  "estauração",
		} {
			c := newCounter()
			p := c.sent(t)
			c.namesake("Rosa Porcelana Lima", 3, 1990)
			c.namesake("Maria Leite Pontes", 4, 1990)
			p.says(said)
			p.sees(want)
			p.doesNotSee("achei", "(a confirmar)")
		}
		for _, said := range []string{"limpeza da maria", "limpeza pra maria leite"} {
			c := newCounter()
			p := c.sent(t)
			c.namesake("Maria Leite Pontes", 4, 1990)
			p.says(said)
			p.sees("achei <b>Maria P. · 1990</b>")
		}
	})
	t.Run("no dentist is taken for one", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.sent(t)
		c.namesake("Helena Prado", 3, 1990)
		p.says("canal no 46, dra helena, matrícula 090315200")
		p.sees("Bruno L.")
	})
}

func TestWhoAndWhatElseIsCorrectedInWords(t *testing.T) {
	t.Parallel()
	other := func(t *testing.T) *person {
		p := newCounter().sent(t)
		p.says("resina no 26 MO e canal no 36, matrícula 090315200")
		p.sees("Bruno L.", "É esta pessoa")
		return p
	}
	for _, said := range []string{"a paciente é a ana prado", "não, é pra ana", "na verdade a paciente é a Ana"} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			p := other(t)
			p.says(said)
			p.sees("achei <b>Ana P. · 1958</b>", "Troquei o beneficiário", "090216100", "É esta pessoa")
			p.taps("↩️ Desfazer")
			p.sees("Bruno L.")
		})
	}
	t.Run("a no to who stands there", func(t *testing.T) {
		t.Parallel()
		p := other(t)
		p.says("não é essa pessoa")
		p.sees("Quem é o <b>beneficiário</b>", "1. Resina 2 faces")
	})
	t.Run("the dentist", func(t *testing.T) {
		t.Parallel()
		for _, said := range []string{"muda o dentista para o marcos", "o dentista é o dr. Marcos", "quem pede é o marcos teles"} {
			p := other(t)
			p.says(said)
			p.sees("Profissional: Marcos Teles.", "1. Resina 2 faces")
			p.taps("↩️ Desfazer")
			p.sees("Profissional: Helena Duarte")
		}
		p := other(t)
		p.says("troca o dentista")
		p.sees("Quem é o <b>profissional solicitante</b>")
	})
	t.Run("the observação", func(t *testing.T) {
		t.Parallel()
		p := other(t)
		p.says("adiciona uma observação: dor ao mastigar")
		p.sees("Observação: dor ao mastigar", "É esta pessoa")
		p.says("tem pulpite e ja foi feito abertura")
		p.sees("a lista ficou como estava", "É esta pessoa")
		p.taps("📝 Anotar como observação")
		if note := p.form().Note; note != "dor ao mastigar\ntem pulpite e ja foi feito abertura" {
			t.Errorf("observação %q", note)
		}
	})
	t.Run("two lines at once", func(t *testing.T) {
		t.Parallel()
		p := other(t)
		p.says("o canal é no 37 e a resina é MOD")
		p.sees("1. Resina 3 faces · <b>26 MOD</b>", "2. Canal multirradicular · <b>37</b>")
	})
}

// Past requests are read for a name, and for nothing that is none, once for a while.
func TestPastRequestsAreReadForANameOnly(t *testing.T) {
	t.Parallel()
	c := newCounter()
	p := c.sent(t)
	read := func() (n int) {
		for _, limit := range c.memory.formsAsked {
			if limit > 50 {
				n++
			}
		}
		return n
	}
	p.says("coroa de porcelana no 46", "/menu", "pulpotomia no 75, dente de leite", "/menu")
	if n := read(); n != 0 {
		t.Errorf("read %d times for what is no name", n)
	}
	p.says("/nova", "bruno lima", "carlos lima", "/menu", "limpeza pra ana prado")
	p.sees("achei <b>Ana P. · 1958</b>")
	if n := read(); n != 1 {
		t.Errorf("read %d times for three names", n)
	}
}

func TestSeveralAnswersInOneMessage(t *testing.T) {
	t.Parallel()
	t.Run("the first time", func(t *testing.T) {
		t.Parallel()
		p := newCounter().types(t, "eletivo, helena, matrícula 090216100, resina no 26 MO e rx do 36")
		p.sees("Caráter: Eletivo", "Helena Duarte", "1. Resina 2 faces", "2. Periapical", "É esta pessoa, e os itens estão certos?")
	})
	t.Run("without an item", func(t *testing.T) {
		t.Parallel()
		for said, want := range map[string]string{
			"eletivo, dra helena, matrícula 090216100":       "Caráter: Eletivo",
			"é urgente por dor, dra helena, 090216100":       "Caráter: Urgência (dor)",
			"matrícula 090216100, não é urgente, dr. marcos": "Marcos Teles",
		} {
			p := newCounter().types(t, said)
			p.sees(want, "Ana P.", "É esta pessoa?")
		}
		p := newCounter().types(t, "eletivo helena")
		p.sees("Caráter: Eletivo", "Helena Duarte", "Quem é o <b>beneficiário</b>")
	})
	t.Run("at a question in the middle", func(t *testing.T) {
		t.Parallel()
		p := newCounter().sent(t)
		p.says("/nova", "matrícula 090315200, urgente por trauma")
		p.sees("Urgência (trauma)", "Bruno L.")
	})
	t.Run("what stands as in the last request says so", func(t *testing.T) {
		t.Parallel()
		p := newCounter().sent(t)
		p.says("canal no 46, matrícula 090216100")
		p.sees("Como da última vez: eletivo, Helena Duarte.")
		p.says("está certo")
		p.sees("Confira a solicitação", "Como da última vez: eletivo, Helena Duarte.")
		p.says("/menu", "canal no 36, eletivo, dr. marcos, matrícula 090315200")
		p.doesNotSee("Como da última vez")
	})
}

func TestWhatIsSaidBeforeItsQuestionIsKept(t *testing.T) {
	t.Parallel()
	t.Run("the beneficiary, while the item is asked about", func(t *testing.T) {
		t.Parallel()
		p := newCounter().provider(t)
		p.says("resina no 26, matrícula 090216100")
		p.sees("Beneficiário: Ana P. · 090216100 (a confirmar)", "Qual é o <b>caráter</b>")
		p.says("eletivo", "helena")
		p.sees("Ana P. · 090216100 (a confirmar)", "Quais <b>faces</b>")
	})
	t.Run("the tooth, before what is to be done to it", func(t *testing.T) {
		t.Parallel()
		p := newCounter().sent(t)
		p.says("a paciente esta com muita dor no 27 preciso fazer urgente hoje")
		p.sees("Urgência (dor)", "Dente 27: falta dizer o procedimento")
		p.says("ana prado", "sim")
		p.sees("O que será feito no <b>dente 27</b>?")
		p.says("canal")
		if got := p.items(); len(got) != 1 || got[0] != "85200158 27" || p.form().Urgency != backend.Pain {
			t.Errorf("got %v", got)
		}
	})
}
