package bot

import "time"

// A download that takes a moment is shown as work, as long as people wait for the
// screen to change; after that a sentence of the conversation says that it is still
// tried.
const (
	showAgain = 4500 * time.Millisecond // Telegram shows it for five seconds
	showTimes = 3
)

// show is the downloads of a chat that are under way.
type show struct {
	downloads int
	end       chan struct{}
}

// show shows in the chat that files are on their way, until every download that
// asked for it called hide.
func (f *fetcher) show(chat int64) (hide func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.shows[chat]
	if s == nil {
		s = &show{end: make(chan struct{})}
		f.shows[chat] = s
		f.wg.Go(func() { f.keepShowing(chat, s.end) })
	}
	s.downloads++
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		if s.downloads--; s.downloads == 0 {
			close(s.end)
			delete(f.shows, chat)
		}
	}
}

func (f *fetcher) keepShowing(chat int64, end <-chan struct{}) {
	wait := showWorking
	for range showTimes {
		select {
		case <-f.life.Done():
			return
		case <-end:
			return
		case <-time.After(wait):
			_ = f.messenger.Working(f.life, chat, Typing) // nobody misses it
		}
		wait = showAgain
	}
}
