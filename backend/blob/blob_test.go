package blob_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/blob"
)

var errSwapped = errors.New("opened under another name")

// plainSealer shows whether the store seals, without the cost of doing it.
type plainSealer struct{}

func (plainSealer) Seal(plain []byte, column string) ([]byte, error) {
	return append([]byte("sealed "+column+"\n"), plain...), nil
}

func (plainSealer) Open(sealed []byte, column string) ([]byte, error) {
	plain, ok := bytes.CutPrefix(sealed, []byte("sealed "+column+"\n"))
	if !ok {
		return nil, errSwapped
	}
	return plain, nil
}

func (plainSealer) Name(hash [32]byte) (string, error) {
	keyed := sha256.Sum256(append([]byte("key"), hash[:]...))
	return hex.EncodeToString(keyed[:]), nil
}

func open(t *testing.T, url string) *blob.Store {
	t.Helper()
	s, err := blob.Open(t.Context(), url, plainSealer{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func put(t *testing.T, s *blob.Store, content string) string {
	t.Helper()
	name, err := s.Put(t.Context(), []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func TestStore(t *testing.T) {
	t.Parallel()
	for kind, url := range map[string]func(*testing.T) string{
		"folder": func(t *testing.T) string { return "file://" + filepath.ToSlash(t.TempDir()) + "/blobs" },
		"memory": func(*testing.T) string { return "mem://" },
		"S3":     fakeS3,
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			conform(t, open(t, url(t)))
		})
	}
}

func conform(t *testing.T, s *blob.Store) {
	content := "radiografia " + strings.Repeat("x", 1<<20)
	name := put(t, s, content)
	if again := put(t, s, content); again != name {
		t.Errorf("the same content has two names")
	}
	if other := put(t, s, "another"); other == name {
		t.Errorf("two contents share a name")
	}
	got, err := s.Get(t.Context(), name)
	if err != nil || string(got) != content {
		t.Errorf("Get gives %d bytes, %v; want %d", len(got), err, len(content))
	}
	if got, err := s.Get(t.Context(), put(t, s, "")); err != nil || len(got) != 0 {
		t.Errorf("an empty content gives %q, %v", got, err)
	}
	for range 2 {
		if err := s.Delete(t.Context(), name); err != nil {
			t.Errorf("Delete: %v", err)
		}
	}
	if _, err := s.Get(t.Context(), name); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("after Delete: %v, want ErrNotFound", err)
	}
	for _, name := range []string{"", "../../etc/passwd", strings.Repeat("A", 64), strings.Repeat("a", 63)} {
		if _, err := s.Get(t.Context(), name); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("Get(%q): %v, want ErrNotFound", name, err)
		}
		if err := s.Delete(t.Context(), name); err != nil {
			t.Errorf("Delete(%q): %v", name, err)
		}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(gone, []byte("never")); err == nil {
		t.Error("Put is done although nobody waits for it")
	}
}

func TestFolderIsPrivateAndHoldsNothingElse(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data", "blobs")
	s := open(t, "file://"+dir)
	name := put(t, s, "radiografia da Ana")
	modes := map[string]fs.FileMode{}
	err := filepath.WalkDir(filepath.Dir(dir), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		modes[entry.Name()] = info.Mode().Perm()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]fs.FileMode{"data": 0o700, "blobs": 0o700, name: 0o600}
	if diff := cmp.Diff(want, modes); diff != "" {
		t.Errorf("files and modes (-want +got):\n%s", diff)
	}
	stored, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil || !bytes.HasPrefix(stored, []byte("sealed ")) {
		t.Errorf("stored in clear: %.20q, %v", stored, err)
	}
	hash := sha256.Sum256([]byte("radiografia da Ana"))
	if strings.Contains(name, hex.EncodeToString(hash[:])) {
		t.Error("the name is the plain hash")
	}
}

func TestSwappedBlobsDoNotOpen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, "file://"+dir)
	mine, theirs := put(t, s, "mine"), put(t, s, "theirs")
	if err := os.Rename(filepath.Join(dir, theirs), filepath.Join(dir, mine)); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Get(t.Context(), mine); !errors.Is(err, errSwapped) {
		t.Errorf("Get = %q, %v", got, err)
	}
	put(t, s, "mine")
	if got, err := s.Get(t.Context(), mine); err != nil || string(got) != "mine" {
		t.Errorf("after putting it again: %q, %v", got, err)
	}
}

func TestURLIsRefused(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "/folder", "ftp://host/", "gs://bucket", "://", "s3://user:segredo@ho st"} {
		_, err := blob.Open(t.Context(), url, plainSealer{})
		if !errors.Is(err, blob.ErrURL) || strings.Contains(err.Error(), "segredo") {
			t.Errorf("Open(%q): %v, want ErrURL", url, err)
		}
	}
}

// fakeS3 answers the four calls of the store as S3 does, path-style.
func fakeS3(t *testing.T) string {
	t.Helper()
	var mu sync.Mutex
	objects := map[string][]byte{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		object, ok := objects[r.URL.Path]
		switch {
		case r.Method == http.MethodPut:
			body, err := io.ReadAll(r.Body)
			if err != nil {
				w.WriteHeader(http.StatusInternalServerError)
				return
			}
			objects[r.URL.Path] = body
			w.Header().Set("ETag", `"1"`)
		case !ok:
			w.Header().Set("Content-Type", "application/xml")
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, "<Error><Code>NoSuchKey</Code></Error>")
		case r.Method == http.MethodGet || r.Method == http.MethodHead:
			w.Header().Set("ETag", `"1"`)
			http.ServeContent(w, r, "", time.Unix(0, 0), bytes.NewReader(object))
		case r.Method == http.MethodDelete:
			delete(objects, r.URL.Path)
			w.WriteHeader(http.StatusNoContent)
		}
	}))
	t.Cleanup(server.Close)
	q := url.Values{
		"region": {"us-east-1"}, "endpoint": {server.URL}, "use_path_style": {"true"}, "anonymous": {"true"},
		"request_checksum_calculation": {"when_required"}, "response_checksum_validation": {"when_required"},
	}
	return "s3://blobs?" + q.Encode()
}
