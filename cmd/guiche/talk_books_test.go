package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"guiche/backend/calendar"
	"guiche/backend/postgres"
)

// booksStep takes the steps of a talk about what is paid:
//
//	import KIND FILE       takes a file of the archive, as `guiche import` does
//	close 2026-11          closes a month, as `guiche copay close` does
//	decide CARD 2026-11 12,00 2026-12-02 DOCUMENT
//	                       enters a credit that the board decided, as `guiche copay decide`
//	rules FILE             sets the regulation, as `guiche copay rules set` does
//
// A file "now" in the archive says when the talk begins, so that the months in it are
// not those of whoever runs it.
func (s *script) booksStep(word, rest string) bool {
	s.t.Helper()
	var err error
	switch word {
	case "import":
		kind, name, _ := strings.Cut(rest, " ")
		err = s.imports(kind, name)
	case "close":
		err = withStorage(s.t.Context(), &s.w.cfg, func(st *storage) error {
			m, err := monthArg(rest)
			if err != nil {
				return err
			}
			return closeMonth(s.t.Context(), st.db, m, s.w.clock.Now(), io.Discard, func(int, int) {})
		})
	case "decide":
		err = s.decides(rest)
	case "rules":
		err = withStorage(s.t.Context(), &s.w.cfg, func(st *storage) error {
			r, err := readRegulation(strings.NewReader(string(s.files[rest])))
			if err != nil {
				return err
			}
			return st.db.SaveRegulation(s.t.Context(), r)
		})
	default:
		return false
	}
	if err != nil {
		s.t.Fatalf("%s %s: %v", word, rest, err)
	}
	return true
}

func (s *script) decides(rest string) error {
	s.t.Helper()
	f := strings.SplitN(rest, " ", 5)
	d, card, err := copayDecideCommand{Card: f[0], Month: f[1], Credit: f[2], On: f[3], Document: f[4], By: "Diretoria", Why: "caso omisso"}.decision()
	if err != nil {
		return err
	}
	return withStorage(s.t.Context(), &s.w.cfg, func(st *storage) error {
		person, err := st.db.Unit(s.w.clock.Now()).BeneficiaryByCard(s.t.Context(), card)
		d.Titular = person.ID
		return errors.Join(err, st.db.Decide(s.t.Context(), d))
	})
}

func (s *script) imports(kindOf, name string) error {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), name)
	if err := os.WriteFile(path, s.files[name], 0o600); err != nil {
		return err
	}
	return withStorage(s.t.Context(), &s.w.cfg, func(st *storage) error {
		switch kindOf {
		case "titulares":
			return importInto(s, st.db, path, titulares(s.w.clock.Now()))
		case "dependents":
			return importInto(s, st.db, path, dependents(s.w.clock.Now()))
		case "proventos":
			return importInto(s, st.db, path, proventos)
		case "categories":
			return importInto(s, st.db, path, categories)
		case "category-names":
			return importInto(s, st.db, path, categoryNames)
		case "events":
			return importInto(s, st.db, path, events)
		}
		return os.ErrNotExist
	})
}

// importInto fails with what the report of the file says.
func importInto[T any](s *script, db *postgres.DB, path string, k kind[T]) error {
	i := importing{File: path}
	err := loadFile(s.t.Context(), db, i, k, io.Discard, os.Stderr)
	if report, missing := os.ReadFile(i.reportPath()); err != nil && missing == nil {
		s.t.Logf("%s", report)
	}
	return err
}

// until moves the clock to a day and time, forwards or back.
func (c *clock) until(day, at string) error {
	when, err := time.ParseInLocation("2006-01-02 15:04", day+" "+at, calendar.Zone())
	if err == nil {
		c.Advance(when.Sub(c.Now()))
	}
	return err
}
