package dialogs

import (
	"context"
	"errors"
	"regexp"
	"strconv"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// The buttons of "Avisos": quiet hours as backend.Quiet writes them, and topic and
// telling of what is told.
const (
	verbNotices = "ntc"
	verbHours   = "hours"
	verbTell    = "tell"
)

// usualHours are offered by a button; any other hours are typed.
var usualHours = []backend.Quiet{{From: 20 * 60, To: 8 * 60}, {From: 21 * 60, To: 7 * 60}, {From: 22 * 60, To: 6 * 60}}

// showNotices is where a person chooses when to be told what nobody asked for.
func (t *turn) showNotices(ctx context.Context) (view, error) {
	n, err := t.desk.Notices(ctx, t.tx, t.s.Actor)
	if err != nil {
		return view{}, err
	}
	if t.noticed != nil {
		n = t.noticed(n) // what this turn chose is not read back
	}
	lines := []string{phrases.NoticesTitle, phrases.QuietLine(n.Quiet)}
	var keys [][]key
	for _, topic := range n.Topics {
		lines = append(lines, phrases.TellingLine(topic, n.Tell[topic]))
		to := following(backend.Tellings(t.s.Actor.Role, topic), n.Tell[topic])
		keys = append(keys, row(key{label: phrases.BtnTelling(topic, to), verb: verbTell, arg: string(topic) + "." + string(to)}))
	}
	var hours []key
	for _, q := range usualHours {
		if q != n.Quiet {
			hours = append(hours, key{label: phrases.BtnQuiet(q), verb: verbHours, arg: q.String()})
		}
	}
	if n.Quiet.On() {
		hours = append(hours, key{label: phrases.BtnNoQuiet, verb: verbHours, arg: backend.Quiet{}.String()})
	}
	keys = append(append(grid(hours, 2), keys...), row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnMenu, verb: verbMenu}))
	return view{head: phrases.Lines(lines...), ask: phrases.AskNotices, keys: keys}, nil
}

// following is the choice after the one that holds, round and round.
func following(all []backend.Telling, now backend.Telling) backend.Telling {
	for i, one := range all {
		if one == now {
			return all[(i+1)%len(all)]
		}
	}
	return all[0]
}

func (t *turn) tapNotices(ctx context.Context, c Callback) error {
	switch c.Verb {
	case verbHours:
		q, ok := backend.ParseQuiet(c.Arg)
		if !ok {
			return errStale
		}
		return t.setQuiet(q)
	case verbTell:
		topic, telling, ok := c.pair()
		if !ok {
			return errStale
		}
		err := t.desk.SetTelling(ctx, t.tx, t.s.Actor, backend.Topic(topic), backend.Telling(telling))
		if errors.Is(err, backend.ErrNotFound) {
			return errStale
		}
		if err != nil {
			return err
		}
		t.noticed = func(n backend.Notices) backend.Notices {
			n.Tell[backend.Topic(topic)] = backend.Telling(telling)
			return n
		}
		t.say(phrases.NoticesChanged)
		return nil
	}
	return errStale
}

func (t *turn) setQuiet(q backend.Quiet) error {
	t.noticed = func(n backend.Notices) backend.Notices { n.Quiet = q; return n }
	t.say(phrases.NoticesChanged)
	return t.desk.SetQuiet(t.tx, t.s.Actor, q)
}

// hoursTyped is a span of hours as people write it: "22 às 6", "das 21:30 até 7h".
var hoursTyped = regexp.MustCompile(`^(?:das |de |entre )?(\d{1,2})(?:[:h](\d{2})?)? ?(?:as|a|ate|e|-|–) ?(?:as )?(\d{1,2})(?:[:h](\d{2})?)?$`)

// typedNotices takes quiet hours, and "sem silêncio".
func (t *turn) typedNotices(ctx context.Context, text string) error {
	said := fold(text)
	switch said {
	case "sem silencio", "desligar", "desligar silencio", "sempre":
		return t.setQuiet(backend.Quiet{})
	}
	m := hoursTyped.FindStringSubmatch(said)
	if m == nil {
		if taken, err := t.namedTyped(ctx, text); taken || err != nil {
			return err
		}
		t.warn(phrases.HoursNotRead)
		return nil
	}
	q := backend.Quiet{From: minuteOf(m[1], m[2]), To: minuteOf(m[3], m[4])}
	if !q.Valid() || !q.On() {
		t.warn(phrases.HoursNotRead)
		return nil
	}
	return t.setQuiet(q)
}

// minuteOf is the minute of the day of a typed hour, -1 for none; 24 is midnight.
func minuteOf(hour, minute string) int {
	h, err := strconv.Atoi(hour)
	m := 0
	if minute != "" && err == nil {
		m, err = strconv.Atoi(minute)
	}
	if err != nil || m > 59 || h > 24 {
		return -1
	}
	return h%24*60 + m
}
