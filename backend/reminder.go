package backend

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
)

// What an operator that says nothing else gets.
const (
	draftDays     = 30
	reminderHours = 4
)

// Nobody is reminded of a draft at night; what comes due then waits for the
// morning.
const (
	wakes   = 8 * 60 // minutes after midnight, in São Paulo
	sleeps  = 20 * 60
	morning = 9 * 60
)

func (o Operator) validateDrafts() error {
	if o.DraftDays < 0 || o.ReminderHours < -1 {
		return errors.New("draft_days is a number of days, reminder_hours one of hours or -1 for none")
	}
	if o.LookUpsPerHour < 0 {
		return errors.New("look_ups_per_hour is a number, 0 for the usual one")
	}
	return nil
}

// DraftLife is how long a draft lies untouched before it is removed.
func (o Operator) DraftLife() time.Duration {
	days := o.DraftDays
	if days == 0 {
		days = draftDays
	}
	return time.Duration(days) * 24 * time.Hour
}

// RemindAt is when a draft that was touched last then is reminded of; false where
// the operator wants none.
func (o Operator) RemindAt(touched time.Time) (time.Time, bool) {
	hours := o.ReminderHours
	if hours == 0 {
		hours = reminderHours
	}
	return waking(touched.Add(time.Duration(hours) * time.Hour)), hours > 0
}

// waking is t by day, else the morning after.
func waking(t time.Time) time.Time {
	day := calendar.DateOf(t)
	switch {
	case t.Before(day.At(wakes)):
		return day.At(morning)
	case !t.Before(day.At(sleeps)):
		return day.AddDays(1).At(morning)
	}
	return t
}

// A draft's timer is set once, with its first answer, and looks at its due time
// how the draft stands: filling it in costs nothing more.
//
//	first answer ──▶ set ──▶ due ──▶ touched since?  set anew, for the chat that did
//	                              ├─▶ gone, or nobody to be told?  nothing
//	                              └─▶ told, once
const draftTimer = "draft."

// DraftOfTimer reads the name of a draft's timer.
func DraftOfTimer(name string) (draft int64, ok bool) {
	id, ok := strings.CutPrefix(name, draftTimer)
	draft, err := strconv.ParseInt(id, 36, 64)
	return draft, ok && err == nil
}

func (s *Service) remind(tx Tx, d *Draft, at time.Time) {
	tx.SetTimer(Timer{Chat: d.Chat, Name: draftTimer + strconv.FormatInt(d.ID, 36), DueAt: at})
}

// remindLater sets the timer of a draft that was just touched; a message is not
// reminded of.
func (s *Service) remindLater(tx Tx, d *Draft) {
	if at, ok := s.operator.RemindAt(d.UpdatedAt); ok && d.Form.About == nil && d.Form.Inquiry == nil && d.Chat != (ChatKey{}) {
		s.remind(tx, d, at)
	}
}

// Forgotten is the draft whose timer came due in a chat, if its provider is to be
// told there and now; else nil. Where the draft was touched meanwhile, or from
// another phone of the clinic, the timer goes on from that.
func (s *Service) Forgotten(ctx context.Context, tx Tx, actor access.Actor, chat ChatKey, id int64) (*Draft, error) {
	d, err := s.Draft(ctx, tx, actor, id)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	due, ok := s.operator.RemindAt(d.UpdatedAt)
	switch {
	case !ok:
		return nil, nil
	case tx.Now().Before(due):
		s.remind(tx, d, due)
		return nil, nil
	case d.Chat != chat:
		s.remind(tx, d, tx.Now())
		return nil, nil
	}
	choice, err := s.Preference(ctx, tx, actor, DraftReminders)
	if err != nil || choice == No {
		return nil, err
	}
	return d, nil
}

// RemindAgain puts a reminder off, for a chat that is busy with something else.
func (s *Service) RemindAgain(tx Tx, d *Draft, in time.Duration) {
	s.remind(tx, d, waking(tx.Now().Add(in)))
}
