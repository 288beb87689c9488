package backend

import (
	"context"

	"guiche/backend/access"
)

// Preference is something that a person may choose for all chats linked to them.
type Preference string

// The preferences.
const (
	// DraftReminders: one message when a draft was left lying.
	DraftReminders Preference = "draft_reminders"
	// RequestNews: a message when a request in one's name is sent, answered or
	// cancelled.
	RequestNews Preference = "request_news"
)

// Choice is what a person chose; the zero Choice is that nobody was asked yet.
type Choice string

// The choices.
const (
	Unasked Choice = ""
	Yes     Choice = "yes"
	No      Choice = "no"
)

type preferenceRows interface {
	// Preference tells what somebody chose, as last committed.
	Preference(ctx context.Context, of access.Actor, p Preference) (Choice, error)
	// PreferencesOf tells all that each of several chose.
	PreferencesOf(ctx context.Context, of []access.Actor) (map[access.Actor]map[Preference]Choice, error)
	// SetPreference queues a choice; it takes the place of the one before.
	SetPreference(of access.Actor, p Preference, c Choice)
	// WhoChose tells which of those of a role chose so.
	WhoChose(ctx context.Context, role access.Role, ids []int64, p Preference, c Choice) ([]int64, error)
}

// Preference tells what the actor chose.
func (s *Service) Preference(ctx context.Context, tx Tx, actor access.Actor, p Preference) (Choice, error) {
	if err := may(actor, access.Choose, access.Resource{Kind: access.KindPreference}); err != nil {
		return Unasked, err
	}
	return tx.Preference(ctx, actor, p)
}

// Choose keeps a choice of the actor, and notes that it was made.
func (s *Service) Choose(tx Tx, actor access.Actor, p Preference, c Choice) error {
	if err := may(actor, access.Choose, access.Resource{Kind: access.KindPreference}); err != nil {
		return err
	}
	tx.SetPreference(actor, p, c)
	tx.Audit(Event{Actor: actor, Action: access.Choose, Kind: "preference", ID: actor.ID, Code: string(p) + ":" + string(c)})
	return nil
}
