package attachment

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"
)

const (
	// wordMark opens the File Information Block of a Word document.
	wordMark = 0xa5ec
	// fibHead is as much of it as is read: [MS-DOC] 2.5.2, FibBase.
	fibHead = 32
	// fibFlags holds fEncrypted.
	fibFlags      = 10
	fibEncrypted  = 0x0100
	packageStream = "EncryptedPackage" // a .docx with a password is an OLE file too
)

// inspectDOC accepts an OLE file only with a Word document in it, and neither
// macros nor embedded objects: Excel, Outlook and installers are OLE too.
func inspectDOC(content []byte) error {
	file, err := mscfb.New(bytes.NewReader(content))
	if err != nil {
		return Broken
	}
	var word *mscfb.File
	for entry, err := file.Next(); err == nil; entry, err = file.Next() {
		switch name := strings.ToLower(entry.Name); {
		case name == "macros" || name == "vba" || strings.HasPrefix(name, "_vba_project"):
			return Macro
		case name == "objectpool" || strings.HasPrefix(name, "\x01ole10"):
			return Embedded
		case entry.Name == packageStream:
			return DOCX
		case entry.Name == "WordDocument" && len(entry.Path) == 0:
			word = entry
		}
	}
	if word == nil {
		return refusalOfOLE(content)
	}
	head := make([]byte, fibHead)
	if _, err := io.ReadFull(word, head); err != nil || binary.LittleEndian.Uint16(head) != wordMark {
		return Broken
	}
	if binary.LittleEndian.Uint16(head[fibFlags:])&fibEncrypted != 0 {
		return EncryptedDOC
	}
	return nil
}

// refusalOfOLE never says less than that it is some other document.
func refusalOfOLE(content []byte) Reason {
	if r := refusalOf(content); r != Unknown {
		return r
	}
	return Office
}
