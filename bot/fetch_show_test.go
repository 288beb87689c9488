package bot

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs"
)

func TestDownloadsAreShownAsWork(t *testing.T) {
	t.Parallel()
	wire := &telegraph{answers: map[string][]error{}, changed: make(chan struct{}, 1)}
	f := newFetcher(Options{Messenger: wire}, func(backend.Fetch, dialogs.Input, func(error)) {})
	life, cancel := context.WithCancel(t.Context())
	f.start(life)
	one, other := f.show(7), f.show(7)
	calls := wire.wait(t, 1)
	one()
	other()
	if len(f.shows) != 0 {
		t.Error("it goes on after the last download")
	}
	again := f.show(7) // a later file is shown anew
	calls = append(calls, wire.wait(t, 2)[1:]...)
	again()
	cancel()
	f.wg.Wait()
	if diff := cmp.Diff([]string{"7 working 0", "7 working 0"}, calls); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
