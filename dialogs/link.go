package dialogs

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// A link t.me/<bot>?start=<payload> opens the chat with "/start <payload>":
//
//	nova, solicitacoes, autorizacoes, rascunhos, fila, servicos, debito, atendente, ajuda, privacidade,
//	imposto-de-renda, omissos
//	r00000012      a request by its number
//	s-<key>        a service
//
// docs/operator.md tells operators so.
var payload = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// linkTargets are the places that have a name of their own in links.
var linkTargets = map[string]string{
	"nova": verbNew, "solicitacoes": verbRequests, "rascunhos": verbResume, "autorizacoes": verbReleases, "fila": verbQueue, "servicos": verbServices,
	"atendente": verbTalk, "demandas": verbInquiries, "ajuda": verbHelp, "privacidade": verbPrivacy, "debito": verbAmount,
	"imposto-de-renda": verbTax, "omissos": verbOmitted,
}

// openTargets need no entry.
var openTargets = map[string]bool{verbServices: true, verbTalk: true, verbHelp: true, verbPrivacy: true}

// linkOf is the payload of "/start payload", "" for none.
func linkOf(text string) string {
	fields := strings.Fields(text)
	if len(fields) != 2 {
		return ""
	}
	return fields[1]
}

// follow goes where a link leads. Who has yet to enter does so first; the way is
// kept until then.
func (t *turn) follow(ctx context.Context, link string) error {
	if !payload.MatchString(link) {
		link = "?"
	}
	visitor := t.s.Actor.Role == access.Visitor
	if _, listed := t.offering(strings.TrimPrefix(link, "s-")); visitor && !openTargets[linkTargets[link]] && !listed {
		t.home(true)
		if meaning(link) {
			t.s.State.Link = link
			t.say(phrases.LinkKept)
		}
		return nil
	}
	return t.goLink(ctx, link)
}

// meaning tells whether a link leads somewhere, for somebody.
func meaning(link string) bool {
	_, number := linkedRequest(link)
	return linkTargets[link] != "" || number || strings.HasPrefix(link, "s-")
}

// linkedRequest reads the number of a request out of a link.
func linkedRequest(link string) (ident.RequestNumber, bool) {
	digits, ok := strings.CutPrefix(link, "r")
	n, err := strconv.ParseUint(digits, 10, 32)
	return ident.RequestNumber(n), ok && err == nil && n > 0 && len(digits) == 8
}

func (t *turn) goLink(ctx context.Context, link string) error {
	if !t.inForm() || linkTargets[link] == "" || !openTargets[linkTargets[link]] {
		t.home(true)
	}
	if n, ok := linkedRequest(link); ok {
		return t.openNumber(ctx, n)
	}
	if name, ok := strings.CutPrefix(link, "s-"); ok {
		return t.openService(ctx, name)
	}
	to := target{verb: linkTargets[link]}
	if to.verb == verbRequests && t.s.Actor.Role == access.Member {
		to.verb = verbOwn
	}
	err := t.choose(ctx, to)
	if errors.Is(err, errStale) {
		t.say(phrases.LinkUnknown)
		return nil
	}
	return err
}

// land goes where the link of somebody who has just entered leads, or does what he
// said that he wants.
func (t *turn) land(ctx context.Context) error {
	if t.s.Actor.Role == access.Visitor {
		return nil
	}
	if t.link == "" {
		return t.landWish(ctx)
	}
	t.s.State.Link = ""
	return t.goLink(ctx, t.link)
}
