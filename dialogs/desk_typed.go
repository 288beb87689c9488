package dialogs

import (
	"context"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// deskTyped takes what the buttons of the list say: another list, or the only inquiry
// there that a name or a kind means.
func (t *turn) deskTyped(ctx context.Context, text string) (bool, error) {
	said := fold(text)
	if t.step() != StepDesk || len(said) < 3 {
		return false, nil
	}
	for _, l := range deskLists {
		if said == fold(phrases.BtnDeskList(string(l))) {
			t.toDesk(l)
			return true, nil
		}
	}
	d := t.s.State.Desk
	page, err := t.desk.InquiryQueue(ctx, t.tx, t.s.Actor, d.List.filter(t.s.Actor), d.Page*deskSize, deskSize)
	if err != nil {
		return false, err
	}
	meant := slices.DeleteFunc(page.Inquiries, func(q backend.Inquiry) bool {
		return !strings.HasPrefix(fold(q.Name), said) && !strings.HasPrefix(fold(phrases.InquiryKind(q.Kind)), said)
	})
	if len(meant) != 1 {
		return false, nil
	}
	t.openAtDesk(meant[0].ID)
	return true, nil
}
