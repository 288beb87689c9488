package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"time"

	"guiche/backend/calendar"
	"guiche/dialogs/nlu"
	"guiche/dialogs/nlu/spagonet"
)

type nluIntentCommand struct {
	Role string `enum:"provider,member,any" default:"any" help:"Who writes: intents that are not open to it are not guessed."`
}

// Run prints a line of JSON for each line of standard input, in order.
func (c nluIntentCommand) Run() error {
	intents, err := spagonet.OpenIntents()
	if err != nil {
		return err
	}
	return intentLines(intents, nlu.Role(c.Role), calendar.DateOf(time.Now()), os.Stdin, os.Stdout)
}

type intentJSON struct {
	Text       string      `json:"text"`
	Intent     nlu.Intent  `json:"intent"`
	Confidence float64     `json:"confidence"`
	Candidates []guessJSON `json:"candidates"`
	Accepted   bool        `json:"accepted"`
	Slots      nlu.Slots   `json:"slots"`
}

type guessJSON struct {
	Intent     nlu.Intent `json:"intent"`
	Confidence float64    `json:"confidence"`
}

func intentLines(intents *spagonet.Intents, role nlu.Role, today calendar.Date, in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestMessage)
	page := json.NewEncoder(out)
	page.SetEscapeHTML(false)
	for lines.Scan() {
		guesses := intents.ClassifyFor(lines.Text(), role)
		line := intentJSON{Text: lines.Text(), Intent: guesses[0].Intent, Confidence: thousandths(guesses[0].Confidence),
			Accepted: intents.Accepted(guesses), Slots: nlu.Named(lines.Text(), today)}
		for _, g := range guesses {
			line.Candidates = append(line.Candidates, guessJSON{g.Intent, thousandths(g.Confidence)})
		}
		if err := page.Encode(line); err != nil {
			return err
		}
	}
	return lines.Err()
}
