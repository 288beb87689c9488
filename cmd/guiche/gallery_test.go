package main

import (
	"bytes"
	"fmt"
	"html"
	"image/png"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/rogpeppe/go-internal/txtar"

	"guiche/backend/calendar"
	"guiche/bot/simulator"
	"guiche/dialogs"
	"guiche/internal/fictional"
	"guiche/internal/golden"
)

// galleryDir is where the gallery stands, from here.
const galleryDir = "../../docs/dialogs"

// galleryTime is when every picture is taken: an afternoon before a holiday.
var galleryTime = time.Date(2026, time.November, 19, 15, 0, 0, 0, calendar.Zone())

// gallery is one script of pictures.
type gallery struct {
	title, text string
	shots       []shot
	// camera is nil where no pictures are taken.
	camera *camera
}

// shot is one picture: its file, what it shows, and the step of the conversation.
type shot struct {
	name, title string
	step        dialogs.Step
}

// TestGallery runs the scripts under testdata/gallery, which are talks with one word
// more:
//
//	shot NAME what it shows        the last message, as docs/dialogs/img/NAME.png
//	shot NAME =step what it shows  the same, of a step that no button tells
//	shot NAME +1 what it shows     the message before it as well
//	web NAME LINK what it shows    the page of a link
//
// With GUICHE_GALLERY=1 (make gallery) the pictures are taken; always, every step has
// one and the page names them all.
func TestGallery(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/gallery/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	galleries := make([]*gallery, len(files))
	t.Run("scripts", func(t *testing.T) {
		for i, file := range files {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
				t.Parallel()
				galleries[i] = runGallery(t, file)
			})
		}
	})
	if t.Failed() {
		return
	}
	if slices.Contains(galleries, nil) {
		return // some of them were asked for
	}
	golden.Equal(t, filepath.Join(galleryDir, "README.md"), []byte(galleryPage(galleries)))
	shown, pictures := map[dialogs.Step]bool{}, map[string]bool{}
	for _, g := range galleries {
		for _, s := range g.shots {
			if pictures[s.name] {
				t.Errorf("two pictures are called %s", s.name)
			}
			shown[s.step], pictures[s.name] = true, true
			if _, err := os.Stat(filepath.Join(galleryDir, "img", s.name+".png")); err != nil {
				t.Errorf("make gallery takes the picture that is missing: %v", err)
			}
		}
	}
	for name, step := range stepsOfTheSource(t) {
		if !shown[step] && step != dialogs.StepForm { // which is shown as its questions
			t.Errorf("no picture shows %s (%q)", name, step)
		}
	}
	kept, err := filepath.Glob(filepath.Join(galleryDir, "img", "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range kept {
		if !pictures[strings.TrimSuffix(filepath.Base(path), ".png")] {
			t.Errorf("%s is in no script", path)
		}
	}
}

func runGallery(t *testing.T, file string) *gallery {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	g := &gallery{}
	g.title, g.text, _ = strings.Cut(strings.TrimSpace(string(archive.Comment)), "\n")
	s := newScript(t, archive)
	s.gallery = g
	s.w.clock.Advance(galleryTime.Sub(s.w.clock.Now()))
	s.w.start()
	if os.Getenv("GUICHE_GALLERY") != "" {
		g.camera = newCamera(t, s.w)
	}
	s.run(string(s.files["talk"]))
	return g
}

// shoot notes a picture, and takes it if there is a camera.
func (s *script) shoot(rest string) {
	s.t.Helper()
	name, title, _ := strings.Cut(rest, " ")
	step, ok := s.stepShown()
	before := 0
	if first, more, _ := strings.Cut(title, " "); strings.HasPrefix(first, "=") {
		step, title, ok = dialogs.Step(first[1:]), more, true
	} else if strings.HasPrefix(first, "+") {
		before, title = int(first[1]-'0'), more
	}
	if !ok {
		s.t.Fatalf("no button of the last message tells its step: shot %s =step %s", name, title)
	}
	s.gallery.shots = append(s.gallery.shots, shot{name, title, step})
	if s.gallery.camera != nil {
		s.gallery.camera.take(s.who.chat, name, before)
	}
}

// shootPage notes a picture of a page that a button opens, and takes it.
func (s *script) shootPage(rest string) {
	s.t.Helper()
	name, title, _ := strings.Cut(rest, " ")
	link, title, _ := strings.Cut(title, " ")
	url, path, _ := strings.Cut(link, "/")
	if url = s.links[url]; url == "" {
		s.t.Fatalf("no link is called %s", link)
	}
	if path != "" {
		url += "/" + path
	}
	s.gallery.shots = append(s.gallery.shots, shot{name, title, "page"})
	if s.gallery.camera != nil {
		s.gallery.camera.takePage(url, name)
	}
}

// stepShown is the step of the newest message with buttons.
func (s *script) stepShown() (dialogs.Step, bool) {
	for _, m := range slices.Backward(s.w.sim.Messages(s.who.chat)) {
		for _, row := range m.Buttons {
			for _, b := range row {
				if c, ok := dialogs.ParseCallback(b.Data); ok {
					return c.Step, true
				}
			}
		}
	}
	return "", false
}

var stepConstant = regexp.MustCompile(`(?m)^\s*(Step[A-Z]\w*)\s+Step = "(\w+)"`)

// stepsOfTheSource are the steps by their names.
func stepsOfTheSource(t *testing.T) map[string]dialogs.Step {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "dialogs", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	steps := map[string]dialogs.Step{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range stepConstant.FindAllStringSubmatch(string(source), -1) {
			steps[m[1]] = dialogs.Step(m[2])
		}
	}
	if len(steps) < 28 {
		t.Fatalf("only %d steps: %v", len(steps), slices.Collect(maps.Keys(steps)))
	}
	return steps
}

// galleryPage is docs/dialogs/README.md.
func galleryPage(galleries []*gallery) string {
	var b strings.Builder
	b.WriteString(`# The gallery

Every step of the conversation as it looks on the demonstration's page, 390 pixels wide. Everybody in it is made up.
The talks behind the pictures are ` + "`cmd/guiche/testdata/gallery`" + `; ` + "`make gallery`" + ` takes the pictures anew and writes this
page. Which step leads where is drawn in [flows.md](flows.md).
`)
	for _, g := range galleries {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n<table>\n", g.title, strings.TrimSpace(g.text))
		for row := range slices.Chunk(g.shots, 3) {
			b.WriteString("<tr>\n")
			for _, s := range row {
				title := html.EscapeString(s.title)
				fmt.Fprintf(&b, "<td valign=\"top\"><img src=\"img/%s.png\" width=\"260\" alt=\"%s\"><br>%s <code>%s</code></td>\n", s.name, title, title, s.step)
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</table>\n")
	}
	return b.String()
}

// camera is a browser on the demo's page.
type camera struct {
	t     *testing.T
	phone *phone
	url   string
}

// lens lets one browser at a time load the machine.
var lens sync.Mutex

func newCamera(t *testing.T, w *world) *camera {
	t.Helper()
	var folk []simulator.Person
	for i := range 6 {
		folk = append(folk, simulator.Person{User: simulator.User{ID: int64(1000 + i), First: "Paula"}})
	}
	page := httptest.NewServer(w.sim.Page(simulator.PageOptions{People: folk, Operator: fictional.Operator().Name}))
	t.Cleanup(func() {
		page.CloseClientConnections()
		page.Close()
	})
	return &camera{t: t, url: page.URL}
}

// room is how tall the phone is, so that the longest screen is whole.
const room = 2600

// take photographs the last message of a chat, what the person wrote right before it,
// and so many more. A name that ends in -dark is taken at night.
func (c *camera) take(chat int64, name string, before int) {
	c.t.Helper()
	lens.Lock()
	defer lens.Unlock()
	c.open()
	theme := "light"
	if strings.HasSuffix(name, "-dark") {
		theme = "dark"
	}
	var raw []byte
	var top, bottom float64
	page := fmt.Sprintf("%s/?person=%d", c.url, chat)
	c.phone.do("open the chat", chromedp.EmulateViewport(390, room), chromedp.Navigate(page),
		chromedp.Evaluate(`localStorage.setItem("theme", "`+theme+`")`, nil), chromedp.Navigate(page), chromedp.WaitVisible("#composer"),
		chromedp.Poll(`[...document.images].every(i => i.complete) && document.getAnimations().every(a => a.playState != 'running' || a.effect.getTiming().iterations == Infinity)`, nil),
		chromedp.Evaluate(fmt.Sprintf(`(() => { const all = [...document.querySelectorAll('#log li')]
			let i = Math.max(0, all.length - 1 - %d)
			if (i > 0 && all[i-1].dataset.from == 'me') i--
			return Math.max(0, all[i].getBoundingClientRect().top - 8) })()`, before), &top),
		chromedp.Evaluate(`[...document.querySelectorAll('#log li')].at(-1).getBoundingClientRect().bottom + 12`, &bottom),
		chromedp.CaptureScreenshot(&raw))
	c.keep(name, raw, top, bottom)
}

// takePage photographs a page of its own.
func (c *camera) takePage(url, name string) {
	c.t.Helper()
	lens.Lock()
	defer lens.Unlock()
	var raw []byte
	var bottom float64
	c.open()
	c.phone.do("open the page", chromedp.EmulateViewport(390, room), chromedp.Navigate(url), chromedp.WaitVisible("main"),
		chromedp.Evaluate(`document.querySelector("main").getBoundingClientRect().bottom + 24`, &bottom), chromedp.CaptureScreenshot(&raw))
	c.keep(name, raw, 0, bottom)
}

func (c *camera) open() {
	if c.phone == nil {
		c.phone = newPhone(c.t, c.url)
	}
}

// keep writes what is seen between two heights.
func (c *camera) keep(name string, raw []byte, top, bottom float64) {
	c.t.Helper()
	full, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		c.t.Fatal(err)
	}
	small, err := developed(full, int(top), int(bottom))
	if err != nil {
		c.t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(galleryDir, "img"), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(galleryDir, "img", name+".png"), small, 0o644); err != nil {
		c.t.Fatal(err)
	}
}
