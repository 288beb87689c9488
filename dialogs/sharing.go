package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// The buttons of "Quem vê meus atendimentos"; what is chosen is 1 or 0.
const (
	verbSharing = "shr"
	verbShare   = "let"
)

// toSharing opens the choice of an adult dependant; nobody else has it.
func (t *turn) toSharing(ctx context.Context) error {
	now, err := t.desk.Sharing(ctx, t.tx, t.s.Actor)
	if err != nil {
		return err
	}
	if !now.Mine {
		return errStale
	}
	t.s.State.goTo(StepSharing)
	return nil
}

// showSharing tells whether the titular sees which care the amounts are for.
func (t *turn) showSharing(ctx context.Context) (view, error) {
	now, err := t.desk.Sharing(ctx, t.tx, t.s.Actor)
	if err != nil {
		return view{}, err
	}
	if t.shared != nil {
		now.On, now.Chosen = *t.shared, true // it is not read back
	}
	back := row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnMenu, verb: verbMenu})
	if !now.Mine { // the last year's minor is not asked before the birthday
		return view{ask: phrases.SharingNotMine, keys: [][]key{back}}, nil
	}
	change := key{label: phrases.BtnShare, verb: verbShare, arg: "1"}
	if now.On {
		change = key{label: phrases.BtnUnshare, verb: verbShare, arg: "0"}
	}
	return view{ask: phrases.SharingNow(now), keys: [][]key{row(change), back}}, nil
}

func (t *turn) tapSharing(ctx context.Context, c Callback) error {
	if c.Verb != verbShare || c.Arg != "0" && c.Arg != "1" {
		return errStale
	}
	return t.share(ctx, c.Arg == "1")
}

func (t *turn) share(ctx context.Context, on bool) error {
	err := t.desk.SetSharing(ctx, t.tx, t.s.Actor, on)
	if errors.Is(err, backend.ErrNotFound) {
		return nil // the screen says whose choice it is
	}
	if err != nil {
		return err
	}
	t.shared = &on
	t.say(phrases.SharingChanged)
	return nil
}

// sharingWords are what people type for the buttons.
var sharingWords = map[string]bool{
	"sim": true, "mostrar": true, "compartilhar": true, "liberar": true, "pode ver": true,
	"nao": false, "nao mostrar": false, "nao compartilhar": false, "so eu": false, "esconder": false, "ocultar": false,
}

func (t *turn) typedSharing(ctx context.Context, text string) error {
	if on, ok := sharingWords[fold(text)]; ok {
		return t.share(ctx, on)
	}
	if taken, err := t.namedTyped(ctx, text); taken || err != nil {
		return err
	}
	t.warn(phrases.UseButtons)
	return nil
}
