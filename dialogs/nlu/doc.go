// Package nlu reads Portuguese as dentists, receptionists and members type or
// dictate it: pure grammars, a lexicon of procedures and a parser of requests.
// No network, no clock and nothing learned: what is learned comes in through
// Attacher, and nil means the rules alone.
//
//	text → Read → tokens → mentions → attachment → resolver → Request
//	       fold, shapes,   procedures,  which place    code candidates,
//	       numerals        places,      belongs to     what is left to ask
//	                       faces, scope  which
//
// Positions are bytes of the original text, so that a screen can show what was
// understood. Confidence is in thousandths.
package nlu
