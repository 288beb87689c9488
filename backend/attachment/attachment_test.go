package attachment_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"guiche/backend"
	"guiche/backend/attachment"
)

func TestAllowedContents(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		content []byte
		kind    attachment.Kind
	}{
		"a PDF":                               {pdf(""), attachment.PDF},
		"a PDF of version 1.5":                {pdfStream(""), attachment.PDF},
		"a PDF whose metadata are not hidden": {pdf("/EncryptMetadata false"), attachment.PDF},
		"a PDF with a wrong offset":           {bytes.Replace(pdf(""), []byte("startxref\n"), []byte("startxref\n9"), 1), attachment.PDF},
		"a Word document":                     {ole(t, entry{"WordDocument", word(0)}), attachment.DOC},
		"a Word document with more": {
			ole(t, entry{"1Table", word(0)}, entry{"\x05SummaryInformation", word(0)}, entry{"WordDocument", word(0)}), attachment.DOC,
		},
		"a photo":                  {jpegOf(t, picture(40, 20)), attachment.JPG},
		"a screenshot":             {pngOf(t, picture(40, 20)), attachment.PNG},
		"a photo of 10 MB":         {padded(jpegOf(t, picture(40, 20)), attachment.MaxSize), attachment.JPG},
		"a PNG as large as it may": {bomb(10_000, 5_000), attachment.PNG},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, err := attachment.Inspect(c.content); err != nil || got != c.kind {
				t.Errorf("Inspect = %q, %v; want %q", got, err, c.kind)
			}
		})
	}
}

func padded(content []byte, size int) []byte {
	return append(content, make([]byte, size-len(content))...)
}

func TestRefusedContents(t *testing.T) {
	t.Parallel()
	photo := jpegOf(t, picture(40, 20))
	for name, c := range map[string]struct {
		content []byte
		want    attachment.Reason
	}{
		"nothing":                     {nil, attachment.Empty},
		"one byte too many":           {padded(photo, attachment.MaxSize+1), attachment.TooBig},
		"a PDF cut off":               {pdf("")[:120], attachment.Broken},
		"a PDF with a password":       {pdf("/Encrypt 9 0 R"), attachment.EncryptedPDF},
		"one of version 1.5":          {pdfStream("/Encrypt 9 0 R"), attachment.EncryptedPDF},
		"one with a wrong offset":     {bytes.Replace(pdf("/Encrypt<<>>"), []byte("startxref\n"), []byte("startxref\n9"), 1), attachment.EncryptedPDF},
		"a page with a PDF behind it": {append([]byte("<!DOCTYPE html><script>alert(1)</script>"), pdf("")...), attachment.Broken},
		"a PDF after a line break":    {append([]byte("\n"), pdf("")...), attachment.Broken},
		"a document with macros":      {ole(t, entry{"WordDocument", word(0)}, entry{"Macros", nil}), attachment.Macro},
		"one with a project":          {ole(t, entry{"_VBA_PROJECT_CUR", nil}, entry{"WordDocument", word(0)}), attachment.Macro},
		"one that carries objects":    {ole(t, entry{"WordDocument", word(0)}, entry{"ObjectPool", nil}), attachment.Embedded},
		"one with a password":         {ole(t, entry{"WordDocument", word(0x0100)}), attachment.EncryptedDOC},
		"one that is not Word's":      {ole(t, entry{"WordDocument", []byte("PK\x03\x04")}), attachment.Broken},
		"a document cut off":          {ole(t, entry{"WordDocument", word(0)})[:700], attachment.Broken},
		"a spreadsheet of old":        {ole(t, entry{"Workbook", word(0)}), attachment.Office},
		"a .docx with a password":     {ole(t, entry{"EncryptionInfo", word(0)}, entry{"EncryptedPackage", word(0)}), attachment.DOCX},
		"a .docx":                     {zipped(t, "[Content_Types].xml", "_rels/.rels", "word/document.xml"), attachment.DOCX},
		"a .xlsx":                     {zipped(t, "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"), attachment.Office},
		"an archive":                  {zipped(t, "foto.jpg"), attachment.Archive},
		"an iPhone's photo":           {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), attachment.HEIC},
		"a WebP":                      {[]byte("RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00"), attachment.WebP},
		"a GIF":                       {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), attachment.GIF},
		"a TIFF":                      {[]byte("II*\x00\x08\x00\x00\x00"), attachment.OtherImage},
		"a drawing that runs":         {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`), attachment.OtherImage},
		"an X-ray's own format":       {append(make([]byte, 128), "DICM\x02\x00\x00\x00"...), attachment.DICOM},
		"a page":                      {[]byte("<html><body>oi</body></html>"), attachment.HTML},
		"a note":                      {[]byte("segue o raio-x em anexo"), attachment.Text},
		"a program":                   {append([]byte("MZ\x90\x00"), make([]byte, 200)...), attachment.Program},
		"a program of Linux":          {append([]byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00"), make([]byte, 64)...), attachment.Program},
		"a voice message":             {append([]byte("OggS\x00\x02"), make([]byte, 60)...), attachment.Media},
		"noise":                       {[]byte{0x01, 0x02, 0x83, 0x00, 0xfe}, attachment.Unknown},
		"a PNG of 60,000 by 60,000":   {bomb(60_000, 60_000), attachment.TooManyDots},
		"a ribbon":                    {bomb(20_001, 1), attachment.TooManyDots},
		"a PNG of no size":            {bomb(0, 10), attachment.Broken},
		"a PNG's first bytes":         {[]byte("\x89PNG\r\n\x1a\n"), attachment.Broken},
		"a JPEG's first bytes":        {photo[:20], attachment.Broken},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := attachment.Inspect(c.content)
			if !errors.Is(err, c.want) {
				t.Errorf("Inspect: %v, want %v", err, c.want)
			}
		})
	}
}

func decode(t *testing.T, preview []byte) image.Image {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(preview))
	if err != nil {
		t.Fatalf("the preview is no JPEG: %v", err)
	}
	return img
}

// reddish and bluish allow for what JPEG does to a colour.
func reddish(c color.Color) bool { r, _, b, _ := c.RGBA(); return r > 0xd000 && b < 0x3000 }
func bluish(c color.Color) bool  { r, _, b, _ := c.RGBA(); return b > 0xd000 && r < 0x3000 }

func TestPreview(t *testing.T) {
	t.Parallel()
	preview := func(t *testing.T, content []byte, kind attachment.Kind) []byte {
		t.Helper()
		got, err := attachment.Preview(content, kind)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	t.Run("stands upright and forgets the camera", func(t *testing.T) {
		t.Parallel()
		photo := withSegment(jpegOf(t, picture(64, 32)), 0xe1, exif(6))
		got := preview(t, photo, attachment.JPG)
		img := decode(t, got)
		if img.Bounds() != image.Rect(0, 0, 32, 64) {
			t.Errorf("it is %v, want 32 by 64", img.Bounds())
		}
		if !reddish(img.At(16, 4)) || !bluish(img.At(16, 60)) {
			t.Errorf("top %v, bottom %v; want red above blue", img.At(16, 4), img.At(16, 60))
		}
		if bytes.Contains(got, []byte("Exif")) || bytes.Contains(got, []byte("CAM")) {
			t.Error("it still tells about the camera")
		}
	})
	t.Run("drops what is glued on", func(t *testing.T) {
		t.Parallel()
		for kind, content := range map[attachment.Kind][]byte{
			attachment.JPG: jpegOf(t, picture(40, 20)), attachment.PNG: pngOf(t, picture(40, 20)),
		} {
			got := preview(t, append(content, "<script>alert(1)</script>"...), kind)
			if bytes.Contains(got, []byte("script")) {
				t.Errorf("%s: it still carries the script", kind)
			}
		}
	})
	t.Run("is at most 1600 dots long, in proportion", func(t *testing.T) {
		t.Parallel()
		img := decode(t, preview(t, pngOf(t, picture(3200, 800)), attachment.PNG))
		if img.Bounds() != image.Rect(0, 0, 1600, 400) {
			t.Errorf("it is %v, want 1600 by 400", img.Bounds())
		}
		if !reddish(img.At(10, 200)) || !bluish(img.At(1590, 200)) {
			t.Error("it is another picture")
		}
	})
	t.Run("is white where the image is transparent", func(t *testing.T) {
		t.Parallel()
		img := decode(t, preview(t, pngOf(t, image.NewRGBA(image.Rect(0, 0, 16, 16))), attachment.PNG))
		if r, g, b, _ := img.At(8, 8).RGBA(); min(r, g, b) < 0xf000 {
			t.Errorf("it is %v", img.At(8, 8))
		}
	})
	t.Run("keeps the grey of an X-ray", func(t *testing.T) {
		t.Parallel()
		xray := image.NewGray16(image.Rect(0, 0, 32, 32))
		for i := range xray.Pix {
			xray.Pix[i] = 0x80
		}
		if r, g, b, _ := decode(t, preview(t, pngOf(t, xray), attachment.PNG)).At(16, 16).RGBA(); r>>8 < 0x7c || r>>8 > 0x84 || r != g || g != b {
			t.Errorf("it is %x %x %x, want grey 80", r, g, b)
		}
	})
	t.Run("is made although the metadata do not read", func(t *testing.T) {
		t.Parallel()
		photo := jpegOf(t, picture(64, 32))
		for name, content := range map[string][]byte{
			"EXIF":    withSegment(photo, 0xe1, []byte("Exif\x00\x00MM garbage of an X-ray program")),
			"profile": withSegment(photo, 0xe2, []byte("ICC_PROFILE\x00\x01\x01garbage of an X-ray program")),
		} {
			if img := decode(t, preview(t, content, attachment.JPG)); !reddish(img.At(4, 16)) {
				t.Errorf("%s: it is another picture", name)
			}
		}
	})
	t.Run("is refused for an image cut off", func(t *testing.T) {
		t.Parallel()
		for kind, content := range map[attachment.Kind][]byte{
			attachment.JPG: jpegOf(t, picture(400, 400)), attachment.PNG: pngOf(t, picture(400, 400)),
		} {
			cut := content[:len(content)*2/3]
			if got, err := attachment.Preview(cut, kind); !errors.Is(err, attachment.Broken) || got != nil {
				t.Errorf("%s: %d bytes, %v; want Broken", kind, len(got), err)
			}
		}
	})
	t.Run("is refused for a bomb", func(t *testing.T) {
		t.Parallel()
		if _, err := attachment.Preview(bomb(60_000, 60_000), attachment.PNG); !errors.Is(err, attachment.TooManyDots) {
			t.Errorf("%v, want TooManyDots", err)
		}
	})
	t.Run("is none for a document", func(t *testing.T) {
		t.Parallel()
		for _, kind := range []attachment.Kind{attachment.PDF, attachment.DOC} {
			if got, err := attachment.Preview(pdf(""), kind); got != nil || err != nil {
				t.Errorf("%s: %d bytes, %v", kind, len(got), err)
			}
		}
	})
}

func TestLook(t *testing.T) {
	t.Parallel()
	look := func(img image.Image) uint64 {
		t.Helper()
		preview, err := attachment.Preview(jpegOf(t, img), attachment.JPG)
		if err != nil {
			t.Fatal(err)
		}
		return attachment.Look(preview)
	}
	// waves are grey, and lie otherwise for each seed.
	waves := func(width, height, seed int) image.Image {
		img := image.NewGray(image.Rect(0, 0, width, height))
		for y := range height {
			for x := range width {
				fx, fy := float64(x)/float64(width), float64(y)/float64(height)
				v := 128 + 60*math.Sin(float64(seed)*4*fx+float64(seed)) + 60*math.Cos(float64(seed)*3*fy+2*fx)
				img.SetGray(x, y, color.Gray{Y: uint8(v)})
			}
		}
		return img
	}
	one := backend.File{Look: look(waves(1200, 900, 2))}
	if small := (backend.File{Look: look(waves(640, 480, 2))}); !one.Alike(small) {
		t.Errorf("a smaller copy looks otherwise: %x and %x", one.Look, small.Look)
	}
	if other := (backend.File{Look: look(waves(1200, 900, 3))}); one.Alike(other) {
		t.Errorf("another picture looks the same: %x and %x", one.Look, other.Look)
	}
	if blank := look(image.NewGray(image.Rect(0, 0, 40, 40))); blank != 0 || attachment.Look([]byte("text")) != 0 {
		t.Errorf("nothing looks like %x", blank)
	}
}

func TestSafeName(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("á", 100)
	for name, want := range map[string]string{
		"raio-x região.jpg":          "raio-x região.jpg",
		`C:\Users\ana\laudo.pdf`:     "laudo.pdf",
		"../../etc/passwd":           "passwd",
		"foto\u202egpj.exe":          "fotogpj.exe",
		"fo\u200bto\x00\x07.png":     "foto.png",
		" laudo \n\t final .pdf ":    "laudo final .pdf",
		"\xff\xfe":                   "anexo",
		"":                           "anexo",
		"...":                        "anexo",
		"pasta/":                     "anexo",
		long + ".pdf":                long[:75*2] + "….pdf",
		long:                         long[:79*2] + "…",
		strings.Repeat("a", 80):      strings.Repeat("a", 80),
		"radiografia\u00a0do 36.pdf": "radiografia do 36.pdf",
	} {
		if got := attachment.SafeName(name); got != want {
			t.Errorf("SafeName(%q) = %q, want %q", name, got, want)
		}
	}
	t.Run("holds for any name", rapid.MakeCheck(func(t *rapid.T) {
		name := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) + rapid.String().Draw(t, "runes")
		got := attachment.SafeName(name)
		if got == "" || utf8.RuneCountInString(got) > 80 || strings.ContainsAny(got, "/\\\n\u202e\u2066") || !utf8.ValidString(got) {
			t.Fatalf("SafeName(%q) = %q", name, got)
		}
		if again := attachment.SafeName(got); again != got {
			t.Fatalf("SafeName(%q) = %q, and that is %q", name, got, again)
		}
	}))
}

func TestKinds(t *testing.T) {
	t.Parallel()
	for kind, want := range map[attachment.Kind]string{
		attachment.PDF: "application/pdf", attachment.DOC: "application/msword",
		attachment.JPG: "image/jpeg", attachment.PNG: "image/png", "": "application/octet-stream",
	} {
		if got := kind.MIME(); got != want || kind.Image() != strings.HasPrefix(want, "image/") {
			t.Errorf("%q is served as %q", kind, got)
		}
	}
}

func FuzzInspect(f *testing.F) {
	for _, content := range [][]byte{
		pdf(""), pdfStream("/Encrypt 1 0 R"), ole(f, entry{"WordDocument", word(0)}, entry{"Macros", nil}),
		jpegOf(f, picture(16, 8)), withSegment(jpegOf(f, picture(16, 8)), 0xe1, exif(6)), pngOf(f, picture(16, 8)),
		bomb(60_000, 60_000), []byte("%PDF-startxref%%EOF"),
	} {
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		kind, err := attachment.Inspect(content)
		if err == nil {
			_, err = attachment.Preview(content, kind)
		}
		var reason attachment.Reason
		if err != nil && !errors.As(err, &reason) {
			t.Fatalf("%v is no Reason", err)
		}
	})
}

// BenchmarkPreview is a photo of 12 million dots, what a telephone makes.
func BenchmarkPreview(b *testing.B) {
	photo := jpegOf(b, picture(4000, 3000))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := attachment.Preview(photo, attachment.JPG); err != nil {
			b.Fatal(err)
		}
	}
}
