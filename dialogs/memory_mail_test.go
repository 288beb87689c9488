package dialogs_test

import (
	"context"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

func (tx *memoryTx) SendMail(m backend.Mail) {
	tx.queue(func() { tx.m.mails = append(tx.m.mails, m) })
}

func (tx *memoryTx) Member(_ context.Context, id int64) (backend.Member, error) {
	return find(tx.m.members(), func(m backend.Member) bool { return m.ID == id })
}

func (tx *memoryTx) MemberByCard(_ context.Context, card ident.Card) (backend.Member, error) {
	return find(tx.m.members(), func(m backend.Member) bool { return m.Card == card })
}

func (m *memory) members() []backend.Member {
	var all []backend.Member
	for _, e := range fictional.Beneficiaries() {
		if m.off[access.Actor{Role: access.Member, ID: e.ID}] {
			e.Situation = "excluído"
		}
		all = append(all, backend.Member{Beneficiary: e.Beneficiary, CPF: e.CPF, Contact: e.Contact})
	}
	return all
}
