package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const secretHeader = "X-Telegram-Bot-Api-Secret-Token"

// hook is a webhook in force. Its fields are guarded by updateQueue.mu but for
// those set once.
type hook struct {
	url, secret string
	slots       chan struct{} // max_connections
	ctx         context.Context
	stop        context.CancelFunc
	lanes       map[laneKey][]*update // a lane exists while a goroutine serves it
	client      *http.Client

	errAt   int64
	errText string
}

func (s *Server) setWebhook(c *call) (any, *refusal) {
	address := c.str("url")
	if address == "" {
		return s.deleteWebhook(c)
	}
	secret := c.str("secret_token")
	if !isSecret(secret) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	if !isHook(address) {
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	var kinds []string
	if refused := c.json("allowed_updates", &kinds); refused != nil {
		return nil, refused
	}
	connections := c.int("max_connections")
	if connections < 1 || connections > 100 {
		connections = 40
	}
	h := &hook{
		url: address, secret: secret, slots: make(chan struct{}, connections),
		lanes: map[laneKey][]*update{}, client: s.hookClient(int(connections)),
	}
	h.ctx, h.stop = context.WithCancel(s.ctx)
	s.replaceHook(h, kinds, c.bool("drop_pending_updates"))
	return true, nil
}

func (s *Server) deleteWebhook(c *call) (any, *refusal) {
	s.replaceHook(nil, nil, c.bool("drop_pending_updates"))
	return true, nil
}

// replaceHook puts h in force (nil: none); what waits is handed over.
func (s *Server) replaceHook(h *hook, kinds []string, drop bool) {
	q := &s.updates
	q.mu.Lock()
	if q.closed {
		q.mu.Unlock()
		return
	}
	var idle []*room
	if q.hook != nil {
		q.hook.stop()
		q.hook.client.CloseIdleConnections()
	}
	q.hook = h
	q.allow(kinds)
	if drop {
		idle = q.confirm(q.next)
	}
	if h != nil {
		q.end("terminated by setWebhook request")
		for _, u := range q.pending {
			if !u.done {
				s.deliver(h, u)
			}
		}
	}
	q.mu.Unlock()
	s.tellIdle(idle)
}

func (s *Server) hookClient(connections int) *http.Client {
	if s.opts.WebhookClient != nil {
		return s.opts.WebhookClient
	}
	return &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: connections, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// isHook takes plain HTTP on loopback beside HTTPS, as a local server does.
func isHook(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && u.Host != "" && isWebApp(raw)
}

func isSecret(secret string) bool {
	return len(secret) <= 256 && strings.Trim(secret,
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == ""
}

func (s *Server) getWebhookInfo(*call) (any, *refusal) {
	var info struct {
		URL      string   `json:"url"`
		Cert     bool     `json:"has_custom_certificate"`
		Pending  int      `json:"pending_update_count"`
		ErrAt    int64    `json:"last_error_date,omitempty"`
		ErrText  string   `json:"last_error_message,omitempty"`
		MaxConns int      `json:"max_connections,omitempty"`
		Allowed  []string `json:"allowed_updates,omitempty"`
	}
	q := &s.updates
	q.mu.Lock()
	defer q.mu.Unlock()
	info.Pending = q.count()
	for k := range q.allowed {
		info.Allowed = append(info.Allowed, k)
	}
	if h := q.hook; h != nil {
		info.URL, info.MaxConns = h.url, cap(h.slots)
		info.ErrAt, info.ErrText = h.errAt, h.errText
	}
	return info, nil
}

// deliver appends u to its lane and starts the lane's goroutine if it slept.
// The caller holds the queue's lock.
func (s *Server) deliver(h *hook, u *update) {
	queue, running := h.lanes[u.lane]
	h.lanes[u.lane] = append(queue, u)
	if !running {
		s.wg.Go(func() { s.serveLane(h, u.lane) })
	}
}

// serveLane pushes a lane's updates one after another until none is left.
func (s *Server) serveLane(h *hook, key laneKey) {
	q := &s.updates
	attempt := 0
	for {
		q.mu.Lock()
		for len(h.lanes[key]) > 0 && h.lanes[key][0].done {
			h.lanes[key] = h.lanes[key][1:]
		}
		if len(h.lanes[key]) == 0 || h.ctx.Err() != nil {
			delete(h.lanes, key)
			q.mu.Unlock()
			return
		}
		u := h.lanes[key][0]
		q.mu.Unlock()

		answer, after, err := s.pushOnce(h, u)
		if err == nil {
			attempt = 0
			s.delivered(u)
			s.runAnswer(answer)
			continue
		}
		if h.ctx.Err() != nil {
			continue
		}
		q.mu.Lock()
		h.errAt, h.errText = s.now().Unix(), err.Error()
		q.mu.Unlock()
		s.opts.Logger.Debug("webhook push failed", "update_id", u.id, "attempt", attempt, "err", err)
		s.pause(h.ctx, max(after, s.backOff(attempt)))
		attempt++
	}
}

func (s *Server) delivered(u *update) {
	s.updates.mu.Lock()
	idle := s.updates.finish(u)
	s.updates.mu.Unlock()
	if idle {
		s.tellIdle([]*room{u.chat})
	}
}

func (s *Server) backOff(attempt int) time.Duration {
	wait := s.opts.RetryMin << min(attempt, 20)
	if wait <= 0 || wait > s.opts.RetryMax {
		return s.opts.RetryMax
	}
	return wait
}

// pushOnce posts one update. Its error names no content.
func (s *Server) pushOnce(h *hook, u *update) (answer []byte, after time.Duration, err error) {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-h.ctx.Done():
		return nil, 0, h.ctx.Err()
	}
	o := s.orders.takePush(u)
	if o != nil {
		if !s.pause(h.ctx, o.Delay) {
			return nil, 0, h.ctx.Err()
		}
		if o.CutBefore || o.Status != 0 {
			return nil, time.Duration(o.RetryAfter) * time.Second, fmt.Errorf("wrong response from the webhook: ordered")
		}
	}
	ctx, cancel := context.WithTimeout(h.ctx, s.opts.WebhookTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(u.raw))
	if err != nil {
		return nil, 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		req.Header.Set(secretHeader, h.secret)
	}
	resp, err := h.client.Do(req)
	if err != nil {
		return nil, 0, fmt.Errorf("connection to the webhook failed")
	}
	defer resp.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	switch {
	case err != nil:
		return nil, 0, fmt.Errorf("read timeout expired")
	case resp.StatusCode < 200 || resp.StatusCode > 299:
		seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		return nil, time.Duration(seconds) * time.Second,
			fmt.Errorf("wrong response from the webhook: %s", resp.Status)
	case o != nil && o.Cut:
		return nil, 0, fmt.Errorf("connection to the webhook failed: ordered")
	}
	return answer, 0, nil
}

// runAnswer makes the call that a webhook put into its answer, if any. Its
// result is lost, as with Telegram.
func (s *Server) runAnswer(body []byte) {
	var head struct {
		Method string `json:"method"`
	}
	if len(body) == 0 || json.Unmarshal(body, &head) != nil || head.Method == "" {
		return
	}
	name := strings.ToLower(head.Method)
	run, known := s.methods[name]
	c := &call{name: name, params: map[string]string{}, done: s.ctx.Done()}
	if !known || name == "getupdates" || c.setJSON(body) != nil {
		return
	}
	s.calls.count(name)
	_, _ = s.run(run, c)
}
