package telegram

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/bot"
	"guiche/dialogs"
)

const (
	fromAna   = `"from":{"id":501,"is_bot":false,"first_name":"Ana"}`
	inPrivate = `"chat":{"id":501,"type":"private","first_name":"Ana"},"date":1`
	inGroup   = `"chat":{"id":-40,"type":"group","title":"Equipe"},"date":1`
)

func message(fields string) string {
	return `{"update_id":7,"message":{"message_id":3,` + fromAna + `,` + inPrivate + `,` + fields + `}}`
}

func groupMessage(fields string) string {
	return `{"update_id":7,"message":{"message_id":3,` + fromAna + `,` + inGroup + `,` + fields + `}}`
}

func member(chat, status string) string {
	return `{"update_id":7,"my_chat_member":{` + chat + `,` + fromAna +
		`,"old_chat_member":{"status":"left"},"new_chat_member":{"user":{"id":7000000001},"status":"` + status + `"}}}`
}

func TestDecode(t *testing.T) {
	t.Parallel()
	const channel = `"chat":{"id":-100,"type":"channel","title":"Avisos"},"date":1`
	cases := []struct {
		name, raw string
		chat      int64
		want      dialogs.Input
	}{
		{"text", message(`"text":"resina no 26"`), 501, dialogs.Text{MessageID: 3, Text: "resina no 26"}},
		{"a command is a text", message(`"text":"/start abc","entities":[{"type":"bot_command","offset":0,"length":6}]`), 501,
			dialogs.Text{MessageID: 3, Text: "/start abc"}},
		{"a forwarded text", message(`"text":"oi","forward_origin":{"type":"invented","x":[1]},"forward_date":1`), 501,
			dialogs.Text{MessageID: 3, Text: "oi"}},
		{"an answer to a message that is not shown", message(`"text":"oi","external_reply":{"origin":{"type":"?"}},"reply_to_message":{"message_id":2}`), 501,
			dialogs.Text{MessageID: 3, Text: "oi"}},
		{"half an emoji", message(`"text":"\ud83d"`), 501, dialogs.Text{MessageID: 3, Text: "\uFFFD"}},
		{"a document", message(`"document":{"file_id":"D1","file_name":"laudo.pdf","file_size":900,"thumbnail":{"file_id":"T"}},"caption":"do 26","media_group_id":"g1"`), 501,
			dialogs.File{MessageID: 3, Remote: "D1", Name: "laudo.pdf", Size: 900, Caption: "do 26", Album: "g1"}},
		{"the largest photo, in whatever order", message(`"photo":[{"file_id":"S","width":90,"height":90},{"file_id":"L","width":1280,"height":960,"file_size":70},{"file_id":"M","width":320,"height":240}],"caption":"rx"`), 501,
			dialogs.File{MessageID: 3, Remote: "L", Size: 70, Photo: true, Caption: "rx"}},
		{"an animation, which comes with a document", message(`"animation":{"file_id":"A"},"document":{"file_id":"A"}`), 501,
			dialogs.Other{MessageID: 3, Kind: "animation"}},
		{"a live photo, which comes with a photo", message(`"live_photo":{"file_id":"A"},"photo":[{"file_id":"A","width":1,"height":1}]`), 501,
			dialogs.Other{MessageID: 3, Kind: "live_photo"}},
		{"voice", message(`"voice":{"file_id":"V","duration":3},"caption":"oi"`), 501, dialogs.Other{MessageID: 3, Kind: "voice"}},
		{"a video of an album", message(`"video":{"file_id":"V"},"media_group_id":"g1"`), 501, dialogs.Other{MessageID: 3, Kind: "video", Album: "g1"}},
		{"video", message(`"video":{"file_id":"V"}`), 501, dialogs.Other{MessageID: 3, Kind: "video"}},
		{"sticker", message(`"sticker":{"file_id":"V"}`), 501, dialogs.Other{MessageID: 3, Kind: "sticker"}},
		{"location", message(`"location":{"latitude":-22.9,"longitude":-43.1}`), 501, dialogs.Other{MessageID: 3, Kind: "location"}},
		{"venue, which has a location", message(`"location":{"latitude":-22.9},"venue":{"title":"x"}`), 501, dialogs.Other{MessageID: 3, Kind: "venue"}},
		{"poll", message(`"poll":{"id":"1","options":[{"text":"a"}]}`), 501, dialogs.Other{MessageID: 3, Kind: "poll"}},
		{"dice", message(`"dice":{"emoji":"🎲","value":3}`), 501, dialogs.Other{MessageID: 3, Kind: "dice"}},
		{"an album of paid media of a new type", message(`"paid_media":{"paid_media":[{"type":"hologram"}]}`), 501, dialogs.Other{MessageID: 3, Kind: "paid_media"}},
		{"a content of tomorrow", message(`"hologram":{"file_id":"H"}`), 501, dialogs.Other{MessageID: 3, Kind: "unknown"}},
		{"a content that the server could not show", `{"update_id":7,"message":{"message_id":3,` + fromAna + `,` + inPrivate + `}}`, 501,
			dialogs.Other{MessageID: 3, Kind: "unknown"}},
		{"a photo without sizes", message(`"photo":[]`), 501, dialogs.Other{MessageID: 3, Kind: "photo"}},
		{"a document without an id", message(`"document":{}`), 501, dialogs.Other{MessageID: 3, Kind: "document"}},
		{"the own contact", message(`"contact":{"phone_number":"5521999990000","user_id":501}`), 501,
			dialogs.Phone{MessageID: 3, Number: "5521999990000", Own: true}},
		{"the contact of somebody else", message(`"contact":{"phone_number":"5521999990000","user_id":502}`), 501,
			dialogs.Phone{MessageID: 3, Number: "5521999990000"}},
		{"a contact without an account", message(`"contact":{"phone_number":"5521999990000"}`), 501,
			dialogs.Phone{MessageID: 3, Number: "5521999990000"}},
		{"a contact of nobody, sent by nobody", `{"update_id":7,"message":{"message_id":3,` + inPrivate + `,"contact":{"phone_number":"1"}}}`, 501,
			dialogs.Phone{MessageID: 3, Number: "1"}},
		{"a pinned message", message(`"pinned_message":{"message_id":2,"date":0}`), 501, nil},
		{"a new background", message(`"chat_background_set":{"type":{}}`), 501, nil},
		{"a message sent for a chat", `{"update_id":7,"message":{"message_id":3,"sender_chat":{"id":-9},` + inGroup + `,"text":"oi"}}`, 0, nil},

		{"an edited message", `{"update_id":7,"edited_message":{"message_id":3,` + fromAna + `,` + inPrivate + `,"text":"oi"}}`, 501,
			dialogs.Other{MessageID: 3, Kind: "edited"}},
		{"a live location that moved", `{"update_id":7,"edited_message":{"message_id":3,` + fromAna + `,` + inPrivate + `,"location":{}}}`, 501, nil},
		{"an edited message of a group", `{"update_id":7,"edited_message":{"message_id":3,` + fromAna + `,` + inGroup + `,"text":"/x"}}`, 0, nil},

		{"a tap", `{"update_id":7,"callback_query":{"id":"77",` + fromAna + `,"message":{"message_id":9,` + inPrivate + `,"text":"x"},"data":"1.2"}}`, 501,
			dialogs.Tap{CallbackID: "77", MessageID: 9, Data: "1.2"}},
		{"a tap on a message too old to be shown", `{"update_id":7,"callback_query":{"id":"77",` + fromAna + `,"message":{"message_id":9,"chat":{"id":501,"type":"private"},"date":0},"data":"1.2"}}`, 501,
			dialogs.Tap{CallbackID: "77", MessageID: 9, Data: "1.2"}},
		{"a tap without a message", `{"update_id":7,"callback_query":{"id":"77",` + fromAna + `,"inline_message_id":"i","data":"1.2"}}`, 501,
			dialogs.Tap{CallbackID: "77", Data: "1.2"}},
		{"a tap without its chat", `{"update_id":7,"callback_query":{"id":"77",` + fromAna + `,"message":{"message_id":9},"data":"1.2"}}`, 501,
			dialogs.Tap{CallbackID: "77", MessageID: 9, Data: "1.2"}},
		{"a tap on a game", `{"update_id":7,"callback_query":{"id":"77",` + fromAna + `,"game_short_name":"g"}}`, 501, dialogs.Tap{CallbackID: "77"}},
		{"a tap in a group", `{"update_id":7,"callback_query":{"id":"77",` + fromAna + `,"message":{"message_id":9,` + inGroup + `},"data":"1.2"}}`, -40, dialogs.Group{}},

		{"blocked", member(inPrivate, "kicked"), 501, dialogs.Blocked{}},
		{"unblocked", member(inPrivate, "member"), 501, nil},
		{"added to a group", member(inGroup, "member"), -40, dialogs.Group{}},
		{"made administrator of a supergroup", member(`"chat":{"id":-41,"type":"supergroup"}`, "administrator"), -41, dialogs.Group{}},
		{"added to a channel", member(channel, "administrator"), -100, dialogs.Group{Channel: true}},
		{"removed from a group", member(inGroup, "left"), 0, nil},
		{"removed from a channel", member(channel, "kicked"), 0, nil},
		{"a member of a chat of tomorrow", member(`"chat":{"id":-41,"type":"hall"}`, "member"), 0, nil},
		{"a membership of a new type", `{"update_id":7,"my_chat_member":{` + inPrivate + `,"new_chat_member":{"status":"hologram","x":1}}}`, 501, nil},

		{"a command in a group", groupMessage(`"text":"/start@guiche_bot"`), -40, dialogs.Group{}},
		{"a caption with a command in a group", groupMessage(`"photo":[],"caption":"/start"`), -40, dialogs.Group{}},
		{"a mention in a group", groupMessage(`"text":"oi, @Guiche_Bot!"`), -40, dialogs.Group{}},
		{"a mention without a user name", groupMessage(`"text":"oi Guichê","entities":[{"type":"text_mention","user":{"id":7000000001}}]`), -40, dialogs.Group{}},
		{"an answer to us in a group", groupMessage(`"text":"oi","reply_to_message":{"message_id":1,"from":{"id":7000000001}}`), -40, dialogs.Group{}},
		{"people among themselves", groupMessage(`"text":"oi @bruno, me liga: ana@robot.test"`), 0, nil},
		{"a group that became a supergroup", groupMessage(`"migrate_to_chat_id":-100777`), 0, nil},
		{"a channel post", `{"update_id":7,"channel_post":{"message_id":3,` + channel + `,"text":"/start"}}`, 0, nil},
		{"a message in a channel", `{"update_id":7,"message":{"message_id":3,` + channel + `,"text":"/start"}}`, 0, nil},
		{"an update of tomorrow", `{"update_id":7,"hologram":{"type":"new"}}`, 0, nil},
		{"an update with nothing", `{"update_id":7}`, 0, nil},
		{"null instead of a message", `{"update_id":7,"message":null}`, 0, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want := bot.Update{Bot: self, ID: 7, Chat: c.chat, Input: c.want, Raw: json.RawMessage(c.raw)}
			if diff := cmp.Diff(want, Decode(json.RawMessage(c.raw), self)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecodeFaults(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, raw string
		id, chat  int64
		fault     error
	}{
		{"text that is a number", message(`"text":39053344705`), 7, 501, ErrShape},
		{"a chat that is a word", `{"update_id":7,"message":{"chat":{"id":"501","type":"private"}}}`, 7, 0, ErrShape},
		{"a tap with data of another type", `{"update_id":7,"callback_query":{"id":"1","from":{"id":501},"data":{}}}`, 7, 501, ErrShape},
		{"a message that is a list", `{"update_id":7,"message":[]}`, 7, 0, ErrShape},
		{"the number in quotes", `{"update_id":"7"}`, 7, 0, ErrShape},
		{"the number last", `{"message":{"text":1},"update_id":7}`, 7, 0, ErrShape},
		{"cut off", `{"update_id":7,"message":{"message_id":3,"te`, 7, 0, ErrNotJSON},
		{"cut off before the number", `{"message":{"message_id":3,"te`, 0, 0, ErrNotJSON},
		{"a trailing comma", `{"update_id":7,}`, 7, 0, ErrNotJSON},
		{"a number too large", `{"update_id":99999999999999999999}`, 0, 0, ErrShape},
		{"a number with a fraction", `{"update_id":7.5}`, 0, 0, ErrShape},
		{"no number", `{"message":{}}`, 0, 0, ErrShape},
		{"a number below one", `{"update_id":-7}`, 0, 0, ErrShape},
		{"nothing", ``, 0, 0, ErrNotJSON},
		{"a list", `[]`, 0, 0, ErrShape},
		{"a word", `update`, 0, 0, ErrNotJSON},
		{"too deep", `{"update_id":7,"x":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`, 7, 0, ErrNotJSON},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			u := Decode(json.RawMessage(c.raw), self)
			if u.ID != c.id || u.Chat != c.chat || u.Input != nil || u.Bot != self || !errors.Is(u.Fault, c.fault) {
				t.Errorf("ID %d, chat %d, input %v, fault %v", u.ID, u.Chat, u.Input, u.Fault)
			}
			if string(u.Raw) != c.raw {
				t.Errorf("raw was changed")
			}
			if strings.Contains(u.Fault.Error(), "39053344705") {
				t.Errorf("the fault repeats the update: %v", u.Fault)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		message(`"text":"oi"`), message(`"photo":[{"file_id":"L","width":1}]`), groupMessage(`"text":"@a_bot"`),
		member(inPrivate, "kicked"), `{"update_id":7,"callback_query":{"id":"1","from":{"id":5}}}`, `{"update_id":"7"`, `[]`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		u := Decode(raw, self)
		if u.Fault == nil && u.ID <= 0 {
			t.Errorf("ID %d without a fault", u.ID)
		}
		if u.Fault != nil && u.Input != nil {
			t.Error("a fault and an input")
		}
		if u.ID < 0 || u.Bot != self {
			t.Errorf("ID %d of bot %d", u.ID, u.Bot)
		}
		// encoding/json also takes other spellings of the name, and the last of two.
		once := strings.Count(string(raw), `"update_id"`) == 1 && strings.Count(strings.ToLower(string(raw)), "update_id") == 1
		if id := peekID(raw); u.Fault == nil && once && id != u.ID {
			t.Errorf("peeked %d, decoded %d", id, u.ID)
		}
	})
}
