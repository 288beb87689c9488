package telegram

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/bot"
	"guiche/bot/simulator"
	"guiche/dialogs"
)

func pictureSheet(t *testing.T, shade uint8) bot.Sheet {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 64, 48))
	m.SetGray(3, 3, color.Gray{Y: shade})
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		t.Fatal(err)
	}
	return bot.Sheet{Name: "odontogram.png", MIME: "image/png", Content: buf.Bytes(), Picture: true}
}

func documentSheet(content string) bot.Sheet {
	return bot.Sheet{Name: "solicitação nº 7.pdf", MIME: "application/pdf", Content: []byte(content)}
}

// The pictures and documents of a bot in the simulator, which refuses what
// Telegram does.
func TestPapersAgainstTheSimulator(t *testing.T) {
	t.Parallel()
	sim := newSimulator(t)
	sim.AddUser(simulator.User{ID: ana, First: "Ana", Phone: "5521988880001"})
	c := client(t, sim.Handler())
	last := func() simulator.Message {
		t.Helper()
		m, ok := sim.Last(ana)
		if !ok {
			t.Fatal("the chat is empty")
		}
		return m
	}
	tooth := dialogs.Reply{Text: "Qual <b>dente</b>?", Rows: [][]dialogs.Button{{{Text: "26", Data: "26"}, {Text: "Mapa", URL: "https://example.org/"}}}}

	id, err := c.SendPaper(background(), ana, tooth, pictureSheet(t, 10))
	if err != nil {
		t.Fatal(err)
	}
	first := last()
	if first.ID != id || first.Text != "Qual dente?" || first.Photo == nil || first.Photo.Width != 64 {
		t.Fatalf("shown %+v", first)
	}
	want := [][]simulator.Button{{{Text: "26", Data: "26"}, {Text: "Mapa", URL: "https://example.org/"}}}
	if diff := cmp.Diff(want, first.Buttons); diff != "" {
		t.Errorf("buttons (-want +got):\n%s", diff)
	}

	t.Run("a picture is replaced where it stands, by a document too", func(t *testing.T) {
		other := dialogs.Reply{Text: "E agora?"}
		if err := c.EditPaper(background(), ana, id, other, pictureSheet(t, 200)); err != nil {
			t.Fatal(err)
		}
		m := last()
		if m.ID != id || m.Text != "E agora?" || m.Buttons != nil || m.Photo == nil || m.Photo.FileID == first.Photo.FileID {
			t.Errorf("shown %+v", m)
		}
		if err := c.EditPaper(background(), ana, id, dialogs.Reply{}, documentSheet("%PDF-1.4")); err != nil {
			t.Fatal(err)
		}
		if m := last(); m.Photo != nil || m.File == nil || m.File.Name != "solicitação nº 7.pdf" || m.Text != "" {
			t.Errorf("shown %+v", m)
		}
	})
	t.Run("its words and buttons change alone, and the same again is success", func(t *testing.T) {
		for range 2 {
			if err := c.EditCaption(background(), ana, id, tooth); err != nil {
				t.Fatal(err)
			}
		}
		if m := last(); m.Text != "Qual dente?" || len(m.Buttons) != 1 {
			t.Errorf("shown %+v", m)
		}
	})
	t.Run("its text cannot be edited: to whoever tries, the message is gone", func(t *testing.T) {
		if err := c.Edit(background(), ana, id, tooth); !errors.Is(err, bot.ErrMessageGone) {
			t.Errorf("error = %v", err)
		}
	})
	t.Run("a document arrives as it left, under its name", func(t *testing.T) {
		content := strings.Repeat("%PDF-1.4\r\n--guiche\x00\xff", 40_000) // leaves behind its head
		if _, err := c.SendPaper(background(), ana, dialogs.Reply{Text: "Segue.", Protect: true}, documentSheet(content)); err != nil {
			t.Fatal(err)
		}
		m := last()
		got, ok := sim.Content(m.File.FileID)
		if !ok || string(got) != content || m.File.MIME != "application/pdf" || m.File.Name != "solicitação nº 7.pdf" || !m.Protected {
			t.Errorf("shown %+v, %d bytes", m, len(got))
		}
	})
	t.Run("a picture that is none is refused for good", func(t *testing.T) {
		sheet := bot.Sheet{Name: "a.png", MIME: "image/png", Content: []byte("no picture"), Picture: true}
		if _, err := c.SendPaper(background(), ana, tooth, sheet); !errors.Is(err, bot.ErrRefused) {
			t.Errorf("error = %v", err)
		}
	})
	t.Run("words too long for a caption are refused", func(t *testing.T) {
		long := dialogs.Reply{Text: strings.Repeat("é", 1025)}
		if _, err := c.SendPaper(background(), ana, long, pictureSheet(t, 1)); !errors.Is(err, bot.ErrRefused) {
			t.Errorf("error = %v", err)
		}
	})
	t.Run("a message that is gone is gone", func(t *testing.T) {
		for _, err := range []error{
			c.EditPaper(background(), ana, 9999, tooth, pictureSheet(t, 1)), c.EditCaption(background(), ana, 9999, tooth),
		} {
			if !errors.Is(err, bot.ErrMessageGone) {
				t.Errorf("error = %v", err)
			}
		}
	})
	t.Run("the keyboard for the own telephone appears and goes", func(t *testing.T) {
		if _, err := c.Send(background(), ana, dialogs.Reply{Text: "Seu telefone?", Ask: dialogs.AskContact}); err != nil {
			t.Fatal(err)
		}
		k := sim.Keyboard(ana)
		if k == nil || !k.OneTime || len(k.Rows) != 1 || !k.Rows[0][0].Contact || k.Rows[0][0].Text == "" {
			t.Fatalf("keyboard %+v", k)
		}
		if _, err := sim.PressKey(ana, k.Rows[0][0].Text); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Send(background(), ana, dialogs.Reply{Text: "Obrigada!", Ask: dialogs.AskNothing}); err != nil {
			t.Fatal(err)
		}
		if k := sim.Keyboard(ana); k != nil {
			t.Errorf("keyboard %+v", k)
		}
	})
	t.Run("a page opens inside Telegram", func(t *testing.T) {
		page := dialogs.Reply{Text: "Entre", Rows: [][]dialogs.Button{{{Text: "Entrar", URL: "https://example.org/e", App: true}}}}
		if _, err := c.Send(background(), ana, page); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([][]simulator.Button{{{Text: "Entrar", WebApp: "https://example.org/e"}}}, last().Buttons); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("what is being made is shown", func(t *testing.T) {
		for _, what := range []bot.Activity{bot.Typing, bot.SendingPhoto, bot.SendingDocument} {
			if err := c.Working(background(), ana, what); err != nil {
				t.Errorf("%d: %v", what, err)
			}
		}
	})
}

// partsOf reads a form as a server does.
func partsOf(t *testing.T, call recorded) map[string]string {
	t.Helper()
	kind, args, err := mime.ParseMediaType(call.kind)
	if err != nil || kind != "multipart/form-data" {
		t.Fatalf("%q: %v", call.kind, err)
	}
	out := map[string]string{}
	for r := multipart.NewReader(strings.NewReader(call.body), args["boundary"]); ; {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		name := part.FormName()
		if part.FileName() != "" {
			name += " " + part.FileName() + " " + part.Header.Get("Content-Type")
		}
		out[name] = string(content)
	}
}

func TestForms(t *testing.T) {
	t.Parallel()
	sheet := bot.Sheet{Name: "a\"\r\nX-Evil: 1\\.pdf", MIME: "application/pdf", Content: []byte("%PDF")}
	photo := bot.Sheet{Name: "o.png", MIME: "image/png", Content: []byte("png"), Picture: true}
	reply := dialogs.Reply{Text: "<b>oi</b>", Rows: [][]dialogs.Button{{{Text: "Ok", Data: "k"}}}}
	const markup = `{"inline_keyboard":[[{"text":"Ok","callback_data":"k"}]]}`
	for name, tc := range map[string]struct {
		method string
		call   func(*Client) error
		want   map[string]string
	}{
		"a photo": {
			"sendPhoto", func(c *Client) error { _, err := c.SendPaper(background(), ana, reply, photo); return err },
			map[string]string{"chat_id": "501", "caption": "<b>oi</b>", "parse_mode": "HTML", "reply_markup": markup, "photo o.png image/png": "png"},
		},
		"a document without words, with a name that wants out": {
			"sendDocument", func(c *Client) error {
				_, err := c.SendPaper(background(), ana, dialogs.Reply{Protect: true}, sheet)
				return err
			},
			map[string]string{"chat_id": "501", "protect_content": "true", "document a_  X-Evil: 1_.pdf application/pdf": "%PDF"},
		},
		"another photo": {
			"editMessageMedia", func(c *Client) error { return c.EditPaper(background(), ana, 9, reply, photo) },
			map[string]string{
				"chat_id": "501", "message_id": "9", "reply_markup": markup, "sheet o.png image/png": "png",
				"media": `{"type":"photo","media":"attach://sheet","caption":"\u003cb\u003eoi\u003c/b\u003e","parse_mode":"HTML"}`,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := &answering{status: 200, body: `{"ok":true,"result":{"message_id":9}}`}
			if err := tc.call(client(t, server)); err != nil {
				t.Fatal(err)
			}
			got := server.last()
			if diff := cmp.Diff(tc.want, partsOf(t, got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.path != "/bot"+token+"/"+tc.method || got.chunked || got.length != int64(len(got.body)) {
				t.Errorf("%s, length %d of %d, chunked %v", got.path, got.length, len(got.body), got.chunked)
			}
		})
	}
}

func TestUploadsAreNeverRepeated(t *testing.T) {
	t.Parallel()
	for name, size := range map[string]int{"small": 10, "large": 300 << 10} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := &cutting{}
			c := client(t, server)
			sheet := documentSheet(strings.Repeat("x", size))
			if _, err := c.SendPaper(background(), ana, dialogs.Reply{}, sheet); err != nil {
				t.Fatal(err) // the connection is kept from here on
			}
			server.cut.Store(true)
			if _, err := c.SendPaper(background(), ana, dialogs.Reply{}, sheet); !passing(err) {
				t.Errorf("error = %v", err)
			}
			if n := server.calls.Load(); n != 2 {
				t.Errorf("%d calls arrived, want 2", n)
			}
		})
	}
}

func TestRefusedPapers(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status int
		body   string
		want   error
	}{
		"a picture of odd dimensions":    {400, refusalBody(400, "Bad Request: PHOTO_INVALID_DIMENSIONS", ""), bot.ErrRefused},
		"a server that lacks the method": {404, refusalBody(404, "Not Found: method not found", ""), bot.ErrRefused},
		"too large a body":               {413, refusalBody(413, "Request Entity Too Large", ""), bot.ErrRefused},
		"a person who blocked the bot":   {403, refusalBody(403, "Forbidden: bot was blocked by the user", ""), bot.ErrBlocked},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := client(t, &answering{status: tc.status, body: tc.body, head: http.Header{}})
			_, err := c.SendPaper(background(), ana, dialogs.Reply{Text: "oi"}, documentSheet("x"))
			if edit := c.EditPaper(background(), ana, 1, dialogs.Reply{Text: "oi"}, documentSheet("x")); !errors.Is(err, tc.want) || !errors.Is(edit, tc.want) {
				t.Errorf("errors = %v and %v", err, edit)
			}
		})
	}
}
