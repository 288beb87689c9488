package telegram

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/bot"
	"guiche/dialogs"
)

// passing is an error that is none of the final ones.
func passing(err error) bool {
	for _, final := range []error{
		bot.ErrBlocked, bot.ErrMessageGone, bot.ErrFileGone, bot.ErrTooBig, bot.ErrRefused, bot.ErrUnauthorized,
	} {
		if errors.Is(err, final) {
			return false
		}
	}
	_, wait := errors.AsType[*bot.RetryAfter](err)
	_, moved := errors.AsType[*bot.Migrated](err)
	return err != nil && !wait && !moved
}

func refusalBody(code int, description, parameters string) string {
	body := `{"ok":false,"error_code":` + itoa(code) + `,"description":"` + description + `"`
	if parameters != "" {
		body += `,"parameters":` + parameters
	}
	return body + "}"
}

func itoa(n int) string {
	return string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)})
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	is := func(want error) func(error) bool {
		return func(err error) bool { return errors.Is(err, want) }
	}
	success := func(err error) bool { return err == nil }
	waits := func(d time.Duration, global bool) func(error) bool {
		return func(err error) bool {
			w, ok := errors.AsType[*bot.RetryAfter](err)
			return ok && w.After == d && w.Global == global
		}
	}
	moved := func(err error) bool {
		m, ok := errors.AsType[*bot.Migrated](err)
		return ok && m.To == -100777
	}
	send := func(c *Client) error { _, err := c.Send(background(), ana, dialogs.Reply{Text: "oi"}); return err }
	edit := func(c *Client) error { return c.Edit(background(), ana, 5, dialogs.Reply{Text: "oi"}) }
	strip := func(c *Client) error { return c.Strip(background(), ana, 5) }
	remove := func(c *Client) error { return c.Delete(background(), ana, 5) }
	answer := func(c *Client) error { return c.Answer(background(), "77", dialogs.Answer{}) }
	leaving := func(c *Client) error { return c.Leave(background(), -5) }
	commands := func(c *Client) error {
		return c.Commands(background(), ana, []bot.Command{{Name: "ajuda", Description: "Ajuda"}})
	}
	file := func(c *Client) error { _, err := c.Download(background(), "f1", 10); return err }

	const notModified = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
	const tooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	cases := []struct {
		name   string
		status int
		body   string
		call   func(*Client) error
		want   func(error) bool
	}{
		{"429 waits", 429, refusalBody(429, "Too Many Requests: retry after 7", `{"retry_after":7}`), send, waits(7*time.Second, false)},
		{"429 waits in a call of the library", 429, refusalBody(429, "Too Many Requests", `{"retry_after":7}`), commands, waits(7*time.Second, false)},
		{"429 without a time waits a second", 429, refusalBody(429, "Too Many Requests", ""), send, waits(time.Second, false)},
		{"429 of a gateway is for all", 429, "<html>slow down</html>", send, waits(time.Second, true)},
		{"migration", 400, refusalBody(400, "Bad Request: group chat was upgraded", `{"migrate_to_chat_id":-100777}`), send, moved},
		{"migration in a call of the library", 400, refusalBody(400, "Bad Request: group chat was upgraded", `{"migrate_to_chat_id":-100777}`), commands, moved},
		{"403 is blocked", 403, refusalBody(403, "Forbidden: bot was blocked by the user", ""), send, is(bot.ErrBlocked)},
		{"403 of a deleted person is blocked", 403, refusalBody(403, "Forbidden: user is deactivated", ""), edit, is(bot.ErrBlocked)},
		{"403 when leaving is out", 403, refusalBody(403, "Forbidden: bot is not a member of the group chat", ""), leaving, success},
		{"not modified is success", 400, refusalBody(400, notModified, ""), edit, success},
		{"not modified is success for buttons", 400, refusalBody(400, notModified, ""), strip, success},
		{"old query is success", 400, refusalBody(400, tooOld, ""), answer, success},
		{"invalid query is success", 400, refusalBody(400, "Bad Request: QUERY_ID_INVALID", ""), answer, success},
		{"edit of a gone message", 400, refusalBody(400, "Bad Request: message to edit not found", ""), edit, is(bot.ErrMessageGone)},
		{"edit of a fixed message", 400, refusalBody(400, "Bad Request: message can't be edited", ""), edit, is(bot.ErrMessageGone)},
		{"edit of an invalid message", 400, refusalBody(400, "Bad Request: MESSAGE_ID_INVALID", ""), edit, is(bot.ErrMessageGone)},
		{"edit of a picture", 400, refusalBody(400, "Bad Request: there is no text in the message to edit", ""), edit, is(bot.ErrMessageGone)},
		{"buttons of a gone message are gone", 400, refusalBody(400, "Bad Request: message to edit not found", ""), strip, success},
		{"delete of a gone message", 400, refusalBody(400, "Bad Request: message to delete not found", ""), remove, success},
		{"delete of an old message", 400, refusalBody(400, "Bad Request: message can't be deleted for everyone", ""), remove, is(bot.ErrRefused)},
		{"not modified is no success elsewhere", 400, refusalBody(400, notModified, ""), remove, passing},
		{"other 400", 400, refusalBody(400, "Bad Request: chat not found", ""), send, is(bot.ErrRefused)},
		{"other 400 in a call of the library", 400, refusalBody(400, "Bad Request: BOT_COMMAND_INVALID", ""), commands, is(bot.ErrRefused)},
		{"413", 413, refusalBody(413, "Request Entity Too Large", ""), send, is(bot.ErrRefused)},
		{"401", 401, refusalBody(401, "Unauthorized", ""), send, is(bot.ErrUnauthorized)},
		{"401 in a call of the library", 401, refusalBody(401, "Unauthorized", ""), commands, is(bot.ErrUnauthorized)},
		{"404", 404, refusalBody(404, "Not Found", ""), send, is(bot.ErrUnauthorized)},
		{"file too big for bots", 400, refusalBody(400, "Bad Request: file is too big", ""), file, is(bot.ErrTooBig)},
		{"file unknown", 400, refusalBody(400, "Bad Request: wrong file_id or the file is temporarily unavailable", ""), file, is(bot.ErrFileGone)},
		{"file id of another bot", 400, refusalBody(400, "Bad Request: wrong remote file identifier specified", ""), file, is(bot.ErrFileGone)},
		{"file refused otherwise", 400, refusalBody(400, "Bad Request: FILE_REFERENCE_EXPIRED", ""), file, is(bot.ErrFileGone)},
		{"500", 500, refusalBody(500, "Internal Server Error", ""), send, passing},
		{"500 in a call of the library", 500, refusalBody(500, "Internal Server Error", ""), commands, passing},
		{"502 page", 502, "<html><h1>502 Bad Gateway</h1></html>", send, passing},
		{"502 page in a call of the library", 502, "<html><h1>502 Bad Gateway</h1></html>", commands, passing},
		{"404 page of something else", 404, "<html>nginx</html>", send, passing},
		{"200 page", 200, "<html>welcome to the hotel wifi</html>", send, passing},
		{"200 page in a call of the library", 200, "<html>welcome</html>", commands, passing},
		{"empty object", 200, "{}", send, passing},
		{"nothing", 200, "", edit, passing},
		{"result of another shape", 200, `{"ok":true,"result":[1]}`, send, passing},
		{"redirect", 302, "", send, passing},
		{"spaces in the envelope", 200, `{ "ok": true, "result": true }`, edit, success},
		{"success", 200, `{"ok":true,"result":{"message_id":9}}`, send, success},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := c.call(client(t, &answering{
				status: c.status, body: c.body, head: http.Header{"Location": {"/elsewhere/bot" + token}},
			}))
			if !c.want(err) {
				t.Errorf("error = %v (%T)", err, err)
			}
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("the token stands in %q", err)
			}
		})
	}
}

func TestRefusalNeverRepeatsOurText(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		`Bad Request: can't parse entities: Unsupported start tag "Ana Prado" at byte offset 12`:     `Bad Request: can't parse entities: Unsupported start tag … at byte offset 12`,
		`Bad Request: inline keyboard button URL 'https://x/?cpf=39053344705' is invalid: Wrong URL`: `Bad Request: inline keyboard button URL … is invalid: Wrong URL`,
		`Bad Request: unclosed "Ana "quoted" Prado`:                                                  `Bad Request: unclosed … Prado`,
		`Bad Request: unclosed 'Ana`:               `Bad Request: unclosed …`,
		`Bad Request: chat 39053344705 not found`:  `Bad Request: chat # not found`,
		`Bad Request: message can't be deleted`:    `Bad Request: message can't be deleted`,
		`Bad Request: ` + strings.Repeat("á", 300): `Bad Request: ` + strings.Repeat("á", 147) + "…",
	} {
		if diff := cmp.Diff(want, withoutQuotes(given)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestTroubleOnTheWay(t *testing.T) {
	t.Parallel()
	setUp := map[string]func(*Client) error{
		"a hot call":  func(c *Client) error { _, err := c.Send(background(), ana, dialogs.Reply{Text: "oi"}); return err },
		"the library": func(c *Client) error { _, err := c.Me(background()); return err },
		"a download":  func(c *Client) error { _, err := c.fetch(background(), "documents/a.pdf", 0, 10); return err },
		"polling":     func(c *Client) error { _, err := c.updates(background(), updatesArgs{}); return err },
	}
	for name, call := range setUp {
		t.Run("a cut socket passes without the token: "+name, func(t *testing.T) {
			t.Parallel()
			c := client(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
			wantClean(t, call(c))
		})
		t.Run("no server passes without the token: "+name, func(t *testing.T) {
			t.Parallel()
			gone, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			_ = gone.Close()
			c, err := New(Options{Token: token, URL: "http://" + gone.Addr().String()})
			if err != nil {
				t.Fatal(err)
			}
			wantClean(t, call(c))
		})
		t.Run("a transport that tells the URL is silenced: "+name, func(t *testing.T) {
			t.Parallel()
			c, err := New(Options{Token: token, URL: "http://botapi.test", Transport: telltale{}})
			if err != nil {
				t.Fatal(err)
			}
			wantClean(t, call(c))
		})
		t.Run("a time-out passes: "+name, func(t *testing.T) {
			t.Parallel()
			c := client(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				_, _ = http.MaxBytesReader(nil, r.Body, 1<<20).Read(make([]byte, 1<<16))
				<-r.Context().Done()
			}), func(o *Options) {
				o.Timeout, o.StallTimeout = 30*time.Millisecond, 30*time.Millisecond
			})
			wantClean(t, call(c))
		})
	}

	t.Run("a cancelled call says so", func(t *testing.T) {
		t.Parallel()
		c := client(t, &answering{status: 200})
		ctx, cancel := context.WithCancel(background())
		cancel()
		if _, err := c.Send(ctx, ana, dialogs.Reply{}); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
		if _, err := c.Me(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
	})

	t.Run("the reason of a failure is kept when its URL is not", func(t *testing.T) {
		t.Parallel()
		c, err := New(Options{Token: token, URL: "http://botapi.test", Transport: withURL{}})
		if err != nil {
			t.Fatal(err)
		}
		err = c.Working(background(), ana, bot.Typing)
		if !errors.Is(err, io.ErrUnexpectedEOF) || err.Error() != "telegram: sendChatAction: unexpected EOF" {
			t.Errorf("error = %v", err)
		}
	})

	t.Run("an endless answer is not read to its end", func(t *testing.T) {
		t.Parallel()
		c := client(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			piece := []byte(strings.Repeat(" ", 1<<16))
			for {
				if _, err := w.Write(piece); err != nil {
					return
				}
			}
		}))
		wantClean(t, c.Edit(background(), ana, 1, dialogs.Reply{Text: "oi"}))
	})
}

func wantClean(t *testing.T, err error) {
	t.Helper()
	if !passing(err) {
		t.Errorf("error = %v", err)
	}
	if err != nil && strings.Contains(err.Error(), secret) {
		t.Errorf("the token stands in %q", err)
	}
}

// telltale repeats the URL in its errors, as some instrumentation does.
type telltale struct{}

func (telltale) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, errors.New("no way to " + r.URL.String())
}

// withURL fails as http.Client does.
type withURL struct{}

func (withURL) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, &url.Error{Op: "Post", URL: r.URL.String(), Err: io.ErrUnexpectedEOF}
}
