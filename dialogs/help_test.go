package dialogs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"guiche/dialogs/phrases"
)

// EveryStep are the steps by their names, as state.go has them, so that a new one is
// not forgotten.
func EveryStep(t *testing.T) map[string]Step {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "state.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	steps := map[string]Step{}
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if named, ok := spec.Type.(*ast.Ident); !ok || named.Name != "Step" {
			return true
		}
		for i, v := range spec.Values {
			if lit, ok := v.(*ast.BasicLit); ok {
				s, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				steps[spec.Names[i].Name] = Step(s)
			}
		}
		return true
	})
	if len(steps) < 28 {
		t.Fatalf("only %d steps", len(steps))
	}
	return steps
}

func TestEveryQuestionIsExplained(t *testing.T) {
	t.Parallel()
	for _, step := range EveryStep(t) {
		if isForm(step) && phrases.StepHelp(string(step)) == "" {
			t.Errorf("phrases.StepHelp says nothing of the step %q", step)
		}
	}
}
