package dialogs

import "guiche/backend"

// Input is what a person, or work done for the chat, brings to a turn.
type Input interface{ input() }

// Text is a typed message; commands are texts that begin with a slash.
type Text struct {
	MessageID int
	Text      string
}

// Tap is a button of one of our messages.
type Tap struct {
	CallbackID string
	MessageID  int
	Data       string
}

// File is a document or photo, not yet downloaded.
type File struct {
	MessageID int
	// Remote is Telegram's file_id.
	Remote string
	// Name as sent; empty for photos. Size in bytes as announced, 0 if unknown.
	Name string
	Size int64
	// Photo: Telegram compressed it.
	Photo   bool
	Caption string
	// Album groups what was sent together; empty for a single one.
	Album string
}

// Phone is a shared contact.
type Phone struct {
	MessageID int
	Number    string
	// Own: the sender's own number.
	Own bool
}

// Other is a message that the counter does not take: Kind is Telegram's word for
// it (voice, sticker, video, location, edited …).
type Other struct {
	MessageID int
	Kind      string
	// Album groups it with what was sent together; empty for a single one.
	Album string
}

// Group is a message to, or our being added to, a group or channel.
type Group struct {
	// Channel: nobody can answer there.
	Channel bool
}

// Blocked says that the person stopped the bot.
type Blocked struct{}

// FileReady says that a download ended well.
type FileReady struct {
	Fetch   int64
	DraftID int64
	Stored  backend.Stored
	// MessageID is the message that brought the file, 0 if that is not known.
	MessageID int
}

// FileRefused says that a download brought nothing that can be kept. Reason is a
// code of backend/attachment, or "gone" when Telegram no longer has the file.
type FileRefused struct {
	Fetch   int64
	DraftID int64
	Name    string
	Reason  string
	// MessageID is the message that brought the file, 0 if that is not known.
	MessageID int
}

// Alarm says that a timer of the chat came due; the timer has ended.
type Alarm struct{ Name string }

// Trouble says that handling the last message failed on our side; it was set
// aside, and the person is told so and shown the current step.
type Trouble struct {
	// MessageID of the message that failed, 0 for a tap: it may have been a
	// password, which is removed all the same.
	MessageID int
}

func (Text) input()        {}
func (Tap) input()         {}
func (File) input()        {}
func (Phone) input()       {}
func (Other) input()       {}
func (Group) input()       {}
func (Blocked) input()     {}
func (FileReady) input()   {}
func (FileRefused) input() {}
func (Trouble) input()     {}
func (Alarm) input()       {}
