package dialogs

import (
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// ReplyKind is what delivery does with a reply.
type ReplyKind uint8

// The kinds of reply.
const (
	// Screen is the dialog's live message: it is edited where it stands when the
	// input was a tap on it, else sent anew at the bottom, and the buttons of the
	// one before are taken away.
	Screen ReplyKind = iota + 1
	// Note is a message of its own, which stays as it is.
	Note
	// Delete removes the message MessageID: a password typed in the chat.
	Delete
	// Commands sets the chat's command list for Role.
	Commands
	// Leave goes out of a group.
	Leave
)

// Reply is one thing to deliver. It is stored, sealed, until it is delivered.
type Reply struct {
	Kind ReplyKind `json:"k"`
	// Text is Telegram's HTML: every value in it is escaped.
	Text string `json:"t,omitempty"`
	// Rows of buttons under the text.
	Rows [][]Button `json:"b,omitempty"`
	// MessageID is the tapped message for a Screen (0 when nothing was tapped),
	// the message to remove for Delete.
	MessageID int `json:"m,omitempty"`
	// Refresh changes the live screen where it stands, if nothing came below it:
	// for news that nobody tapped or typed for.
	Refresh bool `json:"f,omitempty"`
	// Protect asks the app not to forward or save the message.
	Protect bool        `json:"x,omitempty"`
	Role    access.Role `json:"r,omitempty"`
	// Paper goes with the text of a Screen or a Note, which is then its caption and
	// has at most 1024 characters. On a Screen it is a picture.
	Paper *Paper `json:"p,omitempty"`
	// Line says a push in one line, for when several are told at once; left out, it is
	// the first line of Text. About is the request that it is about, which buttons of it
	// say as well.
	Line  string              `json:"l,omitempty"`
	About ident.RequestNumber `json:"n,omitempty"`
	// Ask puts a keyboard under the field for typing; on a Note only.
	Ask Ask `json:"a,omitempty"`
}

// Ask is what a keyboard under the field for typing asks for.
type Ask string

// The keyboards.
const (
	// AskContact has one button, which shares the person's own telephone number.
	AskContact Ask = "contact"
	// AskNothing takes the keyboard away.
	AskNothing Ask = "none"
)

// Label stands on the keyboard's button.
func (a Ask) Label() string {
	if a == AskContact {
		return phrases.BtnSharePhone
	}
	return ""
}

// Button is a button under a message; one of Data, Copy and URL is set.
type Button struct {
	Text string `json:"t"`
	// Data comes back as Tap.Data: at most 64 bytes, see Callback.
	Data string `json:"d,omitempty"`
	// Copy puts this text on the clipboard.
	Copy string `json:"c,omitempty"`
	// URL opens a page; App opens it inside Telegram as a Mini App, which needs
	// https.
	URL string `json:"u,omitempty"`
	App bool   `json:"w,omitempty"`
}

// Answer closes the waiting sign of a tap; at most 200 characters. It may be
// lost when the process is killed, so it never says what the screen does not.
type Answer struct {
	Text  string
	Alert bool
}
