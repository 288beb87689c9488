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
	if t.facesOpen() {
		i = t.s.State.At - 1
	} else {
		i = f.OpenItem(t.today)
	}
	p, _ = dental.Lookup(f.Items[i].Code, t.today)
	return i, f.Items[i], p
}

// at ties an argument to the item, so that a late tap never changes another.
func at(i int, arg string) string { return strconv.Itoa(i) + "." + arg }

// argAt reads what at wrote for the item asked about.
func (t *turn) argAt(c Callback) (arg string, ok bool) {
	i, _, _ := t.current()
	parts, ok := c.args(2)
	if !ok || number(parts[0]) != i {
		return "", false
	}
	return parts[1], true
}

func (t *turn) showPlace(context.Context) (view, error) {
	i, item, p := t.current()
	v := view{
		head: phrases.Paragraphs(t.formHead(), phrases.Lines(phrases.ItemTitle(item, p.Name), phrases.FacesKept(t.s.State.Pending.Faces))),
		ask:  phrases.AskNeed(placeNeed(p), placeExample(p)),
	}
	if r := t.s.State.Offer.Region; r != "" {
		v.keys = append(v.keys, row(key{label: phrases.BtnUse(r.String()), verb: verbRegion, arg: at(i, r.String())}))
	}
	views := viewsOf(p)
	shown := t.s.State.View
	if !slices.Contains(views, shown) && len(views) > 0 {
		shown = views[0]
	}
	if shown == ViewRegions {
		v.keys = append(v.keys, regionKeys(i, p)...)
	} else {
		v.keys = append(v.keys, toothKeys(i, p, shown)...)
	}
	var others []key
	for _, other := range views {
		if other != shown {
			others = append(others, key{label: viewLabels[other], verb: verbView, arg: string(other)})
		}
	}
	v.keys = t.foot(append(v.keys, grid(others, 2)...)...)
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

var viewLabels = map[View]string{
	ViewPermanent: phrases.BtnPermanent, ViewDeciduous: phrases.BtnDeciduous, ViewExtra: phrases.BtnExtra, ViewRegions: phrases.BtnByRegion,
}

// viewsOf are the parts of the mouth that the code admits.
func viewsOf(p dental.Procedure) []View {
	var views []View
	for _, v := range []View{ViewPermanent, ViewDeciduous, ViewExtra} {
		if p.TakesTooth() && slices.ContainsFunc(slices.Concat(quadrants(v)...), p.Teeth.Admits) {
			views = append(views, v)
		}
	}
	if p.TakesRegion() {
		views = append(views, ViewRegions)
	}
	return views
}

// quadrants are the teeth of a view as they stand in the mouth, seen from the
// front, a row a quadrant.
func quadrants(v View) [][]dental.Tooth {
	var rows [][]dental.Tooth
	switch v {
	case ViewPermanent, ViewDeciduous:
		dentition := dental.Permanent
		if v == ViewDeciduous {
			dentition = dental.Deciduous
		}
		for _, arch := range []dental.Class{dental.Upper, dental.Lower} {
			teeth := dental.Around(dentition, arch)
			rows = append(rows, teeth[:len(teeth)/2], teeth[len(teeth)/2:])
		}
	case ViewExtra:
		var extra []dental.Tooth
		for _, one := range dental.Teeth() {
			if one.Is(dental.Supernumerary) {
				extra = append(extra, one)
			}
		}
		rows = slices.Collect(slices.Chunk(extra, 4))
	}
	return rows
}

func toothKeys(i int, p dental.Procedure, v View) [][]key {
	var rows [][]key
	for _, quadrant := range quadrants(v) {
		var keys []key
		for _, one := range quadrant {
			if p.Teeth.Admits(one) {
				keys = append(keys, key{label: one.String(), verb: verbTooth, arg: at(i, one.String())})
			}
		}
		rows = append(rows, keys)
	}
	return rows
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
	if c.Verb == verbView {
		if viewLabels[View(c.Arg)] == "" {
			return errStale
		}
		t.s.State.View = View(c.Arg)
		return nil
	}
	i, _, p := t.current()
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
	if offer := t.s.State.Offer.Region; offer != "" && spoken(text) == wordYes {
		t.locate(i, dental.Item{Region: offer})
		t.warnTwice(i)
		return nil
	}
	t.s.State.Offer = Offer{}
	if word := fold(text); p.TakesRegion() && (word == "regiao" || word == "por regiao") {
		t.s.State.View = ViewRegions
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
		t.warn(phrases.Problem(problems[0]))
		st.Offer.Region = problems[0].Offer
		if p.TakesFaces() {
			st.Pending = dental.Item{Faces: where.Faces}
		}
		return
	}
	st.View, st.Offer, st.Pending = "", Offer{}, dental.Item{}
	t.change(func(f *backend.Form) { f.Items[i] = item })
	switch {
	case where.Faces == 0:
	case p.TakesFaces():
		t.chooseFaces(i, where.Faces)
	default:
		t.warn(phrases.Problem(dental.Problem{Kind: dental.FacesNotTaken}))
	}
}

// backFromPlace takes the code back: the question for it comes again.
func (t *turn) backFromPlace() error {
	i, _, _ := t.current()
	t.removeItem(i)
	t.s.State.Adding = true
	return nil
}
