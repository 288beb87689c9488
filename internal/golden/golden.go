// Package golden compares what a test got with a file that is kept beside it.
// `go test ./path -update` writes the file anew; the difference is then read in
// the commit.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files anew instead of comparing with them")

// Updating tells whether golden files are being written anew.
func Updating() bool { return *update }

// Equal fails the test when got is not what the file at path holds. The path is
// relative to the package under test.
func Equal(t testing.TB, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatalf("write the golden file: %v", err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatalf("write the golden file: %v", err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("read the golden file: %v (go test -update writes it)", err)
	}
	if diff := cmp.Diff(lines(want), lines(got)); diff != "" {
		t.Errorf("%s differs (-want +got); if the new one is right, go test -update:\n%s", path, diff)
	}
}

// lines makes the difference one of lines. Windows' line ends, as a checkout
// may write them, are no difference.
func lines(b []byte) []string {
	return strings.Split(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n")
}
