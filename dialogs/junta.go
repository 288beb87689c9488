package dialogs

import (
	"context"
	"regexp"
	"strings"
	"unicode/utf8"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// The buttons of recording what a junta decided.
const (
	verbRecord = "rec"  // begins it
	verbSeat   = "who"  // a professional who may be named by one tap
	verbUnsay  = "undo" // the last answer
)

// showJunta asks for the part of a junta's outcome that is missing first: three
// professionals, and for each item what they decided and why.
func (t *turn) showJunta(context.Context) (view, error) {
	a := t.about()
	v := view{head: phrases.JuntaTitle(*a), ask: phrases.AskJunta(*a)}
	if files := t.s.Draft.Form.Files; len(files) > 0 {
		v.head = phrases.Paragraphs(v.head, phrases.Lines(fileLines(files)...))
	}
	part, n := a.Junta.Next(len(a.Denied))
	switch part {
	case backend.JuntaMember:
		if s := suggested(a.Junta, n); s != (backend.Signature{}) {
			v.keys = append(v.keys, row(key{label: phrases.BtnJuntaMember(s), verb: verbSeat, arg: idArg(int64(n))}))
		}
	case backend.JuntaResult:
		v.keys = append(v.keys, row(
			key{label: phrases.BtnJuntaGrant, verb: verbSet, arg: idArg(int64(n)) + ".1"},
			key{label: phrases.BtnJuntaRefuse, verb: verbSet, arg: idArg(int64(n)) + ".0"}))
	case backend.JuntaDone:
		v.keys = append(v.keys, row(key{label: phrases.BtnSendJunta, verb: verbSend}))
	}
	if len(a.Junta.Members) > 0 {
		v.keys = append(v.keys, row(key{label: phrases.BtnJuntaUndo, verb: verbUnsay, arg: idArg(t.s.Draft.Rev)}))
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnDiscardText, verb: verbStop}))
	return v, nil
}

// suggested is who most likely sat on a seat: the dentist who asked, and who writes.
func suggested(f *backend.JuntaForm, seat int) backend.Signature {
	switch seat {
	case 0:
		return f.Assisting
	case 1:
		return f.Operator
	}
	return backend.Signature{}
}

func (t *turn) tapJunta(_ context.Context, c Callback) error {
	a := t.about()
	part, n := a.Junta.Next(len(a.Denied))
	switch {
	case c.Verb == verbSeat && part == backend.JuntaMember && c.Arg == idArg(int64(n)):
		s := suggested(a.Junta, n)
		if s == (backend.Signature{}) {
			return errStale
		}
		t.seat(s)
	case c.Verb == verbSet && part == backend.JuntaResult:
		item, granted, ok := c.pair()
		if !ok || item != idArg(int64(n)) || granted != "0" && granted != "1" {
			return errStale
		}
		t.juntaRules(granted == "1")
	case c.Verb == verbUnsay && c.id() == t.s.Draft.Rev: // a second tap takes no second answer
		t.change(func(f *backend.Form) { f.About.Junta.Undo() })
	default:
		return errStale
	}
	return nil
}

// seat notes a professional of the junta; nobody sits on two seats.
func (t *turn) seat(s backend.Signature) {
	for _, m := range t.about().Junta.Members {
		if council(m.Council) == council(s.Council) {
			t.warn(phrases.JuntaTwice)
			return
		}
	}
	t.change(func(f *backend.Form) { f.About.Junta.Members = append(f.About.Junta.Members, s) })
}

func (t *turn) juntaRules(granted bool) {
	r := backend.Ruling{Result: backend.Refused}
	if granted {
		r.Result = backend.Granted
	}
	t.change(func(f *backend.Form) { f.About.Junta.Rulings = append(f.About.Junta.Rulings, r) })
}

// councilTyped is a CRO as people type it: "CRO-RJ 4521", "cro rj 4521".
var councilTyped = regexp.MustCompile(`(?i)\bcro[\s/-]*([a-z]{2})[\s/-]*(\d{1,6})\b`)

// council is a CRO without what people write differently.
func council(s string) string {
	if m := councilTyped.FindStringSubmatch(s); m != nil {
		return strings.ToUpper(m[1]) + strings.TrimLeft(m[2], "0")
	}
	return fold(s)
}

// readSignature reads a name with its CRO, in either order.
func readSignature(text string) (backend.Signature, bool) {
	at := councilTyped.FindStringSubmatchIndex(text)
	if at == nil {
		return backend.Signature{}, false
	}
	name := phrases.OneLine(strings.Trim(strings.TrimSpace(text[:at[0]]+" "+text[at[1]:]), " ,;·-–—()."))
	if n := utf8.RuneCountInString(name); n < 3 || n > 80 {
		return backend.Signature{}, false
	}
	return backend.Signature{Name: name, Council: "CRO-" + strings.ToUpper(text[at[2]:at[3]]) + " " + text[at[4]:at[5]]}, true
}

// maxJuntaText is how long a junta's reasons for an item are.
const maxJuntaText = 600

func (t *turn) typedJunta(ctx context.Context, text string) error {
	a := t.about()
	part, _ := a.Junta.Next(len(a.Denied))
	switch part {
	case backend.JuntaMember:
		s, ok := readSignature(text)
		if !ok {
			t.warn(phrases.JuntaNotRead)
			return nil
		}
		t.seat(s)
	case backend.JuntaResult:
		switch fold(text) {
		case "autorizar", "autorizado", "autoriza":
			t.juntaRules(true)
		case "manter a negativa", "manter", "negar", "negado", "nao autorizar":
			t.juntaRules(false)
		default:
			t.warn(phrases.UseButtons)
		}
	case backend.JuntaText:
		text = strings.TrimSpace(text)
		if n := utf8.RuneCountInString(text); n > maxJuntaText {
			t.warn(phrases.JuntaTextLong(n, maxJuntaText))
			return nil
		}
		t.change(func(f *backend.Form) { f.About.Junta.Rulings[len(f.About.Junta.Rulings)-1].Text = text })
	case backend.JuntaDone:
		if spoken(text) == wordSend || fold(text) == "registrar" || fold(text) == fold(phrases.BtnSendJunta) {
			return t.sendMessage(ctx, t.s.Draft.ID, t.s.Draft.Rev)
		}
		t.warn(phrases.UseButtons)
	}
	return nil
}

// juntaKeys lets an auditor record what a junta decided.
func (t *turn) juntaKeys(d backend.Details) []key {
	if t.s.Actor.Role != access.Auditor || d.Situation != backend.InJunta {
		return nil
	}
	return row(key{label: phrases.BtnRecordJunta, verb: verbRecord})
}
