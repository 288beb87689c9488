package simulator

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
)

const (
	maxUpload   = 50 << 20
	maxDownload = 20 << 20
)

// readCall reads parameters from the query and from a body in any of the forms
// that Telegram takes: JSON, urlencoded or multipart.
func readCall(w http.ResponseWriter, r *http.Request, name string) (*call, *refusal) {
	c := &call{name: name, params: map[string]string{}, done: r.Context().Done()}
	if r.URL.RawQuery != "" {
		c.addValues(r.URL.Query())
	}
	if r.Body == nil || r.Body == http.NoBody {
		return c, nil
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload+1<<20)
	kind, args, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "application/json":
		err = c.readJSON(r.Body)
	case "multipart/form-data":
		err = c.readMultipart(multipart.NewReader(r.Body, args["boundary"]))
	default:
		err = c.readForm(r.Body)
	}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, &refusal{Code: http.StatusRequestEntityTooLarge, Description: "Request Entity Too Large"}
	case err != nil && kind == "application/json":
		return nil, badRequest("can't parse request JSON object")
	case err != nil:
		return nil, badRequest("can't parse request body")
	}
	return c, nil
}

func (c *call) addValues(values url.Values) {
	for k, v := range values {
		if len(v) > 0 {
			c.params[k] = v[0]
		}
	}
}

func (c *call) readForm(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	values, err := url.ParseQuery(string(raw))
	if err != nil {
		return err
	}
	c.addValues(values)
	return nil
}

func (c *call) readJSON(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil || len(raw) == 0 {
		return err
	}
	return c.setJSON(raw)
}

// setJSON takes the fields of an object; a webhook's answer comes this way too.
func (c *call) setJSON(raw []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return err
	}
	for k, v := range fields {
		if len(v) > 0 && v[0] == '"' {
			var text string
			if err := json.Unmarshal(v, &text); err != nil {
				return err
			}
			c.params[k] = text
		} else {
			c.params[k] = string(v)
		}
	}
	return nil
}

func (c *call) readMultipart(parts *multipart.Reader) error {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() == "" {
			c.params[part.FormName()] = string(content)
			continue
		}
		if c.files == nil {
			c.files = map[string]upload{}
		}
		kind := part.Header.Get("Content-Type")
		if kind == "" || strings.HasPrefix(kind, "application/octet-stream") {
			kind = mimeOf(part.FileName(), content)
		}
		c.files[part.FormName()] = upload{name: part.FileName(), mime: kind, content: content}
	}
}
