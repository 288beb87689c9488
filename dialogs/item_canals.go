package dialogs

import (
	"slices"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// Canals are the teeth of a draft whose odd number of canals is meant so.
type Canals struct {
	Draft int64          `json:"d,omitempty"`
	Teeth []dental.Tooth `json:"t,omitempty"`
}

// oddCanals is the first item whose number of canals is not that of its tooth and was
// not said to be meant so; -1 for none.
func (t *turn) oddCanals() int {
	d, kept := t.s.Draft, t.s.State.Canals
	return slices.IndexFunc(d.Form.Items, func(item dental.Item) bool {
		_, odd := dental.OddCanals(item)
		return odd && (kept.Draft != d.ID || !slices.Contains(kept.Teeth, item.Tooth))
	})
}

func (t *turn) canalsAsked(i int) (ask string, keys []key) {
	items := t.s.Draft.Form.Items
	usual, _ := dental.OddCanals(items[i])
	me := itemArg(i, len(items), items[i])
	return phrases.AskCanals(items[i].Tooth, usual), row(
		key{label: phrases.BtnSwapCanals, verb: verbSwap, arg: me}, key{label: phrases.BtnKeepCanals, verb: verbNo, arg: me},
	)
}

// canalsTapped takes the usual code, or keeps what was asked for.
func (t *turn) canalsTapped(c Callback) error {
	i, d := t.oddCanals(), t.s.Draft
	if i < 0 || c.Arg != itemArg(i, len(d.Form.Items), d.Form.Items[i]) {
		return errStale
	}
	item := d.Form.Items[i]
	if c.Verb == verbSwap {
		usual, _ := dental.OddCanals(item)
		t.change(func(f *backend.Form) { f.Items[i].Code = usual })
		return nil
	}
	kept := &t.s.State.Canals
	if kept.Draft != d.ID {
		*kept = Canals{Draft: d.ID}
	}
	kept.Teeth = append(slices.Clone(kept.Teeth), item.Tooth)
	return nil
}
