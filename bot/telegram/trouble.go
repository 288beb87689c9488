package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"hash/maphash"
	"strconv"

	"guiche/bot"
)

// trouble logs the beginning of an outage, once, and waits it out.
func (p *Poller) trouble(ctx context.Context, err error, tries int) {
	if ctx.Err() != nil {
		return
	}
	wait := backoff(tries)
	if told, ok := errors.AsType[*bot.RetryAfter](err); ok {
		wait = told.After
	}
	if !p.failing {
		p.failing = true
		p.log.Warn("telegram: polling fails and is tried again", "error", err)
	}
	sleep(ctx, wait)
}

func (p *Poller) recovered() {
	if p.failing {
		p.failing = false
		p.log.Info("telegram: polling works again")
	}
}

// maxOdd bounds the memory for unreadable updates.
const maxOdd = 1024

// countOnce leaves out an update without a readable number: it could not be told
// from its own repetition. It comes again with every page until a later update
// moves the offset past it, and is counted once.
func (p *Poller) countOnce(raw json.RawMessage) {
	mark := maphash.Bytes(p.seed, raw)
	if p.odd[mark] {
		return
	}
	if len(p.odd) >= maxOdd {
		clear(p.odd)
	}
	p.odd[mark] = true
	p.unreadable++
	p.log.Warn("telegram: an update without a readable update_id is left out", "bytes", len(raw), "so_far", p.unreadable)
}

const idKey = `{"update_id":`

// peekID reads the number of an update, the usual way without decoding it.
func peekID(raw json.RawMessage) int64 {
	if len(raw) > len(idKey) && string(raw[:len(idKey)]) == idKey {
		end := len(idKey)
		for end < len(raw) && raw[end] >= '0' && raw[end] <= '9' {
			end++
		}
		if end < len(raw) && (raw[end] == ',' || raw[end] == '}') {
			id, _ := strconv.ParseInt(string(raw[len(idKey):end]), 10, 64)
			return id
		}
	}
	return readID(raw)
}
