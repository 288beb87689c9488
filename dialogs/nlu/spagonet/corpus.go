package spagonet

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"guiche/dialogs/nlu"
)

// Line is a message of a corpus and what it asks for.
type Line struct {
	ID, Text string
	Intent   nlu.Intent
	// AlsoOK are other intents that would be right.
	AlsoOK []nlu.Intent
	// Audience: P a provider, M a member, G anybody.
	Audience, Tags string
	// Author is the file that the line stands in, without its ending.
	Author string
}

// Right says whether an intent is an answer to the line.
func (l Line) Right(i nlu.Intent) bool { return i == l.Intent || slices.Contains(l.AlsoOK, i) }

// ReadLines reads a file of the corpus: tab-separated, with a line of headings,
// id, text, intent, also_ok, audience and tags.
func ReadLines(in io.Reader, author string) ([]Line, error) {
	known := map[nlu.Intent]bool{}
	for _, i := range nlu.Intents() {
		known[i] = true
	}
	var lines []Line
	from := bufio.NewScanner(in)
	from.Buffer(nil, 1<<20)
	for n := 1; from.Scan(); n++ {
		cells := strings.Split(strings.TrimRight(from.Text(), "\r"), "\t")
		if n == 1 && cells[0] == "id" || strings.TrimSpace(from.Text()) == "" {
			continue
		}
		if len(cells) < 3 {
			return nil, fmt.Errorf("%s: line %d has %d columns, not 3 to 6", author, n, len(cells))
		}
		cells = append(cells, "", "", "")
		l := Line{ID: cells[0], Text: cells[1], Intent: nlu.Intent(strings.TrimSpace(cells[2])), Audience: cells[4], Tags: cells[5], Author: author}
		for _, w := range strings.FieldsFunc(cells[3], func(r rune) bool { return r == ',' || r == ';' || r == '|' || r == ' ' }) {
			l.AlsoOK = append(l.AlsoOK, nlu.Intent(w))
		}
		for _, i := range append([]nlu.Intent{l.Intent}, l.AlsoOK...) {
			if !known[i] {
				return nil, fmt.Errorf("%s: line %d names the intent %q, which is none", author, n, i)
			}
		}
		lines = append(lines, l)
	}
	return lines, from.Err()
}

// Corpus is what is trained on, and what never is.
type Corpus struct {
	Train []Line
	// Dev are the files whose names begin with dev.
	Dev []Line
	// Hash names the training lines.
	Hash string
}

// ReadCorpus reads a folder of author files.
func ReadCorpus(from fs.FS) (Corpus, error) {
	var c Corpus
	sum := sha256.New()
	files, err := fs.Glob(from, "*.tsv") // sorted, so that the same files are the same corpus
	if err != nil {
		return c, err
	}
	for _, name := range files {
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return c, err
		}
		author := strings.TrimSuffix(path.Base(name), ".tsv")
		lines, err := ReadLines(strings.NewReader(string(data)), author)
		if err != nil {
			return c, err
		}
		if strings.HasPrefix(author, "dev") {
			c.Dev = append(c.Dev, lines...)
			continue
		}
		sum.Write(data)
		c.Train = append(c.Train, lines...)
	}
	if len(c.Train) == 0 {
		return c, errors.New("the folder has no corpus: no *.tsv beside dev*.tsv")
	}
	c.Hash = hex.EncodeToString(sum.Sum(nil))
	return c, nil
}
