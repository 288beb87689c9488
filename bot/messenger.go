package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"guiche/dialogs"
)

// Messenger is the calls to Telegram that delivery needs. Errors are nil, one of
// those below, or passing: worth another try.
//
// "message is not modified" and "query is too old" are success. Sends are not
// idempotent: after a cut socket it is unknown whether the message arrived, and
// it is sent again.
type Messenger interface {
	// Send sends a message with its buttons and returns its number.
	Send(ctx context.Context, chat int64, r dialogs.Reply) (messageID int, err error)
	// Edit changes text and buttons of a message.
	Edit(ctx context.Context, chat int64, messageID int, r dialogs.Reply) error
	// SendPaper sends a photo or document with the text as its caption and the
	// buttons, and returns the message's number.
	SendPaper(ctx context.Context, chat int64, r dialogs.Reply, s Sheet) (messageID int, err error)
	// EditPaper changes photo or document, caption and buttons of a message that
	// has a photo or document.
	EditPaper(ctx context.Context, chat int64, messageID int, r dialogs.Reply, s Sheet) error
	// EditCaption changes caption and buttons of such a message.
	EditCaption(ctx context.Context, chat int64, messageID int, r dialogs.Reply) error
	// Strip takes the buttons of a message away.
	Strip(ctx context.Context, chat int64, messageID int) error
	// Delete removes a message; one that is gone already is success.
	Delete(ctx context.Context, chat int64, messageID int) error
	// Answer closes a tap's waiting sign.
	Answer(ctx context.Context, callbackID string, a dialogs.Answer) error
	// Commands sets the command list of a chat.
	Commands(ctx context.Context, chat int64, commands []Command) error
	// Working shows for five seconds what is being prepared.
	Working(ctx context.Context, chat int64, what Activity) error
	// Leave goes out of a group or channel.
	Leave(ctx context.Context, chat int64) error
	// Download opens a file; the reader ends with ErrTooBig past limit bytes.
	Download(ctx context.Context, remote string, limit int64) (io.ReadCloser, error)
}

// Activity is what a person sees the bot do while it prepares an answer.
type Activity uint8

// The activities.
const (
	Typing Activity = iota
	SendingPhoto
	SendingDocument
)

// Command is an entry of a command list.
type Command struct{ Name, Description string }

// What a call can fail with for good.
var (
	// ErrBlocked: the person stopped the bot, or is gone (403).
	ErrBlocked = errors.New("bot: blocked by the person")
	// ErrMessageGone: the message to edit is not there or can no longer be
	// edited.
	ErrMessageGone = errors.New("bot: message can no longer be edited")
	// ErrFileGone: Telegram does not have the file any more.
	ErrFileGone = errors.New("bot: file is gone")
	// ErrTooBig: the file is larger than asked for or than bots may download.
	ErrTooBig = errors.New("bot: file is too big")
	// ErrRefused: Telegram refuses the call and would again (400).
	ErrRefused = errors.New("bot: call refused")
	// ErrUnauthorized: the token is not a bot's (401, 404).
	ErrUnauthorized = errors.New("bot: token is not accepted")
)

// RetryAfter says how long Telegram wants to be left alone (429).
type RetryAfter struct {
	After time.Duration
	// Global: the whole bot is to wait, not only the chat.
	Global bool
}

// Error names the wait.
func (e *RetryAfter) Error() string { return fmt.Sprintf("bot: told to wait %s", e.After) }

// Migrated says that the group became a supergroup with another number.
type Migrated struct{ To int64 }

// Error says so without the number.
func (e *Migrated) Error() string { return "bot: the chat has moved" }
