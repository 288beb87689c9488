package dialogs_test

import (
	"cmp"
	"context"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

// heldInquiry is an inquiry with its thread.
type heldInquiry struct {
	backend.Inquiry
	thread []backend.InquiryEntry
}

func (tx *memoryTx) AddInquiry(q backend.Inquiry, first backend.InquiryEntry, draft *backend.Draft) {
	tx.queued = append(tx.queued, func() error {
		tx.m.inquiries = append(tx.m.inquiries, heldInquiry{Inquiry: q})
		return nil
	})
	tx.AddInquiryEntry(q.ID, first, draft)
}

func (tx *memoryTx) AddInquiryEntry(id int64, e backend.InquiryEntry, draft *backend.Draft) {
	tx.queued = append(tx.queued, func() error {
		i := slices.IndexFunc(tx.m.inquiries, func(q heldInquiry) bool { return q.ID == id })
		if slices.ContainsFunc(tx.m.inquiries[i].thread, func(o backend.InquiryEntry) bool { return o.Seq == e.Seq }) {
			return backend.ErrConflict
		}
		tx.m.inquiries[i].thread = append(slices.Clone(tx.m.inquiries[i].thread), e)
		if draft == nil {
			return nil
		}
		for f, stored := range tx.m.files {
			if stored.draft == draft.ID {
				stored.draft, stored.seq = id, e.Seq
				tx.m.files[f] = stored
			}
		}
		return tx.m.endDraft(*draft)()
	})
}

func (tx *memoryTx) SaveInquiry(q backend.Inquiry) {
	tx.queue(func() {
		i := slices.IndexFunc(tx.m.inquiries, func(o heldInquiry) bool { return o.ID == q.ID })
		tx.m.inquiries[i].Inquiry = q
	})
}

func (tx *memoryTx) inquiry(is func(backend.Inquiry) bool) (backend.Inquiry, error) {
	q, err := find(tx.m.inquiries, func(q heldInquiry) bool { return is(q.Inquiry) })
	return q.Inquiry, err
}

func (tx *memoryTx) Inquiry(_ context.Context, id int64) (backend.Inquiry, error) {
	return tx.inquiry(func(q backend.Inquiry) bool { return q.ID == id })
}

func (tx *memoryTx) LockInquiry(ctx context.Context, id int64) (backend.Inquiry, error) {
	return tx.Inquiry(ctx, id)
}

func (tx *memoryTx) InquiryByProtocol(_ context.Context, p ident.Protocol) (backend.Inquiry, error) {
	return tx.inquiry(func(q backend.Inquiry) bool { return q.Protocol == p })
}

func (tx *memoryTx) TalkOf(_ context.Context, who access.Actor) (backend.Inquiry, error) {
	return tx.inquiry(func(q backend.Inquiry) bool { return q.From == who && q.Kind == backend.Talk && q.Open() })
}

func (tx *memoryTx) TalksBefore(_ context.Context, q backend.Inquiry) (int, error) {
	n := 0
	for _, o := range tx.m.inquiries {
		if o.State == backend.InquiryWaiting && o.Kind == backend.Talk && o.Holder == (access.Actor{}) && cmp.Or(o.ClockAt.Compare(q.ClockAt), cmp.Compare(o.ID, q.ID)) < 0 {
			n++
		}
	}
	return n, nil
}

func (tx *memoryTx) InquiryThread(_ context.Context, id int64, before, most int) ([]backend.InquiryEntry, error) {
	q, err := find(tx.m.inquiries, func(q heldInquiry) bool { return q.ID == id })
	all := slices.DeleteFunc(slices.Clone(q.thread), func(e backend.InquiryEntry) bool { return before > 0 && e.Seq >= before })
	return all[max(0, len(all)-most):], err
}

func (tx *memoryTx) Inquiries(_ context.Context, f backend.InquiryFilter, skip, most int) (backend.InquiryPage, error) {
	var all []backend.Inquiry
	for _, q := range tx.m.inquiries {
		if (f.From == access.Actor{} || q.From == f.From) && (f.Holder == access.Actor{} || q.Holder == f.Holder) && (!f.Leveled || q.Level == f.Level) &&
			(!f.Live || q.Kind == backend.Talk && q.Open()) && (!f.Unclosed || q.Open()) && (!f.Waiting || q.State == backend.InquiryWaiting) {
			all = append(all, q.Inquiry)
		}
	}
	slices.SortFunc(all, func(x, y backend.Inquiry) int {
		switch {
		case f.Waiting:
			return cmp.Or(x.DueAt.Compare(y.DueAt), cmp.Compare(x.ID, y.ID))
		case f.Live:
			return cmp.Or(x.ClockAt.Compare(y.ClockAt), cmp.Compare(x.ID, y.ID))
		}
		return cmp.Compare(y.ID, x.ID)
	})
	page := backend.InquiryPage{Total: len(all)}
	page.Inquiries = all[min(skip, len(all)):min(skip+most, len(all))]
	return page, nil
}

func (tx *memoryTx) Attendant(_ context.Context, id int64) (backend.Attendant, error) {
	return find(fictional.Attendants(), func(a backend.Attendant) bool {
		return a.ID == id && !tx.m.off[access.Actor{Role: access.Attendant, ID: id}]
	})
}

func (tx *memoryTx) LinkedAttendants(context.Context) ([]int64, error) {
	return tx.attendants(func(a backend.Attendant) bool {
		return slices.ContainsFunc(tx.m.entrance.links, func(l linked) bool { return l.actor == access.Actor{Role: access.Attendant, ID: a.ID} })
	}), nil
}

func (tx *memoryTx) AttendantsNamed(_ context.Context, logins []string) ([]int64, error) {
	return tx.attendants(func(a backend.Attendant) bool { return slices.Contains(logins, a.Login) }), nil
}

func (tx *memoryTx) attendants(is func(backend.Attendant) bool) []int64 {
	var ids []int64
	for _, a := range fictional.Attendants() {
		if is(a) && !tx.m.off[access.Actor{Role: access.Attendant, ID: a.ID}] {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

func (tx *memoryTx) AddHeard(h backend.Heard) {
	tx.queue(func() { tx.m.heard = append(tx.m.heard, h) })
}
