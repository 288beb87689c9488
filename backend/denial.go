package backend

import (
	"context"
	"slices"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// Letterhead is how the operator was reached when it denied: a letter that is drawn
// years later says what it said then.
type Letterhead struct {
	Name     string `json:"name"`
	Registry string `json:"registry"`
	Phone    string `json:"phone"`
	Hours    string `json:"hours"`
	// Ombudsman is the ouvidoria, where the operator names one.
	Ombudsman string `json:"ombudsman,omitempty"`
	// ReviewDays is for how long the dentist may ask for a review.
	ReviewDays int `json:"review_days"`
}

// ombudsmanKey is the service that tells how the ouvidoria is reached.
const ombudsmanKey = "ouvidoria"

// letterhead is that of a denial made now; nil where nothing is denied.
func (s *Service) letterhead(rulings []Ruling) *Letterhead {
	if !denies(rulings) {
		return nil
	}
	h := s.head()
	return &h
}

func (s *Service) head() Letterhead {
	o := s.operator
	h := Letterhead{Name: o.Name, Registry: o.Registry, Phone: o.Phone, Hours: o.Hours, ReviewDays: o.reviewDays()}
	if i := slices.IndexFunc(o.Services, func(s Offering) bool { return s.Key == ombudsmanKey }); i >= 0 {
		h.Ombudsman = o.Services[i].Phone
		if h.Ombudsman == "" {
			h.Ombudsman = o.Services[i].Email
		}
	}
	return h
}

func denies(rulings []Ruling) bool {
	return slices.ContainsFunc(rulings, func(r Ruling) bool { return r.Result == Refused })
}

// Denies tells whether the entry denies something: it then has a letter.
func (i Interaction) Denies() bool { return denies(i.Rulings) }

// DeniesAny tells whether the entry denied an item that is ruled on again.
func (i Interaction) DeniesAny(again []Ruling) bool {
	return slices.ContainsFunc(i.Rulings, func(r Ruling) bool {
		return r.Result == Refused && slices.ContainsFunc(again, func(a Ruling) bool { return a.Item == r.Item })
	})
}

// ByJunta tells whether three professionals decided together.
func (i Interaction) ByJunta() bool { return i.Kind == Decision && len(i.Signed) == juntaSize }

// Denial is a denial as it is written to the beneficiary: everything that it says,
// and nothing that the clinic wrote or sent.
type Denial struct {
	Number   ident.RequestNumber `json:"number"`
	Protocol ident.Protocol      `json:"protocol"`
	// Asked and Denied are the days of the request and of the decision.
	Asked  calendar.Date `json:"asked"`
	Denied calendar.Date `json:"denied"`
	Head   Letterhead    `json:"head"`
	// Beneficiary, Card and Plan as the request has them.
	Beneficiary  string     `json:"beneficiary"`
	Card         ident.Card `json:"card"`
	Plan         string     `json:"plan,omitempty"`
	Professional Signature  `json:"professional"`
	Clinic       string     `json:"clinic,omitempty"`
	// Items are what was denied.
	Items []Contested `json:"items"`
	// Rulings are why, in the same order.
	Rulings []Ruling `json:"rulings"`
	// Others is how much of the request is authorised.
	Others int `json:"others,omitempty"`
	// Signed is who denied; nobody where a rule did.
	Signed []Signature `json:"signed,omitempty"`
	// Again: it was looked at before, and this is the answer to the review; Final:
	// a junta decided.
	Again bool `json:"again,omitempty"`
	Final bool `json:"final,omitempty"`
	// Revised is when all of it was authorised after all: the letter is history then.
	Revised calendar.Date `json:"revised,omitzero"`
}

// DenialOf is the letter of an entry that denies, for its push.
func (s *Service) DenialOf(d Details, i Interaction) Denial {
	l := Denial{
		Number: d.Number, Protocol: d.Protocol, Asked: calendar.DateOf(d.SentAt), Denied: calendar.DateOf(i.At), Clinic: d.Clinic,
		Signed: i.Signed, Final: i.ByJunta(), Head: s.head(),
	}
	if i.Head != nil {
		l.Head = *i.Head
	}
	if b := d.Form.Beneficiary; b != nil {
		l.Beneficiary, l.Card, l.Plan = b.Name, b.Card, b.Plan
	}
	if p := d.Form.Professional; p != nil {
		l.Professional = Signature{Name: p.Name, Council: p.Council}
	}
	for _, r := range i.Rulings {
		switch {
		case r.Item < 0 || r.Item >= len(d.Form.Items):
		case r.Result == Refused:
			l.Items = append(l.Items, Contested{Item: r.Item, Procedure: d.Form.Items[r.Item]})
			l.Rulings = append(l.Rulings, r)
		case r.Result == Granted:
			l.Others++
		}
	}
	for _, before := range d.Thread {
		l.Again = l.Again || before.Kind == Review && before.Seq < i.Seq
	}
	return l
}

// revised makes a letter say what holds of it today: what was authorised since is left
// out of it, and where that is all, it says so.
func (d Details) revised(l *Denial, i Interaction) {
	var (
		items   []Contested
		rulings []Ruling
		since   calendar.Date
	)
	for n, c := range l.Items {
		last, by := d.Ruling(c.Item)
		if last == nil || last.Result == Refused || by.Seq <= i.Seq {
			items, rulings = append(items, c), append(rulings, l.Rulings[n])
			continue
		}
		since = calendar.DateOf(by.At)
	}
	if len(items) > 0 {
		l.Items, l.Rulings = items, rulings
		return
	}
	l.Revised = since
}

// Denied tells whether the last word about something is a denial, also while that is
// looked at again.
func (d Details) Denied() bool {
	for n := range d.Form.Items {
		if r, _ := d.Ruling(n); r != nil && r.Result == Refused {
			return true
		}
	}
	return false
}

// Denials are the entries of a thread that denied something, the oldest first.
func (d Details) Denials() []Interaction {
	return slices.DeleteFunc(slices.Clone(d.Thread), func(i Interaction) bool { return !i.Denies() })
}

// Denial is the written denial of a request for those whom it concerns: the clinic
// that asked, and the beneficiary. Of seq 0 it is the last one. It fails with
// ErrNotFound where nothing was denied.
func (s *Service) Denial(ctx context.Context, tx Tx, actor access.Actor, n ident.RequestNumber, seq int) (Denial, error) {
	d, err := tx.RequestByNumber(ctx, n)
	if err != nil {
		return Denial{}, err
	}
	action := access.ShareRequest
	if actor.Role == access.Member {
		action = access.ViewOwn
	}
	if err := s.mayAbout(ctx, tx, actor, action, d); err != nil {
		return Denial{}, err
	}
	all := d.Denials()
	if seq != 0 {
		all = slices.DeleteFunc(all, func(i Interaction) bool { return i.Seq != seq })
	}
	if len(all) == 0 {
		return Denial{}, ErrNotFound
	}
	tx.Audit(Event{Actor: actor, Action: action, Kind: "request", ID: int64(n), Code: "letter"})
	last := all[len(all)-1]
	l := s.DenialOf(d, last)
	d.revised(&l, last)
	return l, nil
}
