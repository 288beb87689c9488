package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// inquiryFiles are the files of the entries that are shown.
func (t *turn) inquiryFiles(ctx context.Context, q backend.OpenedInquiry) ([]backend.Attachment, error) {
	shown := map[int]bool{}
	for _, e := range q.Thread {
		shown[e.Seq] = e.Files > 0
		if e.Files > 0 {
			shown[0] = true
		}
	}
	if !shown[0] {
		return nil, nil
	}
	all, err := t.tx.FilesOf(ctx, q.ID)
	if err != nil {
		return nil, err
	}
	var some []backend.Attachment
	for _, a := range all {
		if shown[a.Interaction] {
			some = append(some, a)
		}
	}
	return some, nil
}

// inquiryFileKeys open those files, numbered alike on both sides.
func (t *turn) inquiryFileKeys(ctx context.Context, q backend.OpenedInquiry) ([][]key, error) {
	files, err := t.inquiryFiles(ctx, q)
	return inquiryFileRows(q.ID, files), err
}

func inquiryFileRows(id int64, files []backend.Attachment) [][]key {
	var keys []key
	for i, a := range files {
		keys = append(keys, key{label: phrases.BtnInquiryFile(i + 1), verb: verbView, arg: idArg(id) + "." + idArg(a.ID)})
	}
	return grid(keys, 4)
}

// openInquiryFile hands out a file of an inquiry.
func (t *turn) openInquiryFile(ctx context.Context, c Callback) error {
	first, second, ok := c.pair()
	if !ok {
		return errStale
	}
	files, err := t.desk.InquiryFiles(ctx, t.tx, t.s.Actor, Callback{Arg: first}.id())
	if err != nil {
		return err
	}
	for _, a := range files {
		if idArg(a.ID) == second {
			t.opened(a)
			return nil
		}
	}
	return errStale
}
