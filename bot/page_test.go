package bot_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"guiche/backend"
	"guiche/bot"
	"guiche/dialogs"
)

func TestAFormThatIsSentWithoutEndFillsNoMemory(t *testing.T) {
	t.Parallel()
	e := bot.New(bot.Options{Now: time.Now}) // it does not run: what is brought waits
	gone, leave := context.WithCancel(t.Context())
	leave()
	bring := func(chat int64) error {
		_, err := e.Bring(gone, backend.ChatKey{Bot: 7, Chat: chat}, dialogs.PageEntry{})
		return err
	}
	waiting := 0
	for range 100 {
		switch err := bring(1); {
		case errors.Is(err, context.Canceled):
			waiting++
		case !errors.Is(err, bot.ErrBusy):
			t.Fatal(err)
		}
	}
	if waiting != 4 {
		t.Errorf("%d forms of whoever went away wait, want 4", waiting)
	}
	if err := bring(2); !errors.Is(err, context.Canceled) {
		t.Errorf("another chat's form: %v", err)
	}
}
