package copay

import (
	"slices"

	"guiche/backend/calendar"
)

// numbers are the numbers of an event's sessions in their count.
type numbers struct {
	first, last int64
	// low and high are how many are below and from the mark on.
	low, high int64
	// reset: an interruption came before. never: one came at any time, and the
	// reading is that the higher rate is gone for good.
	reset, never bool
	key          string
}

// counter is one count on its way.
type counter struct {
	n     int64
	last  calendar.Date
	never bool
}

// number numbers the sessions of all events but those taken back by a month, and
// tells where each count ends. In the order of settlement nothing that is paid later
// changes a number given before.
func (b *book) number(asOf Month) (map[*Event]numbers, map[string]*counter) {
	at := make(map[string]*counter)
	for _, c := range b.in.Opening.Sessions {
		k := at[b.key(c.Beneficiary, Kind(c.Therapy))]
		if k == nil {
			k = &counter{}
			at[b.key(c.Beneficiary, Kind(c.Therapy))] = k
		}
		k.n += c.Count
		if c.Last.After(k.last) {
			k.last = c.Last
		}
	}
	var counted []*Event
	for _, e := range b.events {
		if e.Kind.Group() == GroupIII && b.counts(e) && !b.takenBack(e, asOf) {
			counted = append(counted, e)
		}
	}
	if b.readings.SessionOrder == ByAttendance {
		slices.SortFunc(counted, byAttendance)
	}
	out := make(map[*Event]numbers, len(counted))
	for _, e := range counted {
		key := b.key(e.Beneficiary, e.Kind)
		k := at[key]
		if k == nil {
			k = &counter{}
			at[key] = k
		}
		out[e] = k.take(e, b.versionOf(e), b.readings.Reset, key)
	}
	return out, at
}

// take numbers the sessions of one event.
func (k *counter) take(e *Event, v *Version, reset Reset, key string) numbers {
	n := numbers{key: key}
	if !k.last.IsZero() && v.ResetMonths > 0 && !e.Attended.Before(k.last.AddMonths(v.ResetMonths)) {
		k.n, n.reset = 0, true
		k.never = k.never || reset == NeverAgain
	}
	n.first, n.last, n.never = k.n+1, k.n+e.Sessions, k.never
	k.n = n.last
	if e.last().After(k.last) {
		k.last = e.last()
	}
	if v.escalates(e.Kind) && !k.never {
		n.low = min(max(v.FromSession-n.first, 0), e.Sessions)
	} else {
		n.low = e.Sessions
	}
	n.high = e.Sessions - n.low
	return n
}

// counts tells whether an event's sessions are counted: not before the regulation
// (A31), and where excluded as the reading says (A10).
func (b *book) counts(e *Event) bool {
	if b.versionOf(e) == nil {
		return false
	}
	return !b.readings.SkipExcluded || b.excluded(e) == Charged
}

// key names the count that a session belongs to (A3).
func (b *book) key(beneficiary string, k Kind) string {
	switch b.readings.SessionScope {
	case PerBeneficiary:
		return beneficiary + "/" + anyone
	case PerTherapyOfFamily:
		return anyone + "/" + string(k)
	}
	return beneficiary + "/" + string(k)
}

// countOf writes a count as the contract hands it on.
func countOf(key string, n int64, last calendar.Date) Count {
	for i := len(key) - 1; i >= 0; i-- {
		if key[i] == '/' {
			return Count{Beneficiary: key[:i], Therapy: key[i+1:], Count: n, Last: last}
		}
	}
	return Count{Count: n, Last: last}
}
