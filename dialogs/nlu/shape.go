package nlu

import (
	"strings"

	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
)

// digits reads what begins with a digit: an id, a date, an amount or a number.
func (l *lexer) digits() {
	if end, id, ok := cnpjAt(l.text, l.i); ok {
		l.put(CNPJ, end, id)
		return
	}
	for _, shape := range []func(*lexer) bool{(*lexer).dotted, (*lexer).phone, (*lexer).date, (*lexer).hour, (*lexer).amount, (*lexer).grouped} {
		if shape(l) {
			return
		}
	}
	end := l.digitsEnd(l.i)
	run := l.text[l.i:end]
	if len(run) <= 2 && end < len(l.text) && l.text[end] == ')' && strings.Count(l.text[:l.i], "(") <= strings.Count(l.text[:l.i], ")") && (l.i == 0 || l.text[l.i-1] == ' ' || l.text[l.i-1] == '\n') && run[0] != '0' && atoi(run) < 11 {
		l.put(Stop, end+1, ";") // "1) canal 2) coroa"
		return
	}
	if len(run) <= 3 {
		l.put(Number, end, run)
		t := &l.tokens[len(l.tokens)-1]
		t.N = atoi(run)
		l.ordinal(t)
		return
	}
	kind := ofLength(run)
	l.put(kind, end, run)
}

// ordinal passes over the ending of "4º" and "1a". Two digits with an "o" are a
// tooth and its face.
func (l *lexer) ordinal(t *Token) {
	if l.i >= len(l.text) || len(t.Text) != 1 || l.text[l.i] != 'o' && l.text[l.i] != 'a' {
		return
	}
	if l.i+1 == len(l.text) || !isLetter(l.text[l.i+1]) {
		t.Ordinal = true
		l.i++
	}
}

// dotted reads a tooth with a point between its digits: 3.6. One of something else
// is a number of a paragraph, or is measured.
func (l *lexer) dotted() bool {
	end := l.i + 3
	if end > len(l.text) || l.text[l.i+1] != '.' || !isDigit(l.text[l.i+2]) || !l.teethAt(l.text[l.i:l.i+1]+l.text[l.i+2:end]) || l.said(paragraphWords) || l.said(measuredWords) {
		return false
	}
	rest := strings.TrimLeft(l.text[end:], " ")
	if end < len(l.text) && (isDigit(l.text[end]) || isLetter(l.text[end]) || l.text[end] == '%') || len(rest) > 1 && strings.IndexByte(".,/-", rest[0]) >= 0 && isDigit(rest[1]) {
		return false
	}
	for _, unit := range []string{"mm", "x ", "cm", "mg", "ml", "kg", "mil", "%"} {
		if strings.HasPrefix(rest, unit) {
			return false
		}
	}
	two := l.text[l.i:l.i+1] + l.text[l.i+2:end]
	l.put(Number, end, two)
	l.tokens[len(l.tokens)-1].N = atoi(two)
	return true
}

var paragraphWords = wordSet("item itens versao clausula anexo artigo art rn paragrafo capitulo nota cid secao tabela v")

// measuredWords come before millimetres.
var measuredWords = wordSet("bolsa bolsas sondagem recessao recessoes profundidade espessura retracao altura largura")

func (l *lexer) digitsEnd(i int) int {
	for i < len(l.text) && isDigit(l.text[i]) {
		i++
	}
	return i
}

// ofLength is the kind of a bare run of digits.
func ofLength(run string) Kind {
	switch len(run) {
	case 8:
		if digit, ok := dental.CheckDigit(run[:7]); ok && digit == run[7] && run[0] == '8' {
			return Code
		}
		return Eight
	case 9:
		return Card
	case 11:
		if _, err := ident.ParseCPF(run); err == nil {
			return CPF
		}
		if isMobile(run) {
			return Phone
		}
	case 14:
		if _, err := ident.ParseCNPJ(run); err == nil {
			return CNPJ
		}
	case 20:
		return Protocol
	}
	return Digits
}

func isMobile(eleven string) bool { return eleven[0] != '0' && eleven[1] != '0' && eleven[2] == '9' }

// cnpjAt reads 12.ABC.345/01DE-35 and the like.
func cnpjAt(s string, i int) (end int, id string, ok bool) {
	var buf [14]byte
	n, digits := 0, 0
	end = i
scan:
	for ; end < len(s); end++ {
		switch c := s[end]; {
		case isDigit(c) || isLetter(c):
			if n == len(buf) {
				return 0, "", false
			}
			if isDigit(c) {
				digits++
			}
			buf[n] = c
			n++
		case strings.IndexByte("./-", c) >= 0 && end > i:
		default:
			break scan
		}
	}
	if n != len(buf) || digits < 4 {
		return 0, "", false
	}
	cnpj, err := ident.ParseCNPJ(string(buf[:]))
	for end > i && !isDigit(s[end-1]) {
		end--
	}
	return end, string(cnpj), err == nil
}

// grouped reads digits with dots, dashes or spaces between them that are one
// number by their groups: 529.982.247-25, 090.216.101, 85.100.218, 8510021-8.
// The longest that fits is taken, so that a CPF is not cut to a matrícula.
func (l *lexer) grouped() bool {
	var run [24]byte
	var groups, ends, sizes [8]int
	n, g := 0, 0
	for i := l.i; g < len(groups); g++ {
		end := l.digitsEnd(i)
		if end == i || end-i > 20 || n+end-i > len(run) {
			break
		}
		copy(run[n:], l.text[i:end])
		n += end - i
		groups[g], ends[g], sizes[g] = end-i, end, n
		if end+1 >= len(l.text) || strings.IndexByte(".-/ ", l.text[end]) < 0 || !isDigit(l.text[end+1]) {
			g++
			break
		}
		i = end + 1
	}
	for ; g > 1; g-- {
		end := ends[g-1]
		if end < len(l.text)-1 && strings.IndexByte(".-/", l.text[end]) >= 0 && isDigit(l.text[end+1]) || end < len(l.text) && isDigit(l.text[end]) {
			continue
		}
		if kind, ok := groupedKind(string(run[:sizes[g-1]]), groups[:g]); ok {
			l.put(kind, end, string(run[:sizes[g-1]]))
			return true
		}
	}
	return false
}

// groupedKind is what digits in groups are. A CPF whose check digits do not
// hold is no other number.
func groupedKind(run string, groups []int) (Kind, bool) {
	kind, shortest := ofLength(run), groups[0]
	for _, n := range groups[:len(groups)-1] {
		shortest = min(shortest, n)
	}
	switch last := groups[len(groups)-1]; {
	case len(run) == 11 && len(groups) == 4 && shortest == 3 && last == 2:
		return pickKind(kind == CPF, CPF, Digits), true
	case kind == CPF && shortest >= 3, kind == CNPJ && shortest >= 2:
	case kind == Card && shortest >= 3 && len(groups) >= 3, kind == Code && groups[0] >= 2 && (len(groups) == 2 || groups[1] == 3):
	case kind == Protocol && shortest >= 4:
	default:
		return 0, false
	}
	return kind, true
}

func pickKind(first bool, a, b Kind) Kind {
	if first {
		return a
	}
	return b
}

// phone reads (21) 98888-7777, 21 98888 7777, 3333-4444, +55 21 ….
func (l *lexer) phone() bool {
	i := l.i
	read := func(n int) bool {
		if l.digitsEnd(i)-i != n {
			return false
		}
		i += n
		return true
	}
	skip := func(chars string) bool {
		from := i
		for i < len(l.text) && strings.IndexByte(chars, l.text[i]) >= 0 {
			i++
		}
		return i > from
	}
	if l.text[i] == '5' && read(2) && l.text[l.i:i] == "55" && skip(" (") {
		from := i
		if !read(2) {
			i = from
		}
	} else {
		i = l.i
		read(2)
	}
	if i > l.i {
		skip(" )-.")
	}
	start := i
	if !read(5) && !read(4) {
		return false
	}
	mobile := l.text[start] == '9' && i-start == 5
	area := start > l.i
	if !skip("- .") && !area || !read(4) || i < len(l.text) && (isDigit(l.text[i]) || l.text[i] == '/' || l.text[i] == '-') {
		return false
	}
	if !mobile && !area && !l.said(phoneWords) && strings.IndexByte(l.text[l.i:i], '-') < 0 {
		return false
	}
	l.put(Phone, i, l.text[l.i:i])
	return true
}

var phoneWords = wordSet("tel telefone fone cel celular whats whatsapp wpp zap contato ligar ramal")

// said tells whether one of the last two words is in the set.
func (l *lexer) said(words map[string]bool) bool {
	for n := 1; n <= 2 && n <= len(l.tokens); n++ {
		if t := l.tokens[len(l.tokens)-n]; t.Kind == Word && words[t.Text] {
			return true
		}
	}
	return false
}

var dateWords = wordSet("dia dias data nascimento nasc dn nascido nascida desde marcado marcada agendado agendada agenda consulta")

// date reads 26/11/2026, 26/11 and 26-11-26. Two teeth with a stroke between
// them are no date unless a word says so: 11/12.
func (l *lexer) date() bool {
	i := l.digitsEnd(l.i)
	if i-l.i > 2 || i >= len(l.text) || strings.IndexByte("/-.", l.text[i]) < 0 {
		return false
	}
	sep, day := l.text[i], atoi(l.text[l.i:i])
	j := l.digitsEnd(i + 1)
	if j-i-1 < 1 || j-i-1 > 2 {
		return false
	}
	month := atoi(l.text[i+1 : j])
	if day < 1 || day > 31 || month < 1 || month > 12 {
		return false
	}
	if j+1 < len(l.text) && l.text[j] == sep && isDigit(l.text[j+1]) {
		k := l.digitsEnd(j + 1)
		if n := k - j - 1; n == 4 || n == 2 && (sep == '/' && !l.teethAt(l.text[j+1:k]) || l.said(dateWords)) {
			l.put(Date, k, l.text[l.i:k])
			return true
		}
		return false
	}
	_, first := dental.NewTooth(day)
	_, second := dental.NewTooth(month)
	if sep != '/' || first == nil && second == nil && !l.said(dateWords) {
		return false
	}
	l.put(Date, j, l.text[l.i:j])
	return true
}

func (l *lexer) teethAt(two string) bool {
	_, err := dental.ParseTooth(two)
	return err == nil
}

// hour reads 14h, 14h30, 14:30, 24hs.
func (l *lexer) hour() bool {
	i := l.digitsEnd(l.i)
	if i-l.i > 2 || i >= len(l.text) {
		return false
	}
	j := i + 1
	switch {
	case l.text[i] == ':' && l.digitsEnd(j) == j+2:
		j += 2
	case l.text[i] == 'h':
		for j < len(l.text) && (isDigit(l.text[j]) || l.text[j] == 's' || l.text[j] == 'r') {
			j++
		}
		if j < len(l.text) && isLetter(l.text[j]) {
			return false
		}
	default:
		return false
	}
	l.put(Hour, j, l.text[l.i:j])
	return true
}

// amount reads 36,50 and 1.250,00 and "36 reais".
func (l *lexer) amount() bool {
	i := l.amountEnd(l.i)
	cents := i > l.i+3 && l.text[i-3] == ','
	j := i
	for j < len(l.text) && l.text[j] == ' ' {
		j++
	}
	end := j
	for end < len(l.text) && isLetter(l.text[end]) {
		end++
	}
	switch l.text[j:end] {
	case "real", "reais", "conto", "contos", "pila", "centavos", "mangos":
		l.put(Money, end, l.text[l.i:i])
		return true
	}
	if cents && !l.teethAt(l.text[i-2:i]) {
		l.put(Money, i, l.text[l.i:i])
		return true
	}
	return false
}

// amountEnd passes over digits with points and at most two cents.
func (l *lexer) amountEnd(i int) int {
	i = l.digitsEnd(i)
	for i+3 < len(l.text) && l.text[i] == '.' && l.digitsEnd(i+1) == i+4 {
		i += 4
	}
	if i+2 < len(l.text) && l.text[i] == ',' && l.digitsEnd(i+1) == i+3 {
		i += 3
	}
	return i
}

// money reads what follows "R$".
func (l *lexer) money(i int) {
	for i < len(l.text) && l.text[i] == ' ' {
		i++
	}
	end := l.amountEnd(i)
	l.put(Money, max(end, i), l.text[i:max(end, i)])
}

func atoi(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// DateOf reads a Date token; what has no year is of the year of today.
func DateOf(t Token, today calendar.Date) (calendar.Date, bool) {
	parts := strings.FieldsFunc(t.Text, func(r rune) bool { return r < '0' || r > '9' })
	if t.Kind != Date || len(parts) < 2 {
		return calendar.Date{}, false
	}
	year := today.Year
	if len(parts) == 3 {
		if year = atoi(parts[2]); year < 100 {
			year += 2000
		}
	}
	return validDate(year, atoi(parts[1]), atoi(parts[0]))
}
