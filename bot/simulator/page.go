package simulator

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed assets
var assets embed.FS

// htmx is the library and its extension for streams as one script: a deferred
// htmx begins in a task of its own, and an extension that arrived after it would
// find that its element had been passed over.
var htmx = slices.Concat(asset("htmx.min.js"), []byte(";\n"), asset("hx-sse.min.js"))

func asset(name string) []byte {
	content, err := assets.ReadFile("assets/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	return content
}

var templates = template.Must(template.ParseFS(assets, "assets/*.html"))

// Person is somebody to talk as on the chat page.
type Person struct {
	User        User
	Title       string   // "Dentista · Clínica Sorriso"
	Hint        string   // at most three lines: what this person can try
	Suggestions []string // words to put into the composer: a password, a sentence
	Before      bool     // the bot knows this person from an earlier run
}

// Clock is the demonstration's clock, to be moved by hand.
type Clock interface {
	Now() time.Time
	Advance(time.Duration)
	NextBusinessDay()
}

// PageOptions says who is on the chat page.
type PageOptions struct {
	People   []Person
	Operator string
	Clock    Clock          // nil: no clock control
	Location *time.Location // of the times shown; nil: São Paulo
	Links    []Link         // to other pages of the demonstration
}

// Link leads to a page beside the chat.
type Link struct {
	Text  string
	Glyph string // one character, where there is no room for the text
	URL   string
}

// page serves the messenger for the people of a demonstration.
type page struct {
	s        *Server
	people   []Person
	operator string
	clock    Clock
	zone     *time.Location
	links    []Link

	mu   sync.Mutex
	seen map[int64]int // the last message each person has had on the screen
}

// Page is the chat page. Its links are relative, so it may stand under any path
// that ends in a slash. The caller binds it to loopback: whoever reaches it
// speaks as any of its people.
func (s *Server) Page(o PageOptions) http.Handler {
	p := &page{s: s, people: o.People, operator: o.Operator, clock: o.Clock, zone: o.Location, links: o.Links, seen: map[int64]int{}}
	if p.zone == nil {
		p.zone = time.Local
		if zone, err := time.LoadLocation("America/Sao_Paulo"); err == nil {
			p.zone = zone
		}
	}
	for _, person := range o.People {
		s.AddUser(person.User)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.show)
	mux.HandleFunc("GET /static/{name}", p.static)
	mux.HandleFunc("GET /media/{id}/{name}", p.file)
	mux.HandleFunc("GET /chat/{chat}/events", p.events)
	mux.HandleFunc("POST /chat/{chat}/text", p.text)
	mux.HandleFunc("POST /chat/{chat}/tap/{message}", p.tap)
	mux.HandleFunc("POST /chat/{chat}/key", p.key)
	mux.HandleFunc("POST /chat/{chat}/upload", p.upload)
	mux.HandleFunc("POST /clock", p.moveClock)
	return http.NewCrossOriginProtection().Handler(guarded(mux))
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
	"frame-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'none'"

func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// show is the whole page: one phone, or with left and right two of them.
func (p *page) show(w http.ResponseWriter, r *http.Request) {
	if len(p.people) == 0 {
		http.Error(w, "Ninguém para conversar: a demonstração não tem pessoas.", http.StatusNotFound)
		return
	}
	q := r.URL.Query()
	if q.Has("left") || q.Has("right") {
		left, right := p.find(q.Get("left")), p.find(q.Get("right"))
		p.render(w, "split.html", map[string]any{
			"Bot": p.s.bot.FirstName, "Operator": p.operator, "Left": left.User.ID, "Right": right.User.ID,
			"LeftPick":  pickView{"left", "Quem está no telefone da esquerda", p.personViews(left)},
			"RightPick": pickView{"right", "Quem está no telefone da direita", p.personViews(right)},
		})
		return
	}
	p.render(w, "chat.html", p.view(p.find(q.Get("person"))))
}

// find is the person with that id, else the first one.
func (p *page) find(raw string) Person {
	if id, ok := parseInt(raw); ok {
		for _, person := range p.people {
			if person.User.ID == id {
				return person
			}
		}
	}
	return p.people[0]
}

func (p *page) render(w http.ResponseWriter, name string, data any) {
	var out strings.Builder
	if err := templates.ExecuteTemplate(&out, name, data); err != nil {
		p.s.opts.Logger.Error("chat page", "template", name, "err", err)
		http.Error(w, "A página não pôde ser montada.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(out.String()))
}

func (p *page) static(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if strings.HasSuffix(name, ".html") {
		http.NotFound(w, r)
		return
	}
	sub, err := fs.Sub(assets, "assets")
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	if name == "htmx.js" {
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(htmx))
		return
	}
	http.ServeFileFS(w, r, sub, name)
}

// file shows what was sent. Only pictures and PDF open in the browser.
func (p *page) file(w http.ResponseWriter, r *http.Request) {
	f := p.s.fileByID(r.PathValue("id"))
	if f == nil {
		http.NotFound(w, r)
		return
	}
	kind := "application/octet-stream"
	switch f.mime {
	case "image/jpeg", "image/png", "application/pdf":
		kind = f.mime
	default:
		w.Header().Set("Content-Disposition", "attachment")
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "private, max-age=3600")
	_, _ = w.Write(f.content)
}
