package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/nlu"
)

// requestSaid finds the request that a sentence names: "a senha de autorização do
// pedido 1", "pedir revisão da solicitação nº 00000003".
var requestSaid = regexp.MustCompile(`\b(?:d[oa] |n[oa] |[oa] )?(?:pedido|solicitacao) (?:n[ºo°]?\.? ?|numero )?0*([1-9][0-9]{0,7})\b`)

// requestNamed is the request that a text names, and what is said about it.
func requestNamed(text string) (n ident.RequestNumber, rest string, ok bool) {
	said := fold(text)
	m := requestSaid.FindStringSubmatchIndex(said)
	if m == nil {
		return 0, "", false
	}
	n = ident.RequestNumber(number(said[m[2]:m[3]]))
	return n, strings.TrimSpace(said[:m[0]] + said[m[1]:]), true
}

// namedTyped opens the request that a text names, where its state, senha de
// autorização and buttons are; what is asked about it and stands on a button is done.
func (t *turn) namedTyped(ctx context.Context, text string) (bool, error) {
	n, rest, ok := requestNamed(text)
	if !ok || t.s.Actor.Role == access.Visitor {
		return false, nil
	}
	if w := t.wishAbout(text, rest); w.intent != "" {
		return true, t.grant(ctx, w)
	}
	if err := t.openNumber(ctx, n); err != nil || t.loaded.Number != n || t.s.Actor.Role == access.Member {
		return true, err
	}
	if rest == "cancelar" && t.s.Actor.Role == access.Provider {
		return true, t.tapDetails(ctx, Callback{Verb: verbWithdraw}) // which asks first
	}
	_, err := t.typedAppeal(ctx, rest)
	return true, err
}

// aboutOne are the intents that want more of a request than to see it.
var aboutOne = []nlu.Intent{nlu.Withdraw, nlu.Review, nlu.Senha, nlu.Attach}

// wishAbout is what a sentence wants of the request that it names, where that is more
// than to see it and no word of a button; the rest of it is what stands beside the name.
func (t *turn) wishAbout(text, rest string) wish {
	if rest == "" || rest == "cancelar" || wantsReview(rest) || wantsJunta(rest) {
		return wish{}
	}
	if h := t.hear(text); h.certainty == sure && slices.Contains(aboutOne, h.intent) {
		return t.wishOf(h.intent, text)
	}
	return wish{}
}
