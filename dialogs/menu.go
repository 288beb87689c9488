package dialogs

import (
	"context"
	"errors"

	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// The buttons of the menus.
const (
	verbNew      = "new"
	verbResume   = "resume"
	verbRequests = "list"
	verbQueue    = "queue"
	verbLeave    = "leave"
)

func (t *turn) showMenu(ctx context.Context) (view, error) {
	last := row(key{label: phrases.BtnHelp, verb: verbHelp}, key{label: phrases.BtnLeave, verb: verbLeave})
	if t.s.Actor.Role == access.Auditor {
		return view{ask: phrases.AuditorMenu, keys: [][]key{row(key{label: phrases.BtnQueue, verb: verbQueue}), last}}, nil
	}
	drafts, err := t.drafts(ctx)
	if err != nil {
		return view{}, err
	}
	var keys [][]key
	switch n := len(drafts); {
	case n == 1:
		keys = append(keys, row(key{label: phrases.BtnResume, verb: verbResume}))
	case n > 1:
		keys = append(keys, row(key{label: phrases.BtnResumeMany(n), verb: verbResume}))
	}
	keys = append(keys, row(key{label: phrases.BtnNew, verb: verbNew}))
	keys = append(keys, row(key{label: phrases.BtnRequests, verb: verbRequests}), last)
	return view{ask: phrases.ProviderMenu, keys: keys}, nil
}

func (t *turn) tapMenu(ctx context.Context, c Callback) error {
	switch c.Verb {
	case verbNew:
		return t.service(ctx, cmdNew)
	case verbRequests:
		return t.service(ctx, cmdRequests)
	case verbQueue:
		return t.service(ctx, cmdQueue)
	case verbLeave:
		return t.leave()
	case verbResume:
		if t.s.Actor.Role == access.Provider {
			return t.resume(ctx)
		}
	}
	return errStale
}

// menuWords are what people type for the entries of the menus.
var menuWords = map[string]string{
	"nova solicitacao": verbNew, "nova": verbNew, "novo": verbNew, "novo pedido": verbNew, "pedido": verbNew, "solicitar": verbNew,
	"solicitacao": verbNew, "1": verbNew,
	"minhas solicitacoes": verbRequests, "solicitacoes": verbRequests, "meus pedidos": verbRequests, "pedidos": verbRequests,
	"continuar rascunho": verbResume, "rascunho": verbResume, "rascunhos": verbResume, "continuar": verbResume,
	"fila": verbQueue, "fila de analise": verbQueue,
}

func (t *turn) typedMenu(ctx context.Context, text string) error {
	if verb, ok := menuWords[fold(text)]; ok {
		if err := t.tapMenu(ctx, Callback{Verb: verb}); !errors.Is(err, errStale) {
			return err
		}
	}
	if hello, ok := greeting(text); ok {
		t.say(hello)
		return nil
	}
	t.warn(phrases.NotUnderstood)
	return nil
}
