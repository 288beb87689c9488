package main

import (
	"io/fs"
	"log/slog"
	"path/filepath"
	"strconv"
	"testing"

	"guiche/bot/simulator"
)

// blobs counts the files of the store.
func (w *world) blobs() int {
	w.t.Helper()
	n := 0
	err := filepath.WalkDir(filepath.Join(w.cfg.DataDir, "blobs"), func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			n++
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func TestBlobsOfWhatWasDropped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	s, err := openStorage(t.Context(), &w.cfg, slog.New(slog.DiscardHandler), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.close(t.Context()); err != nil {
			t.Error(err)
		}
	})
	tidied := func(what string, removed, left int) {
		t.Helper()
		n, err := s.tidy(t.Context(), 0)
		if err != nil || n != removed || w.blobs() != left {
			t.Errorf("%s: %d removed, %d left, %v; want %d and %d", what, n, w.blobs(), err, removed, left)
		}
	}
	// Each picture is an original and a copy for people.
	p := w.atItems(1)
	p.says("85100218 26 MOD")
	p.waits("*1. *dente 26 MOD*")
	for i, name := range []string{"a.png", "longer.png", "the longest.png"} {
		w.sim.SendDocument(p.chat, name, "image/png", picture(name), "")
		p.waits("*" + strconv.Itoa(i+1) + ". " + name + " (*")
	}
	if n, err := s.tidy(t.Context(), janitorAfter); n != 0 || err != nil {
		t.Errorf("at once: %d removed, %v", n, err)
	}
	tidied("while all are attached", 0, 6)
	p.taps("Anexos")
	p.taps("2. longer.png")
	p.taps("✕ Retirar")
	p.waits("*longer.png foi retirado*")
	tidied("one taken off", 2, 4)

	// The download is held up until nobody waits for it.
	content := picture("late and taken off.png")
	w.sim.Order(simulator.Order{Method: "getFile", RetryAfter: 1, Times: 1})
	w.sim.SendDocument(p.chat, "late.png", "image/png", content, "")
	p.waits("*late.png*recebendo*")
	p.taps("3. late.png")
	p.taps("✕ Retirar")
	p.waits("*late.png foi retirado*")
	w.until(func() bool { return w.ask(`SELECT count(*) FROM fetches`) == "0" })
	tidied("one that nobody waited for", 2, 4)

	p.says("/cancelar")
	p.taps("Descartar")
	p.waits("*Menu*")
	tidied("the draft dropped", 4, 0)
}
