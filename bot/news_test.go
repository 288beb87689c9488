package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs"
)

var (
	clinic = access.Actor{Role: access.Provider, ID: 1}
	other  = access.Actor{Role: access.Provider, ID: 2}
)

// speaks is a store in which every chat speaks for one actor.
type speaks struct {
	Store
	actor access.Actor
}

func (s speaks) Chats(_ context.Context, keys []backend.ChatKey) ([]backend.Chat, error) {
	return []backend.Chat{{Key: keys[0], Actor: s.actor}}, nil
}

// news leaves pushes in a chat, all found by one sweep.
func (o *office) news(t *testing.T, chat int64, pushes ...backend.Outgoing) {
	t.Helper()
	for i := range pushes {
		o.next++
		pushes[i].ID, pushes[i].Push, pushes[i].Chat = o.next, true, backend.ChatKey{Bot: 7, Chat: chat}
	}
	o.hand(backend.ChatKey{Bot: 7, Chat: chat}, pushes, nil)
}

// about is a push of a request, with its line in a digest.
func about(t *testing.T, topic backend.Topic, n ident.RequestNumber, text string) backend.Outgoing {
	t.Helper()
	body, err := encode(dialogs.Reply{Kind: dialogs.Note, Text: "inteira: " + text, Line: text, About: n})
	if err != nil {
		t.Fatal(err)
	}
	return backend.Outgoing{Body: body, Topic: topic, To: clinic}
}

// short is a call without what every digest says.
func short(calls []string) []string {
	var all []string
	for _, c := range calls {
		_, lines, ok := strings.Cut(c, "\n")
		if ok {
			lines, _, _ = strings.Cut(lines, "\nToque")
			c = "digest: " + strings.ReplaceAll(lines, "\n", " ")
		}
		all = append(all, c)
	}
	return all
}

func newNewsOffice(t *testing.T, actor access.Actor) *office {
	t.Helper()
	o := newOffice(t)
	o.store = speaks{Store: o.store, actor: actor}
	return o
}

func TestSeveralPushesAreOneMessage(t *testing.T) {
	t.Parallel()
	four := func(t *testing.T) []backend.Outgoing {
		t.Helper()
		var all []backend.Outgoing
		for n, text := range []string{"a", "b", "c", "d"} {
			all = append(all, about(t, backend.TopicDecision, ident.RequestNumber(n+1), text))
		}
		return all
	}
	sent := func(t *testing.T, o *office, calls int, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, short(o.wire.wait(t, calls))); diff != "" {
			t.Errorf("calls (-want +got)\n%s", diff)
		}
	}

	t.Run("from four on, in their order, and all of them count as delivered", func(t *testing.T) {
		t.Parallel()
		o := newNewsOffice(t, clinic)
		o.news(t, 1, four(t)...)
		sent(t, o, 1, "digest: • a /s1 • b /s2 • c /s3 • d /s4")
		o.drain(time.Minute)
		if diff := cmp.Diff([]int64{1, 2, 3, 4}, o.takeMarks().sent); diff != "" {
			t.Errorf("marks (-want +got)\n%s", diff)
		}
	})
	t.Run("three go one by one", func(t *testing.T) {
		t.Parallel()
		o := newNewsOffice(t, clinic)
		o.news(t, 1, four(t)[:3]...)
		sent(t, o, 3, "1 send inteira: a", "1 send inteira: b", "1 send inteira: c")
	})
	t.Run("what is about the access goes by itself", func(t *testing.T) {
		t.Parallel()
		o := newNewsOffice(t, clinic)
		o.news(t, 1, append([]backend.Outgoing{about(t, backend.TopicAccess, 0, "novo aparelho")}, four(t)...)...)
		sent(t, o, 2, "1 send inteira: novo aparelho", "digest: • a /s1 • b /s2 • c /s3 • d /s4")
	})
	t.Run("four about one request are told whole", func(t *testing.T) {
		t.Parallel()
		o := newNewsOffice(t, clinic)
		var same []backend.Outgoing
		for _, text := range []string{"a", "b", "c", "d"} {
			same = append(same, about(t, backend.TopicDecision, 9, text))
		}
		o.news(t, 1, same...)
		sent(t, o, 4, "1 send inteira: a", "1 send inteira: b", "1 send inteira: c", "1 send inteira: d")
	})
	t.Run("what came while it was tried joins it", func(t *testing.T) {
		t.Parallel()
		o := newNewsOffice(t, clinic)
		o.wire.answers["1 send"] = []error{&RetryAfter{After: time.Second}}
		o.news(t, 1, four(t)[:3]...)
		o.wire.wait(t, 1)
		o.news(t, 1, four(t)[3:]...)
		sent(t, o, 2, "1 send inteira: a", "digest: • a /s1 • b /s2 • c /s3 • d /s4")
	})
	t.Run("refused by Telegram, they go one by one", func(t *testing.T) {
		t.Parallel()
		o := newNewsOffice(t, clinic)
		o.wire.answers["1 send"] = []error{fmt.Errorf("%w: no", ErrRefused)}
		o.news(t, 1, four(t)...)
		sent(t, o, 5, "digest: • a /s1 • b /s2 • c /s3 • d /s4", "1 send inteira: a", "1 send inteira: b", "1 send inteira: c", "1 send inteira: d")
	})
	t.Run("a night's worth is more than one, and none is left out", func(t *testing.T) {
		t.Parallel()
		o := newNewsOffice(t, clinic)
		var many []backend.Outgoing
		for n := range dialogs.MostDigested + 5 {
			many = append(many, about(t, backend.TopicQueue, ident.RequestNumber(n+1), strings.Repeat("longo ", 20)))
		}
		o.news(t, 1, many...)
		if calls := o.wire.wait(t, 2); strings.Count(strings.Join(calls, ""), "•") != len(many) {
			t.Errorf("%d calls tell of %d", len(calls), strings.Count(strings.Join(calls, ""), "•"))
		}
	})
}

func TestAPushIsForWhoeverTheChatSpeaksFor(t *testing.T) {
	t.Parallel()
	t.Run("and is dropped where somebody else came", func(t *testing.T) {
		t.Parallel()
		o := newNewsOffice(t, other)
		o.news(t, 1, about(t, backend.TopicDecision, 1, "a"), about(t, backend.TopicAccess, 0, "b"))
		o.drain(time.Minute)
		if calls := o.wire.calls; len(calls) > 0 {
			t.Errorf("sent: %q", calls)
		}
		if diff := cmp.Diff([]int64{1, 2}, o.takeMarks().sent); diff != "" {
			t.Errorf("removed (-want +got)\n%s", diff)
		}
	})
	t.Run("and waits while nobody can tell", func(t *testing.T) {
		t.Parallel()
		o := newNewsOffice(t, clinic)
		away := &awayOnce{Store: o.store}
		o.store, o.shared = away, false
		o.news(t, 1, about(t, backend.TopicDecision, 1, "a"))
		if got := o.wire.wait(t, 1); len(got) != 1 || away.asked < 2 {
			t.Errorf("calls %q after %d questions", got, away.asked)
		}
	})
}

// awayOnce does not answer at first.
type awayOnce struct {
	Store
	asked int
}

func (a *awayOnce) Chats(ctx context.Context, keys []backend.ChatKey) ([]backend.Chat, error) {
	if a.asked++; a.asked <= 2 {
		return nil, errors.New("away")
	}
	return a.Store.Chats(ctx, keys)
}
