package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/dialogs/nlu/spagonet"
)

func TestNLUParsePrintsALineAMessage(t *testing.T) {
	t.Parallel()
	reader, err := spagonet.OpenReader()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := parseLines(reader, strings.NewReader("resina MO no 26, mat 090216101\nbom dia\n"), &out); err != nil {
		t.Fatal(err)
	}
	want := `{"text":"resina MO no 26, mat 090216101","items":[{"code":"85100200","candidates":["85100200"],"tooth":"26","faces":"MO","region":null,"qty":1,"ask":[],"confidence":0.95}],"beneficiary":"090216101","professional":null,"confidence":0.95}
{"text":"bom dia","items":[],"beneficiary":null,"professional":null,"confidence":0.95}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
