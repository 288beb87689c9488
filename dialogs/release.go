package dialogs

import (
	"guiche/backend"
	"guiche/dialogs/phrases"
)

// releaseNote is an authorisation in a message of its own, whose copy button stays.
func (t *turn) releaseNote(d backend.Details, r backend.Release) Reply {
	return Reply{
		Kind: Note, Text: phrases.Release(d, r, t.names(d)),
		Rows: [][]Button{{{Text: phrases.BtnCopyRelease, Copy: phrases.ReleaseCopied(r)}}},
	}
}
