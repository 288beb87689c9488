package dialogs_test

import (
	"cmp"
	"context"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/backend/preauth"
	"guiche/internal/fictional"
)

func (tx *memoryTx) Registered(ctx context.Context, of backend.Asker) (backend.Registered, error) {
	var reg backend.Registered
	if b, err := tx.BeneficiaryByID(ctx, of.Beneficiary); err == nil {
		reg.Beneficiary = &b
	}
	if _, err := find(fictional.Professionals(), func(p backend.Professional) bool { return p.ID == of.Professional }); err != nil {
		return reg, err
	}
	if p, err := tx.Provider(ctx, of.Provider); err == nil {
		reg.Clinic = p.Name
	}
	treatments, err := tx.TreatmentsOf(ctx, of.Beneficiary)
	for _, t := range treatments {
		reg.History = append(reg.History, preauth.Event{Code: t.Code, Tooth: t.Tooth, Faces: t.Faces, Region: t.Region, On: t.DoneAt})
	}
	for _, d := range tx.m.requests {
		if d.Form.Beneficiary.ID != of.Beneficiary || d.ID == of.Except {
			continue
		}
		event := func(g backend.Grant, on calendar.Date) preauth.Event {
			p, number := g.Procedure, int64(0)
			if d.Provider == of.Provider {
				number = int64(d.Number)
			}
			return preauth.Event{Code: p.Code, Tooth: p.Tooth, Faces: p.Faces, Region: p.Region, On: on, Number: number}
		}
		for _, r := range d.Releases {
			for _, g := range r.Items {
				switch r.State {
				case backend.ReleaseOpen:
					reg.Open = append(reg.Open, event(g, calendar.DateOf(d.SentAt)))
				case backend.ReleasePresented:
					reg.History = append(reg.History, event(g, calendar.DateOf(r.ChangedAt)))
				}
			}
		}
		for i, item := range d.Form.Items {
			if d.Result(i) == backend.Pending {
				reg.Open = append(reg.Open, event(backend.Grant{Procedure: item}, calendar.DateOf(d.SentAt)))
			}
		}
	}
	if of.Looker != (access.Actor{}) {
		if reg.Looks, err = tx.HistoryReads(ctx, of.Looker, of.LooksSince, of.MostLooks); err != nil {
			return reg, err
		}
	}
	byDay := func(a, b preauth.Event) int { return cmp.Compare(a.On.String(), b.On.String()) }
	slices.SortStableFunc(reg.History, byDay)
	slices.SortStableFunc(reg.Open, byDay)
	return reg, err
}

func (tx *memoryTx) BasisOf(_ context.Context, request int64) (backend.Basis, error) {
	b, ok := tx.m.bases[request]
	if !ok {
		return b, backend.ErrNotFound
	}
	return b, nil
}

func (tx *memoryTx) SaveBasis(request int64, b backend.Basis) {
	tx.queue(func() { tx.m.bases[request] = b })
}

// request changes a stored request.
func (tx *memoryTx) request(id int64, change func(*backend.Details)) {
	tx.queue(func() {
		for i := range tx.m.requests {
			if d := &tx.m.requests[i]; d.ID == id {
				change(d)
			}
		}
	})
}

func (tx *memoryTx) SaveRequest(r backend.Request) {
	tx.request(r.ID, func(d *backend.Details) {
		r.Results = slices.Clone(r.Results)
		d.Request = r
	})
}

func (tx *memoryTx) TakeGuias(_ context.Context, n int) (ident.Guia, error) {
	first := tx.m.guias + 1
	tx.m.guias += ident.Guia(n)
	return first, nil
}

func (tx *memoryTx) AddRelease(r backend.Release) {
	tx.request(r.Request, func(d *backend.Details) { d.Releases = append(slices.Clone(d.Releases), r) })
}

func (tx *memoryTx) SaveRelease(id int64, to backend.ReleaseState) {
	tx.queue(func() {
		for i := range tx.m.requests {
			d := &tx.m.requests[i]
			d.Releases = slices.Clone(d.Releases)
			for j := range d.Releases {
				if r := &d.Releases[j]; r.ID == id {
					r.State, r.ChangedAt = to, tx.m.now
				}
			}
		}
	})
}

func (tx *memoryTx) ReleaseByProof(_ context.Context, proof string) (backend.Release, error) {
	for _, d := range tx.m.requests {
		for _, r := range d.Releases {
			if r.Proof == proof {
				r.Senha = ""
				return r, nil
			}
		}
	}
	return backend.Release{}, backend.ErrNotFound
}

// ofRelease finds a release and its request.
func (tx *memoryTx) ofRelease(is func(backend.Details, backend.Release) bool) (backend.Details, backend.Release, error) {
	for _, d := range tx.m.requests {
		for _, r := range d.Releases {
			if is(d, r) {
				return d, r, nil
			}
		}
	}
	return backend.Details{}, backend.Release{}, backend.ErrNotFound
}

func (tx *memoryTx) RequestOfGuia(_ context.Context, g ident.Guia) (ident.RequestNumber, error) {
	d, _, err := tx.ofRelease(func(_ backend.Details, r backend.Release) bool { return r.Guia == g })
	return d.Number, err
}

func (tx *memoryTx) RequestOfSenha(_ context.Context, provider int64, senha ident.Senha) (ident.RequestNumber, ident.Guia, error) {
	d, r, err := tx.ofRelease(func(d backend.Details, r backend.Release) bool { return d.Provider == provider && r.Senha == senha })
	return d.Number, r.Guia, err
}

func (tx *memoryTx) OpenReleases(_ context.Context, provider int64, at backend.ReleaseCursor, size int) (backend.ReleasePage, error) {
	type line struct {
		backend.ReleaseLine
		open bool
	}
	var all []line
	for _, d := range tx.m.requests {
		for _, r := range d.Releases {
			if d.Provider == provider && (r.State == backend.ReleaseOpen || r.Guia == at.Guia) {
				all = append(all, line{backend.ReleaseLine{
					Guia: r.Guia, Number: d.Number, Until: r.Until, Beneficiary: d.Form.Beneficiary.Name, Card: d.Form.Beneficiary.Card, Items: len(r.Items),
				}, r.State == backend.ReleaseOpen})
			}
		}
	}
	slices.SortFunc(all, func(a, b line) int { return cmp.Or(a.Until.Compare(b.Until), cmp.Compare(a.Guia, b.Guia)) })
	var before, after []backend.ReleaseLine
	passed := at.Guia == 0
	for _, l := range all {
		switch {
		case l.Guia == at.Guia:
			passed = true
		case passed && l.open:
			after = append(after, l.ReleaseLine)
		case l.open:
			before = append(before, l.ReleaseLine)
		}
	}
	switch {
	case !passed:
		return backend.ReleasePage{}, nil
	case at.Back:
		from := max(len(before)-size, 0)
		return backend.ReleasePage{Lines: before[from:], Before: from > 0, After: true}, nil
	}
	to := min(size, len(after))
	return backend.ReleasePage{Lines: after[:to], Before: at.Guia != 0, After: to < len(after)}, nil
}
