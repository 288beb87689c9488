package dialogs_test

import (
	"context"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/internal/fictional"
)

func (tx *memoryTx) ActiveAuditors(context.Context) ([]backend.Auditor, error) {
	return slices.DeleteFunc(fictional.Auditors(), func(a backend.Auditor) bool {
		return tx.m.off[access.Actor{Role: access.Auditor, ID: a.ID}]
	}), nil
}
