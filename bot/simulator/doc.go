// Package simulator is a Bot API server on loopback and the people who write
// to its bot.
//
// It promises three things. A bot cannot tell it from Telegram: the same
// envelope, refusals, limits, redelivery and odd corners. A test drives it as a
// person would (SendText, Tap, SendAlbum, Block …) and reads what that person's
// phone shows now (Messages, Wait). And trouble comes on order: a 429, a 502
// page, a cut socket, a slow download (Order).
//
//	person ── SendText, Tap ──▶ chat ── update ──▶ queue ── getUpdates, webhook ──▶ bot
//	person ◀─ Messages, Wait ── chat ◀──────────── Bot API method ◀───────────────── bot
//
// Every chat has its own lock, so a thousand of them do not wait for each
// other, and no call grows with the number of messages or chats there already
// are. Locks are taken in the order chat, then updates; events leave last.
//
// Page serves all this as a messenger in the browser.
package simulator
