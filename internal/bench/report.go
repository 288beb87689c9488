package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// printTable prints a line a scenario.
func printTable(w io.Writer, all []result) {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "mode\tchats\tupdates/s\tp50 ms\tp99 ms\twrites/upd\treads/upd\tsyncs/upd\tcalls/upd\tWAL B/upd\tbot µs/upd\tpg µs/upd\tload µs/upd\tothers\tsent\tfailed\t")
	for _, r := range all {
		fmt.Fprintf(t, "%s %s\t%d\t%.0f\t%.1f\t%.1f\t%.3f\t%.3f\t%.3f\t%.2f\t%.0f\t%.0f\t%.0f\t%.0f\t%.2f\t%d\t%d\t\n", r.Mode, r.Note, r.Chats,
			r.PerSecond, r.P50, r.P99, r.Writes, r.Reads, r.Syncs, r.Calls, r.WALBytes, r.Bot, r.Postgres, r.Load, r.Others, r.Requests, r.Failed)
	}
	_ = t.Flush()
	for _, r := range all {
		for _, f := range r.Faults {
			fmt.Fprintf(w, "%s, %d chats: %s\n", r.Mode, r.Chats, f)
		}
		if r.Entered > 0 {
			fmt.Fprintf(w, "%s: %d people entered in %.1f s\n", r.Mode, r.Entered, r.EnteredIn)
		}
	}
}
