package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// maxConnections is what Telegram allows and the bot asks for.
const maxConnections = 100

// pusher brings updates to a webhook over up to a hundred connections. A person
// has one update on its way at a time, so each chat keeps its order.
type pusher struct {
	addr    string
	head    string
	updates chan []byte
	last    atomic.Int64
	again   atomic.Int64 // pushes that had to be repeated
	ended   chan struct{}
	wg      sync.WaitGroup
}

func newPusher(address, secret string) (*pusher, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.Host == "" {
		return nil, errors.New("the webhook is not on loopback")
	}
	p := &pusher{
		addr: u.Host, updates: make(chan []byte, 1<<16), ended: make(chan struct{}),
		head: "POST " + u.RequestURI() + " HTTP/1.1\r\nHost: " + u.Host + "\r\nContent-Type: application/json\r\n" +
			"X-Telegram-Bot-Api-Secret-Token: " + secret + "\r\nContent-Length: ",
	}
	p.last.Store(firstUpdate)
	for range maxConnections {
		p.wg.Go(p.work)
	}
	return p, nil
}

func (p *pusher) put(body []byte) {
	select {
	case p.updates <- body:
	case <-p.ended:
	}
}

func (p *pusher) stop() {
	close(p.ended)
	p.wg.Wait()
}

// work pushes one update after another over a connection of its own; what was
// not answered with 200 is brought again.
func (p *pusher) work() {
	var line *connection
	defer func() { line.close() }()
	for {
		var body []byte
		select {
		case body = <-p.updates:
		case <-p.ended:
			return
		}
		update := appendUpdate(nil, p.last.Add(1), body)
		for {
			var err error
			if line == nil {
				line, err = dial(p.addr)
			}
			if err == nil {
				err = line.push(p.head, update)
			}
			if err == nil {
				break
			}
			p.again.Add(1)
			line.close()
			line = nil
			select {
			case <-time.After(100 * time.Millisecond):
			case <-p.ended:
				return
			}
		}
	}
}

// connection is a kept one; written by hand to leave the processors to the bot.
type connection struct {
	net.Conn
	in  *bufio.Reader
	out []byte
}

func dial(addr string) (*connection, error) {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &connection{Conn: c, in: bufio.NewReader(c)}, nil
}

func (c *connection) close() {
	if c != nil {
		_ = c.Close()
	}
}

func (c *connection) push(head string, update []byte) error {
	c.out = append(c.out[:0], head...)
	c.out = strconv.AppendInt(c.out, int64(len(update)), 10)
	c.out = append(c.out, "\r\n\r\n"...)
	c.out = append(c.out, update...)
	if _, err := c.Write(c.out); err != nil {
		return err
	}
	resp, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("answered %d", resp.StatusCode)
	}
	return err
}
