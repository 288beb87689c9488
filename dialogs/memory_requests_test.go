package dialogs_test

import (
	"context"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

func (tx *memoryTx) LockDraft(ctx context.Context, id int64) (*backend.Draft, error) {
	d, err := tx.LoadDraft(ctx, id)
	if err == nil && tx.m.off[access.Actor{Role: access.Provider, ID: d.Provider}] {
		err = backend.ErrClosed
	}
	return d, err
}

func (tx *memoryTx) ReceiptOf(_ context.Context, draftID int64) (backend.Receipt, error) {
	d, err := find(tx.m.requests, func(d backend.Details) bool { return d.ID == draftID })
	return backend.Receipt{Number: d.Number, Protocol: d.Protocol, SentAt: d.SentAt, DueAt: d.DueAt}, err
}

func (tx *memoryTx) TakeNumbers(_ context.Context, day calendar.Date, last int64) (request, sequence int64, err error) {
	if tx.m.sequences[day] >= last {
		return 0, 0, backend.ErrDayFull
	}
	sequence = tx.m.sequences[day] + 1
	tx.queue(func() { tx.m.sequences[day] = sequence })
	return int64(len(tx.m.requests)) + 1, sequence, nil
}

func (tx *memoryTx) AddRequest(r backend.Request, b backend.Basis, draft backend.Draft) {
	tx.queued = append(tx.queued, tx.m.endDraft(draft))
	tx.queue(func() {
		first := backend.Interaction{Seq: 1, At: r.SentAt, Kind: backend.Opening, Author: access.Provider, AuthorID: r.Provider, Contact: *r.Form.Contact, Text: r.Form.Note, Files: len(r.Form.Files)}
		tx.m.bases[r.ID] = b
		tx.m.requests = append(tx.m.requests, backend.Details{Request: r, Thread: []backend.Interaction{first}})
	})
}

func (tx *memoryTx) RequestsOf(_ context.Context, provider int64, f backend.Filter, at backend.Cursor, size int) (backend.Page, error) {
	return tx.listed(at, size, func(d backend.Details) bool {
		day := calendar.DateOf(d.SentAt)
		return d.Provider == provider && (f.Situation == "" || d.Situation == f.Situation) &&
			(f.Beneficiary == 0 || d.Form.Beneficiary.ID == f.Beneficiary) && (f.From.IsZero() || !day.Before(f.From) && !day.After(f.To))
	}), nil
}

func (tx *memoryTx) RequestsFor(_ context.Context, beneficiaries []int64, at backend.Cursor, size int) (backend.Page, error) {
	return tx.listed(at, size, func(d backend.Details) bool { return slices.Contains(beneficiaries, d.Form.Beneficiary.ID) }), nil
}

// listed are the requests that keep lets through, newest first.
func (tx *memoryTx) listed(at backend.Cursor, size int, keep func(backend.Details) bool) backend.Page {
	all := slices.DeleteFunc(slices.Clone(tx.m.requests), func(d backend.Details) bool { return !keep(d) })
	slices.Reverse(all)
	return pageOf(all, at, size)
}

func (tx *memoryTx) OpenRequests(_ context.Context, at backend.Cursor, size int) (backend.Page, error) {
	open := slices.DeleteFunc(slices.Clone(tx.m.requests), func(d backend.Details) bool { return !d.Situation.WithAudit() })
	slices.SortStableFunc(open, func(a, b backend.Details) int {
		if a.Form.Urgency.Urgent() != b.Form.Urgency.Urgent() {
			if a.Form.Urgency.Urgent() {
				return -1
			}
			return 1
		}
		return a.DueAt.Compare(b.DueAt)
	})
	return pageOf(open, at, size), nil
}

func pageOf(all []backend.Details, at backend.Cursor, size int) backend.Page {
	from, to := 0, min(size, len(all))
	if at.Number != 0 {
		i := slices.IndexFunc(all, func(d backend.Details) bool { return d.Number == at.Number })
		switch {
		case i < 0:
			return backend.Page{}
		case at.Back:
			from, to = max(i-size, 0), i
		default:
			from, to = i+1, min(i+1+size, len(all))
		}
	}
	p := backend.Page{Before: from > 0, After: to < len(all)}
	for _, d := range all[from:to] {
		var last backend.Interaction
		for _, i := range d.Thread {
			if i.Seq != 1 && i.Author != access.Member && i.Author != access.Rules {
				last = i
			}
		}
		p.Lines = append(p.Lines, backend.Summary{
			Last: last.Author, LastKind: last.Kind, LastAt: last.At, Claim: d.Claim,
			Number: d.Number, Protocol: d.Protocol, Situation: d.Situation, SentAt: d.SentAt, DueAt: d.DueAt,
			Urgent: d.Form.Urgency.Urgent(), Beneficiary: d.Form.Beneficiary.Name, Card: d.Form.Beneficiary.Card, Items: len(d.Form.Items),
		})
	}
	return p
}

func (tx *memoryTx) RequestByProtocol(_ context.Context, p ident.Protocol) (backend.Details, error) {
	return tx.details(func(d backend.Details) bool { return d.Protocol == p })
}

func (tx *memoryTx) RequestByNumber(_ context.Context, n ident.RequestNumber) (backend.Details, error) {
	return tx.details(func(d backend.Details) bool { return d.Number == n })
}

func (tx *memoryTx) details(is func(backend.Details) bool) (backend.Details, error) {
	d, err := find(tx.m.requests, is)
	for _, p := range tx.m.clinics {
		if p.ID == d.Provider {
			d.Clinic = p.Name
		}
	}
	return d, err
}

func (tx *memoryTx) LockRequest(ctx context.Context, n ident.RequestNumber) (backend.Details, error) {
	return tx.RequestByNumber(ctx, n)
}

func (tx *memoryTx) AddInteraction(request int64, i backend.Interaction, draft *backend.Draft) {
	if draft != nil {
		tx.queued = append(tx.queued, tx.m.endDraft(*draft))
	}
	tx.queued = append(tx.queued, func() error {
		at := slices.IndexFunc(tx.m.requests, func(d backend.Details) bool { return d.ID == request })
		if at < 0 || len(tx.m.requests[at].Thread) != i.Seq-1 {
			return backend.ErrConflict
		}
		d := tx.m.requests[at]
		d.Thread = append(slices.Clone(d.Thread), i)
		tx.m.requests[at] = d
		for id, owner := range tx.m.files {
			if draft != nil && owner.draft == draft.ID {
				owner.draft, owner.seq = request, i.Seq
				tx.m.files[id] = owner
			}
		}
		return nil
	})
}

func (tx *memoryTx) TakeSequence(_ context.Context, day calendar.Date, last int64) (int64, error) {
	_, n, err := tx.TakeNumbers(context.Background(), day, last)
	return n, err
}

func (tx *memoryTx) Dependants(_ context.Context, titular int64) ([]backend.Beneficiary, error) {
	var all []backend.Beneficiary
	for _, e := range fictional.Beneficiaries() {
		if e.Titular == titular {
			all = append(all, e.Beneficiary)
		}
	}
	return all, nil
}
