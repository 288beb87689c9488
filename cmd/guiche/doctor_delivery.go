package main

import (
	"fmt"
	"time"

	"guiche/backend"
)

// overdue is how long a message may wait before somebody should look: longer than any
// pause that Telegram asks for.
const overdue = 15 * time.Minute

// delivery tells what people have not got yet. Chats that blocked the bot are no fault
// of the installation, but their people have to be called.
func (c *checkup) delivery(d backend.Delivery, err error) {
	if err == nil && d.Waiting > 0 && time.Since(d.Oldest) > overdue {
		err = fmt.Errorf("%d messages wait, the oldest since %s: is guiche running, and does Telegram answer?", d.Waiting, d.Oldest.Format(time.RFC3339))
	}
	c.note("delivery", err, deliverySaid(d))
}

func deliverySaid(d backend.Delivery) string {
	said := fmt.Sprintf("%d messages wait, %d for the end of silent hours", d.Waiting, d.Held)
	if d.Blocked > 0 {
		said += fmt.Sprintf("; %d chats blocked the bot while messages wait for them, the first since %s: call them", d.Blocked, d.BlockedSince.Format(time.RFC3339))
	}
	if d.Parked > 0 {
		said += fmt.Sprintf("; %d messages are set aside", d.Parked)
	}
	return said
}
