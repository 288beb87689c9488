package spagonet

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/dialogs/nlu"
)

func TestRequestsCountWhatIsRight(t *testing.T) {
	t.Parallel()
	all, err := ReadRequests([]byte(`
{"id":"1","text":"canal 46 mat 090216101","items":[{"codes":["85200158"],"tooth":"46","faces":"","region":null,"qty":1}],"beneficiary":"090216101"}
{"id":"2","text":"canal 46","items":[{"codes":["85200158"],"tooth":"47","faces":"","region":null,"qty":1}]}
{"id":"3","text":"bom dia","items":[]}
{"id":"4","text":"raspagem sub HASD","items":[{"codes":["85300039"],"tooth":null,"faces":"","region":["HASE","HASD"]}]}
`), "mine")
	if err != nil {
		t.Fatal(err)
	}
	var missed []string
	got := MeasureRequests(all, nlu.Parse, func() time.Time { return time.Time{} }, func(m Meant, _ nlu.Request) { missed = append(missed, m.ID+" "+m.Author) })
	want := RequestReport{Messages: 4, ItemF1: 0.6667, Precision: 0.6667, Recall: 0.6667, Exact: 0.75, IDs: 1, NothingAsked: 1, NothingKept: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"2 mine"}, missed); diff != "" {
		t.Errorf("missed (-want +got):\n%s", diff)
	}
}

func TestRequestsThatAreNoneAreRefused(t *testing.T) {
	t.Parallel()
	if _, err := ReadRequests([]byte("{\"id\":\"1\"}\n{\n"), "mine"); err == nil {
		t.Error("half a line was taken for a message")
	}
}
