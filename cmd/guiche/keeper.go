package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"guiche/backend"
	"guiche/backend/attachment"
	"guiche/backend/blob"
	"guiche/backend/postgres"
)

// keeper checks and stores attachments: the original bytes untouched, since an
// X-ray is evidence, and beside them a re-encoded copy for people to look at.
type keeper struct {
	blobs *shelf
	// decoding bounds the images opened at once: one may take 300 MB.
	decoding chan struct{}
}

func newKeeper(blobs *shelf) keeper {
	return keeper{blobs: blobs, decoding: make(chan struct{}, 1)}
}

// shelf is the blob store with a list of what may have to go again.
type shelf struct {
	*blob.Store
	db *postgres.DB
}

// Put notes a blob before it is stored: the turn that refers to it may never come,
// and the janitor then finds it.
func (s *shelf) Put(ctx context.Context, content []byte) (string, error) {
	name, err := s.Name(content)
	if err != nil {
		return "", err
	}
	if err := s.db.DoubtBlobs(ctx, name); err != nil {
		return "", err
	}
	return s.Store.Put(ctx, content)
}

// Keep implements bot.Keeper.
func (k keeper) Keep(ctx context.Context, name string, content []byte) (backend.Stored, string, error) {
	kind, err := attachment.Inspect(content)
	if reason, ok := errors.AsType[attachment.Reason](err); ok {
		return backend.Stored{}, string(reason), nil
	}
	if err != nil {
		return backend.Stored{}, "", fmt.Errorf("inspect attachment: %w", err)
	}
	s := backend.Stored{
		Name: attachment.SafeName(name), Kind: string(kind), Size: int64(len(content)), SHA256: sha256.Sum256(content),
	}
	if kind.Image() {
		k.decoding <- struct{}{}
		preview, err := attachment.Preview(content, kind)
		<-k.decoding
		if reason, ok := errors.AsType[attachment.Reason](err); ok {
			return backend.Stored{}, string(reason), nil
		}
		if err != nil {
			return backend.Stored{}, "", fmt.Errorf("preview attachment: %w", err)
		}
		s.Look = attachment.Look(preview)
		if s.Preview, err = k.blobs.Put(ctx, preview); err != nil {
			return backend.Stored{}, "", err
		}
	}
	if s.Blob, err = k.blobs.Put(ctx, content); err != nil {
		return backend.Stored{}, "", err
	}
	return s, "", nil
}
