package dialogs

import (
	"cmp"
	"context"
	"slices"
	"time"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// Several files sent at once come as messages of their own, in any order, and are
// answered for together:
//
//	file ──▶ open: collected, timer moved ──▶ timer, or the person goes on ──▶ in the form
//	           │         ▲                                    one screen for all
//	           └─ files ─┘
//
// Downloads begin at once. The first file goes into the draft right away, so that
// nobody sends the request without the others; they follow when the batch closes,
// in one revision.

const (
	// albumTimer closes the batch, albumWindow after its last file.
	albumTimer  = "album"
	albumWindow = 1500 * time.Millisecond
	// slowTimer tells who waits that a download is still tried.
	slowTimer = "slow"
	slowAfter = 10 * time.Second
)

// Batch is the files that came last, and what there is to tell of them.
type Batch struct {
	// Draft that they are for.
	Draft int64 `json:"draft,omitempty"`
	// Many: they came at once, so what is refused of them is told at once.
	Many bool `json:"many,omitempty"`
	// Open: more may come. Pieces are then not in the form yet, but for First.
	Open   bool    `json:"open,omitempty"`
	First  int64   `json:"first,omitempty"`
	Pieces []Piece `json:"pieces,omitempty"`
	// Waits are the downloads of files in the form that have not ended.
	Waits []int64 `json:"waits,omitempty"`
	// Untold: something was refused that no screen has shown.
	Untold bool `json:"untold,omitempty"`
	News   News `json:"news,omitzero"`
}

// Piece is a file of an open batch. The numbers of messages give the order in
// which they were sent.
type Piece struct {
	backend.File
	Message int    `json:"message"`
	Album   string `json:"album,omitempty"`
}

// News is what a screen tells of the files that came last, until the person does
// something else: the screen may change meanwhile, as downloads end.
type News struct {
	// Came is how many of a batch were taken, Over how many there was no room for.
	Came    int               `json:"came,omitempty"`
	Over    int               `json:"over,omitempty"`
	Refused []phrases.Refusal `json:"refused,omitempty"`
	// Said are further sentences, as shown.
	Said   []string `json:"said,omitempty"`
	Warned bool     `json:"warned,omitempty"`
	// Slow: a download takes long.
	Slow bool `json:"slow,omitempty"`
}

// Clone returns a batch that shares nothing with b.
func (b Batch) Clone() Batch {
	b.Pieces, b.Waits = slices.Clone(b.Pieces), slices.Clone(b.Waits)
	b.News.Refused, b.News.Said = slices.Clone(b.News.Refused), slices.Clone(b.News.Said)
	return b
}

func (b *Batch) piece(fetch int64) int {
	if !b.Open {
		return -1
	}
	return slices.IndexFunc(b.Pieces, func(p Piece) bool { return p.Fetch == fetch })
}

// newBatch begins to tell anew; downloads of the same draft are still waited for.
func (t *turn) newBatch() {
	b := &t.s.State.Batch
	next := Batch{Draft: t.s.Draft.ID}
	if b.Draft == next.Draft {
		next.Waits = b.Waits
	}
	*b = next
}

// collect adds a file to the open batch.
func (t *turn) collect(in File, f backend.Fetch) error {
	b := &t.s.State.Batch
	file, err := t.receive(f, f.Name, len(b.Pieces) == 0)
	if err != nil {
		return err
	}
	if len(b.Pieces) == 0 {
		b.First = file.Fetch
	}
	b.Pieces = append(b.Pieces, Piece{File: file, Message: in.MessageID, Album: in.Album})
	return nil
}

// receive asks for a download of a file sent under a name, and with put has it in
// the draft.
func (t *turn) receive(f backend.Fetch, name string, put bool) (backend.File, error) {
	file, err := t.desk.Receive(t.tx, t.s.Actor, t.s.Draft, f)
	if err != nil {
		return file, err
	}
	file.Type = typeOf(t.typeWords(f.Caption), name)
	if put {
		t.timer(slowTimer, slowAfter)
		shown := file
		if shown.Name == "" {
			shown.Name = t.photoName(t.s.Draft.Form.Files)
		}
		t.change(func(form *backend.Form) { form.Files = append(form.Files, shown) })
	}
	return file, nil
}

func (t *turn) timer(name string, after time.Duration) {
	t.tx.SetTimer(backend.Timer{Chat: t.s.Key, Name: name, DueAt: t.tx.Now().Add(after)})
}

// albumDue answers a batch: the screen goes to the bottom, below its files.
func (t *turn) albumDue(ctx context.Context) error {
	if !t.s.State.Batch.Open {
		return nil
	}
	if err := t.closeBatch(ctx); err != nil || t.s.Draft == nil {
		return err
	}
	t.silent = false
	t.toForm()
	return nil
}

// toForm leads who sent a file to the request that it is for. Who sends the X-ray
// has no more items to add; the next screen offers it.
func (t *turn) toForm() {
	st := &t.s.State
	st.Step = StepForm
	if t.step() == StepItems && st.Editing == backend.FieldNone {
		t.change(func(f *backend.Form) { f.ItemsOK = true })
		t.answered()
	}
}

// closeBatch puts an open batch into the form and keeps the draft.
func (t *turn) closeBatch(ctx context.Context) error {
	b := &t.s.State.Batch
	if !b.Open {
		return nil
	}
	t.tx.DropTimer(t.s.Key, albumTimer)
	pieces := b.Pieces
	b.Open, b.Pieces = false, nil
	if t.s.Draft == nil || t.s.Draft.ID != b.Draft {
		// Sent or dropped from another phone of the clinic meanwhile.
		for _, p := range pieces {
			t.desk.Unkept(t.tx, p.File)
		}
		*b = Batch{}
		return nil
	}
	slices.SortStableFunc(pieces, func(a, b Piece) int { return cmp.Compare(a.Message, b.Message) })
	pieces = t.withoutRemoved(pieces)
	t.shareType(pieces)
	pieces = t.withRoom(pieces)
	t.change(func(f *backend.Form) {
		f.Files = slices.DeleteFunc(f.Files, func(file backend.File) bool { return b.First != 0 && file.Fetch == b.First })
		for _, p := range pieces {
			if p.Name == "" {
				p.Name = t.photoName(f.Files)
			}
			f.Files = append(f.Files, p.File)
			if p.Coming() {
				b.Waits = append(b.Waits, p.Fetch)
			}
		}
	})
	b.News.Came, b.First, b.Untold = len(pieces), 0, false
	for _, p := range pieces {
		t.caption(p.Caption)
	}
	t.allEnded()
	t.joined = true
	return t.keep(ctx)
}

// withoutRemoved leaves the first piece out when another phone removed it from the
// draft.
func (t *turn) withoutRemoved(pieces []Piece) []Piece {
	first := t.s.State.Batch.First
	if first == 0 || slices.ContainsFunc(t.s.Draft.Form.Files, func(f backend.File) bool { return f.Fetch == first }) {
		return pieces
	}
	return slices.DeleteFunc(pieces, func(p Piece) bool {
		if p.Fetch != first {
			return false
		}
		t.desk.Unkept(t.tx, p.File)
		return true
	})
}

// withRoom leaves out what no longer finds room, since another phone sent files at
// the same time.
func (t *turn) withRoom(pieces []Piece) []Piece {
	room := backend.MaxFiles
	for _, f := range t.s.Draft.Form.Files {
		if f.Fetch != t.s.State.Batch.First || f.Fetch == 0 {
			room--
		}
	}
	if len(pieces) <= room {
		return pieces
	}
	room = max(room, 0)
	for _, p := range pieces[room:] {
		t.desk.Unkept(t.tx, p.File)
	}
	t.s.State.Batch.News.Over += len(pieces) - room
	return pieces[:room]
}

// shareType gives an album the type that its only caption names.
func (t *turn) shareType(pieces []Piece) {
	captions, named := map[string]int{}, map[string]backend.FileType{}
	for _, p := range pieces {
		if p.Album != "" && p.Caption != "" {
			captions[p.Album]++
			named[p.Album] = typeOf(t.typeWords(p.Caption), "")
		}
	}
	for i, p := range pieces {
		if p.Type == "" && captions[p.Album] == 1 {
			pieces[i].Type = named[p.Album]
		}
	}
}

// photoName is a name for a photo that no other file has, nor one of the request that
// a message is about.
func (t *turn) photoName(files []backend.File) string {
	before := 0
	if a := t.about(); a != nil {
		before = a.Files
	}
	for n := before + len(files) + 1; ; n++ {
		name := phrases.PhotoName(n)
		if !slices.ContainsFunc(files, func(f backend.File) bool { return f.Name == name }) {
			return name
		}
	}
}

// ended takes a download off those waited for.
func (t *turn) ended(fetch int64) {
	b := &t.s.State.Batch
	b.Waits = slices.DeleteFunc(b.Waits, func(id int64) bool { return id == fetch })
	t.allEnded()
}

func (t *turn) allEnded() {
	if b := &t.s.State.Batch; !b.Open && len(b.Waits) == 0 {
		b.News.Slow = false
		t.tx.DropTimer(t.s.Key, slowTimer)
	}
}

// slowDue says that a download is still tried.
func (t *turn) slowDue() {
	b := &t.s.State.Batch
	here := t.s.Draft != nil && t.s.Draft.ID == b.Draft
	if !here || b.Open || len(b.Waits) == 0 || !t.inForm() {
		return
	}
	b.News.Slow = true
	t.silent, t.refresh = false, !b.Untold
	b.Untold = false
}

// heard: the person went on, so the news of the files before is old.
func (t *turn) heard(ctx context.Context) error {
	if b := &t.s.State.Batch; !b.Open {
		b.News, b.Untold = News{}, false
		return nil
	}
	return t.closeBatch(ctx)
}

// later keeps what is said by do for as long as the news are shown.
func (t *turn) later(do func()) {
	said, warned := len(t.said), t.warned
	t.warned = false
	do()
	n := &t.s.State.Batch.News
	n.Said = append(n.Said, t.said[said:]...)
	n.Warned = n.Warned || t.warned
	t.said, t.warned = t.said[:said], warned
}

// news are the sentences about the files that came last.
func (t *turn) news() []string {
	b := &t.s.State.Batch
	if t.s.Draft == nil || t.s.Draft.ID != b.Draft || b.Open {
		return nil
	}
	n := b.News
	var said []string
	if b.Many && n.Came > 0 {
		said = append(said, phrases.FilesCame(n.Came))
	}
	if n.Slow && len(b.Waits) > 0 {
		said = append(said, phrases.FilesSlow)
	}
	if len(n.Refused) > 0 {
		said = append(said, phrases.FilesRefused(n.Refused))
	}
	if n.Over > 0 {
		said = append(said, phrases.FilesOver(n.Over, backend.MaxFiles, t.message()))
	}
	t.warned = t.warned || n.Warned || n.Over > 0 || len(n.Refused) > 0
	return append(said, n.Said...)
}
