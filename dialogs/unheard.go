package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// unheard tells an auditor, of a request that is open, that its clinic hears nothing of
// what is decided or asked: somebody has to call. It is empty where the clinic does, and
// for everybody else.
func (t *turn) unheard(ctx context.Context, d backend.Details) (string, error) {
	if t.s.Actor.Role != access.Auditor || !d.Situation.Open() {
		return "", nil
	}
	r, err := t.desk.Reach(ctx, t.tx, access.Actor{Role: access.Provider, ID: d.Provider})
	if err != nil || r.Reached() {
		return "", err
	}
	phone := ""
	if c := d.Form.Contact; c != nil {
		phone = formatPhone(c.Phone)
	}
	return phrases.Unheard(r, phone), nil
}
