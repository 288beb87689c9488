package dialogs_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/dialogs"
)

// duties runs what is due of requests and inquiries at a time, as a sweep does, and returns what it
// pushes.
func (c *counter) duties(t fataler, at time.Time) []dialogs.Push {
	t.Helper()
	c.memory.now = at
	var due []timerKey
	for key, when := range c.memory.timers {
		if key.chat.OfNobody() && !when.After(at) {
			due = append(due, key)
		}
	}
	slices.SortFunc(due, func(a, b timerKey) int {
		return cmp.Or(c.memory.timers[a].Compare(c.memory.timers[b]), cmp.Compare(a.name, b.name))
	})
	var pushes []dialogs.Push
	for _, key := range due {
		delete(c.memory.timers, key)
		tx := c.memory.begin(true)
		out, err := c.talk.Turn(context.Background(), tx, dialogs.Session{Key: key.chat}, dialogs.Alarm{Name: key.name})
		if err == nil {
			err = tx.commit()
		}
		if err != nil {
			t.Fatalf("%s: %v", key.name, err)
		}
		for _, p := range out.Pushes {
			sound(t, p.Reply)
		}
		pushes = append(pushes, out.Pushes...)
	}
	return pushes
}

// warned is who was told what, in short.
func warned(pushes []dialogs.Push) []string {
	var all []string
	for _, p := range pushes {
		title, _, _ := strings.Cut(p.Reply.Text, "\n")
		who := map[access.Actor]string{livia: "Lívia", rui: "Rui"}[p.To]
		if p.Urgent {
			who += ", at once"
		}
		all = append(all, who+": "+strings.NewReplacer("<b>", "", "</b>", "").Replace(title))
	}
	slices.Sort(all)
	return all
}

// monday is the day on which what was sent on thursday is due: Friday is a holiday.
func monday(hour, minute int) time.Time {
	return calendar.Date{Year: 2026, Month: time.November, Day: 23}.At(hour*60 + minute)
}

func TestTermIsWarnedOf(t *testing.T) {
	const half, most, late = "⏳ Metade do prazo passou", "⏳ Restam 20% do prazo", "🔴 ATRASADA"
	want := func(t *testing.T, want []string, got []dialogs.Push) {
		t.Helper()
		if d := diff.Diff(want, warned(got)); d != "" {
			t.Errorf("warned (-want +got)\n%s", d)
		}
	}
	enter := func(t *testing.T, c *counter) {
		t.Helper()
		c.auditor(t)
		c.person(t, 10).says("/start", "auditor2", "auditoria-2026")
	}

	t.Run("at half of the working time, at four fifths, when it is over, and each business day after", func(t *testing.T) {
		c := setup(t)
		c.sent(t)
		enter(t, c)
		for _, step := range []struct {
			at   time.Time
			want []string
		}{
			{monday(9, 59), nil},
			{monday(10, 0), []string{"Lívia: " + half, "Rui: " + half}},
			{monday(12, 59), nil},
			{monday(13, 0), []string{"Lívia: " + most, "Rui: " + most}},
			{monday(14, 59), nil},
			{monday(15, 0), []string{"Lívia: " + late, "Rui: " + late}},
			{monday(23, 0), nil},
			{monday(24+7, 59), nil},
			{monday(24+8, 0), []string{"Lívia: " + late, "Rui: " + late}},
			{monday(48+8, 0), []string{"Lívia: " + late, "Rui: " + late}},
		} {
			want(t, step.want, c.duties(t, step.at))
		}
		if got := c.memory.requests[0]; got.Situation != backend.UnderReview || len(got.Thread) != 1 {
			t.Errorf("a term decided something: %s, %d entries", got.Situation, len(got.Thread))
		}
	})

	t.Run("to whoever is deciding, and when it is late to all", func(t *testing.T) {
		c := setup(t)
		c.sent(t)
		enter(t, c)
		c.memory.requests[0].Claim = backend.Claim{Auditor: rui.ID, Until: monday(14, 0)}
		want(t, []string{"Rui: " + half}, c.duties(t, monday(10, 0)))
		want(t, []string{"Rui: " + most}, c.duties(t, monday(13, 0)))
		want(t, []string{"Lívia: " + late, "Rui: " + late}, c.duties(t, monday(15, 0)))
	})

	t.Run("not to who denied, while there is another to review", func(t *testing.T) {
		c := setup(t)
		c.sent(t)
		enter(t, c)
		r := &c.memory.requests[0]
		deniedBefore(r, livia)
		want(t, []string{"Rui: " + half}, c.duties(t, monday(10, 0)))
	})

	t.Run("at any hour to whom the operator named, when it is late", func(t *testing.T) {
		c := setup(t).operator(func(o *backend.Operator) { o.Escalation = []string{"auditor2"} })
		c.sent(t)
		enter(t, c)
		want(t, []string{"Lívia: " + half, "Rui: " + half}, c.duties(t, monday(10, 0)))
		got := c.duties(t, monday(22, 0))
		want(t, []string{"Lívia: " + late, "Rui, at once: " + late}, got)
		for _, p := range got {
			held := map[access.Actor]time.Time{livia: monday(24+7, 0)}[p.To]
			if !p.DueAt.Equal(held) {
				t.Errorf("%+v hears of it at %v, want %v", p.To, p.DueAt, held)
			}
		}
	})

	t.Run("once, by what is true, after a long stop", func(t *testing.T) {
		c := setup(t)
		c.sent(t)
		enter(t, c)
		want(t, []string{"Lívia: " + late, "Rui: " + late}, c.duties(t, monday(16, 0)))
		want(t, nil, c.duties(t, monday(17, 0)))
	})

	t.Run("not when the request waits for the clinic, or is over", func(t *testing.T) {
		c := setup(t)
		c.sent(t)
		enter(t, c)
		for _, s := range []backend.Situation{backend.AwaitingDocument, backend.Authorised} {
			c.memory.requests[0].Situation = s
			c.memory.timers[timerKey{backend.Duty(1), backend.DutyMost}] = monday(13, 0)
			want(t, nil, c.duties(t, monday(13, 0)))
		}
	})

	t.Run("by the term that is in force", func(t *testing.T) {
		c := setup(t)
		c.sent(t)
		enter(t, c)
		r := &c.memory.requests[0]
		r.ClockAt, r.DueAt = monday(9, 0), monday(24+9, 0)
		want(t, nil, c.duties(t, monday(10, 0)))
		want(t, []string{"Lívia: " + half, "Rui: " + half}, c.duties(t, monday(14, 0)))
	})

	t.Run("at once when the request is urgent, at night too", func(t *testing.T) {
		c := setup(t)
		enter(t, c)
		p := c.atReview(t)
		p.says("é urgência")
		p.taps("Urgência: dor")
		c.memory.now = monday(23, 30)
		p.taps("Enviar")
		got := c.duties(t, monday(23, 30))
		want(t, []string{"Lívia, at once: 🔴 URGENTE: aguarda análise agora", "Rui, at once: 🔴 URGENTE: aguarda análise agora"}, got)
		if len(got) > 0 && !got[0].DueAt.IsZero() {
			t.Errorf("held back until %v", got[0].DueAt)
		}
	})
}
