package dialogs

import (
	"strings"
	"unicode"

	"guiche/backend/access"
	"guiche/dialogs/nlu"
)

// Understanding guesses what a message asks for. It is asked only where no exact
// reading (a number, a code, a word of a button) took the text, and never about what is
// typed for a password or a code.
type Understanding interface {
	// ClassifyFor gives the likeliest intents of those open to a role, the best first.
	ClassifyFor(text string, role nlu.Role) []nlu.Guess
	// Threshold is the confidence, in thousandths, from which on a guess is acted on.
	Threshold() int
	// Knows tells whether a word, folded, is one of the counter's own: of the others a
	// text that is kept says nothing.
	Knows(word string) bool
}

// WithUnderstanding lets people say in their own words what they want; without it only
// what is read exactly, or looks like the name of a service, is found.
func WithUnderstanding(u Understanding) Option { return func(d *Dialogs) { d.hears = u } }

// certainty is how sure a guess is.
type certainty uint8

const (
	lost    certainty = iota // it may be anything
	foreign                  // it is surely nothing that the counter does
	unsure                   // one of a few
	sure
)

// hearing is what a text may mean.
type hearing struct {
	certainty
	intent nlu.Intent // when sure
	likely []nlu.Intent
}

const (
	// mostHeard is how long a text is at most, in bytes: longer ones tell a story.
	mostHeard = 600
	// mostLikely is how many guesses somebody is asked about.
	mostLikely = 3
	// fairGuess is what the best guess must reach to be asked about, faintGuess each of
	// the others; in thousandths.
	fairGuess  = 200
	faintGuess = 40
	// surelyOthers is how sure a guess of another role's service must be to stand before
	// what the text may mean among one's own.
	surelyOthers = 900
)

// readerRole is how the guesser calls who writes: what is open to an auditor is among
// what is open to a provider.
func readerRole(r access.Role) nlu.Role {
	switch r {
	case access.Member:
		return nlu.Member
	case access.Visitor:
		return nlu.Anybody
	}
	return nlu.Provider
}

// hear guesses what a text asks for.
func (t *turn) hear(text string) hearing {
	t.listened = true
	if t.hears == nil || len(text) > mostHeard || !wordy(text) || t.hushed && !strings.ContainsFunc(strings.TrimSpace(text), unicode.IsSpace) {
		return hearing{}
	}
	role, enough := readerRole(t.s.Actor.Role), t.hears.Threshold()
	guesses := t.hears.ClassifyFor(text, role)
	if rest := afterCourtesy(text); rest != "" && (courteous(guesses) || guesses[0].Confidence < enough) {
		if more := t.hears.ClassifyFor(rest, role); len(more) > 0 && !courteous(more) && more[0].Intent != nlu.OutOfScope && (courteous(guesses) || more[0].Confidence > guesses[0].Confidence) {
			guesses = more // "bom dia, queria saber …" asks for what follows
		}
	}
	h := t.weigh(guesses, enough)
	defer func() { t.listens(text, h, guesses) }()
	if role != nlu.Anybody {
		// What is another role's is known as such: a clinic that asks for amounts is told
		// who sees them. The next best of its own may look sure when that is left out.
		if h.certainty == sure {
			enough = max(enough, surelyOthers)
		}
		if g := t.hears.ClassifyFor(text, nlu.Anybody); len(g) > 0 && !g[0].Intent.Open(role) && closed(g, role) >= enough {
			h = hearing{certainty: sure, intent: g[0].Intent}
		}
	}
	return h
}

// closed is the confidence in what is not open to a role, all together: whether a clinic
// asks for an amount or for the rules of amounts is the same to it.
func closed(guesses []nlu.Guess, role nlu.Role) int {
	sum := 0
	for _, g := range guesses {
		if !g.Intent.Open(role) {
			sum += g.Confidence
		}
	}
	return sum
}

func courteous(g []nlu.Guess) bool {
	return len(g) == 0 || g[0].Intent == nlu.Greet || g[0].Intent == nlu.Thank
}

// weigh says how sure guesses are.
func (t *turn) weigh(guesses []nlu.Guess, enough int) hearing {
	if len(guesses) == 0 {
		return hearing{}
	}
	h, best, out := hearing{}, 0, 0
	for _, g := range guesses {
		switch {
		case g.Intent == nlu.OutOfScope:
			out = g.Confidence
		case asksSomething(g.Intent) && g.Confidence >= max(faintGuess, best/5) && len(h.likely) < mostLikely:
			h.likely = append(h.likely, g.Intent)
			best = max(best, g.Confidence)
		}
	}
	switch top := guesses[0]; {
	case top.Confidence >= enough && top.Intent == nlu.OutOfScope:
		h.certainty = foreign
	case top.Intent != nlu.OutOfScope && together(guesses) >= enough:
		h.certainty, h.intent = sure, top.Intent
	case best >= fairGuess && out <= 2*best:
		h.certainty = unsure
	}
	return h
}

// together is the confidence in the best guess and those that lead to the same place.
func together(guesses []nlu.Guess) int {
	sum := 0
	for _, g := range guesses {
		if g.Intent == guesses[0].Intent || kindred[g.Intent] != 0 && kindred[g.Intent] == kindred[guesses[0].Intent] {
			sum += g.Confidence
		}
	}
	return sum
}

// kindred are intents that want to see the same: how one request is and how all are,
// how much is debited and when, what is left and what the limits are.
var kindred = map[nlu.Intent]int{
	nlu.Status: 1, nlu.List: 1, nlu.Thread: 1, nlu.CopayAmount: 2, nlu.CopayDate: 2, nlu.Greet: 3, nlu.Thank: 3,
}

// asksSomething tells the intents that somebody can be asked about by a button: a
// greeting or a yes is no answer to "what would you like?".
func asksSomething(i nlu.Intent) bool {
	switch i {
	case nlu.Greet, nlu.Thank, nlu.Yes, nlu.No, nlu.OutOfScope:
		return false
	}
	return true
}

// wordy tells whether a text has a word to guess from; a month alone says nothing.
func wordy(text string) bool {
	words := spokenOf(text)
	if len(words) == 1 && monthWords[words[0]] != 0 {
		return false
	}
	for _, w := range words {
		if len(w) >= 2 && strings.ContainsFunc(w, unicode.IsLetter) {
			return true
		}
	}
	return false
}

// courtesies are the words that a request may begin with and is no longer one for
// lack of.
var courtesies = wordSet(`oi oie ola opa alo bom boa dia tarde noite tudo bem td obrigado obrigada obg valeu vlw brigado brigada gente pessoal por favor pfv moca moco amigo amiga querida querido
	ok certo entendi beleza blz e ai entao`)

// afterCourtesy is what follows a greeting, thanks or the like at the beginning of a
// text; "" when nothing does, or too little to ask for anything.
func afterCourtesy(text string) string {
	words := strings.Fields(text)
	n := 0
	for n < len(words) && courtesies[fold(words[n])] {
		n++
	}
	if n == 0 || len(words)-n < 3 {
		return ""
	}
	return strings.Join(words[n:], " ")
}
