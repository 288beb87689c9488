package dialogs_test

import (
	"context"
	"slices"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

type preference struct {
	of   access.Actor
	name backend.Preference
}

func (tx *memoryTx) Provider(_ context.Context, id int64) (backend.Provider, error) {
	return find(tx.m.clinics, func(p backend.Provider) bool {
		return p.ID == id && !tx.m.off[access.Actor{Role: access.Provider, ID: id}]
	})
}

func (tx *memoryTx) Auditor(_ context.Context, id int64) (backend.Auditor, error) {
	return find(fictional.Auditors(), func(a backend.Auditor) bool {
		return a.ID == id && !tx.m.off[access.Actor{Role: access.Auditor, ID: id}]
	})
}

func (tx *memoryTx) ProfessionalsOf(_ context.Context, provider int64) ([]backend.Professional, error) {
	var all []backend.Professional
	for _, p := range fictional.Professionals() {
		if slices.Contains(fictional.Providers()[provider], p.ID) {
			all = append(all, p)
		}
	}
	return all, nil
}

func (tx *memoryTx) ProfessionalByDoc(ctx context.Context, provider int64, doc ident.Doc) (backend.Professional, error) {
	all, _ := tx.ProfessionalsOf(ctx, provider)
	return find(all, func(p backend.Professional) bool { return p.Doc == doc })
}

func (tx *memoryTx) BeneficiaryByCard(_ context.Context, card ident.Card) (backend.Beneficiary, error) {
	for _, e := range fictional.Beneficiaries() {
		if e.Card == card {
			return e.Beneficiary, nil
		}
	}
	return backend.Beneficiary{}, backend.ErrNotFound
}

func (tx *memoryTx) BeneficiaryByCPF(_ context.Context, cpf ident.CPF) (backend.Beneficiary, error) {
	for _, e := range fictional.Beneficiaries() {
		if e.CPF == cpf {
			return e.Beneficiary, nil
		}
	}
	return backend.Beneficiary{}, backend.ErrNotFound
}

func (tx *memoryTx) Preference(_ context.Context, of access.Actor, p backend.Preference) (backend.Choice, error) {
	return tx.m.chosen[preference{of, p}], nil
}

func (tx *memoryTx) PreferencesOf(_ context.Context, of []access.Actor) (map[access.Actor]map[backend.Preference]backend.Choice, error) {
	chosen := map[access.Actor]map[backend.Preference]backend.Choice{}
	for p, c := range tx.m.chosen {
		if !slices.Contains(of, p.of) {
			continue
		}
		if chosen[p.of] == nil {
			chosen[p.of] = map[backend.Preference]backend.Choice{}
		}
		chosen[p.of][p.name] = c
	}
	return chosen, nil
}

func (tx *memoryTx) LinkedAuditors(context.Context) ([]int64, error) {
	return tx.m.auditors(func(a backend.Auditor) bool {
		return slices.ContainsFunc(tx.m.entrance.links, func(l linked) bool { return l.actor == access.Actor{Role: access.Auditor, ID: a.ID} })
	}), nil
}

func (tx *memoryTx) AuditorsNamed(_ context.Context, logins []string) ([]int64, error) {
	return tx.m.auditors(func(a backend.Auditor) bool { return slices.Contains(logins, a.Login) }), nil
}

// auditors are those who may enter and whom keep lets through.
func (m *memory) auditors(keep func(backend.Auditor) bool) []int64 {
	var ids []int64
	for _, a := range fictional.Auditors() {
		if !m.off[access.Actor{Role: access.Auditor, ID: a.ID}] && keep(a) {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

func (tx *memoryTx) Reach(_ context.Context, of access.Actor) (backend.Reach, error) {
	links, err := tx.LinksOf(context.Background(), of, 0)
	return backend.Reach{Linked: len(links)}, err
}

func (tx *memoryTx) SetPreference(of access.Actor, p backend.Preference, c backend.Choice) {
	tx.queue(func() { tx.m.chosen[preference{of, p}] = c })
}

func (tx *memoryTx) WhoChose(_ context.Context, role access.Role, ids []int64, p backend.Preference, c backend.Choice) ([]int64, error) {
	var who []int64
	for _, id := range ids {
		if tx.m.chosen[preference{access.Actor{Role: role, ID: id}, p}] == c {
			who = append(who, id)
		}
	}
	return who, nil
}

func (tx *memoryTx) BeneficiaryByID(_ context.Context, id int64) (backend.Beneficiary, error) {
	for _, e := range fictional.Beneficiaries() {
		if e.ID == id {
			return e.Beneficiary, nil
		}
	}
	return backend.Beneficiary{}, backend.ErrNotFound
}

func (tx *memoryTx) LookUps(ctx context.Context, provider int64, since time.Time, most int) (backend.LookUps, error) {
	var l backend.LookUps
	for i, e := range slices.Backward(tx.m.audit) {
		if e.Action != access.LookUp || e.Code != "ok" && e.Code != "not_found" || e.Actor.ID != provider || !tx.m.auditAt[i].After(since) || len(l.Times) == most {
			continue
		}
		l.Times = append(l.Times, tx.m.auditAt[i])
		if e.Code == "not_found" {
			l.Misses++
		}
	}
	slices.Reverse(l.Times)
	_, err := tx.Provider(ctx, provider)
	return l, err
}

func (tx *memoryTx) SaveContact(provider int64, c backend.Contact) {
	tx.queue(func() {
		i := slices.IndexFunc(tx.m.clinics, func(p backend.Provider) bool { return p.ID == provider })
		tx.m.clinics[i].Contact = c
	})
}

// timersButReminders are the timers but those of drafts that may be left lying.
func (c *counter) timersButReminders() []timerKey {
	var keys []timerKey
	for key := range c.memory.timers {
		if _, ok := backend.DraftOfTimer(key.name); !ok {
			keys = append(keys, key)
		}
	}
	return keys
}
