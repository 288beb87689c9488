package bot

import (
	"context"
	"time"
)

// A download that takes a moment is shown as work, as long as people wait for the
// screen to change; after that a sentence of the conversation says that it is still
// tried.
const (
	showAgain = 4500 * time.Millisecond // Telegram shows it for five seconds
	showFor   = 10 * time.Second
)

// show is the downloads of a chat that are under way.
type show struct {
	downloads int
	end       context.CancelFunc
}

// show shows in the chat that files are on their way, until every download that
// asked for it called hide.
func (f *fetcher) show(chat int64) (hide func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.shows[chat]
	if s == nil {
		ctx, end := context.WithTimeout(f.life, showFor)
		s = &show{end: end}
		f.shows[chat] = s
		f.wg.Go(func() { f.keepShowing(ctx, chat) })
	}
	s.downloads++
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		if s.downloads--; s.downloads == 0 {
			s.end()
			delete(f.shows, chat)
		}
	}
}

func (f *fetcher) keepShowing(ctx context.Context, chat int64) {
	for wait := showWorking; ; wait = showAgain {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
			_ = f.messenger.Working(ctx, chat, Typing) // nobody misses it
		}
	}
}
