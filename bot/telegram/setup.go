package telegram

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"path"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"guiche/bot"
)

// newLibrary makes the library speak through c. Its own logging, which would
// print calls, is off.
func newLibrary(c *Client) (*tg.Bot, error) {
	library, err := tg.New(c.token,
		tg.WithServerURL(c.base.String()),
		tg.WithSkipGetMe(),
		tg.WithHTTPClient(c.timeout, buffering{c}),
		tg.WithErrorsHandler(func(error) {}),
		tg.WithDebugHandler(func(string, ...any) {}),
	)
	if err != nil {
		return nil, errors.New("telegram: the library does not take the options")
	}
	return library, nil
}

// buffering is the library's way out: it gathers the many small chunked writes
// of a call into one body and gives refusals the meaning that readAnswer knows.
type buffering struct{ c *Client }

// Do sends one call of the library.
func (b buffering) Do(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(req.Context(), b.c.timeout)
	defer cancel()
	out := req.Clone(ctx)
	out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	out.Header.Set("User-Agent", "guiche")
	buf := new(bytes.Buffer) // the library reads it after we return
	status, head, err := b.c.roundTrip(out, maxAnswer, buf)
	if err == nil {
		err = readAnswer(status, head, buf.Bytes(), &struct{}{})
	}
	if err != nil {
		return nil, &libraryError{b.c.failed(path.Base(req.URL.Path), err)}
	}
	return &http.Response{StatusCode: status, Header: head, Body: io.NopCloser(buf)}, nil
}

// libraryError marks our own error on its way through the library, which wraps it.
type libraryError struct{ error }

func (e *libraryError) Unwrap() error { return e.error }

// fromLibrary returns our own error. The library's may repeat an answer's body.
func (c *Client) fromLibrary(method string, err error) error {
	if err == nil {
		return nil
	}
	if own, ok := errors.AsType[*libraryError](err); ok {
		return own.error
	}
	return c.failed(method, answerError{http.StatusOK})
}

// Me is the bot as people see it.
type Me struct {
	ID       int64
	Username string
	Name     string
}

// Me asks Telegram who the token belongs to.
func (c *Client) Me(ctx context.Context) (Me, error) {
	u, err := c.library.GetMe(ctx)
	if err != nil {
		return Me{}, c.fromLibrary("getMe", err)
	}
	return Me{ID: u.ID, Username: u.Username, Name: u.FirstName}, nil
}

// Commands implements bot.Messenger. An empty list leaves the default one.
func (c *Client) Commands(ctx context.Context, chat int64, commands []bot.Command) error {
	scope := &models.BotCommandScopeChat{ChatID: chat}
	if len(commands) == 0 {
		_, err := c.library.DeleteMyCommands(ctx, &tg.DeleteMyCommandsParams{Scope: scope})
		return c.fromLibrary("deleteMyCommands", err)
	}
	_, err := c.library.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: list(commands), Scope: scope})
	return c.fromLibrary("setMyCommands", err)
}

// CommandSetup sets the list of a chat that has none of its own. It is set for
// Portuguese as well, where a list left by an earlier bot would come first.
func (c *Client) CommandSetup(ctx context.Context, commands []bot.Command) error {
	for _, language := range []string{"", "pt"} {
		_, err := c.library.SetMyCommands(ctx, &tg.SetMyCommandsParams{
			Commands: list(commands), Scope: &models.BotCommandScopeDefault{}, LanguageCode: language,
		})
		if err != nil {
			return c.fromLibrary("setMyCommands", err)
		}
	}
	return nil
}

func list(commands []bot.Command) []models.BotCommand {
	out := make([]models.BotCommand, len(commands))
	for i, k := range commands {
		out[i] = models.BotCommand{Command: k.Name, Description: k.Description}
	}
	return out
}
