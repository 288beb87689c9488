package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"hash/maphash"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"

	"guiche/bot"
)

// PollerOptions says how to poll; all may be zero.
type PollerOptions struct {
	// Timeout is how long Telegram may hold a call open (50 s if zero).
	Timeout time.Duration
	// Slow is how long the next call waits for the commits of the last one's
	// updates (100 ms if zero); then it goes on without those that are slow.
	Slow time.Duration
	// Drain bounds the wait for commits at the end (10 s if zero).
	Drain  time.Duration
	Logger *slog.Logger
}

// Poller takes updates by getUpdates. The offset it sends is the lowest update
// that is not committed, so Telegram forgets nothing that could still be lost.
type Poller struct {
	client     *Client
	opts       PollerOptions
	log        *slog.Logger
	flights    *flights
	unreadable int64
	odd        map[uint64]bool // unreadable updates already counted
	seed       maphash.Seed
	confirmed  int64 // offset that Telegram last accepted
	failing    bool  // the present trouble was logged
}

// NewPoller makes a poller. Run may be called again after it returned.
func NewPoller(c *Client, o PollerOptions) *Poller {
	o.Timeout = orDefault(o.Timeout, 50*time.Second)
	o.Slow = orDefault(o.Slow, 100*time.Millisecond)
	o.Drain = orDefault(o.Drain, 10*time.Second)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Poller{
		client: c, opts: o, log: o.Logger, flights: newFlights(),
		odd: map[uint64]bool{}, seed: maphash.MakeSeed(),
	}
}

// Run polls until ctx ends or the token is refused. It gives every update to
// intake in the order of Telegram, and those that were not committed again.
// At the end it waits for what is in flight and tells Telegram what was
// committed. It returns nil when ctx ended.
func (p *Poller) Run(ctx context.Context, intake bot.Intake) error {
	p.clearWebhook(ctx)
	err := p.poll(ctx, intake)
	p.finish(ctx, err == nil)
	return err
}

// clearWebhook makes way for getUpdates; what waits for the webhook is kept.
func (p *Poller) clearWebhook(ctx context.Context) {
	for tries := 0; ctx.Err() == nil; tries++ {
		info, err := p.client.library.GetWebhookInfo(ctx)
		if err == nil && info.URL != "" {
			p.log.Info("telegram: removing the webhook to poll")
			_, err = p.client.library.DeleteWebhook(ctx, &tg.DeleteWebhookParams{DropPendingUpdates: false})
		}
		if err == nil {
			return
		}
		err = p.client.fromLibrary("getWebhookInfo", err)
		if errors.Is(err, bot.ErrUnauthorized) || errors.Is(err, bot.ErrRefused) {
			return // a server without webhooks; else getUpdates meets the same
		}
		p.trouble(ctx, err, tries)
	}
}

func (p *Poller) poll(ctx context.Context, intake bot.Intake) error {
	tries, quick := 0, 0
	for ctx.Err() == nil {
		began := time.Now()
		args := p.ask()
		page, err := p.client.updates(ctx, args)
		if err == nil {
			p.confirmed = args.Offset
			p.flights.confirmed(args.Offset)
			p.reconcile(page)
		}
		batch := p.give(page, intake)
		switch {
		case errors.Is(err, bot.ErrUnauthorized):
			return err
		case err != nil:
			p.trouble(ctx, err, tries)
			tries++
			continue
		case len(batch.fresh) > 0:
			quick = 0
			p.settle(ctx, batch)
		case len(page) > 0 || time.Since(began) < p.opts.Timeout/10:
			// Only what is known, or a server that does not wait: no busy loop.
			p.idle(ctx, repoll(quick))
			quick++
		default:
			quick = 0
		}
		tries = 0
		p.recovered()
	}
	return nil
}

// pageSize is the most that Telegram gives at once.
const pageSize = 100

type updatesArgs struct {
	Offset  int64    `json:"offset,omitempty"`
	Limit   int      `json:"limit"`
	Timeout int      `json:"timeout"`
	Allowed []string `json:"allowed_updates"`
}

func (p *Poller) ask() updatesArgs {
	return updatesArgs{
		Offset: p.flights.offset(), Limit: pageSize, Allowed: allowed,
		Timeout: int(max(p.opts.Timeout, time.Second) / time.Second),
	}
}

// updates gets a page; together with an error it returns what was whole in it.
func (c *Client) updates(ctx context.Context, args updatesArgs) ([]json.RawMessage, error) {
	const method = "getUpdates"
	buf := new(bytes.Buffer) // the updates keep pointing into it
	patience := time.Duration(args.Timeout)*time.Second + c.timeout
	status, head, err := c.post(ctx, method, args, patience, maxPage, buf)
	if err == nil {
		err = readAnswer(status, head, buf.Bytes(), nil)
	}
	if err != nil {
		return nil, c.failed(method, err)
	}
	page, err := splitPage(buf.Bytes())
	return page, c.failed(method, err)
}

// batch is the updates of one page that were given on.
type batch struct {
	fresh []int64
	left  atomic.Int64
	few   atomic.Int64 // may be left when the next page is asked for
	once  sync.Once
	done  chan struct{} // closed when no more than few are left
}

func (b *batch) end() {
	if b.left.Add(-1) <= b.few.Load() {
		b.once.Do(func() { close(b.done) })
	}
}

// give hands on what is new or due again. An update of a chat that waits behind
// a failed one stays with Telegram, so that it does not overtake.
func (p *Poller) give(page []json.RawMessage, intake bot.Intake) *batch {
	b := &batch{done: make(chan struct{})}
	b.left.Store(1) // until the page is through
	b.few.Store(-1)
	defer func() {
		// What commits alone takes longer: the rest of the page does not wait for
		// it, it comes again with the next one and is skipped.
		b.few.Store(int64(len(b.fresh) / 4))
		b.end()
	}()
	now := time.Now()
	next := p.flights.offset()
	var held map[int64]bool
	for _, raw := range page {
		id := peekID(raw)
		if id == 0 {
			p.countOnce(raw)
			if next > 0 {
				next++ // it stands between its neighbours, where nothing else is
			}
			continue
		}
		next = id + 1
		verdict, chat := p.flights.seen(id, now)
		if verdict == skip {
			continue
		}
		var u bot.Update
		if verdict != waits {
			u = Decode(raw, p.client.id)
			chat = u.Chat
		}
		if verdict == waits || held[chat] {
			if chat != 0 {
				if held == nil {
					held = map[int64]bool{}
				}
				held[chat] = true
			}
			continue
		}
		b.fresh = append(b.fresh, id)
		b.left.Add(1)
		intake.Take(u, p.flights.begin(id, chat, backoff, b.end))
	}
	if len(page) > 0 {
		p.flights.passed(next)
	}
	return b
}

// reconcile drops failed updates that Telegram no longer brings.
func (p *Poller) reconcile(page []json.RawMessage) {
	if !p.flights.failures() {
		return
	}
	shown := make(map[int64]bool, len(page))
	for _, raw := range page {
		shown[peekID(raw)] = true
	}
	p.flights.missing(shown)
}

// settle waits until the batch is committed or only slow ones are left of it.
func (p *Poller) settle(ctx context.Context, b *batch) {
	timer := time.NewTimer(p.opts.Slow)
	defer timer.Stop()
	select {
	case <-b.done:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// idle waits until a flight ends, a failed one is due, or the time is over.
func (p *Poller) idle(ctx context.Context, most time.Duration) {
	timer := time.NewTimer(p.flights.dueIn(time.Now(), most))
	defer timer.Stop()
	select {
	case <-p.flights.changed:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// lastCall bounds the call that confirms at the end.
const lastCall = 5 * time.Second

// finish waits for what is in flight and confirms what was committed. What the
// last call brings stays with Telegram.
func (p *Poller) finish(ctx context.Context, confirm bool) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.opts.Drain+lastCall)
	defer cancel()
	timer := time.NewTimer(p.opts.Drain)
	defer timer.Stop()
	for waiting := true; waiting && p.flights.inFlight() > 0; {
		select {
		case <-p.flights.changed:
		case <-timer.C:
			waiting = false
			p.log.Warn("telegram: stopped with updates in flight; they will come again", "count", p.flights.inFlight())
		}
	}
	last := updatesArgs{Offset: p.flights.offset(), Limit: 1, Allowed: allowed}
	if !confirm || last.Offset == p.confirmed {
		return
	}
	if _, err := p.client.updates(ctx, last); err != nil {
		p.log.Warn("telegram: what was committed last could not be confirmed; it will come again", "error", err)
	}
}
