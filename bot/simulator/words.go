package simulator

import (
	"strings"
	"unicode/utf8"
)

const (
	maxText    = 4096
	maxCaption = 1024
)

// words reads a text or caption parameter with its formatting.
func (c *call) words(field, entitiesField string) (string, []wireEntity, *refusal) {
	text := c.str(field)
	if !utf8.ValidString(text) {
		return "", nil, badRequest("strings must be encoded in UTF-8")
	}
	var found []wireEntity
	switch mode := strings.ToLower(c.str("parse_mode")); mode {
	case "html":
		var refused *refusal
		if text, found, refused = parseHTML(text); refused != nil {
			return "", nil, refused
		}
	case "":
		if refused := c.json(entitiesField, &found); refused != nil {
			return "", nil, refused
		}
	default:
		return "", nil, errParseMode
	}
	text, found = tidy(text, found)
	return text, detect(text, found), nil
}

func (c *call) text() (string, []wireEntity, *refusal) {
	text, found, refused := c.words("text", "entities")
	switch {
	case refused != nil:
		return "", nil, refused
	case text == "":
		return "", nil, errTextEmpty
	case unitsOf(text) > maxText:
		return "", nil, errTextTooLong
	}
	return text, found, nil
}

func (c *call) caption() (string, []wireEntity, *refusal) {
	text, found, refused := c.words("caption", "caption_entities")
	if refused == nil && unitsOf(text) > maxCaption {
		refused = errCaptionTooLong
	}
	return text, found, refused
}

// detect adds what Telegram finds in any text by itself: commands, links,
// mentions and e-mail addresses.
func detect(text string, found []wireEntity) []wireEntity {
	if !strings.ContainsAny(text, "/@") {
		return found
	}
	added := false
	offset := 0
	for rest := text; rest != ""; {
		word := rest
		if end := strings.IndexFunc(rest, isGap); end == 0 {
			_, size := utf8.DecodeRuneInString(rest)
			offset += unitsOf(rest[:size])
			rest = rest[size:]
			continue
		} else if end > 0 {
			word = rest[:end]
		}
		if kind, n := classify(word); kind != "" && !overlaps(found, offset, n) {
			found = append(found, wireEntity{Type: kind, Offset: offset, Length: n})
			added = true
		}
		offset += unitsOf(word)
		rest = rest[len(word):]
	}
	if added {
		_, found = tidy(text, found)
	}
	return found
}

func isGap(c rune) bool { return c <= ' ' || strings.ContainsRune("()[]\"“”,;\u00a0", c) }

// classify names the entity that a word begins with, and its length in bytes,
// which are ASCII.
func classify(word string) (kind string, length int) {
	switch {
	case word[0] == '/':
		n := 1 + run(word[1:], isNameByte)
		if n == 1 || n > 65 || n < len(word) && word[n] == '/' {
			return "", 0
		}
		if n < len(word) && word[n] == '@' {
			if m := run(word[n+1:], isNameByte); m >= 3 {
				n += 1 + m
			}
		}
		return "bot_command", n
	case strings.HasPrefix(word, "http://") || strings.HasPrefix(word, "https://"):
		trimmed := strings.TrimRight(word, ".!?:'")
		return "url", unitsOf(trimmed)
	case word[0] == '@':
		if n := run(word[1:], isNameByte); n >= 5 && n <= 32 {
			return "mention", n + 1
		}
	default:
		name, host, ok := strings.Cut(strings.TrimRight(word, ".!?:"), "@")
		if ok && name != "" && strings.Contains(host, ".") && run(host, isHostByte) == len(host) {
			return "email", unitsOf(name) + 1 + len(host)
		}
	}
	return "", 0
}

func run(s string, ok func(byte) bool) int {
	n := 0
	for n < len(s) && ok(s[n]) {
		n++
	}
	return n
}

func isNameByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isHostByte(c byte) bool { return c == '.' || c == '-' || isNameByte(c) }

func overlaps(found []wireEntity, offset, length int) bool {
	for _, e := range found {
		switch e.Type {
		case "code", "pre", "text_link", "url", "bot_command":
			if offset < e.Offset+e.Length && e.Offset < offset+length {
				return true
			}
		}
	}
	return false
}
