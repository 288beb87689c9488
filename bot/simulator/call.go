package simulator

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// method answers one call of the bot: a result to marshal, or a refusal.
type method func(*Server, *call) (any, *refusal)

// call is one method call with its parameters, whatever form they came in.
type call struct {
	name   string
	params map[string]string // strings as they are, anything else as JSON text
	files  map[string]upload
	done   <-chan struct{} // closed when the caller is gone
}

type upload struct {
	name, mime string
	content    []byte
}

func (c *call) str(name string) string { return c.params[name] }

func (c *call) int(name string) int64 {
	n, _ := parseInt(c.params[name])
	return n
}

func (c *call) bool(name string) bool {
	v := strings.ToLower(c.params[name])
	return v == "true" || v == "1" || v == "yes"
}

// json reads a nested parameter; an absent one leaves v as it is.
func (c *call) json(name string, v any) *refusal {
	raw := c.params[name]
	if raw == "" || raw == "null" {
		return nil
	}
	if err := json.Unmarshal([]byte(raw), v); err != nil {
		return badRequest("can't parse " + strings.ReplaceAll(name, "_", " ") + " JSON object")
	}
	return nil
}

func parseInt(s string) (int64, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	return n, err == nil
}

func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request, name string) {
	key := strings.ToLower(name)
	run, known := s.methods[key]
	if !known {
		writeRefusal(w, errNoMethod)
		return
	}
	c, refused := readCall(w, r, key)
	if refused != nil {
		writeRefusal(w, refused)
		return
	}
	s.calls.count(key)
	o := s.orders.take(key, c)
	if o != nil && !s.obeyBefore(w, r, o) {
		return
	}
	result, refused := s.run(run, c)
	switch {
	case o != nil && o.Cut:
		panic(http.ErrAbortHandler) // the call counted, its answer is lost
	case refused != nil:
		writeRefusal(w, refused)
	default:
		writeResult(w, result)
	}
}

func (s *Server) run(run method, c *call) (any, *refusal) {
	if refused := s.limits.allow(c); refused != nil {
		return nil, refused
	}
	return run(s, c)
}

// obeyBefore does what an order wants before the call; false when that was the
// whole answer.
func (s *Server) obeyBefore(w http.ResponseWriter, r *http.Request, o *Order) bool {
	if !s.pause(r.Context(), o.Delay) {
		panic(http.ErrAbortHandler)
	}
	if o.CutBefore {
		panic(http.ErrAbortHandler)
	}
	if o.Status == 0 {
		return true
	}
	writeOrdered(w, o)
	return false
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func writeResult(w http.ResponseWriter, result any) {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	buf.WriteString(`{"ok":true,"result":`)
	if err := json.NewEncoder(buf).Encode(result); err != nil {
		writeRefusal(w, &refusal{Code: http.StatusInternalServerError, Description: "Internal Server Error"})
		return
	}
	buf.Truncate(buf.Len() - 1) // the encoder's newline
	buf.WriteByte('}')
	send(w, http.StatusOK, buf.Bytes())
}

func send(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// callCounts counts calls per method.
type callCounts struct{ byName sync.Map } // string → *atomic.Int64

func (c *callCounts) count(name string) {
	n, ok := c.byName.Load(name)
	if !ok {
		n, _ = c.byName.LoadOrStore(name, new(atomic.Int64))
	}
	n.(*atomic.Int64).Add(1)
}

// Calls says how often the bot called a method, refused calls included.
func (s *Server) Calls(method string) int {
	n, ok := s.calls.byName.Load(strings.ToLower(method))
	if !ok {
		return 0
	}
	return int(n.(*atomic.Int64).Load())
}
