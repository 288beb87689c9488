package copay_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/copay"
)

// rulesPage is docs/rules/coparticipation.md, by its headings.
func rulesPage(t *testing.T) (headings []string, sections map[string]string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/rules/coparticipation.md")
	if err != nil {
		t.Fatal(err)
	}
	sections = map[string]string{}
	heading := ""
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			heading = strings.TrimSpace(strings.TrimLeft(line, "#"))
			headings = append(headings, heading)
		}
		sections[heading] += line
	}
	return headings, sections
}

var fenced = regexp.MustCompile("(?s)```copay\n(.*?)```")

// TestRulesPageExamples settles every example of the page. A line under a switch has
// to tell something else than the same line without its last switch, or it shows
// nothing.
func TestRulesPageExamples(t *testing.T) {
	t.Parallel()
	headings, sections := rulesPage(t)
	for _, heading := range headings {
		for _, block := range fenced.FindAllStringSubmatch(sections[heading], -1) {
			ex, err := readExample(block[1])
			if err != nil {
				t.Errorf("%s: %v\n%s", heading, err, block[1])
				continue
			}
			if len(ex.wants) == 0 {
				t.Errorf("%s: an example that tells nothing:\n%s", heading, block[1])
			}
			for _, w := range ex.wants {
				said := w.of
				if w.figures != nil {
					said += ": " + strings.Join(w.figures, "; ")
				}
				if got := ex.gets(w, w.switches); got != said {
					t.Errorf("%s %v (-page +engine)\n%s", heading, w.switches, cmp.Diff(said, got))
				}
				if n := len(w.switches); n > 0 && ex.gets(w, w.switches[:n-1]) == said {
					t.Errorf("%s: %v changes nothing of %s", heading, w.switches[n-1], said)
				}
			}
		}
	}
}

// TestRulesPageIsWhole walks rules, ambiguities and switches: each has its section
// with an example, and each value of a switch is named and, unless it is the
// default, shown.
func TestRulesPageIsWhole(t *testing.T) {
	t.Parallel()
	headings, sections := rulesPage(t)
	for letter, last := range map[string]int{"R": 28, "D": 8, "A": 32} {
		for n := range last {
			id := fmt.Sprintf("%s%d", letter, n+1)
			i := slices.IndexFunc(headings, func(h string) bool { return strings.HasPrefix(h, id+" · ") })
			if i < 0 {
				t.Errorf("%s has no section", id)
				continue
			}
			section := sections[headings[i]]
			if !fenced.MatchString(section) {
				t.Errorf("%s has no example", id)
			}
			if letter == "R" && !strings.Contains(section, "\n> ") {
				t.Errorf("%s quotes no clause", id)
			}
		}
	}
	for _, sw := range (copay.Readings{}).Switches() {
		i := slices.IndexFunc(headings, func(h string) bool { return strings.Contains(h, "`"+sw.Name+"`") })
		if i < 0 {
			t.Errorf("the switch %s has no section", sw.Name)
			continue
		}
		section := sections[headings[i]]
		for n, value := range copay.Values(sw.Name) {
			if !strings.Contains(section, "(`"+value+"`)") {
				t.Errorf("%s: the value %s is not explained", sw.Name, value)
			}
			if shown := strings.Contains(section, sw.Name+"="+value+" →"); n > 0 && !shown {
				t.Errorf("%s: the value %s has no example", sw.Name, value)
			}
		}
	}
}
