package simulator

import (
	"html"
	"strings"
	"unicode/utf16"
)

// tagOf is the element an entity is shown as.
var tagOf = map[string]string{
	"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s",
	"spoiler": "tg-spoiler", "code": "code", "pre": "pre",
	"blockquote": "blockquote", "expandable_blockquote": "blockquote",
	"text_link": "a", "url": "a", "email": "a",
}

// renderHTML shows text and entities as well-formed HTML. With rich, commands
// become links too; without, it is what the bot could have sent.
func renderHTML(text string, entities []wireEntity, rich bool) string {
	var out strings.Builder
	out.Grow(len(text) + 32*len(entities))
	units := utf16.Encode([]rune(text))
	piece := func(from, to int) string { return string(utf16.Decode(units[from:to])) }
	var open []wireEntity
	at := 0
	flush := func(to int) {
		if to > at {
			out.WriteString(html.EscapeString(piece(at, to)))
			at = to
		}
	}
	// closeUntil ends what ends at or before pos. Entities that cross each other
	// are ended and begun again, so the elements always nest.
	closeUntil := func(pos int) {
		for {
			first := -1
			for i, e := range open {
				if end := e.Offset + e.Length; end <= pos && (first < 0 || end <= open[first].Offset+open[first].Length) {
					first = i
				}
			}
			if first < 0 {
				return
			}
			flush(open[first].Offset + open[first].Length)
			for i := len(open) - 1; i >= first; i-- {
				out.WriteString(endTag(open[i], rich))
			}
			open = append(open[:first], open[first+1:]...)
			for _, e := range open[first:] {
				out.WriteString(startTag(e, piece, rich))
			}
		}
	}
	for _, e := range entities {
		if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > len(units) {
			continue
		}
		closeUntil(e.Offset)
		flush(e.Offset)
		out.WriteString(startTag(e, piece, rich))
		open = append(open, e)
	}
	closeUntil(len(units))
	flush(len(units))
	return out.String()
}

func startTag(e wireEntity, piece func(int, int) string, rich bool) string {
	words := piece(e.Offset, e.Offset+e.Length)
	switch e.Type {
	case "text_link":
		return link(e.URL)
	case "url":
		return link(words)
	case "email":
		return link("mailto:" + words)
	case "bot_command":
		if rich {
			return `<a class="command" href="#composer" data-command="` + html.EscapeString(words) + `">`
		}
		return ""
	case "expandable_blockquote":
		return "<blockquote expandable>"
	case "spoiler":
		if rich {
			return `<tg-spoiler role="button" tabindex="0" aria-label="Mostrar texto oculto">`
		}
	}
	if tag := tagOf[e.Type]; tag != "" {
		return "<" + tag + ">"
	}
	return ""
}

func link(href string) string {
	if !isHref(href) {
		return "<a>"
	}
	return `<a href="` + html.EscapeString(href) + `" target="_blank" rel="noopener noreferrer">`
}

func endTag(e wireEntity, rich bool) string {
	if e.Type == "bot_command" && rich {
		return "</a>"
	}
	if tag := tagOf[e.Type]; tag != "" {
		return "</" + tag + ">"
	}
	return ""
}
