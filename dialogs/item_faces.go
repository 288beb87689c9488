package dialogs

import (
	"context"
	"strings"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// The buttons of the faces.
const (
	verbFace = "f"
	verbCode = "code"
)

func (t *turn) showFaces(context.Context) (view, error) {
	i, item, p := t.current()
	chosen := phrases.FacesChosen(item.Faces.Len(), p.MinFaces, p.MaxFaces)
	if _, doubt := t.doubtOf(i); doubt {
		chosen = "" // any number: the code goes by it
	}
	if wrong := item.Faces.WrongOn(item.Tooth); len(wrong) > 0 && !t.warned { // as a sentence said it
		t.s.State.Offer.Faces = item.Faces.CorrectedOn(item.Tooth)
		t.warn(phrases.WrongFaces(wrong))
	}
	v := view{
		head: phrases.Paragraphs(t.formHead(), t.itemTitle(i, item, p)),
		ask:  phrases.Lines(phrases.AskNeed(dental.NeedFaces, facesExample(item, p)), chosen),
	}
	if t.s.State.Pictures {
		v.head = phrases.ItemCaption(item, p.Short())
		v.ask = phrases.Lines(phrases.AskNeedShort(dental.NeedFaces), chosen)
		v.paper = &Paper{Faces: &FaceChart{Tooth: item.Tooth, Chosen: item.Faces, Admitted: p.FacesFor(item.Tooth)}}
	}
	var toggles []key
	for _, f := range p.FacesFor(item.Tooth).List() {
		on := item.Faces.Has(f)
		sign := "+"
		if on {
			sign = "-"
		}
		toggles = append(toggles, key{label: phrases.BtnFace(f.String(), f.Name(), on), verb: verbFace, arg: at(i, sign+f.String())})
	}
	v.keys = grid(toggles, 2)
	if offer := t.s.State.Offer.Faces; offer != 0 {
		v.keys = append(v.keys, row(key{label: phrases.BtnUse(offer.String()), verb: verbSet, arg: at(i, offer.String())}))
	}
	last := row(t.pictureKey(phrases.BtnDrawing, phrases.BtnNoDrawing))
	if item.Faces != 0 {
		last = append(last, key{label: phrases.BtnDone, verb: verbOK, arg: at(i, item.Faces.String())})
	}
	v.keys = append(v.keys, last)
	// Under "Pronto", so that a second tap of that one does not change the code.
	if q, ok := t.proposal(item, p); ok {
		other := phrases.OtherByFaces(item.Faces.Len(), q.Code, q.Name)
		if v.paper != nil {
			other = phrases.OtherByFacesShort(item.Faces.Len(), q.Code)
		}
		v.ask = phrases.Lines(v.ask, other)
		v.keys = append(v.keys, row(key{label: phrases.BtnUse(q.Code), verb: verbCode, arg: at(i, q.Code)}))
	}
	v.keys = t.foot(v.keys...)
	return v, nil
}

// itemTitle stands over the questions about item i; where its code is open, what was
// said of it.
func (t *turn) itemTitle(i int, item dental.Item, p dental.Procedure) string {
	if t.s.Draft.Form.Read {
		return "" // its line is marked
	}
	if d, doubt := t.doubtOf(i); doubt {
		return phrases.DoubtTitle(d.Said, item)
	}
	return phrases.ItemTitle(item, p.Name)
}

// facesExample is a set of faces that would do.
func facesExample(item dental.Item, p dental.Procedure) string {
	faces := p.FacesFor(item.Tooth).List()
	return dental.FacesIn(faces[:min(p.MinFaces, len(faces))]...).String()
}

// sibling is the code of the same material that fits the faces chosen, when
// this one does not.
func (t *turn) sibling(item dental.Item, p dental.Procedure) (dental.Procedure, bool) {
	n := item.Faces.Len()
	if n == 0 || n >= p.MinFaces && n <= p.MaxFaces {
		return dental.Procedure{}, false
	}
	q, ok := dental.ProposeByFaces(p, n, t.today)
	item.Code = q.Code
	return q, ok && len(dental.Check(item, q)) == 0
}

// proposal is the sibling once it is time for it: more faces than the code takes
// were chosen, or those chosen were said to be all. While some are still missing
// nobody asks.
func (t *turn) proposal(item dental.Item, p dental.Procedure) (dental.Procedure, bool) {
	if _, doubt := t.doubtOf(t.firstOpen()); doubt {
		return dental.Procedure{}, false
	}
	q, ok := t.sibling(item, p)
	return q, ok && (item.Faces.Len() > p.MaxFaces || t.s.State.Offer.Code == q.Code)
}

// allFaces ends the item with the faces chosen, or says what stands in the way.
func (t *turn) allFaces(i int) {
	t.fitFaces(i, t.s.Draft.Form.Items[i].Faces)
	item := t.s.Draft.Form.Items[i]
	p, _ := dental.Lookup(item.Code, t.today)
	if item.Faces != 0 && len(dental.Check(item, p)) == 0 {
		t.itemDone(i)
		return
	}
	if q, ok := t.sibling(item, p); ok { // which the question offers
		t.s.State.At, t.s.State.Offer.Code = i+1, q.Code
		return
	}
	t.warn(phrases.FaceCount(p.MinFaces, p.MaxFaces))
}

func (t *turn) tapFaces(_ context.Context, c Callback) error {
	if c.Verb == verbPicture {
		_, err := t.look(c)
		return err
	}
	arg, ok := t.argAt(c)
	if !ok {
		return errStale
	}
	i, item, p := t.current()
	switch c.Verb {
	case verbFace:
		return t.toggleFace(i, arg)
	case verbOK:
		if item.Faces == 0 || item.Faces.String() != arg {
			return errStale
		}
		t.allFaces(i)
		return nil
	case verbSet:
		faces, err := dental.ParseFaces(arg)
		if err != nil {
			return errStale
		}
		t.chooseFaces(i, faces)
		return nil
	case verbCode:
		if q, ok := t.proposal(item, p); ok && q.Code == arg {
			t.useSibling(i, q)
			return nil
		}
	}
	return errStale
}

// toggleFace puts a face in or out; the argument says which of both.
func (t *turn) toggleFace(i int, arg string) error {
	_, item, p := t.current()
	faces, err := dental.ParseFaces(strings.TrimLeft(arg, "+-"))
	if err != nil || faces.Len() != 1 || p.FacesFor(item.Tooth)&faces == 0 {
		return errStale
	}
	t.s.State.At, t.s.State.Offer = i+1, Offer{}
	item.Faces &= p.FacesFor(item.Tooth)
	if arg[0] == '-' {
		item.Faces &^= faces
	} else {
		item.Faces |= faces
	}
	t.change(func(f *backend.Form) { f.Items[i] = item })
	return nil
}

func (t *turn) typedFaces(_ context.Context, text string) error {
	i, item, p := t.current()
	text = t.firstLine(text)
	offer := t.s.State.Offer.Faces
	q, proposed := t.proposal(item, p)
	t.s.State.Offer = Offer{}
	switch w := spoken(text); {
	case w == wordYes && offer != 0:
		t.chooseFaces(i, offer)
		return nil
	case w == wordYes && proposed:
		t.useSibling(i, q)
		return nil
	case w == wordDone, w == wordYes && item.Faces != 0:
		t.allFaces(i)
		return nil
	case w == wordNo:
		return nil
	}
	if where, ok := readWhere(text); ok && where.Tooth != 0 {
		t.s.State.At = 0
		t.locate(i, where)
		return nil
	}
	if faces, ok := t.facesTyped(text); ok {
		if faces != 0 {
			t.chooseFaces(i, faces)
		}
		return nil
	}
	if number, _ := readNoTooth(text); number != "" {
		t.warn(phrases.NoTooth(number))
		return nil
	}
	if t.lineAtItem(i, text) {
		return nil
	}
	t.warn(phrases.FacesHint)
	return nil
}

// facesTyped reads faces. "Oi" is a greeting, which names none, unless it is
// written as faces are, OI: no tooth has both.
func (t *turn) facesTyped(text string) (faces dental.Faces, ok bool) {
	if hello, ok := greeting(text); ok && text != strings.ToUpper(text) {
		t.say(hello)
		return 0, true
	}
	return readFaces(text)
}

// chooseFaces takes a whole set of faces. One that fits ends the item; a face
// that the tooth lacks, or a number that is another code's, is asked about.
func (t *turn) chooseFaces(i int, faces dental.Faces) {
	t.fitFaces(i, faces.CorrectedOn(t.s.Draft.Form.Items[i].Tooth))
	item := t.s.Draft.Form.Items[i]
	p, err := dental.Lookup(item.Code, t.today)
	if err != nil {
		return
	}
	st := &t.s.State
	st.At, st.Offer = i+1, Offer{}
	if wrong := faces.WrongOn(item.Tooth); len(wrong) > 0 {
		st.Offer.Faces = faces.CorrectedOn(item.Tooth)
		item.Faces = st.Offer.Faces
		t.warn(phrases.WrongFaces(wrong) + " " + phrases.Becomes(item))
		return
	}
	item.Faces = faces
	for _, problem := range dental.Check(item, p) {
		if problem.Kind != dental.FaceCount {
			t.warn(phrases.Problem(problem))
			return
		}
	}
	t.change(func(f *backend.Form) { f.Items[i] = item })
	if len(dental.Check(item, p)) == 0 {
		t.itemDone(i)
		return
	}
	t.allFaces(i)
}

func (t *turn) useSibling(i int, q dental.Procedure) {
	t.change(func(f *backend.Form) { f.Items[i].Code = q.Code })
	t.itemDone(i)
}

// itemDone closes the questions about an item.
func (t *turn) itemDone(i int) {
	open := t.s.State.Open
	t.s.State.settle()
	t.s.State.Open = open
	t.warnTwice(i)
}

// backFromFaces takes the tooth back, or leaves faces that fit as they are.
func (t *turn) backFromFaces() error {
	i, item, p := t.current()
	open := t.s.State.Open
	t.s.State.settle()
	if open != 0 && len(dental.Missing(item, p)) == 0 && len(dental.Check(item, p)) == 0 {
		t.s.State.Open = open
		return nil
	}
	t.change(func(f *backend.Form) { f.Items[i].Tooth, f.Items[i].Faces = 0, 0 })
	return nil
}
