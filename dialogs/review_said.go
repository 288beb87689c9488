package dialogs

import (
	"slices"
	"strings"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// documentAsked is the attachment of which the review asks whether it is the document
// that is missing, and that document; -1 for none.
func (t *turn) documentAsked() (i int, typ backend.FileType) {
	if t.s.Draft.Form.FilesComing() {
		return -1, ""
	}
	_, docs := t.lacking()
	if i = t.unsaid(docs); i >= 0 {
		typ = backend.DocumentType(docs[0])
	}
	return i, typ
}

// isSaid and isNotSaid answer that question, besides the plain yes and no.
var (
	isSaid    = map[string]bool{"sim e": true, "e sim": true, "sim e sim": true, "e ela": true, "e ele": true, "sim e ela": true, "e isso": true, "e a inicial": true, "sim e a inicial": true, "e a radiografia inicial": true, "sim e a radiografia inicial": true}
	isNotSaid = map[string]bool{"nao e": true, "e nao": true, "outra coisa": true, "e outra coisa": true, "nao e outra coisa": true}
)

// documentSaid takes the answer to it: what is missing is the other kind of a no.
func (t *turn) documentSaid(text string) bool {
	i, typ := t.documentAsked()
	said := strings.Join(spokenOf(text), " ")
	switch {
	case i < 0:
		return false
	case spoken(text) == wordYes, isSaid[said]:
	case spoken(text) == wordNo, isNotSaid[said]:
		typ = backend.OtherDocument
	default:
		return false
	}
	t.change(func(f *backend.Form) { f.Files[i].Type = typ })
	return true
}

// asksOnceMore puts the question before the request that is to be sent with it open;
// whoever sends then has seen it.
func (t *turn) asksOnceMore() bool {
	i, _ := t.documentAsked()
	if i < 0 || t.s.State.Pressed == t.s.Draft.ID {
		return false
	}
	t.s.State.Pressed = t.s.Draft.ID
	t.warn(phrases.SayDocumentFirst)
	return true
}

// saysSend tells a wish to send among the words of a yes.
func saysSend(text string) bool { return slices.ContainsFunc(spokenOf(text), in(sendingWords)) }

var sendingWords = wordSet("manda mandar mande envia enviar envie")
