package attachment_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
	"unicode/utf16"
)

// picture is red on its left half and blue on its right one.
func picture(width, height int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{R: 255, A: 255}
			if x >= width/2 {
				c = color.RGBA{B: 255, A: 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// withSegment puts an APPn segment right after a JPEG's first mark.
func withSegment(img []byte, marker byte, body []byte) []byte {
	segment := append([]byte{0xff, marker}, binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))...)
	return bytes.Join([][]byte{img[:2], segment, body, img[2:]}, nil)
}

// exif is an Exif segment that holds an orientation and a maker's name.
func exif(orientation uint16) []byte {
	le := binary.LittleEndian
	b := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00")
	b = le.AppendUint16(b, 0x0112) // Orientation, SHORT
	b = le.AppendUint16(b, 3)
	b = le.AppendUint32(b, 1)
	b = le.AppendUint32(b, uint32(orientation))
	b = le.AppendUint16(b, 0x010f) // Make, ASCII
	b = le.AppendUint16(b, 2)
	b = le.AppendUint32(b, 4)
	b = append(b, "CAM\x00"...)
	return append(b, 0, 0, 0, 0)
}

// bomb is a PNG of a few bytes that claims any size.
func bomb(width, height uint32) []byte {
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), width)
	head = binary.BigEndian.AppendUint32(head, height)
	head = append(head, 8, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	out = append(out, head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}

// pdf is a PDF of one empty page, with more in its trailer.
func pdf(more string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>",
	} {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj%s endobj\n", i+1, object)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, more, start)
	return out.Bytes()
}

// pdfStream is a PDF whose references are a stream, as since PDF 1.5.
func pdfStream(more string) []byte {
	head := "%PDF-1.5\n1 0 obj<</Type/Catalog>> endobj\n"
	return fmt.Appendf(nil, "%s2 0 obj\n<</Type/XRef/Size 3/W[1 2 1]/Root 1 0 R%s/Length 4>>\nstream\nabcd\nendstream endobj\nstartxref\n%d\n%%%%EOF",
		head, more, len(head))
}

// entry is a storage (nil) or a stream of an OLE file.
type entry struct {
	name   string
	stream []byte
}

// word is a stream that opens like a Word document's, with FibBase flags.
func word(flags uint16) []byte {
	b := binary.LittleEndian.AppendUint16(nil, 0xa5ec)
	b = append(b, make([]byte, 8)...)
	return binary.LittleEndian.AppendUint16(b, flags)
}

const (
	sector  = 512
	minimum = 4096 // a shorter stream would lie in the small sectors
	endOf   = 0xfffffffe
	free    = 0xffffffff
)

// ole writes a compound file ([MS-CFB], version 3): a header, one sector of
// allocation table, the directory, then each stream.
func ole(t testing.TB, entries ...entry) []byte {
	t.Helper()
	le := binary.LittleEndian
	dirSectors := (len(entries) + 1 + 3) / 4
	fat := []uint32{0xfffffffd}
	chain := func(n int) (start uint32) {
		start = uint32(len(fat))
		for range n - 1 {
			fat = append(fat, uint32(len(fat))+1)
		}
		fat = append(fat, endOf)
		return start
	}
	chain(dirSectors)

	directory := direntry("Root Entry", 5, free, 1, endOf, 0)
	var streams []byte
	for i, e := range entries {
		next, kind, start, size := uint32(i+2), byte(1), uint32(0), 0
		if i == len(entries)-1 {
			next = free
		}
		if e.stream != nil {
			body := append(bytes.Clone(e.stream), make([]byte, minimum-len(e.stream))...)
			kind, start, size = 2, chain(minimum/sector), minimum
			streams = append(streams, body...)
		}
		directory = append(directory, direntry(e.name, kind, next, free, start, size)...)
	}
	for len(directory) < dirSectors*sector {
		directory = append(directory, direntry("", 0, free, free, 0, 0)...)
	}
	if len(fat) > sector/4 {
		t.Fatal("the fixture needs a second sector of allocation table")
	}
	table := make([]byte, 0, sector)
	for i := range sector / 4 {
		if i < len(fat) {
			table = le.AppendUint32(table, fat[i])
		} else {
			table = le.AppendUint32(table, free)
		}
	}
	return bytes.Join([][]byte{oleHeader(), table, directory, streams}, nil)
}

func oleHeader() []byte {
	le := binary.LittleEndian
	h := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 16)...)
	for _, v := range []uint16{0x3e, 3, 0xfffe, 9, 6, 0, 0, 0} {
		h = le.AppendUint16(h, v)
	}
	for _, v := range []uint32{0, 1, 1, 0, minimum, endOf, 0, endOf, 0, 0} {
		h = le.AppendUint32(h, v)
	}
	for range 108 {
		h = le.AppendUint32(h, free)
	}
	return h
}

func direntry(name string, kind byte, right, child, start uint32, size int) []byte {
	le := binary.LittleEndian
	b := make([]byte, 0, 128)
	for _, u := range utf16.Encode([]rune(name)) {
		b = le.AppendUint16(b, u)
	}
	length := len(b) + 2
	if name == "" {
		length = 0
	}
	b = append(b, make([]byte, 64-len(b))...)
	b = le.AppendUint16(b, uint16(length))
	b = append(b, kind, 1)
	for _, v := range []uint32{free, right, child} {
		b = le.AppendUint32(b, v)
	}
	b = append(b, make([]byte, 16+4+8+8)...)
	b = le.AppendUint32(b, start)
	return le.AppendUint64(b, uint64(size))
}

// zipped is an archive of empty files.
func zipped(t testing.TB, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		if _, err := w.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
