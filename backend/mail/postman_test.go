package mail_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/mail"
	"guiche/backend/postgres"
	"guiche/backend/seal"
	"guiche/internal/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m, postgres.Migrate) }

// queue is a database with messages in it.
type queue struct {
	t   *testing.T
	url string
	box *seal.Box
	db  *postgres.DB
	log *lines
}

func newQueue(t *testing.T) *queue {
	t.Helper()
	q := &queue{t: t, url: pgtest.New(t), log: &lines{}}
	var err error
	if q.box, err = seal.Ephemeral(); err != nil {
		t.Fatal(err)
	}
	q.db = q.replica()
	return q
}

// replica is another process on the same database.
func (q *queue) replica() *postgres.DB {
	q.t.Helper()
	db, err := postgres.Open(q.t.Context(), q.url, q.box)
	if err != nil {
		q.t.Fatal(err)
	}
	q.t.Cleanup(db.Close)
	return db
}

// write commits messages, as a turn does.
func (q *queue) write(db *postgres.DB, mails ...backend.Mail) {
	q.t.Helper()
	u := db.Unit(noon)
	for _, m := range mails {
		u.SendMail(m)
	}
	if err := db.Commit(q.t.Context(), u); err != nil {
		q.t.Fatal(err)
	}
}

// run starts a postman, ended by the returned function as by a signal.
func (q *queue) run(rows mail.Rows, s mail.Sender, now func() time.Time) (stop func()) {
	q.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	postman := mail.NewPostman(rows, s, now, time.Second, slog.New(slog.NewTextHandler(q.log, nil)))
	go func() {
		defer close(done)
		postman.Run(ctx)
	}()
	stop = sync.OnceFunc(func() { cancel(); <-done })
	q.t.Cleanup(stop)
	return stop
}

// left is the queue as it would be taken at a time.
func (q *queue) left(at time.Time) []int64 {
	q.t.Helper()
	mails, err := q.db.TakeMails(q.t.Context(), at, at, 1000)
	if err != nil {
		q.t.Fatal(err)
	}
	var ids []int64
	for _, m := range mails {
		ids = append(ids, m.ID)
	}
	slices.Sort(ids)
	return ids
}

type lines struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// senderFunc is a Sender for one test.
type senderFunc func(context.Context, backend.Mail) error

func (f senderFunc) Send(ctx context.Context, m backend.Mail) error { return f(ctx, m) }

func atNoon() time.Time { return noon }

// eventually waits for what has to come.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.After(30 * time.Second); !ok(); {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

func numbered(id int64) backend.Mail {
	m := code
	m.ID, m.At = id, time.Time{}
	return m
}

func TestPostman(t *testing.T) {
	t.Parallel()

	t.Run("sends what a turn queued, as it was written", func(t *testing.T) {
		t.Parallel()
		q, box := newQueue(t), &mail.Box{}
		stop := q.run(q.db, box, atNoon)
		q.write(q.db, numbered(1), numbered(2), numbered(3))
		eventually(t, "three messages", func() bool { mails, _ := box.Mails(); return len(mails) == 3 })
		stop()
		mails, _ := box.Mails()
		slices.SortFunc(mails, func(a, b backend.Mail) int { return int(a.ID - b.ID) })
		want := numbered(1)
		want.At = noon
		if diff := cmp.Diff(want, mails[0], cmp.Comparer(time.Time.Equal)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if left := q.left(noon.AddDate(1, 0, 0)); len(left) != 0 {
			t.Errorf("%v are left", left)
		}
	})

	t.Run("finds what another process queued", func(t *testing.T) {
		t.Parallel()
		q, box := newQueue(t), &mail.Box{}
		q.run(q.replica(), box, atNoon)
		q.write(q.db, numbered(1))
		eventually(t, "the message", func() bool { mails, _ := box.Mails(); return len(mails) == 1 })
	})

	t.Run("sends none before its turn is committed", func(t *testing.T) {
		t.Parallel()
		q, box := newQueue(t), &mail.Box{}
		u := q.db.Unit(noon)
		u.SendMail(numbered(1))
		q.write(q.db, numbered(2))
		q.run(q.db, box, atNoon)
		eventually(t, "the other message", func() bool { mails, _ := box.Mails(); return len(mails) == 1 })
		if mails, _ := box.Mails(); mails[0].ID != 2 {
			t.Errorf("%d was sent", mails[0].ID)
		}
	})

	t.Run("sends each once, however many share the queue", func(t *testing.T) {
		t.Parallel()
		q := newQueue(t)
		var mu sync.Mutex
		times := map[int64]int{}
		count := senderFunc(func(_ context.Context, m backend.Mail) error {
			mu.Lock()
			defer mu.Unlock()
			times[m.ID]++
			return nil
		})
		const many = 200
		for id := int64(1); id <= many; id += 20 {
			var some []backend.Mail
			for i := range int64(20) {
				some = append(some, numbered(id+i))
			}
			q.write(q.db, some...)
		}
		for range 3 {
			q.run(q.replica(), count, atNoon)
		}
		eventually(t, "all to leave", func() bool { mu.Lock(); defer mu.Unlock(); return len(times) == many })
		mu.Lock()
		defer mu.Unlock()
		for id, n := range times {
			if n != 1 {
				t.Errorf("%d was sent %d times", id, n)
			}
		}
	})
}

func TestPostmanIsCutOff(t *testing.T) {
	t.Parallel()

	t.Run("and the next process sends what it had begun", func(t *testing.T) {
		t.Parallel()
		q := newQueue(t)
		q.write(q.db, numbered(1))
		begun := make(chan struct{})
		stop := q.run(q.db, senderFunc(func(ctx context.Context, _ backend.Mail) error {
			close(begun)
			<-ctx.Done() // a server that does not answer
			return ctx.Err()
		}), atNoon)
		<-begun
		if left := q.left(noon); len(left) != 0 {
			t.Fatalf("another process could take %v meanwhile", left)
		}
		stop()
		box := &mail.Box{}
		q.run(q.replica(), box, atNoon)
		eventually(t, "the message", func() bool { mails, _ := box.Mails(); return len(mails) == 1 })
	})

	t.Run("without a word, and the message is taken again later", func(t *testing.T) {
		t.Parallel()
		q, box := newQueue(t), &mail.Box{}
		q.write(q.db, numbered(1))
		// A process that died right after it took the message.
		if mails, err := q.db.TakeMails(t.Context(), noon, noon.Add(time.Minute), 4); err != nil || len(mails) != 1 {
			t.Fatal(mails, err)
		}
		q.run(q.replica(), box, func() time.Time { return noon.Add(time.Minute) })
		eventually(t, "the message", func() bool { mails, _ := box.Mails(); return len(mails) == 1 })
	})
}

func TestPostmanDropsWhatIsOfNoUse(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	late, fresh, unwanted, old := numbered(1), numbered(2), numbered(3), numbered(4)
	late.Expires, fresh.Expires = noon.Add(10*time.Minute), noon.Add(24*time.Hour+time.Minute)
	q.write(q.db, late, fresh, unwanted, old)
	// What another key sealed does not open.
	other, err := seal.Ephemeral()
	if err != nil {
		t.Fatal(err)
	}
	stranger := &queue{t: t, url: q.url, box: other}
	q.write(stranger.replica(), numbered(5))

	box, rows := &mail.Box{}, &noting{DB: q.db, ended: map[int64]string{}}
	q.run(rows, senderFunc(func(ctx context.Context, m backend.Mail) error {
		switch m.ID {
		case 3:
			return &mail.Refused{Code: 550}
		case 4:
			return &mail.Trouble{Stage: "connect", Cause: errors.New("connection refused")}
		}
		return box.Send(ctx, m)
	}), func() time.Time { return noon.Add(24 * time.Hour) })
	eventually(t, "all to be settled", func() bool { return len(rows.codes()) == 5 })

	want := map[int64]string{1: backend.MailExpired, 2: "", 3: backend.MailRefused, 4: backend.MailGivenUp, 5: backend.MailBroken}
	if diff := cmp.Diff(want, rows.codes()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if mails, _ := box.Mails(); len(mails) != 1 || mails[0].ID != 2 {
		t.Errorf("sent: %v", mails)
	}
	if left := q.left(noon.AddDate(1, 0, 0)); len(left) != 0 {
		t.Errorf("%v are left", left)
	}
	for _, secret := range []string{"ana", "482", "prado", "código"} {
		if strings.Contains(strings.ToLower(q.log.String()), secret) {
			t.Errorf("the log tells %q:\n%s", secret, q.log)
		}
	}
}

func TestPostmanIsPatient(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rows := &paper{mails: []backend.WaitingMail{{Mail: numbered(1)}}, due: time.Now()}
		rows.mails[0].At = time.Now()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		began := time.Now()
		var tried []time.Duration
		postman := mail.NewPostman(rows, senderFunc(func(context.Context, backend.Mail) error {
			tried = append(tried, time.Since(began).Round(5*time.Second))
			return &mail.Trouble{Stage: "send", Code: 451}
		}), time.Now, time.Second, slog.New(slog.DiscardHandler))
		go postman.Run(ctx)
		time.Sleep(26 * time.Hour) // of the bubble's clock
		cancel()
		synctest.Wait()
		first := []time.Duration{0, 5 * time.Second, 20 * time.Second, 65 * time.Second, 200 * time.Second, 605 * time.Second}
		if diff := cmp.Diff(first, tried[:6]); diff != "" {
			t.Errorf("the first tries (-want +got)\n%s", diff)
		}
		if last := tried[len(tried)-1]; last < 24*time.Hour || last > 25*time.Hour || rows.ended != backend.MailGivenUp {
			t.Errorf("%d tries, the last after %v, ended as %q", len(tried), last, rows.ended)
		}
	})
}

// noting is the queue, and what became of each message.
type noting struct {
	*postgres.DB
	mu    sync.Mutex
	ended map[int64]string
}

func (n *noting) EndMail(ctx context.Context, now time.Time, id int64, code string) error {
	err := n.DB.EndMail(ctx, now, id, code)
	n.mu.Lock()
	defer n.mu.Unlock()
	if err == nil {
		n.ended[id] = code
	}
	return err
}

func (n *noting) codes() map[int64]string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return maps.Clone(n.ended)
}

// paper is a queue of one message on paper, for a day that passes in no time.
type paper struct {
	mails []backend.WaitingMail
	due   time.Time
	ended string
}

func (p *paper) TakeMails(_ context.Context, now, until time.Time, _ int) ([]backend.WaitingMail, error) {
	if p.ended != "" || now.Before(p.due) {
		return nil, nil
	}
	p.due = until
	p.mails[0].Tries++
	return p.mails, nil
}

func (p *paper) PutOffMail(_ context.Context, _ int64, due time.Time) error { p.due = due; return nil }

func (p *paper) EndMail(_ context.Context, _ time.Time, _ int64, code string) error {
	p.ended = code
	return nil
}

func (p *paper) MailQueued() <-chan struct{} { return nil }
