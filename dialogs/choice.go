package dialogs

import "strings"

// positionWords name a place in a numbered list.
var positionWords = map[string]int{
	"primeiro": 1, "primeira": 1, "segundo": 2, "segunda": 2, "terceiro": 3, "terceira": 3, "quarto": 4, "quarta": 4, "quinto": 5, "quinta": 5,
	"um": 1, "uma": 1, "dois": 2, "duas": 2, "tres": 3, "quatro": 4, "cinco": 5,
	"1a": 1, "1o": 1, "2a": 2, "2o": 2, "3a": 3, "3o": 3, "4a": 4, "4o": 4, "5a": 5, "5o": 5,
}

// besideChoice are words that may stand beside it.
var besideChoice = wordSet("o a e eh opcao numero item essa esse este esta quero pode ser seria mesmo com favor por pf pfv fico vai de cima")

// chosenOf reads "1", "a primeira", "opção 2", "o último" where as many choices as of
// stand numbered; 0 for none.
func chosenOf(text string, of int) int {
	n := 0
	text = strings.NewReplacer("ª", "a", "º", "o", "°", "o").Replace(text)
	for _, w := range spokenOf(text) {
		one := number(w)
		if p := positionWords[w]; p > 0 {
			one = p
		}
		switch {
		case w == "ultimo" || w == "ultima":
			one = of
		case besideChoice[w]:
			continue
		}
		if one < 1 || one > of || n != 0 {
			return 0
		}
		n = one
	}
	return n
}

// noneSaid tells that none of what is shown is meant.
func noneSaid(text string) bool {
	words := spokenOf(text)
	return len(words) > 0 && len(words) <= 5 && (words[0] == "nenhum" || words[0] == "nenhuma" || len(words) > 1 && words[0] == "nem" && words[1] == "um") &&
		!strings.Contains(text, "?")
}
