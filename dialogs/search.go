package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// Search is what the list of requests is narrowed to.
type Search struct {
	Filter backend.Filter `json:"f,omitzero"`
	// Name of the person whose requests are shown, short.
	Name string `json:"n,omitempty"`
}

// search changes what the list shows, from its beginning.
func (t *turn) search(change func(*Search)) {
	st := &t.s.State
	change(&st.Search)
	st.Step, st.Place, st.Request, st.Thread = StepList, backend.Cursor{}, 0, 0
}

// typedList opens a request by its number or protocol, and narrows a provider's list
// by what else is typed; from details too.
func (t *turn) typedList(ctx context.Context, text string) error {
	if t.s.Actor.Role == access.Provider {
		if found, err := t.narrowed(ctx, text); found || err != nil {
			return err
		}
	}
	if taken, err := t.protocolTyped(ctx, text); taken || err != nil {
		return err
	}
	if protocol, err := ident.ParseProtocol(text); err == nil {
		return t.showRequest(func() (backend.Details, error) { return t.desk.RequestByProtocol(ctx, t.tx, t.s.Actor, protocol) })
	}
	n, err := ident.ParseRequestNumber(text)
	if err != nil {
		return t.typedMenu(ctx, text)
	}
	return t.byNumber(ctx, n)
}

// filterWords are what people type for the buttons of the list.
var filterWords = map[string]backend.Situation{
	"em analise": backend.UnderReview, "analise": backend.UnderReview, "abertas": backend.UnderReview, "em aberto": backend.UnderReview,
	"canceladas": backend.Cancelled, "cancelada": backend.Cancelled, "cancelados": backend.Cancelled,
	"autorizadas": backend.Authorised, "autorizada": backend.Authorised, "aprovadas": backend.Authorised, "liberadas": backend.Authorised,
	"negadas": backend.Denied, "negada": backend.Denied, "recusadas": backend.Denied, "parciais": backend.PartlyAuthorised,
	"em revisao": backend.InReview, "revisao": backend.InReview, "vencidas": backend.Expired, "expiradas": backend.Expired,
}

// narrowed takes a situation, days, a matrícula or a CPF. Days come before numbers:
// "12/11" is no request.
func (t *turn) narrowed(ctx context.Context, text string) (bool, error) {
	said := fold(text)
	if s, ok := filterWords[said]; ok {
		t.search(func(f *Search) { f.Filter.Situation = s })
		return true, nil
	}
	switch said {
	case "todas", "todos", "limpar", "limpar filtro", "tirar filtro", "sem filtro":
		t.search(func(f *Search) { *f = Search{} })
		return true, nil
	}
	if days, ok := period(text, t.today); ok {
		t.search(func(f *Search) { f.Filter.From, f.Filter.To = days.from, days.to })
		return true, nil
	}
	if card, err := ident.ParseCard(text); err == nil {
		return true, t.ofPatient(func() (backend.Beneficiary, error) { return t.desk.PatientByCard(ctx, t.tx, t.s.Actor, card) })
	}
	if cpf, err := ident.ParseCPF(text); err == nil {
		return true, t.ofPatient(func() (backend.Beneficiary, error) { return t.desk.PatientByCPF(ctx, t.tx, t.s.Actor, cpf) })
	}
	return false, nil
}

// ofPatient narrows the list to a person; where nothing was sent for anybody of that
// matrícula or CPF, it stays as it is.
func (t *turn) ofPatient(find func() (backend.Beneficiary, error)) error {
	b, err := find()
	if errors.Is(err, backend.ErrNotFound) {
		t.warn(phrases.NoSuchPatient)
		return nil
	}
	if err != nil {
		return err
	}
	t.search(func(f *Search) { f.Filter.Beneficiary, f.Name = b.ID, phrases.ShortName(b.Name) })
	return nil
}
