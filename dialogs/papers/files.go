package papers

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"strings"
	"unicode"

	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// kinds are the contents that are kept, with their type and how their names end.
var kinds = map[string]struct{ mime, end string }{
	"pdf": {"application/pdf", ".pdf"},
	"doc": {"application/msword", ".doc"},
	"jpg": {"image/jpeg", ".jpg"},
	"png": {"image/png", ".png"},
}

// attachment is an image as its re-encoded copy, anything else as it came.
func (p *Press) attachment(ctx context.Context, a dialogs.Attachment) (Sheet, error) {
	if a.Preview != "" {
		content, err := p.blobs.Get(ctx, a.Preview)
		if err != nil {
			return Sheet{}, fmt.Errorf("papers: preview: %w", err)
		}
		return Sheet{Name: fileName(a.Name, ".jpg"), MIME: "image/jpeg", Content: content, Picture: fitsPhoto(content)}, nil
	}
	content, err := p.blobs.Get(ctx, a.Blob)
	if err != nil {
		return Sheet{}, fmt.Errorf("papers: attachment: %w", err)
	}
	kind, ok := kinds[a.Kind]
	if !ok {
		kind.mime, kind.end = "application/octet-stream", ""
	}
	return Sheet{Name: fileName(a.Name, kind.end), MIME: kind.mime, Content: content}, nil
}

// fitsPhoto tells whether Telegram takes an image as a photo; else it goes as a
// document: a strip cut from an X-ray may be very long.
func fitsPhoto(content []byte) bool {
	head, _, err := image.DecodeConfig(bytes.NewReader(content))
	return err == nil && head.Width+head.Height <= 10_000 && head.Width <= 20*head.Height && head.Height <= 20*head.Width
}

// maxName is what a file system and a phone's list hold of a name, in runes.
const maxName = 80

// fileName keeps of a name what is safe on any system, and has it end as its
// content says.
func fileName(name, end string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), strings.ContainsRune(" .-_()", r):
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return '_'
	}, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), " .")
	if low := strings.ToLower(name); end != "" && strings.HasSuffix(low, end) {
		name = name[:len(name)-len(end)]
	} else if end == ".jpg" && (strings.HasSuffix(low, ".jpeg") || strings.HasSuffix(low, ".png")) {
		name = name[:strings.LastIndexByte(name, '.')]
	}
	if r := []rune(name); len(r) > maxName {
		name = string(r[:maxName])
	}
	if name = strings.Trim(name, " ."); name == "" {
		name = phrases.NoFileName
	}
	return name + end
}
