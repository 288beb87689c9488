package simulator_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/bot/simulator"
)

func ids(updates []update) []int64 {
	out := []int64{}
	for _, u := range updates {
		out = append(out, u.ID)
	}
	return out
}

func TestPolling(t *testing.T) {
	t.Parallel()

	t.Run("repeats an update until an offset behind it confirms it", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.SendText(ana, "um")
		b.SendText(ana, "dois")
		if diff := cmp.Diff([]int64{100, 101}, ids(b.updates(nil))); diff != "" {
			t.Errorf("first look (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]int64{101}, ids(b.updates(params{"offset": 101}))); diff != "" {
			t.Errorf("after 100 (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]int64{101}, ids(b.updates(params{"offset": 0}))); diff != "" {
			t.Errorf("100 is forgotten (-want +got):\n%s", diff)
		}
		if got := b.Pending(); got != 1 {
			t.Errorf("pending = %d, want 1", got)
		}
	})

	t.Run("keeps only the last ones for a negative offset", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		for range 5 {
			b.SendText(ana, "oi")
		}
		if diff := cmp.Diff([]int64{103, 104}, ids(b.updates(params{"offset": -2}))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if got := b.Pending(); got != 2 {
			t.Errorf("pending = %d, want 2", got)
		}
	})

	t.Run("gives no more than limit", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		for range 120 {
			b.SendText(ana, "oi")
		}
		if got := len(b.updates(params{"limit": 3})); got != 3 {
			t.Errorf("got %d, want 3", got)
		}
		if got := len(b.updates(nil)); got != 100 {
			t.Errorf("got %d, want 100", got)
		}
	})

	t.Run("waits for a message", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		got := make(chan []update)
		go func() { got <- b.updates(params{"timeout": 30}) }()
		b.SendText(ana, "olá")
		if batch := <-got; len(batch) != 1 || batch[0].Message.Text != "olá" {
			t.Errorf("got %+v", batch)
		}
	})

	t.Run("ends the first of two concurrent calls with 409", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		replies := make(chan reply)
		for range 2 {
			go func() {
				r, _ := b.try("getUpdates", params{"timeout": 30})
				replies <- r
			}()
		}
		ended := <-replies // nothing else can end one of them
		b.SendText(ana, "oi")
		open := <-replies
		b.refused(ended, 409, "Conflict: terminated by other getUpdates request")
		if !open.OK {
			t.Errorf("the other one got %d %s", open.Code, open.Description)
		}
	})

	t.Run("is refused while a webhook is set", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		into[bool](t, b.call("setWebhook", params{"url": "http://127.0.0.1:9/hook"}))
		b.refused(b.call("getUpdates", nil), 409, "can't use getUpdates method while webhook is active")
		into[bool](t, b.call("deleteWebhook", nil))
		b.updates(nil)
	})

	t.Run("leaves out the kinds that were not asked for", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.updates(params{"allowed_updates": []string{"callback_query"}})
		if id := b.SendText(ana, "oi"); id != 0 {
			t.Errorf("update %d was queued", id)
		}
		if got := b.Pending(); got != 0 {
			t.Errorf("pending = %d", got)
		}
	})

	t.Run("delivers raw updates of unknown shape", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if _, err := b.PushRaw(ana, json.RawMessage(`{"surprise":"caixa"}`)); err != nil {
			t.Fatal(err)
		}
		if _, err := b.PushRaw(ana, json.RawMessage(`{ }`)); err != nil {
			t.Fatal(err)
		}
		if _, err := b.PushRaw(ana, json.RawMessage(`[1]`)); err == nil {
			t.Error("an array was taken")
		}
		got := b.updates(nil)
		if len(got) != 2 || got[0].Extra != "caixa" || got[1].ID != 101 {
			t.Errorf("got %+v", got)
		}
	})

	t.Run("may jump ahead in its numbers", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.NextUpdateID(9000)
		if id := b.SendText(ana, "oi"); id != 9000 {
			t.Errorf("update_id = %d, want 9000", id)
		}
	})

	t.Run("starts above the numbers of an earlier simulator", func(t *testing.T) {
		t.Parallel()
		b := setup(t, func(o *simulator.Options) { o.FirstID = 0 })
		if id := b.SendText(ana, "oi"); id < 10_000_000 || id > 1<<31 {
			t.Errorf("update_id = %d", id)
		}
	})
}
