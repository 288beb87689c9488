package papers

import (
	"context"
	"errors"
	"fmt"

	"guiche/backend"
	"guiche/dialogs"
)

// Sheet is a paper as it leaves: a photo, or a document with a name.
type Sheet struct {
	Name, MIME string
	Content    []byte
	Picture    bool
}

// Blobs is where previews and originals of attachments lie.
type Blobs interface {
	Get(ctx context.Context, name string) ([]byte, error)
}

// Press makes sheets. It is safe for concurrent use.
type Press struct {
	operator backend.Operator
	blobs    Blobs
	kept     *cache
	// tables bounds the sheets made at once: each takes a processor, and a picture
	// of thumbnails some tens of megabytes.
	tables chan struct{}
}

const (
	// maxTables is how many sheets are made at once.
	maxTables = 2
	// maxSheet is what Telegram takes of a photo, and more than any attachment has.
	maxSheet = 10 << 20
)

// What a paper can fail with, besides what Blobs fail with.
var (
	ErrEmpty  = errors.New("papers: nothing to draw")
	ErrTooBig = errors.New("papers: the sheet is too large")
)

// New returns a press for an operator's papers.
func New(operator backend.Operator, blobs Blobs) *Press {
	return &Press{operator: operator, blobs: blobs, kept: newCache(), tables: make(chan struct{}, maxTables)}
}

// Make draws a paper.
func (p *Press) Make(ctx context.Context, paper dialogs.Paper) (Sheet, error) {
	key := ""
	if paper.Odontogram != nil || paper.Faces != nil {
		key = paper.Key()
	}
	if s, ok := p.kept.get(key); ok {
		return s, nil
	}
	select {
	case p.tables <- struct{}{}:
		defer func() { <-p.tables }()
	case <-ctx.Done():
		return Sheet{}, ctx.Err()
	}
	s, err := p.draw(ctx, paper)
	if err == nil && len(s.Content) > maxSheet {
		err = ErrTooBig
	}
	if err != nil {
		return Sheet{}, err
	}
	p.kept.put(key, s)
	return s, nil
}

// draw turns a panic of a drawing into an error: a picture is not worth a chat.
func (p *Press) draw(ctx context.Context, paper dialogs.Paper) (s Sheet, err error) {
	defer func() {
		if recover() != nil { // what it says may hold a name
			s, err = Sheet{}, fmt.Errorf("papers: drawing %s broke down", paper.Name())
		}
	}()
	switch {
	case paper.Odontogram != nil:
		return pictureOf(paper.Name(), drawOdontogram(*paper.Odontogram))
	case paper.Faces != nil && paper.Faces.Tooth != 0:
		return pictureOf(paper.Name(), drawFaces(*paper.Faces))
	case len(paper.Thumbs) > 0:
		return p.thumbs(ctx, paper.Thumbs)
	case paper.Attachment != nil:
		return p.attachment(ctx, *paper.Attachment)
	case paper.Summary != nil:
		return p.summary(*paper.Summary)
	case paper.Chart != nil:
		return p.chart(*paper.Chart)
	case paper.Event != nil:
		return event(*paper.Event)
	case paper.Denial != nil:
		return p.denial(*paper.Denial)
	case paper.Authorisation != nil:
		return p.authorisation(*paper.Authorisation)
	case paper.Extract != nil:
		return p.extract(*paper.Extract)
	case paper.Tax != nil:
		return p.taxYear(*paper.Tax)
	}
	return Sheet{}, ErrEmpty
}
