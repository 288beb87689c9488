package backend

import (
	"context"
	"slices"
	"strings"

	"guiche/backend/access"
)

// ReasonJunta is the reason of table 38 of what a junta did not authorise.
const ReasonJunta = "3104"

// juntaSize: the dentist who asks, the operator's, and one whom both chose.
const juntaSize = 3

// JuntaForm is a junta's outcome as far as it is recorded: a draft of the auditor who
// writes it down.
type JuntaForm struct {
	// Assisting is the dentist who asked, Operator's who writes: both may be named by
	// one tap.
	Assisting Signature `json:"assisting"`
	Operator  Signature `json:"operator"`
	// Members are the professionals, in the order of juntaSize.
	Members []Signature `json:"members,omitempty"`
	// Rulings are what they decided, in the order of About.Denied.
	Rulings []Ruling `json:"rulings,omitempty"`
}

// clone returns a form that shares nothing with f.
func (f *JuntaForm) clone() *JuntaForm {
	if f == nil {
		return nil
	}
	c := *f
	c.Members, c.Rulings = slices.Clone(f.Members), slices.Clone(f.Rulings)
	return &c
}

// JuntaPart is what is asked for next of a junta's outcome.
type JuntaPart string

// The parts, in their order.
const (
	JuntaMember JuntaPart = "member" // the name and CRO of a professional
	JuntaResult JuntaPart = "result" // what came of an item
	JuntaText   JuntaPart = "text"   // and why
	JuntaDone   JuntaPart = ""
)

// Next is the part that is missing first; for an item, which of About.Denied.
func (f *JuntaForm) Next(items int) (JuntaPart, int) {
	n := len(f.Rulings)
	switch {
	case len(f.Members) < juntaSize:
		return JuntaMember, len(f.Members)
	case n > 0 && strings.TrimSpace(f.Rulings[n-1].Text) == "":
		return JuntaText, n - 1
	case n < items:
		return JuntaResult, n
	}
	return JuntaDone, 0
}

// Undo takes the last answer back.
func (f *JuntaForm) Undo() {
	n := len(f.Rulings)
	switch {
	case n > 0 && f.Rulings[n-1].Text != "":
		f.Rulings[n-1].Text = ""
	case n > 0:
		f.Rulings = f.Rulings[:n-1]
	case len(f.Members) > 0:
		f.Members = f.Members[:len(f.Members)-1]
	}
}

// mayRecord guards recording what a junta decided.
func (s *Service) mayRecord(ctx context.Context, tx Tx, actor access.Actor, d Details) error {
	if err := s.mayAbout(ctx, tx, actor, access.DecideRequest, d); err != nil {
		return err
	}
	if d.Situation != InJunta {
		return &IllegalMove{From: d.Situation, To: InJunta}
	}
	if me, err := s.Auditor(ctx, tx, actor); err != nil {
		return err
	} else if me.asked(d.Request) {
		return ErrOwnRequest
	}
	return nil
}

// beginOutcome puts into an auditor's draft what a junta has to decide.
func (s *Service) beginOutcome(ctx context.Context, tx Tx, actor access.Actor, d Details, m *Draft) error {
	who, err := s.Auditor(ctx, tx, actor)
	if err != nil {
		return err
	}
	f := &JuntaForm{Operator: Signature{Name: who.Name, Council: who.Council}}
	if p := d.Form.Professional; p != nil {
		f.Assisting = Signature{Name: p.Name, Council: p.Council}
	}
	m.Form.About.Junta = f
	for n, item := range d.Form.Items {
		if d.Result(n) == Pending {
			m.Form.About.Denied = append(m.Form.About.Denied, Contested{Item: n, Procedure: item})
		}
	}
	return nil
}

// outcome applies what a junta decided. It binds: nothing can be asked against it.
func (s *Service) outcome(ctx context.Context, tx Tx, d *Details, i *Interaction, about About) error {
	for n, r := range about.Junta.Rulings {
		r.Item, r.Codes = about.Denied[n].Item, nil
		if d.Result(r.Item) != Pending {
			return ErrStale
		}
		if r.Result == Refused {
			r.Codes = []string{ReasonJunta}
		}
		i.Rulings = append(i.Rulings, r)
	}
	i.Kind, i.Signed, i.Recorded = Decision, slices.Clone(about.Junta.Members), about.Junta.Operator.Name
	return s.conclude(ctx, tx, d, i)
}

// conclude applies the rulings of an entry that decides all that is pending: results,
// a release for what is granted, and where the request then stands.
func (s *Service) conclude(ctx context.Context, tx Tx, d *Details, i *Interaction) error {
	for _, r := range i.Rulings {
		d.setResult(r.Item, r.Result)
	}
	to := SumUp(d.Situation, d.Results)
	if !d.Situation.May(to) {
		return &IllegalMove{From: d.Situation, To: to}
	}
	d.Situation = to
	if grants := d.grants(i.Rulings); len(grants) > 0 {
		release, err := s.release(ctx, tx, &d.Request, entryKey(d.ID, i.Seq), grants)
		if err != nil {
			return err
		}
		tx.AddRelease(release)
		d.Releases = append(slices.Clone(d.Releases), release)
	}
	d.lapse() // a junta takes its time, and a senha ends meanwhile
	if d.DecidedAt.IsZero() {
		d.DecidedAt = tx.Now()
	}
	i.Head = s.letterhead(i.Rulings)
	s.stop(tx, d)
	s.watch(tx, d)
	tx.SaveRequest(d.Request)
	return nil
}
