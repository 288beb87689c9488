package dialogs

import (
	"context"
	"slices"
	"strconv"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// verbDropAll asks whether all drafts are to go.
const verbDropAll = "dropall"

// requestsAmong are the drafts that are requests; messages are thrown away by themselves.
func requestsAmong(drafts []backend.Draft) []backend.Draft {
	return slices.DeleteFunc(slices.Clone(drafts), func(d backend.Draft) bool { return d.Form.About != nil || d.Form.Inquiry != nil })
}

// askDropAll is the question, on the screen of the drafts.
func (t *turn) askDropAll(drafts []backend.Draft) view {
	some := requestsAmong(drafts)
	t.s.State.Dropping = len(some)
	v := view{head: phrases.DraftsTitle, ask: phrases.AskDropAll(len(some))}
	for i, d := range some[:min(len(some), maxDropped)] {
		v.head = phrases.Lines(v.head, phrases.DraftLine(i+1, t.draftFacts(&d)))
	}
	v.keys = [][]key{
		row(key{label: phrases.BtnDropThem(len(some)), verb: verbOK, arg: strconv.Itoa(len(some))}),
		row(key{label: phrases.BtnKeepThem, verb: verbNo}),
	}
	return v
}

// maxDropped is how many of them are named.
const maxDropped = 12

// dropAllTapped asks, and drops those that were counted; with another one begun
// meanwhile it asks again.
func (t *turn) dropAllTapped(ctx context.Context, c Callback) error {
	drafts, err := t.drafts(ctx)
	if err != nil {
		return err
	}
	some := requestsAmong(drafts)
	if c.Verb == verbDropAll || c.Arg != strconv.Itoa(len(some)) {
		t.s.State.Dropping = len(some)
		return nil
	}
	for i := range some {
		if err := t.desk.DropDraft(t.tx, t.s.Actor, &some[i]); err != nil {
			return err
		}
		t.cleared = append(t.cleared, some[i].ID)
	}
	if d := t.s.Draft; d != nil && slices.Contains(t.cleared, d.ID) {
		t.s.Draft, t.gone = nil, d.ID
	}
	t.s.State.goTo(StepMenu)
	t.say(phrases.DraftsDropped(len(some)))
	return nil
}

// typedDropAll takes words for it. What cannot be had back waits for the tap.
func (t *turn) typedDropAll(text string, drafts []backend.Draft) bool {
	st := &t.s.State
	switch w := spoken(text); {
	case st.Dropping > 0 && (w == wordNo || w == wordSkip):
		st.Dropping = 0
	case st.Dropping > 0:
		t.warn(phrases.TapToDrop)
	case dropAllSaid[fold(text)] && len(requestsAmong(drafts)) > 1:
		st.Dropping = len(drafts)
	default:
		return false
	}
	return true
}

var dropAllSaid = map[string]bool{
	"descartar todos": true, "descarta todos": true, "descartar tudo": true, "descarta tudo": true, "apagar todos": true, "apaga todos": true,
	"apagar tudo": true, "apaga tudo": true, "excluir todos": true, "limpar": true, "limpar tudo": true, "limpa tudo": true, "descartar os rascunhos": true,
	"descartar todos os rascunhos": true, "apagar todos os rascunhos": true, "apagar rascunhos": true, "remover todos": true,
}
