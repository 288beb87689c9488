package dialogs_test

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

// memory is storage in a map: what was committed. Transactions queue changes
// and see only what was committed before they began, as the real ones do.
type memory struct {
	now         time.Time
	off         map[access.Actor]bool // switched off by the operator
	lastID      int64
	clinics     []backend.Provider
	drafts      map[int64]backend.Draft
	requests    []backend.Details
	formsAsked  []int                   // how many at a time
	bases       map[int64]backend.Basis // what each was decided on
	guias       ident.Guia
	secondLooks map[int64][]backend.SecondLook // by request
	fetches     map[int64]backend.Fetch
	files       map[int64]storedFile
	failures    []failure
	sequences   map[calendar.Date]int64
	timers      map[timerKey]time.Time
	favourites  []favourite
	chosen      map[preference]backend.Choice
	inquiries   []heldInquiry
	heard       []backend.Heard
	audit       []backend.Event
	omitted     []backend.OmittedCase
	looks       []look // at histories
	auditAt     []time.Time
	mails       []backend.Mail
	entrance    entrance
	// account changes what the operator knows of a family.
	account func(*backend.Account)
}

type favourite struct {
	provider int64
	code     string
}

type look struct {
	actor access.Actor
	at    time.Time
}

type timerKey struct {
	chat backend.ChatKey
	name string
}

// storedFile is a file of a draft, or of the request with its number.
type storedFile struct {
	draft int64
	seq   int // of the interaction
	backend.Stored
	at time.Time
}

type failure struct {
	login string
	chat  backend.ChatKey
	at    time.Time
}

func newMemory(now time.Time) *memory {
	return &memory{
		now: now, lastID: 1000, clinics: fictional.Clinics(), drafts: map[int64]backend.Draft{}, fetches: map[int64]backend.Fetch{},
		files: map[int64]storedFile{}, sequences: map[calendar.Date]int64{}, off: map[access.Actor]bool{}, timers: map[timerKey]time.Time{},
		entrance:    entrance{passwords: maps.Clone(fictional.Passwords)},
		chosen:      map[preference]backend.Choice{},
		bases:       map[int64]backend.Basis{},
		secondLooks: map[int64][]backend.SecondLook{},
	}
}

// begin opens a transaction, shared or of the turn's own.
func (m *memory) begin(alone bool) *memoryTx { return &memoryTx{m: m, alone: alone} }

type memoryTx struct {
	m      *memory
	alone  bool
	queued []func() error
	saves  int
}

var _ backend.Tx = (*memoryTx)(nil)

// commit does all or nothing.
func (tx *memoryTx) commit() error {
	before := tx.m.snapshot()
	for _, change := range tx.queued {
		if err := change(); err != nil {
			last := tx.m.lastID
			*tx.m = before
			tx.m.lastID = last
			return err
		}
	}
	return nil
}

func (m *memory) snapshot() memory {
	c := *m
	c.drafts, c.fetches, c.files = maps.Clone(m.drafts), maps.Clone(m.fetches), maps.Clone(m.files)
	c.bases, c.secondLooks = maps.Clone(m.bases), maps.Clone(m.secondLooks)
	c.sequences, c.timers = maps.Clone(m.sequences), maps.Clone(m.timers)
	c.favourites, c.chosen = slices.Clone(m.favourites), maps.Clone(m.chosen)
	c.requests, c.failures, c.audit = slices.Clone(m.requests), slices.Clone(m.failures), slices.Clone(m.audit)
	c.looks = slices.Clone(m.looks)
	c.inquiries, c.heard = slices.Clone(m.inquiries), slices.Clone(m.heard)
	c.auditAt, c.clinics = slices.Clone(m.auditAt), slices.Clone(m.clinics)
	c.mails = slices.Clone(m.mails)
	c.entrance = m.entrance.clone()
	return c
}

func (tx *memoryTx) queue(change func()) {
	tx.queued = append(tx.queued, func() error { change(); return nil })
}

func (tx *memoryTx) Now() time.Time { return tx.m.now }

func (tx *memoryTx) Alone() error {
	if !tx.alone {
		return backend.ErrAlone
	}
	return nil
}

func (tx *memoryTx) Locking() error { return tx.Alone() }

func (tx *memoryTx) NewID() int64 {
	tx.m.lastID++
	return tx.m.lastID
}

func (tx *memoryTx) Audit(e backend.Event) {
	tx.queue(func() {
		tx.m.audit, tx.m.auditAt = append(tx.m.audit, e), append(tx.m.auditAt, tx.m.now)
		if e.Action == access.ViewHistory && e.Code == "ok" {
			tx.m.looks = append(tx.m.looks, look{e.Actor, tx.m.now})
		}
	})
}

func (tx *memoryTx) LoadDraft(_ context.Context, id int64) (*backend.Draft, error) {
	d, ok := tx.m.drafts[id]
	if !ok {
		return nil, backend.ErrNotFound
	}
	return d.Clone(), nil
}

func (tx *memoryTx) DraftsOf(_ context.Context, provider int64, limit int) ([]backend.Draft, error) {
	var all []backend.Draft
	for _, d := range tx.m.drafts {
		if d.Provider == provider {
			all = append(all, *d.Clone())
		}
	}
	slices.SortFunc(all, func(a, b backend.Draft) int {
		return cmp.Or(b.UpdatedAt.Compare(a.UpdatedAt), cmp.Compare(b.ID, a.ID))
	})
	return all[:min(limit, len(all))], nil
}

func (tx *memoryTx) SaveDraft(d backend.Draft) {
	tx.saves++
	d = *d.Clone()
	tx.queued = append(tx.queued, func() error {
		stored, ok := tx.m.drafts[d.ID]
		if ok != (d.Rev > 0) || stored.Rev != d.Rev {
			return backend.ErrConflict
		}
		d.Rev++
		tx.m.drafts[d.ID] = d
		return nil
	})
}

func (tx *memoryTx) DropDraft(d backend.Draft) { tx.queued = append(tx.queued, tx.m.endDraft(d)) }

func (m *memory) endDraft(d backend.Draft) func() error {
	return func() error {
		if stored, ok := m.drafts[d.ID]; !ok || stored.Rev != d.Rev {
			return backend.ErrConflict
		}
		delete(m.drafts, d.ID)
		return nil
	}
}

func (tx *memoryTx) FailedEntries(_ context.Context, login string, chat backend.ChatKey, since time.Time, most int) (backend.Failures, error) {
	var f backend.Failures
	for _, one := range tx.m.failures {
		if !one.at.After(since) {
			continue
		}
		if one.login == login {
			f.Login = min(f.Login+1, most)
		}
		if one.chat == chat {
			f.Chat = append(f.Chat, one.at)
		}
		if one.login == login && one.chat == chat {
			f.Here = append(f.Here, one.at)
		}
	}
	return f, nil
}

func (tx *memoryTx) AddFailedEntry(login string, chat backend.ChatKey) {
	tx.queue(func() { tx.m.failures = append(tx.m.failures, failure{login, chat, tx.m.now}) })
}

func (tx *memoryTx) ClearFailedEntries(login string, chat backend.ChatKey) {
	tx.queue(func() {
		tx.m.failures = slices.DeleteFunc(tx.m.failures, func(f failure) bool { return f.login == login && f.chat == chat })
	})
}

func (tx *memoryTx) LatestForms(_ context.Context, provider int64, limit int) ([]backend.Form, error) {
	var forms []backend.Form
	tx.m.formsAsked = append(tx.m.formsAsked, limit)
	for _, d := range slices.Backward(tx.m.requests) {
		if d.Provider == provider && len(forms) < limit {
			forms = append(forms, d.Form.Clone())
		}
	}
	return forms, nil
}

func (tx *memoryTx) FavouriteCodes(_ context.Context, provider int64) ([]string, error) {
	var codes []string
	for _, f := range slices.Backward(tx.m.favourites) {
		if f.provider == provider {
			codes = append(codes, f.code)
		}
	}
	return codes, nil
}

func (tx *memoryTx) MarkFavourite(provider int64, code string) {
	f := favourite{provider, code}
	tx.queue(func() {
		if !slices.Contains(tx.m.favourites, f) {
			tx.m.favourites = append(tx.m.favourites, f)
		}
	})
}

func (tx *memoryTx) UnmarkFavourite(provider int64, code string) {
	tx.queue(func() {
		tx.m.favourites = slices.DeleteFunc(tx.m.favourites, func(f favourite) bool { return f == favourite{provider, code} })
	})
}

func (tx *memoryTx) TreatmentsOf(_ context.Context, beneficiary int64) ([]backend.Treatment, error) {
	return slices.DeleteFunc(fictional.Treatments(), func(t backend.Treatment) bool { return t.Beneficiary != beneficiary }), nil
}

func (tx *memoryTx) HistoryReads(_ context.Context, actor access.Actor, since time.Time, most int) (int, error) {
	n := 0
	for _, l := range tx.m.looks {
		if l.actor == actor && l.at.After(since) {
			n++
		}
	}
	return min(n, most), nil
}

func (tx *memoryTx) SetTimer(t backend.Timer) {
	tx.queue(func() { tx.m.timers[timerKey{t.Chat, t.Name}] = t.DueAt })
}

func (tx *memoryTx) DropTimer(chat backend.ChatKey, name string) {
	tx.queue(func() { delete(tx.m.timers, timerKey{chat, name}) })
}

func (tx *memoryTx) AddFetch(f backend.Fetch) { tx.queue(func() { tx.m.fetches[f.ID] = f }) }

func (tx *memoryTx) EndFetch(id int64) {
	tx.queued = append(tx.queued, func() error {
		if _, ok := tx.m.fetches[id]; !ok {
			return backend.ErrConflict
		}
		delete(tx.m.fetches, id)
		return nil
	})
}

func (tx *memoryTx) AddFile(draftID int64, s backend.Stored) {
	tx.queue(func() {
		if _, ok := tx.m.drafts[draftID]; ok {
			tx.m.files[s.ID] = storedFile{draftID, 1, s, tx.m.now}
		}
	})
}

func (tx *memoryTx) FilesOf(_ context.Context, id int64) ([]backend.Attachment, error) {
	var all []backend.Attachment
	for _, f := range tx.m.files {
		if f.draft == id {
			all = append(all, backend.Attachment{
				ID: f.ID, Name: f.Name, Kind: f.Kind, Size: f.Size, Blob: f.Blob, Preview: f.Preview, Interaction: f.seq, At: f.at,
			})
		}
	}
	slices.SortFunc(all, func(a, b backend.Attachment) int {
		return cmp.Or(cmp.Compare(a.Interaction, b.Interaction), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

func (tx *memoryTx) DropFile(id int64) { tx.queue(func() { delete(tx.m.files, id) }) }

func find[T any](all []T, is func(T) bool) (T, error) {
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i], nil
	}
	var zero T
	return zero, backend.ErrNotFound
}
