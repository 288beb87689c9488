package simulator

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

func unquote(raw json.RawMessage) (text string, err error) {
	err = json.Unmarshal(raw, &text)
	return text, err
}

// person is the one a request acts as; anybody else is answered 404.
func (p *page) person(w http.ResponseWriter, r *http.Request) (Person, bool) {
	id, ok := parseInt(r.PathValue("chat"))
	if !ok || !p.has(id) {
		http.NotFound(w, r)
		return Person{}, false
	}
	return p.find(r.PathValue("chat")), true
}

// maxForm bounds a posted text.
const maxForm = 256 << 10

func (p *page) form(w http.ResponseWriter, r *http.Request) (Person, bool) {
	me, ok := p.person(w, r)
	if !ok {
		return me, false
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "Não consegui ler o que foi enviado.", http.StatusBadRequest)
		return me, false
	}
	return me, true
}

func (p *page) text(w http.ResponseWriter, r *http.Request) {
	me, ok := p.form(w, r)
	if !ok {
		return
	}
	ch := p.s.ensure(me.User.ID)
	for i, piece := range pieces(r.PostForm.Get("text")) {
		if piece, _ = tidy(piece, nil); piece == "" {
			continue
		}
		nonce := ""
		if i == 0 {
			nonce = r.PostForm.Get("nonce")
		}
		p.s.sayMarked(ch, wireMessage{Text: piece, Entities: detect(piece, nil)}, nonce)
	}
	w.WriteHeader(http.StatusNoContent)
}

// sayMarked is say for the page: the nonce tells it which of its waiting
// bubbles this is.
func (s *Server) sayMarked(ch *room, w wireMessage, nonce string) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	s.sayLocked(ch, w)
	ch.log[len(ch.log)-1].nonce = nonce
}

func (p *page) tap(w http.ResponseWriter, r *http.Request) {
	me, ok := p.form(w, r)
	if !ok {
		return
	}
	message, _ := parseInt(r.PathValue("message"))
	data := r.PostForm.Get("data")
	if _, err := p.s.Tap(me.User.ID, int(message), data); err != nil {
		// The bot changed it while the finger was on its way: a phone sends the
		// tap all the same.
		p.s.TapStale(me.User.ID, int(message), data)
	}
	w.WriteHeader(http.StatusNoContent)
}

func (p *page) key(w http.ResponseWriter, r *http.Request) {
	me, ok := p.form(w, r)
	if !ok {
		return
	}
	text := r.PostForm.Get("text")
	if _, err := p.s.PressKey(me.User.ID, text); errors.Is(err, ErrNoButton) {
		p.s.SendText(me.User.ID, text)
	}
	w.WriteHeader(http.StatusNoContent)
}

func (p *page) moveClock(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if p.clock == nil {
		http.NotFound(w, r)
		return
	}
	switch r.FormValue("to") {
	case "hour":
		p.clock.Advance(time.Hour)
	case "day":
		p.clock.NextBusinessDay()
	default:
		http.Error(w, "Para onde mover o relógio?", http.StatusBadRequest)
		return
	}
	for _, person := range p.people {
		ch := p.s.ensure(person.User.ID)
		ch.mu.Lock()
		p.s.tell(ch, Event{Kind: ClockMoved}, nil)
		ch.mu.Unlock()
	}
	w.WriteHeader(http.StatusNoContent)
}
