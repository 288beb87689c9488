package mail

import (
	"bytes"
	_ "embed"
	"html/template"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"guiche/backend"
)

//go:embed letter.html
var letterPage string

var letterTemplate = template.Must(template.New("letter").Parse(letterPage))

// Paragraph is a part of a text between empty lines.
type Paragraph struct {
	Lines []string
	// Code says that it is what is to be copied.
	Code bool
}

// Paragraphs are the parts of a message's text.
func Paragraphs(m backend.Mail) []Paragraph {
	var all []Paragraph
	for part := range strings.SplitSeq(strings.ReplaceAll(m.Text, "\r\n", "\n"), "\n\n") {
		if part = strings.Trim(part, "\n"); part != "" {
			all = append(all, Paragraph{Lines: strings.Split(part, "\n"), Code: m.Code != "" && part == m.Code})
		}
	}
	return all
}

// letter is the message as it travels: plain text, and the same as a page.
func (s *Server) letter(m backend.Mail) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP))
	msg.FromMailAddress(&s.from)
	if err := msg.To(m.To); err != nil {
		return nil, err
	}
	msg.Subject(m.Subject)
	msg.SetDateWithValue(m.At)
	// A copy sent after a crash is known by it.
	msg.SetMessageIDWithValue(strconv.FormatInt(m.ID, 36) + ".guiche@" + s.domain())
	msg.SetUserAgent("Guiche")
	// No machine shall answer a machine (RFC 3834).
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	var page bytes.Buffer
	err := letterTemplate.Execute(&page, struct {
		Subject    string
		Paragraphs []Paragraph
	}{m.Subject, Paragraphs(m)})
	if err != nil {
		return nil, err
	}
	msg.SetBodyString(gomail.TypeTextPlain, strings.TrimRight(m.Text, "\n")+"\n")
	msg.AddAlternativeString(gomail.TypeTextHTML, page.String())
	return msg, nil
}

// domain is the sender's.
func (s *Server) domain() string {
	return s.from.Address[strings.LastIndexByte(s.from.Address, '@')+1:]
}
