package preauth

// checkDuplicate finds the same thing earlier in the request; the first of both is
// not to blame.
func checkDuplicate(c one) []Finding {
	for j, other := range c.Items[:c.i] {
		same := other.Code == c.item.Code && placeOf(other) == c.place
		again := c.rule.Scope == ScopeFaces && c.policy.kin(other.Code, c.item.Code) && ScopeFaces.meets(placeOf(other), c.place)
		if same && !c.repeatable() || again {
			return audit(Finding{Code: "3007", Other: &j})
		}
	}
	return nil
}

// repeatable: the code may stand several times at one place, as its quantity.
func (c one) repeatable() bool { return c.rule.Most > 1 }

func checkIncluded(c one) []Finding {
	for j, other := range c.Items {
		for _, in := range c.policy.Included {
			if j != c.i && in.Part == c.item.Code && in.Main == other.Code && in.Scope.meets(placeOf(other), c.place) {
				return audit(Finding{Code: "3008", Other: &j, Codes: []string{other.Code}})
			}
		}
	}
	return nil
}

// checkAbsent finds a tooth that history says is gone. A register can be wrong, so
// an auditor looks.
func checkAbsent(c one) []Finding {
	if c.item.Tooth == 0 || c.rule.Absent {
		return nil
	}
	for k := range c.History {
		e := &c.History[k]
		if e.Tooth == c.item.Tooth && c.policy.rule(e.Code).Removes && !e.On.After(c.On) {
			return audit(Finding{Code: "1433", Before: e.copy()})
		}
	}
	return nil
}

// checkOnce finds what is done once in a life, at the same place.
func checkOnce(c one) []Finding {
	if !c.rule.Once {
		return nil
	}
	for k := range c.History {
		e := &c.History[k]
		if c.rule.Scope.meets(e.place(), c.place) && c.policy.kin(e.Code, c.item.Code) && !e.On.After(c.On) {
			return audit(Finding{Code: "3101", Before: e.copy()})
		}
	}
	return nil
}

// checkGuarantee finds the same work within its garantia: on the day of the same
// number, so many months later, it is over.
func checkGuarantee(c one) []Finding {
	if c.rule.Months == 0 {
		return nil
	}
	var found []Finding
	for k := range c.History {
		e := &c.History[k]
		if !c.rule.Scope.meets(e.place(), c.place) || !c.policy.kin(e.Code, c.item.Code) || e.On.After(c.On) {
			continue
		}
		from := e.On.AddMonths(c.rule.Months)
		if c.On.Before(from) && (len(found) == 0 || from.After(found[0].From)) {
			found = audit(Finding{Code: "3016", Before: e.copy(), From: from})
		}
	}
	return found
}

// checkOpen finds the same item authorised before, or being looked at. By faces, its
// kin is the same as well: what was asked for on three of them and authorised on one
// has another code.
func checkOpen(c one) []Finding {
	for k := range c.Open {
		e := &c.Open[k]
		kin := c.rule.Scope == ScopeFaces && c.policy.kin(e.Code, c.item.Code) && ScopeFaces.meets(e.place(), c.place)
		if kin || e.Code == c.item.Code && sameOpen(c, *e) {
			return audit(Finding{Code: "1419", Before: e.copy()})
		}
	}
	return nil
}

func sameOpen(c one, e Event) bool {
	if c.item.Tooth == 0 && c.item.Region == "" {
		return true
	}
	if c.item.Tooth != 0 {
		return ScopeFaces.meets(e.place(), c.place)
	}
	return e.Region == c.item.Region
}

// copy is the event as a finding holds it.
func (e *Event) copy() *Event {
	c := *e
	return &c
}
