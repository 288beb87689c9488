package nlu

import (
	"strings"
	"unicode/utf8"
)

// Kind is what a token is by its shape.
type Kind uint8

// The kinds. A Number has a value and may turn out a tooth, a quantity or
// nothing; the others are settled by their shape and check digits.
const (
	Word Kind = iota
	Number
	Sign     // , / + - ( ) : and the like
	Stop     // the end of a sentence or line
	CPF      // 11 digits whose check digits hold
	CNPJ     // 14 characters whose check digits hold
	Card     // 9 digits: a matrícula
	Code     // 8 digits whose last is the check digit of a TUSS code
	Eight    // 8 digits otherwise: the number of a request
	Protocol // 20 digits
	Phone
	Date
	Hour
	Money
	Digits // any other run of digits
)

// Token is a word, number or sign of a message.
type Token struct {
	Kind Kind
	Text string // folded; of an id its canonical characters
	// From and To are its bytes in the original.
	From, To int
	N        int  // value of a Number
	Glued    bool // nothing stands before it
	Upper    bool // in capitals in the original, where others are not
	Spelled  bool // a Number in words
	Ordinal  bool // a Number with its ending: 4º
}

// mostTokens bounds the work that a message can cause.
const mostTokens = 600

// Read takes a text apart.
func Read(text string) []Token {
	l := lexer{orig: text, folded: fold(text)}
	l.tokens = make([]Token, 0, len(text)/4+4)
	l.shouting = strings.ToUpper(text) == text
	for l.i < len(l.text) && len(l.tokens) < mostTokens {
		l.next()
	}
	return joinNumerals(l.tokens)
}

type lexer struct {
	folded
	orig     string
	i        int
	tokens   []Token
	shouting bool
}

func (l *lexer) next() {
	c := l.text[l.i]
	switch {
	case c == '\n' || c == '\r':
		l.put(Stop, l.i+1, "\n")
	case c == ' ' || c == '\t':
		l.i++
	case isDigit(c):
		l.digits()
	case isLetter(c):
		l.word()
	default:
		l.sign(c)
	}
}

func (l *lexer) put(kind Kind, end int, text string) {
	from := int(l.at[l.i])
	t := Token{Kind: kind, Text: text, From: from, To: int(l.at[end])}
	if n := len(l.tokens); n > 0 && l.i > 0 && l.text[l.i-1] != ' ' && l.text[l.i-1] != '\n' {
		t.Glued = l.tokens[n-1].To == from || kind == Word && l.text[l.i-1] == '-'
	}
	if kind == Word && !l.shouting {
		t.Upper = strings.ToUpper(l.orig[from:t.To]) == l.orig[from:t.To]
	}
	l.tokens = append(l.tokens, t)
	l.i = end
}

func (l *lexer) word() {
	if end, id, ok := cnpjAt(l.text, l.i); ok {
		l.put(CNPJ, end, id)
		return
	}
	end := l.i
	for end < len(l.text) && isLetter(l.text[end]) {
		end++
	}
	w := l.text[l.i:end]
	if end < len(l.text) && l.text[end] == '/' {
		if full, ok := slashed[w]; ok {
			l.put(Word, end+1, full)
			return
		}
	}
	if w == "virgula" {
		l.put(Sign, end, ",")
		return
	}
	if w == "ponto" && l.spoken(end) {
		l.put(Stop, end, ".")
		return
	}
	if w == "e" && l.orig[l.at[l.i]] >= utf8.RuneSelf {
		w = "eh" // "é" is no "e"
	}
	if w == "r" && end < len(l.text) && l.text[end] == '$' {
		l.money(end + 1)
		return
	}
	l.put(Word, end, w)
}

// spoken: a "ponto" that ends a dictated sentence is no stitch.
func (l *lexer) spoken(end int) bool {
	n := len(l.tokens)
	if n == 0 || l.tokens[n-1].Kind == Word && stitchWords[l.tokens[n-1].Text] {
		return false
	}
	return !strings.HasPrefix(strings.TrimLeft(l.text[end:], " "), "de ")
}

var stitchWords = wordSet("tirar tira remover remove retirar retirada remocao dar dei deu o um do no de cada algum nenhum esse este")

var slashed = map[string]string{"p": "para", "c": "com", "s": "sem", "d": "de", "n": "no"}

func (l *lexer) sign(c byte) {
	switch c {
	case '.', '!', '?', ';':
		if c == '.' && l.insideOrAbbreviated() {
			l.i++
			return
		}
		l.put(Stop, l.i+1, string(c))
	case '-':
		if l.i > 0 && l.i+1 < len(l.text) && isLetter(l.text[l.i-1]) && isLetter(l.text[l.i+1]) {
			l.i++ // pré-molar, raio-x
			return
		}
		l.put(Sign, l.i+1, "-")
	case ',', '/', '+', '&', '(', ')', ':', '*', '#', '>', '=', '%', '$':
		l.put(Sign, l.i+1, string(c))
	default:
		l.i++
	}
}

// insideOrAbbreviated: "26.27", "sup. dir.", "dr. Paulo" end no sentence.
func (l *lexer) insideOrAbbreviated() bool {
	if l.i+1 < len(l.text) && (isLetter(l.text[l.i+1]) || isDigit(l.text[l.i+1])) {
		return true
	}
	n := len(l.tokens)
	return n > 0 && l.tokens[n-1].Kind == Word && dotted[l.tokens[n-1].Text] && l.i+1 < len(l.text)
}

var dotted = wordSet(`dr dra sr sra sup inf dir esq trat retrat endod odontol periap orient aplic manut rest restaur mat matr tel cel obs ex cod proc pac pct benef prof exo ext endo ocl mes dist
	vest pal ling perm dec prov am amalg res num nr resp ref odonto ap reg av`)

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c && c <= 'z' }

func wordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
