package dialogs

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// verbStar marks a code as a favourite, or no longer: "+85100218", "-85100218".
const verbStar = "star"

// browseWords are what people type for the parts of the catalogue.
var browseWords = map[string]string{
	"favoritos": BrowseFavourites, "meus favoritos": BrowseFavourites, "favorito": BrowseFavourites,
	"por tipo": BrowseKinds, "tipos": BrowseKinds, "tipo": BrowseKinds, "lista": BrowseKinds, "categorias": BrowseKinds, "catalogo": BrowseKinds,
}

// maxUsual is how many codes the question has buttons for; pageSize how many a
// page of the catalogue.
const (
	maxUsual = 8
	pageSize = 8
)

// usualKeys are the favourites and what is asked for most, those that can be
// used today.
func (t *turn) usualKeys() [][]key {
	h := &t.s.State.Habits
	var keys []key
	for i, code := range h.Codes[:min(len(h.Codes), maxUsual)] {
		if p, err := dental.Lookup(code, t.today); err == nil {
			keys = append(keys, key{label: phrases.BtnUsual(p.Short(), i < h.Favourites), verb: verbSet, arg: code})
		}
	}
	return pack(keys)
}

// halfRow is how long a label in a row of two may be.
const halfRow = 15

// pack puts two short keys in a row where they stand beside each other.
func pack(keys []key) [][]key {
	var rows [][]key
	short := func(k key) bool { return utf8.RuneCountInString(k.label) <= halfRow }
	for i := 0; i < len(keys); i++ {
		if i+1 < len(keys) && short(keys[i]) && short(keys[i+1]) {
			rows = append(rows, row(keys[i], keys[i+1]))
			i++
			continue
		}
		rows = append(rows, row(keys[i]))
	}
	return rows
}

func (t *turn) browseKeys() []key {
	keys := row(key{label: phrases.BtnKinds, verb: verbView, arg: BrowseKinds})
	if t.s.State.Habits.Favourites > 0 {
		keys = append(keys, key{label: phrases.BtnFavourites, verb: verbView, arg: BrowseFavourites})
	}
	return keys
}

// starKeys mark the procedures of a list, which is numbered from first on.
func (t *turn) starKeys(codes []string, first int) []key {
	h := &t.s.State.Habits
	var keys []key
	for i, code := range codes {
		sign, on := "+", slices.Contains(h.Codes[:h.Favourites], code)
		if on {
			sign = "-"
		}
		keys = append(keys, key{label: phrases.BtnStar(first+i, on), verb: verbStar, arg: sign + code})
	}
	return keys
}

// star marks or unmarks a code; only codes of the table go into the rows.
func (t *turn) star(arg string) error {
	code := strings.TrimLeft(arg, "+-")
	if _, err := dental.Lookup(code, t.today); err != nil || len(arg) != len(code)+1 {
		return errStale
	}
	marked := arg[0] == '+'
	h, err := t.desk.Favourite(t.tx, t.s.Actor, t.s.State.Habits, code, marked)
	switch {
	case errors.Is(err, backend.ErrFavouritesFull):
		t.warn(phrases.FavouritesFull)
		return nil
	case err != nil:
		return err
	}
	t.s.State.Habits = h
	t.answer = Answer{Text: phrases.Starred(marked)}
	return nil
}

// browsed are the codes of the part and page that is shown, and how many pages
// there are.
func (t *turn) browsed() (codes []string, pages int) {
	st := &t.s.State
	all := st.Habits.Codes[:st.Habits.Favourites]
	if st.Browse.Part != BrowseFavourites {
		all = nil
		for _, p := range dental.OfKind(dental.Kind(st.Browse.Part), t.today) {
			all = append(all, p.Code)
		}
	}
	pages = (len(all) + pageSize - 1) / pageSize
	from := min(max(st.Browse.Page, 0)*pageSize, max(0, (pages-1)*pageSize))
	return all[from:min(from+pageSize, len(all))], pages
}

func (t *turn) showBrowse(v *view) {
	b := t.s.State.Browse
	if b.Part == BrowseKinds {
		var keys []key
		for _, k := range dental.Kinds() {
			keys = append(keys, key{label: phrases.Kind(k), verb: verbView, arg: string(k)})
		}
		v.keys, v.ask = grid(keys, 2), phrases.AskKind
		return
	}
	codes, pages := t.browsed()
	page := min(b.Page, max(pages-1, 0))
	v.ask = phrases.AskOfKind(phrases.BrowseTitle(b.Part, BrowseFavourites), page+1, pages)
	if b.Part == BrowseFavourites {
		v.ask = phrases.AskFavourite(len(codes))
	}
	var keys []key
	for _, code := range codes {
		if p, err := dental.Lookup(code, t.today); err == nil {
			keys = append(keys, key{label: phrases.BtnUsual(p.Short(), false), verb: verbSet, arg: code})
		}
	}
	v.keys = pack(keys)
	if b.Part == BrowseFavourites {
		var lines []string
		for i, code := range codes {
			lines = append(lines, phrases.Found(page*pageSize+i+1, code, nameOf(code, t.today)))
		}
		v.ask = phrases.Paragraphs(v.ask, phrases.Lines(lines...))
		v.keys = append(v.keys, grid(t.starKeys(codes, page*pageSize+1), 4)...)
	}
	var turns []key
	if page > 0 {
		turns = append(turns, key{label: phrases.BtnPrevious, verb: verbPage, arg: b.Part + "." + strconv.Itoa(page-1)})
	}
	if page+1 < pages {
		turns = append(turns, key{label: phrases.BtnNext, verb: verbPage, arg: b.Part + "." + strconv.Itoa(page+1)})
	}
	v.keys = append(v.keys, turns)
}

// browse shows another part or page of the catalogue.
func (t *turn) browse(c Callback) error {
	b := Browse{Part: c.Arg}
	if c.Verb == verbPage {
		part, page, ok := c.pair()
		if !ok || number(page) < 0 {
			return errStale
		}
		b = Browse{Part: part, Page: number(page)}
	}
	if b.Part != BrowseKinds && b.Part != BrowseFavourites && !slices.Contains(dental.Kinds(), dental.Kind(b.Part)) {
		return errStale
	}
	t.s.State.Found, t.s.State.Browse = nil, b
	return nil
}
