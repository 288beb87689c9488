package dialogs

import (
	"context"

	"guiche/dialogs/phrases"
)

// verbProvider: a dentist or clinic after all.
const verbProvider = "prov"

// showMember tells a beneficiary where he is served, and asks him nothing.
func (t *turn) showMember(context.Context) (view, error) {
	op := t.desk.Operator()
	return view{ask: phrases.MemberService(op.Phone, op.Hours), keys: [][]key{row(key{label: phrases.BtnProvider, verb: verbProvider})}}, nil
}

// memberTyped takes a login, for who is no beneficiary after all.
func (t *turn) memberTyped(ctx context.Context, in Text) error {
	switch spoken(in.Text) {
	case wordBack, wordCancel, wordMenu:
		return t.backToLogin()
	}
	if meansEntry(in.Text) {
		return t.loginTyped(ctx, in, false)
	}
	return nil
}

func (t *turn) tapMember(_ context.Context, c Callback) error {
	if c.Verb != verbProvider {
		return errStale
	}
	return t.backToLogin()
}
