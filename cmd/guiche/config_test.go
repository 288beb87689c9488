package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/internal/fictional"
	"guiche/internal/golden"
)

// root is the folder of the house, from here.
const root = "../.."

func TestPageOfSettings(t *testing.T) {
	t.Parallel()
	var page bytes.Buffer
	if err := writeConfigPage(&page); err != nil {
		t.Fatal(err)
	}
	golden.Equal(t, filepath.Join(root, "docs", "config.md"), page.Bytes())
}

// TestPagesNameWhatExists reads what people are told to type, click and look at,
// and finds it in the house.
func TestPagesNameWhatExists(t *testing.T) {
	t.Parallel()
	pages := readPages(t)

	t.Run("settings", func(t *testing.T) {
		t.Parallel()
		known := map[string]bool{"GUICHE_TEST_DATABASE_URL": true, profileEnv: true}
		config := reflect.TypeFor[Config]()
		for i := range config.NumField() {
			known[config.Field(i).Tag.Get("env")] = true
		}
		each(t, pages, `GUICHE_[A-Z_]*[A-Z]`, func(name string) bool { return known[name] })
	})
	t.Run("commands of make", func(t *testing.T) {
		t.Parallel()
		makefile := read(t, "Makefile")
		each(t, pages, "`make ([a-z]+)", func(target string) bool {
			return strings.Contains(makefile, "\n"+target+":")
		})
	})
	t.Run("tests", func(t *testing.T) {
		t.Parallel()
		names := testNames(t)
		each(t, pages, `\b(Test[A-Z]\w+)`, func(name string) bool { return names[name] })
	})
	t.Run("files", func(t *testing.T) {
		t.Parallel()
		each(t, pages, "`((?:backend|bot|cmd|dialogs|deploy|docs|internal|tools)/[\\w./-]+)`", exists)
	})
}

// TestLinksOfPages follows the links between pages, and looks for their pictures.
func TestLinksOfPages(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`(?:\]\(|src=")([^)#:"]+)[)#"]`)
	for path, text := range readPages(t) {
		for _, found := range link.FindAllStringSubmatch(text, -1) {
			if !exists(filepath.Join(filepath.Dir(path), found[1])) {
				t.Errorf("%s links to %s, which is not there", path, found[1])
			}
		}
	}
}

// TestProfileOfTheRunbook is read as `guiche operator set` reads it.
func TestProfileOfTheRunbook(t *testing.T) {
	t.Parallel()
	var profile backend.Operator
	in := json.NewDecoder(strings.NewReader(read(t, "deploy/operator.example.json")))
	in.DisallowUnknownFields()
	if err := in.Decode(&profile); err != nil {
		t.Fatal(err)
	}
	if err := profile.Validate(); err != nil {
		t.Error(err)
	}
}

// TestEveryFieldOfTheProfileIsExplained: an operator finds each on docs/operator.md.
func TestEveryFieldOfTheProfileIsExplained(t *testing.T) {
	t.Parallel()
	page := read(t, "docs/operator.md")
	for _, kind := range []reflect.Type{reflect.TypeFor[backend.Operator](), reflect.TypeFor[backend.Offering](), reflect.TypeFor[backend.Plan]()} {
		for i := range kind.NumField() {
			name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
			if !strings.Contains(page, "`"+name+"`") && !strings.Contains(page, "`"+name+".") {
				t.Errorf("the page says nothing of %s (%s)", name, kind.Name())
			}
		}
	}
}

// TestServicesOfThePage are those of docs/operator.md: they can be used as they
// stand there.
func TestServicesOfThePage(t *testing.T) {
	t.Parallel()
	_, rest, _ := strings.Cut(read(t, "docs/operator.md"), "```json\n")
	example, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("the page has no example")
	}
	profile := fictional.Operator()
	in := json.NewDecoder(strings.NewReader(example))
	in.DisallowUnknownFields()
	if err := in.Decode(&profile.Services); err != nil {
		t.Fatal(err)
	}
	if err := profile.Validate(); err != nil {
		t.Error(err)
	}
	if n := len(profile.Offered(access.Provider)); n != 4 {
		t.Errorf("providers are offered %d of them, want 4", n)
	}
}

// each finds the pattern, or its first group, on all pages and holds what it
// found to the rule.
func each(t *testing.T, pages map[string]string, pattern string, holds func(string) bool) {
	t.Helper()
	re := regexp.MustCompile(pattern)
	looked := 0
	for path, text := range pages {
		for _, found := range re.FindAllStringSubmatch(text, -1) {
			looked++
			if name := found[len(found)-1]; !holds(name) {
				t.Errorf("%s names %s, which is not there", path, name)
			}
		}
	}
	if looked == 0 {
		t.Errorf("no page has %s: this looks in the wrong place", pattern)
	}
}

// readPages are the documents and what stands under deploy, by path.
func readPages(t *testing.T) map[string]string {
	t.Helper()
	pages := map[string]string{"README.md": read(t, "README.md"), "CHANGELOG.md": read(t, "CHANGELOG.md")}
	for _, dir := range []string{"docs", "deploy"} {
		walk(t, dir, func(path string) {
			if slices.Contains([]string{".png", ".svg"}, filepath.Ext(path)) {
				return
			}
			pages[path] = read(t, path)
		})
	}
	return pages
}

// testNames are the tests of the house.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	fn := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	for _, dir := range []string{"backend", "bot", "cmd", "dialogs", "internal"} {
		walk(t, dir, func(path string) {
			if !strings.HasSuffix(path, "_test.go") {
				return
			}
			for _, found := range fn.FindAllStringSubmatch(read(t, path), -1) {
				names[found[1]] = true
			}
		})
	}
	return names
}

func walk(t *testing.T, dir string, visit func(path string)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(root), dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			visit(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func exists(path string) bool {
	_, err := os.Stat(filepath.Join(root, path))
	return !errors.Is(err, fs.ErrNotExist)
}
