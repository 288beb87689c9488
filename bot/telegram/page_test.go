package telegram

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func split(t *testing.T, page string) ([]string, error) {
	t.Helper()
	raws, err := splitPage([]byte(page))
	var out []string
	for _, r := range raws {
		out = append(out, string(r))
	}
	return out, err
}

func TestSplitPage(t *testing.T) {
	t.Parallel()
	whole := map[string][]string{
		`{"ok":true,"result":[]}`:                                nil,
		`{"ok":true,"result":[ ]}`:                               nil,
		`{"ok":true,"result":[{"update_id":1},{"update_id":2}]}`: {`{"update_id":1}`, `{"update_id":2}`},
		" { \"ok\" : true ,\n\"x\":[1,{\"result\":[]}], \"result\" : [\n {\"a\":[{}]} , 7 ] } ": {`{"a":[{}]}`, `7`},
		`{"ok":true,"result":[{"t":"}],\"\\"},{"t":"\\\\\""}]}`:                                 {`{"t":"}],\"\\"}`, `{"t":"\\\\\""}`},
		`{"ok":true,"result":[{"broken":tru},{"update_id":2,}]}`:                                {`{"broken":tru}`, `{"update_id":2,}`},
		`{"ok":true,"result":["a","b",null]}`:                                                   {`"a"`, `"b"`, `null`},
	}
	for page, want := range whole {
		got, err := split(t, page)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: error %v (-want +got):\n%s", page, err, diff)
		}
	}
	cut := map[string][]string{
		``:                                     nil,
		`{"ok":true`:                           nil,
		`{"ok":true,"result":`:                 nil,
		`{"ok":true,"result":[`:                nil,
		`{"ok":true,"result":[{}`:              nil,
		`{"ok":true,"result":[{"a":1},{"b":"]`: {`{"a":1}`},
		`{"ok":true,"result":[{"a":1},{"b":2}`: {`{"a":1}`},
		`{"ok":true,"result":[{"a":1},]}`:      {`{"a":1}`},
		`{"ok":true,"result":[{"a":1} {"b":2}`: nil,
		`{"ok":true,"result":{"a":1}}`:         nil,
		`{"ok":true}`:                          nil,
		`[1]`:                                  nil,
	}
	for page, want := range cut {
		got, err := split(t, page)
		if diff := cmp.Diff(want, got); diff != "" || err == nil {
			t.Errorf("%s: error %v (-want +got):\n%s", page, err, diff)
		}
	}
}

func TestPagesOfOtherServers(t *testing.T) {
	t.Parallel()
	c := client(t, &answering{status: 200, body: "{\n  \"result\": [ {\"update_id\": 5} ],\n  \"ok\": true\n}"})
	page, err := c.updates(background(), updatesArgs{})
	if err != nil || len(page) != 1 || peekID(page[0]) != 5 {
		t.Errorf("%d updates, error %v", len(page), err)
	}
}

func FuzzSplitPage(f *testing.F) {
	f.Add([]byte(`{"ok":true,"result":[{"update_id":1,"t":"\"]}"},{"update_id":2}]}`))
	f.Add([]byte(`{"ok":true,"result":[[],1,"x",null]}`))
	f.Fuzz(func(t *testing.T, page []byte) {
		got, err := splitPage(page)
		if !json.Valid(page) {
			return // it must only not panic
		}
		var want struct {
			Result []json.RawMessage `json:"result"`
		}
		var keys map[string]json.RawMessage
		if json.Unmarshal(page, &keys) != nil || len(keys) != 2 || keys["result"] == nil ||
			json.Unmarshal(page, &want) != nil || want.Result == nil {
			return
		}
		if _, plain := keys["ok"]; !plain {
			return
		}
		if err != nil || len(got) != len(want.Result) {
			t.Fatalf("%d updates, error %v, want %d", len(got), err, len(want.Result))
		}
		for i := range got {
			if string(got[i]) != string(want.Result[i]) {
				t.Errorf("update %d: %s, want %s", i, got[i], want.Result[i])
			}
		}
	})
}
