// Package sheet reads the tables that operators export, row by row and never whole:
// CSV with semicolons in UTF-8 or Windows-1252, and XLSX.
//
// Columns are found by the names in the first row, whatever their order, accents and
// case. A value that is not of its form is noted with line and column, and what is
// expected; the value itself is repeated nowhere, since it may tell who somebody is.
package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Column is one that a file may have. A needed one has to be there.
type Column struct {
	Name   string
	Needed bool
}

// HeaderError says what the first row lacks.
type HeaderError struct{ Missing []string }

// Error names the columns.
func (e *HeaderError) Error() string {
	return "the first row has to name the columns; missing: " + strings.Join(e.Missing, ", ")
}

// ErrForm says that a file is neither a CSV nor an XLSX that can be read.
var ErrForm = errors.New("sheet: neither a CSV file nor an XLSX workbook that can be read")

// File is an open table.
type File struct {
	// Unused are the columns of the file that nobody asked for.
	Unused []string
	// excel: figures and days of cells come as the workbook keeps them.
	excel bool
	next  func() ([]string, int, error)
	at    map[string]int
	names []string
	done  func() int64
	close func() error
}

// Open opens a table and reads its first row. It fails with *HeaderError and
// ErrForm.
func Open(path string, columns []Column) (*File, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	f := &File{at: map[string]int{}, close: in.Close}
	mark := make([]byte, len(zipMark))
	n, _ := io.ReadFull(in, mark)
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return nil, errors.Join(err, in.Close())
	}
	if bytes.Equal(mark[:n], zipMark) {
		err = f.workbook(in)
	} else {
		err = f.text(in)
	}
	if err == nil {
		err = f.header(columns)
	}
	if err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

var zipMark = []byte("PK\x03\x04")

// Close closes the file.
func (f *File) Close() error { return f.close() }

// Done is how many bytes of the file were read so far.
func (f *File) Done() int64 { return f.done() }

// counted counts what is read.
type counted struct {
	in io.Reader
	n  int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

func (f *File) text(in *os.File) error {
	utf, err := validUTF8(in)
	if err != nil {
		return err
	}
	count := &counted{in: in}
	f.done = func() int64 { return count.n }
	buffered := bufio.NewReaderSize(count, 1<<16)
	if start, _ := buffered.Peek(len(byteOrder)); string(start) == byteOrder {
		_, _ = buffered.Discard(len(byteOrder)) // it is there
	}
	var decoded io.Reader = buffered
	if !utf {
		decoded = transform.NewReader(decoded, charmap.Windows1252.NewDecoder())
	}
	r := csv.NewReader(decoded)
	r.Comma, r.FieldsPerRecord, r.ReuseRecord, r.TrimLeadingSpace = ';', -1, true, true
	f.next = func() ([]string, int, error) {
		fields, err := r.Read()
		if broken, ok := errors.AsType[*csv.ParseError](err); ok {
			return nil, broken.Line, errQuote
		}
		if err != nil {
			return nil, 0, err
		}
		line, _ := r.FieldPos(0)
		return fields, line, nil
	}
	return nil
}

// byteOrder is the mark that some programs write before UTF-8.
const byteOrder = "\ufeff"

var errQuote = errors.New("sheet: a quotation mark stands where none belongs")

// validUTF8 looks through the whole file: an accent in Windows-1252 may come late.
func validUTF8(in *os.File) (bool, error) {
	const block = 1 << 16
	buffer, kept := make([]byte, block), 0
	for {
		n, err := in.Read(buffer[kept:])
		part := buffer[:kept+n]
		for len(part) > 0 {
			r, size := utf8.DecodeRune(part)
			if r == utf8.RuneError && size == 1 {
				if utf8.FullRune(part) || err != nil {
					_, err := in.Seek(0, io.SeekStart)
					return false, err
				}
				break
			}
			part = part[size:]
		}
		kept = copy(buffer, part)
		if errors.Is(err, io.EOF) {
			_, err := in.Seek(0, io.SeekStart)
			return kept == 0, err
		}
		if err != nil {
			return false, err
		}
	}
}

// A workbook's unpacked size is bounded: a small file can unpack to more than a disk
// holds. Sheets over the second bound are unpacked to the disk.
const (
	unzipLimit  = 4 << 30
	memoryLimit = 16 << 20
)

func (f *File) workbook(in *os.File) error {
	book, err := excelize.OpenReader(in, excelize.Options{RawCellValue: true, UnzipSizeLimit: unzipLimit, UnzipXMLSizeLimit: memoryLimit})
	if err != nil {
		return ErrForm
	}
	rows, err := book.Rows(book.GetSheetName(0))
	if err != nil {
		return errors.Join(ErrForm, book.Close())
	}
	f.excel, f.done = true, func() int64 { return 0 }
	closeFile := f.close
	f.close = func() error { return errors.Join(rows.Close(), book.Close(), closeFile()) }
	line := 0
	f.next = func() ([]string, int, error) {
		if rows.Next() {
			line++
			cells, err := rows.Columns()
			if err != nil {
				return nil, line, fmt.Errorf("line %d: %w", line, ErrForm)
			}
			return cells, line, nil
		}
		if rows.Error() != nil {
			return nil, line, fmt.Errorf("line %d: %w", line, ErrForm)
		}
		return nil, line, io.EOF
	}
	return nil
}

func (f *File) header(columns []Column) error {
	first, _, err := f.next()
	if err != nil && !errors.Is(err, io.EOF) {
		return ErrForm
	}
	known := map[string]bool{}
	for _, c := range columns {
		known[c.Name] = true
		f.names = append(f.names, c.Name)
	}
	for i, cell := range first {
		name := fold(cell)
		if _, twice := f.at[name]; known[name] && !twice {
			f.at[name] = i
		} else if name != "" {
			f.Unused = append(f.Unused, name)
		}
	}
	var missing []string
	for _, c := range columns {
		if _, ok := f.at[c.Name]; c.Needed && !ok {
			missing = append(missing, c.Name)
		}
	}
	if missing != nil {
		return &HeaderError{missing}
	}
	return nil
}

// fold writes a column's name in small letters, without accents, words joined.
func fold(s string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		plain = s
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool { return r == ' ' || r == '_' || r == '-' }), "_")
}

// Next gives the next row that is not empty; io.EOF ends them. A row that cannot be
// read at all comes with a fault.
func (f *File) Next() (*Row, error) {
	for {
		cells, line, err := f.next()
		switch {
		case errors.Is(err, errQuote):
			row := &Row{Line: line, file: f}
			row.fault("", "quotation marks around a whole value, doubled within it")
			return row, nil
		case err != nil:
			return nil, err
		case slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }):
			return &Row{Line: line, file: f, cells: cells}, nil
		}
	}
}
