package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"

	"guiche/backend/blob"
	"guiche/backend/postgres"
	"guiche/backend/seal"
	"guiche/internal/pgdev"
)

// storage is where everything is kept, opened in the order in which one needs
// the other.
type storage struct {
	url   string
	box   *seal.Box
	db    *postgres.DB
	blobs *shelf
	// private is the PostgreSQL that this process runs, nil with a URL.
	private *pgdev.Server
	closers []func(context.Context) error
}

// openStorage starts or reaches the database, migrates it, and opens the key and
// the attachments. attach is for commands that run beside a server.
func openStorage(ctx context.Context, cfg *Config, log *slog.Logger, attach bool) (_ *storage, err error) {
	s := &storage{}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close(context.WithoutCancel(ctx)))
		}
	}()
	if err := s.database(ctx, cfg, log, attach); err != nil {
		return nil, err
	}
	if err := postgres.Migrate(ctx, s.url); err != nil {
		return nil, err
	}
	if s.box, err = openKey(ctx, cfg, s.url); err != nil {
		return nil, err
	}
	if s.db, err = postgres.Open(ctx, s.url, s.box); err != nil {
		return nil, err
	}
	s.closers = append(s.closers, func(context.Context) error { s.db.Close(); return nil })
	fingerprint, err := s.box.Fingerprint()
	if err != nil {
		return nil, err
	}
	if err := s.db.ClaimKey(ctx, fingerprint); err != nil {
		if errors.Is(err, postgres.ErrOtherKey) {
			return nil, refuse("this database was sealed with another key file than %s; set GUICHE_KEY_FILE to the one that was used", cfg.keyFile())
		}
		return nil, err
	}
	store, err := blob.Open(ctx, cfg.blobURL(), s.box)
	if err != nil {
		return nil, err
	}
	s.blobs = &shelf{Store: store, db: s.db}
	s.closers = append(s.closers, func(context.Context) error { return store.Close() })
	return s, nil
}

// openKey opens the key file. One is made only for a database that nothing was
// sealed in yet: a new key beside old data would look like a start and be the
// end of that data.
func openKey(ctx context.Context, cfg *Config, url string) (*seal.Box, error) {
	known, err := postgres.KeyKnown(ctx, url)
	if err != nil {
		return nil, err
	}
	if !known {
		return seal.OpenOrCreate(cfg.keyFile())
	}
	box, err := seal.Open(cfg.keyFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, refuse("the key file %s is missing, and the data of this database is sealed with it: put it back from your copy, or set GUICHE_KEY_FILE to where it is", cfg.keyFile())
	}
	return box, err
}

// database takes the given one, or runs the private one.
func (s *storage) database(ctx context.Context, cfg *Config, log *slog.Logger, attach bool) error {
	if cfg.DatabaseURL != "" {
		s.url = string(cfg.DatabaseURL)
		if err := postgres.Reach(ctx, s.url); err != nil {
			return fmt.Errorf("GUICHE_DATABASE_URL: %w", err)
		}
		return os.MkdirAll(filepath.Dir(cfg.keyFile()), 0o700)
	}
	private, err := pgdev.Start(ctx, pgdev.Options{Dir: cfg.DataDir, Log: log, Attach: attach})
	if err != nil {
		return err
	}
	s.url, s.private = private.URL(), private
	s.closers = append(s.closers, private.Stop)
	return nil
}

// close closes what was opened, last first.
func (s *storage) close(ctx context.Context) error {
	var errs []error
	for i := len(s.closers) - 1; i >= 0; i-- {
		errs = append(errs, s.closers[i](ctx))
	}
	s.closers = nil
	return errors.Join(errs...)
}

// ended is closed when the private PostgreSQL ended by itself; nil, and so
// never, with a URL.
func (s *storage) ended() <-chan struct{} {
	if s.private == nil {
		return nil
	}
	return s.private.Done()
}

func (c *Config) keyFile() string {
	if c.KeyFile != "" {
		return c.KeyFile
	}
	return filepath.Join(c.DataDir, "guiche.key")
}

func (c *Config) blobURL() string {
	if c.BlobURL != "" {
		return c.BlobURL
	}
	dir, err := filepath.Abs(filepath.Join(c.DataDir, "blobs"))
	if err != nil {
		dir = filepath.Join(c.DataDir, "blobs")
	}
	return (&url.URL{Scheme: "file", Path: dir}).String()
}

// migrateCommand brings the database to this program's schema.
type migrateCommand struct{}

// Run migrates, which opening the storage does, and ends.
func (migrateCommand) Run(ctx context.Context, cfg *Config) error {
	return withStorage(ctx, cfg, func(*storage) error {
		fmt.Println("The database has this program's schema.")
		return nil
	})
}
