package dialogs

import (
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/preauth"
	"guiche/dialogs/phrases"
)

// maxThread is how many interactions a message has room for.
const maxThread = 3

// thread shows a few interactions, the newest unless others were asked for, and
// the buttons to the others.
func (t *turn) thread(d backend.Details) (text string, pages []key) {
	all, open := d.Thread, d.Question()
	if len(all) == 0 {
		return "", nil
	}
	last := (len(all) - 1) / maxThread
	page := min(t.s.State.Thread, last)
	to := len(all) - page*maxThread
	parts := []string{phrases.ThreadTitle(len(all))}
	for _, i := range all[max(to-maxThread, 0):to] {
		if i.Kind == backend.Opening {
			i.Text, i.Files, i.Contact = "", 0, backend.Contact{Name: i.Contact.Name} // they stand above
		}
		if t.s.Actor.Role == access.Auditor && i.Kind.Appeals() && slices.ContainsFunc(i.Items, func(n int) bool { c := d.Contesting(n); return c != nil && c.Seq == i.Seq }) {
			i.Text = "" // it stands with the items
		}
		if open != nil && i.Seq == open.Seq {
			i.Questions = slices.Clone(i.Questions)
			for n := range i.Questions {
				i.Questions[n].Text = "" // it stands below
			}
		}
		parts = append(parts, phrases.Interaction(i, d.Clinic))
	}
	if page < last {
		pages = append(pages, key{label: phrases.BtnOlder, verb: verbPage, arg: idArg(int64(page + 1))})
	}
	if page > 0 {
		pages = append(pages, key{label: phrases.BtnNewer, verb: verbPage, arg: idArg(int64(page - 1))})
	}
	return phrases.Lines(parts...), pages
}

// mostReasoned is how long what came of the items may be, for a message to hold all of
// them, with the thread and what happens next.
const mostReasoned = 2000

// itemsNow says what came of each item, with the reasons as far as there is room.
func itemsNow(d backend.Details, reasons []preauth.ItemVerdict) (said func(int) string, brief bool) {
	left := mostReasoned
	for n := range d.Form.Items {
		left -= phrases.Len(phrases.ItemNow(d, n, reasons))
	}
	if left < 0 && len(d.Denials()) > 0 {
		return func(n int) string { return phrases.ItemBriefly(d, n) }, true
	}
	return func(n int) string { return phrases.ItemNow(d, n, reasons) }, false
}
