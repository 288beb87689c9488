package simulator

// The shapes of the Bot API that leave this server. A value is never changed
// once built: an edit makes a new one, so any goroutine may read an old one.

type wireUser struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

type wireChat struct {
	ID        int64  `json:"id"`
	Title     string `json:"title,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Type      string `json:"type"`
}

type wireEntity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	Language string `json:"language,omitempty"`
	Emoji    string `json:"custom_emoji_id,omitempty"`
}

type wireMessage struct {
	ID          int           `json:"message_id"`
	From        *wireUser     `json:"from,omitempty"`
	SenderChat  *wireChat     `json:"sender_chat,omitempty"`
	Chat        wireChat      `json:"chat"`
	Date        int64         `json:"date"`
	EditDate    int64         `json:"edit_date,omitempty"`
	ReplyTo     *wireMessage  `json:"reply_to_message,omitempty"`
	AlbumID     string        `json:"media_group_id,omitempty"`
	Protected   bool          `json:"has_protected_content,omitempty"`
	EffectID    string        `json:"effect_id,omitempty"`
	Text        string        `json:"text,omitempty"`
	Entities    []wireEntity  `json:"entities,omitempty"`
	Photo       []wirePhoto   `json:"photo,omitempty"`
	Document    *wireDocument `json:"document,omitempty"`
	Voice       *wireVoice    `json:"voice,omitempty"`
	Contact     *wireContact  `json:"contact,omitempty"`
	Location    *wireLocation `json:"location,omitempty"`
	Caption     string        `json:"caption,omitempty"`
	CaptionEnts []wireEntity  `json:"caption_entities,omitempty"`
	MigrateTo   int64         `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom int64         `json:"migrate_from_chat_id,omitempty"`
	Markup      *wireInline   `json:"reply_markup,omitempty"`
}

// hasMedia tells whether the words are a caption.
func (m *wireMessage) hasMedia() bool {
	return len(m.Photo) > 0 || m.Document != nil || m.Voice != nil
}

type wirePhoto struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Size     int    `json:"file_size"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
}

type wireDocument struct {
	Name     string     `json:"file_name,omitempty"`
	MIME     string     `json:"mime_type,omitempty"`
	Thumb    *wirePhoto `json:"thumbnail,omitempty"`
	FileID   string     `json:"file_id"`
	UniqueID string     `json:"file_unique_id"`
	Size     int        `json:"file_size"`
}

type wireVoice struct {
	Duration int    `json:"duration"`
	MIME     string `json:"mime_type,omitempty"`
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Size     int    `json:"file_size"`
}

type wireContact struct {
	Phone     string `json:"phone_number"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	UserID    int64  `json:"user_id,omitempty"`
}

type wireLocation struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type wireFile struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Size     int    `json:"file_size"`
	Path     string `json:"file_path,omitempty"`
}

type wireCallback struct {
	ID       string       `json:"id"`
	From     wireUser     `json:"from"`
	Message  *wireMessage `json:"message,omitempty"`
	Instance string       `json:"chat_instance"`
	Data     string       `json:"data"`
}

type wireMember struct {
	User   wireUser `json:"user"`
	Status string   `json:"status"`
	Until  *int64   `json:"until_date,omitempty"`
}

type wireMemberUpdate struct {
	Chat wireChat   `json:"chat"`
	From wireUser   `json:"from"`
	Date int64      `json:"date"`
	Old  wireMember `json:"old_chat_member"`
	New  wireMember `json:"new_chat_member"`
}

type wireCommand struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}
