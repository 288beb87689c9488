package dialogs_test

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/dialogs"
	"guiche/dialogs/nlu/spagonet"
	"guiche/dialogs/phrases"
	"guiche/internal/fictional"
)

// thursday is an afternoon before a holiday and a weekend.
var thursday = time.Date(2026, time.November, 19, 15, 0, 0, 0, calendar.Zone())

// plain knows the passwords of the fictional operator as they are.
type plain struct {
	memory *memory
	down   bool
}

func (p *plain) Authenticate(_ context.Context, login, password string) (access.Actor, error) {
	if p.down {
		return access.Actor{}, fmt.Errorf("login service: %w", backend.ErrLoginAway)
	}
	passwords := fictional.Passwords
	if p.memory != nil { // where they can be changed
		passwords = p.memory.entrance.passwords
	}
	want, ok := passwords[login]
	if !ok || want != password {
		return access.Actor{}, backend.ErrWrongEntry
	}
	for _, c := range fictional.Clinics() {
		if string(c.Doc) == login {
			return access.Actor{Role: access.Provider, ID: c.ID}, nil
		}
	}
	for _, a := range fictional.Auditors() {
		if a.Login == login {
			return access.Actor{Role: access.Auditor, ID: a.ID}, nil
		}
	}
	for _, a := range fictional.Attendants() {
		if a.Login == login {
			return access.Actor{Role: access.Attendant, ID: a.ID}, nil
		}
	}
	return access.Actor{}, backend.ErrWrongEntry
}

// counter is the operator's side: storage, login and conversation.
type counter struct {
	memory *memory
	login  *plain
	talk   *dialogs.Dialogs
}

// newCounter is a counter where nothing is decided at once.
func newCounter() *counter {
	return newCounterWith([]backend.Option{fictional.Audited()})
}

// deciding is a counter that decides by the rules of the fictional operator.
func deciding() *counter { return newCounterWith(nil) }

// newCounterWith is a counter of a deployment that has more than storage.
func newCounterWith(desk []backend.Option, talk ...dialogs.Option) *counter {
	memory := newMemory(thursday)
	login := &plain{memory: memory}
	return &counter{memory: memory, login: login, talk: dialogs.New(backend.New(login, nil, fictional.Operator(), desk...), append([]dialogs.Option{hearing()}, talk...)...)}
}

// hearing is the understanding that is part of the program.
func hearing() dialogs.Option {
	intents, err := spagonet.OpenIntents()
	if err != nil {
		panic(err)
	}
	requests, err := spagonet.OpenReader()
	if err != nil {
		panic(err)
	}
	return func(d *dialogs.Dialogs) {
		dialogs.WithUnderstanding(intents)(d)
		dialogs.WithRequestReader(requests)(d)
	}
}

// operator is a counter of the made-up operator with other settings.
func (c *counter) operator(change func(*backend.Operator)) *counter {
	op := fictional.Operator()
	change(&op)
	c.talk = dialogs.New(backend.New(c.login, nil, op, fictional.Audited()), hearing())
	return c
}

// operatorWith is a counter of the made-up operator with other settings, which decides.
func (c *counter) operatorWith(change func(*backend.Operator)) *counter {
	op := fictional.Operator()
	change(&op)
	c.talk = dialogs.New(backend.New(c.login, nil, op), hearing())
	return c
}

// fataler is what testing.T and rapid.T have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// person is somebody at a phone. After each turn the session goes through its
// stored form, as after a restart.
type person struct {
	t fataler
	c *counter
	// session is what storage holds, or when warm what the last turn left.
	session dialogs.Session
	message int
	// screen is the live screen, replies what the last turn said, in order.
	screen  dialogs.Reply
	replies []dialogs.Reply
	answer  dialogs.Answer
	// page is what a page was told, pushes what the account's other chats were.
	page   dialogs.PageAnswer
	pushes []dialogs.Push
	// warm: the session is held between turns and loaded again only after a
	// conflict, as the engine does.
	warm bool
	// updates is how many this person caused.
	updates int
}

func (c *counter) person(t fataler, chat int64) *person {
	return &person{t: t, c: c, session: dialogs.Session{Key: backend.ChatKey{Bot: 1, Chat: chat}}}
}

// provider is a person who has entered as Clínica Sorriso.
func (c *counter) provider(t fataler) *person {
	t.Helper()
	p := c.person(t, 7)
	p.says("/start", "11.222.333/0001-81", "sorriso-2026")
	p.updates = 0
	return p
}

// auditor is a person who has entered as auditora.
func (c *counter) auditor(t fataler) *person {
	t.Helper()
	p := c.person(t, 9)
	p.says("/start", "auditora", "auditoria-2026")
	return p
}

// give runs a turn as the engine does: shared first, alone if asked to, again
// after a conflict.
func (p *person) give(in dialogs.Input) {
	p.t.Helper()
	out, err := p.turn(in, false)
	if errors.Is(err, backend.ErrAlone) {
		out, err = p.turn(in, true)
	}
	if err != nil {
		p.t.Fatalf("%T %+v: %v", in, in, err)
	}
	p.take(in, out)
}

// alarms brings the timers of the chat that came due, as a sweep does.
func (p *person) alarms() {
	p.t.Helper()
	m := p.c.memory
	var due []string
	for key, at := range m.timers {
		if key.chat == p.session.Key && !at.After(m.now) {
			due = append(due, key.name)
		}
	}
	slices.Sort(due) // the same at every run
	for _, name := range due {
		key := timerKey{p.session.Key, name}
		if _, still := m.timers[key]; still {
			delete(m.timers, key)
			p.give(dialogs.Alarm{Name: name})
		}
	}
}

func (p *person) turn(in dialogs.Input, alone bool) (dialogs.Outcome, error) {
	for n := range 3 {
		if n > 0 || !p.warm {
			p.reload()
		}
		tx := p.c.memory.begin(alone)
		out, err := p.c.talk.Turn(context.Background(), tx, p.session, in)
		if err != nil {
			return out, err
		}
		most := 1
		if p.session.State.Batch.Open {
			most = 2 // files that had just come are kept before anything else
		}
		if tx.saves > most {
			p.t.Fatalf("%T: the draft was written %d times in one turn", in, tx.saves)
		}
		if err = tx.commit(); err == nil {
			return out, nil
		}
		if !errors.Is(err, backend.ErrConflict) {
			return out, err
		}
	}
	return dialogs.Outcome{}, backend.ErrConflict
}

// reload reads the session and its draft as the store holds them.
func (p *person) reload() {
	p.t.Helper()
	chat, err := p.session.Chat(1)
	if err != nil {
		p.t.Fatalf("state: %v", err)
	}
	chat.Draft = nil
	if d, ok := p.c.memory.drafts[chat.DraftID]; ok {
		chat.Draft = d.Clone()
	}
	p.session = dialogs.Open(chat)
}

// take looks at what came back as delivery would.
func (p *person) take(in dialogs.Input, out dialogs.Outcome) {
	p.t.Helper()
	p.session, p.replies, p.answer = out.Session, out.Replies, out.Answer
	p.page, p.pushes = out.Page, out.Pushes
	p.c.memory.note(p.session.Key, p.session.Actor)
	for _, r := range out.Replies {
		sound(p.t, r)
		if r.Kind == dialogs.Screen {
			p.screen = r
			if p.screen.MessageID == 0 {
				p.message++
				p.screen.MessageID = p.message
			}
		}
	}
	if n := utf8.RuneCountInString(out.Answer.Text); n > 200 {
		p.t.Fatalf("an answer of %d characters", n)
	}
}

// says types messages.
func (p *person) says(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		p.updates++
		p.message++
		p.give(dialogs.Text{MessageID: p.message, Text: text})
	}
}

// taps buttons by the beginning of their labels.
func (p *person) taps(labels ...string) {
	p.t.Helper()
	for _, label := range labels {
		b, ok := p.button(label)
		if !ok {
			p.t.Fatalf("no button %q on:\n%s", label, p.shown())
		}
		p.press(b.Data)
	}
}

func (p *person) press(data string) {
	p.t.Helper()
	p.updates++
	p.give(dialogs.Tap{CallbackID: "1", MessageID: p.screen.MessageID, Data: data})
}

func (p *person) button(label string) (dialogs.Button, bool) {
	for _, row := range p.screen.Rows {
		for _, b := range row {
			if strings.HasPrefix(b.Text, label) {
				return b, true
			}
		}
	}
	return dialogs.Button{}, false
}

// sends a photo or document.
func (p *person) sends(f dialogs.File) {
	p.t.Helper()
	p.updates++
	p.message++
	f.MessageID = p.message
	if f.Remote == "" {
		f.Remote = "remote"
	}
	p.give(f)
}

// arrives ends the oldest download well.
func (p *person) arrives() {
	p.t.Helper()
	id := p.oldestFetch()
	f := p.c.memory.fetches[id]
	kind := strings.TrimPrefix(path.Ext(f.Name), ".") // what it is called is what it is
	if kind == "" {
		kind = "jpg"
	}
	p.give(dialogs.FileReady{Fetch: id, DraftID: f.DraftID, Stored: backend.Stored{Name: "x", Kind: kind, Size: 120_000}})
}

func (p *person) oldestFetch() int64 {
	p.t.Helper()
	var ids []int64
	for id := range p.c.memory.fetches {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		p.t.Fatalf("nothing is being fetched")
	}
	return slices.Min(ids)
}

func (p *person) shown() string {
	var b strings.Builder
	b.WriteString(p.screen.Text)
	for _, row := range p.screen.Rows {
		b.WriteString("\n")
		for _, k := range row {
			b.WriteString("[" + k.Text + "] ")
		}
	}
	return b.String()
}

// sees fails unless the live screen holds every text.
func (p *person) sees(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		if !strings.Contains(p.shown(), text) {
			p.t.Fatalf("%q is not on the screen:\n%s", text, p.shown())
		}
	}
}

func (p *person) doesNotSee(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		if strings.Contains(p.shown(), text) {
			p.t.Fatalf("%q is on the screen:\n%s", text, p.shown())
		}
	}
}

// kinds are the kinds of the last replies.
func (p *person) kinds() []dialogs.ReplyKind {
	var kinds []dialogs.ReplyKind
	for _, r := range p.replies {
		kinds = append(kinds, r.Kind)
	}
	return kinds
}

func (p *person) form() backend.Form {
	p.t.Helper()
	if p.session.Draft == nil {
		p.t.Fatalf("no request is open")
	}
	return p.session.Draft.Form
}

var tag = regexp.MustCompile(`<(/?)(\w+)>`)

// sound fails for a reply that Telegram would refuse or that says "senha" and
// leaves open which.
func sound(t fataler, r dialogs.Reply) {
	t.Helper()
	if n := phrases.Len(r.Text); n > phrases.MaxText || r.Paper != nil && n > phrases.MaxCaption {
		t.Fatalf("a text of %d characters", n)
	}
	if (r.Kind == dialogs.Screen || r.Kind == dialogs.Note) && r.Text == "" {
		t.Fatalf("an empty message")
	}
	for line := range strings.SplitSeq(r.Text, "\n") {
		var open []string
		for _, m := range tag.FindAllStringSubmatch(line, -1) {
			switch {
			case m[1] == "":
				open = append(open, m[2])
			case len(open) == 0 || open[len(open)-1] != m[2]:
				t.Fatalf("tags cross in %q", line)
			default:
				open = open[:len(open)-1]
			}
		}
		rest := tag.ReplaceAllString(line, "")
		if len(open) > 0 || strings.ContainsAny(rest, "<>") {
			t.Fatalf("tags are not closed, or a value is not escaped: %q", line)
		}
	}
	buttons := 0
	for _, row := range r.Rows {
		if len(row) == 0 || len(row) > 8 {
			t.Fatalf("a row of %d buttons", len(row))
		}
		for _, b := range row {
			buttons++
			soundButton(t, r.Kind, b)
		}
	}
	if buttons > 100 {
		t.Fatalf("%d buttons", buttons)
	}
}

func soundButton(t fataler, kind dialogs.ReplyKind, b dialogs.Button) {
	t.Helper()
	if b.Text == "" || utf8.RuneCountInString(b.Text) > phrases.MaxLabel {
		t.Fatalf("a label of %d characters: %q", utf8.RuneCountInString(b.Text), b.Text)
	}
	ways := 0
	for _, way := range []string{b.Data, b.Copy, b.URL} {
		if way != "" {
			ways++
		}
	}
	if ways != 1 {
		t.Fatalf("button %q does not do exactly one thing", b.Text)
	}
	if b.Data == "" {
		return
	}
	if len(b.Data) > 64 {
		t.Fatalf("callback data of %d bytes: %q", len(b.Data), b.Data)
	}
	if c, ok := dialogs.ParseCallback(b.Data); !ok || c.String() != b.Data {
		t.Fatalf("callback data %q is read as %+v", b.Data, c)
	}
	if c, _ := dialogs.ParseCallback(b.Data); kind == dialogs.Note && (c.Step != dialogs.StepLinks || c.Verb != "open") &&
		(c.Step != dialogs.StepInquiryThread || !slices.Contains([]string{"see", "ans", "omb"}, c.Verb)) &&
		(c.Step != dialogs.StepDetails && c.Step != dialogs.StepMyRequest || !slices.Contains([]string{"reply", "bring", "see", "rev", "junta", "letter"}, c.Verb)) &&
		(c.Step != dialogs.StepLive || c.Verb != "live" && c.Verb != "end" && c.Verb != "after") &&
		(c.Step != dialogs.StepAmount || !slices.Contains([]string{"see", "why", "ics"}, c.Verb)) &&
		(c.Step != dialogs.StepRelease || c.Verb != "pdf" && c.Verb != "renew" && c.Verb != "see") {
		t.Fatalf("button %q of a note would outlive its step", b.Text)
	}
}

func setup(t *testing.T) *counter {
	t.Helper()
	t.Parallel()
	return newCounter()
}
