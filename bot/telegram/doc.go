// Package telegram speaks the Bot API: it takes updates by polling or webhook
// and makes the calls of delivery.
//
// It promises that
//   - an update is confirmed to Telegram only after it was committed: Telegram is
//     the durable inbox (Poller moves its offset, Webhook answers 200);
//   - one update that cannot be read, or a page cut short, never stops the next;
//   - every failure is typed (see bot.Messenger), and no error and no log line
//     holds the token, a text, a name or a number of a person;
//   - nothing waits without bound: calls, bodies, downloads, the end.
//
// The calls that make up a bot's day are JSON bodies written at once over kept
// connections; those made at start go through github.com/go-telegram/bot with
// the same transport and the same errors.
package telegram
