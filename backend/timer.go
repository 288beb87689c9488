package backend

import "time"

// Timer is work for a chat at a time: it becomes a turn of the chat. A chat has
// one of each name; setting it again moves it.
type Timer struct {
	Chat  ChatKey
	Name  string
	DueAt time.Time
}

type timerRows interface {
	// SetTimer queues setting or moving a timer.
	SetTimer(Timer)
	// DropTimer queues taking a timer away; one that is not there is no error.
	DropTimer(chat ChatKey, name string)
}
