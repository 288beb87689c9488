package mail

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"guiche/backend"
)

// Periods of the postman.
const (
	// lookEvery finds what another process left, and what waited.
	lookEvery = time.Second
	// hold is for how long a message that was taken is nobody else's: longer than
	// sending it and saying so may take.
	hold = patience + 40*time.Second
	// writePatience is how long the database may take to be told.
	writePatience = 5 * time.Second
	// A message that did not leave waits, longer each time, and is given up after a
	// day.
	firstPause = 5 * time.Second
	lastPause  = time.Hour
	giveUp     = 24 * time.Hour
	// atOnce is how many messages travel side by side.
	atOnce = 4
)

// Rows is the queue.
type Rows interface {
	// TakeMails takes what is due and makes it due again at until, so that no other
	// process takes it meanwhile.
	TakeMails(ctx context.Context, now, until time.Time, limit int) ([]backend.WaitingMail, error)
	// PutOffMail makes what was taken due at another time.
	PutOffMail(ctx context.Context, id int64, due time.Time) error
	// EndMail removes a message; code is why it did not leave, "" if it did.
	EndMail(ctx context.Context, now time.Time, id int64, code string) error
	// MailQueued is ready after this process committed a message.
	MailQueued() <-chan struct{}
}

// Postman empties the queue.
type Postman struct {
	rows   Rows
	sender Sender
	now    func() time.Time
	log    *slog.Logger
	// drain is how long messages under way may take after the end.
	drain time.Duration
	slots chan struct{}
}

// NewPostman returns a postman; several may share a queue.
func NewPostman(rows Rows, sender Sender, now func() time.Time, drain time.Duration, log *slog.Logger) *Postman {
	return &Postman{rows: rows, sender: sender, now: now, log: log, drain: drain, slots: make(chan struct{}, atOnce)}
}

// Run sends until ctx ends and what is under way has left, or its time is over.
func (p *Postman) Run(ctx context.Context) {
	sending, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	var under sync.WaitGroup
	defer func() {
		late := time.AfterFunc(p.drain, cut)
		defer late.Stop()
		under.Wait()
	}()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for p.free(ctx) {
		free := 1 + cap(p.slots) - len(p.slots)
		mails, err := p.rows.TakeMails(ctx, p.now(), p.now().Add(hold), free)
		<-p.slots
		if err != nil && ctx.Err() == nil && !errors.Is(err, backend.ErrUnavailable) {
			p.log.WarnContext(ctx, "mail waits: the queue cannot be read", "error", err)
		}
		for _, m := range mails {
			p.slots <- struct{}{} // only this goroutine takes slots: it is free
			under.Go(func() {
				defer func() { <-p.slots }()
				p.carry(sending, m)
			})
		}
		if len(mails) == free {
			continue // there may be more
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		case <-p.rows.MailQueued():
		}
	}
}

// free takes a slot, waiting for one; false when ctx ended.
func (p *Postman) free(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	default:
	}
	select {
	case <-ctx.Done():
		return false
	case p.slots <- struct{}{}:
		return true
	}
}

// carry sends a message, or drops or puts it off.
func (p *Postman) carry(ctx context.Context, m backend.WaitingMail) {
	switch {
	case m.Broken:
		p.end(ctx, m, backend.MailBroken)
		return
	case !m.Expires.IsZero() && !p.now().Before(m.Expires):
		p.end(ctx, m, backend.MailExpired)
		return
	}
	err := p.sender.Send(ctx, m.Mail)
	_, refused := errors.AsType[*Refused](err)
	pause := pauseAfter(m.Tries)
	switch {
	case err == nil:
		p.end(ctx, m, "")
		return
	case refused:
		p.log.WarnContext(ctx, "mail refused", "mail", m.ID, "error", err)
		p.end(ctx, m, backend.MailRefused)
		return
	case ctx.Err() != nil:
		pause = 0 // cut off by the end of this process: the next one sends it
	case p.now().Sub(m.At) >= giveUp:
		p.log.WarnContext(ctx, "mail given up after a day", "mail", m.ID, "error", err)
		p.end(ctx, m, backend.MailGivenUp)
		return
	default:
		p.log.WarnContext(ctx, "mail not sent yet", "mail", m.ID, "tries", m.Tries, "error", err)
	}
	p.insist(ctx, func(ctx context.Context) error { return p.rows.PutOffMail(ctx, m.ID, p.now().Add(pause)) })
}

func (p *Postman) end(ctx context.Context, m backend.WaitingMail, code string) {
	p.insist(ctx, func(ctx context.Context) error { return p.rows.EndMail(ctx, p.now(), m.ID, code) })
}

// insist writes down what became of a message, although ctx may have ended: lost,
// a message that left would leave again.
func (p *Postman) insist(ctx context.Context, write func(context.Context) error) {
	for end := time.Now().Add(hold - patience); ; {
		try, cancel := context.WithTimeout(context.WithoutCancel(ctx), writePatience)
		err := write(try)
		cancel()
		if err == nil {
			return
		}
		if time.Now().After(end) {
			p.log.WarnContext(ctx, "mail may be sent twice: the database does not answer", "error", err)
			return
		}
		select {
		case <-ctx.Done():
			return // the hold runs out, and somebody takes it again
		case <-time.After(time.Second):
		}
	}
}

// pauseAfter is how long a message waits that was tried so often: three times as
// long each time, an hour at most.
func pauseAfter(tries int) time.Duration {
	pause := firstPause
	for range min(tries, 10) - 1 {
		pause *= 3
	}
	return min(pause, lastPause)
}
