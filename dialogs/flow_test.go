package dialogs_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/internal/golden"
)

// flow is one of the diagrams of docs/dialogs/flows.md.
type flow string

// The flows, as the page has them.
const (
	flowEntry   flow = "Entering"
	flowMenu    flow = "A provider's menu, drafts and requests"
	flowRequest flow = "A provider's request"
	flowMember  flow = "A member"
	flowAuditor flow = "An auditor"
)

// passage is a way from a step to another: by a button, or by something typed or
// sent.
type passage struct {
	flow     flow
	from, to dialogs.Step
}

// flows are the passages that a walk took, and whether a button did.
type flows map[passage]bool

// everywhere are the buttons of nearly every screen: drawn, they would hide the rest.
var everywhere = map[string]bool{"back": true, "stop": true, "menu": true, "help": true, "talk": true, "leave": true}

// take notes where the last turn led. Tapped is the button, none for a text.
func (f flows) take(role access.Role, from, to dialogs.Callback, tapped string) {
	if c, ok := dialogs.ParseCallback(tapped); ok && everywhere[c.Verb] || from.Step == to.Step || from.Step == "" || to.Step == "" {
		return
	}
	p := passage{flowMenu, from.Step, to.Step}
	switch {
	case role == access.Visitor:
		p.flow = flowEntry
	case role == access.Member:
		p.flow = flowMember
	case role == access.Auditor:
		p.flow = flowAuditor
	case from.Draft != 0:
		p.flow = flowRequest
	}
	f[p] = f[p] || tapped != ""
}

// page draws the flows.
func (f flows) page(names map[dialogs.Step]string) string {
	var b strings.Builder
	b.WriteString(`# The flows of the conversation

Generated from the conversation itself: a walk presses every button of every screen that it comes to, types a few
answers and notes where each leads (` + "`go test ./dialogs -update`" + `). A box is a step of ` + "`dialogs/state.go`" + `; a full arrow is a
button, a dotted one something typed or sent. Round boxes belong to another flow. *Voltar*, *Cancelar*, *Menu*,
*Ajuda*, *Falar com atendente* and *Sair* are on nearly every screen and are left out. How each step looks is in
[the gallery](README.md).
`)
	for _, kind := range []flow{flowEntry, flowMenu, flowRequest, flowMember, flowAuditor} {
		var some []passage
		own := map[dialogs.Step]bool{}
		for p := range f {
			if p.flow == kind {
				some = append(some, p)
				own[p.from] = true
			}
		}
		if len(some) == 0 {
			continue
		}
		slices.SortFunc(some, func(a, b passage) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
		fmt.Fprintf(&b, "\n## %s\n\n```mermaid\nflowchart LR\n", kind)
		nodes := map[dialogs.Step]bool{}
		for _, p := range some {
			nodes[p.from], nodes[p.to] = true, true
		}
		for _, step := range slices.Sorted(maps.Keys(nodes)) {
			shape := "    %s[%s]\n"
			if !own[step] {
				shape = "    %s([%s])\n"
			}
			fmt.Fprintf(&b, shape, "s_"+step, names[step])
		}
		for _, p := range some {
			arrow := "-.->"
			if f[p] {
				arrow = "-->"
			}
			fmt.Fprintf(&b, "    s_%s %s s_%s\n", p.from, arrow, p.to)
		}
		b.WriteString("```\n")
	}
	return b.String()
}

// drawn holds the flows to the page.
func (f flows) drawn(t *testing.T) {
	t.Helper()
	names := map[dialogs.Step]string{}
	for name, step := range dialogs.EveryStep(t) {
		names[step] = strings.TrimPrefix(name, "Step")
	}
	golden.Equal(t, "../docs/dialogs/flows.md", []byte(f.page(names)))
}
