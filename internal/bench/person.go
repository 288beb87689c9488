package main

import (
	"encoding/json"
	"strconv"
	"sync"
	"time"

	"guiche/dialogs/phrases"
)

// person fills in requests, one after another, and acts at once on what the bot
// shows.
type person struct {
	town *town
	chat int64
	who  string // the head of every update of this person

	mu       sync.Mutex
	messages int // the last message's number
	live     int // the message with the buttons
	screen   screen
	taps     int64
	script   script
	// since is when the update went off that the person waits for an answer to;
	// zero: nothing is awaited.
	since time.Time
	// resting: the person stands at the menu and does not go on.
	resting bool
	started bool
	waits   []time.Duration // of answers while measuring
}

// screen is what a message shows.
type screen struct {
	text               string
	buttons            []button
	rawText, rawMarkup json.RawMessage
}

// live tells whether the message has buttons that do something.
func (v screen) live() bool {
	for _, b := range v.buttons {
		if b.Data != "" {
			return true
		}
	}
	return false
}

// news tells whether the message is one that nobody waits for: that another of the
// many people of the clinic entered.
func (v screen) news() bool { return v.has(phrases.BtnSeeLinks) != "" }

func newPerson(t *town, chat int64) *person {
	id := strconv.FormatInt(chat, 10)
	return &person{
		town: t, chat: chat, script: newScript(chat, t.photos),
		who: `"from":{"id":` + id + `,"is_bot":false,"first_name":"Pessoa","language_code":"pt-br"},`,
	}
}

// begin writes the first message, or goes on from the menu.
func (p *person) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case !p.started:
		p.started = true
		p.types("/start")
	case p.resting:
		p.resting = false
		p.act()
	}
}

// sees takes in a message of the bot, or a change of one, and reacts.
func (p *person) sees(message int, s screen) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if message == 0 {
		p.messages++
		message = p.messages
	}
	if number := copied(s); number != "" {
		p.town.numbered(number)
		return message
	}
	if !s.live() || s.news() {
		return message
	}
	p.live, p.screen = message, s
	if p.since.IsZero() {
		return message // nothing was asked for: repeated, or news
	}
	if p.script.unfinished(s) {
		return message
	}
	if p.town.measuring.Load() {
		p.waits = append(p.waits, time.Since(p.since))
	}
	p.since = time.Time{}
	p.act()
	return message
}

// act does what the script says to the screen; p.mu is held.
func (p *person) act() {
	if p.script.atMenu(p.screen) && p.town.ending.Load() {
		p.resting = true
		return
	}
	switch a := p.script.next(p.screen); {
	case a.tap != "":
		p.tap(a.tap)
	case a.text != "":
		p.types(a.text)
	case a.photo:
		p.sends()
	default:
		p.fails("no answer is known to: " + p.screen.text)
	}
}

// fails notes the fault and goes back to the menu; p.mu is held.
func (p *person) fails(what string) {
	p.town.fault(what)
	p.script.restart()
	p.types("/menu")
}

func (p *person) types(text string) {
	p.messages++
	quoted, _ := json.Marshal(text)
	p.send(`"message":{"message_id":` + strconv.Itoa(p.messages) + `,` + p.who + p.where() + `,"date":1790000000,"text":` + string(quoted) + `}}`)
}

func (p *person) sends() {
	p.messages++
	id := strconv.FormatInt(p.chat, 10) + "-" + strconv.Itoa(p.messages)
	p.send(`"message":{"message_id":` + strconv.Itoa(p.messages) + `,` + p.who + p.where() + `,"date":1790000000,"photo":[` +
		`{"file_id":"small-` + id + `","file_unique_id":"a","width":90,"height":67,"file_size":900},` +
		`{"file_id":"large-` + id + `","file_unique_id":"b","width":320,"height":240,"file_size":` + strconv.Itoa(len(p.town.photo)) + `}]}}`)
}

func (p *person) tap(data string) {
	p.taps++
	quoted, _ := json.Marshal(data)
	p.send(`"callback_query":{"id":"` + strconv.FormatInt(p.chat, 10) + "-" + strconv.FormatInt(p.taps, 10) + `",` + p.who +
		`"message":{"message_id":` + strconv.Itoa(p.live) + `,"from":` + botUser + `,` + p.where() + `,"date":1790000000,"text":` +
		string(p.screen.rawText) + `,"reply_markup":` + string(p.screen.rawMarkup) + `},"chat_instance":"-3920393","data":` + string(quoted) + `}}`)
}

func (p *person) where() string {
	return `"chat":{"id":` + strconv.FormatInt(p.chat, 10) + `,"first_name":"Pessoa","type":"private"}`
}

func (p *person) send(body string) {
	p.since = time.Now()
	p.town.deliver([]byte(body))
}

// copied is the request number that a receipt offers to copy.
func copied(s screen) string {
	for _, b := range s.buttons {
		if b.Text == phrases.BtnCopyNumber { // not that of an authorisation
			return b.Copy.Text
		}
	}
	return ""
}
