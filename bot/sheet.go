package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"guiche/dialogs"
)

const (
	// maxCaption is what a photo or document holds of text, in UTF-16 units after
	// its markup is read.
	maxCaption = 1024
	// drawPatience bounds the making of one paper.
	drawPatience = 10 * time.Second
	// showDrawing is after how long a person sees that a paper is being made.
	showDrawing = 400 * time.Millisecond
	// stillSending is how often the lease is renewed while a paper is on its way.
	stillSending = leaseSure / 2
)

var errNoPress = errors.New("bot: nobody draws papers here")

// draw makes the paper of a reply. Without one, which must hold up nobody, the
// reply goes as text; a text that is no caption goes as text, too.
func (c *courier) draw(ctx context.Context, p *post, r *dialogs.Reply) *Sheet {
	if r.Kind == dialogs.Screen && !fitsCaption(r.Text) {
		*r = r.WithoutPaper()
		return nil
	}
	s, err := c.make(ctx, p, *r.Paper)
	switch {
	case err == nil:
		return &s
	case ctx.Err() != nil:
		return nil
	}
	c.log.Error("a paper was not drawn; its message goes without", "paper", r.Paper.Name(), "error", err)
	*r = r.WithoutPaper()
	return nil
}

func (c *courier) make(ctx context.Context, p *post, paper dialogs.Paper) (Sheet, error) {
	if c.press == nil {
		return Sheet{}, errNoPress
	}
	what := SendingDocument
	if paper.Picture() {
		what = SendingPhoto
	}
	slow := time.AfterFunc(showDrawing, func() { c.working(p.key, what) })
	defer slow.Stop()
	ctx, cancel := context.WithTimeout(ctx, drawPatience)
	defer cancel()
	s, err := c.press.Make(ctx, paper)
	if err == nil && len(s.Content) == 0 {
		err = fmt.Errorf("bot: the paper is empty")
	}
	return s, err
}

// keepLead renews the lease of a chat until the returned function is called: an
// upload, or waiting for those of others, may take longer than a lease.
func (c *courier) keepLead(ctx context.Context, p *post) (stop func()) {
	if !c.shared {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	c.wg.Go(func() {
		again := time.NewTicker(stillSending)
		defer again.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-again.C:
				_, _ = c.store.Lead(ctx, c.now(), p.key) // else the lease is taken at the next message
			}
		}
	})
	return cancel
}

// fitsCaption tells whether a text in Telegram's HTML is short enough for a
// caption.
func fitsCaption(html string) bool {
	if len(html) <= maxCaption {
		return true
	}
	n := 0
	for html != "" {
		r, size := utf8.DecodeRuneInString(html)
		switch {
		case r == '<':
			if end := strings.IndexByte(html, '>'); end > 0 {
				html = html[end+1:]
				continue
			}
		case r == '&':
			if end := strings.IndexByte(html, ';'); end > 0 {
				size = end + 1
			}
		case r > 0xffff:
			n++
		}
		n++
		html = html[size:]
	}
	return n <= maxCaption
}
