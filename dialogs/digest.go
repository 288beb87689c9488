package dialogs

import (
	"strings"

	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// Bounds of a digest. More than it tells at once follow in another.
const (
	FewestDigested = 4
	MostDigested   = 25
	// digestKeys are the requests that have a button; the others have their command.
	digestKeys = 8
)

// Digestible tells whether pushes that wait together are told in one message: several,
// and not all about one request, of which the last says more than a line could.
func Digestible(replies []Reply) bool {
	if len(replies) < FewestDigested {
		return false
	}
	first := replies[0].request()
	for _, r := range replies[1:] {
		if n := r.request(); n == 0 || n != first {
			return true
		}
	}
	return false
}

// Digest tells several pushes in one message: a line each, in their order, and buttons
// to open what they are about. What a line leaves out stands on that screen.
func Digest(replies []Reply) Reply {
	lines := []string{phrases.DigestTitle(len(replies))}
	var keys []Button
	seen := map[ident.RequestNumber]bool{}
	for _, r := range replies {
		n := r.request()
		line := r.Line
		if line == "" {
			line = phrases.FirstLine(r.Text)
		}
		lines = append(lines, phrases.DigestLine(n, line))
		if n != 0 && !seen[n] && len(keys) < digestKeys {
			keys = append(keys, Button{Text: phrases.BtnOpenNumber(n), Data: Callback{Step: StepDetails, Verb: verbSee, Arg: idArg(int64(n))}.String()})
		}
		seen[n] = true
	}
	var rows [][]Button
	for len(keys) > 0 {
		wide := min(2, len(keys))
		rows, keys = append(rows, keys[:wide]), keys[wide:]
	}
	return Reply{Kind: Note, Text: phrases.Lines(append(lines, phrases.DigestEnd)...), Rows: rows}
}

// request is what a push is about, as its buttons have it; 0 for none.
func (r Reply) request() ident.RequestNumber {
	if r.About != 0 {
		return r.About
	}
	for _, row := range r.Rows {
		for _, b := range row {
			if !strings.HasPrefix(b.Data, callbackVersion) {
				continue
			}
			if c, ok := ParseCallback(b.Data); ok && fromPush(c) {
				return ident.RequestNumber(c.id())
			}
		}
	}
	return 0
}
