package dialogs_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
	"guiche/internal/fictional"
)

// words are what people of this walk type: answers, slips, commands, and things
// that would break a careless screen.
var words = []string{
	"/start", "/menu", "/nova", "/cancelar", "/ajuda", "/sair", "/solicitacoes", "/fila", "/privacidade", "/voltar", "/", "//", "/x@y",
	"11222333000181", "12abc34501de35", "sorriso-2026", "auditora", "auditoria-2026", "errada", "529.982.247-25", "090216100", "090315200",
	"sim", "não", "voltar", "cancelar", "guardar", "descartar", "pronto", "outro", "enviar", "manter", "pular", "menu", "ajuda",
	"eletivo", "urgência", "dor", "helena", "teles", "85100218", "85100218 26 MOD", "85100200 16 OL", "81000421", "81000421 RMID", "82000034 46",
	"83000098", "resina 3 faces 26 MOD", "81000030", "x2", "x0", "remover 1", "26", "46", "ontem", "semana passada", "12/11", "/s1", "mensagem", "resumo", "55", "MOD", "OM", "L", "HASD", "por região", "1", "2", "38", "85100218 38 MOD", "repetir 13 ao 23", "mesmo no 36 e 37 MO", "13, 14 e 15", "13 ao 43", "item 1",
	"quanto vou pagar", "por quê?", "e no mês passado?", "exame 300", "saldo", "abril", "favoritos", "por tipo", "odontograma", "duplicar", "repetir", "trocar código", "oi", "assumir", "liberar", "autorizar todos", "negar 1 3083", "pedir 1 foto", "conferir", "confirmar", "reduzir 1", "MO", "3016", "garantia", "proxima", "85100218 26 MOD e 27 MO",
	"resina no 26 MO e rx do 36, matrícula 090216100", "exo do 38 e restaurar o 25", "tira o 38", "não, é o 46", "tira o rx", "desfazer", "troca a resina do 26 por 3 faces",
	"<b>&\"'</i>", "\u202eabc", "\x00\x01", "😀", "nº 1", "contato", "itens", "anexos", "observação", "(21) 98765-4321", "a@b.com", "Ana <Prado>",
}

// steps does one thing that somebody may do at any moment.
func (p *person) steps(t *rapid.T, old *[]string) {
	var live []string
	for _, row := range p.screen.Rows {
		for _, b := range row {
			if b.Data != "" {
				live = append(live, b.Data)
			}
		}
	}
	*old = append(*old, live...)
	switch rapid.IntRange(0, 11).Draw(t, "what") {
	case 0, 1, 2, 3, 4:
		if len(live) > 0 {
			p.press(rapid.SampledFrom(live).Draw(t, "button"))
		}
	case 5, 6, 7:
		p.says(rapid.SampledFrom(words).Draw(t, "text"))
	case 8:
		if len(*old) > 0 {
			p.press(rapid.SampledFrom(*old).Draw(t, "old button"))
		}
	case 9:
		p.sends(dialogs.File{
			Name: rapid.SampledFrom([]string{"", "a.pdf", "<i>&.png", strings.Repeat("ç&", 90)}).Draw(t, "name"), Photo: rapid.Bool().Draw(t, "photo"),
			Size: rapid.SampledFrom([]int64{0, 1000, 11 << 20}).Draw(t, "size"), Album: rapid.SampledFrom([]string{"", "a"}).Draw(t, "album"),
		})
	case 10:
		switch {
		case len(p.c.memory.fetches) == 0:
			p.says(rapid.String().Draw(t, "anything"))
		case rapid.Bool().Draw(t, "arrives"):
			p.arrives()
		default:
			id := p.oldestFetch()
			p.give(dialogs.FileRefused{Fetch: id, DraftID: p.c.memory.fetches[id].DraftID, Name: "<x>", Reason: rapid.SampledFrom([]string{"heic", "gone", "?"}).Draw(t, "reason")})
		}
	case 11:
		p.give(rapid.SampledFrom([]dialogs.Input{
			dialogs.Other{Kind: "voice"}, dialogs.Other{MessageID: 5, Kind: "edited"}, dialogs.Phone{Number: "+5521987654321"}, dialogs.Trouble{}, dialogs.Blocked{},
			dialogs.Other{Kind: "video", Album: "a"}, dialogs.Alarm{Name: "album"}, dialogs.Alarm{Name: "slow"},
		}).Draw(t, "other"))
	}
}

// Whatever two phones of a clinic do, nothing panics, no turn fails, and every
// message is one that Telegram takes (sound, in take).
func TestAnythingCanBeDone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]func() *counter{newCounter, deciding}).Draw(t, "counter")()
		one, two := c.provider(t), c.provider(t)
		two.session.Key.Chat++
		two.warm = true
		var oldOne, oldTwo []string
		for range rapid.IntRange(5, 60).Draw(t, "steps") {
			if rapid.IntRange(0, 3).Draw(t, "who") > 0 {
				one.steps(t, &oldOne)
			} else {
				two.steps(t, &oldTwo)
			}
		}
		seen := map[string]bool{}
		for i, r := range c.memory.requests {
			if int64(r.Number) != int64(i+1) || seen[string(r.Protocol)] {
				t.Fatalf("request %d has number %s, protocol %s", i, r.Number, r.Protocol)
			}
			seen[string(r.Protocol)] = true
			released := map[int]int{}
			for _, l := range r.Releases {
				if seen[string(l.Senha)] {
					t.Fatalf("request %d has a senha that another has", i)
				}
				seen[string(l.Senha)] = true
				for _, g := range l.Items {
					released[g.Item]++
				}
			}
			for n := range r.Form.Items {
				if granted := r.Result(n) == backend.Granted; granted != (released[n] == 1) && r.Result(n) != backend.Withdrawn {
					t.Fatalf("item %d of request %d is %s and was released %d times", n, i, r.Result(n), released[n])
				}
			}
		}
	})
}

// A tap or text that a person makes is always answered by a screen, but in a
// conversation with another.
func TestEveryTapAndTextShowsAScreen(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]func() *counter{newCounter, deciding}).Draw(t, "counter")()
		p := c.provider(t)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			if b := p.anyButton(t); b != "" && rapid.Bool().Draw(t, "tap") {
				p.press(b)
			} else {
				p.says(rapid.SampledFrom(words).Draw(t, "text"))
			}
			if p.session.State.Live > 0 && p.stepOf() == dialogs.StepLive {
				continue // passed on to a person
			}
			if n := len(p.replies); n == 0 || p.replies[n-1].Kind != dialogs.Screen {
				t.Fatalf("the last turn showed nothing: %+v", p.replies)
			}
			if p.answer.Text == phrases.Stale {
				t.Fatalf("a button of the live screen is stale:\n%s", p.shown())
			}
		}
	})
}

func (p *person) anyButton(t *rapid.T) string {
	var live []string
	for _, row := range p.screen.Rows {
		for _, b := range row {
			if b.Data != "" {
				live = append(live, b.Data)
			}
		}
	}
	if len(live) == 0 {
		return ""
	}
	return rapid.SampledFrom(live).Draw(t, "button")
}

// answersOf are texts that lead on from a screen that buttons do not leave.
var answersOf = map[dialogs.Step][]string{
	dialogs.StepLogin:       {"11222333000181", "auditora", "central1"},
	dialogs.StepPassword:    {"sorriso-2026", "auditoria-2026", "atendimento-2026"},
	dialogs.StepLive:        {"bom dia"},
	dialogs.StepMember:      {"090216100 39053344705"},
	dialogs.StepNewPassword: {"tres palavras soltas"},
	dialogs.StepBeneficiary: {"090216100"},
	dialogs.StepTable:       {"tira o 38", "não, é o 48", "desfazer"},
	dialogs.StepWhich:       {"incluso"},
	dialogs.StepCode:        {"exo do 38 e canal no 46", "85100200", "resina", "82000034", "81000421 46", "83000089", "82000875 38"},
	dialogs.StepPlace:       {"46", "38"},
	dialogs.StepFaces:       {"MOD", "OL"},
	dialogs.StepItems:       {"periapical"},
	dialogs.StepFiles:       {"Observação"},
	dialogs.StepName:        {"Marina Souza"},
	dialogs.StepPhone:       {"21 98765-4321"},
	dialogs.StepEmail:       {"a@b.com.br"},
	dialogs.StepMessage:     {"Segue a radiografia"},
	dialogs.StepReleases:    {"guia 1"},
	dialogs.StepAmount:      {"por quê?", "e no mês passado?"},
	dialogs.StepSuppose:     {"odontologia 5000", "0"},
	dialogs.StepBill:        {"1", "99"},
	dialogs.StepJunta:       {"Carla Mota, CRO-RJ 4521", "Indicação confirmada"},
	dialogs.StepDecide:      {"negar 1 3083", "pedir 1 foto", "autorizar 1"},
	dialogs.StepVerdict:     {"negar 3016"},
	dialogs.StepReason:      {"garantia", "3016"},
	dialogs.StepWording:     {"Envie outra radiografia."},
}

// givenAt is what comes to a screen otherwise than by taps and texts.
var givenAt = map[dialogs.Step]func(*person){
	dialogs.StepFiles: func(p *person) {
		p.sends(dialogs.File{Name: "rx.pdf"})
		p.arrives()
	},
	// It may be a card.
	dialogs.StepBeneficiary: func(p *person) { p.sends(dialogs.File{Photo: true}) },
	dialogs.StepMailCode: func(p *person) {
		if mails := p.c.memory.mails; len(mails) > 0 {
			p.says(mails[len(mails)-1].Code)
		}
	},
	// What was denied can be reviewed; what was denied again goes to a junta.
	dialogs.StepList: func(p *person) {
		if len(p.c.memory.requests) > 0 && p.c.memory.requests[0].Situation == backend.UnderReview {
			p.c.ruled(p.t, 1, livia)
		}
		p.says("/s1")
	},
	dialogs.StepQueue: func(p *person) {
		if len(p.c.memory.requests) > 0 {
			d := p.c.memory.requests[0]
			d.Situation, d.Round, d.Results = backend.InJunta, backend.JuntaRound, nil
			p.c.memory.requests[0] = d
		}
		p.says("/s1")
	},
	// The draft that was left is reminded of.
	dialogs.StepMenu: func(p *person) {
		p.c.memory.now = p.c.memory.now.Add(3 * 24 * time.Hour)
		p.alarms()
	},
}

// moment is a conversation that can be taken up again.
type moment struct {
	session dialogs.Session
	memory  memory
	screen  dialogs.Reply
}

func (p *person) moment() moment {
	return moment{session: p.session.Clone(), memory: p.c.memory.snapshot(), screen: p.screen}
}

func (p *person) back(m moment) {
	p.session, p.screen = m.session.Clone(), m.screen
	*p.c.memory = m.memory.snapshot()
}

// alike are the buttons of which one stands for all: teeth, regions, procedures,
// the items of a list.
var alike = []string{"t", "r", "set", "star", "open", "qty", "f", "del"}

// key tells screens apart by their step and buttons, those alike and removals
// aside, and by whether there are drafts, requests, and files of theirs.
func (p *person) key() string {
	drafts, requests := min(len(p.c.memory.drafts), 2), min(len(p.c.memory.requests), 1)
	if slices.ContainsFunc(p.c.memory.requests, func(d backend.Details) bool { return len(d.Form.Files) > 0 }) {
		requests++
	}
	labels := []string{string(p.stepOf()), p.session.State.Login, fmt.Sprint(drafts, requests, p.session.Draft != nil)}
	switch p.stepOf() {
	case dialogs.StepReview:
		labels = append(labels, fmt.Sprint(len(p.form().Files) > 0))
	case dialogs.StepServices, dialogs.StepCategory, dialogs.StepService, dialogs.StepTalk:
		labels[2] = string(p.session.Actor.Role) // they know nothing of drafts and requests
	case dialogs.StepAmount, dialogs.StepBill, dialogs.StepBillLine, dialogs.StepBills, dialogs.StepBillLimits, dialogs.StepSuppose,
		dialogs.StepBillRules, dialogs.StepBillChart, dialogs.StepBillTax, dialogs.StepLive, dialogs.StepDesk, dialogs.StepAtDesk:
		// One month, line, procedure or rule stands for all.
		verbs := map[string]bool{}
		for _, row := range p.screen.Rows {
			for _, b := range row {
				c, _ := dialogs.ParseCallback(b.Data)
				verbs[c.Verb] = true
			}
		}
		return fmt.Sprint(labels[0], slices.Sorted(maps.Keys(verbs)))
	}
	for _, row := range p.screen.Rows {
		for _, b := range row {
			c, ok := dialogs.ParseCallback(b.Data)
			switch label, _, _ := strings.Cut(b.Text, " "); {
			case ok && c.Draft != 0 && slices.Contains(alike, c.Verb):
				if label = c.Verb + "…"; !slices.Contains(labels, label) {
					labels = append(labels, label)
				}
			case b.Text == phrases.BtnBackToLive: // it stands where another button would
			case !strings.HasPrefix(label, "✕") && !strings.HasSuffix(label, "."):
				labels = append(labels, b.Text)
			}
		}
	}
	return strings.Join(labels, "|")
}

// stepOf is the step of the live screen, as its buttons have it.
func (p *person) stepOf() dialogs.Step { return at(p.screen).Step }

// at is where a screen is, as its buttons have it.
func at(screen dialogs.Reply) dialogs.Callback {
	for _, row := range screen.Rows {
		for _, b := range row {
			if c, ok := dialogs.ParseCallback(b.Data); ok {
				return c
			}
		}
	}
	return dialogs.Callback{}
}

// mostScreens bounds the walk.
const mostScreens = 8000

// walk is over every button of every screen and a few texts, until there is no
// screen of another kind.
type walk struct {
	p     *person
	queue []moment
	seen  map[string]bool
	steps map[dialogs.Step]bool
	ways  flows
	taps  int
}

// visit notes where the way from a moment led; tapped is the button, none for what
// was typed or sent.
func (w *walk) visit(from moment, tapped string) {
	w.ways.take(from.session.Actor.Role, at(from.screen), at(w.p.screen), tapped)
	w.arrive()
}

func (w *walk) arrive() {
	if k := w.p.key(); !w.seen[k] {
		w.seen[k] = true
		w.queue = append(w.queue, w.p.moment())
	}
}

// from does all that can be done at a moment.
func (w *walk) from(t *testing.T, m moment) {
	t.Helper()
	p := w.p
	p.back(m)
	step := p.stepOf()
	w.steps[step] = true
	for _, text := range answersOf[step] {
		p.back(m)
		p.says(text)
		w.visit(m, "")
	}
	if give := givenAt[step]; give != nil {
		p.back(m)
		give(p)
		w.visit(m, "")
	}
	for _, row := range m.screen.Rows {
		for _, b := range row {
			if b.Data == "" {
				continue
			}
			p.back(m)
			p.press(b.Data)
			w.taps++
			if p.answer.Text == phrases.Stale {
				t.Errorf("%q is stale on its own screen (%s):\n%s", b.Text, b.Data, m.screen.Text)
			}
			w.visit(m, b.Data)
		}
	}
}

// TestEveryButtonLeadsSomewhere walks from the first screen to every step, as a
// clinic, an auditor and a beneficiary.
func TestEveryButtonLeadsSomewhere(t *testing.T) {
	t.Parallel()
	c := newCounterWith([]backend.Option{fictional.Audited(), backend.WithMail(), backend.WithHash(asIs)})
	w := &walk{p: c.person(t, 1), seen: map[string]bool{}, steps: map[dialogs.Step]bool{}, ways: flows{}}
	w.p.says("/start")
	w.arrive()
	// Somebody waits for a person to talk to.
	ana := c.ana(t)
	ana.says("atendente")
	ana.taps("💬 Conversar por aqui")
	ana.says("bom dia")
	// An adult dependant has an account of another kind.
	start := w.p.moment()
	w.p.session.Actor = access.Actor{Role: access.Member, ID: 2}
	w.p.says("/conta")
	w.arrive()
	w.p.back(start)
	// A sentence may be for somebody who has an unsent request.
	w.p.session.Actor = sorriso
	w.p.says("/menu", "canal no 46, matrícula 090216100", "eletivo", "helena", "/menu", "periapical do 46, matrícula 090216100")
	w.arrive()
	w.p.back(start)
	// Who enters may also find a request that was sent before.
	c.sent(t)
	// And another one, which was released at once.
	auditing := c.talk
	c.talk = dialogs.New(backend.New(c.login, nil, fictional.Operator(), backend.WithMail(), backend.WithHash(asIs)), hearing())
	c.sentAgain(t)
	c.talk = auditing
	c.memory.secondLooks[c.memory.requests[0].ID] = []backend.SecondLook{{Reason: backend.LookSample}}
	w.arrive()
	n := 0
	for ; n < len(w.queue) && n < mostScreens; n++ {
		w.from(t, w.queue[n])
	}
	if t.Logf("%d screens, %d taps", len(w.queue), w.taps); n < len(w.queue) {
		t.Errorf("%d screens are left", len(w.queue)-n)
	}
	w.ways.drawn(t)
	for name, step := range dialogs.EveryStep(t) {
		// StepForm is only stored: it shows one of the questions.
		if seen := w.steps[step]; seen == (step == dialogs.StepForm) {
			t.Errorf("the walk comes to %s: %t", name, seen)
		}
	}
}

// TestButtonsOfWhatIsDecidedAtOnce walks on from a review of which the rules say
// something, over what they decide when it is sent.
func TestButtonsOfWhatIsDecidedAtOnce(t *testing.T) {
	t.Parallel()
	c := newCounterWith([]backend.Option{backend.WithMail(), backend.WithHash(asIs)})
	p := c.types(t, "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "82000875 48", "85400149 46", "pronto")
	p.sends(dialogs.File{Photo: true})
	p.arrives()
	p.sees("é <b>a radiografia inicial</b>?")
	w := &walk{p: p, seen: map[string]bool{}, steps: map[dialogs.Step]bool{}, ways: flows{}}
	w.arrive()
	const enough = 1000
	for n := 0; n < len(w.queue) && n < enough; n++ {
		w.from(t, w.queue[n])
	}
	for _, step := range []dialogs.Step{dialogs.StepReview, dialogs.StepItems, dialogs.StepMenu, dialogs.StepDetails, dialogs.StepMessage} {
		if !w.steps[step] {
			t.Errorf("the walk does not come to %s", step)
		}
	}
}

func TestCallback(t *testing.T) {
	t.Parallel()
	t.Run("fits with the largest numbers and arguments", func(t *testing.T) {
		t.Parallel()
		const most = 1<<63 - 1
		for _, c := range []dialogs.Callback{
			{Draft: most, Rev: most, Step: dialogs.StepItems, Verb: "open", Arg: "19.20.85100218"},
			{Draft: most, Rev: most, Step: dialogs.StepItem, Verb: "place", Arg: "19.20.85100218"},
			{Draft: most, Rev: most, Step: dialogs.StepCode, Verb: "page", Arg: "perio.99"},
			{Draft: most, Rev: most, Step: dialogs.StepProfessional, Verb: "set", Arg: "1y2p0ij32e8e7"},
			{Draft: most, Rev: most, Step: dialogs.StepFaces, Verb: "code", Arg: "19.85100218"},
			{Draft: most, Rev: most, Step: dialogs.StepUrgency, Verb: "set", Arg: string(backend.Bleeding)},
			{Draft: most, Rev: most, Step: dialogs.StepReview, Verb: "edit", Arg: string(backend.FieldProfessional)},
		} {
			data := c.String()
			if got, ok := dialogs.ParseCallback(data); len(data) > 64 || !ok || got != c {
				t.Errorf("%d bytes %q: %+v", len(data), data, got)
			}
		}
	})
	t.Run("reads what it wrote and survives anything", rapid.MakeCheck(func(t *rapid.T) {
		c := dialogs.Callback{
			Draft: rapid.Int64Min(0).Draw(t, "draft"), Rev: rapid.Int64Min(0).Draw(t, "rev"),
			Step: dialogs.Step(rapid.StringMatching(`[a-z]{1,7}`).Draw(t, "step")), Verb: rapid.StringMatching(`[a-z]{1,6}`).Draw(t, "verb"),
			Arg: rapid.StringMatching(`[0-9A-Za-z.+-]{0,20}`).Draw(t, "arg"),
		}
		if got, ok := dialogs.ParseCallback(c.String()); !ok || got != c {
			t.Fatalf("%q: %+v", c.String(), got)
		}
		if got, ok := dialogs.ParseCallback(rapid.String().Draw(t, "anything")); ok && (got.Draft < 0 || got.Rev < 0) {
			t.Fatalf("read %+v", got)
		}
	}))
}
