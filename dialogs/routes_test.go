package dialogs

import (
	"slices"
	"testing"

	"guiche/backend/access"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

var allRoles = []access.Role{access.Provider, access.Member, access.Auditor, access.Visitor}

func TestEveryIntentHasItsRoute(t *testing.T) {
	t.Parallel()
	// What is being asked has the first say in what these mean.
	ofTheStep := []nlu.Intent{nlu.Yes, nlu.No, nlu.Ask, nlu.OutOfScope}
	for _, i := range nlu.Intents() {
		for _, role := range allRoles {
			r := routeOf(i, role)
			if r.do == nil {
				t.Errorf("%s of %q leads nowhere", i, role)
			}
			if r.beside == nil && !slices.Contains(ofTheStep, i) {
				t.Errorf("%s of %q has no answer beside a question", i, role)
			}
		}
		if got := phrases.Wish(string(i)) != ""; got != asksSomething(i) {
			t.Errorf("%s can be asked back about: %v, has words for it: %v", i, asksSomething(i), got)
		}
	}
}

func TestCourtesies(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"bom dia, queria saber meu saldo": "queria saber meu saldo",
		"Oi, tudo bem? e o pedido 12":     "o pedido 12",
		"obrigada!":                       "",
		"bom dia pessoal":                 "",
		"quanto vou pagar":                "",
	} {
		if got := afterCourtesy(text); got != want {
			t.Errorf("after the courtesy of %q stands %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsSearchedFor(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"qual o código de extração de siso": "extração siso",
		"me passa o código tuss da limpeza": "limpeza",
		"resina 3 faces":                    "resina 3 faces",
	} {
		if got := searchedFor(text); got != want {
			t.Errorf("%q searches for %q, want %q", text, got, want)
		}
	}
}
