package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// threadOf are the texts and files of the newest conversation, in its order.
func (c *counter) threadOf(t fataler) string {
	t.Helper()
	var all []string
	for _, e := range c.inquiry(t).thread {
		if e.Files > 0 {
			all = append(all, "📎"+e.Text)
		} else if e.Text != "" {
			all = append(all, e.Text)
		}
	}
	return strings.Join(all, " | ")
}

func TestWordsDoNotOvertakeTheFileBeforeThem(t *testing.T) {
	t.Parallel()
	t.Run("they wait until it is there", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		_, ana := c.talking(t)
		ana.sends(dialogs.File{Photo: true})
		ana.says("é a linha 3", "a de cima")
		if len(ana.pushes) != 0 || len(ana.replies) != 0 {
			t.Fatalf("they overtake it: %+v, %v", ana.pushes, ana.kinds())
		}
		ana.arrives()
		ana.alarms()
		if got := ana.pushedTo(tiagoSays); !strings.Contains(got, "é a linha 3\na de cima") {
			t.Errorf("he is told %q", got)
		}
		ana.says("viu?")
		if got, want := c.threadOf(t), "preciso de ajuda | 📎 | é a linha 3\na de cima | viu?"; got != want {
			t.Errorf("the thread is %q, want %q", got, want)
		}
	})
	t.Run("they come without it where it is refused", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		tiago, ana := c.talking(t)
		tiago.sends(dialogs.File{Name: "x.heic"})
		tiago.says("Veja este.")
		id := tiago.oldestFetch()
		tiago.give(dialogs.FileRefused{Fetch: id, DraftID: c.memory.fetches[id].DraftID, Name: "x.heic", Reason: "heic"})
		tiago.sees("x.heic")
		tiago.alarms()
		if got := tiago.pushedTo(ana.session.Actor); !strings.Contains(got, "Veja este.") {
			t.Errorf("she is told %q", got)
		}
	})
	t.Run("they do not wait for long", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		_, ana := c.talking(t)
		ana.sends(dialogs.File{Photo: true})
		ana.says("é a linha 3")
		c.passes(11 * time.Second)
		ana.alarms()
		if got := ana.pushedTo(tiagoSays); !strings.Contains(got, "é a linha 3") {
			t.Fatalf("he is told %q", got)
		}
		ana.says("viu?")
		ana.arrives()
		if got, want := c.threadOf(t), "preciso de ajuda | é a linha 3 | viu? | 📎"; got != want {
			t.Errorf("the thread is %q, want %q", got, want)
		}
	})
	t.Run("they are not lost where the conversation ends meanwhile", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		tiago, ana := c.talking(t)
		ana.sends(dialogs.File{Photo: true})
		ana.says("é a linha 3", "/menu")
		tiago.taps("Encerrar conversa")
		ana.arrives()
		ana.sees(phrases.LiveOver)
		ana.alarms()
		ana.sees(phrases.LiveOver)
		ana.taps(phrases.BtnLiveAgain)
		if q := c.inquiry(t); len(c.memory.inquiries) != 2 || q.thread[0].Text != "é a linha 3" || q.State != backend.InquiryWaiting {
			t.Errorf("it is %+v", q)
		}
	})
}
