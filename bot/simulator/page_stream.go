package simulator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// heartbeat keeps proxies from closing a quiet stream, and tells the page that
// it is not cut off.
const heartbeat = 10 * time.Second

// stream is one open page: it turns events into fragments for htmx.
type stream struct {
	p       *page
	me      Person
	w       http.ResponseWriter
	last    int  // the newest message already shown
	waiting bool // as shown
	err     error
}

// events keeps one page up to date. Each connection begins with all that the
// chat shows, so a page that was away misses nothing.
func (p *page) events(w http.ResponseWriter, r *http.Request) {
	me, ok := p.person(w, r)
	if !ok {
		return
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(p.s.ctx, cancel)()
	sub, stop := p.s.Subscribe(0)
	defer stop()

	_ = http.NewResponseController(w).SetWriteDeadline(time.Time{}) // not every writer has one
	w.Header().Set("Content-Type", "text/event-stream")
	st := &stream{p: p, me: me, w: w}
	st.message("epoch", p.s.tag)
	st.all()
	for st.err == nil {
		st.flush()
		wait := heartbeat
		if st.waiting {
			wait = typingLife
		}
		pause, done := context.WithTimeout(ctx, wait)
		events, err := sub.Next(pause)
		done()
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, context.DeadlineExceeded):
			st.message("beat", "")
		}
		for _, e := range events {
			st.take(e)
		}
		st.typing()
	}
}

func (st *stream) write(text string) {
	if st.err == nil {
		_, st.err = st.w.Write([]byte(text))
	}
}

func (st *stream) flush() {
	if st.err == nil {
		st.err = http.NewResponseController(st.w).Flush()
	}
}

// swap puts a template's output somewhere on the page.
func (st *stream) swap(target, how, name string, data any) {
	var out strings.Builder
	fmt.Fprintf(&out, `<hx-partial hx-target="%s" hx-swap="%s">`, target, how)
	if name != "" {
		if err := templates.ExecuteTemplate(&out, name, data); err != nil {
			st.p.s.opts.Logger.Error("chat page", "template", name, "err", err)
			return
		}
	}
	out.WriteString(`</hx-partial>`)
	st.message("", out.String())
}

// message writes one event of the stream; a carriage return would end a line
// and is never needed in HTML.
func (st *stream) message(event, data string) {
	var out strings.Builder
	if event != "" {
		fmt.Fprintf(&out, "event: %s\n", event)
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(data, "\r", ""), "\n") {
		out.WriteString("data: " + line + "\n")
	}
	out.WriteString("\n")
	st.write(out.String())
}

// all shows the whole chat.
func (st *stream) all() {
	v := st.p.view(st.me)
	st.last = 0
	for _, row := range v.Rows {
		st.last = max(st.last, row.Bubbles[len(row.Bubbles)-1].ID)
	}
	st.waiting = v.Waiting
	st.swap("#log", "innerMorph", "log", v)
	st.swap("#about", "innerHTML", "about", v)
	st.swap("#typing", "innerHTML", "typing", v.Waiting)
	st.swap("#keyboard", "innerMorph", "keyboard", v)
	st.swap("#commands", "innerHTML", "commands", v)
	st.badges(v)
	st.clock(v.Clock)
}

func (st *stream) badges(v pageView) {
	for _, person := range v.People {
		st.swap(fmt.Sprintf(".badge-%d", person.ID), "innerHTML", "badge", person.Unread)
	}
	st.swap(".badge-all", "innerHTML", "badge", v.Unread)
}

func (st *stream) clock(words string) {
	if words != "" {
		st.message("clock", words)
	}
}

// take shows one event.
func (st *stream) take(e Event) {
	if e.Kind == Lost {
		st.all()
		return
	}
	if e.Chat != st.me.User.ID {
		if e.Kind == Posted && st.p.has(e.Chat) {
			st.badges(st.p.view(st.me))
		}
		return
	}
	target := fmt.Sprintf("#m%d", e.MessageID)
	switch e.Kind {
	case Posted:
		st.posted(e.MessageID)
	case Edited:
		if b, ok := st.current(e.MessageID); ok {
			st.swap(target, "outerHTML", "bubble", b)
		}
	case Deleted:
		st.swap(target, "delete", "", nil)
	case Answered:
		words, _ := json.Marshal(map[string]any{ // strings and a boolean always marshal
			"message": e.MessageID, "text": e.Tap.Answer.Text, "alert": e.Tap.Answer.Alert, "url": e.Tap.Answer.URL,
		})
		st.message("answered", string(words))
	case KeyboardChanged, CommandsChanged:
		v := st.p.view(st.me)
		st.swap("#keyboard", "innerHTML", "keyboard", v)
		st.swap("#commands", "innerHTML", "commands", v)
	case Typing:
		st.waiting = false // show the dots anew
	case Idle:
		st.message("idle", "all")
	case ClockMoved:
		st.clock(st.p.clockWords())
	}
}

// posted appends a message; the next one of an album joins it.
func (st *stream) posted(id int) {
	ch := st.p.s.ensure(st.me.User.ID)
	ch.mu.Lock()
	var before, m *message
	for i := len(ch.log) - 1; i >= 0 && before == nil; i-- {
		switch o := ch.log[i]; {
		case o.wire.ID == id && !o.deleted:
			m = o
		case o.wire.ID < id && !o.deleted:
			before = o
		}
	}
	if m == nil || id <= st.last {
		ch.mu.Unlock()
		return // gone again, or already there
	}
	row := st.p.row(ch, before, m)
	ch.mu.Unlock()
	st.last = id
	st.p.markSeen(ch.id, id)
	row.Bubbles[0].Fresh = true
	if row.Album != "" && before != nil && before.wire.AlbumID == row.Album {
		st.swap("#album-"+row.Album+" > ol", "beforeend", "bubble", row.Bubbles[0])
		return
	}
	st.swap("#log", "beforeend", "row", row)
	if before == nil {
		st.swap("#about", "innerHTML", "", nil)
	}
}

func (st *stream) current(id int) (bubbleView, bool) {
	ch := st.p.s.ensure(st.me.User.ID)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	m := ch.find(int64(id))
	if m == nil {
		return bubbleView{}, false
	}
	return st.p.bubble(ch, m), true
}

// typing shows or hides the dots.
func (st *stream) typing() {
	if now := st.p.s.Waiting(st.me.User.ID); now != st.waiting {
		st.waiting = now
		st.swap("#typing", "innerHTML", "typing", now)
	}
}

func (p *page) has(chat int64) bool {
	for _, person := range p.people {
		if person.User.ID == chat {
			return true
		}
	}
	return false
}
