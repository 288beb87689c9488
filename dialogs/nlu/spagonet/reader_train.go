package spagonet

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
	"time"

	"guiche/dialogs/nlu"
)

// ReaderCorpus is what the reader is trained on, and what never is.
type ReaderCorpus struct {
	Requests []Meant
	// Proof is the file prova.jsonl.
	Proof  []Meant
	Lines  []Line
	moulds mouldings
	// Hash names the requests and moulds that are trained on, LinesHash the corpus of
	// intents, from which lines are taken as well.
	Hash, LinesHash string
}

// proof is the author that nothing is trained on or mended by.
const proof = "prova"

// ReadReaderCorpus reads the folder with requests, scopes and intents.
func ReadReaderCorpus(from fs.FS) (ReaderCorpus, error) {
	var c ReaderCorpus
	sum := sha256.New()
	files, err := fs.Glob(from, "requests/*.jsonl") // sorted
	if err != nil {
		return c, err
	}
	for _, name := range files {
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return c, err
		}
		author := strings.TrimSuffix(path.Base(name), ".jsonl")
		all, err := ReadRequests(data, author)
		if err != nil {
			return c, err
		}
		if author == proof {
			c.Proof = all
			continue
		}
		sum.Write(data)
		c.Requests = append(c.Requests, all...)
	}
	moulds, err := fs.ReadFile(from, "scopes/moldes.txt")
	if err != nil {
		return c, err
	}
	sum.Write(moulds)
	c.moulds = readMoulds(string(moulds))
	if len(c.Requests) == 0 || len(c.moulds.sentences) == 0 || len(c.moulds.procedures) == 0 || len(c.moulds.places) == 0 {
		return c, errors.New("the folder has no requests, or no sentences in scopes/moldes.txt")
	}
	intents, err := fs.Sub(from, "intents")
	if err != nil {
		return c, err
	}
	lines, err := ReadCorpus(intents)
	if err != nil {
		return c, err
	}
	c.Lines = lines.Train
	c.LinesHash = lines.Hash
	c.Hash = hex.EncodeToString(sum.Sum(nil))
	return c, nil
}

// told are the messages as the tagger learns them. Lines with slots are left
// out: the moulds do their work.
func (c ReaderCorpus) told() []told {
	var all []told
	for _, m := range c.Requests {
		all = append(all, toldBy(m))
	}
	for _, l := range c.Lines {
		if strings.HasPrefix(l.Author, moulds) {
			continue
		}
		if t, ok := toldByLine(l); ok {
			all = append(all, t)
		}
	}
	return all
}

// looks is what the rules make of every request, a byte each.
func (c ReaderCorpus) looks() []byte {
	all := make([]byte, len(c.Requests))
	for i, m := range c.Requests {
		look := rules.Look(m.Text)
		sum := uint64(len(look.Tokens))
		for _, mark := range look.Marks {
			sum = mix(sum ^ uint64(mark))
		}
		for _, p := range look.Procedures {
			sum = mix(sum ^ hash(strings.Join(p.Codes, " ")))
			if p.Dropped {
				sum = mix(sum)
			}
		}
		all[i] = byte(sum)
	}
	return all
}

// Aged tells how much has changed since a reader was trained: whether the requests
// or moulds have, and the share of the requests of which the rules make something
// else.
func (r *Reader) Aged(c ReaderCorpus) (corpus bool, rules float64) {
	if corpus = r.card.Corpus != c.Hash; corpus || len(r.card.Looks) != len(c.Requests) {
		return corpus, 1
	}
	n := 0
	for i, b := range c.looks() {
		n += one(b != r.card.Looks[i])
	}
	return corpus, fraction(n, len(c.Requests))
}

// Ticks is how often training the reader calls back.
func (r ReaderRecipe) Ticks() int { return r.Epochs * r.Members }

// TrainReader trains a reader.
func TrainReader(ctx context.Context, c ReaderCorpus, r ReaderRecipe, tick func()) (*Reader, error) {
	all := c.told()
	members, err := r.ensemble(ctx, all, c.moulds, tick)
	if err != nil {
		return nil, err
	}
	return newReader(newTagger(members), ReaderCard{Corpus: c.Hash, Lines: c.LinesHash, Messages: len(all), Sentences: len(c.moulds.sentences),
		Looks: c.looks(), Recipe: r}), nil
}

// AuthorReport holds the rules alone against a reader that never saw the author.
type AuthorReport struct {
	Author        string
	Rules, Reader RequestReport
}

// CrossValidate trains without some authors in turn, one member each, and reads
// those authors' messages. tick is called Ticks of each of them.
func CrossValidate(ctx context.Context, c ReaderCorpus, r ReaderRecipe, clock func() time.Time, tick func()) ([]AuthorReport, error) {
	r.Members = 1
	fold, authors := map[string]int{}, []string(nil)
	for _, m := range c.Requests {
		if _, ok := fold[m.Author]; !ok {
			fold[m.Author] = len(fold) % folds
			authors = append(authors, m.Author)
		}
	}
	var readers [folds]*Reader
	var faults [folds]error
	var wait sync.WaitGroup
	free := make(chan struct{}, 2)
	for n := range readers {
		rest := c
		rest.Requests = nil
		for _, m := range c.Requests {
			if fold[m.Author] != n {
				rest.Requests = append(rest.Requests, m)
			}
		}
		wait.Go(func() {
			free <- struct{}{}
			readers[n], faults[n] = TrainReader(ctx, rest, r, tick)
			<-free
		})
	}
	wait.Wait()
	if err := errors.Join(faults[:]...); err != nil {
		return nil, fmt.Errorf("train without some authors: %w", err)
	}
	var reports []AuthorReport
	for _, author := range authors {
		var mine []Meant
		for _, m := range c.Requests {
			if m.Author == author {
				mine = append(mine, m)
			}
		}
		reports = append(reports, AuthorReport{author, measured(mine, nlu.Parse, clock), measured(mine, readers[fold[author]].Parse, clock)})
	}
	return reports, nil
}

func measured(all []Meant, read func(string) nlu.Request, clock func() time.Time) RequestReport {
	return MeasureRequests(all, read, clock, func(Meant, nlu.Request) {})
}
