package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"guiche/dialogs/nlu/spagonet"
)

// measureIntents asks for every line of the files.
func measureIntents(files []string, misses io.Writer) (spagonet.Report, error) {
	var lines []spagonet.Line
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			return spagonet.Report{}, err
		}
		more, err := spagonet.ReadLines(file, strings.TrimSuffix(filepath.Base(name), ".tsv"))
		_ = file.Close() // it was only read
		if err != nil {
			return spagonet.Report{}, refuse("%v", err)
		}
		lines = append(lines, more...)
	}
	if len(lines) == 0 {
		return spagonet.Report{}, refuse("the files have no message")
	}
	intents, err := spagonet.OpenIntents()
	if err != nil {
		return spagonet.Report{}, err
	}
	report := intents.Evaluate(lines, time.Now)
	texts := map[string]string{}
	for _, l := range lines {
		texts[l.ID] = l.Text
	}
	for _, m := range report.Misses {
		_, _ = fmt.Fprintf(misses, "%s\n  meant %s, read %s (%.3f)\n", texts[m.ID], m.Want, m.Got, thousandths(m.Confidence))
	}
	return report, nil
}
