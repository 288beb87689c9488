package dialogs

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// showReleases lists the open authorisations, those that end soonest first.
func (t *turn) showReleases(ctx context.Context) (view, error) {
	page, err := t.desk.Releases(ctx, t.tx, t.s.Actor, t.s.State.Releases)
	if err != nil {
		return view{}, err
	}
	v := view{head: phrases.ReleasesTitle, ask: phrases.AskRelease}
	if len(page.Lines) == 0 {
		v.ask = phrases.NoReleases
	}
	for _, l := range page.Lines {
		v.head = phrases.Lines(v.head, phrases.ReleaseLine(l, t.today))
		v.keys = append(v.keys, row(key{label: phrases.BtnReleaseLine(l), verb: verbOpen, arg: idArg(int64(l.Guia))}))
	}
	var pages []key
	if page.Before {
		pages = append(pages, key{label: phrases.BtnPrevious, verb: verbPrevious, arg: idArg(int64(page.Lines[0].Guia))})
	}
	if page.After {
		pages = append(pages, key{label: phrases.BtnNext, verb: verbPage, arg: idArg(int64(page.Lines[len(page.Lines)-1].Guia))})
	}
	v.keys = append(v.keys, pages, row(key{label: phrases.BtnBack, verb: verbBack}))
	return v, nil
}

func (t *turn) tapReleases(ctx context.Context, c Callback) error {
	switch {
	case c.Verb == verbOpen && c.id() > 0:
		return t.byGuia(ctx, ident.Guia(c.id()), 0)
	case c.Verb == verbPage, c.Verb == verbPrevious:
		t.s.State.Releases = backend.ReleaseCursor{Guia: ident.Guia(max(c.id(), 0)), Back: c.Verb == verbPrevious}
		return nil
	}
	return errStale
}

// typedReleases finds an authorisation by its guia or senha, however short: here
// nothing else is meant.
func (t *turn) typedReleases(ctx context.Context, text string) error {
	if g, err := strconv.ParseInt(guiaTyped(text), 10, 64); err == nil && g > 0 {
		return t.byGuia(ctx, ident.Guia(g), 0)
	}
	if found, err := t.releaseTyped(ctx, text); found || err != nil {
		return err
	}
	return t.typedMenu(ctx, text)
}

// paddedGuia is a guia as it stands on paper, groupedSenha a senha as it does; a senha
// typed without its hyphens has a digit, which no word has.
var (
	paddedGuia   = regexp.MustCompile(`^00\d{8}$`)
	groupedSenha = regexp.MustCompile(`^[0-9A-Z]{4}(-[0-9A-Z]{4}){2,4}$`)
	plainSenha   = regexp.MustCompile(`^[ACDEFGHJKMNP-RT-Y34679]{12}$`)
)

// releaseTyped opens the authorisation whose guia or senha is typed on a screen where
// other things are meant too; found tells whether it was one.
func (t *turn) releaseTyped(ctx context.Context, text string) (found bool, err error) {
	if t.s.Actor.Role != access.Provider {
		return false, nil
	}
	if digits := guiaTyped(text); paddedGuia.MatchString(digits) || digits != "" && digits != strings.TrimSpace(text) {
		if g, err := strconv.ParseInt(digits, 10, 64); err == nil {
			return true, t.byGuia(ctx, ident.Guia(g), 0)
		}
	}
	words := strings.Fields(strings.ToUpper(text))
	if len(words) == 0 || len(words) > 4 {
		return false, nil
	}
	word := words[len(words)-1] // what it is called may stand before it
	if !groupedSenha.MatchString(word) && (!plainSenha.MatchString(word) || !strings.ContainsAny(word, "34679")) {
		return false, nil
	}
	senha, err := ident.ParseSenha(word)
	if err != nil {
		return false, nil //nolint:nilerr // a word that is none
	}
	return true, t.openRelease(0, func() (backend.Details, backend.Release, error) {
		return t.desk.ReleaseBySenha(ctx, t.tx, t.s.Actor, senha)
	})
}

var guiaWords = regexp.MustCompile(`^guia *(n[ºo°.]*)?:? *`)

// guiaTyped is the number of a guia in a text, with or without the word before it; ""
// for anything else.
func guiaTyped(text string) string {
	digits := guiaWords.ReplaceAllString(fold(text), "")
	if len(digits) == 0 || len(digits) > 10 || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return digits
}
