package backend

import (
	"context"

	"guiche/backend/access"
)

// ReceiptOf returns the receipt of the request that a draft became, with Again
// set; ErrNotFound while it is open, or was dropped. It sends nothing.
func (s *Service) ReceiptOf(ctx context.Context, tx Tx, actor access.Actor, draftID int64) (Receipt, error) {
	return s.receiptAgain(ctx, tx, actor, draftID, ErrNotFound)
}
