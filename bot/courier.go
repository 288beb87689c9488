package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"guiche/backend"
	"guiche/dialogs"
)

// courier delivers what stands in the outbox: in order per chat, replies ahead of
// pushes, chats side by side. A chat that has to wait holds up nobody else.
type courier struct {
	store     Store
	messenger Messenger
	press     Press
	gate      Gate
	now       func() time.Time
	log       *slog.Logger
	shared    bool
	// calls bounds the calls under way at once.
	calls chan struct{}
	// sheets bounds the papers in memory at once, from drawing until they left.
	sheets chan struct{}
	// wake tells the engine that something was delivered.
	wake chan<- struct{}
	// nudged asks for a sweep.
	nudged chan struct{}
	sent   atomic.Int64

	life context.Context
	wg   sync.WaitGroup

	mu    sync.Mutex
	posts map[backend.ChatKey]*post
	// known are messages in memory: waiting, on their way, or delivered and not
	// yet marked. recent are those forgotten while a sweep looks at the outbox.
	known  map[int64]struct{}
	recent map[int64]struct{}
	sweeps int
	marks  marks
	active int
	idle   *sync.Cond
	halted bool
}

const (
	maxCalls = 128
	// maxSheets times the largest attachment is what papers take of memory.
	maxSheets = 8
	// maxPosts bounds the idle chats remembered.
	maxPosts = 20_000
	// leaseSure is shorter than the lease in storage: a call has to end within.
	leaseSure = 8 * time.Second
)

func newCourier(o Options, wake chan<- struct{}) *courier {
	c := &courier{
		store: o.Store, messenger: o.Messenger, press: o.Press, gate: o.Gate, now: o.Now, log: o.Log, shared: o.Shared,
		calls: make(chan struct{}, maxCalls), sheets: make(chan struct{}, maxSheets), wake: wake, nudged: make(chan struct{}, 1),
		posts: make(map[backend.ChatKey]*post), known: make(map[int64]struct{}),
	}
	c.idle = sync.NewCond(&c.mu)
	return c
}

func (c *courier) start(life context.Context) { c.life = life }

// encode renders a reply for the outbox.
func encode(r dialogs.Reply) ([]byte, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("bot: reply: %w", err)
	}
	return body, nil
}

// hand gives messages of a chat that this process leads to its courier. replies
// are the messages as they were before they were encoded; nil reads them from
// out.
func (c *courier) hand(key backend.ChatKey, out []backend.Outgoing, replies []dialogs.Reply) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.halted {
		return // stays in the outbox
	}
	p := c.posts[key]
	if p == nil {
		c.trim()
		p = &post{key: key}
		c.posts[key] = p
	}
	for i, o := range out {
		_, known := c.known[o.ID]
		_, recent := c.recent[o.ID]
		if known || recent {
			continue
		}
		m := &parcel{id: o.ID, push: o.Push, to: o.To, topic: o.Topic}
		if i < len(replies) {
			m.reply = replies[i]
		} else if json.Unmarshal(o.Body, &m.reply) != nil {
			c.park(o.ID)
			continue
		}
		c.known[o.ID] = struct{}{}
		p.add(m)
	}
	c.run(p)
}

// park sets a message aside that cannot be read; c.mu is held.
func (c *courier) park(id int64) {
	c.log.Error("a message in the outbox cannot be read and is set aside", "id", id)
	c.wg.Go(func() {
		if err := c.store.Park(c.life, []int64{id}); err != nil {
			c.log.Warn("the message is not set aside yet", "id", id, "error", err)
		}
	})
}

// run starts a goroutine for the chat unless one is at work; c.mu is held.
func (c *courier) run(p *post) {
	if p.running || len(p.replies)+len(p.pushes) == 0 {
		return
	}
	p.running = true
	c.active++
	c.wg.Go(func() { c.deliver(p) })
}

func (c *courier) trim() {
	for key, p := range c.posts {
		if len(c.posts) < maxPosts {
			return
		}
		if !p.running {
			delete(c.posts, key)
		}
	}
}

// deliver sends what waits for a chat until nothing does.
func (c *courier) deliver(p *post) {
	for {
		c.mu.Lock()
		next := p.next()
		if next == nil || c.halted {
			p.running = false
			c.active--
			c.idle.Broadcast()
			c.mu.Unlock()
			return
		}
		c.mu.Unlock()
		if !c.surelyLead(c.life, p) {
			c.abandon(p)
			continue
		}
		if next.push {
			switch found, err := c.dropForeign(p); {
			case err != nil:
				c.sleep(retryFirst)
				continue
			case found:
				continue // what is next may be another
			}
		}
		if next.counts() {
			if wait := c.gate.Take(c.life, p.key.Bot, p.key.Chat, c.now()); wait > 0 {
				c.sleep(wait)
				continue
			}
		}
		err := c.attempt(p, next)
		if err == nil {
			p.tries = 0
			c.delivered(p, next)
			continue
		}
		if wait := c.failed(p, next, err); wait > 0 {
			c.sleep(wait)
		}
	}
}

// attempt draws what the message shows and makes its calls.
func (c *courier) attempt(p *post, m *parcel) error {
	var s *Sheet
	if m.reply.Paper != nil {
		defer c.keepLead(c.life, p)()
		c.sheets <- struct{}{}
		defer func() { <-c.sheets }()
		if s = c.draw(c.life, p, &m.reply); c.life.Err() != nil {
			return c.life.Err() // cut off, not failed: the paper leaves at the next start
		}
	}
	c.calls <- struct{}{}
	defer func() { <-c.calls }()
	return c.carry(p, m, s)
}

// sleep waits outside any lock; the end of life cuts it.
func (c *courier) sleep(d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-c.life.Done():
		c.mu.Lock()
		c.halted = true
		c.mu.Unlock()
	}
}

// surelyLead renews the lease when it may have run out, and looks the live
// message up when it is not known or another replica may have sent one.
func (c *courier) surelyLead(ctx context.Context, p *post) bool {
	now := c.now()
	sure := !c.shared || now.Before(p.fresh)
	if sure && p.seen {
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, roundPatience)
	defer cancel()
	if !sure {
		ok, err := c.store.Lead(ctx, now, p.key)
		if err == nil && !ok {
			return false
		}
		if err != nil {
			return true // storage is away: what was committed is ours to deliver
		}
	}
	chats, err := c.store.Chats(ctx, []backend.ChatKey{p.key})
	if err != nil {
		return true
	}
	c.mu.Lock()
	_, unwritten := c.marks.screens[p.key]
	c.mu.Unlock()
	// What is known here is newer, unless somebody else had the chat meanwhile.
	if at := spotOf(chats[0].Screen); !p.seen || !unwritten && at != p.noted {
		p.live, p.noted, p.paper = at, at, ""
	}
	p.seen, p.fresh = true, now.Add(leaseSure)
	return true
}

// unlink forgets what nobody waits for in a chat whose person left: the outbox has
// let go of it.
func (c *courier) unlink(key backend.ChatKey) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.posts[key]
	if p == nil {
		return
	}
	for _, parcel := range p.pushes {
		delete(c.known, parcel.id)
	}
	p.pushes = nil
}

// abandon leaves what waits for a chat to the replica that leads it.
func (c *courier) abandon(p *post) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, list := range [][]*parcel{p.replies, p.pushes} {
		for _, parcel := range list {
			delete(c.known, parcel.id)
		}
	}
	p.replies, p.pushes = nil, nil
}

// delivered takes the message off the queue and notes its mark.
func (c *courier) delivered(p *post, done *parcel) {
	c.mu.Lock()
	p.seen = p.seen || done.reply.Kind == dialogs.Screen
	for _, m := range done.all() {
		p.drop(m)
		c.marks.sent = append(c.marks.sent, m.id)
	}
	if p.noted != p.live {
		p.noted = p.live
		if c.marks.screens == nil {
			c.marks.screens = make(map[backend.ChatKey]backend.Screen)
		}
		c.marks.screens[p.key] = backend.Screen{Key: p.key, MessageID: p.live.id, Below: p.live.below, Picture: p.live.picture}
	}
	many := len(c.marks.sent) >= maxRound
	c.sent.Add(1) // whoever has seen the count finds the mark
	c.mu.Unlock()
	if many {
		select {
		case c.wake <- struct{}{}:
		default:
		}
	}
}

// led are the chats whose leases to give back at the end.
func (c *courier) led() []backend.ChatKey {
	c.mu.Lock()
	defer c.mu.Unlock()
	keys := make([]backend.ChatKey, 0, len(c.posts))
	for key := range c.posts {
		keys = append(keys, key)
	}
	return keys
}

// drain waits until everything in memory left, at most for d; what did not
// stays in the outbox.
func (c *courier) drain(d time.Duration) {
	timer := time.AfterFunc(d, func() {
		c.mu.Lock()
		c.halted = true
		c.idle.Broadcast()
		c.mu.Unlock()
	})
	defer timer.Stop()
	c.mu.Lock()
	for c.active > 0 && !c.halted {
		c.idle.Wait()
	}
	c.halted = true
	c.mu.Unlock()
}

// wait ends when every goroutine has; life has ended by then.
func (c *courier) wait() { c.wg.Wait() }
