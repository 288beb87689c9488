package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
)

var errPage = errors.New("page of updates is cut short or not of its form")

// splitPage takes the answer of getUpdates apart into its updates without
// decoding them: one that is not valid inside costs itself, not its neighbours.
// It returns those that are whole even when the page ends too early.
func splitPage(page []byte) (updates []json.RawMessage, err error) {
	s := splitter{b: page}
	if !s.next('{') {
		return nil, errPage
	}
	for {
		key := s.value()
		if key == nil || !s.next(':') {
			return nil, errPage
		}
		if string(key) == `"result"` && s.next('[') {
			return s.elements()
		}
		if s.value() == nil || !s.next(',') {
			return nil, errPage
		}
	}
}

// splitter finds where values end by brackets and quotes alone.
type splitter struct {
	b []byte
	i int
}

func (s *splitter) space() {
	for s.i < len(s.b) && (s.b[s.i] == ' ' || s.b[s.i] == '\n' || s.b[s.i] == '\r' || s.b[s.i] == '\t') {
		s.i++
	}
}

// next steps over c if that is what follows.
func (s *splitter) next(c byte) bool {
	s.space()
	if s.i < len(s.b) && s.b[s.i] == c {
		s.i++
		return true
	}
	return false
}

// elements reads on after the opening bracket of an array.
func (s *splitter) elements() (out []json.RawMessage, err error) {
	if s.next(']') {
		return nil, nil
	}
	for {
		v := s.value()
		if v == nil {
			return out, errPage
		}
		switch {
		case s.next(','):
			out = append(out, v)
		case s.next(']'):
			return append(out, v), nil
		default:
			return out, errPage
		}
	}
}

// value steps over one value and returns it; nil when it does not end.
func (s *splitter) value() json.RawMessage {
	s.space()
	from, depth := s.i, 0
	for s.i < len(s.b) {
		switch s.b[s.i] {
		case '"':
			if !s.str() {
				return nil
			}
			if depth == 0 {
				return s.b[from:s.i:s.i]
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return s.scalar(from)
			}
			if depth--; depth == 0 {
				s.i++
				return s.b[from:s.i:s.i]
			}
		case ',', ':':
			if depth == 0 {
				return s.scalar(from)
			}
		}
		s.i++
	}
	return nil
}

// scalar is a number or word, which ends where something else begins.
func (s *splitter) scalar(from int) json.RawMessage {
	v := bytes.TrimRight(s.b[from:s.i:s.i], " \n\r\t")
	if len(v) == 0 {
		return nil
	}
	return v
}

// str steps over a string.
func (s *splitter) str() bool {
	for s.i++; ; s.i++ {
		at := bytes.IndexByte(s.b[s.i:], '"')
		if at < 0 {
			s.i = len(s.b)
			return false
		}
		s.i += at
		escapes := 0
		for s.b[s.i-1-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			s.i++
			return true
		}
	}
}
