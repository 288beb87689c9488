package telegram

// The parts of an update that the counter reads. What is not listed is not
// decoded, so that a type that Telegram invents tomorrow does no harm.

type wireUpdate struct {
	ID       int64         `json:"update_id"`
	Message  *wireMessage  `json:"message"`
	Edited   *wireMessage  `json:"edited_message"`
	Callback *wireCallback `json:"callback_query"`
	Member   *wireMember   `json:"my_chat_member"`
}

type wireUser struct {
	ID int64 `json:"id"`
}

type wireChat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

type wireMessage struct {
	ID       int           `json:"message_id"`
	From     wireUser      `json:"from"`
	Chat     wireChat      `json:"chat"`
	Text     string        `json:"text"`
	Entities []wireEntity  `json:"entities"`
	Caption  string        `json:"caption"`
	Album    string        `json:"media_group_id"`
	Document *wireDocument `json:"document"`
	Photo    []wirePhoto   `json:"photo"`
	Contact  *wireContact  `json:"contact"`
	ReplyTo  *struct {
		From wireUser `json:"from"`
	} `json:"reply_to_message"`

	// An animation comes with a document, a live photo with a photo, for clients
	// that know no better.
	Animation present `json:"animation"`
	LivePhoto present `json:"live_photo"`
	Location  present `json:"location"`
}

type wireEntity struct {
	User *wireUser `json:"user"` // of a text_mention
}

type wireDocument struct {
	ID   string `json:"file_id"`
	Name string `json:"file_name"`
	Size int64  `json:"file_size"`
}

type wirePhoto struct {
	ID     string `json:"file_id"`
	Width  int64  `json:"width"`
	Height int64  `json:"height"`
	Size   int64  `json:"file_size"`
}

type wireContact struct {
	Phone string `json:"phone_number"`
	User  int64  `json:"user_id"`
}

type wireCallback struct {
	ID      string   `json:"id"`
	From    wireUser `json:"from"`
	Data    string   `json:"data"`
	Message *struct {
		ID   int      `json:"message_id"`
		Chat wireChat `json:"chat"`
	} `json:"message"`
}

type wireMember struct {
	Chat wireChat `json:"chat"`
	New  struct {
		Status string `json:"status"`
	} `json:"new_chat_member"`
}

// present is true for any value but null.
type present bool

// UnmarshalJSON implements json.Unmarshaler.
func (p *present) UnmarshalJSON(raw []byte) error {
	*p = string(raw) != "null"
	return nil
}
