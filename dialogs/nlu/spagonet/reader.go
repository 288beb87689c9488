package spagonet

import "guiche/dialogs/nlu"

// Reader reads requests: the grammars of nlu with a Tagger that was trained to
// know what is asked for from what was done, denied or only spoken of. It is safe
// for concurrent use.
type Reader struct {
	parser nlu.Parser
	tagger *Tagger
	card   ReaderCard
}

func newReader(tagger *Tagger, card ReaderCard) *Reader {
	return &Reader{parser: nlu.Parser{Lexicon: nlu.Standard(), Judge: tagger}, tagger: tagger, card: card}
}

// Parse reads what a message asks for. One that asks for nothing has no items.
func (r *Reader) Parse(text string) nlu.Request { return r.parser.Parse(text) }

// Card says what the weights were trained on.
func (r *Reader) Card() ReaderCard { return r.card }
