package phrases_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// sources parses the product files of a package of this module.
func sources(t *testing.T, dir string) []*ast.File {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// codes are the values of the string constants of a type, as its source has
// them: a new one is walked by these tests without being listed here.
func codes(t *testing.T, dir, typeName string) []string {
	t.Helper()
	var values []string
	for _, f := range sources(t, dir) {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if named, ok := spec.Type.(*ast.Ident); !ok || named.Name != typeName {
				return true
			}
			for _, v := range spec.Values {
				values = append(values, text(t, v))
			}
			return true
		})
	}
	if len(values) == 0 {
		t.Fatalf("no constants of %s in %s", typeName, dir)
	}
	return values
}

func text(t *testing.T, n ast.Expr) string {
	t.Helper()
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		t.Fatalf("%T is no string", n)
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// literals are the strings of a package.
func literals(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	for _, f := range sources(t, dir) {
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				all = append(all, text(t, lit))
			}
			return true
		})
	}
	return all
}

// constants are the string constants whose names begin so.
func constants(t *testing.T, dir, prefix string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, f := range sources(t, dir) {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, name := range spec.Names {
				if i < len(spec.Values) && strings.HasPrefix(name.Name, prefix) {
					if lit, ok := spec.Values[i].(*ast.BasicLit); ok {
						all[name.Name] = text(t, lit)
					}
				}
			}
			return true
		})
	}
	return all
}

// list is the strings of a variable of a package.
func list(t *testing.T, dir, name string) []string {
	t.Helper()
	var values []string
	for _, f := range sources(t, dir) {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 || spec.Names[0].Name != name {
				return true
			}
			if all, ok := spec.Values[0].(*ast.CompositeLit); ok {
				for _, v := range all.Elts {
					values = append(values, text(t, v))
				}
			}
			return false
		})
	}
	if len(values) == 0 {
		t.Fatalf("no list %s in %s", name, dir)
	}
	return values
}
