package papers

import (
	"container/list"
	"sync"
)

// cache keeps the small pictures made last: an odontogram comes back when a tap is
// taken back, and the first one of a form is the same for everybody.
type cache struct {
	mu    sync.Mutex
	size  int
	order *list.List // of entry, the one used last in front
	byKey map[string]*list.Element
}

type entry struct {
	key   string
	sheet Sheet
}

// maxKept is what the cache holds, in bytes.
const maxKept = 16 << 20

func newCache() *cache { return &cache{order: list.New(), byKey: make(map[string]*list.Element)} }

func (c *cache) get(key string) (Sheet, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, ok := c.byKey[key]
	if !ok {
		return Sheet{}, false
	}
	c.order.MoveToFront(at)
	return at.Value.(entry).sheet, true
}

// put keeps a sheet; one without a key is not kept.
func (c *cache) put(key string, s Sheet) {
	if key == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.byKey[key]; known {
		return
	}
	c.byKey[key] = c.order.PushFront(entry{key, s})
	c.size += len(s.Content)
	for c.size > maxKept {
		last := c.order.Remove(c.order.Back()).(entry)
		delete(c.byKey, last.key)
		c.size -= len(last.sheet.Content)
	}
}
