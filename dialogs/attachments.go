package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// showAttachments lists the files of the request that is open, as a sheet of
// thumbnails; a number opens one.
func (t *turn) showAttachments(ctx context.Context) (view, error) {
	files, err := t.attachments(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return t.noRequest(), nil
	}
	if err != nil {
		return view{}, err
	}
	v := view{head: phrases.AttachmentsOf(t.s.State.Request), ask: phrases.NoFiles}
	var (
		thumbs []Thumb
		opens  []key
		lines  []string
	)
	for i, a := range files {
		thumbs = append(thumbs, Thumb{Name: a.Name, Kind: a.Kind, Preview: a.Preview})
		opens = append(opens, key{label: phrases.BtnOpen(i + 1), verb: verbOpen, arg: idArg(a.ID)})
		lines = append(lines, phrases.AttachmentLine(i+1, a))
	}
	if len(files) > 0 {
		v.head = phrases.Paragraphs(v.head, phrases.Lines(lines...))
		v.ask, v.paper = phrases.AskAttachment, &Paper{Thumbs: thumbs}
	}
	v.keys = append(grid(opens, 5), t.detailsFoot())
	return v, nil
}

func (t *turn) tapAttachments(ctx context.Context, c Callback) error {
	if c.Verb != verbOpen {
		return errStale
	}
	return t.openAttachment(ctx, func(_ int, a backend.Attachment) bool { return a.ID == c.id() })
}

// typedAttachments takes the number of a file.
func (t *turn) typedAttachments(ctx context.Context, text string) error {
	n := number(fold(text))
	if n < 1 {
		return t.typedDetails(ctx, text)
	}
	err := t.openAttachment(ctx, func(i int, _ backend.Attachment) bool { return i+1 == n })
	if errors.Is(err, errStale) {
		t.warn(phrases.UseButtons)
		return nil
	}
	return err
}

func (t *turn) openAttachment(ctx context.Context, is func(int, backend.Attachment) bool) error {
	files, err := t.attachments(ctx)
	if err != nil && !errors.Is(err, backend.ErrNotFound) {
		return err
	}
	for i, a := range files {
		if is(i, a) {
			t.opened(a)
			return nil
		}
	}
	return errStale
}

func (t *turn) attachments(ctx context.Context) ([]backend.Attachment, error) {
	if t.attached == nil {
		files, err := t.desk.Attachments(ctx, t.tx, t.s.Actor, t.s.State.Request)
		if err != nil {
			return nil, err
		}
		t.attached = files
	}
	return t.attached, nil
}

// openAttachments goes from a request's details to its files.
func (t *turn) openAttachments() { t.s.State.Step = StepAttachments }

func (t *turn) backToDetails() error {
	t.s.State.Step = StepDetails
	return nil
}
