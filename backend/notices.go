package backend

import (
	"context"
	"fmt"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
)

// Notices are how a person is told what nobody asked for: not at night, and by topic
// at once, in the morning, or not at all. The zero value is not what nobody chose:
// see UsualNotices.
type Notices struct {
	Quiet Quiet
	// Topics are those that the person may choose about, in one order.
	Topics []Topic
	Tell   map[Topic]Telling
}

// Quiet is the part of a day in which nobody is disturbed, in minutes after midnight;
// it may go over midnight. Where both are the same there is none.
type Quiet struct{ From, To int }

// UsualQuiet is what holds for whoever chose nothing.
var UsualQuiet = Quiet{From: 21 * 60, To: 7 * 60}

// Telling is when a topic is told.
type Telling string

// The tellings.
const (
	TellNow   Telling = "now"
	TellLater Telling = "later" // in the morning, with what else is told then
	TellNever Telling = "no"
)

// Preferences that notices are kept as; a topic has one of its own.
const (
	quietHours Preference = "quiet"
	tellOf     Preference = "tell:"
)

// noticeTopics are what each role may choose about. What was decided and what is asked
// may wait for the morning and cannot be switched off: somebody's treatment depends on
// it. A member's is RequestNews, which is off until it is chosen, and so are those about
// debits, which only a titular has.
var noticeTopics = map[access.Role]map[Topic][]Telling{
	access.Provider: {
		TopicDecision: {TellNow, TellLater}, TopicQuestion: {TellNow, TellLater}, TopicValidity: {TellNow, TellLater, TellNever},
		TopicInquiry: {TellNow, TellLater},
	},
	access.Auditor:   {TopicQuestion: {TellNow, TellLater}, TopicQueue: {TellNow, TellLater, TellNever}},
	access.Attendant: {TopicQueue: {TellNow, TellLater, TellNever}},
	access.Member: {
		TopicOwn: {TellNow, TellLater, TellNever}, TopicInquiry: {TellNow, TellLater},
		TopicClosed: {TellNever, TellNow, TellLater}, TopicDebit: {TellNever, TellNow},
	},
}

// NoticeTopics are the topics that a role may choose about, in one order.
func NoticeTopics(role access.Role) []Topic {
	var all []Topic
	for _, topic := range []Topic{TopicDecision, TopicQuestion, TopicValidity, TopicQueue, TopicOwn, TopicInquiry, TopicClosed, TopicDebit} {
		if _, ok := noticeTopics[role][topic]; ok {
			all = append(all, topic)
		}
	}
	return all
}

// Tellings are what a role may choose of a topic; the first is what holds unchosen.
func Tellings(role access.Role, topic Topic) []Telling { return noticeTopics[role][topic] }

// On tells whether there are quiet hours at all.
func (q Quiet) On() bool { return q.From != q.To }

// Valid tells whether both are minutes of a day.
func (q Quiet) Valid() bool {
	return q.From >= 0 && q.From < 24*60 && q.To >= 0 && q.To < 24*60
}

// String writes "2100-0700".
func (q Quiet) String() string {
	return fmt.Sprintf("%02d%02d-%02d%02d", q.From/60, q.From%60, q.To/60, q.To%60)
}

// ParseQuiet reads what String writes.
func ParseQuiet(s string) (Quiet, bool) {
	var from, to [2]int
	if n, err := fmt.Sscanf(s, "%2d%2d-%2d%2d", &from[0], &from[1], &to[0], &to[1]); n != 4 || err != nil {
		return Quiet{}, false
	}
	q := Quiet{From: from[0]*60 + from[1], To: to[0]*60 + to[1]}
	return q, q.Valid() && q.String() == s
}

// ends is when the quiet hours in which an instant lies are over, zero when it lies in
// none.
func (q Quiet) ends(now time.Time) time.Time {
	day := calendar.DateOf(now)
	for _, begin := range []calendar.Date{day.AddDays(-1), day} {
		end := begin
		if q.To <= q.From {
			end = begin.AddDays(1)
		}
		if q.On() && !now.Before(begin.At(q.From)) && now.Before(end.At(q.To)) {
			return end.At(q.To)
		}
	}
	return time.Time{}
}

// morning is the next time at which what may wait is told: the end of the quiet hours,
// of the usual ones for who has none.
func (q Quiet) morning(now time.Time) time.Time {
	at := q.To
	if !q.On() {
		at = UsualQuiet.To
	}
	day := calendar.DateOf(now)
	if t := day.At(at); t.After(now) {
		return t
	}
	return day.AddDays(1).At(at)
}

// telling is when a topic is told.
func (n Notices) telling(role access.Role, topic Topic) Telling {
	allowed := Tellings(role, topic)
	switch t := n.Tell[topic]; {
	case slices.Contains(allowed, t):
		return t
	case len(allowed) > 0:
		return allowed[0]
	}
	return TellNow
}

// Due is when a push leaves: zero is at once, and Drop is never. AwakeSince: see Push.
type Due struct {
	At, AwakeSince time.Time
	Drop           bool
}

// due is when a push leaves.
func (n Notices) due(p Push, now time.Time) Due {
	switch telling := n.telling(p.To.Role, p.Topic); {
	case p.Topic == TopicAccess || p.Urgent:
		return Due{}
	case telling == TellNever:
		return Due{Drop: true}
	case telling == TellLater:
		return Due{At: n.Quiet.morning(now)}
	}
	if at := n.Quiet.ends(now); !at.IsZero() {
		return Due{At: at, AwakeSince: now.Add(-lately)}
	}
	return Due{}
}

// lately is for how long somebody who did something counts as being at the counter.
const lately = 20 * time.Minute

// Schedule says when each push leaves, by what its receivers chose. Those without a
// topic cost no read.
func (s *Service) Schedule(ctx context.Context, tx Tx, pushes []Push) ([]Due, error) {
	var who []access.Actor
	for _, p := range pushes {
		if p.Topic != TopicAccess && !p.Urgent && !slices.Contains(who, p.To) {
			who = append(who, p.To)
		}
	}
	var chosen map[access.Actor]map[Preference]Choice
	if len(who) > 0 {
		var err error
		if chosen, err = tx.PreferencesOf(ctx, who); err != nil {
			return nil, err
		}
	}
	due := make([]Due, len(pushes))
	for i, p := range pushes {
		due[i] = noticesOf(chosen[p.To]).due(p, tx.Now())
	}
	return due, nil
}

func noticesOf(chosen map[Preference]Choice) Notices {
	n := Notices{Quiet: UsualQuiet, Tell: map[Topic]Telling{}}
	for name, choice := range chosen {
		if topic, ok := topicOf(name); ok {
			n.Tell[topic] = Telling(choice)
		}
	}
	if q, ok := ParseQuiet(string(chosen[quietHours])); ok {
		n.Quiet = q
	}
	return n
}

func topicOf(p Preference) (Topic, bool) {
	if len(p) <= len(tellOf) || p[:len(tellOf)] != tellOf {
		return "", false
	}
	return Topic(p[len(tellOf):]), true
}

// Notices are what the actor chose.
func (s *Service) Notices(ctx context.Context, tx Tx, actor access.Actor) (Notices, error) {
	if err := may(actor, access.Choose, access.Resource{Kind: access.KindPreference}); err != nil {
		return Notices{}, err
	}
	chosen, err := tx.PreferencesOf(ctx, []access.Actor{actor})
	if err != nil {
		return Notices{}, err
	}
	n := noticesOf(chosen[actor])
	n.Topics = NoticeTopics(actor.Role)
	if actor.Role == access.Member {
		titular, err := s.titular(ctx, tx, actor)
		if err != nil {
			return Notices{}, err
		}
		n.Topics = slices.DeleteFunc(n.Topics, func(topic Topic) bool { return !titular && ofDebits(topic) })
	}
	for _, topic := range n.Topics {
		n.Tell[topic] = n.telling(actor.Role, topic)
	}
	if actor.Role == access.Member && chosen[actor][RequestNews] != Yes {
		n.Tell[TopicOwn] = TellNever // until it is chosen
	}
	return n, nil
}

// SetQuiet keeps the actor's quiet hours.
func (s *Service) SetQuiet(tx Tx, actor access.Actor, q Quiet) error {
	if !q.Valid() {
		return ErrNotFound
	}
	return s.Choose(tx, actor, quietHours, Choice(q.String()))
}

// SetTelling keeps when the actor is told of a topic; ErrNotFound for what he cannot
// choose.
func (s *Service) SetTelling(ctx context.Context, tx Tx, actor access.Actor, topic Topic, t Telling) error {
	if !slices.Contains(Tellings(actor.Role, topic), t) {
		return ErrNotFound
	}
	if topic == TopicOwn { // whether is one choice with the menu's, when is another
		choice := Yes
		if t == TellNever {
			choice = No
		}
		if err := s.Choose(tx, actor, RequestNews, choice); err != nil || t == TellNever {
			return err
		}
	}
	if ofDebits(topic) {
		if err := s.chooseDebits(ctx, tx, actor, topic, t); err != nil {
			return err
		}
	}
	return s.Choose(tx, actor, tellOf+Preference(topic), Choice(t))
}
