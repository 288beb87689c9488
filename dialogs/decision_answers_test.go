package dialogs_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"guiche/backend"
)

func TestAnswers(t *testing.T) {
	type stage struct {
		c *counter
		k desk
	}
	asking := func(t *testing.T, wants backend.Want) stage {
		t.Helper()
		c := setup(t)
		k := c.desk(t)
		k.files(crown, resin)
		m, err := k.decision(livia, 1, func(f *backend.Form) { f.Ask(ask(0, wants)) })
		if err == nil {
			_, _, err = k.decides(livia, m)
		}
		if err != nil {
			t.Fatal(err)
		}
		return stage{c, k}
	}
	t.Run("give the request back with a new term", func(t *testing.T) {
		s := asking(t, backend.WantDocument)
		if d := s.c.memory.requests[0]; d.Claim != (backend.Claim{}) || len(s.c.memory.timers) != 0 {
			t.Errorf("while it waits: %+v, %d duties", d.Claim, len(s.c.memory.timers))
		}
		s.c.memory.now = thursday.Add(26 * time.Hour)
		m, err := s.k.reply(1)
		if err != nil {
			t.Fatal(err)
		}
		_, i, err := s.k.writes(m)
		d := s.c.memory.requests[0]
		if err != nil || i.Answers != 2 || d.Situation != backend.UnderReview || d.Asking != 0 {
			t.Errorf("answers %d, %s, asking %d, %v", i.Answers, d.Situation, d.Asking, err)
		}
		if want := office.Due(s.c.memory.now, 1); !d.DueAt.Equal(want) || !d.ClockAt.Equal(s.c.memory.now) || len(s.c.memory.timers) != 1 {
			t.Errorf("due %s from %s, want %s; %d duties", d.DueAt, d.ClockAt, want, len(s.c.memory.timers))
		}
	})
	t.Run("that are late answer no later question", func(t *testing.T) {
		s := asking(t, backend.WantDocument)
		late, err := s.k.reply(1)
		if err != nil {
			t.Fatal(err)
		}
		m, err := s.k.decision(livia, 1, func(f *backend.Form) { f.Ask(ask(1, backend.WantJustification)) })
		if err == nil {
			_, _, err = s.k.decides(livia, m)
		}
		if err != nil {
			t.Fatal(err)
		}
		asked := s.c.memory.requests[0].Thread[2]
		if len(asked.Questions) != 2 || asked.Questions[0].Item != 0 {
			t.Errorf("what was asked before is asked with it: %+v", asked.Questions)
		}
		_, i, err := s.k.writes(late)
		if d := s.c.memory.requests[0]; err != nil || i.Answers != 0 || d.Situation != backend.AwaitingDocument || d.Asking != 3 || len(d.Thread) != 4 {
			t.Errorf("answers %d, %s asking %d, %v", i.Answers, d.Situation, d.Asking, err)
		}
	})
	t.Run("to what was decided join the thread and change nothing", func(t *testing.T) {
		s := asking(t, backend.WantDocument)
		late, err := s.k.reply(1)
		if err != nil {
			t.Fatal(err)
		}
		m, err := s.k.decision(livia, 1, func(f *backend.Form) { f.Rule(no(0)); f.Rule(yes(1)) })
		if err == nil {
			_, _, err = s.k.decides(livia, m)
		}
		if err != nil {
			t.Fatal(err)
		}
		_, i, err := s.k.writes(late)
		if d := s.c.memory.requests[0]; err != nil || i.Answers != 0 || d.Situation != backend.PartlyAuthorised || len(d.Thread) != 4 {
			t.Errorf("answers %d, %s, %d entries, %v", i.Answers, d.Situation, len(d.Thread), err)
		}
	})
	t.Run("to what was cancelled are refused with the reason", func(t *testing.T) {
		s := asking(t, backend.WantDocument)
		late, err := s.k.reply(1)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.k.do(func(ctx context.Context, tx backend.Tx) error { _, err := s.k.Cancel(ctx, tx, sorriso, 1); return err }); err != nil {
			t.Fatal(err)
		}
		var over *backend.NotOpen
		if _, _, err := s.k.writes(late); !errors.As(err, &over) || over.Situation != backend.Cancelled {
			t.Errorf("%v", err)
		}
	})
	t.Run("are looked at before a decision that was confirmed without them", func(t *testing.T) {
		s := asking(t, backend.WantDocument)
		m, err := s.k.decision(livia, 1, func(f *backend.Form) { f.Rule(no(0)) })
		if err != nil {
			t.Fatal(err)
		}
		answer, err := s.k.reply(1)
		if err == nil {
			_, _, err = s.k.writes(answer)
		}
		if err != nil {
			t.Fatal(err)
		}
		var news *backend.Overtaken
		if _, _, err := s.k.decides(livia, m); !errors.As(err, &news) || news.By.Answers != 2 || !errors.Is(err, backend.ErrStale) {
			t.Errorf("%v", err)
		}
	})
	t.Run("are not waited for once the auditor decides that item", func(t *testing.T) {
		s := asking(t, backend.WantJustification)
		s.c.memory.now = thursday.Add(2 * time.Hour)
		m, err := s.k.decision(livia, 1, func(f *backend.Form) { f.Rule(yes(0)) })
		if err == nil {
			_, _, err = s.k.decides(livia, m)
		}
		if d := s.c.memory.requests[0]; err != nil || d.Situation != backend.UnderReview || d.Asking != 0 || !d.ClockAt.Equal(s.c.memory.now) {
			t.Errorf("%s asking %d, %v", d.Situation, d.Asking, err)
		}
	})
}
