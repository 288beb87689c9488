package dialogs_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/internal/fictional"
)

// atFiles is a provider who adds attachments to a request that lacks nothing.
func (c *counter) atFiles(t *testing.T) *person {
	t.Helper()
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "81000030", "pronto", "pronto", "anexos")
	p.sees("Anexos e observação")
	return p
}

// album sends photos at once, in the order of the numbers given.
func (p *person) album(id string, order ...int) {
	p.t.Helper()
	for _, n := range order {
		p.give(dialogs.File{MessageID: 100 + n, Photo: true, Album: id, Remote: fmt.Sprint(n)})
	}
}

// waits lets time pass and brings what came due.
func (p *person) waits(d time.Duration) {
	p.t.Helper()
	p.c.memory.now = p.c.memory.now.Add(d)
	p.alarms()
}

// screens counts the screens of a few turns.
func (p *person) screens(turns ...func()) (bottom, edits int) {
	for _, turn := range turns {
		p.replies = nil
		turn()
		for _, r := range p.replies {
			switch {
			case r.Kind == dialogs.Screen && r.Refresh:
				edits++
			case r.Kind == dialogs.Screen || r.Kind == dialogs.Note:
				bottom++
			}
		}
	}
	return bottom, edits
}

func (p *person) fileNames() []string {
	var names []string
	for _, f := range p.form().Files {
		names = append(names, f.Name)
	}
	return names
}

func TestAlbumIsAnsweredOnce(t *testing.T) {
	window := 1500 * time.Millisecond
	for name, tc := range map[string]struct {
		turns         func(p *person) []func()
		bottom, edits int
	}{
		"while downloads take longer than the window": {func(p *person) []func() {
			turns := []func(){func() { p.album("a", 1) }, func() { p.album("a", 2) }, func() { p.album("a", 3) }, func() { p.waits(window) }}
			return append(turns, p.arrives, p.arrives, p.arrives)
		}, 1, 1},
		"when downloads end before": {func(p *person) []func() {
			return []func(){func() { p.album("a", 1) }, p.arrives, func() { p.album("a", 2) }, p.arrives, func() { p.album("a", 3) }, p.arrives, func() { p.waits(window) }}
		}, 1, 0},
		"when some do": {func(p *person) []func() {
			return []func(){func() { p.album("a", 1) }, p.arrives, func() { p.album("a", 2) }, func() { p.album("a", 3) }, p.arrives, func() { p.waits(window) }, p.arrives}
		}, 1, 1},
		"when its files come out of order": {func(p *person) []func() {
			return []func(){func() { p.album("a", 3) }, func() { p.album("a", 1) }, p.arrives, func() { p.album("a", 2) }, func() { p.waits(window) }, p.arrives, p.arrives}
		}, 1, 1},
		"with the next album of a long selection": {func(p *person) []func() {
			return []func(){func() { p.album("a", 1, 2) }, func() { p.album("b", 3) }, func() { p.waits(window) }, p.arrives, p.arrives, p.arrives}
		}, 1, 1},
		"once more for what comes after the window": {func(p *person) []func() {
			return []func(){
				func() { p.album("a", 1, 2) }, func() { p.waits(window) }, p.arrives, p.arrives,
				func() { p.album("a", 3) }, p.arrives, func() { p.waits(window) },
			}
		}, 2, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atFiles(t)
			rev := p.session.Draft.Rev
			bottom, edits := p.screens(tc.turns(p)...)
			if bottom != tc.bottom || edits != tc.edits {
				t.Errorf("%d screens and %d edits, want %d and %d", bottom, edits, tc.bottom, tc.edits)
			}
			p.reload()
			if diff := cmp.Diff([]string{"Foto 1", "Foto 2", "Foto 3"}, p.fileNames()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if p.form().FilesComing() || len(p.c.memory.files) != 3 || len(p.c.timersButReminders()) != 0 {
				t.Errorf("left: %+v, %d files, timers %v", p.form().Files, len(p.c.memory.files), p.c.memory.timers)
			}
			p.sees("Anexos: 3", "3. Foto 3 (117 KB)", "Recebi")
			p.doesNotSee("recebendo")
			t.Logf("%d revisions", p.session.Draft.Rev-rev)
		})
	}
}

func TestAlbumOfTenCostsTwoRevisions(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	rev := p.session.Draft.Rev
	p.album("a", 4, 1, 2, 3, 5, 6, 7, 8, 9, 10)
	for range 10 {
		p.arrives()
	}
	p.waits(2 * time.Second)
	p.sees("Recebi 10 arquivos", "Anexos: 10 (1,1 MB)", "10. Foto 10")
	if got := p.session.Draft.Rev - rev; got != 2 {
		t.Errorf("%d revisions", got)
	}
}

func TestNobodySendsWhileAnAlbumComes(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.taps("Seguir sem anexos")
	other := c.provider(t)
	other.session.Key.Chat++
	other.taps("Continuar rascunho")
	other.sees("Está tudo certo?")
	p.album("a", 1, 2)
	p.arrives()
	p.arrives()
	other.taps("Enviar")
	other.sees("A solicitação mudou")
	other.taps("Enviar")
	other.sees("Ainda estou recebendo")
	if len(c.memory.requests) != 0 {
		t.Fatal("sent without its album")
	}
	p.waits(2 * time.Second)
	p.sees("Recebi 2 arquivos", "Está tudo certo?")
	other.says("/menu")
	other.taps("Continuar rascunho")
	other.sees("Anexos: 2")
	other.taps("Enviar")
	if got := len(c.memory.requests); got != 1 || len(c.memory.requests[0].Form.Files) != 2 {
		t.Errorf("%d requests", got)
	}

	t.Run("not even who sent it", func(t *testing.T) {
		c := newCounter()
		p := c.atFiles(t)
		p.taps("Seguir sem anexos")
		p.album("a", 1, 2)
		p.taps("Enviar")
		p.sees("A solicitação mudou", "Anexos: 2", "Foto 2 – ⏳ recebendo")
		p.arrives()
		p.arrives()
		p.sees("Foto 2 (117 KB)")
		p.album("b", 3)
		p.says("enviar")
		p.sees("Ainda estou recebendo", "Foto 3")
		p.waits(2 * time.Second)
		p.arrives()
		p.taps("Enviar")
		if got := len(c.memory.requests); got != 1 || len(c.memory.requests[0].Form.Files) != 3 {
			t.Errorf("%d requests", got)
		}
	})
}

func TestGoingOnClosesAnAlbum(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.album("a", 2, 1)
	p.says("dor ao mastigar")
	p.sees("Recebi 2 arquivos", "Foto 2", "dor ao mastigar")
	p.waits(2 * time.Second)
	p.doesNotSee("Recebi 20")
	if n := len(p.form().Files); n != 2 {
		t.Errorf("%d files", n)
	}
	p.album("b", 3)
	p.says("/cancelar", "guardar")
	p.waits(2 * time.Second)
	for range 3 {
		p.arrives()
	}
	p.says("/nova", "/menu")
	for _, d := range c.memory.drafts {
		if n := len(d.Form.Files); n != 3 || d.Form.FilesComing() {
			t.Errorf("the draft put away has %+v", d.Form.Files)
		}
	}
}

func TestAlbumOfADraftThatIsGone(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.album("a", 1, 2)
	p.arrives()
	other := c.provider(t)
	other.session.Key.Chat++
	other.taps("Continuar rascunho")
	other.says("/cancelar", "descartar")
	p.arrives()
	p.waits(2 * time.Second)
	if len(c.memory.files) != 0 || len(c.memory.fetches) != 0 {
		t.Errorf("left: %v, %v", c.memory.files, c.memory.fetches)
	}
	p.says("/menu")
	p.sees("Nova solicitação")
}

func TestFirstOfAnAlbumRemovedElsewhere(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.album("a", 1, 2)
	p.arrives()
	other := c.provider(t)
	other.session.Key.Chat++
	other.taps("Continuar rascunho")
	other.taps("Anexos", "1. Foto 1", "✕ Retirar")
	p.arrives()
	p.waits(2 * time.Second)
	p.sees("Recebi 1 arquivo.", "Anexos: 1")
	if len(c.memory.files) != 1 {
		t.Errorf("stored %v", c.memory.files)
	}
}

func (p *person) refuses(name, reason string) {
	p.t.Helper()
	for id, f := range p.c.memory.fetches {
		if f.Name == name {
			p.give(dialogs.FileRefused{Fetch: id, DraftID: f.DraftID, Name: name, Reason: reason, MessageID: f.MessageID})
			return
		}
	}
	p.t.Fatalf("%s is not being fetched", name)
}

func TestRefusalsOfAnAlbumAreOneSentence(t *testing.T) {
	c := setup(t)
	send := func(p *person, names ...string) {
		for i, name := range names {
			p.give(dialogs.File{MessageID: 100 + i, Name: name, Album: "a", Size: 1000})
		}
	}
	t.Run("in the answer, what is known by then", func(t *testing.T) {
		p := c.atFiles(t)
		send(p, "a.heic", "b.pdf", "c.docx", "d.png")
		p.give(dialogs.File{MessageID: 104, Name: "e.pdf", Album: "a", Size: 11 << 20})
		p.give(dialogs.Other{MessageID: 105, Album: "a", Kind: "video"})
		bottom, edits := p.screens(
			func() { p.refuses("a.heic", "heic") }, func() { p.refuses("c.docx", "docx") }, func() { p.waits(2 * time.Second) }, p.arrives, p.arrives)
		if bottom != 1 || edits != 1 {
			t.Errorf("%d screens, %d edits", bottom, edits)
		}
		p.sees("Recebi 2 arquivos.", "Não guardei 4 arquivos: a.heic (HEIC não é aceito, envie como Foto); c.docx (DOCX não é aceito, salve como PDF); e.pdf (mais de 10 MB, reduza o tamanho); um arquivo (Não recebo vídeos. Envie uma foto, ou o documento em PDF).")
		if diff := cmp.Diff([]string{"b.pdf", "d.png"}, p.fileNames()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		p.taps("Pronto")
		p.doesNotSee("Não guardei")
	})
	t.Run("below it, what turns out later, when all is known", func(t *testing.T) {
		p := newCounter().atFiles(t)
		send(p, "a.heic", "b.pdf", "c.docx", "d.png")
		bottom, edits := p.screens(
			func() { p.waits(2 * time.Second) }, func() { p.refuses("c.docx", "docx") }, func() { p.refuses("a.heic", "heic") }, p.arrives, p.arrives)
		if bottom != 2 || edits != 0 {
			t.Errorf("%d screens, %d edits", bottom, edits)
		}
		p.sees("Recebi 2 arquivos.", "Não guardei 2 arquivos: a.heic (", "; c.docx (")
	})
	t.Run("the last of them too", func(t *testing.T) {
		p := newCounter().atFiles(t)
		send(p, "a.heic", "b.pdf")
		bottom, _ := p.screens(func() { p.waits(2 * time.Second) }, p.arrivesNamed("b.pdf"), func() { p.refuses("a.heic", "heic") })
		if bottom != 2 {
			t.Errorf("%d screens", bottom)
		}
		p.sees("<b>a.heic</b> é um HEIC")
	})
	t.Run("those beyond twenty by their number", func(t *testing.T) {
		p := newCounter().atFiles(t)
		for n := range 18 {
			p.sends(dialogs.File{Name: fmt.Sprintf("f%d.pdf", n)})
		}
		for range 18 {
			p.arrives()
		}
		p.album("a", 1, 2, 3, 4, 5)
		p.waits(2 * time.Second)
		p.sees("Recebi 2 arquivos.", "Cabem 20 anexos em uma solicitação: 3 arquivos ficaram de fora")
		if n := len(p.form().Files); n != backend.MaxFiles {
			t.Errorf("%d files", n)
		}
	})
	t.Run("of nothing else", func(t *testing.T) {
		p := newCounter().atFiles(t)
		p.give(dialogs.File{MessageID: 104, Name: "e.pdf", Album: "a", Size: 11 << 20})
		p.waits(2 * time.Second)
		p.sees("<b>e.pdf</b> passa de 10 MB")
		p.doesNotSee("Recebi")
	})
}

// arrivesNamed ends the download of a name well.
func (p *person) arrivesNamed(name string) func() {
	return func() {
		for id, f := range p.c.memory.fetches {
			if f.Name == name {
				p.give(dialogs.FileReady{Fetch: id, DraftID: f.DraftID, Stored: backend.Stored{Name: name, Kind: "pdf", Size: 1000}, MessageID: f.MessageID})
			}
		}
	}
}

func TestAlbumThatNobodyAskedFor(t *testing.T) {
	c := setup(t)
	for _, p := range []*person{c.provider(t), c.auditor(t), c.person(t, 3)} {
		said := 0
		for n := range 3 {
			p.give(dialogs.File{MessageID: n, Photo: true, Album: "a"})
			said += len(slices.DeleteFunc(p.replies, func(r dialogs.Reply) bool { return r.Kind != dialogs.Screen }))
		}
		p.give(dialogs.Other{Kind: "video", Album: "a"})
		if said += len(p.replies); said != 1 {
			t.Errorf("%s is told %d times", p.session.Actor.Role, said)
		}
		p.sees("não foi guardado")
	}
	if len(c.memory.fetches) != 0 {
		t.Errorf("%d downloads begin", len(c.memory.fetches))
	}
}

func TestSlowDownload(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.sends(dialogs.File{Name: "rx.pdf"})
	p.sees("1. rx.pdf · Radiografia inicial – ⏳ recebendo")
	p.waits(9 * time.Second)
	p.doesNotSee("continuo tentando")
	p.waits(2 * time.Second)
	p.sees("continuo tentando")
	if !p.replies[0].Refresh {
		t.Error("it comes as a new screen")
	}
	p.arrives()
	p.sees("rx.pdf · Radiografia inicial (117 KB)")
	p.doesNotSee("continuo tentando")
	t.Run("is told of when it is given up", func(t *testing.T) {
		p.sends(dialogs.File{Name: "laudo.pdf"})
		p.waits(11 * time.Second)
		p.says("dor")
		p.refuses("laudo.pdf", "late")
		p.sees("<b>laudo.pdf</b> não chegou")
	})
	t.Run("is not told of elsewhere", func(t *testing.T) {
		p.sends(dialogs.File{Name: "laudo.pdf"})
		p.says("/menu")
		p.replies = nil
		p.waits(11 * time.Second)
		if len(p.replies) != 0 {
			t.Errorf("%+v", p.replies)
		}
	})
}

func TestMessagesOfStoredFilesGo(t *testing.T) {
	c := setup(t)
	op := fictional.Operator()
	op.DeleteFiles = true
	c.talk = dialogs.New(backend.New(c.login, nil, op, fictional.Audited()), hearing())
	p := c.atFiles(t)
	p.sends(dialogs.File{Name: "rx.pdf"})
	message := c.memory.fetches[p.oldestFetch()].MessageID
	if slices.Contains(p.kinds(), dialogs.Delete) {
		t.Fatal("removed before it was stored")
	}
	p.arrivesNamed("rx.pdf")()
	if p.replies[0].Kind != dialogs.Delete || p.replies[0].MessageID != message || message == 0 {
		t.Errorf("replies %+v", p.replies)
	}
	p.sees("apaguei do chat, por segurança")
	p.sends(dialogs.File{Name: "b.pdf"})
	p.refuses("b.pdf", "docx")
	if slices.Contains(p.kinds(), dialogs.Delete) {
		t.Error("a refused file is removed")
	}
	p.album("a", 1, 2)
	for id, f := range c.memory.fetches {
		p.give(dialogs.FileReady{Fetch: id, DraftID: f.DraftID, Stored: backend.Stored{Kind: "jpg"}, MessageID: f.MessageID})
		if diff := cmp.Diff([]dialogs.ReplyKind{dialogs.Delete}, p.kinds()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	p.waits(2 * time.Second)
	p.doesNotSee("apaguei do chat")
	p.sends(dialogs.File{Name: "c.pdf"})
	p.says("/sair", "sair")
	p.arrivesNamed("c.pdf")()
	if p.session.Actor.Role != access.Visitor || !strings.Contains(fmt.Sprint(p.kinds()), fmt.Sprint(dialogs.Delete)) {
		t.Errorf("replies %+v", p.replies)
	}
}

func TestTwoPhonesSendFilesAtOnce(t *testing.T) {
	c := setup(t)
	one := c.atFiles(t)
	two := c.provider(t)
	two.session.Key.Chat++
	two.taps("Continuar rascunho")
	one.warm, two.warm = true, true
	for n := range 10 {
		one.album("a", n)
		two.album("b", n)
		one.sends(dialogs.File{Name: fmt.Sprintf("one%d.pdf", n)})
	}
	for id, f := range c.memory.fetches {
		p := one
		if f.Chat == two.session.Key {
			p = two
		}
		p.give(dialogs.FileReady{Fetch: id, DraftID: f.DraftID, Stored: backend.Stored{Kind: "jpg", Size: 1000}})
	}
	c.memory.now = c.memory.now.Add(2 * time.Second)
	one.alarms()
	two.alarms()
	two.sees("Anexos: 20")
	one.says("anexos")
	one.sees("Anexos: 20")
	for _, d := range c.memory.drafts {
		if len(d.Form.Files) != backend.MaxFiles || d.Form.FilesComing() {
			t.Errorf("%d files: %+v", len(d.Form.Files), d.Form.Files)
		}
	}
	if len(c.memory.files) != backend.MaxFiles {
		t.Errorf("%d stored", len(c.memory.files))
	}
}

func TestAttachmentsAreTheirOwn(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.sends(dialogs.File{Name: "rx.png"})
	p.arrives()
	p.taps("Pronto", "Enviar")
	desk := backend.New(c.login, nil, fictional.Operator(), fictional.Audited())
	for actor, want := range map[access.Actor]error{
		{Role: access.Provider, ID: 1}: nil, {Role: access.Auditor, ID: 1}: nil,
		{Role: access.Provider, ID: 2}: backend.ErrNotFound, {}: backend.ErrNotFound, {Role: access.Member, ID: 3}: backend.ErrNotFound,
	} {
		files, err := desk.Attachments(t.Context(), c.memory.begin(false), actor, 1)
		if !errors.Is(err, want) || (len(files) == 1) != (want == nil) {
			t.Errorf("%v gets %d files, %v", actor, len(files), err)
		}
	}
}
