package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hears is a test that only remembers what it was told.
type hears struct {
	testing.TB
	said string
}

func (h *hears) Helper()                           {}
func (h *hears) Errorf(format string, args ...any) { h.said += fmt.Sprintf(format, args...) }
func (h *hears) Fatalf(format string, args ...any) { h.said += fmt.Sprintf(format, args...) }

func TestEqual(t *testing.T) { // not parallel: it turns -update on
	path := filepath.Join(t.TempDir(), "below", "file.txt")
	set := func(t *testing.T, to bool) {
		before := *update
		*update = to
		t.Cleanup(func() { *update = before })
	}

	t.Run("names the way to write a missing file", func(t *testing.T) {
		set(t, false)
		h := &hears{TB: t}
		Equal(h, path, []byte("one\ntwo\n"))
		if !strings.Contains(h.said, "-update") {
			t.Errorf("said %q", h.said)
		}
	})
	t.Run("writes it with -update", func(t *testing.T) {
		set(t, true)
		Equal(t, path, []byte("one\ntwo\n"))
		b, err := os.ReadFile(path)
		if err != nil || string(b) != "one\ntwo\n" || !Updating() {
			t.Errorf("wrote %q, %v", b, err)
		}
	})
	t.Run("is silent about the same", func(t *testing.T) {
		set(t, false)
		Equal(t, path, []byte("one\r\ntwo\r\n"))
	})
	t.Run("shows the line that differs", func(t *testing.T) {
		set(t, false)
		h := &hears{TB: t}
		Equal(h, path, []byte("one\nthree\n"))
		for _, part := range []string{"two", "three", "-want +got"} {
			if !strings.Contains(h.said, part) {
				t.Errorf("%q is not in %q", part, h.said)
			}
		}
	})
}
