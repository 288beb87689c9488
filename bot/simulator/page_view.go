package simulator

import (
	"fmt"
	"html/template"
	"net/url"
	"path/filepath"
	"strings"
	"time"
)

// pageView is everything that chat.html shows.
type pageView struct {
	Bot, Operator, About string
	Epoch                string // of the server: another one knows nothing of this page
	Me                   personView
	People               []personView
	Other                int64 // the person for the second telephone, 0 if there is none
	Unread               int   // of the others together
	Rows                 []rowView
	Empty                bool
	Waiting              bool
	Keyboard             *Keyboard
	Placeholder          string
	Commands             []Command
	Clock                string
	Links                []Link
}

type personView struct {
	ID             int64
	Name, Title    string
	Initials, Hint string
	Tint           int
	Suggestions    []string
	Unread         int
	Current        bool
	Before         bool
}

// pickView is the choice of who holds one of two phones.
type pickView struct {
	Side, Words string
	People      []personView
}

// rowView is one line of the log: a message or an album, under the name of its
// day if it is the day's first.
type rowView struct {
	Day     *dayView
	Album   string
	From    string
	Bubbles []bubbleView
}

type dayView struct{ ID, Words string }

type bubbleView struct {
	Message
	Chat              int64
	Side              string // "bot" or "me"
	Mine, Fresh, Read bool
	Rich              template.HTML
	Nonce             string
	Time, Stamp       string
	PhotoURL, FileURL string
	Size, Kind        string
}

const tints = 6

func (p *page) view(me Person) pageView {
	v := pageView{Bot: p.s.bot.FirstName, Operator: p.operator, Epoch: p.s.tag, Links: p.links, People: p.personViews(me)}
	for _, person := range v.People {
		switch {
		case person.Current:
			v.Me = person
		case v.Other == 0:
			v.Other = person.ID
		}
		v.Unread += person.Unread
	}
	p.fill(&v)
	return v
}

// personViews are all people, with what is unread of those who are not me.
func (p *page) personViews(me Person) []personView {
	var out []personView
	for i, person := range p.people {
		u := person.User
		v := personView{
			ID: u.ID, Name: strings.TrimSpace(u.First + " " + u.Last), Title: person.Title, Hint: person.Hint, Before: person.Before,
			Initials: initials(u), Tint: i % tints, Suggestions: person.Suggestions, Current: u.ID == me.User.ID,
		}
		if !v.Current {
			v.Unread = p.unread(u.ID)
		}
		out = append(out, v)
	}
	return out
}

// fill adds what the chat itself shows.
func (p *page) fill(v *pageView) {
	ch := p.s.ensure(v.Me.ID)
	v.Waiting = p.s.Waiting(ch.id)
	v.Commands = p.s.Commands(ch.id)
	v.Clock = p.clockWords()
	v.About = p.about()
	ch.mu.Lock()
	defer ch.mu.Unlock()
	v.Keyboard = ch.keyboard
	v.Placeholder = placeholder(ch.keyboard)
	v.Rows = p.rows(ch)
	v.Empty = len(v.Rows) == 0
	if n := len(ch.log); n > 0 {
		p.markSeen(ch.id, ch.log[n-1].wire.ID)
	}
}

func placeholder(k *Keyboard) string {
	if k != nil && k.Placeholder != "" {
		return k.Placeholder
	}
	return "Mensagem"
}

// about is the bot's own description, in Portuguese if it has one.
func (p *page) about() string {
	for _, language := range []string{"pt", "pt-br", ""} {
		if raw, ok := p.s.about.get("description " + language); ok {
			if text, err := unquote(raw); err == nil && text != "" {
				return text
			}
		}
	}
	return ""
}

// shownMessages bounds what the page loads of a long chat.
const shownMessages = 300

// rows groups the log by day and album; the chat is locked.
func (p *page) rows(ch *room) []rowView {
	log := ch.log
	if len(log) > shownMessages {
		log = log[len(log)-shownMessages:]
	}
	var out []rowView
	var before *message
	for _, m := range log {
		if m.deleted {
			continue
		}
		if n := len(out); n > 0 && m.wire.AlbumID != "" && out[n-1].Album == m.wire.AlbumID {
			out[n-1].Bubbles = append(out[n-1].Bubbles, p.bubble(ch, m))
		} else {
			out = append(out, p.row(ch, before, m))
		}
		before = m
	}
	return out
}

func (p *page) row(ch *room, before, m *message) rowView {
	b := p.bubble(ch, m)
	r := rowView{Album: m.wire.AlbumID, From: b.Side, Bubbles: []bubbleView{b}}
	day := m.show().At.In(p.zone)
	if before == nil || before.show().At.In(p.zone).Format(time.DateOnly) != day.Format(time.DateOnly) {
		r.Day = &dayView{ID: day.Format(time.DateOnly), Words: dayWords(day, p.s.now().In(p.zone))}
	}
	return r
}

func (p *page) bubble(ch *room, m *message) bubbleView {
	v := bubbleView{Message: *m.show(), Chat: ch.id, Side: "me", Mine: !m.fromBot, Nonce: m.nonce,
		Read: !m.fromBot && ch.pending.Load() == 0}
	if m.fromBot {
		v.Side = "bot"
	}
	entities := m.wire.Entities
	if m.wire.hasMedia() {
		entities = m.wire.CaptionEnts
	}
	// renderHTML escapes all text and writes only elements of its own.
	v.Rich = template.HTML(renderHTML(v.Text, entities, true))
	at := v.At.In(p.zone)
	v.Time, v.Stamp = at.Format("15:04"), at.Format(time.RFC3339)
	if v.Photo != nil {
		v.PhotoURL = fileURL(v.Photo.FileID, "foto.jpg")
	}
	if f := v.File; f != nil {
		v.FileURL, v.Size, v.Kind = fileURL(f.FileID, f.Name), sizeWords(f.Size), kindOf(f.Name)
	}
	return v
}

func fileURL(id, name string) string {
	if name == "" {
		name = "arquivo"
	}
	return "media/" + id + "/" + url.PathEscape(name)
}

func kindOf(name string) string {
	ext := strings.ToUpper(strings.TrimPrefix(filepath.Ext(name), "."))
	if ext == "" || len(ext) > 4 {
		return "ARQ"
	}
	return ext
}

func initials(u User) string {
	out := ""
	for _, name := range []string{u.First, u.Last} {
		for _, c := range name {
			out += string(c)
			break
		}
	}
	return strings.ToUpper(out)
}

var (
	weekdays = [...]string{"domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"}
	months   = [...]string{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
		"outubro", "novembro", "dezembro"}
)

// dayWords names a day as a person would today.
func dayWords(day, now time.Time) string {
	switch day.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return "Hoje"
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return "Ontem"
	}
	words := fmt.Sprintf("%d de %s", day.Day(), months[day.Month()-1])
	if day.Year() != now.Year() {
		words += fmt.Sprintf(" de %d", day.Year())
	}
	return words
}

func (p *page) clockWords() string {
	if p.clock == nil {
		return ""
	}
	now := p.clock.Now().In(p.zone)
	return fmt.Sprintf("%s, %d de %s, %s", weekdays[now.Weekday()], now.Day(), months[now.Month()-1], now.Format("15:04"))
}

// sizeWords gives a size in the units of the chat, with a decimal comma.
func sizeWords(bytes int) string {
	const kb, mb = 1 << 10, 1 << 20
	if bytes < mb {
		return fmt.Sprintf("%d KB", max(1, bytes/kb))
	}
	return fmt.Sprintf("%d,%d MB", bytes/mb, bytes%mb*10/mb)
}

func (p *page) markSeen(chat int64, message int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen[chat] = max(p.seen[chat], message)
}

// unread counts what the bot said since the person last looked.
func (p *page) unread(chat int64) int {
	p.mu.Lock()
	seen := p.seen[chat]
	p.mu.Unlock()
	ch := p.s.ensure(chat)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	n := 0
	for i := len(ch.log) - 1; i >= 0 && ch.log[i].wire.ID > seen && n < 99; i-- {
		if ch.log[i].fromBot && !ch.log[i].deleted {
			n++
		}
	}
	return n
}
