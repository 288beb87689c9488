package simulator

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Options says which bot the server speaks for. Only Token is needed.
type Options struct {
	Token       string
	BotUsername string
	BotName     string
	// Now is the clock of dates, of the 48 hours of deleteMessage and of the
	// life of a callback query. Waiting (long polls, back-off) is real time.
	Now    func() time.Time
	Logger *slog.Logger

	// FirstID is the first update_id and message_id. Zero takes it from the
	// machine's clock, so that a simulator started anew never repeats the
	// numbers that a bot with a memory has seen.
	FirstID int64
	// Keep bounds the messages and taps remembered per chat; zero keeps all.
	Keep int
	// Limits answers 429 like the real servers; zero limits nothing.
	Limits Limits

	// RetryMin and RetryMax bound the growing pause before a webhook update is
	// pushed again (1 s and 1 min if zero).
	RetryMin, RetryMax time.Duration
	// WebhookTimeout bounds one push (60 s if zero).
	WebhookTimeout time.Duration
	// WebhookClient pushes the updates; its Timeout is not used.
	WebhookClient *http.Client
}

func (o Options) withDefaults() Options {
	if o.BotUsername == "" {
		o.BotUsername = "guiche_bot"
	}
	if o.BotName == "" {
		o.BotName = "Guichê"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.FirstID == 0 {
		o.FirstID = time.Now().Unix() - 1_735_689_600 // seconds since 2025: fits 31 bits for long
	}
	if o.RetryMin == 0 {
		o.RetryMin = time.Second
	}
	if o.RetryMax == 0 {
		o.RetryMax = time.Minute
	}
	if o.WebhookTimeout == 0 {
		o.WebhookTimeout = time.Minute
	}
	return o
}

// Server is one Bot API server with one bot.
type Server struct {
	opts Options
	bot  wireUser
	tag  string // random, part of every id handed out

	ctx  context.Context
	stop context.CancelFunc
	wg   sync.WaitGroup

	methods  map[string]method
	chats    chatTable
	ids      counter // message ids, one row for the whole bot as Telegram does
	files    fileStore
	updates  updateQueue
	taps     tapTable
	commands commandTable
	about    aboutTable
	orders   orderBook
	limits   limiter
	calls    callCounts
	watchers watcherSet
}

// New makes a server; Close ends it.
func New(opts Options) *Server {
	opts = opts.withDefaults()
	var random [6]byte
	_, _ = rand.Read(random[:]) // never fails
	s := &Server{opts: opts, tag: hex.EncodeToString(random[:]), methods: methodTable()}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.bot = wireUser{ID: botID(opts.Token), IsBot: true, FirstName: opts.BotName, Username: opts.BotUsername}
	s.chats.byID = map[int64]*room{}
	s.ids.next.Store(opts.FirstID)
	s.updates.init(opts)
	s.taps.init(random[:])
	s.commands.lists = map[commandKey][]wireCommand{}
	s.limits.init(opts.Limits)
	return s
}

// Close ends long polls and webhook pushes and waits for them.
func (s *Server) Close() {
	s.stop()
	s.updates.close()
	s.wg.Wait()
}

// Handler answers /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serveHTTP) }

func (s *Server) serveHTTP(w http.ResponseWriter, r *http.Request) {
	if rest, ok := strings.CutPrefix(r.URL.Path, "/file/bot"); ok {
		token, path, _ := strings.Cut(rest, "/")
		if !s.isToken(token) {
			writeRefusal(w, errUnauthorized)
			return
		}
		s.serveFile(w, r, path)
		return
	}
	rest, ok := strings.CutPrefix(r.URL.Path, "/bot")
	token, name, found := strings.Cut(rest, "/")
	switch {
	case !ok || !found || name == "":
		writeRefusal(w, errNotFound)
	case !s.isToken(token):
		writeRefusal(w, errUnauthorized)
	default:
		s.serveMethod(w, r, name)
	}
}

func (s *Server) isToken(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(s.opts.Token)) == 1
}

// botID is the number before the colon of a token, as with Telegram.
func botID(token string) int64 {
	head, _, _ := strings.Cut(token, ":")
	if id, ok := parseInt(head); ok && id > 0 {
		return id
	}
	return 7_000_000_001
}
