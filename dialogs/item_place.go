package dialogs

import (
	"context"
	"slices"
	"strconv"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// The buttons of a place.
const (
	verbTooth  = "t"
	verbRegion = "r"
)

// current is the item that is being asked about, with its procedure.
func (t *turn) current() (i int, item dental.Item, p dental.Procedure) {
	f := &t.s.Draft.Form
	switch i = t.doubted(); {
	case i >= 0:
	case t.facesOpen():
		i = t.s.State.At - 1
	default:
		if i = t.firstOpen(); i < 0 && t.ownOpen() {
			i = t.s.State.Open - 1
		}
	}
	p, _ = dental.Lookup(f.Items[i].Code, t.today)
	return i, f.Items[i], p
}

// at ties an argument to the item, so that a late tap never changes another.
func at(i int, arg string) string { return strconv.Itoa(i) + "." + arg }

// argAt reads what at wrote for the item asked about.
func (t *turn) argAt(c Callback) (arg string, ok bool) {
	i, _, _ := t.current()
	at, arg, ok := c.pair()
	return arg, ok && number(at) == i
}

func (t *turn) showPlace(context.Context) (view, error) {
	i, item, p := t.current()
	shown := t.viewOf(p)
	title := phrases.Lines(t.itemTitle(i, item, p), phrases.FacesKept(t.s.State.Pending.Faces))
	v := view{
		head: phrases.Paragraphs(t.formHead(), title), ask: phrases.AskNeed(placeNeed(p), placeExample(p)),
		paper: t.odontogram(p, shown.whole(), item.Tooth, t.teethInUse(i)),
	}
	if v.paper != nil {
		v.head = phrases.Lines(phrases.ItemCaption(item, p.Short()), phrases.FacesKept(t.s.State.Pending.Faces))
		v.ask = phrases.AskNeedShort(placeNeed(p))
	}
	if wrong := dental.Check(item, p); len(wrong) > 0 && !t.warned { // as a sentence said it
		t.warn(phrases.ProblemAt(item, wrong[0]))
		if offer := &t.s.State.Offer; offer.Region == "" && offer.Tooth == 0 {
			offer.Region, offer.Tooth = wrong[0].Offer, wrong[0].OfferTooth
		}
	}
	if r := t.s.State.Offer.Region; r != "" {
		v.keys = append(v.keys, row(key{label: phrases.BtnUse(r.String()), verb: verbRegion, arg: at(i, r.String())}))
	}
	if tooth := t.s.State.Offer.Tooth; tooth != 0 {
		v.keys = append(v.keys, row(key{label: phrases.BtnUse(tooth.String()), verb: verbTooth, arg: at(i, tooth.String())}))
	}
	if shown == ViewRegions {
		v.keys = append(v.keys, regionKeys(i, p)...)
	} else {
		if v.paper != nil {
			shown = shown.whole()
		}
		v.keys = append(v.keys, t.teethKeys(p, shown, func(one dental.Tooth) key {
			return key{label: one.String(), verb: verbTooth, arg: at(i, one.String())}
		})...)
	}
	v.keys = append(v.keys, t.otherViews(p, shown, true)...)
	if t.s.Draft.Form.Read && t.doubted() < 0 {
		v.keys = append(v.keys, row(key{label: phrases.BtnDropLine, verb: verbDel, arg: itemArg(i, len(t.s.Draft.Form.Items), item)}))
	}
	v.keys = t.foot(v.keys...)
	return v, nil
}

// placeNeed is the question for where a procedure is done.
func placeNeed(p dental.Procedure) dental.Need {
	switch {
	case p.TakesTooth() && p.TakesRegion():
		return dental.NeedToothOrRegion
	case p.TakesRegion():
		return dental.NeedRegion
	}
	return dental.NeedTooth
}

// placeExample is a place that the code admits.
func placeExample(p dental.Procedure) string {
	if !p.TakesTooth() {
		if len(p.Regions) > 0 {
			return p.Regions[0].String()
		}
		return dental.RegionsOf(dental.Hemiarch)[0].String()
	}
	const firstMolar = 46
	teeth := append([]dental.Tooth{firstMolar}, dental.Teeth()...)
	return teeth[slices.IndexFunc(teeth, p.Teeth.Admits)].String()
}

// oneColumn is how many regions have a row each; more share rows.
const oneColumn = 8

func regionKeys(i int, p dental.Procedure) [][]key {
	regions := p.Regions
	if len(regions) == 0 {
		// Any will do: the usual ones by button, the others typed.
		regions = slices.Concat(dental.RegionsOf(dental.Arch), dental.RegionsOf(dental.Hemiarch), dental.RegionsOf(dental.Sextant))
	}
	var keys []key
	for _, r := range regions {
		keys = append(keys, key{label: phrases.BtnRegion(r), verb: verbRegion, arg: at(i, r.String())})
	}
	if len(keys) > oneColumn {
		return grid(keys, 2)
	}
	return grid(keys, 1)
}

func (t *turn) tapPlace(_ context.Context, c Callback) error {
	if ok, err := t.look(c); ok {
		return err
	}
	i, item, p := t.current()
	if c.Verb == verbDel && t.s.Draft.Form.Read && c.Arg == itemArg(i, len(t.s.Draft.Form.Items), item) {
		t.dropped(i)
		return nil
	}
	arg, ok := t.argAt(c)
	if !ok {
		return errStale
	}
	switch c.Verb {
	case verbTooth:
		if tooth, err := dental.ParseTooth(arg); err == nil && p.TakesTooth() {
			t.locate(i, dental.Item{Tooth: tooth})
			t.warnTwice(i)
			return nil
		}
	case verbRegion:
		if r := dental.Region(arg); r.Valid() && p.TakesRegion() {
			t.locate(i, dental.Item{Region: r})
			t.warnTwice(i)
			return nil
		}
	}
	return errStale
}

func (t *turn) typedPlace(_ context.Context, text string) error {
	i, _, p := t.current()
	text = t.firstLine(text)
	offer := t.s.State.Offer
	t.s.State.Offer = Offer{}
	word := fold(text)
	switch {
	case spoken(text) == wordYes && (offer.Region != "" || offer.Tooth != 0):
		t.locate(i, dental.Item{Region: offer.Region, Tooth: offer.Tooth})
		t.warnTwice(i)
		return nil
	case spoken(text) == wordNo:
		return nil
	case p.TakesRegion() && (word == "regiao" || word == "por regiao"):
		t.s.State.View = ViewRegions
		return nil
	case p.TakesTooth() && (word == "odontograma" || word == "desenho"):
		t.s.State.Pictures = true
		return nil
	}
	if t.severalPlaces(text) {
		return nil
	}
	where, ok := readWhere(text)
	if number, faces := readNoTooth(text); number != "" && p.TakesTooth() {
		t.locateTyped(i, typedItem{noTooth: number, where: dental.Item{Faces: faces}})
		return nil
	}
	if !ok && t.lineAtItem(i, text) {
		return nil
	}
	if !ok {
		t.warn(map[dental.Need]string{
			dental.NeedTooth: phrases.ToothHint, dental.NeedRegion: phrases.RegionHint, dental.NeedToothOrRegion: phrases.PlaceHint,
		}[placeNeed(p)])
		return nil
	}
	t.locate(i, where)
	t.warnTwice(i)
	return nil
}

// locate says where item i is done, as far as the code admits it; what it does
// not admit is explained and left out.
func (t *turn) locate(i int, where dental.Item) {
	t.fitPlace(i, where)
	item := t.s.Draft.Form.Items[i]
	p, err := dental.Lookup(item.Code, t.today)
	if err != nil {
		return
	}
	st := &t.s.State
	switch {
	case where.Tooth != 0:
		if where.Faces == 0 {
			where.Faces = st.Pending.Faces
		}
		if where.Faces == 0 && p.TakesFaces() {
			where.Faces = item.Faces // those of the tooth before
		}
		item.Tooth, item.Region, item.Faces = where.Tooth, "", 0
	case where.Region != "":
		item.Tooth, item.Region, item.Faces = 0, where.Region, 0
	case where.Faces != 0 && p.TakesFaces():
		st.Pending = dental.Item{Faces: where.Faces}
		return
	default:
		return
	}
	if problems := dental.Check(item, p); len(problems) > 0 {
		t.notThere(item, p, problems[0], where.Faces)
		return
	}
	st.View, st.Offer, st.Pending, st.Task = "", Offer{}, dental.Item{}, ""
	t.change(func(f *backend.Form) { f.Items[i] = item })
	switch {
	case where.Faces == 0:
	case p.TakesFaces():
		t.chooseFaces(i, where.Faces)
	default:
		t.warn(phrases.Problem(dental.Problem{Kind: dental.FacesNotTaken}))
	}
}

// notThere asks about a place that the code does not admit: what may be meant is
// offered, and what was typed beside it is kept.
func (t *turn) notThere(item dental.Item, p dental.Procedure, problem dental.Problem, faces dental.Faces) {
	st := &t.s.State
	t.warn(phrases.ProblemAt(item, problem))
	st.Offer = Offer{Region: problem.Offer, Tooth: problem.OfferTooth}
	if p.TakesFaces() {
		st.Pending = dental.Item{Faces: faces}
	}
	if problem.Kind == dental.RegionNotTaken && p.TakesTooth() {
		st.View = viewOfRegion(item.Region)
	}
	if t.ownOpen() {
		st.Task = TaskPlace // where the offer is
	}
}

// viewOfRegion is the quadrant that a region is a part of, if it is one.
func viewOfRegion(r dental.Region) View {
	in := 0
	for _, one := range slices.Concat(teethOf(ViewPermanent)...) {
		if at, ok := dental.RegionAt(r.Kind(), one); !ok || at != r {
			continue
		}
		if in != 0 && in != one.Quadrant() {
			return ""
		}
		in = one.Quadrant()
	}
	if in == 0 {
		return ""
	}
	return quadrantView(in)
}

// backFromPlace goes to the quadrants; else it leaves the place as it was, or
// takes the code back: the question for it comes again.
func (t *turn) backFromPlace() error {
	i, item, p := t.current()
	st := &t.s.State
	switch whole := st.View.whole(); {
	case whole != st.View && !st.Pictures:
		st.View = whole
		return nil
	case st.Task == TaskPlace && len(dental.Missing(item, p)) == 0:
		return t.backFromTask()
	}
	t.removeItem(i)
	st.Adding = true
	return nil
}
