package backend

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
)

// desk is a transaction as far as releases write to it.
type desk struct {
	Tx
	now time.Time
}

func (d *desk) Now() time.Time                  { return d.now }
func (d *desk) SaveRelease(int64, ReleaseState) {}
func (d *desk) SaveRequest(Request)             {}
func (d *desk) DropTimer(ChatKey, string)       {}
func (d *desk) SetTimer(Timer)                  {}
func (d *desk) Audit(Event)                     {}
func (d *desk) AddInteraction(int64, Interaction, *Draft) {
}

var launch = calendar.Date{Year: 2026, Month: time.November, Day: 19}

// fate is what came of an item: a result, or the state of the release that has it.
type fate string

const (
	waits      fate = "pending"
	denied     fate = "denied"
	dropped    fate = "withdrawn"
	openItem        = fate(ReleaseOpen)
	billedItem      = fate(ReleasePresented)
	overItem        = fate(ReleaseExpired)
	goneItem        = fate(ReleaseCancelled)
)

var fates = []fate{waits, denied, dropped, openItem, billedItem, overItem, goneItem}

// having is a request of items with these fates, where it then stands; each
// authorised item has a release of its own.
func having(all ...fate) Details {
	d := Details{Request: Request{ID: 1, Number: 1, Situation: UnderReview}}
	for n, f := range all {
		d.Form.Items = append(d.Form.Items, dental.Item{Code: "85100218"})
		result := Granted
		switch f {
		case waits:
			result = Pending
		case denied:
			result = Refused
		case dropped, goneItem:
			result = Withdrawn
		}
		d.Results = append(d.Results, result)
		if result == Granted || f == goneItem {
			d.Releases = append(d.Releases, Release{
				ID: int64(n + 1), Number: 1, Guia: ident.Guia(n + 1), State: ReleaseState(f), Until: launch.AddDays(ValidDays), Items: []Grant{{Item: n}},
			})
		}
	}
	d.settle()
	return d
}

// Every combination of what came of three items is cancelled: what is pending and what
// is authorised but not billed is withdrawn, a presented release stays, and the request
// is Cancelled unless something of it was billed.
func TestWithdrawEveryCombination(t *testing.T) {
	t.Parallel()
	tx := &desk{now: launch.At(600)}
	for _, a := range fates {
		for _, b := range fates {
			for _, c := range fates {
				all := []fate{a, b, c}
				d := having(all...)
				before := d.Situation
				something := slices.Contains(all, waits) || slices.Contains(all, openItem)
				if d.withdraw(tx) != something {
					t.Errorf("%v: withdrawn is %t", all, !something)
				}
				if !something {
					if d.Situation != before {
						t.Errorf("%v goes from %s to %s", all, before, d.Situation)
					}
					continue
				}
				want := Cancelled
				if slices.Contains(all, billedItem) {
					want = PartlyAuthorised
				}
				if d.Situation != want {
					t.Errorf("%v: %s, want %s", all, d.Situation, want)
				}
				if before != d.Situation && !before.May(d.Situation) {
					t.Errorf("%v: from %s to %s is no legal move", all, before, d.Situation)
				}
				for n, f := range all {
					result := map[fate]Result{waits: Withdrawn, denied: Refused, dropped: Withdrawn, openItem: Withdrawn, billedItem: Granted, overItem: Granted, goneItem: Withdrawn}[f]
					if d.Result(n) != result {
						t.Errorf("%v: item %d is %s, want %s", all, n+1, d.Result(n), result)
					}
				}
				for _, r := range d.Releases {
					if r.State == ReleaseOpen || all[r.Guia-1] == billedItem && r.State != ReleasePresented {
						t.Errorf("%v: guia %d is %s", all, r.Guia, r.State)
					}
				}
			}
		}
	}
}

// Whatever becomes of the releases of a request, in whatever order, it moves legally;
// and once none is open, it is Expired exactly where something ran out, nothing was
// billed and nothing is pending, unless what is left was given up or denied.
func TestReleasesEndLegally(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.SampledFrom([]fate{waits, denied, openItem}), 1, 6).Draw(t, "items")
		d := having(all...)
		s := &Service{}
		for range len(all) {
			var open []*Release
			for i := range d.Releases {
				if d.Releases[i].State == ReleaseOpen {
					open = append(open, &d.Releases[i])
				}
			}
			if len(open) == 0 {
				break
			}
			r, from := rapid.SampledFrom(open).Draw(t, "release"), d.Situation
			switch rapid.SampledFrom([]ReleaseState{ReleaseExpired, ReleasePresented, ReleaseCancelled}).Draw(t, "fate") {
			case ReleaseExpired:
				s.expire(&desk{now: r.Until.AddDays(1).At(0)}, &d, r)
			case ReleasePresented:
				r.State = ReleasePresented
			case ReleaseCancelled:
				r.State = ReleaseCancelled
				for _, g := range r.Items {
					d.setResult(g.Item, Withdrawn)
				}
				d.settle()
			}
			if d.Situation != from && !from.May(d.Situation) {
				t.Fatalf("%v: from %s to %s", all, from, d.Situation)
			}
			if d.has(ReleaseOpen) && d.Situation.Over() {
				t.Fatalf("%v: %s with an open release", all, d.Situation)
			}
		}
		pending := slices.Contains(all, waits)
		want := d.has(ReleaseExpired) && !d.has(ReleaseOpen) && !d.has(ReleasePresented) && !pending
		if got := d.Situation == Expired; got != want {
			t.Fatalf("%v, %+v: %s", all, d.Releases, d.Situation)
		}
		if pending && d.Situation != UnderReview {
			t.Fatalf("%v: %s while something is pending", all, d.Situation)
		}
	})
}

// The moments of validity are those of the calendar of São Paulo: day 0 is that of the
// release, whatever the hour, day 90 the last, and its end the first minute of day 91.
func TestNextValidity(t *testing.T) {
	t.Parallel()
	until := launch.AddDays(ValidDays)
	day := func(n, minute int) time.Time { return launch.AddDays(n).At(minute) }
	for _, c := range []struct{ after, want time.Time }{
		{day(0, 0), day(60, 540)}, {day(0, 1439), day(60, 540)}, {day(60, 539), day(60, 540)}, {day(60, 540), day(83, 540)},
		{day(70, 0), day(83, 540)}, {day(83, 540), day(89, 540)}, {day(89, 540), day(91, 0)}, {day(90, 1439), day(91, 0)},
	} {
		if got := nextValidity(until, c.after); !got.Equal(c.want) {
			t.Errorf("after %s comes %s, want %s", c.after, got, c.want)
		}
	}
	r := Release{State: ReleaseOpen, Until: until}
	for n, want := range map[int]bool{0: true, 90: true, 91: false} {
		if r.Valid(launch.AddDays(n)) != want {
			t.Errorf("day %d: valid is %t", n, !want)
		}
	}
}
