package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"guiche/bot"
)

// What a call can meet besides the errors of bot.Messenger. The first three are
// no failure to the calls that meet them; the rest is passing.
var (
	errNotModified = errors.New("message is not modified")
	errQueryGone   = errors.New("query is too old")
	errConflict    = errors.New("another process polls with this token, or a webhook is set")

	errAnswerTooLong = errors.New("answer is too long")
	errHidden        = errors.New("failed (the reason names the token and is left out)")
)

// answerError is an answer that is not the Bot API's: a gateway's page, a cut
// body. It is passing.
type answerError struct{ status int }

func (e answerError) Error() string { return fmt.Sprintf("unexpected answer, status %d", e.status) }

// envelope is what every call is answered with.
type envelope struct {
	OK          bool   `json:"ok"`
	Code        int    `json:"error_code"`
	Description string `json:"description"`
	Parameters  struct {
		RetryAfter int64 `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

var accepted = []byte(`{"ok":true`)

// readAnswer decodes result (if it is not nil) or returns what the refusal means.
func readAnswer(status int, head http.Header, body []byte, result any) error {
	if status == http.StatusOK && bytes.HasPrefix(body, accepted) {
		if result == nil {
			return nil
		}
		if json.Unmarshal(body, result) != nil {
			return answerError{status}
		}
		return nil
	}
	var e envelope
	if json.Unmarshal(body, &e) != nil || !e.OK && e.Code == 0 {
		if status == http.StatusTooManyRequests {
			// A gateway before the server: it speaks of the whole bot.
			return &bot.RetryAfter{After: retryAfter(0, head), Global: true}
		}
		return answerError{status}
	}
	if !e.OK {
		return e.meaning(head)
	}
	if result != nil && json.Unmarshal(body, result) != nil {
		return answerError{status}
	}
	return nil
}

func (e *envelope) meaning(head http.Header) error {
	switch {
	case e.Parameters.MigrateTo != 0:
		return &bot.Migrated{To: e.Parameters.MigrateTo}
	case e.Code == http.StatusTooManyRequests || e.Parameters.RetryAfter > 0:
		// Telegram does not say whether the chat or the whole bot is meant.
		return &bot.RetryAfter{After: retryAfter(e.Parameters.RetryAfter, head)}
	case e.Code == http.StatusNotFound && strings.Contains(strings.ToLower(e.Description), "method not found"):
		return fmt.Errorf("%w: the Bot API server does not have the method", bot.ErrRefused)
	case e.Code == http.StatusUnauthorized || e.Code == http.StatusNotFound:
		return bot.ErrUnauthorized
	case e.Code == http.StatusForbidden:
		return bot.ErrBlocked
	case e.Code == http.StatusConflict:
		return errConflict
	case e.Code == http.StatusRequestTimeout || e.Code < 400 || e.Code > 499:
		return answerError{e.Code}
	}
	lower := strings.ToLower(e.Description)
	for _, known := range refusals {
		if strings.Contains(lower, known.words) {
			return known.err
		}
	}
	return fmt.Errorf("%w: %s", bot.ErrRefused, withoutQuotes(e.Description))
}

// refusals is the one place that reads Telegram's words: it has nothing else to
// tell these apart by.
var refusals = []struct {
	words string
	err   error
}{
	{"message is not modified", errNotModified},
	{"query is too old", errQueryGone},
	{"query id is invalid", errQueryGone},
	{"query_id_invalid", errQueryGone},
	{"message to edit not found", bot.ErrMessageGone},
	{"message to be edited not found", bot.ErrMessageGone},
	{"message can't be edited", bot.ErrMessageGone},
	{"message_id_invalid", bot.ErrMessageGone},
	{"there is no text in the message to edit", bot.ErrMessageGone},
	{"message to delete not found", bot.ErrMessageGone},
	{"file is too big", bot.ErrTooBig},
	{"wrong file_id", bot.ErrFileGone},
	{"wrong remote file identifier", bot.ErrFileGone},
	{"invalid file_id", bot.ErrFileGone},
}

var longNumber = regexp.MustCompile(`[0-9]{5,}`)

// withoutQuotes leaves out what Telegram may have repeated of our own text (an
// unclosed tag, a button's address): all between the first and the last quote,
// and long numbers.
func withoutQuotes(description string) string {
	first := openingQuote(description)
	if first >= 0 {
		rest := ""
		if last := strings.LastIndexAny(description, `"'`); last > first {
			rest = description[last+1:]
		}
		description = description[:first] + "…" + rest
	}
	if runes := []rune(description); len(runes) > 160 {
		description = string(runes[:160]) + "…"
	}
	return longNumber.ReplaceAllString(description, "#")
}

// openingQuote does not take the apostrophe of "can't" for one.
func openingQuote(s string) int {
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\'' && (i == 0 || s[i-1] == ' ' || s[i-1] == '(') {
			return i
		}
	}
	return -1
}

// retryAfter is at least one second.
func retryAfter(seconds int64, head http.Header) time.Duration {
	if seconds <= 0 {
		seconds, _ = strconv.ParseInt(head.Get("Retry-After"), 10, 64)
	}
	return time.Duration(min(max(seconds, 1), 24*60*60)) * time.Second
}
