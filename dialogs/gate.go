package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// At a question that stands between two requests, such as whether to stop, people write
// what they want next. It is kept and answered, never lost.

// gateTyped takes a whole request written there, which begins, or a question.
func (t *turn) gateTyped(ctx context.Context, text string) (bool, error) {
	if t.s.Actor.Role != access.Provider || t.message() || len(spokenOf(text)) < 2 {
		return false, nil
	}
	if taken, err := t.gateAsked(ctx, text); taken || err != nil {
		return taken, err
	}
	had := text
	if nlu.NamesProcedure(text) {
		var err error
		if text, err = t.calling(ctx, text); err != nil {
			return true, err
		}
	}
	req := t.reader.Parse(text)
	if !asksFor(req) {
		return false, nil
	}
	if t.step() != StepJoin && req.Beneficiary == "" {
		if err := t.backToForm(); err != nil { // more of the same, or a correction
			return true, err
		}
		return t.requestTyped(ctx, had)
	}
	if j := t.s.State.Join; t.step() == StepJoin && j.Said != "" {
		t.s.State.Join = Joining{}
		t.warn(phrases.NotDoneYet([]string{j.Said}))
	}
	return true, t.begin(ctx, text, req)
}

// gateAsked answers a question there, or has it led to.
func (t *turn) gateAsked(ctx context.Context, text string) (bool, error) {
	if !interrogative(text) {
		return false, nil
	}
	if taken, err := t.plainInWords(ctx, text); taken || err != nil {
		return taken, err
	}
	if t.hears == nil {
		return false, nil
	}
	switch h := t.hear(text); h.certainty {
	case sure:
		return t.answerBeside(ctx, t.wishOf(h.intent, text))
	case unsure:
		return t.askBackBeside(text, h.likely), nil
	}
	return false, nil
}

// plainInWords answers what the table of plain sentences answers in words.
func (t *turn) plainInWords(ctx context.Context, text string) (bool, error) {
	said := spelled(spokenOf(text))
	for _, p := range plainSaids() {
		if !p.words || len(p.by) > 0 && !slices.Contains(p.by, t.s.Actor.Role) || !p.said.MatchString(said) {
			continue
		}
		if taken, err := p.do(t, ctx, said); taken || err != nil {
			return taken, err
		}
	}
	return false, nil
}

// validSaid asks how long a senha is good for.
var (
	validSaid  = regexp.MustCompile(`\b(quanto tempo|quantos dias)( \w+){0,4} (vale\w*|valid\w+|vence\w*)\b|\b(vale|validade)( \w+){0,5} (quanto tempo|quantos dias)\b|\bqual( e)? a validade\b`)
	validWords = wordSet("senha autorizacao guia")
)

func (t *turn) validTyped(_ context.Context, said string) (bool, error) {
	if !slices.ContainsFunc(strings.Fields(said), in(validWords)) {
		return false, nil
	}
	t.say(phrases.ValidFor(backend.ValidDays))
	return true, nil
}

// showParts asks which of several people's requests comes first.
func (t *turn) showParts() view {
	j := t.s.State.Join
	var keys [][]key
	for i := range j.Parts {
		keys = append(keys, row(key{label: phrases.BtnPartFirst(i + 1), verb: verbSet, arg: idArg(int64(i + 1))}))
	}
	return view{ask: phrases.AskParts(j.Parts), keys: append(keys, row(key{label: phrases.BtnBack, verb: verbBack}))}
}

// typedParts takes its position, or its words.
func (t *turn) typedParts(ctx context.Context, text string) error {
	parts := t.s.State.Join.Parts
	if n := chosenOf(text, len(parts)); n > 0 {
		return t.partFirst(ctx, n)
	}
	if taken, err := t.gateTyped(ctx, text); taken || err != nil {
		return err
	}
	only := 0
	for i, part := range parts {
		words := spokenOf(part)
		if slices.ContainsFunc(spokenOf(text), func(w string) bool { return len(w) >= 3 && slices.Contains(words, w) }) || onlyDigits(text) != "" && strings.Contains(onlyDigits(part), onlyDigits(text)) {
			if only != 0 {
				only = -1
				break
			}
			only = i + 1
		}
	}
	if only > 0 {
		return t.partFirst(ctx, only)
	}
	t.warn(phrases.UseButtons)
	return nil
}

// partFirst begins the request of one, and says what is to be written again.
func (t *turn) partFirst(ctx context.Context, n int) error {
	parts := t.s.State.Join.Parts
	if n < 1 || n > len(parts) {
		return errStale
	}
	part := parts[n-1]
	t.s.State.Join = Joining{}
	t.s.State.goTo(StepMenu)
	t.warn(phrases.PartsLater(slices.Delete(slices.Clone(parts), n-1, n)))
	return t.begin(ctx, part, t.reader.Parse(part))
}

// gateOther begins a request for somebody else than the one of the draft.
func (t *turn) gateOther(ctx context.Context, text string) (bool, error) {
	ids, _ := t.peopleIn(text, "")
	if b := t.s.Draft.Form.Beneficiary; t.message() || len(ids) != 1 || b == nil || string(b.Card) == ids[0] {
		return false, nil
	}
	return t.gateTyped(ctx, text)
}
