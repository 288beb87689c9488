package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

const (
	// aimLines is where a file begins to have two subjects.
	aimLines = 400
	// mostLines is where it is refused.
	mostLines = 500
)

// clocks ask the machine for the time; timers make a pure function wait.
var (
	clocks = []string{"Now", "Since", "Until"}
	timers = []string{"After", "AfterFunc", "NewTicker", "NewTimer", "Sleep", "Tick"}
)

// purity checks the clock everywhere and floats in pure packages. Tests may do
// as they like.
func (t *tree) purity(rooms map[string]room) []string {
	var found []string
	for _, f := range t.files {
		r, ok := rooms[f.dir]
		if !ok || f.test {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if why := impurity(f, r, n); why != "" {
				found = append(found, fmt.Sprintf("%s:%d: %s", f.path, t.line(n), why))
			}
			return true
		})
	}
	return found
}

func impurity(f file, r room, n ast.Node) string {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		pkg, ok := n.X.(*ast.Ident)
		if !ok {
			return ""
		}
		if pkg.Name == "time" && (!r.clock && slices.Contains(clocks, n.Sel.Name) || r.pure && slices.Contains(timers, n.Sel.Name)) {
			return fmt.Sprintf("%s may not call time.%s: time is an argument", f.dir, n.Sel.Name)
		}
		if r.pure && pkg.Name == "strconv" && strings.Contains(n.Sel.Name, "Float") {
			return fmt.Sprintf("%s is pure and may not use strconv.%s: count in whole cents, points or days", f.dir, n.Sel.Name)
		}
	case *ast.Ident:
		if r.pure && slices.Contains([]string{"float32", "float64", "complex64", "complex128"}, n.Name) {
			return fmt.Sprintf("%s is pure and may not use %s: count in whole cents, points or days", f.dir, n.Name)
		}
	case *ast.BasicLit:
		if r.pure && (n.Kind == token.FLOAT || n.Kind == token.IMAG) {
			return fmt.Sprintf("%s is pure and may not use the float %s: count in whole cents, points or days", f.dir, n.Value)
		}
	}
	return ""
}

// long lists the product files above the limit; what a program wrote counts
// nothing.
func (t *tree) long(limit int) []string {
	var found []string
	for _, f := range t.files {
		if !f.test && !ast.IsGenerated(f.syntax) && f.lines > limit {
			found = append(found, fmt.Sprintf("%s: %d lines; a file past %d has two subjects, give the second its own", f.path, f.lines, aimLines))
		}
	}
	return found
}

// undocumented lists packages without a doc and exported names without a
// comment.
func (t *tree) undocumented() []string {
	var found []string
	documented := map[string]bool{}
	product := map[string]bool{}
	for _, f := range t.files {
		if f.test {
			continue
		}
		product[f.dir] = true
		documented[f.dir] = documented[f.dir] || f.syntax.Doc.Text() != ""
		if f.syntax.Name.Name == "main" || ast.IsGenerated(f.syntax) {
			continue
		}
		for _, decl := range f.syntax.Decls {
			for _, name := range bare(decl) {
				found = append(found, fmt.Sprintf("%s:%d: %s is exported and not explained; write a comment that begins with its name, or make it private", f.path, t.line(name), name.Name))
			}
		}
	}
	for _, dir := range t.packages() {
		if product[dir] && !documented[dir] {
			found = append(found, dir+": no package doc; open a file with a comment that says what the package promises")
		}
	}
	return found
}

// bare are the exported names of a declaration that no comment explains.
func bare(decl ast.Decl) []*ast.Ident {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc.Text() == "" && receiverExported(d) {
			return []*ast.Ident{d.Name}
		}
	case *ast.GenDecl:
		var names []*ast.Ident
		for _, spec := range d.Specs {
			names = append(names, bareIn(d, spec)...)
		}
		return names
	}
	return nil
}

func bareIn(d *ast.GenDecl, spec ast.Spec) []*ast.Ident {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if s.Name.IsExported() && s.Doc.Text() == "" && (d.Lparen.IsValid() || d.Doc.Text() == "") {
			return []*ast.Ident{s.Name}
		}
	case *ast.ValueSpec: // one comment may explain a group of values
		if s.Doc.Text() != "" || s.Comment.Text() != "" || d.Doc.Text() != "" {
			return nil
		}
		return slices.DeleteFunc(slices.Clone(s.Names), func(n *ast.Ident) bool { return !n.IsExported() })
	}
	return nil
}

func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	kind := d.Recv.List[0].Type
	for {
		switch k := kind.(type) {
		case *ast.StarExpr:
			kind = k.X
		case *ast.IndexExpr:
			kind = k.X
		case *ast.IndexListExpr:
			kind = k.X
		case *ast.Ident:
			return k.IsExported()
		default:
			return true
		}
	}
}
