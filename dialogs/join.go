package dialogs

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// Joining is a request in a sentence for somebody who has an unsent one: it is asked
// whether it belongs there before anything of it is kept.
type Joining struct {
	Draft int64  `json:"draft,omitempty"`
	Text  string `json:"text,omitempty"`
	Said  string `json:"said,omitempty"` // as it was written
	// Parts are what a sentence asked for each of several people, of whom one comes first.
	Parts []string `json:"parts,omitempty"`
	// Held are the files that came with it.
	Held []File `json:"held,omitempty"`
}

const (
	verbJoin = "join"
	// mostJoined is how long, in bytes, a sentence is at most that waits for the answer.
	mostJoined = 1000
)

// asksToJoin asks it, where there is such a request; false where another begins.
func (t *turn) asksToJoin(ctx context.Context, text string, req nlu.Request) (bool, error) {
	if t.apart || len(text) > mostJoined || len(req.Items) == 0 {
		return false, nil
	}
	d, err := t.begunFor(ctx, req.Beneficiary)
	if d == nil || err != nil {
		return false, err
	}
	j := Joining{Draft: d.ID, Text: strings.ReplaceAll(text, calledCard, string(d.Form.Beneficiary.Card))}
	j.Said = strings.ReplaceAll(text, "paciente "+calledCard, t.called.said)
	t.s.State.goTo(StepJoin)
	t.s.State.Join = j
	return true, nil
}

// begunFor is the latest unsent request for whom a sentence names, by matrícula or by
// name; nil for none.
func (t *turn) begunFor(ctx context.Context, who string) (*backend.Draft, error) {
	if who == "" || who == calledCard && len(t.called.people) != 1 {
		return nil, nil
	}
	drafts, err := t.drafts(ctx)
	if err != nil {
		return nil, err
	}
	for i, d := range drafts {
		f := &d.Form
		b := f.Beneficiary
		if b == nil || f.About != nil || f.Inquiry != nil || len(f.Items)+len(f.Files) == 0 {
			continue
		}
		if string(b.Card) == who || who == calledCard && b.ID == t.called.people[0].ID {
			return &drafts[i], nil
		}
	}
	return nil, nil
}

// joinable is the request that may be joined, as it is stored or as this chat has it; nil
// where it is gone.
func (t *turn) joinable(ctx context.Context) (*backend.Draft, error) {
	id := t.s.State.Join.Draft
	if d := t.s.Draft; d != nil && d.ID == id {
		return d, nil
	}
	d, err := t.desk.Draft(ctx, t.tx, t.s.Actor, id)
	if errors.Is(err, backend.ErrNotFound) {
		return nil, nil
	}
	return d, err
}

func (t *turn) showJoin(ctx context.Context) (view, error) {
	if len(t.s.State.Join.Parts) > 0 {
		return t.showParts(), nil
	}
	d, err := t.joinable(ctx)
	if err != nil {
		return view{}, err
	}
	j := t.s.State.Join
	another := row(key{label: phrases.BtnApart, verb: verbNew, arg: idArg(j.Draft)})
	back := row(key{label: phrases.BtnBack, verb: verbBack})
	said := phrases.JoinSaid(j.Said, len(j.Held))
	if d == nil {
		return view{head: phrases.DraftGone, ask: said, keys: [][]key{another, back}}, nil
	}
	return view{
		head: phrases.Lines(append([]string{phrases.JoinHead(t.draftFacts(d))}, t.shortItems(d.Form)...)...), ask: phrases.Paragraphs(said, phrases.AskJoin),
		keys: [][]key{row(key{label: phrases.BtnJoin, verb: verbJoin, arg: idArg(j.Draft)}), another, back},
	}, nil
}

// shortItems are the items of a form, a short line each.
func (t *turn) shortItems(f backend.Form) []string {
	var lines []string
	for i, item := range f.Items[:min(len(f.Items), namedItems)] {
		p, _ := dental.Lookup(item.Code, t.today)
		if d := slices.IndexFunc(f.Doubts, func(d backend.Unclear) bool { return d.Item == i }); d >= 0 { // nobody chose it yet
			lines = append(lines, phrases.TableOpen(i+1, f.Doubts[d].Said, item, false))
			continue
		}
		lines = append(lines, phrases.TableLine(i+1, p.Short(), item))
	}
	return lines
}

func (t *turn) tapJoin(ctx context.Context, c Callback) error {
	if len(t.s.State.Join.Parts) > 0 && c.Verb == verbSet {
		return t.partFirst(ctx, number(c.Arg))
	}
	switch {
	case c.id() == 0 || c.id() != t.s.State.Join.Draft:
		return errStale
	case c.Verb == verbJoin:
		return t.join(ctx)
	case c.Verb == verbNew:
		return t.startApart(ctx)
	}
	return errStale
}

// typedJoin takes the words of the buttons.
func (t *turn) typedJoin(ctx context.Context, text string) error {
	if parts := t.s.State.Join.Parts; len(parts) > 0 {
		return t.typedParts(ctx, text)
	}
	if taken, err := t.gateTyped(ctx, text); taken || err != nil {
		return err
	}
	switch join, apart := joinSaid(text); {
	case join && !apart:
		return t.join(ctx)
	case apart && !join:
		return t.startApart(ctx)
	}
	t.warn(phrases.UseButtons)
	return nil
}

// joinSaid reads the words of the two buttons. What is denied, or said of both, says
// neither: an item that was put somewhere else is not found there.
func joinSaid(text string) (join, apart bool) {
	denied := 0
	for i, w := range spokenOf(text) {
		join, apart = join || joinWords[w], apart || apartWords[w]
		if joinNot[w] && (i > 0 || !deniedFirst.MatchString(text)) {
			denied += 2
		} else if joinNot[w] {
			denied++
		}
	}
	switch {
	case denied > 1 || denied == 1 && join:
		return agrees(text), spoken(text) == wordNo
	case join || apart:
		return join, apart
	}
	return agrees(text), spoken(text) == wordNo
}

// deniedFirst is a no of its own before what is wanted instead.
var deniedFirst = regexp.MustCompile(`(?i)^\s*n[aã]o\s*[,.;:!–-]`)

var joinNot = wordSet("nao nem nunca n")

var (
	joinWords  = wordSet("juntar junta junte mesma mesmo aberta soma some acrescenta acrescente")
	apartWords = wordSet("outra outro nova novo separada separado separar separa")
)

// join puts the sentence and its files into the request that is open.
func (t *turn) join(ctx context.Context) error {
	j := t.s.State.Join
	if err := t.openDraft(ctx, j.Draft); err != nil {
		return err
	}
	if t.s.Draft == nil || t.s.Draft.ID != j.Draft {
		t.said, t.warned = nil, false
		return t.startApart(ctx)
	}
	if err := t.fill(ctx, j.Text, t.reader.Parse(j.Text)); err != nil {
		return err
	}
	return t.joinFiles(j)
}

// startApart begins another request with them.
func (t *turn) startApart(ctx context.Context) error {
	j := t.s.State.Join
	t.apart = true
	if err := t.begin(ctx, j.Text, t.reader.Parse(j.Text)); err != nil {
		return err
	}
	return t.joinFiles(j)
}

func (t *turn) joinFiles(j Joining) error {
	t.s.State.Join, t.released = Joining{}, true
	for _, f := range j.Held {
		f.Album = ""
		if err := t.file(f); err != nil {
			return err
		}
	}
	return nil
}

// holdJoining keeps a file that came with the sentence, or after it.
func (t *turn) holdJoining(in File) bool {
	j := &t.s.State.Join
	if t.step() != StepJoin {
		return false
	}
	// What does not fit is refused here: the question stays, with its sentence.
	switch {
	case in.Size > maxFileSize:
		t.warn(phrases.FilesRefused([]phrases.Refusal{{Name: phrases.OneLine(in.Name), Reason: phrases.TooBig, Message: in.MessageID}}))
		return true
	case len(j.Held) >= backend.MaxFiles:
		t.warn(phrases.FilesOver(1, backend.MaxFiles, false))
		return true
	}
	t.silent = in.Album != "" && len(j.Held) > 0 && j.Held[len(j.Held)-1].Album == in.Album
	j.Held = append(j.Held, in)
	return true
}
