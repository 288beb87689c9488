package simulator

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
)

const maxAlbum = 10

// upload takes one file, or up to ten as an album.
func (p *page) upload(w http.ResponseWriter, r *http.Request) {
	me, ok := p.person(w, r)
	if !ok {
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	if err := r.ParseMultipartForm(maxUpload); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			http.Error(w, "O arquivo passa de 50 MB. Escolha um menor.", http.StatusRequestEntityTooLarge)
			return
		}
		http.Error(w, "Não consegui ler o arquivo. Tente de novo.", http.StatusBadRequest)
		return
	}
	defer func() { _ = r.MultipartForm.RemoveAll() }() // what was in memory needs no removal
	headers := r.MultipartForm.File["file"]
	if len(headers) == 0 || len(headers) > maxAlbum {
		http.Error(w, fmt.Sprintf("Escolha de 1 a %d arquivos por vez.", maxAlbum), http.StatusBadRequest)
		return
	}
	items, err := readAll(headers)
	if err != nil {
		http.Error(w, "Não consegui ler o arquivo. Tente de novo.", http.StatusBadRequest)
		return
	}
	items[0].Caption = r.FormValue("caption")
	album, err := p.s.wrap(items, r.FormValue("as") == "photo")
	if err != nil {
		http.Error(w, "Não deu para abrir como foto. Tente enviar como arquivo.", http.StatusUnprocessableEntity)
		return
	}
	ch := p.s.ensure(me.User.ID)
	for i, message := range album {
		nonce := ""
		if i == 0 {
			nonce = r.FormValue("nonce")
		}
		p.s.sayMarked(ch, message, nonce)
	}
	w.WriteHeader(http.StatusNoContent)
}

func readAll(headers []*multipart.FileHeader) ([]Media, error) {
	items := make([]Media, len(headers))
	for i, header := range headers {
		f, err := header.Open()
		if err != nil {
			return nil, err
		}
		var content bytes.Buffer
		_, err = io.Copy(&content, f)
		f.Close()
		if err != nil {
			return nil, err
		}
		items[i] = Media{Name: header.Filename, MIME: header.Header.Get("Content-Type"), Content: content.Bytes()}
	}
	return items, nil
}

// wrap makes messages of files: photos if that is wanted and they are pictures.
func (s *Server) wrap(items []Media, asPhoto bool) ([]wireMessage, error) {
	group := ""
	if len(items) > 1 {
		group = s.albumID()
	}
	album := make([]wireMessage, len(items))
	for i, item := range items {
		if asPhoto && strings.HasPrefix(item.MIME, "image/") {
			message, err := s.photoMessage(item.Content, item.Caption)
			if err != nil {
				return nil, err
			}
			album[i] = message
		} else {
			album[i] = s.documentMessage(item.Name, item.MIME, item.Content, item.Caption)
		}
		album[i].AlbumID = group
	}
	return album, nil
}
