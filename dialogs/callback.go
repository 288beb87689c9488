package dialogs

import (
	"strconv"
	"strings"
)

// callbackVersion opens the data of a button; a button of another version is
// stale, whatever it holds.
const callbackVersion = "1"

// Callback is what a button sends back: which draft and revision its screen
// showed, which step it was, and what is to be done.
//
//	1<draft>.<rev>.<step>.<verb>.<arg>      draft and rev in base 36
//
// It holds no personal data: identifiers of rows, codes and positions only.
// Arguments are absolute values, so a tap that comes twice does the same twice.
type Callback struct {
	Draft, Rev int64
	Step       Step
	Verb       string
	Arg        string
}

// String encodes the callback; the longest is within Telegram's 64 bytes.
func (c Callback) String() string {
	s := callbackVersion + strconv.FormatInt(c.Draft, 36) + "." + strconv.FormatInt(c.Rev, 36) + "." + string(c.Step) + "." + c.Verb
	if c.Arg != "" {
		s += "." + c.Arg
	}
	return s
}

// ParseCallback reads what String writes; false for anything else.
func ParseCallback(data string) (Callback, bool) {
	rest, ok := strings.CutPrefix(data, callbackVersion)
	parts := strings.SplitN(rest, ".", 5)
	if !ok || len(parts) < 4 {
		return Callback{}, false
	}
	draft, errDraft := strconv.ParseInt(parts[0], 36, 64)
	rev, errRev := strconv.ParseInt(parts[1], 36, 64)
	if errDraft != nil || errRev != nil || draft < 0 || rev < 0 {
		return Callback{}, false
	}
	c := Callback{Draft: draft, Rev: rev, Step: Step(parts[2]), Verb: parts[3]}
	if len(parts) == 5 {
		c.Arg = parts[4]
	}
	return c, true
}

// pair splits the argument in its two parts.
func (c Callback) pair() (first, second string, ok bool) {
	first, second, ok = strings.Cut(c.Arg, ".")
	return first, second, ok && !strings.Contains(second, ".")
}

// id reads an argument that is an identifier.
func (c Callback) id() int64 {
	n, err := strconv.ParseInt(c.Arg, 36, 64)
	if err != nil {
		return 0
	}
	return n
}

// number reads an argument that counts something, -1 if it does not.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// idArg writes an identifier as an argument.
func idArg(id int64) string { return strconv.FormatInt(id, 36) }
