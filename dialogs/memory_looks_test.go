package dialogs_test

import (
	"context"
	"slices"

	"guiche/backend"
)

func (tx *memoryTx) AddLooks(request int64, looks []backend.SecondLook) {
	tx.queue(func() { tx.m.secondLooks[request] = append(slices.Clone(tx.m.secondLooks[request]), looks...) })
}

func (tx *memoryTx) LooksAt(_ context.Context, request int64) ([]backend.SecondLook, error) {
	return slices.Clone(tx.m.secondLooks[request]), nil
}

func (tx *memoryTx) SaveLook(request int64, l backend.SecondLook) {
	tx.queued = append(tx.queued, func() error {
		looks := slices.Clone(tx.m.secondLooks[request])
		i := slices.IndexFunc(looks, func(have backend.SecondLook) bool { return have.Item == l.Item && have.Opinion == "" })
		if i < 0 {
			return backend.ErrConflict
		}
		looks[i], tx.m.secondLooks[request] = l, looks
		return nil
	})
}

func (tx *memoryTx) LooksDue(_ context.Context, at backend.Cursor, size int) (backend.Page, error) {
	waits := func(l backend.SecondLook) bool { return l.Opinion == "" }
	return pageOf(slices.DeleteFunc(slices.Clone(tx.m.requests), func(d backend.Details) bool {
		return !slices.ContainsFunc(tx.m.secondLooks[d.ID], waits)
	}), at, size), nil
}
