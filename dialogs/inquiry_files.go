package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// inquiryFileKeys open the files of an inquiry, those of the entries that are shown.
func (t *turn) inquiryFileKeys(ctx context.Context, q backend.OpenedInquiry) ([][]key, error) {
	shown := 0
	for _, e := range q.Thread {
		shown += e.Files
	}
	if shown == 0 {
		return nil, nil
	}
	files, err := t.desk.InquiryFiles(ctx, t.tx, t.s.Actor, q.ID)
	if err != nil {
		return nil, err
	}
	var keys []key
	for i, a := range files {
		if a.Interaction >= q.Thread[0].Seq && a.Interaction <= q.Thread[len(q.Thread)-1].Seq {
			keys = append(keys, key{label: phrases.BtnInquiryFile(i + 1), verb: verbView, arg: idArg(q.ID) + "." + idArg(a.ID)})
		}
	}
	return grid(keys, 4), nil
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
