package seal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
)

var (
	// ErrExposed says that other accounts of the machine could read the key
	// file, or change it.
	ErrExposed = errors.New("the key file is open to other users")
	// ErrKeyFile says that a file is not a key file.
	ErrKeyFile = errors.New("not a key file of guiche")
)

const (
	fileVersion = 1
	fileMode    = 0o600
	dirMode     = 0o700
	// exposed are the permissions that a key file must not have. Reading by
	// the group is let through: orchestrators mount secrets that way.
	exposed = 0o027
)

// keyFile is the file: three keysets in tink's JSON form.
type keyFile struct {
	Version int             `json:"version"`
	Values  json.RawMessage `json:"values"`
	Tokens  json.RawMessage `json:"tokens"`
	Names   json.RawMessage `json:"names"`
}

// Open reads a key file. It fails with fs.ErrNotExist, ErrExposed or ErrKeyFile.
func Open(path string) (*Box, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	if info.Mode().Perm()&exposed != 0 {
		return nil, fmt.Errorf("seal: %w: run chmod 600 %s", ErrExposed, path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	k, err := parseKeys(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, path)
	}
	return k.box()
}

// Create makes new keys and writes them to a file that must not be there yet
// (fs.ErrExist). A killed process leaves no half-written key.
func Create(path string) (*Box, error) {
	k, err := newKeys()
	if err != nil {
		return nil, err
	}
	box, err := k.box()
	if err != nil {
		return nil, err
	}
	text, err := k.text()
	if err != nil {
		return nil, err
	}
	if err := writeNew(path, text); err != nil {
		return nil, fmt.Errorf("seal: writing the key file: %w", err)
	}
	return box, nil
}

// OpenOrCreate opens the key file, or makes it on the first start. Processes
// that start together all end with the one key that was written first.
func OpenOrCreate(path string) (*Box, error) {
	box, err := Open(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return box, err
	}
	box, err = Create(path)
	if errors.Is(err, fs.ErrExist) {
		return Open(path)
	}
	return box, err
}

// writeNew writes a whole file under a name of its own and then links it to
// path: unlike a rename, a link never replaces what another process put there.
func writeNew(path string, text []byte) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, ".key-*") // 0600 by its contract
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(tmp.Name())) }()
	if _, err := tmp.Write(text); err != nil {
		return errors.Join(err, tmp.Close())
	}
	if err := errors.Join(tmp.Chmod(fileMode), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := os.Link(tmp.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

// syncDir makes the new name survive a power cut; values sealed with a lost
// key would be lost with it.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func parseKeys(text []byte) (keys, error) {
	var f keyFile
	if err := json.Unmarshal(text, &f); err != nil || f.Version != fileVersion {
		return keys{}, fmt.Errorf("seal: %w", ErrKeyFile)
	}
	read := func(text json.RawMessage) (*keyset.Handle, error) {
		return insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(text)))
	}
	var k keys
	var errs [3]error
	k.values, errs[0] = read(f.Values)
	k.tokens, errs[1] = read(f.Tokens)
	k.names, errs[2] = read(f.Names)
	if errors.Join(errs[:]...) != nil {
		return keys{}, fmt.Errorf("seal: %w", ErrKeyFile) // the cause may quote key material
	}
	return k, nil
}

func (k keys) text() ([]byte, error) {
	write := func(h *keyset.Handle) (json.RawMessage, error) {
		var text bytes.Buffer
		err := insecurecleartextkeyset.Write(h, keyset.NewJSONWriter(&text))
		return text.Bytes(), err
	}
	f := keyFile{Version: fileVersion}
	var errs [4]error
	f.Values, errs[0] = write(k.values)
	f.Tokens, errs[1] = write(k.tokens)
	f.Names, errs[2] = write(k.names)
	text, err := json.MarshalIndent(f, "", "  ")
	errs[3] = err
	if err := errors.Join(errs[:]...); err != nil {
		return nil, fmt.Errorf("seal: encoding keys: %w", err)
	}
	return append(text, '\n'), nil
}
