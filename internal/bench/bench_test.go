package main

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestWholeProduct keeps the load program in step with the conversation: two
// people fill in the form through the real guiche, in both modes.
func TestWholeProduct(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"polling", "webhook"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			dir, err := workFolder()
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.RemoveAll(dir) })
			binary, err := build(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			o := options{chats: []int{2}, rounds: 1, seconds: time.Second, warmUp: time.Second, photos: true, past: 20, binary: binary}
			results, err := measureMode(t.Context(), o, dir, mode)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range results {
				if r.Failed != 0 || len(r.Faults) != 0 || r.Requests == 0 || r.Updates == 0 {
					t.Errorf("%+v", r)
				}
			}
			if len(results) != 2 || results[1].Note == "" {
				t.Errorf("%d results, want one before the past and one with it", len(results))
			}
		})
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	o, err := parse([]string{"-chats", "1, 20", "-mode", "polling,webhook", "-seconds", "0.5", "-past", "7"})
	if err != nil {
		t.Fatal(err)
	}
	want := options{
		chats: []int{1, 20}, modes: []string{"polling", "webhook"}, seconds: 500 * time.Millisecond, warmUp: 3 * time.Second,
		past: 7, rounds: 1,
	}
	if diff := cmp.Diff(want, o, cmp.AllowUnexported(options{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestInbox(t *testing.T) {
	t.Parallel()
	b := newInbox()
	for _, word := range []string{"a", "b", "c"} {
		b.put([]byte(`"message":{"text":"` + word + `"}}`))
	}
	page := func(offset int64, limit int) string {
		t.Helper()
		raw := b.take(context.Background(), nil, offset, limit, time.Millisecond)
		var got struct {
			Result []struct {
				ID      int64 `json:"update_id"`
				Message struct{ Text string }
			}
		}
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		var words strings.Builder
		for _, u := range got.Result {
			words.WriteString(u.Message.Text)
		}
		return words.String()
	}
	for _, ask := range []struct {
		offset int64
		limit  int
		want   string
	}{
		{0, 2, "ab"},
		{firstUpdate, 100, "abc"}, // nothing was confirmed
		{firstUpdate + 2, 100, "c"},
		{firstUpdate, 100, "c"}, // confirmed is gone
		{firstUpdate + 3, 100, ""},
	} {
		if got := page(ask.offset, ask.limit); got != ask.want {
			t.Errorf("from %d: %q, want %q", ask.offset, got, ask.want)
		}
	}
}

// A person notices what must not be: an answer to a tap that says it came to
// nothing, a screen that nobody knows, a number given twice.
func TestFaults(t *testing.T) {
	t.Parallel()
	keyboard := func(label, data string) json.RawMessage {
		return json.RawMessage(`{"inline_keyboard":[[{"text":"` + label + `","callback_data":"` + data + `"}]]}`)
	}
	begin := func() *town {
		town := newTown(2, false)
		town.deliver = func([]byte) {}
		for _, p := range town.people {
			p.begin()
		}
		return town
	}

	t.Run("nothing is wrong with a known screen", func(t *testing.T) {
		t.Parallel()
		town := begin()
		town.shows(firstChat, 0, json.RawMessage(`"Menu"`), keyboard("Nova solicitação", "x"))
		if n := town.failures(); n != 0 {
			t.Errorf("%d failures: %v", n, town.faults)
		}
	})
	t.Run("an unknown screen", func(t *testing.T) {
		t.Parallel()
		town := begin()
		town.shows(firstChat, 0, json.RawMessage(`"Oi?"`), keyboard("Hm", "x"))
		if n := town.failures(); n != 1 {
			t.Errorf("%d failures, want 1", n)
		}
	})
	t.Run("a tap that was answered with words", func(t *testing.T) {
		t.Parallel()
		town := begin()
		town.told("1001-4", nil)
		town.told("1001-5", json.RawMessage(`"Esta tela mudou."`))
		if n := town.failures(); n != 1 {
			t.Errorf("%d failures, want 1", n)
		}
	})
	t.Run("a number given twice", func(t *testing.T) {
		t.Parallel()
		town := begin()
		receipt := json.RawMessage(`{"inline_keyboard":[[{"text":"Copiar nº","copy_text":{"text":"00000012"}}]]}`)
		for i := range int64(2) {
			town.shows(firstChat+i, 0, json.RawMessage(`"Enviada"`), receipt)
		}
		if n := town.failures(); n != 1 || town.sent() != 1 {
			t.Errorf("%d failures and %d numbers, want 1 and 1", n, town.sent())
		}
	})
}

func TestQuantile(t *testing.T) {
	t.Parallel()
	var waits []time.Duration
	for i := range 100 {
		waits = append(waits, time.Duration(i+1)*time.Millisecond)
	}
	for q, want := range map[float64]float64{0.5: 50, 0.99: 99, 1: 100} {
		if got := quantile(waits, q); got != want {
			t.Errorf("quantile %v is %v, want %v", q, got, want)
		}
	}
	if got := quantile(nil, 0.5); got != 0 {
		t.Errorf("of nothing: %v", got)
	}
}

func TestReadCPU(t *testing.T) {
	t.Parallel()
	c, err := readCPU(os.Getpid())
	if err != nil || c.machine <= 0 || c.bot != c.load {
		t.Errorf("%+v, %v; this program stands for both", c, err)
	}
	if _, err := readCPU(-1); err == nil {
		t.Error("no error for a process that cannot be")
	}
}
