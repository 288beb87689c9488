package seal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"

	"guiche/backend/seal"
)

func fingerprint(t *testing.T, box *seal.Box) string {
	t.Helper()
	s, err := box.Fingerprint()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestKeyFileIsMadeOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data", "keys", "guiche.key")
	first, err := seal.OpenOrCreate(path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := seal.OpenOrCreate(path)
	if err != nil {
		t.Fatal(err)
	}
	if fingerprint(t, first) != fingerprint(t, again) {
		t.Error("the second start has another key")
	}
	sealed, err := first.Seal([]byte("Ana Prado"), "people.name")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Open(sealed, "people.name"); err != nil || string(got) != "Ana Prado" {
		t.Errorf("the second start reads %q, %v", got, err)
	}
	for name, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", filepath.Base(name), got, want)
		}
	}
	if _, err := seal.Create(path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second Create: %v, want fs.ErrExist", err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if len(left) != 1 {
		t.Errorf("%d files are left beside the key", len(left)-1)
	}
}

func TestStartingTogetherEndsWithOneKey(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "guiche.key")
	prints := make([]string, 8)
	var starts sync.WaitGroup
	for i := range prints {
		starts.Go(func() {
			box, err := seal.OpenOrCreate(path)
			if err != nil {
				t.Error(err)
				return
			}
			prints[i], err = box.Fingerprint()
			if err != nil {
				t.Error(err)
			}
		})
	}
	starts.Wait()
	for _, got := range prints {
		if got == "" || got != prints[0] {
			t.Fatalf("keys differ: %q and %q", prints[0], got)
		}
	}
}

func TestKeyFileIsRefused(t *testing.T) {
	t.Parallel()
	t.Run("when it is not there", func(t *testing.T) {
		t.Parallel()
		if _, err := seal.Open(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v, want fs.ErrNotExist", err)
		}
	})
	for mode, refused := range map[fs.FileMode]bool{
		0o600: false, 0o400: false, 0o440: false, 0o640: false,
		0o644: true, 0o604: true, 0o660: true, 0o602: true, 0o601: true,
	} {
		t.Run("by its mode "+mode.String(), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "guiche.key")
			if _, err := seal.Create(path); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
			_, err := seal.OpenOrCreate(path)
			if errors.Is(err, seal.ErrExposed) != refused || (err != nil) != refused {
				t.Fatalf("%v, refused should be %v", err, refused)
			}
			if refused && !strings.Contains(err.Error(), "chmod 600 "+path) {
				t.Errorf("%v does not say what to do", err)
			}
		})
	}
	path := filepath.Join(t.TempDir(), "good")
	if _, err := seal.Create(path); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"it is empty":           "",
		"it is something else":  "-----BEGIN PRIVATE KEY-----",
		"it is cut off":         string(good[:len(good)/2]),
		"its version is newer":  strings.Replace(string(good), `"version": 1`, `"version": 2`, 1),
		"a keyset is not there": strings.Replace(string(good), `"tokens"`, `"other"`, 1),
	} {
		t.Run("when "+name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "guiche.key")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := seal.OpenOrCreate(path); !errors.Is(err, seal.ErrKeyFile) {
				t.Errorf("%v, want ErrKeyFile", err)
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != text {
				t.Errorf("the file was changed, %v", err)
			}
		})
	}
}

func TestRotationKeepsOldValuesReadable(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "guiche.key")
	before, err := seal.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	old, err := before.Seal([]byte("old"), "people.name")
	if err != nil {
		t.Fatal(err)
	}
	addKey(t, path)
	after, err := seal.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := after.Open(old, "people.name"); err != nil || string(got) != "old" {
		t.Errorf("the old value reads %q, %v", got, err)
	}
	fresh, err := after.Seal([]byte("new"), "people.name")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := before.Open(fresh, "people.name"); !errors.Is(err, seal.ErrUnreadable) {
		t.Errorf("the new value was sealed with the old key: %v", err)
	}
}

// addKey puts a new primary key into the keyset of values, as a rotation does.
func addKey(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(file["values"])))
	if err != nil {
		t.Fatal(err)
	}
	manager := keyset.NewManagerFromHandle(handle)
	id, err := manager.Add(aead.AES256GCMKeyTemplate())
	if err != nil {
		t.Fatal(err)
	}
	if err := manager.SetPrimary(id); err != nil {
		t.Fatal(err)
	}
	if handle, err = manager.Handle(); err != nil {
		t.Fatal(err)
	}
	var values bytes.Buffer
	if err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&values)); err != nil {
		t.Fatal(err)
	}
	file["values"] = values.Bytes()
	if text, err = json.Marshal(file); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
