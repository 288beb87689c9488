package dialogs

import (
	"context"
	"errors"
	"regexp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

var (
	// queueSaid asks how long it takes, giveUpSaid gives it up; both mean the queue, as
	// long as nobody has taken the conversation.
	queueSaid  = regexp.MustCompile(`^(e )?(quant[oa]s|quantas pessoas|qual (a )?minha posicao|qual (o )?meu lugar|vai demorar|demora|ainda demora|quanto tempo|falta muito|estou na fila)( (pessoas|gente|tem|ha|estao|na|minha|frente|de mim|muito|quanto|mais|ainda|falta|faltam|antes|leva|vai|demorar|para|me|atender|na fila|a|fila|mim))*$`)
	giveUpSaid = regexp.MustCompile(`^(desisto|desisti|cancela|cancelar|sair|quero sair|deixa|deixa para la|nao precisa( mais)?|nao quero mais|esquece|quero cancelar|quero desistir)$`)
)

// queueTyped answers who waits, where nobody reads it yet; false where the words are for
// whoever answers.
func (t *turn) queueTyped(ctx context.Context, text string) (bool, error) {
	said := spelled(spokenOf(text))
	asks, gives := queueSaid.MatchString(said), giveUpSaid.MatchString(said)
	if t.ofOperator() || !asks && !gives {
		return false, nil
	}
	q, err := t.liveInquiry(ctx)
	if errors.Is(err, backend.ErrNotFound) || err == nil && (!q.Open() || q.Holder != (access.Actor{})) {
		return false, nil
	}
	if err != nil {
		return true, err
	}
	if gives {
		t.say(phrases.LiveGiveUp)
	} else {
		t.say(phrases.LiveQueued)
	}
	return true, nil
}
