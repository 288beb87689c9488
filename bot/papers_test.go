package bot

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs"
)

// printer draws papers by name: photos, but documents of summaries.
type printer struct{ broken error }

func (p printer) Make(_ context.Context, paper dialogs.Paper) (Sheet, error) {
	return Sheet{Name: paper.Name(), Content: []byte("drawn"), Picture: paper.Picture()}, p.broken
}

var (
	mouth = &dialogs.Paper{Odontogram: &dialogs.Odontogram{}}
	milk  = &dialogs.Paper{Odontogram: &dialogs.Odontogram{Deciduous: true}}
	pdf   = &dialogs.Paper{Summary: &dialogs.Summary{}}
)

func picture(text string, tapped int, p *dialogs.Paper) dialogs.Reply {
	return dialogs.Reply{Kind: dialogs.Screen, Text: text, MessageID: tapped, Paper: p}
}

func document(text string) dialogs.Reply {
	return dialogs.Reply{Kind: dialogs.Note, Text: text, Paper: pdf}
}

func TestPictures(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", maxCaption+1)
	refused := []error{ErrRefused}
	gone := []error{ErrMessageGone}
	for name, tc := range map[string]struct {
		posts   []dialogs.Reply
		answers map[string][]error
		broken  error
		want    []string
	}{
		"a picture follows a picture where it stands": {
			posts: []dialogs.Reply{picture("a", 0, mouth), picture("b", 1, milk)},
			want:  []string{"1 send odontogram a", "1 edit odontogram 1 b"},
		},
		"a picture that stays is not sent again": {
			posts: []dialogs.Reply{picture("a", 0, mouth), picture("b", 1, mouth), picture("c", 1, milk), picture("d", 1, milk)},
			want:  []string{"1 send odontogram a", "1 caption 1 b", "1 edit odontogram 1 c", "1 caption 1 d"},
		},
		"a picture takes the place of a text": {
			posts: []dialogs.Reply{screen("a", 0), picture("b", 1, mouth)},
			want:  []string{"1 send a", "1 send odontogram b", "1 delete 1"},
		},
		"a text takes the place of a picture": {
			posts: []dialogs.Reply{picture("a", 0, mouth), screen("b", 1)},
			want:  []string{"1 send odontogram a", "1 send b", "1 delete 1"},
		},
		"a text that was typed leaves the text above and removes the picture": {
			posts: []dialogs.Reply{screen("a", 0), picture("b", 0, mouth), picture("c", 0, milk)},
			want:  []string{"1 send a", "1 send odontogram b", "1 strip 1", "1 send odontogram c", "1 delete 2"},
		},
		"what can no longer be deleted loses its buttons": {
			posts:   []dialogs.Reply{picture("a", 0, mouth), screen("b", 1)},
			answers: map[string][]error{"1 delete": refused},
			want:    []string{"1 send odontogram a", "1 send b", "1 delete 1", "1 strip 1"},
		},
		"a picture that is gone is sent anew": {
			posts:   []dialogs.Reply{picture("a", 0, mouth), picture("b", 1, milk)},
			answers: map[string][]error{"1 edit odontogram": gone},
			want:    []string{"1 send odontogram a", "1 edit odontogram 1 b", "1 send odontogram b", "1 delete 1"},
		},
		"a refused picture goes as text": {
			posts:   []dialogs.Reply{picture("a", 0, mouth), screen("b", 1)},
			answers: map[string][]error{"1 send odontogram": refused},
			want:    []string{"1 send odontogram a", "1 send a", "1 edit 1 b"},
		},
		"a picture that cannot be drawn goes as text": {
			posts:  []dialogs.Reply{picture("a", 0, mouth), picture("b", 1, milk)},
			broken: errors.New("no ink"),
			want:   []string{"1 send a", "1 edit 1 b"},
		},
		"a text too long for a caption goes without its picture": {
			posts: []dialogs.Reply{picture(long, 0, mouth)},
			want:  []string{"1 send " + long},
		},
		"a document goes with its words": {
			posts: []dialogs.Reply{screen("a", 0), document("here"), screen("b", 1)},
			want:  []string{"1 send a", "1 send summary here", "1 send b", "1 strip 1"},
		},
		"words too long for a caption go ahead of their document, once": {
			posts:   []dialogs.Reply{document(long)},
			answers: map[string][]error{"1 send summary": {errors.New("the socket was cut")}},
			want:    []string{"1 send " + long, "1 send summary ", "1 send summary "},
		},
		"a document that cannot be made is told of": {
			posts:  []dialogs.Reply{document("here"), note("next")},
			broken: errors.New("no ink"),
			want:   []string{"1 send " + document("here").WithoutPaper().Text, "1 send next"},
		},
		"a message that broke off goes on": {
			posts: []dialogs.Reply{picture("a", 0, mouth), screen("b", 1)},
			answers: map[string][]error{
				"1 send odontogram": {&RetryAfter{After: time.Millisecond}},
				"1 delete":          {&RetryAfter{After: time.Millisecond}, errors.New("the socket was cut")},
			},
			want: []string{"1 send odontogram a", "1 send odontogram a", "1 send b", "1 delete 1", "1 delete 1", "1 delete 1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.press = printer{tc.broken}
			for call, errs := range tc.answers {
				o.wire.answers[call] = errs
			}
			o.posts(t, 1, tc.posts...)
			o.drain(time.Minute)
			if diff := cmp.Diff(tc.want, o.wire.wait(t, len(tc.want))); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
		})
	}
}

// shows is a store whose chat shows a message.
type shows struct {
	Store
	at backend.Screen
}

func (s shows) Chats(_ context.Context, keys []backend.ChatKey) ([]backend.Chat, error) {
	return []backend.Chat{{Key: keys[0], Screen: s.at}}, nil
}

func TestPicturesAfterARestart(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		live backend.Screen
		post dialogs.Reply
		want []string
	}{
		"a picture is known as one":   {backend.Screen{MessageID: 7, Picture: true}, picture("a", 7, mouth), []string{"1 edit odontogram 7 a"}},
		"and a text does not edit it": {backend.Screen{MessageID: 7, Picture: true}, screen("a", 7), []string{"1 send a", "1 delete 7"}},
		"a text is known as one":      {backend.Screen{MessageID: 7}, screen("a", 7), []string{"1 edit 7 a"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.press, o.store = printer{}, shows{at: tc.live}
			o.posts(t, 1, tc.post)
			o.drain(time.Minute)
			if diff := cmp.Diff(tc.want, o.wire.wait(t, len(tc.want))); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
		})
	}

	t.Run("the kind of the new screen is marked", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		o.press = printer{}
		o.posts(t, 1, picture("a", 0, mouth))
		o.drain(time.Minute)
		key := backend.ChatKey{Bot: 7, Chat: 1}
		want := map[backend.ChatKey]backend.Screen{key: {Key: key, MessageID: 1, Picture: true}}
		if diff := cmp.Diff(want, o.takeMarks().screens); diff != "" {
			t.Errorf("screens (-want +got):\n%s", diff)
		}
	})
}

// leased is a store that counts how often a lease is taken.
type leased struct {
	shows
	taken atomic.Int64
}

func (s *leased) Lead(context.Context, time.Time, backend.ChatKey) (bool, error) {
	s.taken.Add(1)
	return true, nil
}

// slowPress draws when it is told to.
type slowPress struct{ ready chan struct{} }

func (p slowPress) Make(ctx context.Context, paper dialogs.Paper) (Sheet, error) {
	select {
	case <-p.ready:
		return printer{}.Make(ctx, paper)
	case <-ctx.Done():
		return Sheet{}, ctx.Err()
	}
}

func TestSlowPapers(t *testing.T) {
	t.Parallel()
	t.Run("are announced, and hold up no other chat", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		press := slowPress{make(chan struct{})}
		o.press = press
		o.posts(t, 1, document("here"))
		o.posts(t, 2, note("now"))
		calls := o.wire.wait(t, 2)
		if diff := cmp.Diff([]string{"2 send now", "1 working 2"}, calls); diff != "" {
			t.Errorf("calls (-want +got):\n%s", diff)
		}
		close(press.ready)
		if calls := o.wire.wait(t, 3); calls[2] != "1 send summary here" {
			t.Errorf("calls %q", calls)
		}
	})
	t.Run("keep the chat with this process, however long they take", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			o := newOffice(t)
			press, store := slowPress{make(chan struct{})}, &leased{}
			o.press, o.store, o.shared = press, store, true
			o.posts(t, 1, document("here"))
			time.Sleep(drawPatience - time.Second) // longer than a lease is sure
			close(press.ready)
			synctest.Wait()
			if n := store.taken.Load(); n != 3 {
				t.Errorf("the lease was taken %d times, want at the beginning and twice since", n)
			}
			if calls := o.wire.wait(t, 2); calls[1] != "1 send summary here" {
				t.Errorf("calls %q", calls)
			}
		})
	})
	t.Run("keep the chat with this process while others are drawn", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			o := newOffice(t)
			store := &leased{}
			o.press, o.store, o.shared = slowPress{}, store, true
			for range maxSheets {
				o.sheets <- struct{}{}
			}
			o.posts(t, 1, document("here"))
			time.Sleep(3 * leaseSure)
			for range maxSheets {
				<-o.sheets
			}
			synctest.Wait()
			if n := store.taken.Load(); n < 6 {
				t.Errorf("the lease was taken %d times, want every half of what it is sure for", n)
			}
			o.wire.wait(t, 2)
		})
	})
	t.Run("are given up when they take too long, in one kind sentence", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			o := newOffice(t)
			o.press = slowPress{}
			o.posts(t, 1, document("here"))
			if calls := o.wire.wait(t, 2); calls[1] != "1 send "+document("here").WithoutPaper().Text {
				t.Errorf("calls %q", calls)
			}
		})
	})
	t.Run("stay in the outbox when the process ends meanwhile", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		life, end := context.WithCancel(t.Context())
		o.start(life)
		o.press = slowPress{}
		o.posts(t, 1, document("here"))
		end()
		o.drain(time.Minute)
		if m := o.takeMarks(); !m.empty() {
			t.Errorf("marks %v", m)
		}
		if calls := o.wire.wait(t, 0); len(calls) != 0 {
			t.Errorf("calls %q", calls)
		}
	})
}

func TestFitsCaption(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"":                                true,
		strings.Repeat("é", maxCaption):   true,
		strings.Repeat("é", maxCaption+1): false,
		"<b>" + strings.Repeat("é", maxCaption) + "</b>":                             true,
		`<a href="https://example.org">` + strings.Repeat("x", maxCaption) + "</a>y": false,
		strings.Repeat("&amp;", maxCaption):                                          true,
		strings.Repeat("🦷", maxCaption/2):                                            true,
		strings.Repeat("🦷", maxCaption/2) + "x":                                      false,
	} {
		if got := fitsCaption(text); got != want {
			t.Errorf("%.40q… of %d bytes: %v", text, len(text), got)
		}
	}
}
