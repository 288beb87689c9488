package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNLUParsePrintsALineAMessage(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := parseLines(strings.NewReader("resina MO no 26, mat 090216101\nbom dia\n"), &out); err != nil {
		t.Fatal(err)
	}
	want := `{"text":"resina MO no 26, mat 090216101","items":[{"code":"85100200","candidates":["85100200"],"tooth":"26","faces":"MO","region":null,"qty":1,"ask":[],"confidence":0.95}],"beneficiary":"090216101","professional":null,"confidence":0.95}
{"text":"bom dia","items":[],"beneficiary":null,"professional":null,"confidence":0.95}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNLUEvalCountsWhatIsRight(t *testing.T) {
	t.Parallel()
	var all []annotated
	for _, line := range []string{
		`{"id":"1","text":"canal 46 mat 090216101","items":[{"codes":["85200158"],"tooth":"46","faces":"","region":null,"qty":1}],"beneficiary":"090216101"}`,
		`{"id":"2","text":"canal 46","items":[{"codes":["85200158"],"tooth":"47","faces":"","region":null,"qty":1}]}`,
		`{"id":"3","text":"bom dia","items":[]}`,
		`{"id":"4","text":"raspagem sub HASD","items":[{"codes":["85300039"],"tooth":null,"faces":"","region":["HASE","HASD"]}]}`,
	} {
		var a annotated
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	got := measureRequests(all, io.Discard)
	got.P50, got.P99 = 0, 0
	want := measures{Messages: 4, ItemF1: 0.6667, Precision: 0.6667, Recall: 0.6667, Exact: 0.75, IDs: 1, NothingAsked: 1, NothingKept: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
