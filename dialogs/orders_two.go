package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// somewhere tells an item that was said with where it is done.
func somewhere(i nlu.Item) bool { return i.Tooth != 0 || i.Region != "" }

// forgotSaid begins a sentence that asks for what was left out.
var forgotSaid = regexp.MustCompile(`(?i)^(?:(?:ah|ops|opa|epa|e|eu|tamb[ée]m|nossa|ih),?\s+)*(?:esqueci|esquecemos|faltou|falta|faltava|faltando|ficou faltando|ia esquecendo)\s+(?:(?:de|do|da|o|a|os|as|um|uma|mais|p[ôo]r|pedir|incluir|colocar|botar|lan[çc]ar)\s+)*`)

// forgotten adds what a sentence says was left out: no document, and nothing without
// a procedure.
func (t *turn) forgotten(ctx context.Context, text string) (bool, error) {
	lead := forgotSaid.FindString(text)
	if lead == "" || strings.Contains(text, "?") {
		return false, nil
	}
	if slices.ContainsFunc(spokenOf(text), in(sendingWords)) || slices.ContainsFunc(spokenOf(text), in(paperWords)) {
		return false, nil
	}
	rest := alsoSaid.ReplaceAllString(text[len(lead):], " ")
	req := t.reader.Parse("põe " + rest)
	if len(req.Items) == 0 {
		return false, nil
	}
	return true, t.fill(ctx, "põe "+rest, req)
}

// alsoSaid says no more than that something is added.
var alsoSaid = regexp.MustCompile(`(?i)(?:^|\s)(?:tb|tbm|tamb[ée]m)(?:\s|[.!,]*$)`)

var (
	// orderBreak is where another order begins.
	orderBreak = regexp.MustCompile(`(?i)(?:\s*[,;.]\s*(?:e\s+)?|\s+e\s+)((?:tir|remov|apag|exclu|cancel|troc|mud|corrig|coloc|inclu|adicion|acrescent|bot|p[õo]e|ponh|desfa[zçc])\w*\s)`)
	allGone    = regexp.MustCompile(`(?i)^(?:n[ãa]o,?\s+)?(?:tir|apag|remov|limp|exclu|cancel|esquec)\w*\s+tudo(?:\s+(?:isso|a[íi]))?$`)
)

// halves carries out both orders of "põe a extração e tira a raspagem": first what goes
// or changes, by the lines on the screen, then what is added. What was not done is said.
func (t *turn) halves(ctx context.Context, text string) (bool, error) {
	var parts []string
	from := 0
	for _, m := range orderBreak.FindAllStringSubmatchIndex(text, -1) {
		parts = append(parts, strings.TrimSpace(text[from:m[0]]))
		from = m[2]
	}
	if parts = append(parts, strings.TrimSpace(text[from:])); len(parts) < 2 {
		return t.oneOrder(ctx, text)
	}
	var changes []nlu.Change
	var adds, undone []string
	every := false
	for _, part := range parts {
		all := t.likeBefore(changesIn(part))
		switch {
		case allGone.MatchString(part):
			every = true
		case len(all) > 0 && t.fits(all):
			changes = append(changes, all...)
		case len(t.reader.Parse(part).Items) > 0:
			adds = append(adds, part)
		default:
			undone = append(undone, part)
		}
	}
	if len(adds) == 0 || len(changes) == 0 && !every {
		return false, nil // one kind of order: read as a whole
	}
	t.beforehand()
	if every {
		t.droppedAll()
	} else if err := t.corrected(ctx, text, changes); err != nil {
		return true, err
	}
	more := strings.Join(adds, ", ")
	if t.changing() { // which line goes is asked first
		undone = append(undone, more)
	} else if err := t.fill(ctx, more, t.reader.Parse(more)); err != nil {
		return true, err
	}
	if len(undone) > 0 {
		t.warn(phrases.NotDoneYet(undone))
	}
	return true, nil
}

// droppedAll takes all items out, with a way back.
func (t *turn) droppedAll() {
	some := make([]int, len(t.s.Draft.Form.Items))
	for i := range some {
		some[i] = i
	}
	if len(some) > 0 {
		t.dropped(some...)
	}
}

// oneOrder makes a correction that is written as two: of several lines alike.
func (t *turn) oneOrder(ctx context.Context, text string) (bool, error) {
	if len(nlu.Changes(text)) > 0 {
		return false, nil
	}
	all := changesIn(text)
	if len(all) == 0 || !t.fits(all) {
		return false, nil
	}
	t.beforehand()
	return true, t.corrected(ctx, text, all)
}

var (
	twoLines  = regexp.MustCompile(`(?i)^(?:n[ãa]o,?\s+)?(?:(?:os?|as?|ite[nm]s?)\s+)*(\d)\s*(?:,|e)\s*(?:(?:o|a|item)\s+)?(\d)\s+(?:s[ãa]o|[ée]|eh|ficam?|v[ãa]o|est[ãa]o)\s+(.+)$`)
	likewise  = regexp.MustCompile(`(?i)^(.+?)[,.;]?\s+(?:e\s+)?((?:[oa]s?|item)\s+[\p{L}\d][\p{L}\d ]{0,30}?)\s+(?:tb|tbm|tamb[ée]m|idem)[\s.!]*$`)
	inTruth   = regexp.MustCompile(`(?i)\s+na verdade\s+`)
	notOfThis = regexp.MustCompile(`(?i)^(.*?\bn[ãa]o (?:é|e|eh) (?:do|da|no|na|o) (?:dente )?[\p{L}\d ]+?) (?:é|eh|e|mas|sim) ((?:do|da|no|na|o) .+)$`)
)

// changesIn are the corrections of a sentence, also of one that says the same of two
// lines.
func changesIn(text string) []nlu.Change {
	if all := nlu.Changes(text); len(all) > 0 {
		return all
	}
	if m := twoLines.FindStringSubmatch(text); m != nil {
		one, two := nlu.Changes("o item "+m[1]+" é "+m[3]), nlu.Changes("o item "+m[2]+" é "+m[3])
		if len(one) > 0 && len(two) > 0 {
			return append(one, two...)
		}
	}
	plain := strings.TrimSpace(inTruth.ReplaceAllString(text, " "))
	if m := likewise.FindStringSubmatch(plain); m != nil {
		head, tail := changesIn(m[1]), nlu.Changes("exclui "+m[2])
		if len(head) == 1 && head[0].Kind == nlu.Put && len(head[0].To.Codes) == 0 && len(tail) > 0 {
			for _, c := range tail {
				head = append(head, nlu.Change{Kind: nlu.Put, Of: c.Of, To: head[0].To})
			}
			return head
		}
	}
	if m := notOfThis.FindStringSubmatch(plain); m != nil {
		if all := nlu.Changes(m[1] + ", é " + m[2]); len(all) > 0 {
			return all
		}
		if to := nlu.Changes(lineBefore(m[1]) + " é " + noPlace(m[2])); len(to) > 0 {
			return to
		}
	}
	if plain != text {
		return nlu.Changes(plain)
	}
	return nil
}

// lineBefore is the line that "o canal não é do 36" is about.
func lineBefore(text string) string {
	if before, _, ok := strings.Cut(text, " n"); ok {
		return before
	}
	return text
}

// noPlace has "do 37" said as "no 37".
func noPlace(text string) string {
	if rest, ok := strings.CutPrefix(text, "do "); ok {
		return "no " + rest
	}
	return text
}

// peopleIn are the beneficiaries whose numbers stand in a text, and where each stands;
// the professionals of the clinic are none.
func (t *turn) peopleIn(text string, professional string) (ids []string, at [][]int) {
	for _, m := range idSaid.FindAllStringIndex(text, -1) {
		id := onlyDigits(text[m[0]:m[1]])
		var err error
		switch len(id) {
		case cardDigits:
			_, err = ident.ParseCard(id)
		case cpfDigits:
			_, err = ident.ParseCPF(id)
		default:
			continue
		}
		if err == nil && id != professional && !slices.Contains(ids, id) {
			ids, at = append(ids, id), append(at, m)
		}
	}
	return ids, at
}

// twoPeople stops a sentence that has two beneficiaries: each has a request of their
// own, and it is asked whose comes first.
func (t *turn) twoPeople(ctx context.Context, text string) (bool, error) {
	if t.s.Actor.Role != access.Provider || len(text) > mostJoined || t.message() || t.takesAnyText() || len(spokenOf(text)) < 3 {
		return false, nil
	}
	if ids, _ := t.peopleIn(text, ""); len(ids) < 2 {
		return false, nil
	}
	req := t.reader.Parse(text)
	ids, at := t.peopleIn(text, onlyDigits(req.Professional))
	if len(ids) < 2 {
		return false, nil
	}
	all, err := t.desk.Professionals(ctx, t.tx, t.s.Actor)
	if err != nil {
		return true, err
	}
	for i := len(ids) - 1; i >= 0; i-- {
		if slices.ContainsFunc(all, func(p backend.Professional) bool { return string(p.Doc) == ids[i] }) {
			ids, at = slices.Delete(ids, i, i+1), slices.Delete(at, i, i+1)
		}
	}
	if len(ids) < 2 || len(req.Items) == 0 && !nlu.NamesProcedure(text) {
		return false, nil
	}
	if strings.Contains(fold(text), "troca") || strings.Contains(fold(text), "nao e") {
		return false, nil // "não é a 1, é a 2" is a correction
	}
	parts := t.partsOfPeople(text, at)
	if parts == nil {
		t.warn(phrases.TwoPeople(len(ids)))
		return true, nil
	}
	t.s.State.goTo(StepJoin)
	t.s.State.Join = Joining{Parts: parts}
	return true, nil
}

// partsOfPeople are what a sentence says of each of several people, each with its
// number; nil where it does not say it in order.
func (t *turn) partsOfPeople(text string, at [][]int) []string {
	const most = 4
	names := func(part string) bool { return len(t.reader.Parse(part).Items) > 0 }
	leads := !names(text[:at[0][0]])
	if len(at) > most {
		return nil
	}
	var parts []string
	for i, m := range at {
		from, to := 0, m[1]
		if i > 0 {
			from = at[i-1][1]
		}
		if leads {
			from, to = m[0], len(text)
			if i+1 < len(at) {
				to = at[i+1][0]
			}
		}
		part := strings.Trim(text[from:to], " ,;.\n")
		if !names(part) {
			return nil
		}
		parts = append(parts, part)
	}
	return parts
}

var (
	// butSaid parts a request from what corrects it: "coroa no 11 e 21, mas o 21 é faceta".
	butSaid    = regexp.MustCompile(`(?i)^(.+?)[,.;]?\s+(?:mas|s[óo] que)\s+((?:na verdade\s+)?(?:o|a|no|na)\s+(?:dente\s+)?\d\d\s.*)$`)
	onlyIs     = regexp.MustCompile(`(?i)\s+(?:s[óo]|somente|apenas)\s+`)
	cancelSaid = regexp.MustCompile(`\bcancel\w* (?:a |o |essa |esse |uma |um |minha )?(\w+)`)
)

// fillBut fills in such a request and then corrects it.
func (t *turn) fillBut(ctx context.Context, text string) (bool, error) {
	m := butSaid.FindStringSubmatch(text)
	if m == nil || len(t.s.Draft.Form.Items) > 0 {
		return false, nil
	}
	req, all := t.reader.Parse(m[1]), changesIn(onlyIs.ReplaceAllString(m[2], " "))
	if len(req.Items) == 0 || len(all) == 0 || slices.ContainsFunc(all, func(c nlu.Change) bool { return c.Kind != nlu.Put && c.Kind != nlu.Drop }) {
		return false, nil
	}
	if err := t.fill(ctx, m[1], req); err != nil {
		return true, err
	}
	if !t.fits(all) {
		t.warn(phrases.NotDoneYet([]string{m[2]}))
		return true, nil
	}
	return true, t.corrected(ctx, m[2], all)
}

// cancelsToo tells a sentence that also asks to cancel what was sent.
func cancelsToo(text string) bool {
	m := cancelSaid.FindStringSubmatch(fold(text))
	return len(m) > 1 && cancelled[m[1]]
}

var cancelled = wordSet("guia autorizacao senha pedido solicitacao")

// atLeisureBegan tells that nothing was being filled in when this turn began.
func (t *turn) atLeisureBegan() bool { return !isForm(t.began) }
