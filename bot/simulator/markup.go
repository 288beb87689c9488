package simulator

import (
	"encoding/json"
	"net"
	"net/url"
	"strings"
	"unicode/utf8"
)

const (
	maxButtonData = 64
	maxCopyText   = 256
	maxButtons    = 100
)

type wireInline struct {
	Rows [][]wireButton `json:"inline_keyboard"`
}

type wireButton struct {
	Text   string      `json:"text"`
	URL    string      `json:"url,omitempty"`
	Data   string      `json:"callback_data,omitempty"`
	Copy   *wireCopy   `json:"copy_text,omitempty"`
	WebApp *wireWebApp `json:"web_app,omitempty"`
	Switch *string     `json:"switch_inline_query,omitempty"`
}

type wireCopy struct {
	Text string `json:"text"`
}

type wireWebApp struct {
	URL string `json:"url"`
}

type wireKeyboard struct {
	Rows        [][]wireKey `json:"keyboard"`
	Persistent  bool        `json:"is_persistent"`
	Resize      bool        `json:"resize_keyboard"`
	OneTime     bool        `json:"one_time_keyboard"`
	Placeholder string      `json:"input_field_placeholder"`
}

type wireKey struct {
	Text     string      `json:"text"`
	Contact  bool        `json:"request_contact"`
	Location bool        `json:"request_location"`
	WebApp   *wireWebApp `json:"web_app"`
}

// UnmarshalJSON also takes the short form of a key, a mere string.
func (k *wireKey) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, &k.Text)
	}
	type plain wireKey
	return json.Unmarshal(raw, (*plain)(k))
}

// markup is a reply_markup parameter: at most one field is set.
type markup struct {
	inline   *wireInline
	keyboard *wireKeyboard
	remove   bool
	force    bool
	hint     string // placeholder of a forced reply
}

func (c *call) markup() (markup, *refusal) {
	var in struct {
		Inline      *[][]wireButton `json:"inline_keyboard"`
		Keyboard    *[][]wireKey    `json:"keyboard"`
		Remove      bool            `json:"remove_keyboard"`
		Force       bool            `json:"force_reply"`
		Placeholder string          `json:"input_field_placeholder"`
	}
	if refused := c.json("reply_markup", &in); refused != nil {
		return markup{}, refused
	}
	switch {
	case in.Inline != nil:
		inline, refused := checkInline(*in.Inline)
		return markup{inline: inline}, refused
	case in.Keyboard != nil:
		k := new(wireKeyboard)
		if refused := c.json("reply_markup", k); refused != nil {
			return markup{}, refused
		}
		return markup{keyboard: k}, nil
	}
	return markup{remove: in.Remove, force: in.Force, hint: in.Placeholder}, nil
}

// checkInline refuses what Telegram refuses and drops empty rows as it does.
func checkInline(rows [][]wireButton) (*wireInline, *refusal) {
	out := &wireInline{}
	count := 0
	for _, row := range rows {
		if len(row) == 0 {
			continue
		}
		for i := range row {
			if refused := checkButton(&row[i]); refused != nil {
				return nil, refused
			}
		}
		count += len(row)
		out.Rows = append(out.Rows, row)
	}
	if count > maxButtons {
		return nil, errMarkupTooLong
	}
	if count == 0 {
		return nil, nil
	}
	return out, nil
}

func checkButton(b *wireButton) *refusal {
	if strings.TrimSpace(b.Text) == "" {
		return badRequest(`can't parse inline keyboard button: Field "text" must be of type String`)
	}
	switch {
	case b.URL != "":
		if !isLink(b.URL) {
			return badRequest("inline keyboard button URL '" + b.URL + "' is invalid: Wrong HTTP URL")
		}
	case b.WebApp != nil:
		if !isWebApp(b.WebApp.URL) {
			return badRequest("inline keyboard button Web App URL '" + b.WebApp.URL +
				"' is invalid: Only HTTPS links are allowed")
		}
	case b.Copy != nil:
		if n := utf8.RuneCountInString(b.Copy.Text); n == 0 || n > maxCopyText {
			return errButtonCopy
		}
	case b.Data != "":
		if len(b.Data) > maxButtonData {
			return errButtonData
		}
	case b.Switch != nil:
	default:
		return badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	}
	return nil
}

func isLink(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "tg")
}

// isWebApp takes plain HTTP on loopback beside HTTPS: the demonstration's own
// pages stand there.
func isWebApp(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	loopback := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	return u.Scheme == "https" || u.Scheme == "http" && loopback
}

// hasData tells whether some button calls back with data.
func (k *wireInline) hasData(data string) bool {
	if k == nil {
		return false
	}
	for _, row := range k.Rows {
		for _, b := range row {
			if b.Data == data && b.URL == "" && b.WebApp == nil && b.Copy == nil {
				return true
			}
		}
	}
	return false
}
