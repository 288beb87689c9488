package phrases

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxText is what a message of Telegram holds, in UTF-16 units; MaxCaption is what
// stands under a picture.
const (
	MaxText    = 4096
	MaxCaption = 1024
)

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Esc makes a value harmless inside a text: on one line, without signs that
// turn the reading direction, its markup escaped.
func Esc(s string) string { return escaper.Replace(OneLine(s)) }

// OneLine drops line ends, control signs and direction marks: a file may be
// called anything.
func OneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == utf8.RuneError, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// Cut shortens a plain text to n characters.
func Cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:n-1])) + "…"
}

// cutWord is Cut that leaves no part of a word, where one ends in the second half.
func cutWord(s string, n int) string {
	short := Cut(s, n)
	if cut, found := strings.CutSuffix(short, "…"); found && short != s {
		if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 && !strings.HasPrefix(s[len(cut):], " ") {
			whole := strings.TrimRight(cut[:i], " ,:;·")
			if j := strings.LastIndexByte(whole, ' '); j > 0 && len(whole)-j <= 3 { // "consulta em…"
				whole = strings.TrimRight(whole[:j], " ,:;·")
			}
			return whole + "…"
		}
	}
	return short
}

// CutEsc escapes a value and shortens it so that the escaped form has no more
// than n UTF-16 units.
func CutEsc(s string, n int) string {
	s = OneLine(s)
	if Len(escaper.Replace(s)) <= n {
		return escaper.Replace(s)
	}
	size := 1
	for i, r := range s {
		size += Len(escaper.Replace(string(r)))
		if size > n {
			return escaper.Replace(strings.TrimSpace(s[:i])) + "…"
		}
	}
	return escaper.Replace(s)
}

// Len counts as Telegram does, in UTF-16 units.
func Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// Bold and Code mark a value up.
func Bold(s string) string { return "<b>" + Esc(s) + "</b>" }

// Code is shown in a fixed width; a tap on it copies it.
func Code(s string) string { return "<code>" + Esc(s) + "</code>" }

// Lines joins those that are not empty.
func Lines(lines ...string) string { return join("\n", lines) }

// Paragraphs joins those that are not empty with a blank line between them.
func Paragraphs(parts ...string) string { return join("\n\n", parts) }

func join(sep string, parts []string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}

// Notice is what is said at the top of a screen; what was refused is marked.
func Notice(warning bool, said ...string) string {
	text := Lines(said...)
	if warning && text != "" {
		return "⚠️ " + text
	}
	return text
}

// Screen is what answers the last action, what is filled so far, and the question:
// an answer in the middle of a list is not found. A head that is too long is cut,
// never the rest.
func Screen(head, notice, ask string) string { return screen(head, notice, ask, MaxText) }

// Caption is a screen under a picture.
func Caption(head, notice, ask string) string { return screen(head, notice, ask, MaxCaption) }

func screen(head, notice, ask string, most int) string {
	if left := most - Len(Paragraphs(notice, ask)) - 2; head != "" && left > most/4 {
		head = Fit(head, left)
	}
	return Fit(Paragraphs(notice, head, ask), most)
}

// Fit keeps the lines from the top that a number of UTF-16 units holds.
func Fit(text string, most int) string {
	if Len(text) <= most {
		return text
	}
	var kept []string
	left := most - 2
	for line := range strings.SplitSeq(text, "\n") {
		if left -= Len(line) + 1; left < 0 {
			break
		}
		kept = append(kept, line)
	}
	return strings.Join(append(kept, "…"), "\n")
}
