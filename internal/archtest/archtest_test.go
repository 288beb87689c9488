package archtest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// root is the folder of the module that this package belongs to.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		_, err := os.Stat(filepath.Join(dir, "go.mod"))
		if err == nil {
			return dir
		}
		if !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			t.Fatalf("no go.mod above this package: %v", err)
		}
		dir = filepath.Dir(dir)
	}
}

func none(t *testing.T, found []string) {
	t.Helper()
	if len(found) > 0 {
		t.Errorf("%d to mend:\n%s", len(found), strings.Join(found, "\n"))
	}
}

func TestHouse(t *testing.T) {
	t.Parallel()
	tree, err := load(os.DirFS(root(t)))
	if err != nil {
		t.Fatal(err)
	}
	if len(tree.packages()) < 10 {
		t.Fatalf("only %v were read: this is not the whole module", tree.packages())
	}
	t.Run("imports go one way and third-party modules have one home", func(t *testing.T) {
		none(t, append(tree.imports(house, libraries), tree.homeless(libraries)...))
	})
	t.Run("rules are pure and time is an argument", func(t *testing.T) {
		none(t, tree.purity(house))
	})
	t.Run("files have one subject", func(t *testing.T) {
		none(t, tree.long(mostLines))
		for _, f := range tree.long(aimLines) {
			t.Log(f)
		}
	})
	t.Run("packages and exported names are explained", func(t *testing.T) {
		none(t, tree.undocumented())
	})
}

func TestTable(t *testing.T) {
	t.Parallel()
	known := func(list string) {
		for _, w := range words(list) {
			if _, ok := house[w]; !ok {
				t.Errorf("the table names %s, which has no line of its own", w)
			}
		}
	}
	for name := range groups {
		known(name)
	}
	for _, r := range house {
		known(r.may + " " + r.tests)
	}
	for _, lib := range libraries {
		known(lib.homes)
	}

	t.Run("keeps adapters apart", func(t *testing.T) {
		t.Parallel()
		for _, a := range words("adapters") {
			for _, b := range words(house[a].may) {
				if strings.Contains(" "+groups["adapters"]+" ", " "+b+" ") {
					t.Errorf("%s may import %s", a, b)
				}
			}
		}
	})
	t.Run("goes one way", func(t *testing.T) {
		t.Parallel()
		// A package may import only what stands on a lower floor, or beside it.
		floor := func(p string) int {
			for i, prefix := range []string{"internal", "cmd", "bot", "dialogs"} {
				if p == prefix || strings.HasPrefix(p, prefix+"/") {
					return 5 - i
				}
			}
			if strings.Contains(" "+groups["rules"]+" ", " "+p+" ") {
				return 0
			}
			return 1
		}
		for from, r := range house {
			for _, to := range words(r.may) {
				if floor(to) > floor(from) && !strings.HasPrefix(to, "internal/") {
					t.Errorf("%s may import %s, which stands above it", from, to)
				}
			}
		}
		for _, rule := range words("rules") {
			if !house[rule].pure {
				t.Errorf("%s is a rule and not pure", rule)
			}
		}
		if house["bot/simulator"].may != "" {
			t.Error("the simulator knows something of ours")
		}
	})
}

// TestFindings shows each check a small house that breaks it.
func TestFindings(t *testing.T) {
	t.Parallel()
	rooms := map[string]room{
		"bot": {may: "backend"}, "backend": {may: "backend/ident"},
		"backend/ident": {pure: true}, "backend/redis": {may: "backend", clock: true}, "backend/postgres": {may: "backend"},
	}
	libs := []library{
		{module: "github.com/jackc/pgx/v5", homes: "backend/postgres"},
		{module: "github.com/chromedp/chromedp", tests: true},
	}
	const doc = "// Package p does.\npackage p\n"

	for name, tc := range map[string]struct {
		path, source string
		want         []string // a part of each finding, in order
	}{
		"what is allowed":               {"backend/postgres/a.go", doc + `import (_ "house/backend"; _ "github.com/jackc/pgx/v5/pgxpool"; _ "os")`, nil},
		"an unknown package":            {"shop/a.go", doc, []string{"shop: this package is not in the table"}},
		"the wrong way":                 {"backend/a.go", doc + `import _ "house/bot"`, []string{"backend/a.go:3: backend may not import bot"}},
		"an adapter beside another":     {"backend/redis/a.go", doc + `import _ "house/backend/postgres"`, []string{"backend/redis may not import backend/postgres"}},
		"the same in a test":            {"backend/redis/a_test.go", doc + `import _ "house/backend/postgres"`, []string{"even in tests"}},
		"a helper in a test":            {"backend/redis/a_test.go", doc + `import (_ "house/internal/golden"; _ "house/backend/redis")`, nil},
		"a helper in the product":       {"backend/redis/a.go", doc + `import _ "house/internal/golden"`, []string{"may not import internal/golden"}},
		"a module away from home":       {"bot/a.go", doc + `import _ "github.com/jackc/pgx/v5"`, []string{"lives in backend/postgres"}},
		"the same in a test, too":       {"bot/a_test.go", doc + `import _ "github.com/jackc/pgx/v5"`, []string{"lives in backend/postgres"}},
		"a module without a home":       {"bot/a.go", doc + `import _ "example.com/left-pad"`, []string{"example.com/left-pad has no home"}},
		"a module that only looks like": {"backend/postgres/a.go", doc + `import _ "github.com/jackc/pgx/v55"`, []string{"has no home"}},
		"a test library in the product": {"bot/a.go", doc + `import _ "github.com/chromedp/chromedp"`, []string{"for tests only"}},
		"a test library in a test":      {"bot/a_test.go", doc + `import _ "github.com/chromedp/chromedp"`, nil},
		"input in a rule":               {"backend/ident/a.go", doc + `import (_ "os/exec"; _ "context"; _ "time"; _ "math/bits")`, []string{"may not import os/exec", "may not import context"}},
		"input in a rule's test":        {"backend/ident/a_test.go", doc + `import _ "os"`, nil},
		"the clock":                     {"backend/a.go", doc + "import \"time\"\nvar t = time.Now()", []string{"backend/a.go:4: backend may not call time.Now"}},
		"the clock where it is due":     {"backend/redis/a.go", doc + "import \"time\"\nvar t = time.Now()", nil},
		"waiting in a rule":             {"backend/ident/a.go", doc + "import \"time\"\nfunc f() { time.Sleep(1) }", []string{"may not call time.Sleep"}},
		"a float in a rule":             {"backend/ident/a.go", doc + "var a float64\nconst b = 1.5", []string{"may not use float64", "the float 1.5"}},
		"a float elsewhere":             {"backend/a.go", doc + "var a float64", nil},
		"a package without a doc":       {"backend/a.go", "package p", []string{"backend: no package doc"}},
		"a bare function":               {"backend/a.go", doc + "func F() {}\nfunc f() {}", []string{"F is exported"}},
		"a bare method":                 {"backend/a.go", doc + "type t struct{}\nfunc (t) M() {}\n// T is.\ntype T[A any] struct{}\nfunc (*T[A]) M() {}", []string{"backend/a.go:7: M is exported"}},
		"bare types and values":         {"backend/a.go", doc + "type A int\n// Group.\ntype (\nB int\n)\nvar C, d = 1, 2\n// Group.\nconst (\nE = 1\nF = 2\n)", []string{"A is", "B is", "C is"}},
		"main needs no comments":        {"bot/a.go", "// Command p does.\npackage main\nfunc F() {}", nil},
		"a long file":                   {"backend/a.go", doc + strings.Repeat("\n", mostLines), []string{"lines; a file past 400"}},
		"a long file of a program":      {"backend/a.go", "// Code generated by p. DO NOT EDIT.\n\n" + doc + strings.Repeat("\n", mostLines), nil},
		"a long test":                   {"backend/a_test.go", doc + strings.Repeat("\n", mostLines), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tree, err := load(fstest.MapFS{"go.mod": {Data: []byte("module house\n")}, tc.path: {Data: []byte(tc.source)}})
			if err != nil {
				t.Fatal(err)
			}
			got := tree.imports(rooms, libs)
			got = append(got, tree.purity(rooms)...)
			got = append(got, tree.long(mostLines)...)
			got = append(got, tree.undocumented()...)
			if len(got) != len(tc.want) {
				t.Fatalf("found %q, want %q", got, tc.want)
			}
			for i := range got {
				if !strings.Contains(got[i], tc.want[i]) {
					t.Errorf("found %q, want %q", got[i], tc.want[i])
				}
			}
		})
	}

	t.Run("what go.mod requires without a home", func(t *testing.T) {
		t.Parallel()
		tree := &tree{gomod: "module house\n\nrequire github.com/jackc/pgx/v5 v5.1.0\nrequire (\n\texample.com/a v1.0.0\n\texample.com/b v1.0.0 // indirect\n)\n"}
		got := tree.homeless(libs)
		if len(got) != 1 || !strings.Contains(got[0], "example.com/a") {
			t.Errorf("found %q", got)
		}
	})
	t.Run("reads what the go command reads", func(t *testing.T) {
		t.Parallel()
		tree, err := load(fstest.MapFS{
			"go.mod": {Data: []byte("module house\n")}, "backend/a.go": {Data: []byte("package p")}, "backend/a_windows.go": {Data: []byte("package p")},
			"backend/testdata/a.go": {Data: []byte("not Go")}, ".ci/a.go": {Data: []byte("not Go")}, "_old/a.go": {Data: []byte("not Go")},
			"lint/go.mod": {Data: []byte("module lint\n")}, "lint/a.go": {Data: []byte("package lint")},
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range tree.files {
			got = append(got, f.path)
		}
		if diff := cmp.Diff([]string{"backend/a.go", "backend/a_windows.go"}, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}
