package simulator

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// entityOf names the entity of each tag that Telegram knows; "a", "span",
// "blockquote" and "tg-emoji" also look at attributes.
var entityOf = map[string]string{
	"b": "bold", "strong": "bold",
	"i": "italic", "em": "italic",
	"u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"span": "spoiler", "tg-spoiler": "spoiler",
	"a": "text_link", "tg-emoji": "custom_emoji",
	"code": "code", "pre": "pre", "blockquote": "blockquote",
}

func cannotParse(format string, args ...any) *refusal {
	return badRequest("can't parse entities: " + fmt.Sprintf(format, args...))
}

// htmlReader turns Telegram's HTML into plain text and entities.
type htmlReader struct {
	src   string
	at    int
	out   strings.Builder
	units int // UTF-16 units written
	open  []openTag
	found []wireEntity
}

type openTag struct {
	name   string
	entity wireEntity
}

func parseHTML(src string) (string, []wireEntity, *refusal) {
	r := &htmlReader{src: src}
	for r.at < len(src) {
		var refused *refusal
		switch c := src[r.at]; {
		case c == '<' && strings.HasPrefix(src[r.at:], "</"):
			refused = r.end()
		case c == '<':
			refused = r.start()
		case c == '&':
			r.reference()
		default:
			_, size := utf8.DecodeRuneInString(src[r.at:])
			r.write(src[r.at : r.at+size])
			r.at += size
		}
		if refused != nil {
			return "", nil, refused
		}
	}
	if n := len(r.open); n > 0 {
		return "", nil, cannotParse("Can't find end tag corresponding to start tag %q", r.open[n-1].name)
	}
	return r.out.String(), r.found, nil
}

func (r *htmlReader) write(text string) {
	r.out.WriteString(text)
	r.units += unitsOf(text)
}

// reference reads one of the four named references or a numeric one; any other
// ampersand stands for itself.
func (r *htmlReader) reference() {
	end := strings.IndexByte(r.src[r.at:], ';')
	if end > 1 && end < 12 {
		ref := r.src[r.at : r.at+end+1]
		switch {
		case ref == "&lt;", ref == "&gt;", ref == "&amp;", ref == "&quot;", ref[1] == '#':
			if text := html.UnescapeString(ref); text != ref {
				r.write(text)
				r.at += len(ref)
				return
			}
		}
	}
	r.write("&")
	r.at++
}

func (r *htmlReader) start() *refusal {
	begin := r.at
	r.at++
	name := strings.ToLower(r.word(func(c byte) bool { return isSpace(c) || c == '>' || c == '/' }))
	kind, known := entityOf[name]
	if !known {
		return cannotParse("Unsupported start tag %q at byte offset %d", name, begin)
	}
	attrs, refused := r.attributes(name, begin)
	if refused != nil {
		return refused
	}
	e := wireEntity{Type: kind, Offset: r.units}
	switch name {
	case "span":
		if attrs["class"] != "tg-spoiler" {
			return cannotParse("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
		}
	case "a":
		e.URL = attrs["href"]
	case "tg-emoji":
		e.Emoji = attrs["emoji-id"]
	case "code":
		e.Language, _ = strings.CutPrefix(attrs["class"], "language-")
		if e.Language == attrs["class"] {
			e.Language = ""
		}
	case "blockquote":
		if _, ok := attrs["expandable"]; ok {
			e.Type = "expandable_blockquote"
		}
	}
	r.open = append(r.open, openTag{name: name, entity: e})
	return nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// word reads up to a byte that ends it.
func (r *htmlReader) word(ends func(byte) bool) string {
	from := r.at
	for r.at < len(r.src) && !ends(r.src[r.at]) {
		r.at++
	}
	return r.src[from:r.at]
}

func (r *htmlReader) skipSpace() {
	for r.at < len(r.src) && isSpace(r.src[r.at]) {
		r.at++
	}
}

// attributes reads up to and with the closing bracket.
func (r *htmlReader) attributes(tag string, begin int) (map[string]string, *refusal) {
	attrs := map[string]string{}
	for {
		r.skipSpace()
		if r.at >= len(r.src) {
			return nil, cannotParse("Unclosed start tag %q at byte offset %d", tag, begin)
		}
		if r.src[r.at] == '>' {
			r.at++
			return attrs, nil
		}
		if r.src[r.at] == '/' {
			r.at++
			continue
		}
		name := strings.ToLower(r.word(func(c byte) bool { return isSpace(c) || c == '=' || c == '>' || c == '/' }))
		if name == "" {
			return nil, cannotParse("Empty attribute name in the tag %q at byte offset %d", tag, begin)
		}
		r.skipSpace()
		if r.at >= len(r.src) || r.src[r.at] != '=' {
			attrs[name] = ""
			continue
		}
		r.at++
		r.skipSpace()
		value, ok := r.value()
		if !ok {
			return nil, cannotParse("Unclosed start tag at byte offset %d", begin)
		}
		attrs[name] = html.UnescapeString(value)
	}
}

func (r *htmlReader) value() (string, bool) {
	if r.at < len(r.src) && (r.src[r.at] == '"' || r.src[r.at] == '\'') {
		quote := r.src[r.at]
		r.at++
		value := r.word(func(c byte) bool { return c == quote })
		if r.at >= len(r.src) {
			return "", false
		}
		r.at++
		return value, true
	}
	return r.word(func(c byte) bool { return isSpace(c) || c == '>' }), r.at < len(r.src)
}

func (r *htmlReader) end() *refusal {
	begin := r.at
	r.at += 2
	name := strings.ToLower(r.word(func(c byte) bool { return isSpace(c) || c == '>' }))
	r.skipSpace()
	if r.at >= len(r.src) || r.src[r.at] != '>' {
		return cannotParse("Unclosed end tag at byte offset %d", begin)
	}
	r.at++
	if len(r.open) == 0 {
		return cannotParse("Unexpected end tag at byte offset %d", begin)
	}
	last := r.open[len(r.open)-1]
	if name != "" && name != last.name {
		return cannotParse("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"",
			begin, last.name, name)
	}
	r.open = r.open[:len(r.open)-1]
	r.keep(last)
	return nil
}

// keep adds a closed tag's entity. <pre><code class="language-…"> is one entity.
func (r *htmlReader) keep(t openTag) {
	e := t.entity
	e.Length = r.units - e.Offset
	if e.Length == 0 {
		return
	}
	switch {
	case e.Type == "code" && len(r.open) > 0 && r.open[len(r.open)-1].name == "pre" &&
		r.open[len(r.open)-1].entity.Offset == e.Offset:
		r.open[len(r.open)-1].entity.Language = e.Language
		return
	case e.Type == "code":
		e.Language = ""
	case e.Type == "text_link":
		if e.URL == "" {
			e.URL = r.out.String()[len(r.out.String())-byteTail(r.out.String(), e.Length):]
		}
		if !isHref(e.URL) {
			return // Telegram leaves the words and drops the link
		}
	}
	r.found = append(r.found, e)
}

// byteTail is how many bytes the last n UTF-16 units of text take.
func byteTail(text string, n int) int {
	bytes := 0
	for n > 0 && bytes < len(text) {
		c, size := utf8.DecodeLastRuneInString(text[:len(text)-bytes])
		bytes += size
		n -= max(utf16.RuneLen(c), 1)
	}
	return bytes
}

func isHref(raw string) bool {
	for _, scheme := range []string{"http://", "https://", "tg://", "mailto:", "tel:"} {
		if len(raw) > len(scheme) && strings.EqualFold(raw[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

func unitsOf(text string) int {
	n := 0
	for _, c := range text {
		n += max(utf16.RuneLen(c), 1)
	}
	return n
}

// tidy trims the text as Telegram does, moves the entities along and sorts them.
func tidy(text string, found []wireEntity) (string, []wireEntity) {
	trimmed := strings.TrimLeftFunc(text, unicode.IsSpace)
	shift := unitsOf(text[:len(text)-len(trimmed)])
	trimmed = strings.TrimRightFunc(trimmed, unicode.IsSpace)
	length := unitsOf(trimmed)
	var out []wireEntity
	for _, e := range found {
		from, to := max(e.Offset-shift, 0), min(e.Offset-shift+e.Length, length)
		if from < to {
			e.Offset, e.Length = from, to-from
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b wireEntity) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return b.Length - a.Length
	})
	return trimmed, out
}
