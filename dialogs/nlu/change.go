package nlu

import (
	"slices"

	"guiche/backend/dental"
)

// ChangeKind is what a correction does.
type ChangeKind string

// The kinds.
const (
	Drop ChangeKind = "drop" // a line goes
	Keep ChangeKind = "keep" // all lines go but this one, and others that are kept
	Put  ChangeKind = "put"  // something about a line becomes something else
	Also ChangeKind = "also" // what was last changed is to be so here too
	Undo ChangeKind = "undo" // what was last changed is had back
	Who  ChangeKind = "who"  // another beneficiary
)

// Line says which line of a request is meant, or what it becomes; what was not said
// is empty.
type Line struct {
	Ordinal int           `json:"n,omitempty"` // from 1; -1 is the last
	Bare    bool          `json:"b,omitempty"` // Ordinal or Tooth was a number and nothing else
	All     bool          `json:"a,omitempty"` // every line that it may be
	Codes   []string      `json:"c,omitempty"` // that its words may mean, best first
	Words   string        `json:"w,omitempty"` // those words
	Tooth   dental.Tooth  `json:"t,omitempty"`
	Region  dental.Region `json:"r,omitempty"`
	Faces   dental.Faces  `json:"f,omitempty"`
	Count   int           `json:"k,omitempty"` // of faces
}

// IsZero tells that nothing was said.
func (l Line) IsZero() bool {
	return l.Ordinal == 0 && !l.All && len(l.Codes) == 0 && l.Tooth == 0 && l.Region == "" && l.Faces == 0 && l.Count == 0
}

// Change is one correction of what was asked for: "tira o rx", "o dente é 36, não 26".
type Change struct {
	Kind ChangeKind `json:"kind,omitempty"`
	Of   Line       `json:"of,omitzero"`
	To   Line       `json:"to,omitzero"`
	// Pulls: the same words ask for an extraction: "tira o 38".
	Pulls bool `json:"pulls,omitempty"`
	// Person is the matrícula or CPF of Who.
	Person string `json:"-"`
}

var (
	dropVerbs = wordSet(`tira tire tirar retira retire retirar remove remova remover exclui exclua excluir apaga apague apagar deleta delete deletar
		cancela cancele cancelar elimina descarta esquece esqueca desconsidera desconsidere`)
	pullVerbs = wordSet("tira tire tirar retira retire retirar remove remova remover")
	swapVerbs = wordSet(`troca troque trocar muda mude mudar altera altere alterar corrige corrija corrigir substitui substitua substituir passa passe
		atualiza atualize`)
	becomes   = wordSet("por pelo pela para pra pro pros vira")
	copulas   = wordSet("eh e sao era eram seria fica ficou sera")
	putVerbs  = wordSet("coloca coloque bota bote poe ponha faz faca quero usa use")
	changeLed = wordSet(`ops opa epa eita perai pera espera desculpa desculpe perdao errei corrigindo correcao alias digo melhor engano enganei
		me foi mal na verdade quer dizer ou o certo por favor pf pfv ah entao agora so mas`)
	keepVerbs = wordSet("deixa deixe deixar mantem mantenha manter fica fique quero conserva conserve preserva")
	onlyWords = wordSet("so somente apenas")
	lessWords = wordSet("menos exceto fora tirando salvo")
	lineWords = wordSet(`o a os as um uma do da dos das de no na nos nas pro pra dente dentes elemento elementos face faces regiao item itens linha linhas numero
		procedimento esse este essa esta aquele aquela la ali ai tambem todo toda mesmo mesma codigo quantidade em lista pedido solicitacao guia fora
		por favor pf pfv mais n verdade`)
	ranks = map[string]int{"primeiro": 1, "primeira": 1, "segundo": 2, "segunda": 2, "terceiro": 3, "terceira": 3, "quarto": 4, "quinto": 5, "sexto": 6,
		"setimo": 7, "oitavo": 8, "ultimo": -1, "ultima": -1}
	undoWords = wordSet("desfaz desfazer desfaca")
)

// Changes reads a message that corrects what was asked for, and nothing else; nil for
// any other. A request in full is none: Parse reads that.
func Changes(text string) []Change {
	const mostTokens = 40 // a longer one says more than that
	tokens := Read(text)
	if len(tokens) > mostTokens {
		return nil
	}
	c := changer{tokens: trimStops(tokens), text: text, lex: Standard()}
	if all := c.changes(c.tokens); all != nil {
		return all
	}
	var all []Change
	for _, part := range c.clauses() {
		some := c.changes(part)
		if some == nil {
			return nil
		}
		all = append(all, some...)
	}
	return all
}

type changer struct {
	tokens []Token
	text   string
	lex    *Lexicon
}

func trimStops(tokens []Token) []Token {
	for n := len(tokens); n > 0 && (tokens[n-1].Kind == Stop || tokens[n-1].Text == ","); n-- {
		tokens = tokens[:n-1]
	}
	return tokens
}

// clauses are the parts of "não, é o 46 e tira o rx".
func (c *changer) clauses() [][]Token {
	var parts [][]Token
	from := 0
	for i, t := range c.tokens {
		if i == from || t.Kind != Stop && t.Text != "," && t.Text != "e" || i+1 == len(c.tokens) {
			continue
		}
		next := c.tokens[i+1]
		verb := dropVerbs[next.Text] || swapVerbs[next.Text] || theWords[next.Text] && copular(c.tokens[from:i]) && copular(c.tokens[i+1:])
		if t.Kind == Stop || verb {
			parts = append(parts, c.tokens[from:i])
			from = i + 1
		}
	}
	if from == 0 {
		return nil
	}
	return append(parts, trimStops(c.tokens[from:]))
}

// copular tells a clause of its own: "o canal é no 37".
func copular(tokens []Token) bool {
	return slices.ContainsFunc(tokens, func(t Token) bool {
		return t.Kind == Word && copulas[t.Text] && t.Text != "e" || t.Kind == Word && t.Text == "e" && t.To-t.From > 1
	})
}

func word(tokens []Token, i int) string {
	if i < 0 || i >= len(tokens) || tokens[i].Kind == CPF || tokens[i].Kind == Card {
		return ""
	}
	return tokens[i].Text
}

// changes reads one clause.
func (c *changer) changes(tokens []Token) []Change {
	for _, read := range []func([]Token) []Change{c.denied, c.kept, c.also} {
		if some := read(tokens); some != nil {
			return some
		}
	}
	led := false
	for len(tokens) > 0 && (tokens[0].Text == "nao" || changeLed[tokens[0].Text] && !(tokens[0].Text == "o" && len(tokens) > 1 && tokens[1].Text != "certo") || tokens[0].Text == "," || tokens[0].Kind == Stop) {
		led = led || tokens[0].Kind == Word && tokens[0].Text != "o" && tokens[0].Text != "agora" && tokens[0].Text != "so"
		tokens = tokens[1:]
	}
	if len(tokens) == 0 {
		return nil
	}
	first := tokens[0].Text
	switch {
	case undoWords[first] && len(tokens) <= 3 || (first == "volta" || first == "deixa") && word(tokens, 1) == "como":
		return []Change{{Kind: Undo}}
	case dropVerbs[first]:
		return c.drops(tokens[1:], pullVerbs[first])
	case first == "sem" && len(tokens) > 1:
		return c.drops(tokens[1:], false)
	}
	if who := c.who(tokens); who != nil {
		return who
	}
	for _, read := range []func([]Token, bool) []Change{c.swapped, c.instead, c.is} {
		if some := read(tokens, led); some != nil {
			return some
		}
	}
	return nil
}

// denied: "não precisa do rx", "não é o 26, é o 36".
func (c *changer) denied(tokens []Token) []Change {
	if word(tokens, 0) != "nao" {
		return nil
	}
	rest := tokens[1:]
	switch w := word(rest, 0); {
	case w == "precisa" || w == "preciso" || w == "quero" || w == "quer" || w == "precisamos":
		rest = rest[1:]
		if word(rest, 0) == "mais" {
			rest = rest[1:]
		}
		return c.drops(rest, false)
	case copulas[w]:
		for i := 1; i < len(rest); i++ {
			if rest[i].Kind == Sign && rest[i].Text == "," || copulas[rest[i].Text] || rest[i].Text == "mas" || rest[i].Text == "sim" {
				to := i
				for to < len(rest) && (rest[to].Kind == Sign || copulas[rest[to].Text] || rest[to].Text == "mas" || rest[to].Text == "sim") {
					to++
				}
				return c.put(rest[1:i], rest[to:])
			}
		}
	}
	return nil
}

// drops reads what goes: "a pan e o rx", "o 2 e o 3".
func (c *changer) drops(tokens []Token, pull bool) []Change {
	var all []Change
	for _, part := range split(tokens) {
		of, ok := c.numbered(part)
		if !ok || of.IsZero() || of.Faces != 0 && of.Tooth == 0 && len(of.Codes) == 0 {
			return nil
		}
		all = append(all, Change{Kind: Drop, Of: of, Pulls: pull && of.Tooth != 0 && len(of.Codes) == 0 && of.Ordinal == 0})
	}
	return all
}

func split(tokens []Token) [][]Token {
	var parts [][]Token
	from := 0
	for i, t := range tokens {
		if t.Text == "e" || t.Text == "," || t.Text == "+" {
			if i > from {
				parts = append(parts, tokens[from:i])
			}
			from = i + 1
		}
	}
	if from < len(tokens) {
		parts = append(parts, tokens[from:])
	}
	return parts
}

// who: a number of somebody, said to be another's.
func (c *changer) who(tokens []Token) []Change {
	person, professional := people(tokens, false)
	if person == "" || professional != "" || len(tokens) > 14 {
		return nil
	}
	said := false
	for _, t := range tokens {
		said = said || swapVerbs[t.Text] || benefWords[t.Text] || patientWords[t.Text] && t.Text != "pra" && t.Text != "para" || t.Text == "cpf" || copulas[t.Text] && t.Text != "e"
	}
	if !said || c.lex.names(tokens) {
		return nil
	}
	return []Change{{Kind: Who, Person: person}}
}

// NamesProcedure tells whether a text names a procedure, be it asked for or not.
func NamesProcedure(text string) bool { return Standard().names(Read(text)) }

func (x *Lexicon) names(tokens []Token) bool {
	return slices.ContainsFunc(x.mentions(tokens).mentions, func(m mention) bool { return m.sort == mProcedure })
}

// swapped: "troca a resina do 26 por 3 faces", "o 26 vira 27".
func (c *changer) swapped(tokens []Token, _ bool) []Change {
	from := 0
	verb := swapVerbs[tokens[0].Text]
	if verb {
		from = 1
	}
	for i := len(tokens) - 1; i >= from; i-- {
		if becomes[tokens[i].Text] && (verb || tokens[i].Text == "vira") {
			return c.put(tokens[from:i], tokens[i+1:])
		}
	}
	return nil
}

// instead: "em vez da resina, ionômero", "coloca o 36 no lugar do 26".
func (c *changer) instead(tokens []Token, _ bool) []Change {
	for i := 0; i+2 < len(tokens); i++ {
		lead := word(tokens, i) + " " + word(tokens, i+1)
		if lead != "em vez" && lead != "no lugar" && lead != "ao inves" && lead != "em lugar" {
			continue
		}
		rest := tokens[i+2:]
		if i > 0 {
			before := tokens[:i]
			for len(before) > 0 && (putVerbs[before[0].Text] || copulas[before[0].Text]) {
				before = before[1:]
			}
			return c.put(rest, before)
		}
		for j, t := range rest {
			if t.Text == "," || putVerbs[t.Text] || copulas[t.Text] && t.Text != "e" {
				to := rest[j:]
				for len(to) > 0 && (to[0].Kind == Sign || putVerbs[to[0].Text] || copulas[to[0].Text]) {
					to = to[1:]
				}
				return c.put(rest[:j], to)
			}
		}
	}
	return nil
}

// is: "é o 46", "a resina é no 36", "o dente é 36, não 26", "não, 46".
func (c *changer) is(tokens []Token, led bool) []Change {
	at := slices.IndexFunc(tokens, func(t Token) bool { return t.Kind == Word && copulas[t.Text] })
	var x, rest []Token
	switch {
	case at >= 0 && (tokens[at].Text != "e" || at == 0 && led || at > 0 && lineWords[tokens[at-1].Text]):
		x, rest = tokens[:at], tokens[at+1:]
	case led:
		rest = tokens
	case len(tokens) > 2 && (tokens[0].Text == "item" || tokens[0].Text == "linha") && tokens[1].Kind == Number:
		x, rest = tokens[:2], tokens[2:] // "item 1 dente 36"
	default:
		return nil
	}
	for i, t := range rest {
		if t.Text == "nao" || i+1 < len(rest) && (t.Text == "em" && rest[i+1].Text == "vez" || t.Text == "e" && rest[i+1].Text == "nao") {
			to, of := rest[:i], rest[i+1:]
			for len(of) > 0 && (of[0].Text == "nao" || of[0].Text == "vez" || copulas[of[0].Text]) {
				of = of[1:]
			}
			return c.put(of, trimStops(to))
		}
	}
	some := c.put(x, rest)
	if len(some) == 1 && (at < 0 || !led && some[0].Of.IsZero()) && len(some[0].To.Codes) > 0 {
		return nil // "não, resina no 36" asks for one more
	}
	return some
}

// put makes the change if both sides say what can be understood.
func (c *changer) put(of, to []Token) []Change {
	read := c.line
	if len(of) > 1 && theWords[of[0].Text] || said(of, placeOfLine) {
		read = c.numbered // "o 2 é no 46"
	}
	was, ok := read(of)
	is, fine := c.line(to)
	if !ok || !fine || is.IsZero() || is.Ordinal != 0 {
		return nil
	}
	return []Change{{Kind: Put, Of: was, To: is}}
}
