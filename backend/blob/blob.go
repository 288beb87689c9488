// Package blob keeps attachments and papers: a private store in which a
// content is found by the keyed hash of itself and lies sealed.
//
//	Put(content) ──▶ name = keyed hash ──▶ sealed under that name ──▶ directory, S3
//
// The same content has the same name, so putting it twice is putting it once,
// and the name tells nothing to whoever does not hold the key. Nothing beside
// the content is stored: no file name, no type, no sidecar. Two records may
// point at one blob; delete it only when none does.
package blob

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/fileblob" // file:///folder
	_ "gocloud.dev/blob/memblob"  // mem://, for tests
	_ "gocloud.dev/blob/s3blob"   // s3://bucket?region=…&endpoint=…
	"gocloud.dev/gcerrors"
)

var (
	// ErrNotFound says that no blob has the name.
	ErrNotFound = errors.New("blob: no such blob")
	// ErrURL says that a store cannot be told from its URL.
	ErrURL = errors.New("blob: want file:///folder or s3://bucket?region=…")
)

// Sealer makes contents unreadable and their hashes untellable.
type Sealer interface {
	Seal(plain []byte, column string) ([]byte, error)
	Open(sealed []byte, column string) ([]byte, error)
	Name(hash [32]byte) (string, error)
}

// Store keeps blobs. It is safe for concurrent use.
type Store struct {
	bucket *blob.Bucket
	sealer Sealer
}

const (
	fileMode = 0o600
	dirMode  = "0700"
	nameLen  = 64 // hex digits of Sealer.Name
)

// Open opens the store that a URL names. A folder is made, for its owner only,
// where there is none. Close it after use.
func Open(ctx context.Context, rawURL string, sealer Sealer) (*Store, error) {
	u, err := url.Parse(rawURL)
	if err != nil || u.Scheme == "" {
		return nil, ErrURL // the cause would repeat the URL, which may hold a secret
	}
	switch u.Scheme {
	case "file":
		q := u.Query()
		q.Set("create_dir", "true")
		q.Set("dir_file_mode", dirMode)
		q.Set("metadata", "skip")
		q.Set("no_tmp_dir", "true") // a rename does not leave a file system
		u.RawQuery = q.Encode()
	case "s3", "mem":
	default:
		return nil, ErrURL
	}
	bucket, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, fmt.Errorf("blob: opening the store: %w", err)
	}
	return &Store{bucket: bucket, sealer: sealer}, nil
}

// Close lets go of the store.
func (s *Store) Close() error { return s.bucket.Close() }

// Name is the name that a content has, or will have once it is stored.
func (s *Store) Name(content []byte) (string, error) {
	name, err := s.sealer.Name(sha256.Sum256(content))
	if err != nil {
		return "", fmt.Errorf("blob: naming: %w", err)
	}
	return name, nil
}

// Put stores a content and returns its name. When it returns, the content is
// on the disk; one that is there already is written again, which heals a
// damaged file.
func (s *Store) Put(ctx context.Context, content []byte) (name string, err error) {
	name, err = s.Name(content)
	if err != nil {
		return "", err
	}
	sealed, err := s.sealer.Seal(content, column(name))
	if err != nil {
		return "", fmt.Errorf("blob: sealing: %w", err)
	}
	if err := s.write(ctx, name, sealed); err != nil {
		return "", fmt.Errorf("blob: writing: %w", err)
	}
	return name, nil
}

func (s *Store) write(ctx context.Context, name string, sealed []byte) error {
	ctx, abort := context.WithCancel(ctx) // what is not closed whole is dropped
	defer abort()
	var file *os.File
	w, err := s.bucket.NewWriter(ctx, name, &blob.WriterOptions{
		ContentType: "application/octet-stream",
		BeforeWrite: func(as func(any) bool) error {
			if as(&file) {
				return file.Chmod(fileMode)
			}
			file = nil
			return nil
		},
	})
	if err != nil {
		return err
	}
	_, err = w.Write(sealed)
	if err == nil && file != nil {
		err = file.Sync()
	}
	if err != nil {
		abort()
		return errors.Join(err, w.Close())
	}
	if err := w.Close(); err != nil || file == nil {
		return err
	}
	return syncDir(filepath.Dir(file.Name()))
}

// syncDir makes the renamed file survive a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Get returns a content. It fails with ErrNotFound, or with the sealer's error
// where the blob was changed or lies under another's name.
func (s *Store) Get(ctx context.Context, name string) ([]byte, error) {
	if !wellFormed(name) {
		return nil, ErrNotFound
	}
	sealed, err := s.bucket.ReadAll(ctx, name)
	if err != nil {
		return nil, fault("reading", err)
	}
	content, err := s.sealer.Open(sealed, column(name))
	if err != nil {
		return nil, fmt.Errorf("blob: opening: %w", err)
	}
	return content, nil
}

// Delete removes a blob; one that is not there is removed already.
func (s *Store) Delete(ctx context.Context, name string) error {
	if !wellFormed(name) {
		return nil
	}
	err := fault("deleting", s.bucket.Delete(ctx, name))
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

func fault(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case gcerrors.Code(err) == gcerrors.NotFound:
		return ErrNotFound
	default:
		return fmt.Errorf("blob: %s: %w", doing, err)
	}
}

// column binds a sealed blob to its name, so that two cannot be swapped.
func column(name string) string { return "blob " + name }

// wellFormed keeps anything but a name of ours from reaching a file system.
func wellFormed(name string) bool {
	return len(name) == nameLen && strings.Trim(name, "0123456789abcdef") == ""
}
