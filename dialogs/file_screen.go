package dialogs

import (
	"context"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// shownFile is the attachment whose own screen is open, -1 for none.
func (t *turn) shownFile() int { return t.fileAt(t.s.State.File) }

// filesStep is the list of attachments, or what was opened from it.
func (t *turn) filesStep() Step {
	switch {
	case t.shownFile() >= 0:
		return StepFile
	case t.s.State.Sheet && len(t.s.Draft.Form.Files) > 0:
		return StepSheet
	}
	return StepFiles
}

func (t *turn) showFile(context.Context) (view, error) {
	files, i := t.s.Draft.Form.Files, t.shownFile()
	f := files[i]
	v := view{head: phrases.FileCard(i+1, len(files), f), ask: phrases.AskFileType}
	var types []key
	for _, typ := range backend.FileTypes() {
		types = append(types, key{label: phrases.BtnFileType(typ, typ == f.Type), verb: verbSet, arg: idArg(f.Key()) + "." + string(typ)})
	}
	v.keys = append(v.keys, types[:1], types[1:2])
	v.keys = append(v.keys, types[2:])
	last := row(key{label: phrases.BtnRemoveFile, verb: verbDel, arg: idArg(f.Key())})
	if !f.Coming() {
		last = append(row(key{label: phrases.BtnSeeFile, verb: verbView, arg: idArg(f.Key())}), last...)
	}
	v.keys = t.foot(append(v.keys, last)...)
	return v, nil
}

func (t *turn) tapFile(ctx context.Context, c Callback) error {
	switch c.Verb {
	case verbSet:
		file, kind, ok := c.pair()
		if !ok || !slices.Contains(backend.FileTypes(), backend.FileType(kind)) {
			return errStale
		}
		c.Arg = file
		if c.id() != t.s.State.File {
			return errStale
		}
		t.setFileType(backend.FileType(kind))
		return nil
	case verbView:
		return t.viewFile(ctx, c.id())
	case verbDel:
		if err := t.removeFile(c.id()); err != nil {
			return err
		}
		return t.backToFiles()
	}
	return errStale
}

// setFileType says what the file shows, and leads back to the list.
func (t *turn) setFileType(typ backend.FileType) {
	i := t.shownFile()
	if t.s.Draft.Form.Files[i].Type != typ {
		t.change(func(f *backend.Form) { f.Files[i].Type = typ })
	}
	t.s.State.File = 0
}

// viewFile shows a stored file in a message of its own.
func (t *turn) viewFile(ctx context.Context, key int64) error {
	i := t.fileAt(key)
	if i < 0 {
		return errStale
	}
	stored, err := t.desk.DraftFiles(ctx, t.tx, t.s.Actor, t.s.Draft)
	if err != nil {
		return err
	}
	for _, a := range stored {
		if a.ID == t.s.Draft.Form.Files[i].ID {
			t.opened(a)
			return nil
		}
	}
	t.warn(phrases.FileNotHere)
	return nil
}

// opened leaves a file in a message of its own, which stays.
func (t *turn) opened(a backend.Attachment) {
	t.note(Reply{
		Text: phrases.FileShown(a), Protect: true,
		Paper: &Paper{Attachment: &Attachment{Name: phrases.ShownName(a.Name, a.Kind), Kind: a.Kind, Preview: a.Preview, Blob: a.Blob}},
	})
}

// typedFile takes the type in words, or that the file is to go; else it is as
// typed on the list.
func (t *turn) typedFile(ctx context.Context, text string) error {
	if number(fold(text)) < 0 && onlyType(text) {
		if typ := typeOf(text, ""); typ != "" {
			t.setFileType(typ)
			return nil
		}
	}
	switch fold(text) {
	case "outro", "outra", "outro tipo":
		t.setFileType(backend.OtherDocument)
		return nil
	case "remover", "retirar", "tirar", "excluir", "apagar":
		key := t.s.State.File
		t.s.State.File = 0
		return t.removeFile(key)
	}
	t.s.State.File = 0
	return t.typedFiles(ctx, text)
}

func (t *turn) backToFiles() error {
	t.s.State.File, t.s.State.Sheet = 0, false
	return nil
}

// showSheet shows the attachments as a sheet of thumbnails.
func (t *turn) showSheet(ctx context.Context) (view, error) {
	stored, err := t.desk.DraftFiles(ctx, t.tx, t.s.Actor, t.s.Draft)
	if err != nil {
		return view{}, err
	}
	var (
		thumbs  []Thumb
		removes []key
	)
	for i, f := range t.s.Draft.Form.Files {
		thumb := Thumb{Name: phrases.ShownName(f.Name, f.Kind), Kind: f.Kind}
		for _, a := range stored {
			if a.ID == f.ID {
				thumb.Preview = a.Preview
			}
		}
		thumbs = append(thumbs, thumb)
		removes = append(removes, key{label: phrases.BtnDiscard(i + 1), verb: verbDel, arg: idArg(f.Key())})
	}
	v := view{head: phrases.SheetTitle, ask: phrases.AskSheet, paper: &Paper{Thumbs: thumbs}}
	v.keys = append(grid(removes, 5), row(key{label: phrases.BtnBack, verb: verbBack}))
	return v, nil
}

func (t *turn) tapSheet(_ context.Context, c Callback) error {
	if c.Verb != verbDel {
		return errStale
	}
	return t.removeFile(c.id())
}

// typedSheet takes the number of a file to remove; else it is as typed on the
// list.
func (t *turn) typedSheet(ctx context.Context, text string) error {
	files := t.s.Draft.Form.Files
	verb, n, _ := strings.Cut(fold(text), " ")
	switch verb {
	case "remover", "tirar", "excluir", "apagar", "retirar":
		if i := number(n); i >= 1 && i <= len(files) {
			return t.removeFile(files[i-1].Key())
		}
	}
	t.s.State.Sheet = false
	return t.typedFiles(ctx, text)
}
