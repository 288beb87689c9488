package dialogs

import (
	"slices"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// Change is a correction of which it is asked what it means.
type Change struct {
	Draft int64 `json:"draft,omitempty"`
	// Said is the sentence, for the question.
	Said string `json:"said,omitempty"`
	nlu.Change
	// Then are corrections of the same sentence that are asked about after it.
	Then []nlu.Change `json:"then,omitempty"`
}

// Clone returns a change that shares nothing with c.
func (c Change) Clone() Change {
	c.Of.Codes, c.To.Codes = slices.Clone(c.Of.Codes), slices.Clone(c.To.Codes)
	c.Then = slices.Clone(c.Then)
	for i := range c.Then {
		of, to := &c.Then[i].Of, &c.Then[i].To
		of.Codes, to.Codes = slices.Clone(of.Codes), slices.Clone(to.Codes)
	}
	return c
}

// changing tells whether a correction waits for which line it means.
func (t *turn) changing() bool {
	c := &t.s.State.Change
	return c.Kind != "" && c.Draft == t.s.Draft.ID && (len(t.meantBy(c.Change)) > 1 || c.Pulls)
}

// meantBy are the lines that a correction may mean, by position.
func (t *turn) meantBy(c nlu.Change) []int {
	items := t.s.Draft.Form.Items
	if c.Of.Bare && c.Of.Tooth != 0 && c.Kind == nlu.Drop && int(c.Of.Tooth) <= len(items) { // "o 13" is a line as well
		c.Of.Bare = false
		some := append(t.meantBy(c), int(c.Of.Tooth)-1)
		slices.Sort(some)
		return slices.Compact(some)
	}
	if i, asked := t.askedAbout(); asked && c.Kind == nlu.Put && c.Of.IsZero() && t.puts(i, c.To) {
		return []int{i}
	}
	var some []int
	for _, codes := range [][]string{c.Of.Codes, t.named(c.Of.Words)} {
		for i, item := range items {
			if t.isLine(i, item, c.Of, codes) && (c.Kind != nlu.Put || t.puts(i, c.To)) {
				some = append(some, i)
			}
		}
		if len(some) > 0 || len(c.Of.Codes) == 0 {
			break
		}
	}
	if c.Of.All {
		return some
	}
	if alike := t.alike(some, c.To.Codes); len(alike) > 0 {
		return alike
	}
	return some
}

// alike are the lines whose procedure is of the kind of those that it is to become: an
// X-ray is not meant by "troca por amálgama".
func (t *turn) alike(some []int, codes []string) []int {
	if len(codes) == 0 || len(some) < 2 {
		return nil
	}
	q, err := dental.Lookup(codes[0], t.today)
	if err != nil {
		return nil
	}
	var same []int
	for _, i := range some {
		p, err := dental.Lookup(t.s.Draft.Form.Items[i].Code, t.today)
		if err == nil && slices.ContainsFunc(dental.Kinds(), func(k dental.Kind) bool { return p.Is(k) && q.Is(k) }) {
			same = append(same, i)
		}
	}
	return same
}

// askedAbout is the item of the question on the screen.
func (t *turn) askedAbout() (int, bool) {
	if len(t.s.Draft.Form.Items) == 0 {
		return 0, false
	}
	if st := &t.s.State; t.ownOpen() {
		return st.Open - 1, true
	}
	if t.facesOpen() {
		return t.s.State.At - 1, true
	}
	i := t.firstOpen()
	return i, i >= 0
}

func (t *turn) isLine(i int, item dental.Item, of nlu.Line, codes []string) bool {
	switch {
	case of.Ordinal > 0 && of.Ordinal != i+1, of.Ordinal < 0 && i != len(t.s.Draft.Form.Items)-1:
		return false
	case of.Tooth != 0 && of.Tooth != item.Tooth, of.Region != "" && of.Region != item.Region, of.Faces != 0 && of.Faces != item.Faces:
		return false
	case len(of.Codes) == 0:
		return true
	case slices.Contains(codes, item.Code):
		return true
	}
	d, _ := t.doubtOf(i)
	return slices.ContainsFunc(d.Codes, func(code string) bool { return slices.Contains(codes, code) })
}

// named are the codes that words name less surely: "o rx" may be the panorâmica.
func (t *turn) named(words string) []string {
	const most = 40
	var codes []string
	for _, hit := range dental.Search(words, t.today, most) {
		codes = append(codes, hit.Procedure.Code)
	}
	if slices.ContainsFunc(tokens(words), in(radiographWords)) {
		for _, p := range dental.OfKind(dental.KindDiagnosis, t.today) {
			codes = append(codes, p.Code)
		}
	}
	return codes
}

// puts tells whether an item can take what a correction says.
func (t *turn) puts(i int, to nlu.Line) bool {
	item := t.s.Draft.Form.Items[i]
	p, err := dental.Lookup(item.Code, t.today)
	switch {
	case err != nil:
		return len(to.Codes) > 0
	case len(to.Codes) > 0:
		return true
	case to.Tooth != 0 && !p.TakesTooth(), to.Region != "" && !p.TakesRegion(), (to.Faces != 0 || to.Count != 0) && !p.TakesFaces():
		return false
	}
	return to.Tooth != item.Tooth || to.Region != item.Region || to.Faces != 0 || to.Count != 0
}

// changeLine makes a correction of item i, and tells it with a way back.
func (t *turn) changeLine(i int, c nlu.Change) {
	if c.Kind == nlu.Drop {
		t.dropped(i)
		return
	}
	t.beforehand()
	t.s.State.settle()
	was := t.s.Draft.Form.Items[i]
	t.put(i, c.To)
	t.settleDoubts()
	item := t.s.Draft.Form.Items[i]
	if item == was {
		t.say(phrases.AsItWas)
		return
	}
	p, _ := dental.Lookup(item.Code, t.today)
	t.say(phrases.LineNow(i+1, p.Short(), item))
	t.warnTwice(i)
	t.undoable()
}

// dropped takes items out, with a way back.
func (t *turn) dropped(some ...int) {
	t.beforehand()
	slices.Sort(some)
	some = slices.Compact(some)
	var names []string
	var items []dental.Item
	for _, i := range some {
		item := t.s.Draft.Form.Items[i]
		p, _ := dental.Lookup(item.Code, t.today)
		names, items = append(names, p.Short()), append(items, item)
	}
	for _, i := range slices.Backward(some) {
		t.removeItem(i)
	}
	t.say(phrases.LinesGone(names, items))
	t.undoable()
}

// put makes item i what a correction says. What it says nothing of stays as far as it
// still can be; what can no longer be is asked.
func (t *turn) put(i int, to nlu.Line) {
	item := t.s.Draft.Form.Items[i]
	codes := []string{item.Code}
	d, doubt := t.doubtOf(i)
	if doubt {
		codes = d.Codes
	}
	if len(to.Codes) > 0 {
		codes = to.Codes
		doubt = true
	}
	if to.Tooth != 0 {
		item.Tooth, item.Region = to.Tooth, ""
	}
	if to.Region != "" {
		item.Tooth, item.Region, item.Faces = 0, to.Region, 0
	}
	if to.Faces != 0 {
		item.Faces = to.Faces.CorrectedOn(item.Tooth)
		codes = t.ofFaces(codes, item.Faces.Len())
	} else if to.Count != 0 && to.Count != item.Faces.Len() {
		item.Faces = 0
		codes = t.ofFaces(codes, to.Count)
	}
	codes = t.fitting(codes, item)
	item.Code = codes[0]
	if p, err := dental.Lookup(item.Code, t.today); err == nil {
		item = t.withoutUseless(item, p)
	}
	t.certain(i, "")
	t.change(func(f *backend.Form) {
		f.Items[i] = item
		if doubt && len(codes) > 1 {
			words := to.Words
			if words == "" {
				words = d.Said
			}
			f.Doubts = append(f.Doubts, backend.Unclear{Item: i, Said: phrases.Cut(words, 40), Codes: codes})
			slices.SortFunc(f.Doubts, func(a, b backend.Unclear) int { return a.Item - b.Item })
		}
	})
}

// ofFaces are the codes of the same materials for a number of faces.
func (t *turn) ofFaces(codes []string, n int) []string {
	var fit []string
	for _, code := range codes {
		p, err := dental.Lookup(code, t.today)
		if err != nil {
			continue
		}
		if n >= p.MinFaces && n <= p.MaxFaces {
			fit = append(fit, code)
		} else if q, ok := dental.ProposeByFaces(p, n, t.today); ok && !slices.Contains(fit, q.Code) {
			fit = append(fit, q.Code)
		}
	}
	if len(fit) == 0 {
		return codes
	}
	return fit
}

// withoutUseless leaves out of an item what its code has no use for.
func (t *turn) withoutUseless(item dental.Item, p dental.Procedure) dental.Item {
	if !p.TakesTooth() {
		item.Tooth, item.Faces = 0, 0
	}
	if !p.TakesRegion() {
		item.Region = ""
	}
	if !p.TakesFaces() {
		item.Faces = 0
	}
	return item
}
