package dialogs

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// The buttons of the beneficiary's way in.
const (
	// verbProvider: a dentist or clinic after all.
	verbProvider = "prov"
	verbByMail   = "mail"
)

// showMember asks for matrícula and CPF, or for the one that is missing.
func (t *turn) showMember(context.Context) (view, error) {
	ask := phrases.AskMember
	switch st := &t.s.State; {
	case st.Card != "":
		ask = phrases.AskMemberCPF
	case st.CPF != "":
		ask = phrases.AskMemberCard
	}
	v := view{ask: ask, keys: [][]key{
		row(key{label: phrases.BtnProvider, verb: verbProvider}), row(key{label: phrases.BtnHelp, verb: verbHelp}),
	}}
	if !t.s.State.Greeted {
		v.head = phrases.Privacy(t.desk.Operator().Name)
	}
	return v, nil
}

func (t *turn) tapMember(_ context.Context, c Callback) error {
	if c.Verb != verbProvider {
		return errStale
	}
	return t.backToLogin()
}

// memberTyped takes matrícula and CPF, in one message or two, in any order; and a
// login, for who is no beneficiary after all.
func (t *turn) memberTyped(ctx context.Context, in Text) error {
	switch spoken(in.Text) {
	case wordBack, wordCancel, wordMenu:
		return t.backToLogin()
	case wordHelp:
		return t.do(ctx, cmdHelp)
	}
	card, cpf, ok := memberWords(in.Text)
	if !ok {
		if doc, err := ident.ParseDoc(in.Text); err == nil && len(doc) != len(ident.CPF("00000000000")) {
			return t.loginTyped(ctx, in, false)
		}
		if _, _, both := bothTyped(in.Text); both {
			return t.loginTyped(ctx, in, false)
		}
		if wordsOnly(in.Text) {
			t.say(phrases.WhoFirst)
			return nil
		}
		t.warn(phrases.MemberHint)
		return nil
	}
	st := &t.s.State
	if card != "" {
		st.Card = card
	}
	if cpf != "" {
		st.CPF = cpf
	}
	if st.Card == "" || st.CPF == "" {
		return nil
	}
	return t.identify(ctx)
}

// memberWords reads a matrícula, a CPF, or both, however they are punctuated.
func memberWords(text string) (card ident.Card, cpf ident.CPF, ok bool) {
	plain := strings.NewReplacer("matricula", " ", "cpf", " ", "numero", " ", "minha", " ", "meu", " ", " e ", " ").Replace(" " + fold(text) + " ")
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case strings.ContainsRune(" .-/,;:", r):
			return -1
		}
		return 'x'
	}, plain)
	const cardLen, cpfLen = 9, 11
	var err error
	switch len(digits) {
	case cardLen:
		card, err = ident.ParseCard(digits)
	case cpfLen:
		cpf, err = ident.ParseCPF(digits)
	case cardLen + cpfLen:
		if cpf, err = ident.ParseCPF(digits[cardLen:]); err == nil {
			card, err = ident.ParseCard(digits[:cardLen])
			break
		}
		if cpf, err = ident.ParseCPF(digits[:cpfLen]); err == nil {
			card, err = ident.ParseCard(digits[cpfLen:])
		}
	default:
		return "", "", false
	}
	return card, cpf, err == nil
}

// identify comes first in its turn: it has to commit alone.
func (t *turn) identify(ctx context.Context) error {
	st, phone := &t.s.State, t.desk.Operator().Phone
	m, err := t.desk.Identify(ctx, t.tx, t.s.Key, st.Card, st.CPF)
	throttled, tooOften := errors.AsType[*backend.Throttled](err)
	switch {
	case errors.Is(err, backend.ErrWrongEntry):
		t.warn(phrases.WrongMember(phone))
	case tooOften:
		t.warn(phrases.MemberThrottled(throttled.RetryAfter))
	case errors.Is(err, backend.ErrMinor):
		t.say(phrases.MinorEntry(phone))
	case err != nil:
		return err
	default:
		st.Member, st.Step = m.ID, StepProof
	}
	st.Card, st.CPF = "", ""
	return nil
}

// showProof asks a member who was identified to prove it. The keyboard that shares
// the telephone comes with a message of its own.
func (t *turn) showProof(context.Context) (view, error) {
	if !t.s.State.Asking {
		t.s.State.Asking = true
		t.note(Reply{Text: phrases.AskShare, Ask: AskContact})
	}
	var keys [][]key
	if t.desk.CanMail() {
		keys = append(keys, row(key{label: phrases.BtnByMail, verb: verbByMail}))
	}
	keys = append(keys, row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnHelp, verb: verbHelp}))
	v := view{ask: phrases.AskProof(t.desk.CanMail(), t.desk.Operator().Phone), keys: keys}
	if t.worded { // it was asked just now
		v.ask = ""
	}
	return v, nil
}

func (t *turn) tapProof(ctx context.Context, c Callback) error {
	if c.Verb != verbByMail {
		return errStale
	}
	say, err := t.askMemberCode(ctx)
	return t.toCode(say, err)
}

func (t *turn) askMemberCode(ctx context.Context) (say string, err error) {
	return t.codeAsked(t.desk.AskMemberCode(ctx, t.tx, t.s.Key, t.s.State.Member, t.letter(backend.ToEnter)))
}

// typedProof: a telephone that was typed proves nothing, and a code comes by mail.
// One that came before counts after Voltar too.
func (t *turn) typedProof(ctx context.Context, text string) error {
	switch said := fold(text); {
	case !t.desk.CanMail():
	case said == "codigo" || said == "e-mail" || said == "email" || said == "por e-mail" || said == "por email" || said == fold(phrases.BtnByMail):
		return t.tapProof(ctx, Callback{Verb: verbByMail})
	case sixDigits.MatchString(said):
		return t.typedMailCode(ctx, said)
	}
	if said := t.proofWish(text); !said && !t.s.State.Asking || slices.ContainsFunc(spokenOf(text), func(w string) bool { return phoneWords[w] }) {
		t.s.State.Asking = false // the keyboard is shown once more
		return nil
	}
	t.worded = true
	t.say(phrases.ProofFirst(t.desk.CanMail()))
	return nil
}

// phoneWords ask for the keyboard.
var phoneWords = wordSet(`telefone celular numero botao teclado contato`)

// proofWish keeps what somebody asks for who has only to prove who he is; said tells that
// it was a sentence.
func (t *turn) proofWish(text string) (said bool) {
	if looksLikeSecret(text) || len(onlyDigits(text)) > 5 {
		return false
	}
	if plainOfMembers(text) {
		t.keepWish(wish{intent: nlu.CopayAmount, text: text})
		return true
	}
	h := t.hear(text)
	if h.certainty != sure || !asksSomething(h.intent) {
		return len(spokenOf(text)) > 1
	}
	if t.s.State.Wish.Intent != "" && len(spokenOf(text)) < 2 {
		return true // "cadê?" wants what was asked for before
	}
	t.keepWish(wish{intent: h.intent, text: text})
	return true
}

func (t *turn) backFromProof() error {
	t.s.State.Step, t.s.State.Member = StepMember, 0
	return nil
}

// memberPhone takes the contact that a member shares.
func (t *turn) memberPhone(ctx context.Context, in Phone) error {
	t.s.State.Asking = false // a keyboard is gone once it was used
	if !in.Own {
		t.warn(phrases.NotOwnPhone)
		return nil
	}
	actor, err := t.desk.EnterByPhone(ctx, t.tx, t.s.Key, t.s.State.Member, in.Number)
	throttled, tooOften := errors.AsType[*backend.Throttled](err)
	switch {
	case errors.Is(err, backend.ErrWrongEntry):
		t.warn(phrases.WrongPhone)
	case tooOften:
		t.warn(phrases.MemberThrottled(throttled.RetryAfter))
	case err != nil:
		return err
	default:
		t.s.State.Asking, t.phoned = true, true // for finish, which takes the keyboard away
		return t.entered(ctx, actor)
	}
	return nil
}

// provesPhone tells whether a contact is waited for.
func (t *turn) provesPhone() bool {
	step := t.step()
	return t.s.Actor.Role == access.Visitor && t.s.State.Member != 0 && (step == StepProof || step == StepMailCode)
}

// stopAsking takes the keyboard away where no contact is waited for any more.
func (t *turn) stopAsking() {
	if t.s.State.Asking && !t.provesPhone() {
		t.s.State.Asking = false
		said := phrases.ShareDone
		if t.phoned {
			said = phrases.PhoneTaken
		}
		t.note(Reply{Text: said, Ask: AskNothing})
	}
}
