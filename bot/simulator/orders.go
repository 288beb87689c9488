package simulator

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// What an Order can be for besides a Bot API method.
const (
	Webhook  = "webhook"  // the push of an update
	Download = "download" // GET /file/…
)

// Order makes the next matching calls go wrong.
type Order struct {
	Method string // a Bot API method, Webhook or Download; empty: any Bot API method
	Chat   int64  // 0: any
	Times  int    // 0 is once, -1 until ClearOrders
	Match  func(Call) bool

	Status      int // answer this without doing anything; 502 answers an HTML page
	Description string
	RetryAfter  int   // seconds; alone it means 429
	MigrateTo   int64 // alone it means 400

	Delay     time.Duration // before anything else
	CutBefore bool          // close the socket and do nothing
	Cut       bool          // do it, then close the socket without an answer

	Piece    int           // a download comes in pieces of so many bytes …
	Pace     time.Duration // … with this pause after each
	Truncate int           // a download's socket closes after so many bytes
}

// Call is what an order's Match sees.
type Call struct {
	Method string
	Chat   int64
	Params map[string]string // parameters, objects as JSON; of a push the key "update"
}

type orderBook struct {
	active atomic.Int64 // lets the usual case, no order, pass without a lock
	mu     sync.Mutex
	list   []*Order
}

// Order takes effect at once, after the orders given before it.
func (s *Server) Order(o Order) {
	if o.Times == 0 {
		o.Times = 1
	}
	switch {
	case o.Status != 0:
	case o.RetryAfter != 0:
		o.Status = http.StatusTooManyRequests
	case o.MigrateTo != 0:
		o.Status = http.StatusBadRequest
	}
	s.orders.mu.Lock()
	defer s.orders.mu.Unlock()
	s.orders.list = append(s.orders.list, &o)
	s.orders.active.Add(1)
}

// ClearOrders forgets what was not used up.
func (s *Server) ClearOrders() {
	s.orders.mu.Lock()
	defer s.orders.mu.Unlock()
	s.orders.list = nil
	s.orders.active.Store(0)
}

// Orders says how many orders are still to be used up.
func (s *Server) Orders() int { return int(s.orders.active.Load()) }

func (b *orderBook) take(method string, c *call) *Order {
	if b.active.Load() == 0 {
		return nil
	}
	return b.match(Call{Method: method, Chat: c.int("chat_id"), Params: c.params})
}

func (b *orderBook) takePush(u *update) *Order {
	if b.active.Load() == 0 {
		return nil
	}
	return b.match(Call{Method: Webhook, Chat: u.chat.id, Params: map[string]string{"update": string(u.raw)}})
}

func (b *orderBook) takeDownload(path string) *Order {
	if b.active.Load() == 0 {
		return nil
	}
	return b.match(Call{Method: Download, Params: map[string]string{"path": path}})
}

func (b *orderBook) match(c Call) *Order {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i, o := range b.list {
		special := c.Method == Webhook || c.Method == Download
		if o.Method == "" && special || o.Method != "" && !strings.EqualFold(o.Method, c.Method) {
			continue
		}
		if o.Chat != 0 && o.Chat != c.Chat || o.Match != nil && !o.Match(c) {
			continue
		}
		if o.Times > 0 {
			o.Times--
			if o.Times == 0 {
				b.list = slices.Delete(b.list, i, i+1)
				b.active.Add(-1)
			}
		}
		taken := *o
		return &taken
	}
	return nil
}

const badGateway = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n" +
	"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"

func writeOrdered(w http.ResponseWriter, o *Order) {
	if o.Status == http.StatusBadGateway && o.Description == "" {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(o.Status)
		_, _ = w.Write([]byte(badGateway))
		return
	}
	r := &refusal{Code: o.Status, Description: o.Description}
	switch {
	case o.MigrateTo != 0:
		r = migrated(o.MigrateTo)
	case o.Status == http.StatusTooManyRequests:
		r = tooMany(max(o.RetryAfter, 1))
	case r.Description != "":
	case o.Status == http.StatusForbidden:
		r = errBlocked
	default:
		r.Description = http.StatusText(o.Status)
	}
	writeRefusal(w, r)
}

// pause waits; false when the context or the server ended first.
func (s *Server) pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
	case <-s.ctx.Done():
	}
	return false
}
