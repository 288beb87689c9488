package dialogs

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// at is the item, from 0, that a decision is at: the one of which something is half
// said, else the open one.
func (t *turn) at() int {
	if n, _ := t.s.Draft.Form.OpenRuling(); n >= 0 {
		return n
	}
	return t.s.State.Open - 1
}

// itemUnderDecision is the request and its item that the decision is at; false where
// there is no such item any more.
func (t *turn) itemUnderDecision(ctx context.Context) (d backend.Details, item dental.Item, ok bool, err error) {
	d, err = t.underDecision(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return d, item, false, nil
	}
	n := t.at()
	if err != nil || n < 0 || n >= len(d.Form.Items) {
		return d, item, false, err
	}
	return d, d.Form.Items[n], true, nil
}

// itemHead is an item with all that is known of it.
func (t *turn) itemHead(ctx context.Context, d backend.Details, n int) (string, error) {
	known, err := t.dossier(ctx, d)
	if err != nil {
		return "", err
	}
	item := d.Form.Items[n]
	facts := t.itemFacts(n, item, known, allEvents)
	if len(known.At(item, known.History)) == 0 {
		facts = phrases.Lines(facts, phrases.NoEvents)
	}
	return phrases.Paragraphs(
		phrases.Lines(phrases.DecisionTitle(d.Number, d.Claim.Until), t.patientLines(d, known)),
		phrases.Lines(phrases.RuledItem(n, item, nameOf(item.Code, calendar.DateOf(d.SentAt)), t.s.Draft.Form), phrases.DeniedBefore(d, n), facts)), nil
}

// showVerdict asks what becomes of one item.
func (t *turn) showVerdict(ctx context.Context) (view, error) {
	d, item, ok, err := t.itemUnderDecision(ctx)
	if err != nil || !ok {
		return t.noCase(), err
	}
	n := t.at()
	head, err := t.itemHead(ctx, d, n)
	if err != nil {
		return view{}, err
	}
	v := view{head: head, ask: phrases.AskVerdict}
	arg := idArg(int64(n))
	v.keys = [][]key{row(key{label: phrases.BtnGrant, verb: verbGrant, arg: arg}, key{label: phrases.BtnDeny, verb: verbDeny, arg: arg})}
	if len(t.lesser(item, calendar.DateOf(d.SentAt))) > 0 {
		v.keys = append(v.keys, row(key{label: phrases.BtnReduce, verb: verbReduce, arg: arg}))
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnAskDentist, verb: verbWant, arg: arg}))
	if f := t.s.Draft.Form; f.Ruling(n) != nil || f.Question(n) != nil {
		v.keys = append(v.keys, row(key{label: phrases.BtnUnrule, verb: verbUnrule, arg: arg}))
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnLetGo, verb: verbStop}))
	return v, nil
}

func (t *turn) tapVerdict(ctx context.Context, c Callback) error {
	n := int(c.id())
	if ok, err := t.pending(ctx, n); !ok || err != nil {
		return orStale(err)
	}
	return t.ruleBy(c.Verb, n)
}

// ruleBy begins, or makes, what a button says of item n.
func (t *turn) ruleBy(verb string, n int) error {
	t.s.State.settle()
	switch verb {
	case verbGrant:
		t.change(func(f *backend.Form) { f.Rule(backend.Ruling{Item: n, Result: backend.Granted}) })
	case verbDeny:
		t.s.State.Open = n + 1
		t.change(func(f *backend.Form) { f.Rule(backend.Ruling{Item: n, Result: backend.Refused}) })
	case verbWant:
		t.s.State.Open = n + 1
		t.change(func(f *backend.Form) { f.Ask(backend.Question{Item: n}) })
	case verbReduce:
		t.s.State.Open, t.s.State.Task = n+1, TaskReduce
	case verbUnrule:
		t.change(func(f *backend.Form) { f.Unrule(n) })
	default:
		return errStale
	}
	return nil
}

var verdictWords = map[string]string{
	"autorizar": verbGrant, "autorizo": verbGrant, "autoriza": verbGrant, "sim": verbGrant, "negar": verbDeny, "nego": verbDeny, "nega": verbDeny, "nao": verbDeny,
	"pedir": verbWant, "perguntar": verbWant, "reduzir": verbReduce, "menos": verbReduce, "autorizar menos": verbReduce, "desfazer": verbUnrule,
	"pedir ao dentista": verbWant,
}

// ruleTyped takes a typed verdict about item n, with what stands behind it: "negar",
// "3016"; "pedir", "radiografia".
func (t *turn) ruleTyped(word string, n int, rest string) error {
	verb, ok := verdictWords[word]
	if !ok {
		t.warn(phrases.UseButtons)
		return nil
	}
	if err := t.ruleBy(verb, n); err != nil || rest == "" {
		return err
	}
	switch verb {
	case verbDeny:
		t.typedCodes(rest)
	case verbWant:
		t.typedWanted(rest)
	}
	return nil
}

func (t *turn) typedVerdict(ctx context.Context, text string) error {
	n := t.at()
	if ok, err := t.pending(ctx, n); !ok || err != nil {
		return t.orUseButtons(orStale(err))
	}
	words := strings.Fields(fold(text))
	if allGranted.MatchString(fold(text)) {
		return t.grantAll(ctx, false)
	}
	if _, ok := verdictWords[fold(text)]; ok {
		return t.ruleTyped(fold(text), n, "")
	}
	if len(words) > 0 && verdictWords[words[0]] != "" {
		return t.ruleTyped(words[0], n, afterWords(text, 1))
	}
	if less, ok := t.lessTyped(text); ok {
		t.reduceTo(n, less)
		return nil
	}
	t.warn(phrases.UseButtons)
	return nil
}

func (t *turn) backFromVerdict() error {
	t.s.State.settle()
	return nil
}

// lesser are the ways in which less than an item can be granted: every smaller
// quantity, and one face left out.
func (t *turn) lesser(item dental.Item, on calendar.Date) []dental.Item {
	var all []dental.Item
	for q := min(max(item.Quantity, 1)-1, 9); q >= 1; q-- {
		less := item
		less.Quantity = q
		all = append(all, less)
	}
	for _, face := range item.Faces.List() {
		if less, ok := backend.WithFaces(item, item.Faces.Without(face), on); ok {
			all = append(all, less)
		}
	}
	if item.Faces.Len() > 2 {
		for _, face := range item.Faces.List() {
			if less, ok := backend.WithFaces(item, dental.FacesIn(face), on); ok {
				all = append(all, less)
			}
		}
	}
	return all
}

// showReduce asks how much of an item is granted.
func (t *turn) showReduce(ctx context.Context) (view, error) {
	d, item, ok, err := t.itemUnderDecision(ctx)
	if err != nil || !ok {
		return t.noCase(), err
	}
	head, err := t.itemHead(ctx, d, t.at())
	if err != nil {
		return view{}, err
	}
	var keys []key
	for _, less := range t.lesser(item, calendar.DateOf(d.SentAt)) {
		keys = append(keys, key{label: phrases.BtnLesser(less, item), verb: verbSet, arg: idArg(int64(t.at())) + "." + lessArg(less, item)})
	}
	return view{head: head, ask: phrases.AskReduce, keys: append(grid(keys, 3), row(key{label: phrases.BtnBack, verb: verbBack}))}, nil
}

// lessArg writes what is left of an item: "x2" of its quantity, or its faces.
func lessArg(less, item dental.Item) string {
	if less.Faces != item.Faces {
		return less.Faces.String()
	}
	return "x" + strconv.Itoa(less.Quantity)
}

func (t *turn) tapReduce(ctx context.Context, c Callback) error {
	index, what, ok := c.pair()
	if c.Verb != verbSet || !ok || index != idArg(int64(t.at())) {
		return errStale
	}
	if ok, err := t.pending(ctx, t.at()); !ok || err != nil {
		return orStale(err)
	}
	less, ok := t.lessTyped(what)
	if !ok {
		return errStale
	}
	t.reduceTo(t.at(), less)
	return nil
}

// lessTyped reads how much of the item at hand is granted: "x2", "2", "MO".
func (t *turn) lessTyped(text string) (dental.Item, bool) {
	n := t.at()
	if t.loaded.Number == 0 || n < 0 || n >= len(t.loaded.Form.Items) {
		return dental.Item{}, false
	}
	item, on := t.loaded.Form.Items[n], calendar.DateOf(t.loaded.SentAt)
	if q := number(strings.TrimPrefix(fold(text), "x")); q >= 1 {
		less := item
		less.Quantity = q
		return less, backend.Reduces(item, less, on)
	}
	faces, err := dental.ParseFaces(text)
	if err != nil {
		return dental.Item{}, false
	}
	return backend.WithFaces(item, faces, on)
}

// reduceTo grants less of an item; why is asked next.
func (t *turn) reduceTo(n int, less dental.Item) {
	t.s.State.settle()
	t.s.State.Open = n + 1
	t.change(func(f *backend.Form) { f.Rule(backend.Ruling{Item: n, Result: backend.Granted, Grant: &less}) })
}

func (t *turn) typedReduce(ctx context.Context, text string) error {
	if ok, err := t.pending(ctx, t.at()); !ok || err != nil {
		return t.orUseButtons(orStale(err))
	}
	less, ok := t.lessTyped(text)
	if !ok {
		t.warn(phrases.ReduceHint)
		return nil
	}
	t.reduceTo(t.at(), less)
	return nil
}

func (t *turn) backFromReduce() error {
	t.s.State.Task = ""
	return nil
}
