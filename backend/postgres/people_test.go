package postgres_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/internal/fictional"
)

func TestContacts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	u := b.db.Unit(noon)

	for _, want := range fictional.Auditors() {
		got, err := u.Auditor(t.Context(), want.ID)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("auditor (-want +got)\n%s %v", diff, err)
		}
	}
	for _, e := range fictional.Beneficiaries() {
		want := backend.Member{Beneficiary: e.Beneficiary, CPF: e.CPF, Contact: e.Contact}
		byCard, err := u.MemberByCard(t.Context(), e.Card)
		if diff := cmp.Diff(want, byCard); err != nil || diff != "" {
			t.Errorf("by card (-want +got)\n%s %v", diff, err)
		}
		byID, err := u.Member(t.Context(), e.ID)
		if diff := cmp.Diff(want, byID); err != nil || diff != "" {
			t.Errorf("by number (-want +got)\n%s %v", diff, err)
		}
	}
	if _, err := u.MemberByCard(t.Context(), "999999999"); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("an unknown card: %v", err)
	}
	// Most operators do not know everybody's.
	ana := fictional.Beneficiaries()[0]
	ana.Contact = backend.Contact{}
	if err := b.db.SaveBeneficiary(t.Context(), ana); err != nil {
		t.Fatal(err)
	}
	if got, err := u.Member(t.Context(), ana.ID); err != nil || got.Contact != (backend.Contact{}) {
		t.Errorf("without a contact: %+v, %v", got.Contact, err)
	}
}
