package nlu_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/dialogs/nlu"
)

type annotated struct {
	ID, Text string
	Items    []struct {
		Codes  []string
		Tooth  *string
		Faces  string
		Region []string
		Qty    int
	}
	Beneficiary, Professional *string
}

func corpus(t *testing.T) []annotated {
	t.Helper()
	files, err := filepath.Glob("corpus/requests/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	var all []annotated
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(file)
		for lines.Scan() {
			var a annotated
			if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			all = append(all, a)
		}
		_ = file.Close()
	}
	return all
}

func TestCorpusNamesWhatExists(t *testing.T) {
	t.Parallel()
	seen, quiet := map[string]bool{}, 0
	all := corpus(t)
	for _, a := range all {
		if seen[a.ID] {
			t.Errorf("%s stands twice", a.ID)
		}
		seen[a.ID] = true
		if len(a.Items) == 0 {
			quiet++
		}
		for _, item := range a.Items {
			for _, code := range item.Codes {
				if digit, ok := dental.CheckDigit(code[:7]); !ok || digit != code[7] {
					t.Errorf("%s: %s is no code", a.ID, code)
				}
			}
			if item.Tooth != nil {
				if _, err := dental.ParseTooth(*item.Tooth); err != nil {
					t.Errorf("%s: %s is no tooth", a.ID, *item.Tooth)
				}
			}
			for _, r := range item.Region {
				if !dental.Region(r).Valid() {
					t.Errorf("%s: %s is no region", a.ID, r)
				}
			}
		}
		if a.Professional != nil {
			if _, err := ident.ParseDoc(*a.Professional); err != nil {
				t.Errorf("%s: the professional's number cannot be", a.ID)
			}
		}
	}
	if len(all) < 400 || quiet*100 < len(all)*15 {
		t.Errorf("%d messages, %d of which ask for nothing", len(all), quiet)
	}
}

// The corpus is read again with every change: this floor lies a little under what
// is reached, so that a rule that breaks others is noticed. The messages that no rule
// was mended by are left out: they measure what is learned.
func TestCorpusIsReadAsItWas(t *testing.T) {
	t.Parallel()
	all := slices.DeleteFunc(corpus(t), func(a annotated) bool { return slices.Contains(unmended, a.ID[:3]) })
	whole, quiet := 0, 0
	for _, a := range all {
		r := nlu.Parse(a.Text)
		if len(a.Items) == 0 && len(r.Items) > 0 {
			quiet++
			t.Logf("%s asks for nothing: %s", a.ID, brief(r))
		}
		if len(r.Items) == len(a.Items) && named(a.Beneficiary) == r.Beneficiary && named(a.Professional) == r.Professional {
			whole++
		}
	}
	if quiet > 0 || whole*100 < len(all)*97 {
		t.Errorf("%d of %d messages have as many items as meant; %d that ask for nothing have some", whole, len(all), quiet)
	}
}

// unmended are how the ids of such messages begin.
var unmended = []string{"ave", "rua", "voz", "esq", "ser", "por", "lad", "vie", "lar"}

func named(s *string) string {
	if s == nil {
		return ""
	}
	return strings.TrimSpace(*s)
}
