package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// What messages about a request and those to the operator's people have in common: how
// they are shown while they are written, and sent.

// messageFoot takes out what is written, or goes away from it.
func messageFoot(f *backend.Form) [][]key {
	var removes []key
	for i, file := range f.Files {
		removes = append(removes, key{label: phrases.BtnRemove(i+1, file.Name), verb: verbDel, arg: idArg(file.Key())})
	}
	if f.Note != "" {
		removes = append(removes, key{label: phrases.BtnClearText, verb: verbClear})
	}
	return append(grid(removes, 2), row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnDiscardText, verb: verbStop}))
}

// messageTapped sends the revision of a message that the screen showed; a second tap
// finds it sent.
func (t *turn) messageTapped(ctx context.Context, c Callback, send func(ctx context.Context, id, rev int64) error) error {
	switch {
	case c.Draft != 0 && c.Draft == t.s.State.Sent:
		t.answer, t.silent = Answer{Text: phrases.SentAlready}, true
		return nil
	case t.step() != c.Step || t.s.Draft.ID != c.Draft:
		return errStale
	case t.s.Draft.Rev != c.Rev:
		t.warn(phrases.MessageChanged)
		return nil
	}
	return send(ctx, c.Draft, c.Rev)
}

// filesJoined holds back what nobody saw with the files that came right before.
func (t *turn) filesJoined() bool {
	if t.joined {
		t.warn(phrases.FilesComing)
	}
	return t.joined
}

// unsent tells why a message stays as it is, whatever it is for; dayFull says that the
// numbers of the day are used up.
func (t *turn) unsent(ctx context.Context, err error, dayFull string) (told bool, _ error) {
	switch {
	case errors.Is(err, backend.ErrFilesComing):
		t.warn(phrases.FilesComing)
		return true, t.reload(ctx)
	case errors.Is(err, backend.ErrStale):
		t.warn(phrases.MessageChanged)
		return true, t.reload(ctx)
	case errors.Is(err, backend.ErrIncomplete):
		t.warn(t.incomplete())
	case errors.Is(err, backend.ErrDayFull):
		t.warn(dayFull)
	default:
		return false, nil
	}
	return true, nil
}
