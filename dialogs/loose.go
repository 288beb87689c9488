package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// Whoever just sent a request without its X-ray takes the receipt at its word and sends
// the picture, with nothing open: it is for the request that waits for one.

// beginLack begins the message with which a file comes to the one request that waits
// for a document, or finds those which it may be for.
func (t *turn) beginLack(ctx context.Context) error {
	if t.s.Actor.Role != access.Provider || t.s.Draft != nil {
		return nil
	}
	all, err := t.desk.Lacking(ctx, t.tx, t.s.Actor, t.tx.Now().Add(-askedLately))
	if err != nil || len(all) == 0 {
		return err
	}
	if len(all) > 1 {
		t.whichever = all
		return nil
	}
	if err := t.write(ctx, all[0].Number, backend.Intermediate); err != nil {
		return err
	}
	if t.about() != nil {
		t.meant = all[0]
	}
	return nil
}

// keepLoose keeps a file that may be for several requests until one is named, and asks
// which, once for all files of an album.
func (t *turn) keepLoose(in File) bool {
	st := &t.s.State
	if len(t.whichever) == 0 || t.s.Draft != nil || in.Size > maxFileSize || len(st.Loose) >= backend.MaxFiles {
		return false
	}
	t.silent = in.Album != "" && len(st.Loose) > 0 && st.Loose[len(st.Loose)-1].Album == in.Album
	st.Loose = append(st.Loose, in)
	if t.silent {
		return true
	}
	var rows [][]Button
	for _, l := range t.whichever {
		rows = append(rows, []Button{{
			Text: phrases.BtnMeant(l.Number, l.Beneficiary), Data: Callback{Step: StepDetails, Verb: verbBring, Arg: idArg(int64(l.Number))}.String(),
		}})
	}
	t.note(Reply{Text: phrases.AskMeant(len(st.Loose)), Rows: rows})
	return true
}

// attachLoose brings to the message that was begun what was kept for it.
func (t *turn) attachLoose() error {
	loose := t.s.State.Loose
	if len(loose) == 0 || t.about() == nil {
		return nil
	}
	t.s.State.Loose = nil
	for _, f := range loose {
		f.Album = ""
		if err := t.file(f); err != nil {
			return err
		}
	}
	return nil
}

// lackKeys are the buttons of a receipt that waits for documents: the first begins the
// message that brings them.
func lackKeys(rows [][]Button, d backend.Details, label string) [][]Button {
	bring := Button{Text: label, Data: Callback{Step: StepDetails, Verb: verbBring, Arg: idArg(int64(d.Number))}.String()}
	return append([][]Button{{bring}}, rows...)
}
