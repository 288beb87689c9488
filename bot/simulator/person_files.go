package simulator

import (
	"fmt"
)

// Media is one item of an album: a photo, or a document if Name is set.
type Media struct {
	Name, MIME string
	Content    []byte
	Caption    string
}

// SendDocument sends a file as it is; an empty mime is guessed from the name.
func (s *Server) SendDocument(chat int64, name, mime string, content []byte, caption string) int64 {
	return s.say(s.ensure(chat), s.documentMessage(name, mime, content, caption))
}

// SendPhoto sends a picture the way the app does: as JPEG in several sizes.
func (s *Server) SendPhoto(chat int64, content []byte, caption string) (int64, error) {
	w, err := s.photoMessage(content, caption)
	if err != nil {
		return 0, err
	}
	return s.say(s.ensure(chat), w), nil
}

// SendAlbum sends 2 to 10 items at once: separate updates with one
// media_group_id. It returns their ids.
func (s *Server) SendAlbum(chat int64, items []Media) ([]int64, error) {
	album := make([]wireMessage, len(items))
	group := s.albumID()
	for i, item := range items {
		if item.Name != "" {
			album[i] = s.documentMessage(item.Name, item.MIME, item.Content, item.Caption)
		} else {
			w, err := s.photoMessage(item.Content, item.Caption)
			if err != nil {
				return nil, fmt.Errorf("item %d: %w", i, err)
			}
			album[i] = w
		}
		album[i].AlbumID = group
	}
	ch := s.ensure(chat)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	ids := make([]int64, len(album))
	for i, w := range album {
		ids[i] = s.sayLocked(ch, w)
	}
	return ids, nil
}

// SendVoice sends a voice message.
func (s *Server) SendVoice(chat int64, content []byte, seconds int) int64 {
	f := s.storeFile(storedFile{mime: "audio/ogg", content: content})
	return s.say(s.ensure(chat), wireMessage{Voice: &wireVoice{
		Duration: seconds, MIME: f.mime, FileID: f.id, UniqueID: f.unique, Size: len(content),
	}})
}

func (s *Server) documentMessage(name, mime string, content []byte, caption string) wireMessage {
	if mime == "" {
		mime = mimeOf(name, content)
	}
	w := wireMessage{Document: documentOf(s.storeFile(storedFile{name: name, mime: mime, content: content}))}
	w.Caption, _ = tidy(caption, nil)
	w.CaptionEnts = detect(w.Caption, nil)
	return w
}

func (s *Server) photoMessage(content []byte, caption string) (wireMessage, error) {
	files, refused := s.storePhoto(content)
	if refused != nil {
		return wireMessage{}, refused
	}
	w := wireMessage{Photo: photosOf(files)}
	w.Caption, _ = tidy(caption, nil)
	w.CaptionEnts = detect(w.Caption, nil)
	return w, nil
}
