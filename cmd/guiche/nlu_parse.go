package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"

	"guiche/dialogs/nlu"
	"guiche/dialogs/nlu/spagonet"
)

type nluParseCommand struct {
	Role string `enum:"provider,member,any" default:"any" help:"Who writes. A request reads the same for all of them."`
}

// Run prints a line of JSON for each line of standard input, in order.
func (nluParseCommand) Run() error {
	reader, err := spagonet.OpenReader()
	if err != nil {
		return err
	}
	return parseLines(reader, os.Stdin, os.Stdout)
}

// longestMessage bounds a line: Telegram's messages have 4096 characters.
const longestMessage = 1 << 20

func parseLines(reader *spagonet.Reader, in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestMessage)
	page := json.NewEncoder(out)
	page.SetEscapeHTML(false)
	for lines.Scan() {
		if err := page.Encode(parsedMessage(lines.Text(), reader.Parse(lines.Text()))); err != nil {
			return err
		}
	}
	return lines.Err()
}

type parsedJSON struct {
	Text         string       `json:"text"`
	Items        []parsedItem `json:"items"`
	Beneficiary  *string      `json:"beneficiary"`
	Professional *string      `json:"professional"`
	Confidence   float64      `json:"confidence"`
}

type parsedItem struct {
	Code       string     `json:"code"`
	Candidates []string   `json:"candidates"`
	Tooth      *string    `json:"tooth"`
	Faces      string     `json:"faces"`
	Region     *string    `json:"region"`
	Quantity   int        `json:"qty"`
	Ask        []nlu.Need `json:"ask"`
	Confidence float64    `json:"confidence"`
}

func parsedMessage(text string, r nlu.Request) parsedJSON {
	m := parsedJSON{Text: text, Items: []parsedItem{}, Beneficiary: orNull(r.Beneficiary), Professional: orNull(r.Professional), Confidence: thousandths(r.Confidence)}
	for _, item := range r.Items {
		m.Items = append(m.Items, parsedItem{
			Code: item.Code, Candidates: item.Candidates, Tooth: orNull(item.Tooth.String()), Faces: item.Faces.String(), Region: orNull(item.Region.String()),
			Quantity: item.Quantity, Ask: append([]nlu.Need{}, item.Ask...), Confidence: thousandths(item.Confidence),
		})
	}
	return m
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func thousandths(n int) float64 { return float64(n) / 1000 }
