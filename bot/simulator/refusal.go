package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// refusal is the envelope of a call that Telegram declines.
type refusal struct {
	OK          bool           `json:"ok"`
	Code        int            `json:"error_code"`
	Description string         `json:"description"`
	Parameters  *refusalParams `json:"parameters,omitempty"`
}

type refusalParams struct {
	MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
	RetryAfter int   `json:"retry_after,omitempty"`
}

// Error lets the person's side return the same words to a test.
func (r *refusal) Error() string { return r.Description }

func badRequest(why string) *refusal {
	return &refusal{Code: http.StatusBadRequest, Description: "Bad Request: " + why}
}

func forbidden(why string) *refusal {
	return &refusal{Code: http.StatusForbidden, Description: "Forbidden: " + why}
}

func conflict(why string) *refusal {
	return &refusal{Code: http.StatusConflict, Description: "Conflict: " + why}
}

func tooMany(seconds int) *refusal {
	return &refusal{
		Code:        http.StatusTooManyRequests,
		Description: fmt.Sprintf("Too Many Requests: retry after %d", seconds),
		Parameters:  &refusalParams{RetryAfter: seconds},
	}
}

func migrated(to int64) *refusal {
	r := badRequest("group chat was upgraded to a supergroup chat")
	r.Parameters = &refusalParams{MigrateTo: to}
	return r
}

var (
	errUnauthorized = &refusal{Code: http.StatusUnauthorized, Description: "Unauthorized"}
	errNotFound     = &refusal{Code: http.StatusNotFound, Description: "Not Found"}
	errNoMethod     = &refusal{Code: http.StatusNotFound, Description: "Not Found: method not found"}

	errChatNotFound = badRequest("chat not found")
	errBlocked      = forbidden("bot was blocked by the user")
	errNotMember    = forbidden("bot is not a member of the group chat")
	errNotModified  = badRequest("message is not modified: specified new message content and reply markup " +
		"are exactly the same as a current content and reply markup of the message")
	errTextEmpty       = badRequest("message text is empty")
	errTextTooLong     = badRequest("message is too long")
	errCaptionTooLong  = badRequest("message caption is too long")
	errEditNotFound    = badRequest("message to edit not found")
	errCannotEdit      = badRequest("message can't be edited")
	errNoText          = badRequest("there is no text in the message to edit")
	errNoCaption       = badRequest("there is no caption in the message to edit")
	errNotIdentified   = badRequest("message identifier is not specified")
	errDeleteNotFound  = badRequest("message to delete not found")
	errCannotDelete    = badRequest("message can't be deleted for everyone")
	errReplyNotFound   = badRequest("message to be replied not found")
	errQueryTooOld     = badRequest("query is too old and response timeout expired or query ID is invalid")
	errAnswerTooLong   = badRequest("MESSAGE_TOO_LONG")
	errButtonData      = badRequest("BUTTON_DATA_INVALID")
	errButtonCopy      = badRequest("BUTTON_COPY_TEXT_INVALID")
	errMarkupTooLong   = badRequest("reply markup is too long")
	errFileTooBig      = badRequest("file is too big")
	errFileInvalid     = badRequest("wrong file_id or the file is temporarily unavailable")
	errFileIdentifier  = badRequest("wrong remote file identifier specified: Wrong string length")
	errFileEmpty       = badRequest("file must be non-empty")
	errImage           = badRequest("IMAGE_PROCESS_FAILED")
	errImageDimensions = badRequest("PHOTO_INVALID_DIMENSIONS")
	errAlbumSize       = badRequest("group send failed: an album must have from 2 to 10 items")
	errCommand         = badRequest("BOT_COMMAND_INVALID")
	errParseMode       = badRequest("unsupported parse_mode")
)

func writeRefusal(w http.ResponseWriter, r *refusal) {
	body, _ := json.Marshal(r) // a struct of strings and numbers always marshals
	if r.Parameters != nil && r.Parameters.RetryAfter > 0 {
		w.Header().Set("Retry-After", fmt.Sprint(r.Parameters.RetryAfter))
	}
	send(w, r.Code, body)
}
