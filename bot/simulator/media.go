package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
)

// storedFile is one file that either side sent. Its content is never changed.
type storedFile struct {
	id, unique, path string
	name, mime       string
	content          []byte
	width, height    int // of pictures
}

type fileStore struct {
	mu     sync.RWMutex
	byID   map[string]*storedFile
	byPath map[string]*storedFile
	last   int
	sizes  map[string][]scaled // of a photo, by the hash of what was sent
}

// storeFile keeps a file under a new file_id. The unique id depends on the
// content alone.
func (s *Server) storeFile(f storedFile) *storedFile {
	f.unique = "AQAD" + hashOf(f.content)
	ext := strings.ToLower(filepath.Ext(f.name))
	folder := "documents"
	switch {
	case f.width > 0:
		folder, ext = "photos", ".jpg"
	case strings.HasPrefix(f.mime, "audio/ogg"):
		folder, ext = "voice", ".oga"
	}
	s.files.mu.Lock()
	defer s.files.mu.Unlock()
	if s.files.byID == nil {
		s.files.byID, s.files.byPath = map[string]*storedFile{}, map[string]*storedFile{}
	}
	s.files.last++
	f.id = fmt.Sprintf("AgACAgEAAxkBAA%s%06d", s.tag, s.files.last)
	f.path = fmt.Sprintf("%s/file_%d%s", folder, s.files.last, ext)
	s.files.byID[f.id], s.files.byPath[f.path] = &f, &f
	return &f
}

func (s *Server) fileByID(id string) *storedFile {
	s.files.mu.RLock()
	defer s.files.mu.RUnlock()
	return s.files.byID[id]
}

func (s *Server) fileByPath(path string) *storedFile {
	s.files.mu.RLock()
	defer s.files.mu.RUnlock()
	return s.files.byPath[path]
}

// mimeOf guesses as Telegram does: by name first.
func mimeOf(name string, content []byte) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".pdf":
		return "application/pdf"
	case ".doc":
		return "application/msword"
	case ".docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".txt":
		return "text/plain"
	case ".csv":
		return "text/csv"
	case ".zip":
		return "application/zip"
	}
	kind, _, _ := strings.Cut(http.DetectContentType(content), ";")
	return kind
}

func documentOf(f *storedFile) *wireDocument {
	return &wireDocument{Name: f.name, MIME: f.mime, FileID: f.id, UniqueID: f.unique, Size: len(f.content)}
}

func photosOf(files []*storedFile) []wirePhoto {
	out := make([]wirePhoto, len(files))
	for i, f := range files {
		out[i] = wirePhoto{FileID: f.id, UniqueID: f.unique, Size: len(f.content), Width: f.width, Height: f.height}
	}
	return out
}

// attachment finds the file of a parameter: uploaded under its own name, named
// by attach://, or known by its file_id.
func (s *Server) attachment(c *call, field, value string) (upload, *storedFile, *refusal) {
	if name, ok := strings.CutPrefix(value, "attach://"); ok {
		field = name
	} else if value != "" {
		if f := s.fileByID(value); f != nil {
			return upload{}, f, nil
		}
		if isHref(value) {
			return upload{}, nil, badRequest("failed to get HTTP URL content")
		}
		return upload{}, nil, errFileIdentifier
	}
	up, ok := c.files[field]
	switch {
	case !ok:
		return upload{}, nil, badRequest("there is no " + field + " in the request")
	case len(up.content) == 0:
		return upload{}, nil, errFileEmpty
	case len(up.content) > maxUpload:
		return upload{}, nil, &refusal{Code: http.StatusRequestEntityTooLarge, Description: "Request Entity Too Large"}
	}
	return up, nil, nil
}

func (s *Server) document(c *call, field, value string) (*wireDocument, *refusal) {
	up, known, refused := s.attachment(c, field, value)
	if refused != nil {
		return nil, refused
	}
	if known == nil {
		known = s.storeFile(storedFile{name: up.name, mime: up.mime, content: up.content})
	}
	return documentOf(known), nil
}

func (s *Server) photo(c *call, field, value string) ([]wirePhoto, *refusal) {
	up, known, refused := s.attachment(c, field, value)
	if refused != nil {
		return nil, refused
	}
	if known != nil {
		if known.width == 0 {
			return nil, badRequest("can't use file of type Document as Photo")
		}
		return photosOf([]*storedFile{known}), nil
	}
	files, refused := s.storePhoto(up.content)
	if refused != nil {
		return nil, refused
	}
	return photosOf(files), nil
}

func (s *Server) sendDocument(c *call) (any, *refusal) {
	return s.sendFile(c, func(w *wireMessage) (refused *refusal) {
		w.Document, refused = s.document(c, "document", c.str("document"))
		return refused
	})
}

func (s *Server) sendPhoto(c *call) (any, *refusal) {
	return s.sendFile(c, func(w *wireMessage) (refused *refusal) {
		w.Photo, refused = s.photo(c, "photo", c.str("photo"))
		return refused
	})
}

func (s *Server) sendFile(c *call, attach func(*wireMessage) *refusal) (any, *refusal) {
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	var w wireMessage
	if w.Caption, w.CaptionEnts, refused = c.caption(); refused != nil {
		return nil, refused
	}
	if refused := attach(&w); refused != nil {
		return nil, refused
	}
	return s.answer(ch, c, w)
}

// inputMedia is one photo or document of an album or an edit.
type inputMedia struct {
	Type      string          `json:"type"`
	Media     string          `json:"media"`
	Caption   string          `json:"caption"`
	ParseMode string          `json:"parse_mode"`
	Entities  json.RawMessage `json:"caption_entities"`
}

// put gives a new message what the item names.
func (s *Server) put(c *call, item inputMedia, w *wireMessage) (refused *refusal) {
	own := &call{params: map[string]string{
		"caption": item.Caption, "parse_mode": item.ParseMode, "caption_entities": string(item.Entities),
	}}
	if w.Caption, w.CaptionEnts, refused = own.caption(); refused != nil {
		return refused
	}
	switch item.Type {
	case "photo":
		w.Photo, refused = s.photo(c, "media", item.Media)
	case "document":
		w.Document, refused = s.document(c, "media", item.Media)
	default:
		refused = badRequest(`can't parse InputMedia: Field "type" is not one that is served here`)
	}
	return refused
}

// editMessageMedia changes a photo or document, or adds one to a text.
func (s *Server) editMessageMedia(c *call) (any, *refusal) {
	var item inputMedia
	if refused := c.json("media", &item); refused != nil {
		return nil, refused
	}
	if item.Media == "" {
		return nil, badRequest(`can't parse InputMedia: Field "media" is missing`)
	}
	var fresh wireMessage
	if refused := s.put(c, item, &fresh); refused != nil {
		return nil, refused
	}
	return s.edit(c, func(w *wireMessage, mk *wireInline) *refusal {
		switch {
		case w.Contact != nil || w.Location != nil:
			return errCannotEdit
		case w.AlbumID != "" && (item.Type == "photo") != (len(w.Photo) > 0):
			return badRequest("message media type in an album can't be changed")
		}
		w.Text, w.Entities, w.Voice = "", nil, nil
		w.Photo, w.Document, w.Caption, w.CaptionEnts, w.Markup = fresh.Photo, fresh.Document, fresh.Caption, fresh.CaptionEnts, mk
		return nil
	})
}

func (s *Server) sendMediaGroup(c *call) (any, *refusal) {
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	var items []inputMedia
	if refused := c.json("media", &items); refused != nil {
		return nil, refused
	}
	if len(items) < 2 || len(items) > 10 {
		return nil, errAlbumSize
	}
	album := make([]wireMessage, len(items))
	for i, item := range items {
		if refused := s.put(c, item, &album[i]); refused != nil {
			return nil, refused
		}
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	group := s.albumID()
	sent := make([]*wireMessage, len(album))
	for i, w := range album {
		w.AlbumID = group
		if sent[i], refused = s.post(ch, c, w); refused != nil {
			return nil, refused
		}
	}
	return sent, nil
}

func (s *Server) albumID() string { return s.taps.newID() }

func (s *Server) sendLocation(c *call) (any, *refusal) {
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	var where wireLocation
	if refused := c.json("latitude", &where.Latitude); refused != nil {
		return nil, refused
	}
	if refused := c.json("longitude", &where.Longitude); refused != nil {
		return nil, refused
	}
	return s.answer(ch, c, wireMessage{Location: &where})
}

func (s *Server) sendContact(c *call) (any, *refusal) {
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	if c.str("phone_number") == "" || c.str("first_name") == "" {
		return nil, badRequest("phone number and first name must be non-empty")
	}
	return s.answer(ch, c, wireMessage{Contact: &wireContact{
		Phone: c.str("phone_number"), FirstName: c.str("first_name"), LastName: c.str("last_name"),
	}})
}
