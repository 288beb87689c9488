package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"guiche/backend"
	"guiche/backend/preauth"
	"guiche/dialogs/phrases"
)

// showReason asks why an item is denied, or less of it granted: what the rules found
// first, then the usual reasons by group.
func (t *turn) showReason(ctx context.Context) (view, error) {
	d, _, ok, err := t.itemUnderDecision(ctx)
	if err != nil || !ok {
		return t.noCase(), err
	}
	n := t.at()
	head, err := t.itemHead(ctx, d, n)
	if err != nil {
		return view{}, err
	}
	known, err := t.dossier(ctx, d)
	if err != nil {
		return view{}, err
	}
	codes := found(known.Findings(n))
	group := preauth.ReasonGroup(t.s.State.Browse.Part)
	switch {
	case len(t.s.State.Found) > 0:
		codes = t.s.State.Found
	case phrases.ReasonGroup(group) != "":
		codes = preauth.Reasons(group)
	}
	v := view{head: head, ask: phrases.AskDenialOf(codes)}
	for _, code := range codes {
		v.keys = append(v.keys, row(key{label: phrases.BtnCode(code), verb: verbReason, arg: idArg(int64(n)) + "." + code}))
	}
	if len(t.s.State.Found) > 0 || t.s.State.Browse.Part != "" {
		v.keys = append(v.keys, row(key{label: phrases.BtnAllReasons, verb: verbPage}))
	} else {
		var groups []key
		for _, g := range preauth.ReasonGroups() {
			groups = append(groups, key{label: phrases.ReasonGroup(g), verb: verbPage, arg: string(g)})
		}
		v.keys = append(v.keys, grid(groups, 2)...)
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnBack, verb: verbBack}))
	return v, nil
}

// found are the reasons that the rules found against an item; that it needs an audit
// is none.
func found(findings []preauth.Finding) []string {
	var codes []string
	for _, f := range findings {
		if f.Outcome != preauth.Release && f.Rule != "audit" && !slices.Contains(codes, f.Code) {
			codes = append(codes, f.Code)
		}
	}
	return codes
}

func (t *turn) tapReason(_ context.Context, c Callback) error {
	switch c.Verb {
	case verbPage:
		if c.Arg != "" && phrases.ReasonGroup(preauth.ReasonGroup(c.Arg)) == "" {
			return errStale
		}
		t.s.State.Browse, t.s.State.Found = Browse{Part: c.Arg}, nil
		return nil
	case verbReason:
		n, code, ok := c.pair()
		if !ok || n != idArg(int64(t.at())) || !preauth.IsReason(code) {
			return errStale
		}
		t.because([]string{code})
		return nil
	}
	return errStale
}

// because gives the ruling at hand its reasons.
func (t *turn) because(codes []string) {
	n := t.at()
	t.s.State.Browse, t.s.State.Found = Browse{}, nil
	t.change(func(f *backend.Form) {
		r := *f.Ruling(n)
		r.Codes = codes
		f.Rule(r)
	})
}

func (t *turn) typedReason(_ context.Context, text string) error {
	t.typedCodes(text)
	return nil
}

var codeTyped = regexp.MustCompile(`\b[0-9]{4}\b`)

// typedCodes reads reasons by their codes, or by words of their meaning.
func (t *turn) typedCodes(text string) {
	if codes := codeTyped.FindAllString(text, -1); len(codes) > 0 {
		slices.Sort(codes)
		codes = slices.Compact(codes)
		if slices.ContainsFunc(codes, func(c string) bool { return !preauth.IsReason(c) }) {
			t.warn(phrases.ReasonHint)
			return
		}
		t.because(codes[:min(len(codes), mostCodes)])
		return
	}
	codes := reasonsNamed(text)
	if len(codes) == 0 {
		codes = reasonsLike(text)
	}
	switch {
	case len(codes) == 0 && groupNamed(text) != "":
		t.s.State.Browse, t.s.State.Found = Browse{Part: string(groupNamed(text))}, nil
		t.say(phrases.ReasonsOf(groupNamed(text)))
	case len(codes) == 0:
		t.warn(phrases.ReasonHint)
	case len(codes) == 1:
		t.because(codes)
	default:
		t.s.State.Browse, t.s.State.Found = Browse{}, codes[:min(len(codes), mostReasons)]
	}
}

// mostCodes is how many reasons a ruling has, mostReasons how many are proposed.
const (
	mostCodes   = 4
	mostReasons = 8
)

// reasonsNamed are the reasons in whose words all the typed ones stand.
func reasonsNamed(text string) []string {
	words := strings.Fields(fold(text))
	var codes []string
	for _, g := range preauth.ReasonGroups() {
		for _, code := range preauth.Reasons(g) {
			meaning := fold(phrases.Reason(code))
			if len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(meaning, w) }) {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

// groupNamed is the group of reasons whose name stands among the typed words, "" for
// none.
func groupNamed(text string) preauth.ReasonGroup {
	for _, g := range preauth.ReasonGroups() {
		name := fold(phrases.ReasonGroup(g))
		if slices.ContainsFunc(strings.Fields(fold(text)), func(w string) bool {
			return len(w) >= 5 && slices.ContainsFunc(strings.Fields(name), func(part string) bool { return part == w || part == w+"s" })
		}) {
			return g
		}
	}
	return ""
}

// backFromReason goes back to the item: nothing is said of it then.
func (t *turn) backFromReason() error {
	n := t.at()
	r := t.s.Draft.Form.Ruling(n)
	reduced := r != nil && r.Reduced()
	if t.s.State.Browse.Part != "" || len(t.s.State.Found) > 0 {
		t.s.State.Browse, t.s.State.Found = Browse{}, nil
		return nil
	}
	t.change(func(f *backend.Form) { f.Unrule(n) })
	t.s.State.settle()
	if t.s.State.Open = n + 1; reduced {
		t.s.State.Task = TaskReduce
	}
	return nil
}

// showWant asks what the provider is asked for.
func (t *turn) showWant(ctx context.Context) (view, error) {
	d, _, ok, err := t.itemUnderDecision(ctx)
	if err != nil || !ok {
		return t.noCase(), err
	}
	head, err := t.itemHead(ctx, d, t.at())
	if err != nil {
		return view{}, err
	}
	var keys []key
	arg := idArg(int64(t.at())) + "."
	for _, kind := range backend.FileTypes() {
		keys = append(keys, key{label: phrases.BtnFileType(kind, false), verb: verbWant, arg: arg + string(kind)})
	}
	keys = append(keys, key{label: phrases.BtnJustify, verb: verbWant, arg: arg + string(backend.WantJustification)})
	return view{head: head, ask: phrases.AskWant, keys: append(grid(keys, 2), row(key{label: phrases.BtnBack, verb: verbBack}))}, nil
}

func (t *turn) tapWant(_ context.Context, c Callback) error {
	n, what, ok := c.pair()
	if c.Verb != verbWant || !ok || n != idArg(int64(t.at())) {
		return errStale
	}
	switch kind := backend.FileType(what); {
	case what == string(backend.WantJustification):
		t.asksFor(backend.WantJustification, "")
	case slices.Contains(backend.FileTypes(), kind):
		t.asksFor(backend.WantDocument, kind)
	default:
		return errStale
	}
	return nil
}

func (t *turn) asksFor(w backend.Want, document backend.FileType) {
	n := t.at()
	t.change(func(f *backend.Form) { f.Ask(backend.Question{Item: n, Wants: w, Document: document}) })
}

func (t *turn) typedWant(_ context.Context, text string) error {
	t.typedWanted(text)
	return nil
}

// wantWords are parts of what people call a document.
var wantWords = []struct {
	word string
	kind backend.FileType
}{
	{"final", backend.RadiographFinal}, {"radio", backend.RadiographInitial}, {"rx", backend.RadiographInitial}, {"raio", backend.RadiographInitial},
	{"foto", backend.Photo}, {"laudo", backend.Report}, {"relatorio", backend.Report}, {"documento", backend.OtherDocument},
}

// typedWanted reads what is asked for; any longer text is the question itself, for a
// justification.
func (t *turn) typedWanted(text string) {
	said := fold(text)
	if strings.HasPrefix(said, "justif") {
		t.asksFor(backend.WantJustification, "")
		return
	}
	for _, w := range wantWords {
		if strings.Contains(said, w.word) {
			t.asksFor(backend.WantDocument, w.kind)
			return
		}
	}
	t.warn(phrases.UseButtons)
}

func (t *turn) backFromWant() error {
	n := t.at()
	t.change(func(f *backend.Form) { f.Unrule(n) })
	t.s.State.settle()
	t.s.State.Open = n + 1
	return nil
}

// wording is a text for what is being said of the item at hand.
func (t *turn) wording(ctx context.Context, d backend.Details) (string, error) {
	n, f := t.at(), t.s.Draft.Form
	known, err := t.dossier(ctx, d)
	if err != nil {
		return "", err
	}
	if r := f.Ruling(n); r != nil {
		return phrases.ProposedReason(d, *r, known.Findings(n)), nil
	}
	return phrases.ProposedQuestion(*f.Question(n), d.Form.Items[n]), nil
}

// showWording asks for the words to the provider.
func (t *turn) showWording(ctx context.Context) (view, error) {
	d, _, ok, err := t.itemUnderDecision(ctx)
	if err != nil || !ok {
		return t.noCase(), err
	}
	head, err := t.itemHead(ctx, d, t.at())
	if err != nil {
		return view{}, err
	}
	text, err := t.wording(ctx, d)
	if err != nil {
		return view{}, err
	}
	return view{head: head, ask: phrases.AskWording(text), keys: [][]key{
		row(key{label: phrases.BtnUseText, verb: verbText, arg: idArg(int64(t.at()))}),
		row(key{label: phrases.BtnCopyText, copy: text}),
		row(key{label: phrases.BtnBack, verb: verbBack}),
	}}, nil
}

func (t *turn) tapWording(ctx context.Context, c Callback) error {
	if c.Verb != verbText || c.Arg != idArg(int64(t.at())) {
		return errStale
	}
	d, _, ok, err := t.itemUnderDecision(ctx)
	if err != nil || !ok {
		return orStale(err)
	}
	text, err := t.wording(ctx, d)
	if err != nil {
		return err
	}
	t.says(text)
	return nil
}

// says gives what is said of the item at hand its words; with them it is complete.
func (t *turn) says(text string) {
	n := t.at()
	t.s.State.settle()
	t.change(func(f *backend.Form) {
		if r := f.Ruling(n); r != nil {
			whole := *r
			whole.Text = text
			f.Rule(whole)
			return
		}
		q := *f.Question(n)
		q.Text = text
		f.Ask(q)
	})
}

func (t *turn) typedWording(ctx context.Context, text string) error {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return nil
	case spoken(text) == wordYes || fold(text) == fold(phrases.BtnUseText):
		return t.orUseButtons(t.tapWording(ctx, Callback{Verb: verbText, Arg: idArg(int64(t.at()))}))
	case utf8.RuneCountInString(text) > backend.MaxReason:
		t.warn(phrases.WordingTooLong(utf8.RuneCountInString(text), backend.MaxReason))
		return nil
	}
	t.says(text)
	return nil
}

// backFromWording asks once more for the reason, or for what is wanted.
func (t *turn) backFromWording() error {
	n := t.at()
	t.change(func(f *backend.Form) {
		if r := f.Ruling(n); r != nil {
			again := *r
			again.Codes = nil
			f.Rule(again)
			return
		}
		f.Ask(backend.Question{Item: n})
	})
	return nil
}
