package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"
)

// result is what one scenario showed.
type result struct {
	Mode  string `json:"mode"`
	Note  string `json:"note,omitempty"`
	Chats int    `json:"chats"`
	// Updates were answered in Seconds: the reply was visible.
	Seconds   float64 `json:"seconds"`
	Updates   int     `json:"updates"`
	PerSecond float64 `json:"updates_per_second"`
	// P50, P99 and Max are from the update's leaving to the reply's being visible.
	P50 float64 `json:"p50_ms"`
	P99 float64 `json:"p99_ms"`
	Max float64 `json:"max_ms"`
	// Writes are transactions that wrote, Reads those that only read, Syncs the
	// waits for the disk; all per update.
	Writes   float64 `json:"writing_commits_per_update"`
	Reads    float64 `json:"reading_commits_per_update"`
	Syncs    float64 `json:"wal_syncs_per_update"`
	WALBytes float64 `json:"wal_bytes_per_update"`
	Calls    float64 `json:"bot_api_calls_per_update"`
	// Requests were sent, each with a number of its own; Failed are conversations
	// that went wrong.
	Requests int      `json:"requests_sent"`
	Failed   int      `json:"conversations_failed"`
	Faults   []string `json:"faults,omitempty"`
	// CPU in microseconds per update; Others is what other programs of the
	// machine took meanwhile, in processors.
	Bot      float64 `json:"bot_cpu_us_per_update"`
	Postgres float64 `json:"postgres_cpu_us_per_update"`
	Load     float64 `json:"load_cpu_us_per_update"`
	BotCPU   float64 `json:"bot_cpu_seconds"`
	PgCPU    float64 `json:"postgres_cpu_seconds"`
	LoadCPU  float64 `json:"load_cpu_seconds"`
	Others   float64 `json:"other_programs_processors"`
	// Entered is how many entered before, with their passwords, and in how long.
	Entered   int     `json:"entered"`
	EnteredIn float64 `json:"entered_in_seconds"`
}

// meter measures scenarios on one running product.
type meter struct {
	o       options
	mode    string
	town    *town
	api     *api
	product *product
	inside  int // who has entered
}

// patience is how long an answer may take before the conversation has failed.
const patience = 30 * time.Second

// reading is the counts at one moment.
type reading struct {
	at    time.Time
	cpu   cpuTimes
	db    counters
	calls int64
	sent  int
}

func (m *meter) read(ctx context.Context) (r reading, err error) {
	if r.db, err = m.product.database.counters(ctx); err != nil {
		return r, err
	}
	if r.cpu, err = readCPU(m.product.cmd.Process.Pid); err != nil {
		return r, err
	}
	r.at, r.calls, r.sent = time.Now(), m.api.calls.Load(), m.town.sent()
	return r, nil
}

// measure lets n people work for the given time.
func (m *meter) measure(ctx context.Context, n int, note string) (result, error) {
	res := result{Mode: m.mode, Note: note, Chats: n}
	progress("%s, %d chats %s", m.mode, n, note)
	if err := m.enter(ctx, n, &res); err != nil {
		return res, err
	}
	failedBefore := m.town.failures()
	m.town.ending.Store(false)
	for _, p := range m.town.people[:n] {
		p.begin()
	}
	if err := pause(ctx, m.o.warmUp); err != nil {
		return res, err
	}
	if m.o.past > 0 && note == "" {
		if err := m.product.database.remember(ctx); err != nil {
			return res, err
		}
	}
	before, err := m.read(ctx)
	if err != nil {
		return res, err
	}
	m.town.measuring.Store(true)
	profiled := make(chan error, 1)
	if m.o.profile == "" {
		profiled <- nil
	} else {
		go func() {
			profiled <- m.product.takeProfile(ctx, fmt.Sprintf("%s-%s-%d.pprof", m.o.profile, m.mode, n), m.o.seconds)
		}()
	}
	if err := pause(ctx, m.o.seconds); err != nil {
		return res, err
	}
	m.town.measuring.Store(false)
	after, err := m.read(ctx)
	if err != nil {
		return res, err
	}
	m.town.ending.Store(true)
	late := m.town.waitFor(n, func(p *person) bool { return p.resting }, patience)
	for range late {
		m.town.fault("no answer came in time")
	}
	if err := <-profiled; err != nil {
		return res, err
	}
	res.fill(before, after, m.waits(n))
	res.Failed = m.town.failures() - failedBefore
	res.Faults = m.town.lastFaults()
	if late > 0 {
		return res, fmt.Errorf("%d people got no answer within %s", late, patience)
	}
	return res, nil
}

// enter lets those come in who have not yet: their passwords are checked with
// argon2id, which is not what is measured.
func (m *meter) enter(ctx context.Context, n int, res *result) error {
	if n <= m.inside {
		return nil
	}
	m.town.ending.Store(true)
	began := time.Now()
	for _, p := range m.town.people[m.inside:n] {
		p.begin()
	}
	if left := m.town.waitFor(n, func(p *person) bool { return p.resting }, 5*time.Minute); left > 0 {
		return fmt.Errorf("%d people could not enter: %v", left, m.town.lastFaults())
	}
	res.Entered, res.EnteredIn = n-m.inside, time.Since(began).Seconds()
	m.inside = n
	return ctx.Err()
}

// waits collects how long everybody waited, shortest first.
func (m *meter) waits(n int) []time.Duration {
	var all []time.Duration
	for _, p := range m.town.people[:n] {
		p.mu.Lock()
		all = append(all, p.waits...)
		p.waits = nil
		p.mu.Unlock()
	}
	slices.Sort(all)
	return all
}

func (r *result) fill(before, after reading, waits []time.Duration) {
	took, cpu, db := after.at.Sub(before.at).Seconds(), after.cpu.minus(before.cpu), after.db.minus(before.db)
	r.Seconds, r.Updates = took, len(waits)
	per := func(total float64) float64 {
		if len(waits) == 0 {
			return 0
		}
		return total / float64(len(waits))
	}
	r.PerSecond = float64(len(waits)) / took
	r.P50, r.P99, r.Max = quantile(waits, 0.5), quantile(waits, 0.99), quantile(waits, 1)
	r.Writes, r.Reads = per(float64(db.writes)), per(float64(max(db.commits-db.writes, 0)))
	r.Syncs, r.WALBytes = per(float64(db.walSyncs)), per(float64(db.walBytes))
	r.Calls = per(float64(after.calls - before.calls))
	r.Requests = after.sent - before.sent
	r.BotCPU, r.PgCPU, r.LoadCPU = cpu.bot.Seconds(), cpu.postgres.Seconds(), cpu.load.Seconds()
	r.Bot, r.Postgres, r.Load = per(r.BotCPU*1e6), per(r.PgCPU*1e6), per(r.LoadCPU*1e6)
	r.Others = max(0, (cpu.machine-cpu.bot-cpu.postgres-cpu.load).Seconds()/took)
}

// quantile of sorted waits, in milliseconds.
func quantile(sorted []time.Duration, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	i := int(math.Ceil(q*float64(len(sorted)))) - 1
	return float64(sorted[max(i, 0)].Microseconds()) / 1000
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
