package nlu_test

import (
	"fmt"
	"strings"
	"testing"

	"guiche/dialogs/nlu"
)

// changed writes changes in a line: "drop #2; put 85100218 26 -> 36".
func changed(all []nlu.Change) string {
	side := func(l nlu.Line) string {
		var parts []string
		if l.Ordinal != 0 {
			parts = append(parts, fmt.Sprintf("#%d", l.Ordinal))
		}
		if len(l.Codes) > 0 {
			parts = append(parts, l.Codes[0])
		}
		if l.All {
			parts = append(parts, "all")
		}
		parts = append(parts, l.Tooth.String(), l.Region.String(), l.Faces.String())
		if l.Count > 0 {
			parts = append(parts, fmt.Sprintf("%df", l.Count))
		}
		return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
	}
	var out []string
	for _, c := range all {
		s := strings.TrimSpace(string(c.Kind) + " " + side(c.Of))
		if c.Kind == nlu.Put {
			s += " -> " + side(c.To)
		}
		if c.Pulls {
			s += " (or pulls)"
		}
		out = append(out, strings.TrimSpace(s+" "+c.Person))
	}
	return strings.Join(out, "; ")
}

func TestCorrectionsAreRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"não, é o 46":             "put -> 46",
		"não, 46":                 "put -> 46",
		"é no 46":                 "put -> 46",
		"nao é o quarenta e seis": "put -> 46",
		"ops, o certo é 36":       "put -> 36",
		"o dente é 36 não 26":     "put 26 -> 36",
		"o dente é trinta e seis, não é vinte e seis": "put 26 -> 36",
		"não é o 26, é o 36":                          "put 26 -> 36",
		"a resina é no 36":                            "put 85100196 -> 36",
		"o item 2 é no 36":                            "put #2 -> 36",
		"são faces MOD":                               "put -> MOD",
		"as faces são mesial e oclusal":               "put -> MO",
		"no 26 é MOD":                                 "put 26 -> MOD",
		"tira o rx":                                   "drop 81000421",
		"tira o item 2":                               "drop #2",
		"remove a última":                             "drop #-1",
		"tira o segundo item da lista":                "drop #2",
		"não precisa do rx":                           "drop 81000421",
		"sem a panorâmica":                            "drop 81000405",
		"remove a pan e o rx":                         "drop 81000405; drop 81000421",
		"tira o 38":                                   "drop 38 (or pulls)",
		"troca a resina do 26 por 3 faces":            "put 85100196 26 -> 3f",
		"troca o 26 pelo 27":                          "put 26 -> 27",
		"muda o dente para 27":                        "put -> 27",
		"muda as faces do 26 pra OD":                  "put 26 -> OD",
		"em vez da resina, ionômero":                  "put 85100196 -> 85100137",
		"coloca o 36 no lugar do 26":                  "put 26 -> 36",
		"muda a matrícula para 090315200":             "who 090315200",
		"a matrícula é 090315200":                     "who 090315200",
		"não, é o 46 e tira o rx":                     "put -> 46; drop 81000421",
		"item 1 dente 36":                             "put #1 -> 36",
		"não é a Ana, é o 090315200":                  "who 090315200",
		"desfaz":                                      "undo",
		"desfaz isso":                                 "undo",
		"raspagem na verdade é HASD":                  "put 85300047 -> HASD",
		"o canal é no 37 e a resina é MOD":            "put 85200166 -> 37; put 85100196 -> MOD",
		"tira o 2":                                    "drop #2",
		"tira o 2 e o 3":                              "drop #2; drop #3",
		"tira os itens 2 e 3":                         "drop #2; drop #3",
		"tira 1, 2 e o 36":                            "drop #1; drop #2; drop 36 (or pulls)",
		"tira o item 13":                              "drop #13",
		"apaga o 13":                                  "drop 13",
		"não precisa do 2":                            "drop #2",
		"tira os dois":                                "drop all",
		"tira tudo menos o canal":                     "keep 85200166",
		"apaga tudo exceto o 2":                       "keep #2",
		"deixa só o canal e a pan":                    "keep 85200166; keep 81000405",
		"só o canal":                                  "keep 85200166",
		"o 3 tbm":                                     "also #3",
		"e o rx também":                               "also 81000421",
		"os dois também":                              "also all",
		"na verdade são duas faces, MO":               "put -> MO 2f",
		"troca o canal por retratamento":              "put 85200166 -> 85200115",
		"o 2 é no 46 e tira o 3":                      "put #2 -> 46; drop #3",

		"só um canal no 46":           "",
		"tira dois dentes":            "",
		"troca 2 por 3 faces":         "",
		"também quero uma panorâmica": "",
		"mais uma pan também":         "",

		"resina no 26 MO e rx do 36":            "",
		"fiz a resina do 26 ontem, ficou ótima": "",
		"quero canal no 46":                     "",
		"o plano cobre implante?":               "",
		"dor ao mastigar há 3 dias":             "",
		"troca do aparelho":                     "",
		"e também uma resina no 46 MO":          "",
		"são duas resinas no 46":                "",
		"e no 36":                               "",
		"é urgente":                             "",
		"qual é o prazo?":                       "",
		"não":                                   "",
		"não tem rx":                            "",
		"extração do 38":                        "",
		"paciente 090315200, resina MO no 26":   "",
		"tira uma dúvida":                       "",
		"tirar o 18, o 28 e fazer limpeza":      "",
	} {
		if got := changed(nlu.Changes(text)); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func FuzzChanges(f *testing.F) {
	for _, s := range []string{"não, é o 46", "troca a resina do 26 por 3 faces", "tira o rx", "em vez de", "é", "não é , é", "o certo é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, c := range nlu.Changes(s) {
			if c.Kind == nlu.Put && c.To.IsZero() || c.Kind == nlu.Drop && c.Of.IsZero() || c.Kind == nlu.Who && c.Person == "" {
				t.Errorf("a change of nothing: %+v", c)
			}
		}
	})
}
