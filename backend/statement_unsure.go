package backend

import (
	"slices"

	"guiche/backend/copay"
)

// sessionReadings are those under which the past counts sessions in another way.
var sessionReadings = []string{"session_scope", "session_order", "reset", "count_excluded_sessions"}

// unsure tries the other values of each reading that was not confirmed. Most need the
// month alone, on top of the sessions before it; those about sessions need the past.
func (s *Statement) unsure(m copay.Month, r AccountMonth) []string {
	if len(s.account.Unconfirmed) == 0 || len(r.Items) == 0 && r.CarryIn == 0 {
		return nil
	}
	past, _ := s.account.assuming()
	if _, ok := s.account.Settled[m]; ok {
		past = s.account.known(m)
	}
	past = upTo(past, m)
	alone, err := onTop(past, m)
	if err != nil {
		return nil
	}
	want, err := copay.Close(alone, m, copay.Past{})
	if err != nil {
		return nil
	}
	numbered := slices.ContainsFunc(r.Items, func(i copay.Item) bool { return i.Numbered })
	var names []string
	for _, sw := range s.account.Unconfirmed {
		in := alone
		if slices.Contains(sessionReadings, sw.Name) {
			if in = past; !numbered {
				continue
			}
		}
		if s.turns(m, &r, in, &want, sw) {
			names = append(names, s.named(sw.Name, &r))
		}
	}
	return names
}

// turns tells whether any other value of a reading makes another amount.
func (s *Statement) turns(m copay.Month, r *AccountMonth, in copay.Input, want *copay.Closing, sw copay.Switch) bool {
	for _, value := range copay.Values(sw.Name) {
		other := in
		if value == sw.Value || other.Params.Readings.Set(sw.Name, value) != nil {
			continue
		}
		if got, err := copay.Close(other, m, copay.Past{}); err == nil && s.differs(r, want, &got) {
			return true
		}
	}
	return false
}

// onTop is a month's own input with the sessions before it as its opening, where the
// readings let it be handed over so.
func onTop(in copay.Input, m copay.Month) (copay.Input, error) {
	if r := in.Params.Readings; r.Reset == copay.NeverAgain || r.SessionOrder == copay.ByAttendance {
		return in, nil
	}
	before, err := copay.Close(unlimited(upTo(in, m-1)), m-1, copay.Past{})
	if err != nil {
		return in, err
	}
	in.Events = slices.DeleteFunc(slices.Clone(in.Events), func(e copay.Event) bool { return e.Paid != m })
	in.Reversals = slices.DeleteFunc(slices.Clone(in.Reversals), func(r copay.Reversal) bool {
		return !slices.ContainsFunc(in.Events, func(e copay.Event) bool { return e.ID == r.Event })
	})
	in.Opening.Sessions = nil
	for _, c := range before.Ends {
		in.Opening.Sessions = append(in.Opening.Sessions, c)
	}
	return in, nil
}

// openReadings say nothing of what care somebody had.
var openReadings = []string{"cap_unit", "proventos_month", "limit_rounding", "rounding", "rounding_scope", "negative"}

// named is the name of a reading, or nothing where it would tell which care somebody
// had who keeps that to himself.
func (s *Statement) named(reading string, r *AccountMonth) string {
	for i := range r.Items {
		told := slices.ContainsFunc(s.People, func(p Person) bool { return p.Detail && p.ID == r.Items[i].Event.Beneficiary })
		if !told && !slices.Contains(openReadings, reading) {
			return ""
		}
	}
	return reading
}

// differs tells whether another reading makes another amount of what the reader sees.
func (s *Statement) differs(r *AccountMonth, a, b *copay.Closing) bool {
	if !s.Titular {
		return s.ownDue(a) != s.ownDue(b)
	}
	debited := func(c *copay.Closing) int64 {
		sum := max(0, r.CarryIn+c.Due+r.Adjustment)
		if c.Limit != nil {
			sum = min(sum, *c.Limit)
		}
		return sum
	}
	return a.Due != b.Due || a.Deducted != b.Deducted || debited(a) != debited(b)
}

func (s *Statement) ownDue(c *copay.Closing) int64 {
	var sum int64
	for i := range c.Items {
		if c.Items[i].Event.Beneficiary == s.People[0].ID {
			sum += c.Items[i].Due + c.Items[i].Deducted
		}
	}
	return sum
}
