package backend

import (
	"context"
	"errors"
	"slices"
	"time"

	"guiche/backend/access"
)

// File is an attachment of a draft or request. It is on its way while only
// Fetch is set, and stored once ID is.
type File struct {
	// ID names the stored file, 0 while it is on its way.
	ID int64 `json:"id,omitempty"`
	// Fetch names the download that brings it, 0 once stored.
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
}

// Attach adds an attachment that is about to be downloaded to the draft.
func (s *Service) Attach(tx Tx, actor access.Actor, d *Draft, f Fetch) (*Draft, error) {
	if err := may(actor, access.SubmitRequest, access.Resource{Kind: access.KindDraft, Provider: d.Provider}); err != nil {
		return nil, err
	}
	f.ID, f.DraftID = tx.NewID(), d.ID
	tx.AddFetch(f)
	d = d.Clone()
	d.Form.Files = append(d.Form.Files, File{Fetch: f.ID, Name: f.Name, Size: f.Size, Compressed: f.Compressed, Caption: f.Caption})
	return s.KeepDraft(tx, actor, d)
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

// FileArrived ends a download: the file takes the place of the one on its way.
// A nil draft, or one that no longer waits for the file, only ends it.
func (s *Service) FileArrived(tx Tx, d *Draft, fetch int64, stored Stored) (*Draft, error) {
	tx.EndFetch(fetch)
	i := d.fileIndex(fetch)
	if i < 0 {
		return d, nil
	}
	stored.ID = tx.NewID()
	tx.AddFile(d.ID, stored)
	d = d.Clone()
	f := &d.Form.Files[i]
	f.ID, f.Fetch, f.Kind, f.Size = stored.ID, 0, stored.Kind, stored.Size
	return s.KeepDraft(tx, d.owner(), d)
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
	return s.KeepDraft(tx, d.owner(), d)
}

// owner is the provider in whose name a download's end changes the draft.
func (d *Draft) owner() access.Actor { return access.Actor{Role: access.Provider, ID: d.Provider} }

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

func (d *Draft) fileIndex(fetch int64) int {
	if d == nil {
		return -1
	}
	return slices.IndexFunc(d.Form.Files, func(f File) bool { return f.Fetch == fetch })
}
