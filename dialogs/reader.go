package dialogs

import (
	"context"
	"regexp"
	"strings"

	"guiche/backend/access"
	"guiche/backend/dental"
	"guiche/dialogs/nlu"
)

// RequestReader reads what a message asks for. It is called for typed text that no
// exact reading took, by many turns at once, and never decides: what it finds is
// shown and confirmed.
type RequestReader interface {
	Parse(text string) nlu.Request
}

// rulesAlone reads by grammar and lexicon.
type rulesAlone struct{}

func (rulesAlone) Parse(text string) nlu.Request { return nlu.Parse(text) }

// WithRequestReader has requests read by r instead of the rules alone.
func WithRequestReader(r RequestReader) Option {
	return func(d *Dialogs) { d.reader = r }
}

// readAt are the questions at which a message may say more than their answer.
var readAt = map[Step]bool{
	StepUrgency: true, StepProfessional: true, StepBeneficiary: true, StepConfirm: true, StepCode: true, StepPlace: true, StepAbsent: true,
	StepContact: true, StepName: true, StepPhone: true, StepEmail: true, StepHold: true, StepFaces: true, StepItems: true, StepItem: true, StepRepeat: true, StepFiles: true, StepReview: true, StepTable: true, StepWhich: true, StepChange: true,
}

// requestTyped takes a sentence that asks for something, or corrects what was asked
// for: from the menu it begins a request, at a question it fills in more than that.
//
//	text ─▶ an exact reading? ─▶ left to the step
//	  └──▶ a correction? ─▶ done, or asked of which line ─▶ told, with a way back
//	        └──▶ items, people? ─▶ into the draft ─▶ shown line by line, confirmed
func (t *turn) requestTyped(ctx context.Context, text string) (taken bool, err error) {
	if t.s.Actor.Role != access.Provider || t.message() || !strings.Contains(strings.TrimSpace(text), " ") && !undoSaid[fold(text)] {
		return false, nil
	}
	if t.atLeisure() {
		return t.requestBegun(ctx, text)
	}
	if t.s.Draft == nil || !readAt[t.step()] || spoken(text) != noWord {
		return false, nil
	}
	if first, _, _ := strings.Cut(strings.TrimSpace(text), " "); looksLikeCode(first) && !idSaid.MatchString(text) {
		return false, nil // a line, or lines
	}
	if idSaid.MatchString(text) {
		if req := t.reader.Parse(text); len(req.Items) == 0 && t.several(text, req) {
			return true, t.fill(ctx, text, req)
		}
	}
	for _, read := range []func(context.Context, string) (bool, error){t.changeTyped, t.whoTyped, t.noteTyped} {
		if taken, err := read(ctx, text); taken || err != nil {
			return taken, err
		}
	}
	if t.exact(text) {
		return false, nil
	}
	if t.s.Draft.Form.Beneficiary == nil {
		if text, err = t.calling(ctx, text); err != nil {
			return true, err
		}
	}
	req := t.reader.Parse(text)
	if len(req.Items) == 0 && t.several(text, req) || len(req.Items) > 0 && t.asksHere(text, req) {
		return true, t.fill(ctx, text, req)
	}
	return false, nil
}

// several tells whether a text without an item answers more than one question: "eletivo,
// dra Helena, matrícula 090216100".
func (t *turn) several(text string, req nlu.Request) bool {
	n := 0
	if req.Beneficiary != "" {
		n++
	}
	if u, urgent := urgencySaid(text); u != "" || urgent {
		n++
	}
	if req.Professional != "" || dentistSaid.MatchString(fold(text)) {
		n++
	}
	switch t.step() {
	case StepFiles, StepReview, StepName, StepPhone, StepEmail: // where any text may be the answer
		return n > 1 && req.Beneficiary != ""
	}
	return n > 1
}

// asksHere tells whether a sentence that names procedures asks for them at the question
// on the screen.
func (t *turn) asksHere(text string, req nlu.Request) bool {
	switch t.step() {
	case StepContact, StepName, StepPhone, StepEmail: // where anything may be a name
		return req.Beneficiary != ""
	case StepFiles, StepReview:
		return asksMore(text, req)
	case StepCode, StepItems, StepTable, StepItem:
		return !t.oneName(text, req)
	}
	return asksFor(req)
}

// oneName tells whether a text is one procedure's name, perhaps with its place, which
// is looked for in the catalogue.
func (t *turn) oneName(text string, req nlu.Request) bool {
	const most = 6 // words; more are a sentence
	if len(req.Items) > 1 || req.Beneficiary != "" || req.Items[0].From > 0 || len(strings.Fields(text)) > most {
		return false
	}
	if words := spokenOf(text); words[0] == "e" && len(words) > 1 && len(req.Items[0].Ask) == 0 {
		return false // "e o flúor também" goes on with a list
	}
	item := readItem(text)
	if where := item.where; where.Tooth == 0 && where.Region == "" && strings.ContainsAny(text, "0123456789") {
		return false
	}
	return len(dental.Search(item.name, t.today, 1)) > 0
}

// undoSaid is the one word that corrects.
var undoSaid = wordSet("desfazer desfaz desfaca")

// requestBegun begins a request with a sentence typed where nothing is asked. Where
// requests are shown it has to name its beneficiary: it may speak of one of those.
func (t *turn) requestBegun(ctx context.Context, text string) (bool, error) {
	if _, _, named := requestNamed(text); named || wantsReview(text) || wantsJunta(text) {
		return false, nil
	}
	if nlu.NamesProcedure(text) {
		var err error
		if text, err = t.calling(ctx, text); err != nil {
			return true, err
		}
	}
	req := t.reader.Parse(text)
	if !asksFor(req) && !(t.step() == StepMenu && radiographAlone(text, req)) {
		return false, nil
	}
	if step := t.step(); req.Beneficiary == "" && (step == StepDetails || step == StepList || step == StepRelease || step == StepReleases) {
		return false, nil
	}
	return true, t.begin(ctx, text, req)
}

// asksFor tells whether a sentence that stands alone is surely a request: one
// procedure without its place may only be spoken of.
func asksFor(req nlu.Request) bool {
	switch n := len(req.Items); n {
	case 0:
		return false
	case 1:
		item := req.Items[0]
		return req.Beneficiary != "" || (item.Tooth != 0 || item.Region != "") && item.Confidence >= leastAlone
	}
	return true
}

// radiographAlone tells a text that is the name of one radiograph, which needs no place:
// nobody sends one with that.
func radiographAlone(text string, req nlu.Request) bool {
	if len(req.Items) != 1 {
		return false
	}
	item := req.Items[0]
	return len(item.Ask) == 0 && item.From == 0 && item.To == len(text) && radiographWords[spokenOf(text)[0]]
}

// leastAlone is how sure, in thousandths, a lone procedure must be asked for.
const leastAlone = 650

// begin opens a new draft with what a sentence says.
func (t *turn) begin(ctx context.Context, text string, req nlu.Request) error {
	if asked, err := t.asksToJoin(ctx, text, req); asked || err != nil {
		return err
	}
	if d := t.s.Draft; d == nil || !blank(d) && !untouched(d.Form) {
		if err := t.putDown(); err != nil {
			return err
		}
		d, habits, err := t.desk.PrepareDraft(ctx, t.tx, t.s.Actor, t.s.Key)
		if err != nil {
			return err
		}
		t.open(d)
		t.s.State.Habits = habits
		t.asUsual()
	}
	t.s.State.goTo(StepForm)
	return t.fill(ctx, text, req)
}

// exact tells whether a text is written as the questions ask for it, or as items are
// in lines, so that the step reads all of it.
func (t *turn) exact(text string) bool {
	switch t.step() {
	case StepPlace, StepAbsent, StepFaces, StepRepeat, StepItem:
		if t.exactPlace(text) {
			return true
		}
	case StepItems, StepTable:
		if verb, _ := t.itemNamed(text); verb != "" {
			return true
		}
	}
	return t.exactLines(text)
}

// exactLines tells whether a text is written as a list of items, wherever that is.
func (t *turn) exactLines(text string) bool {
	if first, _, _ := strings.Cut(strings.TrimPrefix(fold(text), "o "), " "); repeatWords[first] {
		return true
	}
	var parts []string
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ';' })
	for _, line := range lines {
		parts = append(parts, t.byItem(line)...)
	}
	if idSaid.MatchString(text) {
		return false
	}
	alone := len(parts) == len(lines)
	for _, part := range parts {
		line := byTooth(part)[0]
		if readItem(line).code != "" {
			return true // a code makes it a list, in which what is not understood is told
		}
		alone = alone && bareName(line) && t.namesProcedure(line)
	}
	return alone
}

// bareName tells whether a line is no more than a name and a place.
func bareName(line string) bool {
	const most = 6
	words := spokenOf(line)
	return len(words) > 0 && len(words) <= most && words[0] != "e" && !askWords[words[0]]
}

// idSaid finds what only people have: matrícula, CPF, CNPJ.
var idSaid = regexp.MustCompile(`\d(?:[.\-/]?\d){8,}`)

// exactPlace: where, as the questions about an item ask for it.
func (t *turn) exactPlace(text string) bool {
	first := t.linesOf(text)
	if len(first) == 0 {
		return true
	}
	if _, err := dental.ParsePlaces(text); err == nil {
		return true
	}
	_, faces := readFaces(first[0])
	_, where := readWhere(first[0])
	number, _ := readNoTooth(first[0])
	return faces || where || number != ""
}

// asksMore tells whether a text asks for something where another is the observação:
// it says so, or says little else.
func asksMore(text string, req nlu.Request) bool {
	words := spokenOf(text)
	const perItem = 7
	if req.Beneficiary != "" || len(words) <= perItem*len(req.Items) {
		return true
	}
	for _, w := range words[:min(len(words), 4)] {
		if askWords[w] {
			return true
		}
	}
	return false
}

var askWords = wordSet(`mais tambem inclui inclua incluir adiciona adicione adicionar acrescenta acrescente acrescentar coloca coloque bota poe
	quero queria preciso pede pedir solicito faz faltou falta autorizar`)
