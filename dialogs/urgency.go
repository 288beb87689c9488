package dialogs

import (
	"context"
	"regexp"
	"strings"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

func (t *turn) showUrgency(context.Context) (view, error) {
	choice := func(u backend.Urgency) key {
		return key{label: phrases.BtnUrgencyOf(u), verb: verbSet, arg: string(u)}
	}
	reasons := [][]key{row(choice(backend.Pain)), row(choice(backend.Trauma)), row(choice(backend.Bleeding)), row(choice(backend.Abscess))}
	if t.s.State.Urging { // it was said to be one
		none := key{label: phrases.BtnNotUrgent, verb: verbSet, arg: string(backend.Elective)}
		return view{head: t.formHead(), ask: phrases.AskWhyUrgent, keys: t.foot(append(reasons, row(none))...)}, nil
	}
	return view{head: t.formHead(), ask: phrases.AskUrgency, keys: t.foot(append([][]key{row(choice(backend.Elective))}, reasons...)...)}, nil
}

func (t *turn) tapUrgency(_ context.Context, c Callback) error {
	if c.Verb != verbSet || !backend.Urgency(c.Arg).Valid() {
		return errStale
	}
	t.setUrgency(backend.Urgency(c.Arg))
	return nil
}

func (t *turn) setUrgency(u backend.Urgency) {
	t.change(func(f *backend.Form) { f.Urgency = u })
	t.s.State.Usual.Urgency = false
	if t.s.State.Urging {
		t.s.State.Urging = false
		return
	}
	t.answered()
}

// urgent asks for the reason of an urgency from any question, which waits as it
// is.
func (t *turn) urgent() error {
	if !t.inForm() || t.message() {
		return errStale
	}
	t.s.State.Urging = true
	return nil
}

func (t *turn) backFromUrgency() error {
	if t.s.State.Urging {
		t.s.State.Urging = false
		return nil
	}
	return t.backField()
}

// urgencyWords are parts of words that name the caráter, the reasons first:
// "urgência por dor" is for pain.
var urgencyWords = []struct {
	part    string
	urgency backend.Urgency
}{
	{"sangr", backend.Bleeding}, {"hemorrag", backend.Bleeding}, {"abscess", backend.Abscess}, {"abcess", backend.Abscess}, {"inchac", backend.Abscess},
	{"trauma", backend.Trauma}, {"queda", backend.Trauma}, {"fratur", backend.Trauma}, {"dor", backend.Pain},
	{"eletiv", backend.Elective}, {"rotina", backend.Elective},
}

// urgencyNamed is the caráter that a whole message names, so that it is understood
// where something else is asked for: "dor", "urgência: trauma".
func urgencyNamed(text string) backend.Urgency {
	typed := fold(text)
	for _, word := range []string{"e ", "urgencia", "urgente", ":", " por", " de", " "} {
		typed = strings.TrimPrefix(typed, word)
	}
	if u := backend.Urgency(strings.TrimSpace(typed)); u.Valid() {
		return u
	}
	return ""
}

// notUrgent are words that say that there is none of what follows them: "sem dor,
// rotina", "não é urgente".
var notUrgent = regexp.MustCompile(`\b(sem|nao|nao e|nao ha|nao tem|nao precisa(?: de| ser)?|nao era|nenhuma?) (dor|trauma|sangramento|abscesso|urgencia|urgente)\b`)

// typedUrgency takes the caráter, and the dentist if one is named beside it.
func (t *turn) typedUrgency(ctx context.Context, text string) error {
	typed := fold(text)
	if rest := notUrgent.ReplaceAllString(typed, ""); rest != typed {
		if strings.Trim(rest, " ,.e") == "" && strings.Contains(typed, "urg") {
			t.setUrgency(backend.Elective)
			return t.dentistBeside(ctx, text)
		}
		typed = rest
	}
	for _, w := range urgencyWords {
		if strings.Contains(" "+typed, " "+w.part) {
			t.setUrgency(w.urgency)
			return t.dentistBeside(ctx, text)
		}
	}
	if strings.Contains(typed, "urg") || strings.Contains(typed, "emerg") {
		t.say(phrases.AskReason)
		return nil
	}
	if w := spoken(text); w == wordYes || w == wordNo {
		t.warn(phrases.ElectiveOrUrgent)
		return nil
	}
	t.warn(phrases.UseButtons)
	return nil
}
