package dialogs

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/preauth"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// What auditors write in their own words.

// reasonWords stand for the words of table 38.
var reasonWords = map[string]string{
	"rx": "radiografia", "raio": "radiografia", "raiox": "radiografia", "radiografias": "radiografia", "sem": "falta", "ausencia": "falta", "ausente": "falta",
	"faltou": "falta", "faltando": "falta", "faltam": "falta", "nao": "falta", "documento": "document", "laudo": "laudo", "periapical": "periapical",
}

// reasonsLike are the reasons of whose meaning most of the typed words are, if some
// are: "sem rx inicial, não dá para avaliar".
func reasonsLike(text string) []string {
	const fewest, shortest = 2, 4
	var words []string
	for _, w := range spokenOf(text) {
		if reasonWords[w] != "" {
			w = reasonWords[w]
		}
		if len(w) >= shortest && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	var codes []string
	best := fewest
	for _, g := range preauth.ReasonGroups() {
		for _, code := range preauth.Reasons(g) {
			meaning := spokenOf(phrases.Reason(code))
			n := 0
			for _, w := range words {
				if slices.ContainsFunc(meaning, func(m string) bool { return strings.HasPrefix(m, w) }) {
					n++
				}
			}
			switch {
			case n < best:
			case n > best:
				codes, best = []string{code}, n
			default:
				codes = append(codes, code)
			}
		}
	}
	return codes
}

// allGranted authorises everything: "autoriza tudo".
var allGranted = regexp.MustCompile(`^(?:pode )?(?:autoriz|liber|aprov|conced)\w*(?: \w+)? (?:tudo|todos|todas)(?: \w+)?$`)

// itemCalled is the only item that waits which some words name, counted from 0; -1 for
// none.
func (t *turn) itemCalled(ctx context.Context, words string) (int, error) {
	t.s.State.Request = t.deciding()
	d, err := t.request(ctx)
	if err != nil {
		if errors.Is(err, backend.ErrNotFound) {
			return -1, nil
		}
		return -1, err
	}
	meant := nlu.Changes("exclui " + words)
	only := -1
	for n, item := range d.Form.Items {
		if d.Result(n) != backend.Pending || !itemNamedBy(item, words, meant, t.today) {
			continue
		}
		if only >= 0 {
			return -1, nil
		}
		only = n
	}
	return only, nil
}

// itemNamedBy tells whether words are about an item: by its kind, its name or its tooth.
func itemNamedBy(item dental.Item, words string, meant []nlu.Change, on calendar.Date) bool {
	if len(meant) == 1 {
		of := meant[0].Of
		if of.Tooth != 0 && of.Tooth != item.Tooth {
			return false
		}
		if slices.Contains(of.Codes, item.Code) || len(of.Codes) == 0 && of.Tooth != 0 {
			return true
		}
	}
	p, err := dental.Lookup(item.Code, on)
	name := spokenOf(p.Name)
	return err == nil && slices.ContainsFunc(spokenOf(words), func(w string) bool { return len(w) >= 4 && slices.Contains(name, w) })
}
