package main

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"guiche/backend/calendar"
	"guiche/bot/simulator"
)

// TestTalks runs every conversation under testdata/talks through the real bot: a
// Bot API server, PostgreSQL and guiche between them. The file "talk" of each
// archive is a script, a line a step:
//
//	as Paula               who acts from here on (everybody has a chat)
//	> text                 types a text
//	[Label]                taps the newest button so labelled
//	< text                 waits until the bot's last message shows it (* is anything)
//	<< text                waits until any message of the bot shows it
//	pictured               waits until the bot's last message is a picture
//	pictures N             waits until the bot's messages show so many pictures
//	filed NAME             waits until the bot sent a document of that name
//	! text                 no message in the chat shows it
//	photo NAME caption     sends a photo; document NAME caption: as a file
//	album N caption        sends N photos at once, the caption on the first
//	album NAME NAME …      sends files at once, as they are
//	large NAME             sends a file of 11 MB
//	gone NAME, kept NAME   waits until no, or a, message of the person has the file
//	voice                  sends a voice message
//	mail TO text           waits until the newest mail to an address shows it
//	code TO                types the code of the newest mail to an address
//	settled                waits until the bot took everything
//	clock 26h              moves the time; clock 17:30: on to that time of day;
//	                       clock opening: to the next business day's opening;
//	                       clock Friday 19:30: to that hour of the next Friday;
//	                       clock 2026-12-03 10:00: to that day
//	sql STATEMENT          changes the database, as the operator's systems do
//	deletes                the operator has messages with stored files removed, from
//	                       the next start on
//	restart                stops guiche and starts it again
//	show                   prints the chat, with -v
//	count N text           so many messages show the text
//	counting               counts updates from here on
//	caused N               the bot was given so many updates since, at most
//
// and those of entryStep and booksStep. A file "pages" in the archive gives the counter a public
// address.
func TestTalks(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/talks/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no talks: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := newScript(t, archive)
			s.w.start()
			s.run(string(s.files["talk"]))
		})
	}
}

// newScript is the script of an archive in a world that has not started yet.
func newScript(t *testing.T, archive *txtar.Archive) *script {
	t.Helper()
	s := &script{t: t, people: map[string]*person{}, files: map[string][]byte{}, links: map[string]string{}}
	var change []func(*Config)
	for _, f := range archive.Files {
		s.files[f.Name] = f.Data
		if f.Name == "pages" { // the counter has a public address
			change = append(change, withPages(t))
		}
	}
	s.w = newWorld(t, change...)
	if now, ok := s.files["now"]; ok {
		day, at, _ := strings.Cut(strings.TrimSpace(string(now)), " ")
		if err := s.w.clock.until(day, at); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// script is a talk being run.
type script struct {
	t      *testing.T
	w      *world
	people map[string]*person
	who    *person
	files  map[string][]byte
	// links are pages that buttons open, by name; body is what the last one said.
	links map[string]string
	body  string
	// gallery takes the pictures; nil in a talk.
	gallery *gallery
	// before is how many updates had come when counting began.
	before int
}

func (s *script) run(text string) {
	s.as("Paula")
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		if !s.step(word, rest, line) {
			s.t.Fatalf("line %d is no step: %s", n+1, line)
		}
		if s.t.Failed() {
			s.t.Fatalf("at line %d: %s", n+1, line)
		}
	}
}

func (s *script) step(word, rest, line string) bool {
	s.t.Helper()
	switch {
	case word == "as":
		s.as(rest)
	case word == ">":
		s.who.says(strings.ReplaceAll(rest, `\n`, "\n"))
	case word == "<":
		s.who.waits(rest)
	case word == "<<":
		s.who.sees(rest)
	case line == "pictured":
		s.who.pictured()
	case word == "pictures":
		s.who.pictures(rest)
	case word == "filed":
		s.who.filed(rest)
	case word == "!":
		s.never(rest)
	case strings.HasPrefix(line, "["):
		s.who.taps(strings.Trim(line, "[]"))
	case word == "photo", word == "document":
		s.attach(word, rest)
	case word == "album":
		s.album(rest)
	case word == "large":
		s.w.sim.SendDocument(s.who.chat, rest, "application/pdf", append([]byte("%PDF-1.4\n"), make([]byte, 11<<20)...), "")
	case word == "voice":
		s.w.sim.SendVoice(s.who.chat, []byte("OggS"), 3)
	case word == "gone", word == "kept":
		s.has(rest, word == "kept")
	case word == "deletes":
		s.deletes()
	case word == "mail":
		to, text, _ := strings.Cut(rest, " ")
		s.mailTo(to, text)
	case word == "code":
		s.who.says(s.mailTo(rest, "").Code)
	case word == "settled":
		s.who.settled()
	case word == "clock":
		return s.clock(rest)
	case word == "sql":
		s.w.ask(rest)
	case word == "restart":
		s.w.end()
		s.w.start()
	case word == "show":
		s.t.Log(transcript(s.w.sim.Messages(s.who.chat)))
	case word == "shot" && s.gallery != nil:
		s.shoot(rest)
	case word == "web" && s.gallery != nil:
		s.shootPage(rest)
	case line == "counting":
		s.who.settled()
		s.before = s.w.updates()
	case word == "caused":
		s.caused(rest)
	case word == "count":
		s.count(rest)
	default:
		return s.entryStep(word, rest) || s.booksStep(word, rest)
	}
	return true
}

func (s *script) as(name string) {
	if s.people[name] == nil {
		s.people[name] = s.w.person(int64(1000+len(s.people)), name)
	}
	s.who = s.people[name]
}

func (s *script) attach(word, rest string) {
	s.t.Helper()
	name, caption, _ := strings.Cut(rest, " ")
	content := s.content(name)
	if word == "document" {
		s.w.sim.SendDocument(s.who.chat, name, "application/octet-stream", content, caption)
		return
	}
	if _, err := s.w.sim.SendPhoto(s.who.chat, content, caption); err != nil {
		s.t.Fatal(err)
	}
}

// content is a file of the archive, written as a Go string where it is not text; of
// any other name a picture.
func (s *script) content(name string) []byte {
	s.t.Helper()
	content, ok := s.files[name]
	switch {
	case !ok:
		return picture(name)
	case !strings.HasPrefix(string(content), `"`):
		return content
	}
	text, err := strconv.Unquote(strings.TrimSpace(string(content)))
	if err != nil {
		s.t.Fatalf("%s: %v", name, err)
	}
	return []byte(text)
}

func (s *script) album(rest string) {
	s.t.Helper()
	first, caption, _ := strings.Cut(rest, " ")
	var items []simulator.Media
	if n, err := strconv.Atoi(first); err == nil {
		for i := range n {
			items = append(items, simulator.Media{Content: picture(strings.Repeat("x", i+1))})
		}
		items[0].Caption = caption
	} else {
		for _, name := range strings.Fields(rest) {
			items = append(items, simulator.Media{Name: name, Content: s.content(name)})
		}
	}
	if _, err := s.w.sim.SendAlbum(s.who.chat, items); err != nil {
		s.t.Fatal(err)
	}
}

func (s *script) has(name string, want bool) {
	s.t.Helper()
	s.who.until(name+" to be there or gone", func(ms []simulator.Message) bool {
		return want == slices.ContainsFunc(ms, func(m simulator.Message) bool { return !m.FromBot && m.File != nil && m.File.Name == name })
	})
}

// deletes sets the operator's profile anew.
func (s *script) deletes() {
	s.t.Helper()
	err := withStorage(s.t.Context(), &s.w.cfg, func(st *storage) error {
		today := calendar.DateOf(s.w.clock.Now())
		profile, err := st.db.Operator(s.t.Context(), today)
		if err != nil {
			return err
		}
		profile.DeleteFiles = true
		return st.db.SaveOperator(s.t.Context(), today, profile)
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *script) never(text string) {
	s.t.Helper()
	for _, m := range s.w.sim.Messages(s.who.chat) {
		if matches(text, m.Text) {
			s.t.Errorf("the chat shows «%s»:\n%s", text, transcript(s.w.sim.Messages(s.who.chat)))
			return
		}
	}
}

func (s *script) count(rest string) {
	s.t.Helper()
	number, text, _ := strings.Cut(rest, " ")
	want, err := strconv.Atoi(number)
	if err != nil {
		s.t.Fatalf("count %s", rest)
	}
	got := 0
	for _, m := range s.w.sim.Messages(s.who.chat) {
		if m.FromBot && matches(text, m.Text) {
			got++
		}
	}
	if got != want {
		s.t.Errorf("%d messages show «%s», want %d:\n%s", got, text, want, transcript(s.w.sim.Messages(s.who.chat)))
	}
}

// updates is how many the bot took.
func (w *world) updates() int {
	w.t.Helper()
	n, err := strconv.Atoi(w.ask("SELECT count(*) FROM updates"))
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func (s *script) caused(rest string) {
	s.t.Helper()
	most, err := strconv.Atoi(rest)
	if err != nil {
		s.t.Fatalf("caused %s", rest)
	}
	s.who.settled()
	if n := s.w.updates() - s.before; n < 1 || n > most {
		s.t.Errorf("%d updates, %d at most", n, most)
	}
}
