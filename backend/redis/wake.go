package redis

import "context"

// Publish tells every replica that listens. It is a hint: who is away misses it.
func (c *Client) Publish(ctx context.Context, channel, text string) error {
	return c.call(func() error { return c.rdb.Publish(ctx, "guiche:"+channel, text).Err() })
}

// Subscribe listens until ctx or the client ends, and closes the channel then.
// It comes back by itself after Redis was away; what was said meanwhile is lost.
func (c *Client) Subscribe(ctx context.Context, channel string) <-chan string {
	heard := make(chan string)
	listener := c.rdb.Subscribe(ctx, "guiche:"+channel)
	c.running.Go(func() {
		defer close(heard)
		defer listener.Close()
		messages := listener.Channel()
		for {
			select {
			case <-ctx.Done():
				return
			case <-c.background.Done():
				return
			case m, ok := <-messages:
				if !ok {
					return
				}
				select {
				case heard <- m.Payload:
				case <-ctx.Done():
					return
				case <-c.background.Done():
					return
				}
			}
		}
	})
	return heard
}
