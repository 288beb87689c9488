package attachment

import (
	"bytes"
	"strconv"
)

const (
	// tail is where readers look for the end of a PDF.
	tail = 2048
	// trailerSpan bounds the search of one trailer.
	trailerSpan = 64 << 10
)

// inspectPDF tells a whole PDF from one cut off on the way, and one that opens
// from one that asks for a password. It reads no page: the original is kept
// isolated, and what draws it must defend itself anyway.
func inspectPDF(content []byte) error {
	end := content[max(0, len(content)-tail):]
	at := bytes.LastIndex(end, []byte("startxref"))
	if at < 0 || !bytes.Contains(end[at:], []byte("%%EOF")) {
		return Broken
	}
	trailer := trailerAt(content, end[at+len("startxref"):])
	if trailer == nil {
		// Readers rebuild a PDF whose offset is wrong, and some programs
		// write them so. Then its last trailer anywhere is the one that counts.
		trailer = lastTrailer(content)
	}
	if hasName(trailer, "/Encrypt") {
		return EncryptedPDF
	}
	return nil
}

// trailerAt returns the trailer dictionary that startxref points at: after a
// table of references, or at the head of a stream of them (PDF 1.5 on).
func trailerAt(content, startxref []byte) []byte {
	fields := bytes.Fields(startxref)
	if len(fields) == 0 {
		return nil
	}
	offset, err := strconv.Atoi(string(fields[0]))
	if err != nil || offset <= 0 || offset >= len(content) {
		return nil
	}
	section := content[offset:]
	if bytes.HasPrefix(bytes.TrimLeft(section, " \r\n\t\x00\f"), []byte("xref")) {
		at := bytes.Index(section, []byte("trailer"))
		if at < 0 {
			return nil
		}
		return until(section[at:], "startxref")
	}
	if head := until(section, "stream"); hasName(head, "/XRef") {
		return head
	}
	return nil
}

func lastTrailer(content []byte) []byte {
	if at := bytes.LastIndex(content, []byte("trailer")); at >= 0 {
		return until(content[at:], "startxref")
	}
	return content
}

// until is s up to a keyword, and no longer than a trailer can be.
func until(s []byte, keyword string) []byte {
	s = s[:min(len(s), trailerSpan)]
	if at := bytes.Index(s, []byte(keyword)); at >= 0 {
		return s[:at]
	}
	return s
}

// hasName finds a PDF name that ends where the text says: /Encrypt, and not
// /EncryptMetadata.
func hasName(s []byte, name string) bool {
	for {
		at := bytes.Index(s, []byte(name))
		if at < 0 {
			return false
		}
		s = s[at+len(name):]
		if len(s) == 0 || bytes.IndexByte([]byte(" \t\r\n\f\x00/<>[]()%"), s[0]) >= 0 {
			return true
		}
	}
}
