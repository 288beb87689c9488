package postgres

import (
	"cmp"
	"slices"

	"guiche/backend"
)

// merged is the rows of several units as one transaction writes them: a chat or
// draft that several of them changed is written once, from the first revision
// expected to the last content.
type merged struct {
	rows
	chats  []chatRow
	drafts []draftRow
	// from tells which unit a message of the outbox came from.
	from []*unit
}

// merge fails with ErrConflict when two units started from the same revision;
// the caller replays them one after another.
func merge(units []*unit) (*merged, error) {
	m := &merged{}
	chats := make(map[backend.ChatKey]int, len(units))
	drafts := make(map[int64]int, len(units))
	for _, u := range units {
		for _, row := range u.rows.chats {
			i, ok := chats[row.chat.Key]
			switch {
			case !ok:
				chats[row.chat.Key] = len(m.chats)
				m.chats = append(m.chats, row)
			case m.chats[i].rev == row.expect:
				row.expect = m.chats[i].expect
				row.chat.Awake = row.chat.Awake || m.chats[i].chat.Awake && !row.chat.Blocked
				m.chats[i] = row
			default:
				return nil, backend.ErrConflict
			}
		}
		for _, row := range u.rows.drafts {
			i, ok := drafts[row.draft.ID]
			switch {
			case !ok:
				drafts[row.draft.ID] = len(m.drafts)
				m.drafts = append(m.drafts, row)
			case m.drafts[i].rev == row.expect && !m.drafts[i].dropped:
				row.expect = m.drafts[i].expect
				m.drafts[i] = row
			default:
				return nil, backend.ErrConflict
			}
		}
		m.take(u)
	}
	// One order of locks in every transaction.
	slices.SortFunc(m.chats, func(a, b chatRow) int { return compareKeys(a.chat.Key, b.chat.Key) })
	slices.SortFunc(m.drafts, func(a, b draftRow) int { return cmp.Compare(a.draft.ID, b.draft.ID) })
	slices.SortFunc(m.screens, func(a, b backend.Screen) int { return compareKeys(a.Key, b.Key) })
	return m, nil
}

// take appends what needs no joining.
func (m *merged) take(u *unit) {
	m.seen = append(m.seen, u.rows.seen...)
	m.aside = append(m.aside, u.rows.aside...)
	m.fetches = append(m.fetches, u.rows.fetches...)
	m.endFetches = append(m.endFetches, u.rows.endFetches...)
	m.timers = append(m.timers, u.rows.timers...)
	m.favourites = append(m.favourites, u.rows.favourites...)
	m.contacts = append(m.contacts, u.rows.contacts...)
	m.preferences = append(m.preferences, u.rows.preferences...)
	m.files = append(m.files, u.rows.files...)
	m.dropFiles = append(m.dropFiles, u.rows.dropFiles...)
	m.requests = append(m.requests, u.rows.requests...)
	m.interactions = append(m.interactions, u.rows.interactions...)
	m.heard = append(m.heard, u.rows.heard...)
	m.inquiries = append(m.inquiries, u.rows.inquiries...)
	m.inquiryChanges = append(m.inquiryChanges, u.rows.inquiryChanges...)
	m.changed = append(m.changed, u.rows.changed...)
	m.bases = append(m.bases, u.rows.bases...)
	m.releases = append(m.releases, u.rows.releases...)
	m.releaseChanges = append(m.releaseChanges, u.rows.releaseChanges...)
	m.looks = append(m.looks, u.rows.looks...)
	m.failed = append(m.failed, u.rows.failed...)
	m.clearFailed = append(m.clearFailed, u.rows.clearFailed...)
	m.pushes = append(m.pushes, u.rows.pushes...)
	m.unlinked = append(m.unlinked, u.rows.unlinked...)
	m.sent = append(m.sent, u.rows.sent...)
	m.audit = append(m.audit, u.rows.audit...)
	m.mails = append(m.mails, u.rows.mails...)
	m.entrance = append(m.entrance, u.rows.entrance...)
	for _, o := range u.rows.outbox {
		m.outbox = append(m.outbox, o)
		m.from = append(m.from, u)
	}
	for _, s := range u.rows.screens {
		m.screens = slices.DeleteFunc(m.screens, func(old backend.Screen) bool { return old.Key == s.Key })
		m.screens = append(m.screens, s)
	}
}

func compareKeys(a, b backend.ChatKey) int {
	return cmp.Or(cmp.Compare(a.Bot, b.Bot), cmp.Compare(a.Chat, b.Chat))
}
