package nlu_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/dialogs/nlu"
)

var kindNames = map[nlu.Kind]string{
	nlu.Word: "w", nlu.Number: "n", nlu.Sign: "s", nlu.Stop: ".", nlu.CPF: "cpf", nlu.CNPJ: "cnpj", nlu.Card: "card", nlu.Code: "code",
	nlu.Eight: "eight", nlu.Protocol: "protocol", nlu.Phone: "phone", nlu.Date: "date", nlu.Hour: "hour", nlu.Money: "money", nlu.Digits: "digits",
}

func tokensOf(text string) string {
	var parts []string
	for _, t := range nlu.Read(text) {
		parts = append(parts, fmt.Sprintf("%s:%s", kindNames[t.Kind], strings.ReplaceAll(t.Text, "\n", "/")))
	}
	return strings.Join(parts, " ")
}

func TestMessageIsTakenApart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                            "",
		"Canal no 46, URGENTE!":       "w:canal w:no n:46 s:, w:urgente .:!",
		"extração mésio-oclusal":      "w:extracao w:mesio w:oclusal",
		"26MOD":                       "n:26 w:mod",
		"p/ hoje c/ retalho":          "w:para w:hoje w:com w:retalho",
		"sup. dir. do dr. Zé":         "w:sup w:dir w:do w:dr w:ze",
		"fim. Começo":                 "w:fim .:. w:comeco",
		"quarenta e seis":             "n:46",
		"vinte e seis e vinte e sete": "n:26 w:e n:27",
		"trinta seis":                 "n:36",
		"quatro seis":                 "n:46",
		"quatro faces":                "n:4 w:faces",
		"dois canais":                 "n:2 w:canais",
		"dezoito":                     "n:18",
		"um canal":                    "w:um w:canal",
		"529.982.247-25":              "cpf:52998224725",
		"529 982 247 25":              "cpf:52998224725",
		"52998224725":                 "cpf:52998224725",
		"529.982.247-26":              "digits:52998224726",
		"11.222.333/0001-81":          "cnpj:11222333000181",
		"12.abc.345/01de-35":          "cnpj:12ABC34501DE35",
		"090216100":                   "card:090216100",
		"090.216.100":                 "card:090216100",
		"85100218":                    "code:85100218",
		"85.100.218":                  "code:85100218",
		"00220071":                    "eight:00220071",
		"32447720210604050216":        "protocol:32447720210604050216",
		"(21) 98888-4646":             "s:( phone:21) 98888-4646",
		"21 98888 4646":               "phone:21 98888 4646",
		"+55 21 98888-4646":           "s:+ phone:55 21 98888-4646",
		"3333-4444":                   "phone:3333-4444",
		"dia 26/11":                   "w:dia date:26/11",
		"26/11/2026":                  "date:26/11/2026",
		"36/37":                       "n:36 s:/ n:37",
		"11/12":                       "n:11 s:/ n:12",
		"18/28/38/48":                 "n:18 s:/ n:28 s:/ n:38 s:/ n:48",
		"14h30 e 14:30":               "hour:14h30 w:e hour:14:30",
		"36 reais":                    "money:36",
		"R$ 1.250,00":                 "money:1.250,00",
		"36,50":                       "money:36,50",
		"36,37":                       "n:36 s:, n:37",
		"11-21":                       "n:11 s:- n:21",
		"4º quadrante":                "n:4 w:quadrante",
		"três nove zero cinco três três quatro quatro sete zero cinco": "cpf:39053344705",
		"zero nove zero dois um meia um zero zero":                     "card:090216100",
	} {
		if diff := cmp.Diff(want, tokensOf(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"Canal no 46, mat 090216101", "+55 (21) 98888-4646", "12.ABC.345/01DE-35", "R$", "quarenta e", "4º", "ÿ\xff", "1.1.1.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, token := range nlu.Read(s) {
			if token.From < end || token.To < token.From || token.To > len(s) {
				t.Fatalf("token %+v of %q lies outside or over another", token, s)
			}
			end = token.From
		}
	})
}
