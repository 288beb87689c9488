package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs"
)

// telegraph is a Messenger that writes down its calls; answers come from a list a
// call, then success.
type telegraph struct {
	mu      sync.Mutex
	calls   []string
	answers map[string][]error
	last    int
	changed chan struct{}
}

func (g *telegraph) call(name string, chat int64, detail any) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	defer func() {
		select {
		case g.changed <- struct{}{}:
		default:
		}
	}()
	g.calls = append(g.calls, fmt.Sprintf("%d %s %v", chat, name, detail))
	key := fmt.Sprintf("%d %s", chat, name)
	if list := g.answers[key]; len(list) > 0 {
		g.answers[key] = list[1:]
		return list[0]
	}
	return nil
}

func (g *telegraph) SendPaper(_ context.Context, chat int64, r dialogs.Reply, s Sheet) (int, error) {
	return g.sent("send "+s.Name, chat, r.Text)
}

func (g *telegraph) EditPaper(_ context.Context, chat int64, id int, r dialogs.Reply, s Sheet) error {
	return g.call("edit "+s.Name, chat, fmt.Sprintf("%d %s", id, r.Text))
}

func (g *telegraph) EditCaption(_ context.Context, chat int64, id int, r dialogs.Reply) error {
	return g.call("caption", chat, fmt.Sprintf("%d %s", id, r.Text))
}

func (g *telegraph) Send(_ context.Context, chat int64, r dialogs.Reply) (int, error) {
	return g.sent("send", chat, r.Text)
}

// sent makes a call that brings a new message.
func (g *telegraph) sent(name string, chat int64, text string) (int, error) {
	if err := g.call(name, chat, text); err != nil {
		return 0, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.last++
	return g.last, nil
}

func (g *telegraph) Edit(_ context.Context, chat int64, id int, r dialogs.Reply) error {
	return g.call("edit", chat, fmt.Sprintf("%d %s", id, r.Text))
}
func (g *telegraph) Strip(_ context.Context, chat int64, id int) error {
	return g.call("strip", chat, id)
}
func (g *telegraph) Delete(_ context.Context, chat int64, id int) error {
	return g.call("delete", chat, id)
}
func (g *telegraph) Answer(_ context.Context, id string, _ dialogs.Answer) error {
	return g.call("answer", 0, id)
}

func (g *telegraph) Commands(_ context.Context, chat int64, list []Command) error {
	return g.call("commands", chat, len(list) > 0)
}
func (g *telegraph) Working(_ context.Context, chat int64, what Activity) error {
	return g.call("working", chat, what)
}
func (g *telegraph) Leave(_ context.Context, chat int64) error { return g.call("leave", chat, "") }
func (g *telegraph) Download(context.Context, string, int64) (io.ReadCloser, error) {
	return nil, ErrFileGone
}

// wait until so many calls were made, and return them.
func (g *telegraph) wait(t *testing.T, n int) []string {
	t.Helper()
	for {
		g.mu.Lock()
		calls := slices.Clone(g.calls)
		g.mu.Unlock()
		if len(calls) >= n {
			return calls
		}
		select {
		case <-g.changed:
		case <-t.Context().Done():
			t.Fatalf("only these calls came: %q", calls)
		}
	}
}

// open lets everything pass.
type open struct{}

func (open) Take(context.Context, int64, int64, time.Time) time.Duration { return 0 }
func (open) Pause(context.Context, int64, int64, time.Time)              {}

// empty is a store that knows no chat.
type empty struct{ Store }

func (empty) Chats(_ context.Context, keys []backend.ChatKey) ([]backend.Chat, error) {
	return []backend.Chat{{Key: keys[0]}}, nil
}

type office struct {
	*courier
	wire *telegraph
	next int64
}

func newOffice(t *testing.T) *office {
	t.Helper()
	wire := &telegraph{answers: map[string][]error{}, changed: make(chan struct{}, 1)}
	c := newCourier(Options{Store: empty{}, Messenger: wire, Gate: open{}, Now: time.Now, Log: slog.New(slog.DiscardHandler)}, make(chan struct{}, 1))
	ctx, cancel := context.WithCancel(t.Context())
	c.start(ctx)
	t.Cleanup(func() {
		cancel()
		c.drain(0)
		c.wait()
	})
	return &office{courier: c, wire: wire}
}

func (o *office) posts(t *testing.T, chat int64, replies ...dialogs.Reply) {
	t.Helper()
	key := backend.ChatKey{Bot: 7, Chat: chat}
	var out []backend.Outgoing
	for _, r := range replies {
		body, err := encode(r)
		if err != nil {
			t.Fatal(err)
		}
		o.next++
		out = append(out, backend.Outgoing{ID: o.next, Chat: key, Body: body})
	}
	o.hand(key, out, nil)
}

func screen(text string, tapped int) dialogs.Reply {
	return dialogs.Reply{Kind: dialogs.Screen, Text: text, MessageID: tapped}
}

func note(text string) dialogs.Reply { return dialogs.Reply{Kind: dialogs.Note, Text: text} }

func TestScreens(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		posts []dialogs.Reply
		want  []string
	}{
		"a tap edits the live screen": {
			[]dialogs.Reply{screen("a", 0), screen("b", 1)}, []string{"1 send a", "1 edit 1 b"},
		},
		"typed text puts the screen below and takes the old buttons away": {
			[]dialogs.Reply{screen("a", 0), screen("b", 0)}, []string{"1 send a", "1 send b", "1 strip 1"},
		},
		"a note in between does the same to a tap": {
			[]dialogs.Reply{screen("a", 0), note("n"), screen("b", 1)},
			[]string{"1 send a", "1 send n", "1 send b", "1 strip 1"},
		},
		"a tap on an old screen does not change it": {
			[]dialogs.Reply{screen("a", 0), screen("b", 0), screen("c", 1)},
			[]string{"1 send a", "1 send b", "1 strip 1", "1 send c", "1 strip 2"},
		},
		"news change the screen where it stands": {
			[]dialogs.Reply{screen("a", 0), {Kind: dialogs.Screen, Text: "b", Refresh: true}}, []string{"1 send a", "1 edit 1 b"},
		},
		"the rest goes as it is": {
			[]dialogs.Reply{{Kind: dialogs.Delete, MessageID: 9}, {Kind: dialogs.Commands}, {Kind: dialogs.Leave}},
			[]string{"1 delete 9", "1 commands true", "1 leave "},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.posts(t, 1, tc.posts...)
			if diff := cmp.Diff(tc.want, o.wire.wait(t, len(tc.want))); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTroubleOnTheWay(t *testing.T) {
	t.Parallel()
	cut := errors.New("the socket was cut")

	t.Run("a screen that can no longer be edited is sent", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		o.wire.answers["1 edit"] = []error{ErrMessageGone}
		o.posts(t, 1, screen("a", 0), screen("b", 1))
		want := []string{"1 send a", "1 edit 1 b", "1 send b", "1 strip 1"}
		if diff := cmp.Diff(want, o.wire.wait(t, len(want))); diff != "" {
			t.Errorf("calls (-want +got):\n%s", diff)
		}
	})
	t.Run("a message goes on where it broke off, and those after it wait", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		o.wire.answers["1 send"] = []error{nil, cut}
		o.wire.answers["1 strip"] = []error{&RetryAfter{After: time.Millisecond}}
		o.posts(t, 1, screen("a", 0), screen("b", 0), note("n"))
		want := []string{"1 send a", "1 send b", "1 send b", "1 strip 1", "1 strip 1", "1 send n"}
		if diff := cmp.Diff(want, o.wire.wait(t, len(want))); diff != "" {
			t.Errorf("calls (-want +got):\n%s", diff)
		}
	})
	t.Run("a chat that waits holds up no other", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		o.wire.answers["1 send"] = []error{&RetryAfter{After: time.Hour}}
		o.posts(t, 1, note("late"))
		o.posts(t, 2, note("now"))
		calls := o.wire.wait(t, 2)
		slices.Sort(calls)
		if diff := cmp.Diff([]string{"1 send late", "2 send now"}, calls); diff != "" {
			t.Errorf("calls (-want +got):\n%s", diff)
		}
	})
	t.Run("what Telegram refuses for good stops nobody", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		o.wire.answers["1 send"] = []error{fmt.Errorf("%w: can't parse entities", ErrRefused)}
		o.posts(t, 1, note("<b"), note("next"))
		if diff := cmp.Diff([]string{"1 send <b", "1 send next"}, o.wire.wait(t, 2)); diff != "" {
			t.Errorf("calls (-want +got):\n%s", diff)
		}
	})
	t.Run("replies go ahead of pushes", func(t *testing.T) {
		t.Parallel()
		p := &post{pushes: []*parcel{{id: 1, push: true}}, replies: []*parcel{{id: 2}}}
		first := p.next()
		p.drop(first)
		if first.id != 2 || p.next().id != 1 {
			t.Errorf("%d went first", first.id)
		}
	})
}

func TestMarks(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	key := backend.ChatKey{Bot: 7, Chat: 1}
	o.posts(t, 1, screen("a", 0))
	for o.sent.Load() < 1 {
		o.wire.wait(t, 1)
	}
	lost := o.takeMarks()
	o.posts(t, 1, screen("b", 0))
	for o.sent.Load() < 2 {
		o.wire.wait(t, 3)
	}
	o.putBack(lost)
	m := o.takeMarks()
	if diff := cmp.Diff([]int64{1, 2}, m.sent); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	if m.screens[key].MessageID != 2 {
		t.Errorf("live screen %+v, want the newer 2", m.screens[key])
	}
	if !o.takeMarks().empty() {
		t.Error("marks were handed out twice")
	}

	t.Run("an edit in place leaves the mark as it is, and a lost mark comes back", func(t *testing.T) {
		o := newOffice(t)
		o.posts(t, 1, screen("a", 0), screen("b", 1))
		o.drain(time.Minute)
		m := o.takeMarks()
		if diff := cmp.Diff(map[backend.ChatKey]backend.Screen{key: {Key: key, MessageID: 1}}, m.screens); diff != "" {
			t.Errorf("screens (-want +got):\n%s", diff)
		}
		o.putBack(m)
		o.halted = false
		o.posts(t, 1, screen("c", 1))
		o.drain(time.Minute)
		if m := o.takeMarks(); len(m.sent) != 3 || m.screens[key].MessageID != 1 {
			t.Errorf("marks %v %v, want the one put back", m.sent, m.screens)
		}
		if m := o.takeMarks(); len(m.screens) != 0 {
			t.Errorf("screens %v marked again", m.screens)
		}
	})

	t.Run("a message seen again by a sweep is not sent again", func(t *testing.T) {
		o.beginSweep()
		m.written()
		o.next = 0
		o.posts(t, 1, note("first again"), note("second again"), note("new"))
		calls := o.wire.wait(t, 4)
		if got := calls[len(calls)-1]; got != "1 send new" || len(calls) != 4 {
			t.Errorf("calls %q", calls)
		}
		o.endSweep()
	})
}

func TestBarrier(t *testing.T) {
	t.Parallel()
	var f flights
	landed := f.begin()
	waited := make(chan struct{})
	go func() {
		f.barrier(t.Context())
		close(waited)
	}()
	later := f.begin() // begun after: not waited for… unless the barrier was late
	defer later()
	select {
	case <-waited:
		t.Fatal("the barrier did not wait for the commit under way")
	default:
	}
	landed()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	f.barrier(ended) // ends with its context
}
