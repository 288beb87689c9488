package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// grantRest is the argument of the button that authorises what nothing was said of.
const grantRest = "rest"

// grantKeys authorise all at once; beside what was said already only the others, since
// a denial would go with one tap.
func grantKeys(d backend.Details, f backend.Form) []key {
	silent, said := 0, 0
	for n := range d.Form.Items {
		switch {
		case d.Result(n) != backend.Pending:
		case f.Ruling(n) == nil && f.Question(n) == nil:
			silent++
		default:
			said++
		}
	}
	switch {
	case said == 0:
		return row(key{label: phrases.BtnGrantAll, verb: verbGrant})
	case silent > 0:
		return row(key{label: phrases.BtnGrantRest, verb: verbGrant, arg: grantRest})
	}
	return nil
}

// grantAll authorises whatever waits, or of it only what nothing was said of.
func (t *turn) grantAll(ctx context.Context, rest bool) error {
	t.s.State.Request = t.deciding()
	d, err := t.request(ctx)
	if err != nil {
		if errors.Is(err, backend.ErrNotFound) {
			return nil // the screen tells
		}
		return err
	}
	t.change(func(f *backend.Form) {
		for n := range d.Form.Items {
			if d.Result(n) != backend.Pending || rest && (f.Ruling(n) != nil || f.Question(n) != nil) {
				continue
			}
			f.Rule(backend.Ruling{Item: n, Result: backend.Granted})
		}
	})
	return nil
}
