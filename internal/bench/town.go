package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// town is everybody with a phone.
type town struct {
	// deliver brings an update on its way to the bot.
	deliver func(body []byte)
	photos  bool
	photo   []byte

	people []*person // chat firstChat+i

	// measuring: answers count; ending: nobody begins another request.
	measuring, ending atomic.Bool

	mu      sync.Mutex
	numbers map[string]int // request number → how many people were given it
	faults  []string       // the first few, for the report
	failed  int
	twice   int
}

const firstChat = 1001

func newTown(n int, photos bool) *town {
	t := &town{photos: photos, photo: picture(), numbers: map[string]int{}}
	for i := range n {
		t.people = append(t.people, newPerson(t, int64(firstChat+i)))
	}
	return t
}

func (t *town) person(chat int64) *person {
	i := int(chat - firstChat)
	if i < 0 || i >= len(t.people) {
		return nil
	}
	return t.people[i]
}

// button is a button with callback data, or with something to copy.
type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
	Copy struct {
		Text string `json:"text"`
	} `json:"copy_text"`
}

// shows puts a message, or a change of one, before a person's eyes and returns
// its number.
func (t *town) shows(chat int64, message int, rawText, rawMarkup json.RawMessage) int {
	p := t.person(chat)
	if p == nil {
		return message
	}
	s := screen{rawText: bytes.Clone(rawText), rawMarkup: bytes.Clone(rawMarkup)}
	var markup struct {
		Rows [][]button `json:"inline_keyboard"`
	}
	if len(rawMarkup) > 0 {
		_ = json.Unmarshal(rawMarkup, &markup)
	}
	_ = json.Unmarshal(rawText, &s.text)
	for _, row := range markup.Rows {
		s.buttons = append(s.buttons, row...)
	}
	return p.sees(message, s)
}

// told is the answer to a tap: words in it mean that the tap came to nothing.
func (t *town) told(callback string, rawText json.RawMessage) {
	if len(rawText) == 0 {
		return
	}
	chat, _, _ := strings.Cut(callback, "-")
	n, _ := strconv.ParseInt(chat, 10, 64)
	var text string
	_ = json.Unmarshal(rawText, &text)
	if p := t.person(n); p != nil {
		p.mu.Lock()
		p.fails("a tap was answered with: " + text)
		p.mu.Unlock()
	}
}

// fault notes a conversation that went wrong.
func (t *town) fault(what string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failed++
	if len(t.faults) < 5 {
		t.faults = append(t.faults, what)
	}
}

// numbered notes the number of a sent request, which nobody else may have.
func (t *town) numbered(number string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.numbers[number]++
	if t.numbers[number] == 2 {
		t.twice++
	}
}

// sent is how many requests have a number of their own.
func (t *town) sent() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.numbers)
}

// waitFor polls the people until all of the first n are so, or time is up; it
// returns how many are not.
func (t *town) waitFor(n int, so func(*person) bool, most time.Duration) (left int) {
	until := time.Now().Add(most)
	for {
		left = 0
		for _, p := range t.people[:n] {
			p.mu.Lock()
			if !so(p) {
				left++
			}
			p.mu.Unlock()
		}
		if left == 0 || time.Now().After(until) {
			return left
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// picture is a small photo.
func picture() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for y := range 240 {
		for x := range 320 {
			img.Set(x, y, color.RGBA{R: uint8(x), G: uint8(y), B: uint8(x ^ y), A: 255})
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, nil) // into memory: cannot fail
	return b.Bytes()
}

// failures counts conversations that went wrong, a number given twice among
// them.
func (t *town) failures() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.failed + t.twice
}

// lastFaults hands out what is told of them.
func (t *town) lastFaults() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.faults
	t.faults = nil
	return f
}
