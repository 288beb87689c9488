// Package archtest holds the house to its plan: which package may import which,
// where each third-party module lives, which code is pure, how long a file may
// be and that whatever others use is explained. It reads the source only, in
// process, and its tests run with all others.
//
// The plan is the table in table.go; whoever changes it says why in docs/adr.
package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// file is a parsed source file.
type file struct {
	path    string // below the module
	dir     string
	test    bool
	syntax  *ast.File
	lines   int
	imports []imported
}

type imported struct {
	path string
	line int
}

// tree is a module's source.
type tree struct {
	module string
	fset   *token.FileSet
	files  []file
	gomod  string
}

// load parses every Go file of the module in fsys, whatever system it is built
// for, without nested modules and test data.
func load(fsys fs.FS) (*tree, error) {
	gomod, err := fs.ReadFile(fsys, "go.mod")
	if err != nil {
		return nil, fmt.Errorf("find the module: %w", err)
	}
	t := &tree{gomod: string(gomod), fset: token.NewFileSet()}
	for line := range strings.Lines(t.gomod) {
		if name, ok := strings.CutPrefix(line, "module "); ok {
			t.module = strings.TrimSpace(name)
		}
	}
	err = fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return enter(fsys, p, d.Name())
		}
		if !strings.HasSuffix(p, ".go") || strings.HasPrefix(d.Name(), "_") || strings.HasPrefix(d.Name(), ".") {
			return nil
		}
		return t.parse(fsys, p)
	})
	if err != nil {
		return nil, fmt.Errorf("read the source: %w", err)
	}
	return t, nil
}

// enter skips what the go command skips as well.
func enter(fsys fs.FS, p, name string) error {
	if p == "." {
		return nil
	}
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "node_modules" {
		return fs.SkipDir
	}
	if _, err := fs.Stat(fsys, path.Join(p, "go.mod")); err == nil {
		return fs.SkipDir
	}
	return nil
}

func (t *tree) parse(fsys fs.FS, p string) error {
	source, err := fs.ReadFile(fsys, p)
	if err != nil {
		return err
	}
	syntax, err := parser.ParseFile(t.fset, p, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	f := file{path: p, dir: path.Dir(p), test: strings.HasSuffix(p, "_test.go"), syntax: syntax}
	f.lines = t.fset.File(syntax.FileStart).LineCount()
	for _, spec := range syntax.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		f.imports = append(f.imports, imported{name, t.line(spec)})
	}
	t.files = append(t.files, f)
	return nil
}

func (t *tree) line(n ast.Node) int { return t.fset.Position(n.Pos()).Line }

// packages are the folders that hold Go, each once.
func (t *tree) packages() []string {
	var dirs []string
	for _, f := range t.files {
		dirs = append(dirs, f.dir)
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}
