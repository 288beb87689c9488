// Package attachment says whether a content may be attached to a request: a
// PDF, a Word 97–2003 document, a JPEG or a PNG, of at most 10 MB.
//
// What a file is called decides nothing; its bytes do, and only what is on the
// list passes. A refusal is a Reason, so that the sender can be told what to do
// instead: an iPhone's HEIC is sent again as a JPEG, a .docx saved as a PDF.
// A decoder that panics on a content refuses it.
package attachment

import (
	"bytes"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// Kind is a content that may be attached.
type Kind string

// The kinds, as the operator's letter lists them.
const (
	PDF Kind = "pdf"
	DOC Kind = "doc"
	JPG Kind = "jpg"
	PNG Kind = "png"
)

// Image tells whether people are shown a Preview of it.
func (k Kind) Image() bool { return k == JPG || k == PNG }

// MIME is the media type under which it is served.
func (k Kind) MIME() string {
	switch k {
	case PDF:
		return "application/pdf"
	case DOC:
		return "application/msword"
	case JPG:
		return "image/jpeg"
	case PNG:
		return "image/png"
	}
	return "application/octet-stream"
}

// MaxSize is 10 MB, counted in the sender's favour.
const MaxSize = 10 << 20

// Reason is why a content is refused. It is the error that Inspect and Preview
// return.
type Reason string

// The reasons.
const (
	Empty        Reason = "empty"
	TooBig       Reason = "too_big"
	TooManyDots  Reason = "too_many_dots" // more pixels than a camera makes
	Broken       Reason = "broken"        // of a kind allowed, and not readable
	EncryptedPDF Reason = "encrypted_pdf"
	EncryptedDOC Reason = "encrypted_doc"
	Macro        Reason = "macro"    // a document that runs
	Embedded     Reason = "embedded" // a document that carries other files
	DOCX         Reason = "docx"
	Office       Reason = "office" // spreadsheets, presentations, OpenDocument
	HEIC         Reason = "heic"
	WebP         Reason = "webp"
	GIF          Reason = "gif"
	OtherImage   Reason = "other_image" // TIFF, BMP, SVG, …
	DICOM        Reason = "dicom"
	Media        Reason = "media" // sound, video
	Archive      Reason = "archive"
	HTML         Reason = "html"
	Text         Reason = "text"
	Program      Reason = "program"
	Unknown      Reason = "unknown"
)

// Error implements error.
func (r Reason) Error() string { return "attachment: " + string(r) }

const (
	pdfMark  = "%PDF-"
	jpegMark = "\xff\xd8\xff"
	pngMark  = "\x89PNG\r\n\x1a\n"
	oleMark  = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
)

// Inspect tells what a content is, or refuses it with a Reason. The mark has to
// be at the first byte: readers that look further accept a page of HTML with a
// PDF behind it. It reads the head of an image only; Preview reads it whole.
func Inspect(content []byte) (kind Kind, err error) {
	defer refusePanic(&err)
	switch {
	case len(content) == 0:
		return "", Empty
	case len(content) > MaxSize:
		return "", TooBig
	case bytes.HasPrefix(content, []byte(pdfMark)):
		return PDF, inspectPDF(content)
	case bytes.HasPrefix(content, []byte(jpegMark)):
		return JPG, inspectImage(JPG, content)
	case bytes.HasPrefix(content, []byte(pngMark)):
		return PNG, inspectImage(PNG, content)
	case bytes.HasPrefix(content, []byte(oleMark)):
		return DOC, inspectDOC(content)
	}
	return "", refusalOf(content)
}

// refusePanic turns a decoder's panic into a refusal. What it was is lost on
// purpose: it could quote the content.
func refusePanic(err *error) {
	if recover() != nil {
		*err = Broken
	}
}

// refusals are the media types that get a reason of their own; those of a
// family come last, as a prefix.
var refusals = []struct {
	prefix string
	reason Reason
}{
	{"application/vnd.openxmlformats-officedocument.wordprocessingml", DOCX},
	{"application/vnd.ms-word.document.macroenabled", Macro},
	{"application/vnd.openxmlformats-officedocument", Office},
	{"application/vnd.oasis.opendocument", Office},
	{"application/vnd.ms-", Office},
	{"text/rtf", Office},
	{"application/rtf", Office},
	{"image/heic", HEIC},
	{"image/heif", HEIC},
	{"image/avif", HEIC},
	{"image/webp", WebP},
	{"image/gif", GIF},
	{"image/", OtherImage},
	{"application/dicom", DICOM},
	{"application/pdf", Broken}, // its mark comes too late
	{"application/ogg", Media},
	{"audio/", Media},
	{"video/", Media},
	{"text/html", HTML},
	{"application/xhtml", HTML},
	{"application/vnd.microsoft.portable-executable", Program},
	{"application/x-elf", Program},
	{"application/x-executable", Program},
	{"application/x-sharedlib", Program},
	{"application/x-object", Program},
	{"application/x-mach-binary", Program},
	{"application/x-msi", Program},
	{"application/jar", Program},
	{"application/java-archive", Program},
	{"application/vnd.android.package-archive", Program},
	{"application/zip", Archive},
	{"application/gzip", Archive},
	{"application/x-rar", Archive},
	{"application/x-7z", Archive},
	{"application/x-tar", Archive},
	{"application/x-xz", Archive},
	{"application/x-bzip2", Archive},
	{"text/", Text},
	{"application/json", Text},
}

// refusalOf names what is not on the list, by its own type or the nearest
// ancestor that has a reason.
func refusalOf(content []byte) Reason {
	for m := mimetype.Detect(content); m != nil; m = m.Parent() {
		for _, r := range refusals {
			if strings.HasPrefix(m.String(), r.prefix) {
				return r.reason
			}
		}
	}
	return Unknown
}
