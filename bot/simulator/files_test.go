package simulator_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/bot/simulator"
)

// picture is a PNG of the given size.
func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		m.Set(x, x%height, color.RGBA{uint8(x), 120, 90, 255})
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// download fetches a file the way a bot does.
func (b *bundle) download(fileID string) (int, []byte, error) {
	b.t.Helper()
	f := into[struct {
		Path string `json:"file_path"`
	}](b.t, b.call("getFile", params{"file_id": fileID}))
	resp, err := b.client.Get(b.base + "/file/bot" + token + "/" + f.Path)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	return resp.StatusCode, raw, err
}

func TestFilesFromAPerson(t *testing.T) {
	t.Parallel()

	t.Run("arrive as they are when sent as documents", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		content := []byte("%PDF-1.4 laudo")
		b.SendDocument(ana, "laudo.pdf", "", content, "laudo do 36")
		b.SendDocument(ana, "de novo.pdf", "application/pdf", content, "")
		got := b.updates(nil)
		d := got[0].Message.Document
		if d.Name != "laudo.pdf" || d.MIME != "application/pdf" || d.Size != len(content) || got[0].Message.Caption != "laudo do 36" {
			t.Errorf("document = %+v", d)
		}
		if again := got[1].Message.Document; again.FileID == d.FileID || again.Unique != d.Unique || d.Unique == d.FileID {
			t.Errorf("ids: %+v, %+v", d, again)
		}
		status, raw, err := b.download(d.FileID)
		if err != nil || status != 200 || !bytes.Equal(raw, content) {
			t.Errorf("download: %d %q %v", status, raw, err)
		}
	})

	t.Run("arrive as JPEG in several sizes when sent as photos", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if _, err := b.SendPhoto(ana, picture(t, 1600, 1200), "rx do 36"); err != nil {
			t.Fatal(err)
		}
		m := b.updates(nil)[0].Message
		var sizes [][2]int
		for _, p := range m.Photo {
			sizes = append(sizes, [2]int{p.Width, p.Height})
		}
		if diff := cmp.Diff([][2]int{{90, 67}, {320, 240}, {800, 600}, {1280, 960}}, sizes); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		_, raw, err := b.download(m.Photo[3].FileID)
		if err != nil {
			t.Fatal(err)
		}
		if head, kind, err := image.DecodeConfig(bytes.NewReader(raw)); err != nil || kind != "jpeg" || head.Width != 1280 {
			t.Errorf("%s %d, %v", kind, head.Width, err)
		}
	})

	t.Run("arrive as separate updates of one group when sent as an album", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		small := picture(t, 60, 40)
		ids, err := b.SendAlbum(ana, []simulator.Media{
			{Content: small, Caption: "antes"}, {Content: small}, {Name: "laudo.pdf", Content: []byte("%PDF-")},
		})
		if err != nil || len(ids) != 3 {
			t.Fatal(ids, err)
		}
		got := b.updates(nil)
		if got[0].Message.Album == "" || got[0].Message.Album != got[2].Message.Album || got[0].Message.Caption != "antes" ||
			len(got[1].Message.Photo) != 1 || got[2].Message.Document == nil {
			t.Errorf("got %+v", got)
		}
	})

	t.Run("are not taken as photos when they are none", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if _, err := b.SendPhoto(ana, []byte("%PDF-"), ""); err == nil {
			t.Error("a PDF passed as a photo")
		}
		if b.Pending() != 0 || len(b.Messages(ana)) != 0 {
			t.Error("something was sent")
		}
	})

	t.Run("cannot be fetched beyond 20 MB", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.SendDocument(ana, "grande.pdf", "", make([]byte, 20<<20+1), "")
		id := b.updates(nil)[0].Message.Document.FileID
		b.refused(b.call("getFile", params{"file_id": id}), 400, "Bad Request: file is too big")
	})
}

func TestDownloadsGoWrongOnOrder(t *testing.T) {
	t.Parallel()
	content := bytes.Repeat([]byte("x"), 5000)
	for name, c := range map[string]struct {
		order  simulator.Order
		status int
		whole  bool
		fails  bool
	}{
		"a missing file":  {simulator.Order{Status: 404}, 404, false, false},
		"slow pieces":     {simulator.Order{Piece: 1000, Pace: 1}, 200, true, false},
		"a cut in half":   {simulator.Order{Truncate: 2500}, 200, false, true},
		"a closed socket": {simulator.Order{CutBefore: true}, 0, false, true},
		"a bad gateway":   {simulator.Order{Status: 502}, 502, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.SendDocument(ana, "a.bin", "", content, "")
			id := b.updates(nil)[0].Message.Document.FileID
			c.order.Method, c.order.Times = simulator.Download, -1 // a client may try again by itself
			b.Order(c.order)
			status, raw, err := b.download(id)
			if status != c.status || (err != nil) != c.fails || bytes.Equal(raw, content) != c.whole {
				t.Errorf("got %d, %d bytes, %v", status, len(raw), err)
			}
			b.ClearOrders()
			if _, raw, err := b.download(id); err != nil || !bytes.Equal(raw, content) {
				t.Errorf("afterwards: %d bytes, %v", len(raw), err)
			}
		})
	}
}

// form posts multipart parameters and files.
func (b *bundle) form(method string, fields map[string]string, files map[string][]byte) reply {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, v := range fields {
		_ = w.WriteField(k, v)
	}
	for k, v := range files {
		part, _ := w.CreateFormFile(k, k+".pdf")
		_, _ = part.Write(v)
	}
	w.Close()
	r, err := b.do(method, w.FormDataContentType(), &body)
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

func TestFilesFromTheBot(t *testing.T) {
	t.Parallel()

	t.Run("are uploaded, named by attach and sent again by id", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		r := b.form("sendDocument", map[string]string{"chat_id": "501", "caption": "<b>Guia</b>", "parse_mode": "HTML"},
			map[string][]byte{"document": []byte("%PDF-1.7")})
		d := into[sent](t, r).Document
		if d.Name != "document.pdf" || d.MIME != "application/pdf" {
			t.Errorf("document = %+v", d)
		}
		again := into[sent](t, b.call("sendDocument", params{"chat_id": bruno, "document": d.FileID}))
		if again.Document.FileID != d.FileID {
			t.Errorf("again = %+v", again.Document)
		}
		shown, _ := b.Last(ana)
		if shown.HTML != "<b>Guia</b>" || shown.File == nil || shown.File.Name != "document.pdf" {
			t.Errorf("shown = %+v", shown)
		}
		if raw, ok := b.Content(shown.File.FileID); !ok || string(raw) != "%PDF-1.7" {
			t.Errorf("content = %q", raw)
		}
		r = b.form("sendMediaGroup", map[string]string{"chat_id": "501",
			"media": `[{"type":"photo","media":"attach://a","caption":"um"},{"type":"photo","media":"attach://b"}]`},
			map[string][]byte{"a": picture(t, 50, 50), "b": picture(t, 40, 40)})
		if album := into[[]sent](t, r); len(album) != 2 || album[0].Album == "" || album[0].Album != album[1].Album {
			t.Errorf("album = %+v", album)
		}
		photo := into[sent](t, b.form("sendPhoto", map[string]string{"chat_id": "501"}, map[string][]byte{"photo": picture(t, 400, 100)}))
		if len(photo.Photo) != 3 {
			t.Errorf("photo = %+v", photo.Photo)
		}
	})

	t.Run("are refused when they are nothing or no picture", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.refused(b.call("sendDocument", params{"chat_id": ana}), 400, "there is no document in the request")
		b.refused(b.call("sendDocument", params{"chat_id": ana, "document": "nada"}), 400, "wrong remote file identifier")
		b.refused(b.call("sendPhoto", params{"chat_id": ana, "photo": "https://a.example/x.png"}), 400, "failed to get HTTP URL content")
		b.refused(b.form("sendPhoto", map[string]string{"chat_id": "501"}, map[string][]byte{"photo": []byte("x")}), 400, "IMAGE_PROCESS_FAILED")
		b.refused(b.form("sendDocument", map[string]string{"chat_id": "501"}, map[string][]byte{"document": nil}), 400, "file must be non-empty")
		r := b.form("sendDocument", map[string]string{"chat_id": "501"}, map[string][]byte{"document": make([]byte, 52<<20)})
		b.refused(r, http.StatusRequestEntityTooLarge, "Request Entity Too Large")
	})
}

func TestMediaIsEdited(t *testing.T) {
	t.Parallel()
	edit := func(b *bundle, id int, media string, files map[string][]byte) reply {
		return b.form("editMessageMedia", map[string]string{"chat_id": "501", "message_id": strconv.Itoa(id), "media": media,
			"reply_markup": `{"inline_keyboard":[[{"text":"Sim","callback_data":"s"}]]}`}, files)
	}
	const photo = `{"type":"photo","media":"attach://x","caption":"<b>dois</b>","parse_mode":"HTML"}`

	t.Run("a photo takes the place of another, with its words and buttons", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		first := into[sent](t, b.form("sendPhoto", map[string]string{"chat_id": "501", "caption": "um"}, map[string][]byte{"photo": picture(t, 40, 30)}))
		got := into[sent](t, edit(b, first.ID, photo, map[string][]byte{"x": picture(t, 80, 30)}))
		if got.ID != first.ID || got.Caption != "dois" || got.Photo[0].FileID == first.Photo[0].FileID || got.EditDate == 0 {
			t.Errorf("got %+v", got)
		}
		shown := b.Messages(ana)
		if len(shown) != 1 || shown[0].HTML != "<b>dois</b>" || shown[0].Photo.Width != 80 || len(shown[0].Buttons) != 1 {
			t.Errorf("shown = %+v", shown)
		}
		b.refused(b.call("editMessageText", params{"chat_id": ana, "message_id": first.ID, "text": "x"}), 400, "there is no text in the message to edit")
	})

	t.Run("a photo is added to a text, and a document takes its place", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		m := b.send(ana, "um")
		if got := into[sent](t, edit(b, m.ID, photo, map[string][]byte{"x": picture(t, 40, 30)})); got.Text != "" || got.Caption != "dois" || got.Photo == nil {
			t.Errorf("got %+v", got)
		}
		got := into[sent](t, edit(b, m.ID, `{"type":"document","media":"attach://x"}`, map[string][]byte{"x": []byte("%PDF-")}))
		if got.Photo != nil || got.Document == nil || got.Caption != "" {
			t.Errorf("got %+v", got)
		}
	})

	t.Run("what Telegram refuses is refused", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.SendText(ana, "oi")
		m := b.send(ana, "um")
		small := map[string][]byte{"x": picture(t, 40, 30)}
		b.refused(edit(b, 1, photo, small), 400, "message to edit not found")
		b.refused(edit(b, 100, photo, small), 400, "message can't be edited")
		b.refused(edit(b, m.ID, photo, map[string][]byte{"x": []byte("nada")}), 400, "IMAGE_PROCESS_FAILED")
		b.refused(edit(b, m.ID, photo, nil), 400, "there is no x in the request")
		b.refused(edit(b, m.ID, `{"type":"photo"}`, small), 400, `Field "media" is missing`)
		b.refused(edit(b, m.ID, `{"type":"game","media":"attach://x"}`, small), 400, `Field "type"`)
		long := `{"type":"photo","media":"attach://x","caption":"` + strings.Repeat("é", 1025) + `"}`
		b.refused(edit(b, m.ID, long, small), 400, "message caption is too long")
		album := into[[]sent](t, b.form("sendMediaGroup", map[string]string{"chat_id": "501",
			"media": `[{"type":"photo","media":"attach://a"},{"type":"photo","media":"attach://b"}]`},
			map[string][]byte{"a": picture(t, 50, 50), "b": picture(t, 40, 40)}))
		b.refused(edit(b, album[0].ID, `{"type":"document","media":"attach://x"}`, small), 400, "album")
		if shown := b.Messages(ana); shown[1].Text != "um" || shown[1].Photo != nil {
			t.Errorf("shown = %+v", shown[1])
		}
	})
}
