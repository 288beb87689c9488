// Command bench measures the whole product: it runs `guiche serve` as a process
// of its own, between a PostgreSQL that writes to disk and a Bot API server on
// loopback, and lets people who do not think fill in the whole request, again
// and again.
//
//	people (this process) ⇄ Bot API server (this process) ⇄ guiche serve ⇄ PostgreSQL
//
// A person is a script that reads the buttons of the bot's last message, so that
// what is measured is what somebody at a phone would have seen. A conversation
// that shows something unexpected, that gets no answer, or that gets the request
// number of another one, counts as failed, and the program then ends with status
// 1. docs/performance.md says what the figures mean.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// options are what can be set.
type options struct {
	chats    []int
	modes    []string
	seconds  time.Duration
	warmUp   time.Duration
	photos   bool
	past     int
	rounds   int
	database string
	redis    string
	binary   string
	profile  string
	json     bool
	keep     bool
}

func main() {
	o, err := parse(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	failed, err := run(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
	}
	if err != nil || failed {
		stop()
		os.Exit(1)
	}
}

func parse(args []string) (options, error) {
	var o options
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.Usage = func() {
		fmt.Fprintln(f.Output(), "usage: go run ./internal/bench [flags]")
		f.PrintDefaults()
	}
	chats := f.String("chats", "1,100,1000", "how many people at once, one scenario each")
	modes := f.String("mode", "polling", "polling, webhook, or both with a comma between")
	seconds := f.Float64("seconds", 20, "length of a measurement")
	warm := f.Float64("warm-up", 3, "seconds before it, after all have entered")
	f.BoolVar(&o.photos, "photos", false, "send a photo with every request")
	f.IntVar(&o.past, "past", 0, "measure, add so many past requests and chats, measure again, and compare")
	f.IntVar(&o.rounds, "rounds", 1, "how often to measure each scenario")
	f.StringVar(&o.database, "database-url", "", "PostgreSQL to use instead of a private one, empty (its CPU is not measured)")
	f.StringVar(&o.redis, "redis-url", "", "Redis to use instead of the one inside the program")
	f.StringVar(&o.binary, "guiche", "", "program to measure instead of building it")
	f.StringVar(&o.profile, "profile", "", "write CPU profiles of guiche to files that begin so, one a scenario")
	f.BoolVar(&o.json, "json", false, "print JSON")
	f.BoolVar(&o.keep, "keep", false, "keep the data folder and the log of guiche, and say where")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	o.seconds, o.warmUp = time.Duration(*seconds*float64(time.Second)), time.Duration(*warm*float64(time.Second))
	o.modes = strings.Split(*modes, ",")
	for _, m := range o.modes {
		if m != "polling" && m != "webhook" {
			return o, complain(f, "-mode is polling or webhook")
		}
	}
	for word := range strings.SplitSeq(*chats, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || n < 1 {
			return o, complain(f, "-chats is numbers with commas between")
		}
		o.chats = append(o.chats, n)
	}
	if o.seconds <= 0 || o.rounds < 1 || o.past < 0 || f.NArg() > 0 {
		return o, complain(f, "that cannot be measured")
	}
	return o, nil
}

func complain(f *flag.FlagSet, sentence string) error {
	fmt.Fprintln(f.Output(), sentence)
	f.Usage()
	return errors.New(sentence)
}

// run measures every scenario and prints; failed tells whether a conversation
// went wrong.
func run(ctx context.Context, o options) (failed bool, err error) {
	dir, err := workFolder()
	if err != nil {
		return false, err
	}
	if o.keep {
		defer fmt.Fprintln(os.Stderr, "kept:", dir)
	} else {
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	if o.binary == "" {
		if o.binary, err = build(ctx, dir); err != nil {
			return false, err
		}
	}
	var all []result
	for _, mode := range o.modes {
		results, err := measureMode(ctx, o, dir, mode)
		all = append(all, results...)
		if err != nil {
			return false, err
		}
	}
	if o.json {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		err = out.Encode(all)
	} else {
		printTable(os.Stdout, all)
	}
	for _, r := range all {
		failed = failed || r.Failed > 0
	}
	return failed, err
}

// workFolder is a new folder that PostgreSQL may enter: when we are root it runs
// as somebody else.
func workFolder() (string, error) {
	dir, err := os.MkdirTemp("", "guiche-bench-")
	if err != nil {
		return "", err
	}
	return dir, os.Chmod(dir, 0o711)
}

// measureMode measures the scenarios of one way in which updates arrive, all on
// one running product: people of a smaller scenario go on in the next.
func measureMode(ctx context.Context, o options, dir, mode string) (results []result, err error) {
	town := newTown(slices.Max(o.chats), o.photos)
	api, err := serveAPI(town)
	if err != nil {
		return nil, err
	}
	defer api.close()
	p, err := startProduct(ctx, o, dir, mode, api.url)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	if err := api.connected(ctx, p.ended); err != nil {
		return nil, fmt.Errorf("guiche did not begin to take updates: %w\n%s", err, p.lastWords())
	}
	m := &meter{o: o, mode: mode, town: town, api: api, product: p}
	for range o.rounds {
		for _, n := range o.chats {
			r, err := m.measure(ctx, n, "")
			if err != nil {
				return results, fmt.Errorf("%w\n%s", err, p.lastWords())
			}
			results = append(results, r)
		}
	}
	if o.past == 0 {
		return results, nil
	}
	progress("adding %d past requests and chats", o.past)
	if err := p.database.addPast(ctx, o.past); err != nil {
		return results, err
	}
	for range o.rounds {
		for _, n := range o.chats {
			r, err := m.measure(ctx, n, fmt.Sprintf("%d past", o.past))
			if err != nil {
				return results, fmt.Errorf("%w\n%s", err, p.lastWords())
			}
			results = append(results, r)
		}
	}
	return results, nil
}

func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }
