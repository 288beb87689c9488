package phrases_test

import (
	"strings"
	"testing"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

func TestEveryNoticeHasItsWords(t *testing.T) {
	t.Parallel()
	for _, role := range []access.Role{access.Provider, access.Auditor, access.Attendant, access.Member} {
		for _, topic := range backend.NoticeTopics(role) {
			for _, telling := range backend.Tellings(role, topic) {
				line, label := phrases.TellingLine(topic, telling), phrases.BtnTelling(topic, telling)
				if strings.Contains(line, "•  (") || strings.Contains(line, "()") || strings.Contains(line, "<b></b>") {
					t.Errorf("%s of %s reads %q", topic, role, line)
				}
				if strings.HasPrefix(label, " ") || strings.HasSuffix(label, " ") {
					t.Errorf("%s of %s has the button %q", topic, role, label)
				}
			}
		}
	}
}
