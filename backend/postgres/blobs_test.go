package postgres_test

import (
	"context"
	"errors"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
)

// sql runs statements as an administrator would.
func (b *bundle) sql(statements ...string) {
	b.t.Helper()
	for _, s := range statements {
		if out, err := exec.CommandContext(b.t.Context(), "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", s, b.url).CombinedOutput(); err != nil {
			b.t.Fatalf("%s: %v %s", s, err, out)
		}
	}
}

// swept settles every doubt and returns what was removed, sorted.
func (b *bundle) swept(older time.Duration) []string {
	b.t.Helper()
	var removed []string
	for {
		found, err := b.db.SweepBlob(b.t.Context(), older, func(_ context.Context, name string) error {
			removed = append(removed, name)
			return nil
		})
		if err != nil {
			b.t.Fatal(err)
		}
		if !found {
			slices.Sort(removed)
			return removed
		}
	}
}

func (b *bundle) commit(fill func(backend.Unit)) {
	b.t.Helper()
	u := b.db.Unit(noon)
	fill(u)
	if err := b.db.Commit(b.t.Context(), u); err != nil {
		b.t.Fatal(err)
	}
}

func TestBlobsThatNothingRefersTo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	file := func(id int64, blob, preview string) backend.Stored {
		return backend.Stored{ID: id, Name: "rx.jpg", Kind: "jpg", Blob: blob, Preview: preview}
	}
	wants := func(what string, older time.Duration, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, b.swept(older)); diff != "" {
			t.Errorf("%s: removed (-want +got)\n%s", what, diff)
		}
	}
	if err := b.db.DoubtBlobs(t.Context(), "kept", "small", "kept", "lost", ""); err != nil {
		t.Fatal(err)
	}
	wants("just stored", time.Hour)
	b.commit(func(u backend.Unit) {
		u.SaveDraft(backend.Draft{ID: 5, Provider: 1, CreatedAt: noon})
		u.AddFile(5, file(1, "kept", "small"))
		u.AddFile(5, file(2, "off", "small"))
		u.AddFile(5, file(3, "paper", ""))
		u.AddFile(6, file(4, "nobody's", ""))
	})
	wants("of a turn that never came", 0, "lost")
	files, err := b.db.Unit(noon).FilesOf(t.Context(), 5)
	for i := range files {
		files[i].At = time.Time{}
	}
	if diff := cmp.Diff([]backend.Attachment{
		{ID: 1, Name: "rx.jpg", Kind: "jpg", Blob: "kept", Preview: "small", Interaction: 1},
		{ID: 2, Name: "rx.jpg", Kind: "jpg", Blob: "off", Preview: "small", Interaction: 1},
		{ID: 3, Name: "rx.jpg", Kind: "jpg", Blob: "paper", Interaction: 1},
	}, files); err != nil || diff != "" {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
	b.commit(func(u backend.Unit) { u.DropFile(2) })
	wants("of an attachment taken off, whose preview another has", 0, "off")
	b.commit(func(u backend.Unit) {
		u.SaveDraft(backend.Draft{ID: 7, Provider: 1, CreatedAt: noon})
		u.AddFile(7, file(8, "kept", "own"))
	})
	b.commit(func(u backend.Unit) { u.DropDraft(backend.Draft{ID: 5, Rev: 1}) })
	wants("of a draft that was dropped, but for what another has too", 0, "paper", "small")
	b.commit(func(u backend.Unit) { u.DropFile(8) })
	wants("of the last that referred to it", 0, "kept", "own")
}

func TestABlobThatCannotBeRemoved(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if err := b.db.DoubtBlobs(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if err := b.db.DoubtBlobs(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the store is away")
	found, err := b.db.SweepBlob(t.Context(), 0, func(context.Context, string) error { return broken })
	if !found || !errors.Is(err, broken) {
		t.Errorf("found %v, %v", found, err)
	}
	var order []string
	for range 2 {
		if _, err := b.db.SweepBlob(t.Context(), 0, func(_ context.Context, name string) error {
			order = append(order, name)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"b", "a"}, order); diff != "" {
		t.Errorf("the others go first (-want +got)\n%s", diff)
	}
}

// Who is about to store a blob that is being removed waits until it is gone, so
// that what is stored then stays.
func TestABlobStoredAgainWhileItIsRemoved(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if err := b.db.DoubtBlobs(t.Context(), "x-ray"); err != nil {
		t.Fatal(err)
	}
	noted := make(chan error, 1)
	var early bool
	_, err := b.db.SweepBlob(t.Context(), 0, func(ctx context.Context, _ string) error {
		go func() { noted <- b.db.DoubtBlobs(t.Context(), "x-ray") }()
		for waiting := 0; waiting == 0 && ctx.Err() == nil; {
			out, err := exec.CommandContext(ctx, "psql", "-qAtX", "-c",
				`SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`, b.url).Output()
			if err != nil {
				return err
			}
			waiting = int(out[0] - '0')
			if len(noted) > 0 {
				early = true
				return nil
			}
		}
		return nil
	})
	if err != nil || early {
		t.Fatalf("noted while it was removed: %v, %v", early, err)
	}
	if err := <-noted; err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"x-ray"}, b.swept(0)); diff != "" {
		t.Errorf("in doubt again (-want +got)\n%s", diff)
	}
}

func TestForget(t *testing.T) {
	t.Parallel()
	b := setup(t)
	day := 24 * time.Hour
	for i, age := range []time.Duration{0, 4 * day, 34 * day} {
		u := b.db.Unit(noon.Add(-age))
		u.SetAside(7, int64(i+1), "panic", []byte("x"))
		u.Seen(7, int64(i+1))
		if err := b.db.Commit(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.db.Forget(t.Context(), noon.Add(-3*day)); err != nil {
		t.Fatal(err)
	}
	count := func(table string) string {
		out, err := exec.CommandContext(t.Context(), "psql", "-qAtX", "-c", `SELECT string_agg(update_id::text, ' ') FROM `+table, b.url).Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	if got := count("updates"); got != "1\n" {
		t.Errorf("update numbers left: %q", got)
	}
	if got := count("updates_aside"); got != "1 2\n" {
		t.Errorf("set aside yet: %q", got)
	}
}
