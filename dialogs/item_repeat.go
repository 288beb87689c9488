package dialogs

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// sameAgain opens a line that repeats the item before it.
const sameAgain = "mesmo"

// repeatWords open a line that repeats an item: "repetir 13 ao 23".
var repeatWords = map[string]bool{
	sameAgain: true, "mesma": true, "repetir": true, "repete": true, "repita": true, "idem": true, "igual": true,
}

// repeatRead reads "repetir 13 ao 23", "o mesmo no 36 e 37", or teeth alone, more
// than one. A list that cannot be is told, and no places come of it.
func (t *turn) repeatRead(text string, i int) (places []dental.Item, ok bool) {
	words := splitSpace(text)
	if len(words) > 1 && (fold(words[0]) == "o" || fold(words[0]) == "a") {
		words = words[1:]
	}
	asked := len(words) > 0 && repeatWords[fold(words[0])]
	if asked {
		words = words[1:]
		if len(words) > 0 && fold(words[0]) == "item" {
			words = words[1:]
			if len(words) > 0 && number(words[0]) == i+1 {
				words = words[1:]
			}
		}
	}
	places, err := dental.ParsePlaces(strings.Join(words, " "))
	var refused *dental.PlacesError
	switch {
	case err == nil && (asked || len(places) > 1):
		return places, true
	case errors.As(err, &refused) && (asked || refused.From != 0):
		t.warn(phrases.PlacesRefused(refused))
		return nil, true
	}
	return nil, false
}

// repeatTyped takes a line that repeats the last item, or the one that it names.
func (t *turn) repeatTyped(text string) (taken bool) {
	items := t.s.Draft.Form.Items
	i := len(items) - 1
	words := splitSpace(text)
	if at := slices.IndexFunc(words, func(w string) bool { return fold(w) == "item" }); at >= 0 && at+1 < len(words) && at <= 2 {
		if n := number(words[at+1]); n >= 1 && n <= len(items) {
			i = n - 1
		}
	}
	if i < 0 {
		return false
	}
	places, ok := t.repeatRead(text, i)
	if ok && len(places) > 0 {
		t.repeat(i, places)
	}
	return ok
}

// repeat does item i again on other teeth. Teeth with faces of their own are
// items as if typed.
func (t *turn) repeat(i int, places []dental.Item) {
	items := t.s.Draft.Form.Items
	item := items[i]
	p, err := dental.Lookup(item.Code, t.today)
	if err != nil || !p.TakesTooth() {
		t.warn(phrases.CannotRepeat)
		return
	}
	if slices.ContainsFunc(places, func(one dental.Item) bool { return one.Faces != 0 }) {
		var lines []string
		for _, one := range places {
			if one.Faces == 0 {
				one.Faces = item.Faces.CorrectedOn(one.Tooth)
			}
			lines = append(lines, item.Code+" "+placeText(one))
		}
		t.s.State.settle()
		t.waitNext(lines...)
		return
	}
	teeth := make([]dental.Tooth, len(places))
	for j, one := range places {
		teeth[j] = one.Tooth
	}
	r := dental.Repeat(item, p, teeth, items, maxItems-len(items))
	if len(r.Items)+len(r.Ask)+len(r.Left) == 0 {
		t.warn(phrases.RepeatElsewhere(item.Tooth))
		return
	}
	t.s.State.settle()
	t.s.State.Offer.Items = r.Ask
	t.say(phrases.Repeated(r))
	if len(r.Items) > 0 {
		t.change(func(f *backend.Form) { f.Items = append(f.Items, r.Items...) })
	}
}

// addOffered adds the items that were asked about; those there already do not
// come twice.
func (t *turn) addOffered() {
	offered := t.s.State.Offer.Items
	t.s.State.Offer = Offer{}
	t.change(func(f *backend.Form) {
		for _, item := range offered {
			if len(f.Items) < maxItems && !slices.Contains(f.Items, item) {
				f.Items = append(f.Items, item)
			}
		}
	})
}

// showRepeat is where the teeth are marked that the open item is repeated on.
func (t *turn) showRepeat(context.Context) (view, error) {
	i, item, p := t.own()
	marked := t.s.State.Teeth
	shown := t.viewOf(p)
	if shown == ViewRegions {
		shown = viewsOf(p)[0]
	}
	v := view{
		head: phrases.ItemTitle(item, p.Name), ask: phrases.AskRepeat(marked),
		paper: t.odontogram(p, shown.whole(), item.Tooth, marked),
	}
	if v.paper != nil {
		v.head, shown = phrases.ItemCaption(item, p.Short()), shown.whole()
	}
	v.keys = t.teethKeys(p, shown, func(one dental.Tooth) key {
		if slices.Contains(marked, one) {
			return key{label: phrases.BtnMarked(one), verb: verbTooth, arg: at(i, "-"+one.String())}
		}
		return key{label: one.String(), verb: verbTooth, arg: at(i, "+"+one.String())}
	})
	if n := len(marked); n > 0 {
		v.keys = append(v.keys, row(key{label: phrases.BtnRepeatOn(n), verb: verbOK, arg: at(i, strconv.Itoa(n))}))
	}
	v.keys = t.foot(append(v.keys, t.otherViews(p, shown, false)...)...)
	return v, nil
}

func (t *turn) tapRepeat(_ context.Context, c Callback) error {
	if ok, err := t.look(c); ok {
		return err
	}
	i, _, p := t.own()
	at, value, ok := c.pair()
	if !ok || value == "" || number(at) != i {
		return errStale
	}
	st := &t.s.State
	switch c.Verb {
	case verbTooth:
		tooth, err := dental.ParseTooth(strings.TrimLeft(value, "+-"))
		if err != nil || !p.TakesTooth() {
			return errStale
		}
		st.Teeth = slices.DeleteFunc(st.Teeth, func(one dental.Tooth) bool { return one == tooth })
		if value[0] == '+' && len(st.Teeth) < maxItems {
			st.Teeth = append(st.Teeth, tooth)
		}
		return nil
	case verbOK:
		if number(value) != len(st.Teeth) || len(st.Teeth) == 0 {
			return errStale
		}
		var places []dental.Item
		for _, one := range st.Teeth {
			places = append(places, dental.Item{Tooth: one})
		}
		t.repeat(i, places)
		return nil
	}
	return errStale
}

func (t *turn) typedRepeat(_ context.Context, text string) error {
	i, _, _ := t.own()
	switch st := &t.s.State; spoken(text) {
	case wordDone, wordYes:
		var places []dental.Item
		for _, one := range st.Teeth {
			places = append(places, dental.Item{Tooth: one})
		}
		if len(places) > 0 {
			t.repeat(i, places)
			return nil
		}
		return t.backFromTask()
	case wordNo, wordSkip:
		return t.backFromTask()
	}
	if fold(text) == "odontograma" || fold(text) == "desenho" {
		t.s.State.Pictures = true
		return nil
	}
	places, err := dental.ParsePlaces(text)
	if err == nil {
		t.repeat(i, places)
		return nil
	}
	if read, ok := t.repeatRead(text, i); ok {
		if len(read) > 0 {
			t.repeat(i, read)
		}
		return nil
	}
	var refused *dental.PlacesError
	if errors.As(err, &refused) {
		t.warn(phrases.PlacesRefused(refused))
	}
	return nil
}

// splitSpace are the words of a text that is not overlong.
func splitSpace(text string) []string { return strings.Fields(phrases.Cut(text, maxItemText)) }
