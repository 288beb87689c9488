package backend

import (
	"context"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
)

// Treatment is something done to a beneficiary before, as the operator's systems
// report it. It never says who did it.
type Treatment struct {
	ID          int64
	Beneficiary int64
	Code        string
	Tooth       dental.Tooth
	Faces       dental.Faces
	Region      dental.Region
	DoneAt      calendar.Date
}

// Marks are what the history tells of a mouth, as little as an odontogram shows.
type Marks struct {
	// Absent are the teeth taken out, Treated those that something was done to.
	Absent  []Extraction   `json:"a,omitempty"`
	Treated []dental.Tooth `json:"t,omitempty"`
	// Blind: nothing was told, since too many histories were looked at.
	Blind bool `json:"b,omitempty"`
}

// Extraction is a tooth that is gone, and since when.
type Extraction struct {
	Tooth dental.Tooth  `json:"t"`
	On    calendar.Date `json:"on"`
}

// AbsentSince tells since when a tooth is gone.
func (m Marks) AbsentSince(t dental.Tooth) (calendar.Date, bool) {
	for _, e := range m.Absent {
		if e.Tooth == t {
			return e.On, true
		}
	}
	return calendar.Date{}, false
}

type historyRows interface {
	// TreatmentsOf lists what was done to a beneficiary, the oldest first.
	TreatmentsOf(ctx context.Context, beneficiary int64) ([]Treatment, error)
	// HistoryReads counts how often the actor was shown a history since then, as the
	// audit trail has it; no further than most.
	HistoryReads(ctx context.Context, actor access.Actor, since time.Time, most int) (int, error)
}

// How many histories a provider may look at. A clinic with ten chairs stays well
// below; who walks through a list of people does not.
const (
	historyReads = 60
	historyTime  = time.Hour
)

// History tells a provider what is known of the mouth of a draft's beneficiary,
// once a procedure was named for him. Each look is noted in the audit trail; who
// looks too often is shown nothing, and the request goes on without. looked says
// that this look was counted before: see Foresee.
func (s *Service) History(ctx context.Context, tx Tx, actor access.Actor, chat ChatKey, d *Draft, looked bool) (Marks, error) {
	if err := may(actor, access.ViewHistory, access.Resource{Kind: access.KindDraft, Provider: d.Provider}); err != nil {
		return Marks{}, err
	}
	if !d.Form.BeneficiaryOK || len(d.Form.Items) == 0 {
		return Marks{}, ErrNotFound
	}
	if !looked {
		reads, err := tx.HistoryReads(ctx, actor, tx.Now().Add(-historyTime), historyReads)
		if err != nil {
			return Marks{}, err
		}
		tx.Audit(lookAt(actor, chat, d.Form.Beneficiary.ID, reads >= historyReads))
		if reads >= historyReads {
			return Marks{Blind: true}, nil
		}
	}
	treatments, err := tx.TreatmentsOf(ctx, d.Form.Beneficiary.ID)
	if err != nil {
		return Marks{}, err
	}
	return marksOf(treatments), nil
}

// lookAt is a look at a history as the audit trail has it; blind says that it was one
// too many, and nothing was shown.
func lookAt(actor access.Actor, chat ChatKey, beneficiary int64, blind bool) Event {
	e := Event{Actor: actor, Chat: chat, Action: access.ViewHistory, Kind: "beneficiary", ID: beneficiary, Code: "ok"}
	if blind {
		e.Code = "throttled"
	}
	return e
}

// marksOf reads marks out of treatments, the oldest first. A code is looked up as
// of its day; one that no table knew marks nothing.
func marksOf(treatments []Treatment) Marks {
	var m Marks
	for _, done := range treatments {
		p, err := dental.Lookup(done.Code, done.DoneAt)
		switch _, gone := m.AbsentSince(done.Tooth); {
		case err != nil || done.Tooth == 0 || p.Is(dental.KindDiagnosis):
		case p.Gap == dental.GapMakes && !gone:
			m.Absent = append(m.Absent, Extraction{Tooth: done.Tooth, On: done.DoneAt})
		case p.Gap != dental.GapMakes && !slices.Contains(m.Treated, done.Tooth):
			m.Treated = append(m.Treated, done.Tooth)
		}
	}
	m.Treated = slices.DeleteFunc(m.Treated, func(t dental.Tooth) bool { _, gone := m.AbsentSince(t); return gone })
	if len(m.Treated) == 0 {
		m.Treated = nil
	}
	return m
}
