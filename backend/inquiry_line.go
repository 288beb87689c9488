package backend

import (
	"context"

	"guiche/backend/access"
	"guiche/backend/copay"
)

// InquiryLine is the line as an inquiry keeps it: a later month may tell it otherwise.
func (l BillLine) InquiryLine() *InquiryLine {
	kept := &InquiryLine{Key: l.Key, Who: l.Who.Name, Provider: l.Care.Provider, Description: l.Care.Description, Due: l.Due + l.Deducted}
	if l.Event != nil {
		kept.Event, kept.Attended, kept.Paid = l.Event.ID, l.Event.Attended, l.Base
	}
	return kept
}

// mostLooked is how many of somebody's inquiries are looked through for a line: what a
// line is about stands sealed, and what is open is among the newest.
const mostLooked = 100

// OpenInquiryOf finds the actor's open inquiry about a line of a month; ErrNotFound for
// none.
func (s *Service) OpenInquiryOf(ctx context.Context, tx Tx, actor access.Actor, m copay.Month, key string) (Inquiry, error) {
	page, err := s.OwnInquiries(ctx, tx, actor, 0, mostLooked)
	if err != nil {
		return Inquiry{}, err
	}
	for _, q := range page.Inquiries {
		if q.Open() && q.About.Line != nil && q.About.Line.Key == key && q.About.Month == m {
			return q, nil
		}
	}
	return Inquiry{}, ErrNotFound
}
