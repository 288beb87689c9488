package telegram

import (
	"encoding/json"

	"guiche/dialogs"
)

// readMessage reads a message of a private chat; nil is nothing to say to.
func readMessage(m *wireMessage, raw json.RawMessage) dialogs.Input {
	switch {
	case bool(m.Animation):
		return dialogs.Other{MessageID: m.ID, Kind: "animation", Album: m.Album}
	case bool(m.LivePhoto):
		return dialogs.Other{MessageID: m.ID, Kind: "live_photo", Album: m.Album}
	case m.Text != "":
		return dialogs.Text{MessageID: m.ID, Text: m.Text}
	case m.Document != nil && m.Document.ID != "":
		return dialogs.File{
			MessageID: m.ID, Remote: m.Document.ID, Name: m.Document.Name, Size: max(m.Document.Size, 0),
			Caption: m.Caption, Album: m.Album,
		}
	case m.Contact != nil:
		return dialogs.Phone{
			MessageID: m.ID, Number: m.Contact.Phone,
			Own: m.Contact.User != 0 && m.Contact.User == m.From.ID,
		}
	}
	if p := largest(m.Photo); p.ID != "" {
		return dialogs.File{
			MessageID: m.ID, Remote: p.ID, Size: max(p.Size, 0), Photo: true,
			Caption: m.Caption, Album: m.Album,
		}
	}
	kind := kindOf(raw)
	if kind == "" {
		return nil
	}
	return dialogs.Other{MessageID: m.ID, Kind: kind, Album: m.Album}
}

// largest does not rely on the order in which Telegram lists the sizes.
func largest(sizes []wirePhoto) wirePhoto {
	var best wirePhoto
	for _, p := range sizes {
		if p.ID != "" && (best.ID == "" || area(p) > area(best)) {
			best = p
		}
	}
	return best
}

func area(p wirePhoto) int64 { return p.Width * p.Height }

// contents are the fields that say what a message brings, the more telling one
// first: a venue has a location, too.
var contents = []string{
	"voice", "video", "video_note", "audio", "sticker", "venue", "location", "poll", "dice", "story",
	"paid_media", "game", "checklist", "invoice", "rich_message", "giveaway", "photo", "document",
}

// services are the fields of messages that Telegram writes by itself when
// something happens in a private chat.
var services = []string{
	"pinned_message", "message_auto_delete_timer_changed", "connected_website", "write_access_allowed",
	"chat_background_set", "users_shared", "chat_shared", "gift", "unique_gift", "gift_upgrade_sent",
	"successful_payment", "refunded_payment", "passport_data", "web_app_data", "proximity_alert_triggered",
	"checklist_tasks_done", "checklist_tasks_added", "forum_topic_created", "forum_topic_edited",
	"forum_topic_closed", "forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden",
	"paid_message_price_changed", "direct_message_price_changed", "suggested_post_approved",
	"suggested_post_approval_failed", "suggested_post_declined", "suggested_post_paid",
	"suggested_post_refunded", "boost_added", "managed_bot_created", "poll_option_added",
	"poll_option_deleted", "video_chat_scheduled", "video_chat_started", "video_chat_ended",
	"video_chat_participants_invited", "giveaway_created", "giveaway_winners", "giveaway_completed",
	"new_chat_members", "left_chat_member", "group_chat_created", "migrate_to_chat_id", "migrate_from_chat_id",
}

// kindOf names the content of a message that is neither text nor file; "" for a
// service message. What nobody here knows yet is "unknown": also the empty
// message that a Bot API server makes of a content newer than itself.
func kindOf(raw json.RawMessage) string {
	var w struct {
		Message map[string]json.RawMessage `json:"message"`
	}
	if json.Unmarshal(raw, &w) != nil {
		return "unknown"
	}
	for _, kind := range contents {
		if _, ok := w.Message[kind]; ok {
			return kind
		}
	}
	for _, field := range services {
		if _, ok := w.Message[field]; ok {
			return ""
		}
	}
	return "unknown"
}
