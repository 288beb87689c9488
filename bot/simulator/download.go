package simulator

import (
	"net/http"
	"strconv"
)

func (s *Server) getFile(c *call) (any, *refusal) {
	f := s.fileByID(c.str("file_id"))
	switch {
	case c.str("file_id") == "":
		return nil, badRequest("file_id not specified")
	case f == nil:
		return nil, errFileInvalid
	case len(f.content) > maxDownload:
		return nil, errFileTooBig
	}
	return wireFile{FileID: f.id, UniqueID: f.unique, Size: len(f.content), Path: f.path}, nil
}

// serveFile sends a file, or spoils it as an order says.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, path string) {
	f := s.fileByPath(path)
	if f == nil || len(f.content) > maxDownload {
		writeRefusal(w, errNotFound)
		return
	}
	o := s.orders.takeDownload(path)
	if o == nil {
		o = &Order{}
	} else if !s.obeyBefore(w, r, o) {
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.Itoa(len(f.content)))
	rest := f.content
	if o.Truncate > 0 && o.Truncate < len(rest) {
		rest = rest[:o.Truncate]
	}
	for len(rest) > 0 {
		piece := rest
		if o.Piece > 0 && o.Piece < len(piece) {
			piece = piece[:o.Piece]
		}
		if _, err := w.Write(piece); err != nil {
			return
		}
		if rest = rest[len(piece):]; o.Pace > 0 {
			_ = http.NewResponseController(w).Flush()
			if !s.pause(r.Context(), o.Pace) {
				return
			}
		}
	}
	if o.Cut || o.Truncate > 0 {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}
