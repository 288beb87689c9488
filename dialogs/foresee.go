package dialogs

import (
	"context"
	"encoding/json"
	"errors"
	"hash/fnv"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/preauth"
	"guiche/dialogs/phrases"
)

// Hints are what the rules say of a draft before it is sent. They are asked again
// only when something changed that they look at.
type Hints struct {
	Draft       int64 `json:"draft"`
	Beneficiary int64 `json:"beneficiary"`
	// Key is what was asked about, Asked how often since a look at the history was
	// counted.
	Key   uint64 `json:"key"`
	Asked int    `json:"asked,omitempty"`
	backend.Foreseen
}

// asksALook is how many questions about one draft are one look at a history: enough
// for every item of a long request, and to correct some.
const asksALook = 40

// foresee asks the rules about the items, if what they look at changed.
func (t *turn) foresee(ctx context.Context) error {
	d, h := t.s.Draft, &t.s.State.Hints
	if d == nil || t.message() || t.s.Actor.Role != access.Provider || !d.Form.BeneficiaryOK || d.Form.Professional == nil ||
		len(d.Form.Items) == 0 || len(d.Form.Doubts) > 0 || d.Form.OpenItem(t.today) >= 0 {
		*h = Hints{}
		return nil
	}
	key, err := t.hintsKey(d.Form)
	same := h.Draft == d.ID && h.Beneficiary == d.Form.Beneficiary.ID
	if err != nil || same && h.Key == key {
		return err
	}
	looked := same && !h.Blind && h.Asked < asksALook || !same && t.knows() && !t.s.State.Known.Blind
	next := Hints{Draft: d.ID, Beneficiary: d.Form.Beneficiary.ID, Key: key, Asked: 1}
	if same && looked {
		next.Asked = h.Asked + 1
	}
	next.Foreseen, err = t.desk.Foresee(ctx, t.tx, t.s.Actor, t.s.Key, d, looked)
	if errors.Is(err, backend.ErrIncomplete) {
		*h = Hints{}
		return nil
	}
	if err != nil {
		return err
	}
	*h = next
	return nil
}

// hintsKey is a number of what the rules look at: who, what, where, how urgent, with
// which documents, and when.
func (t *turn) hintsKey(f backend.Form) (uint64, error) {
	var types []backend.FileType
	for _, file := range f.Files {
		if file.Type != "" && !slices.Contains(types, file.Type) {
			types = append(types, file.Type)
		}
	}
	slices.Sort(types)
	body, err := json.Marshal([]any{t.today, f.Professional.ID, f.Beneficiary.ID, f.Urgency.Urgent(), f.Items, types})
	if err != nil {
		return 0, err
	}
	sum := fnv.New64a()
	_, err = sum.Write(body)
	return sum.Sum64(), err
}

// hint is what will become of item i, "" where that is not known.
func (t *turn) hint(i int) string {
	h, items := &t.s.State.Hints, t.s.Draft.Form.Items
	if i >= len(h.Items) || i >= len(items) {
		return ""
	}
	return phrases.Foreseen(h.Items[i], items[i], h.Blind)
}

// lacking are the items, counted from 0, which would be released but for documents,
// and those.
func (t *turn) lacking() (items []int, docs []preauth.Document) {
	attached := t.s.Draft.Form.Files
	for i, v := range t.s.State.Hints.Items {
		short := false
		for _, doc := range v.Lacks() {
			typ := backend.DocumentType(doc)
			if slices.ContainsFunc(attached, func(f backend.File) bool { return f.Type == typ }) {
				continue
			}
			short = true
			if !slices.Contains(docs, doc) {
				docs = append(docs, doc)
			}
		}
		if short {
			items = append(items, i)
		}
	}
	return items, docs
}

// unsaid is the attachment that may be the one document which is missing, since nobody
// said what it shows; -1 for none.
func (t *turn) unsaid(docs []preauth.Document) int {
	if len(docs) != 1 {
		return -1
	}
	return slices.IndexFunc(t.s.Draft.Form.Files, func(f backend.File) bool { return f.Type == "" })
}

// unsaidKeys ask whether it is.
func (t *turn) unsaidKeys(i int, doc preauth.Document) []key {
	arg := idArg(t.s.Draft.Form.Files[i].Key()) + "."
	return row(
		key{label: phrases.BtnIsDocument, verb: verbSet, arg: arg + string(backend.DocumentType(doc))},
		key{label: phrases.BtnNoDocument, verb: verbSet, arg: arg + string(backend.OtherDocument)},
	)
}

// unsaidTapped says what an attachment shows.
func (t *turn) unsaidTapped(c Callback) error {
	file, kind, ok := c.pair()
	typ := backend.FileType(kind)
	c.Arg = file
	i := t.fileAt(c.id())
	if !ok || i < 0 || !slices.Contains(backend.FileTypes(), typ) {
		return errStale
	}
	if t.s.Draft.Form.Files[i].Type != typ {
		t.change(func(f *backend.Form) { f.Files[i].Type = typ })
	}
	return nil
}
