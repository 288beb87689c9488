package backend

import (
	"cmp"
	"context"
	"errors"
	"math/bits"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/ident"
)

// FileType is what a document shows, as its sender says.
type FileType string

// The types of document. None: nobody said.
const (
	RadiographInitial FileType = "rx_inicial"
	RadiographFinal   FileType = "rx_final"
	Report            FileType = "laudo"
	Photo             FileType = "foto"
	OtherDocument     FileType = "outro"
)

// FileTypes are all of them, in the order in which they are offered.
func FileTypes() []FileType {
	return []FileType{RadiographInitial, RadiographFinal, Report, Photo, OtherDocument}
}

// File is an attachment of a draft or request. It is on its way until ID is set.
type File struct {
	// ID names the stored file, 0 while it is on its way.
	ID int64 `json:"id,omitempty"`
	// Fetch names the download that brings it, or brought it.
	Fetch int64 `json:"fetch,omitempty"`
	// Name is as the sender called it, fit to be shown.
	Name string `json:"name"`
	// Kind is the content found: pdf, doc, jpg, png.
	Kind string `json:"kind,omitempty"`
	// Size in bytes.
	Size int64 `json:"size,omitempty"`
	// Compressed: it came as a photo and lost detail on the way.
	Compressed bool `json:"compressed,omitempty"`
	// Caption is what the sender wrote with it.
	Caption string `json:"caption,omitempty"`
	// Type is chosen by the sender, or guessed where the words are clear.
	Type FileType `json:"type,omitempty"`
	// Look tells pictures of the same apart from others; see Alike.
	Look uint64 `json:"look,omitempty"`
}

// Key names the attachment within its draft, whatever its position and whether it
// has arrived.
func (f File) Key() int64 { return cmp.Or(f.Fetch, f.ID) }

// mostApart is in how many of its 64 comparisons of light and dark a picture may
// differ from a smaller or more compressed copy of itself.
const mostApart = 5

// Alike tells whether two stored pictures seem to show the same.
func (f File) Alike(other File) bool {
	return f.Look != 0 && other.Look != 0 && bits.OnesCount64(f.Look^other.Look) <= mostApart
}

// Coming tells whether the file is still being fetched.
func (f File) Coming() bool { return f.ID == 0 }

// MaxFiles is how many attachments a request takes.
const MaxFiles = 20

// Fetch asks for a file to be downloaded from Telegram after the commit.
type Fetch struct {
	ID      int64
	Chat    ChatKey
	DraftID int64
	// Remote is Telegram's file_id.
	Remote string
	// Name as sent; Size as announced in bytes, 0 when unknown.
	Name       string
	Size       int64
	Compressed bool
	Caption    string
	// MessageID is the message that brought it.
	MessageID int
	// At is when it was asked for.
	At time.Time
}

// Stored is what was kept of a downloaded file: the original bytes isolated in
// the blob store, a re-encoded copy for people where it is an image.
type Stored struct {
	ID      int64
	Name    string
	Kind    string
	Size    int64
	SHA256  [32]byte
	Blob    string
	Preview string
	// Look of a picture, 0 for anything else.
	Look uint64
}

// Attachment is a stored file as it can be opened.
type Attachment struct {
	ID   int64
	Name string
	Kind string
	Type FileType
	Size int64
	// Blob names the bytes that came, Preview the copy of an image for people.
	Blob, Preview string
	Caption       string
	Compressed    bool
	// Interaction of the request that brought it, from 1; a draft's are of the first.
	Interaction int
	At          time.Time
}

type fileRows interface {
	// AddFetch queues a download; it starts after the commit and survives a
	// restart.
	AddFetch(Fetch)
	// EndFetch queues the end of a download; the commit fails with ErrSeen if
	// it had ended before.
	EndFetch(id int64)
	// AddFile queues the row of a stored file of a draft.
	AddFile(draftID int64, s Stored)
	// DropFile queues removing a stored file from its draft.
	DropFile(id int64)
	// FilesOf lists the stored files of a draft or request by interaction, in the
	// order in which they arrived. Type, Caption and Compressed stand in the form.
	FilesOf(ctx context.Context, id int64) ([]Attachment, error)
}

// Receive asks for a file of the draft to be downloaded, and returns it as it is
// on its way; the caller puts it into the form.
func (s *Service) Receive(tx Tx, actor access.Actor, d *Draft, f Fetch) (File, error) {
	if err := mayKeep(actor, d); err != nil {
		return File{}, err
	}
	f.ID, f.DraftID = tx.NewID(), d.ID
	tx.AddFetch(f)
	return File{Fetch: f.ID, Name: f.Name, Size: f.Size, Compressed: f.Compressed, Caption: f.Caption}, nil
}

// DraftOfFetch is the draft that a download was asked for, whoever is in the chat
// by now; nil when it is gone. here is the chat's own draft, which may be newer
// than what is committed.
func (s *Service) DraftOfFetch(ctx context.Context, tx Tx, here *Draft, draftID int64) (*Draft, error) {
	if here != nil && here.ID == draftID {
		return here, nil
	}
	d, err := tx.LoadDraft(ctx, draftID)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return d, err
}

// Arrived ends the download of a file of the draft with this number, and returns
// the file as it is stored.
func (s *Service) Arrived(tx Tx, draftID int64, f File, stored Stored) File {
	tx.EndFetch(f.Fetch)
	stored.ID = tx.NewID()
	tx.AddFile(draftID, stored)
	f.ID, f.Kind, f.Size, f.Look = stored.ID, stored.Kind, stored.Size, stored.Look
	return f
}

// Ended ends a download of which nothing is kept.
func (s *Service) Ended(tx Tx, fetch int64) { tx.EndFetch(fetch) }

// Unkept removes stored files that no form took.
func (s *Service) Unkept(tx Tx, files ...File) {
	for _, f := range files {
		if f.ID != 0 {
			tx.DropFile(f.ID)
		}
	}
}

// FileArrived ends a download: the file takes the place of the one on its way.
// A nil draft, or one that no longer waits for the file, only ends it.
func (s *Service) FileArrived(tx Tx, d *Draft, fetch int64, stored Stored) (*Draft, error) {
	i := d.fileIndex(fetch)
	if i < 0 {
		tx.EndFetch(fetch)
		return d, nil
	}
	d = d.Clone()
	d.Form.Files[i] = s.Arrived(tx, d.ID, d.Form.Files[i], stored)
	return s.KeepDraft(tx, d.Owner(), d)
}

// FileRefused ends a download that brought nothing that can be kept.
func (s *Service) FileRefused(tx Tx, d *Draft, fetch int64) (*Draft, error) {
	tx.EndFetch(fetch)
	i := d.fileIndex(fetch)
	if i < 0 {
		return d, nil
	}
	d = d.Clone()
	d.Form.Files = slices.Delete(d.Form.Files, i, i+1)
	return s.KeepDraft(tx, d.Owner(), d)
}

// Owner is in whose name a download's end changes the draft.
func (d *Draft) Owner() access.Actor {
	if d.Author != (access.Actor{}) {
		return d.Author
	}
	return access.Actor{Role: access.Provider, ID: d.Provider}
}

// Detach removes an attachment from the draft; one on its way is dropped when
// it arrives.
func (s *Service) Detach(tx Tx, actor access.Actor, d *Draft, index int) (*Draft, error) {
	if index < 0 || index >= len(d.Form.Files) {
		return d, ErrNotFound
	}
	if id := d.Form.Files[index].ID; id != 0 {
		tx.DropFile(id)
	}
	d = d.Clone()
	d.Form.Files = slices.Delete(d.Form.Files, index, index+1)
	return s.KeepDraft(tx, actor, d)
}

// Waits tells whether the draft still wants what a download brings.
func (d *Draft) Waits(fetch int64) bool { return d.fileIndex(fetch) >= 0 }

// FileName is the name of the file that a download brings, "" if none is waited
// for.
func (d *Draft) FileName(fetch int64) string {
	if i := d.fileIndex(fetch); i >= 0 {
		return d.Form.Files[i].Name
	}
	return ""
}

func (d *Draft) fileIndex(fetch int64) int {
	if d == nil {
		return -1
	}
	return slices.IndexFunc(d.Form.Files, func(f File) bool { return f.Fetch == fetch && f.Coming() })
}

// DraftFiles lists the stored files of a draft, as they can be opened.
func (s *Service) DraftFiles(ctx context.Context, tx Tx, actor access.Actor, d *Draft) ([]Attachment, error) {
	if err := mayKeep(actor, d); err != nil {
		return nil, err
	}
	stored, err := tx.FilesOf(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	return ofForm(d.Form, stored), nil
}

// Attachments lists the stored files of a request, those of its interactions
// too, for those who may see it, and notes that they did. It fails as Request
// does.
func (s *Service) Attachments(ctx context.Context, tx Tx, actor access.Actor, n ident.RequestNumber) ([]Attachment, error) {
	d, err := tx.RequestByNumber(ctx, n)
	if err != nil {
		return nil, err
	}
	if d, err = s.viewed(ctx, tx, actor, d); err != nil {
		return nil, err
	}
	stored, err := tx.FilesOf(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	// What is hidden of the thread is so with its files.
	stored = slices.DeleteFunc(stored, func(a Attachment) bool {
		return a.Interaction > 1 && !slices.ContainsFunc(d.Thread, func(i Interaction) bool { return i.Seq == a.Interaction })
	})
	tx.Audit(Event{Actor: actor, Action: access.ViewRequest, Kind: "attachments", ID: int64(n), Code: "ok"})
	return ofForm(d.Form, stored), nil
}

// ofForm puts the files of a form in its order and adds what it says of them.
// Those of later interactions follow; one of the first that the form does not
// have is left out.
func ofForm(form Form, stored []Attachment) []Attachment {
	var all []Attachment
	for _, f := range form.Files {
		for _, a := range stored {
			if a.ID == f.ID {
				a.Name, a.Type, a.Caption, a.Compressed = f.Name, f.Type, f.Caption, f.Compressed
				all = append(all, a)
			}
		}
	}
	for _, a := range stored {
		if a.Interaction > 1 {
			all = append(all, a)
		}
	}
	return all
}
