package dialogs

import (
	"slices"
	"strings"
	"unicode"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// caption takes what was written with a file, line by line: an item, as one is
// typed; words that only say what the file shows, which became its type; and all
// else as observação, or as part of the message. The file keeps the whole of it.
func (t *turn) caption(text string) {
	if t.captionAsks(text) {
		return // which was read when it came
	}
	var items, rest []string
	for line := range strings.SplitSeq(text, "\n") {
		var others []string
		for _, part := range t.partsOf(line) {
			switch {
			case !t.message() && t.isItem(byTooth(part)[0]):
				items = append(items, byTooth(part)...)
			case !onlyType(part):
				others = append(others, part)
			}
		}
		if len(others) > 0 {
			rest = append(rest, strings.Join(others, "; "))
		}
	}
	t.later(func() {
		if len(items) > 0 {
			t.say(phrases.CaptionItems(len(items)))
			t.waitNext(items...)
			t.goOn()
		}
		if len(rest) > 0 {
			t.captionNote(strings.Join(rest, "\n"))
		}
	})
}

// captionNote adds to the observação; what it has no room for stays with the file.
func (t *turn) captionNote(text string) {
	said, kept := phrases.CaptionUsed, phrases.CaptionKept
	if note := t.s.Draft.Form.Note; note != "" {
		text, said = note+"\n"+text, phrases.CaptionAdded
	}
	if t.message() {
		said, kept = phrases.CaptionInMessage, phrases.CaptionBeside
	}
	if len([]rune(text)) > maxNote {
		t.warn(kept)
		return
	}
	t.change(func(f *backend.Form) { f.Note = text })
	t.say(said)
}

// sureScore is from where on a search names a procedure and does not only
// resemble one: a complaint has words of its treatment.
const sureScore = 900

// isItem tells whether a line of a caption asks for a procedure: its code, alone
// or with a place, or its name with a place.
func (t *turn) isItem(line string) bool {
	item := readItem(phrases.Cut(line, maxItemText))
	if item.code != "" {
		words, _ := cutQuantity(strings.Fields(line))
		where := strings.Join(words[1:], " ")
		_, ok := readWhere(where)
		_, err := dental.Lookup(item.code, t.today)
		return (ok || item.noTooth != "" || where == "" && len(item.code) == codeDigits) && (err == nil || ok)
	}
	if item.where.Tooth == 0 && item.where.Region == "" || typeOf(line, "") != "" {
		return false
	}
	for _, word := range tokens(line) {
		if complaints[word] {
			return false
		}
	}
	hits := dental.Search(item.name, t.today, 1)
	return len(hits) > 0 && hits[0].Score >= sureScore
}

const codeDigits = 8

// complaints are words of what is or was the matter, not of what is asked for.
var complaints = set("dor doi dores abscesso fistula inchaco sensibilidade fratura fraturado fraturada quebrado quebrada caiu carie lesao " +
	"mancha sangramento trauma nao sem ja fez feito feita antes depois paciente")

// The words that say what a file shows.
var (
	radiographWords = set("rx radiografia radiografias radiografico periapical periapicais panoramica panoramicas interproximal interproximais bitewing")
	finalWords      = set("final finais pos")
	initialWords    = set("inicial iniciais pre")
	reportWords     = set("laudo laudos relatorio parecer")
	photoWords      = set("foto fotos fotografia fotografias")
	typeFillers     = set("raio x do da de no na dos das dente dentes elemento elementos operatorio operatoria tratamento digital e")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		m[word] = true
	}
	return m
}

// tokens are the words and numbers of a text or a file's name, folded: "RX46_final"
// has three.
func tokens(text string) []string {
	var (
		all  []string
		word []rune
	)
	end := func() {
		if len(word) > 0 {
			all, word = append(all, string(word)), nil
		}
	}
	for _, r := range fold(text) {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
			continue
		case len(word) > 0 && unicode.IsDigit(r) != unicode.IsDigit(word[len(word)-1]):
			end()
		}
		word = append(word, r)
	}
	end()
	return all
}

// typeOf guesses what a file shows from its caption, else from its name, where the
// words are clear; else "".
func typeOf(caption, name string) backend.FileType {
	if t := typeIn(tokens(caption)); t != "" {
		return t
	}
	if words := tokens(caption); len(words) > 0 && onlyType(caption) {
		switch { // "final", written beside a picture
		case slices.ContainsFunc(words, in(finalWords)):
			return backend.RadiographFinal
		case slices.ContainsFunc(words, in(initialWords)):
			return backend.RadiographInitial
		}
	}
	stem, _, _ := strings.Cut(name, ".")
	return typeIn(tokens(stem))
}

func typeIn(words []string) backend.FileType {
	report := slices.IndexFunc(words, in(reportWords))
	radiograph := slices.IndexFunc(words, in(radiographWords))
	for i, word := range words {
		if radiograph < 0 && (word == "raiox" || word == "raio" && i+1 < len(words) && words[i+1] == "x") {
			radiograph = i
		}
	}
	switch {
	case slices.Contains(words, "sem") || slices.Contains(words, "nao"):
		return ""
	case report >= 0 && radiograph >= 0 && (report > radiograph || slices.Contains(words, "e")):
		return "" // both, or which?
	case report >= 0:
		return backend.Report
	case radiograph >= 0 && slices.ContainsFunc(words, in(finalWords)):
		return backend.RadiographFinal
	case radiograph >= 0:
		return backend.RadiographInitial
	case slices.ContainsFunc(words, in(photoWords)):
		return backend.Photo
	}
	return ""
}

func in(words map[string]bool) func(string) bool { return func(w string) bool { return words[w] } }

// onlyType tells whether a text says what a file shows, perhaps of which tooth,
// and nothing else.
func onlyType(text string) bool {
	for _, w := range tokens(text) {
		number := len(w) <= 2 && strings.Trim(w, "0123456789") == ""
		if !number && !radiographWords[w] && !finalWords[w] && !initialWords[w] && !reportWords[w] && !photoWords[w] && !typeFillers[w] && w != "raiox" {
			return false
		}
	}
	return true
}
