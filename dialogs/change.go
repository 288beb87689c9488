package dialogs

import (
	"context"
	"regexp"
	"slices"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// Change is a correction of which it is asked what it means.
type Change struct {
	Draft int64 `json:"draft,omitempty"`
	nlu.Change
}

// Clone returns a change that shares nothing with c.
func (c Change) Clone() Change {
	c.Of.Codes, c.To.Codes = slices.Clone(c.Of.Codes), slices.Clone(c.To.Codes)
	return c
}

// changing tells whether a correction waits for which line it means.
func (t *turn) changing() bool {
	c := &t.s.State.Change
	return c.Kind != "" && c.Draft == t.s.Draft.ID && (len(t.meantBy(c.Change)) > 1 || c.Pulls)
}

// changeTyped takes a sentence that corrects the draft. One that fits nothing there is
// left to other readings.
func (t *turn) changeTyped(ctx context.Context, text string) (taken bool, err error) {
	if taken, err := t.urgencyChanged(text); taken || err != nil {
		return taken, err
	}
	all := nlu.Changes(text)
	if n := t.lineDropped(text); n > 0 {
		all = []nlu.Change{{Kind: nlu.Drop, Of: nlu.Line{Ordinal: n}}}
	}
	if len(all) == 0 || !t.fits(all) {
		return false, nil
	}
	t.beforehand()
	for _, c := range all {
		if err := t.correctLine(ctx, c); err != nil {
			return true, err
		}
	}
	return true, nil
}

// lineSaid is a line to be taken out by its number, which no tooth has.
var lineSaid = regexp.MustCompile(`^(?:tira|tire|tirar|retira|retire|retirar|remove|remova|exclui|exclua|apaga|apague|deleta|delete) (?:[oa] )?([1-9]|10)$`)

// lineDropped is the line that a plain number takes out where the items stand numbered,
// 0 for none; with attachments the review has two lists.
func (t *turn) lineDropped(text string) int {
	step, f := t.step(), &t.s.Draft.Form
	m := lineSaid.FindStringSubmatch(fold(text))
	if m == nil || step != StepTable && step != StepItems && (step != StepReview || len(f.Files) > 0) {
		return 0
	}
	return number(m[1])
}

// urgencyChanged takes "é urgente, está com dor" and "não é urgente".
func (t *turn) urgencyChanged(text string) (bool, error) {
	const most = 12 // words: more say something else besides
	f := &t.s.Draft.Form
	u, urgent := urgencySaid(text)
	if u == "" && !urgent || t.step() == StepUrgency || len(t.reader.Parse(text).Items) > 0 {
		return false, nil
	}
	words := spokenOf(text)
	if note := t.step() == StepFiles || t.step() == StepReview; len(words) > most || note && (len(words) > most/2 || !urgencyLed[words[0]]) {
		return false, nil
	}
	switch {
	case u != "" && u != f.Urgency:
		t.beforehand()
		t.change(func(f *backend.Form) { f.Urgency = u })
		t.say(phrases.UrgencyNow(u))
		t.undoable()
	case u != "":
		t.say(phrases.UrgencyNow(u))
	case urgent && !f.Urgency.Urgent():
		return true, t.urgent()
	default:
		t.say(phrases.UrgencyNow(f.Urgency))
	}
	return true, nil
}

// urgencyLed begin a sentence that is about the caráter where another is an observação.
var urgencyLed = wordSet("e nao sem isso urgente urgencia emergencia muda caso carater eletivo")

// fits tells whether every correction has something to correct. What names a line that
// there is not is told; a place alone, with no line, is the answer to a question.
func (t *turn) fits(all []nlu.Change) bool {
	items := t.s.Draft.Form.Items
	for _, c := range all {
		switch c.Kind {
		case nlu.Undo:
		case nlu.Who:
			if t.s.Draft.Form.Beneficiary == nil {
				return false
			}
		case nlu.Drop:
			if len(items) == 0 || len(t.meantBy(c)) == 0 && (c.Pulls || c.Of.Ordinal == 0 && len(c.Of.Codes) == 0) {
				return false
			}
		case nlu.Put:
			if len(items) == 0 || len(t.meantBy(c)) == 0 && c.Of.Ordinal == 0 {
				return false
			}
		}
	}
	return true
}

// meantBy are the lines that a correction may mean, by position.
func (t *turn) meantBy(c nlu.Change) []int {
	items := t.s.Draft.Form.Items
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

// correctLine makes one correction, or asks of which line.
func (t *turn) correctLine(ctx context.Context, c nlu.Change) error {
	switch c.Kind {
	case nlu.Undo:
		if !t.canUndo() {
			t.warn(phrases.NothingToUndo)
			return nil
		}
		t.takeBack()
		return nil
	case nlu.Who:
		t.s.State.settle()
		t.undoable()
		return t.person(ctx, c.Person)
	}
	switch some := t.meantBy(c); {
	case len(some) == 0:
		t.warn(phrases.NoSuchLine)
	case len(some) > 1 || c.Pulls:
		t.s.State.settle()
		t.s.State.Change = Change{Draft: t.s.Draft.ID, Change: c}
	default:
		t.changeLine(some[0], c)
	}
	return nil
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

// dropped takes item i out, with a way back.
func (t *turn) dropped(i int) {
	t.beforehand()
	item := t.s.Draft.Form.Items[i]
	p, _ := dental.Lookup(item.Code, t.today)
	t.removeItem(i)
	t.say(phrases.LineGone(p.Short(), item))
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
