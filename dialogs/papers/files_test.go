package papers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/dialogs"
)

func TestAttachment(t *testing.T) {
	t.Parallel()
	xray, strip := photo(64, 48), photo(900, 30)
	p := New(operator, shelf{"xray": xray, "strip": strip, "original": []byte("%PDF-1.7 …"), "word": []byte("…")})
	for name, tc := range map[string]struct {
		paper dialogs.Attachment
		want  Sheet
	}{
		"an image goes as its copy": {
			dialogs.Attachment{Name: "rx inicial.PNG", Kind: "png", Preview: "xray", Blob: "original"},
			Sheet{Name: "rx inicial.jpg", MIME: "image/jpeg", Content: xray, Picture: true},
		},
		"a strip that is no photo to Telegram goes as a document": {
			dialogs.Attachment{Name: "tira.jpg", Kind: "jpg", Preview: "strip"},
			Sheet{Name: "tira.jpg", MIME: "image/jpeg", Content: strip},
		},
		"a document goes as it came": {
			dialogs.Attachment{Name: "laudo.pdf", Kind: "pdf", Blob: "original"},
			Sheet{Name: "laudo.pdf", MIME: "application/pdf", Content: []byte("%PDF-1.7 …")},
		},
		"its name ends as its content says": {
			dialogs.Attachment{Name: "laudo.exe", Kind: "doc", Blob: "word"},
			Sheet{Name: "laudo.exe.doc", MIME: "application/msword", Content: []byte("…")},
		},
		"what is not known has no type": {
			dialogs.Attachment{Kind: "?", Blob: "word"},
			Sheet{Name: "anexo", MIME: "application/octet-stream", Content: []byte("…")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := p.Make(t.Context(), dialogs.Paper{Attachment: &tc.paper})
			if diff := cmp.Diff(tc.want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got)\n%s", err, diff)
			}
		})
	}
	t.Run("one that is not there is an error that names nothing", func(t *testing.T) {
		t.Parallel()
		_, err := p.Make(t.Context(), dialogs.Paper{Attachment: &dialogs.Attachment{Name: "ana.pdf", Blob: "gone"}})
		if !errors.Is(err, errNoBlob) || strings.Contains(err.Error(), "ana") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("one that is too large is refused", func(t *testing.T) {
		t.Parallel()
		p := New(operator, shelf{"big": make([]byte, maxSheet+1)})
		if _, err := p.Make(t.Context(), dialogs.Paper{Attachment: &dialogs.Attachment{Blob: "big"}}); !errors.Is(err, ErrTooBig) {
			t.Errorf("got %v", err)
		}
	})
}

func TestFileName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"laudo.pdf": "laudo.pdf", "laudo.PDF": "laudo.pdf", "avaliação nº 2": "avaliação nº 2.pdf", "": "anexo.pdf", "..": "anexo.pdf",
		"../../etc/passwd": "_.._etc_passwd.pdf", "a\r\nX-Header: b": "aX-Header_ b.pdf", `a"b\c`: "a_b_c.pdf", "a\u202efdp.exe": "afdp.exe.pdf",
		strings.Repeat("é", 300) + ".pdf": strings.Repeat("é", maxName) + ".pdf",
	} {
		if got := fileName(name, ".pdf"); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func TestThumbs(t *testing.T) {
	t.Parallel()
	p := New(operator, shelf{"wide": photo(160, 90), "tall": photo(30, 90), "broken": []byte("no picture"), "bomb": bomb()})
	sheet := func(t *testing.T, list ...dialogs.Thumb) image.Image {
		t.Helper()
		s, err := p.Make(t.Context(), dialogs.Paper{Thumbs: list})
		if err != nil {
			t.Fatal(err)
		}
		got, kind, err := image.Decode(bytes.NewReader(s.Content))
		if err != nil || kind != "jpeg" || s.MIME != "image/jpeg" || !s.Picture {
			t.Fatal(kind, s.MIME, err)
		}
		return got
	}

	t.Run("from one to twenty are drawn, more are left out", func(t *testing.T) {
		t.Parallel()
		high := 0
		for n := 1; n <= 22; n++ {
			var list []dialogs.Thumb
			for i := range n {
				list = append(list, dialogs.Thumb{Name: fmt.Sprintf("foto %d.jpg", i), Kind: "jpg", Preview: []string{"wide", "tall"}[i%2]})
			}
			size := sheet(t, list...).Bounds().Size()
			if size.X != wide || size.Y > 1600 {
				t.Errorf("%d: %v", n, size)
			}
			if n == maxThumbs {
				high = size.Y
			} else if n > maxThumbs && size.Y != high {
				t.Errorf("%d: %v", n, size)
			}
		}
	})
	t.Run("what has no preview, or none that opens, is shown without", func(t *testing.T) {
		t.Parallel()
		middle := func(p image.Image) (bright int) {
			for y := 200; y < 400; y++ {
				for x := 400; x < 680; x++ {
					if r, _, _, _ := p.At(x, y).RGBA(); r > 0xf000 {
						bright++
					}
				}
			}
			return bright
		}
		gone := middle(sheet(t, dialogs.Thumb{Name: "a", Preview: "gone"}))
		for _, bad := range []string{"broken", "bomb"} {
			if got := middle(sheet(t, dialogs.Thumb{Name: "a", Preview: bad})); got != gone {
				t.Errorf("%s is not drawn as one that is gone", bad)
			}
		}
		if page := middle(sheet(t, dialogs.Thumb{Name: "a.pdf", Kind: "pdf"})); page <= gone+5000 {
			t.Errorf("a document shows no page: %d bright dots", page)
		}
	})
	t.Run("nothing is drawn when time is up", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := p.thumbs(ctx, []dialogs.Thumb{{}}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

// bomb is a JPEG whose head announces 60000 dots a side: whatever decodes it is to
// look first.
func bomb() []byte {
	content := photo(8, 8)
	at := bytes.Index(content, []byte{0xff, 0xc0}) // height and width stand 5 bytes on
	copy(content[at+5:], []byte{0xea, 0x60, 0xea, 0x60})
	return content
}
