package bot

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"time"

	"guiche/backend"
	"guiche/dialogs"
)

// fetcher downloads what turns asked for, outside any transaction, and brings
// the result back as a turn of the chat. A download that was lost with its
// process begins again.
type fetcher struct {
	messenger Messenger
	keeper    Keeper
	now       func() time.Time
	log       *slog.Logger
	finished  func(backend.Fetch, dialogs.Input, func(error))
	slots     chan struct{}

	life   context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup

	mu      sync.Mutex
	running map[int64]struct{}
	// shows are the chats in which it is shown that files are on their way.
	shows   map[int64]*show
	stopped bool
}

const (
	// maxFileBytes is the letter's limit: 10 MB each.
	maxFileBytes = 10 << 20
	maxFetches   = 4
	fetchTries   = 6
	fetchPause   = 500 * time.Millisecond
	fetchGivenUp = 6 * time.Hour
)

func newFetcher(o Options, finished func(backend.Fetch, dialogs.Input, func(error))) *fetcher {
	return &fetcher{
		messenger: o.Messenger, keeper: o.Keeper, now: o.Now, log: o.Log, finished: finished,
		slots: make(chan struct{}, maxFetches), running: make(map[int64]struct{}), shows: make(map[int64]*show),
	}
}

func (f *fetcher) start(life context.Context) { f.life, f.cancel = context.WithCancel(life) }

// stop cuts downloads off; their rows stay, and they begin again at the next
// start.
func (f *fetcher) stop() {
	f.mu.Lock()
	f.stopped = true
	f.mu.Unlock()
	f.cancel()
	f.wg.Wait()
}

// begin starts downloads that are not running yet.
func (f *fetcher) begin(fetches []backend.Fetch) {
	for _, fetch := range fetches {
		f.mu.Lock()
		_, running := f.running[fetch.ID]
		if !running && !f.stopped {
			f.running[fetch.ID] = struct{}{}
			f.wg.Go(func() { f.run(fetch) })
		}
		f.mu.Unlock()
	}
}

// run downloads one file and hands the turn over.
func (f *fetcher) run(fetch backend.Fetch) {
	ended := func(error) {
		f.mu.Lock()
		delete(f.running, fetch.ID)
		f.mu.Unlock()
	}
	hide := f.show(fetch.Chat.Chat)
	in, err := f.try(fetch)
	hide()
	if err != nil {
		f.log.Warn("download put off", "fetch", fetch.ID, "error", err)
		ended(err)
		return
	}
	f.finished(fetch, in, ended)
}

// try downloads with a few passing failures; what fails longer is left to the
// sweeper, and what fails for hours is given up: nobody waits for it any more.
func (f *fetcher) try(fetch backend.Fetch) (dialogs.Input, error) {
	pause := fetchPause
	for n := 1; ; n++ {
		in, err := f.inTurn(fetch)
		switch {
		case err == nil:
			return in, nil
		case n == fetchTries && !fetch.At.IsZero() && f.now().Sub(fetch.At) > fetchGivenUp:
			return f.refused(fetch, "late"), nil
		case n == fetchTries || f.life.Err() != nil:
			return nil, err
		}
		if wait, ok := errors.AsType[*RetryAfter](err); ok {
			pause = max(pause, wait.After)
		}
		select {
		case <-time.After(pause):
		case <-f.life.Done():
			return nil, f.life.Err()
		}
		pause *= 2
	}
}

// inTurn downloads when few others do.
func (f *fetcher) inTurn(fetch backend.Fetch) (dialogs.Input, error) {
	select {
	case f.slots <- struct{}{}:
		defer func() { <-f.slots }()
		return f.once(fetch)
	case <-f.life.Done():
		return nil, f.life.Err()
	}
}

func (f *fetcher) refused(fetch backend.Fetch, reason string) dialogs.Input {
	return dialogs.FileRefused{Fetch: fetch.ID, DraftID: fetch.DraftID, Name: fetch.Name, Reason: reason, MessageID: fetch.MessageID}
}

// once downloads, checks and stores a file.
func (f *fetcher) once(fetch backend.Fetch) (dialogs.Input, error) {
	refused := func(reason string) dialogs.Input { return f.refused(fetch, reason) }
	if fetch.Remote == "" {
		return refused("gone"), nil
	}
	body, err := f.messenger.Download(f.life, fetch.Remote, maxFileBytes)
	switch {
	case errors.Is(err, ErrTooBig):
		return refused("too_big"), nil
	case errors.Is(err, ErrFileGone), errors.Is(err, ErrRefused):
		return refused("gone"), nil
	case err != nil:
		return nil, err
	}
	content, err := io.ReadAll(body)
	if closed := body.Close(); err == nil {
		err = closed
	}
	switch {
	case errors.Is(err, ErrTooBig):
		return refused("too_big"), nil
	case err != nil:
		return nil, err
	}
	stored, reason, err := f.keeper.Keep(f.life, fetch.Name, content)
	if err != nil {
		return nil, err
	}
	if reason != "" {
		return refused(reason), nil
	}
	return dialogs.FileReady{Fetch: fetch.ID, DraftID: fetch.DraftID, Stored: stored, MessageID: fetch.MessageID}, nil
}
