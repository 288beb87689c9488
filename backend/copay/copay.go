// Package copay computes what a titular is debited: each month's coparticipation
// of the family under the regulation in force, exact to the cent, with the reason
// of every cent.
//
//	events of a base month ──▶ raw (rate, sessions) ──▶ capped (500 CH) ──▶ deducted | due
//	carry + due + adjustment ──▶ debited (10 % of the proventos) | credited ──▶ carry
//
// R1 to R28 are the rules of the regulation's text, D1 to D8 what it needs and does
// not say. Where the text can be read in more than one way, the reading is a
// switch of Readings. A fact that is missing is refused where it matters, never
// guessed (R28, D6).
//
// Money is whole cents, rates are decimals, and nothing is rounded but an item, once,
// and a limit, down.
package copay

// Settle settles the months of one titular. It asks nothing but its input, and the
// order of the events does not matter. It fails with *Refusal and then gives no
// figure.
func Settle(in Input) (Settlement, error) {
	b, err := prepare(in)
	if err != nil {
		return Settlement{}, err
	}
	return b.settle()
}
