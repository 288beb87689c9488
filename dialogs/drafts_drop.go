package dialogs

import (
	"context"
	"encoding/binary"
	"hash/fnv"
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
	all := requestsAmong(drafts)
	some := all[:min(len(all), maxDropped)]
	t.s.State.Dropping = len(some)
	v := view{head: phrases.DraftsTitle, ask: phrases.AskDropAll(len(some), len(all))}
	for i, d := range some {
		v.head = phrases.Lines(v.head, phrases.DraftLine(i+1, t.draftFacts(&d)))
	}
	v.keys = [][]key{
		row(key{label: phrases.BtnDropThem(len(some)), verb: verbOK, arg: digestOf(some)}),
		row(key{label: phrases.BtnKeepThem, verb: verbNo}),
	}
	return v
}

// maxDropped is how many of them are named, and so dropped, at once.
const maxDropped = 20

// digestOf tells some drafts, as they are, from others and from what they become.
func digestOf(drafts []backend.Draft) string {
	h := fnv.New64a()
	for _, d := range drafts {
		_ = binary.Write(h, binary.BigEndian, [2]int64{d.ID, d.Rev})
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// dropAllTapped asks, and drops those that were shown, as they were shown: with any of
// them changed, gone or begun meanwhile it asks again, for none can be had back.
func (t *turn) dropAllTapped(ctx context.Context, c Callback) error {
	drafts, err := t.drafts(ctx)
	if err != nil {
		return err
	}
	some := requestsAmong(drafts)
	some = some[:min(len(some), maxDropped)]
	if c.Verb == verbDropAll || c.Arg != digestOf(some) {
		if t.s.State.Dropping = len(some); c.Verb != verbDropAll {
			t.warn(phrases.DraftsChanged)
		}
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
		st.Dropping = len(requestsAmong(drafts))
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
