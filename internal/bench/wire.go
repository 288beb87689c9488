package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"net/http/httputil"
	"strconv"
)

// The HTTP of this server is written by hand: it shares two processors with what
// it measures, and net/http would take twice as much of them. It reads what
// Go's client sends, and nothing else.

// query is a request; its parts are good until the next one.
type query struct {
	path, kind []byte
	body       []byte
}

func (q *query) reader() io.ReadCloser { return io.NopCloser(bytes.NewReader(q.body)) }

// serve answers one connection until the other side closes it.
func (a *api) serve(c net.Conn) {
	defer c.Close()
	in := bufio.NewReaderSize(c, 16<<10)
	var (
		q         query
		out, head []byte
	)
	for {
		if err := q.read(in); err != nil {
			return
		}
		out = a.respond(out[:0], &q)
		head = append(head[:0], "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "...)
		head = strconv.AppendInt(head, int64(len(out)), 10)
		head = append(head, "\r\n\r\n"...)
		head = append(head, out...)
		if _, err := c.Write(head); err != nil {
			return
		}
	}
}

var errRequest = errors.New("not a request that this server reads")

func (q *query) read(in *bufio.Reader) error {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return err
	}
	_, rest, ok := bytes.Cut(line, []byte(" "))
	path, _, ok2 := bytes.Cut(rest, []byte(" "))
	if !ok || !ok2 {
		return errRequest
	}
	q.path, q.kind = append(q.path[:0], path...), q.kind[:0]
	length, chunked := 0, false
	for {
		if line, err = in.ReadSlice('\n'); err != nil {
			return err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		name, value, _ := bytes.Cut(line, []byte(": "))
		switch {
		case bytes.EqualFold(name, []byte("Content-Length")):
			if length, err = strconv.Atoi(string(value)); err != nil {
				return errRequest
			}
		case bytes.EqualFold(name, []byte("Content-Type")):
			q.kind = append(q.kind, value...)
		case bytes.EqualFold(name, []byte("Transfer-Encoding")):
			chunked = true
		}
	}
	if chunked { // a call without arguments
		if q.body, err = io.ReadAll(httputil.NewChunkedReader(in)); err != nil {
			return err
		}
		_, err = in.ReadSlice('\n')
		return err
	}
	if cap(q.body) < length {
		q.body = make([]byte, length)
	}
	q.body = q.body[:length]
	_, err = io.ReadFull(in, q.body)
	return err
}
