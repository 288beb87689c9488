package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"guiche/backend/password"
	"guiche/backend/postgres"
)

// importHashesCommand takes over the passwords of another system.
type importHashesCommand struct {
	File    string `arg:"" help:"CSV file of login;hash in UTF-8, or - for standard input; docs/login.md lists the forms of hashes."`
	Replace bool   `help:"Take the file's password also for those who have one here."`
}

// faults are the lines of a file that cannot be taken, as they are reported. A
// report names lines and never repeats what stands in them.
type faults []fault

type fault struct {
	line int
	what string
}

func (f *faults) add(line int, what string) { *f = append(*f, fault{line, what}) }

// report prints the lines in their order.
func (f *faults) report(out io.Writer) {
	slices.SortStableFunc(*f, func(a, b fault) int { return cmp.Compare(a.line, b.line) })
	for _, one := range *f {
		fmt.Fprintf(out, "line %d: %s\n", one.line, one.what)
	}
}

// hashLine is a line that was read.
type hashLine struct {
	line        int
	login, hash string
}

// Run stores the hashes of the file, all or none.
func (i importHashesCommand) Run(ctx context.Context, cfg *Config) error {
	content, err := i.read()
	if err != nil {
		return err
	}
	return withStorage(ctx, cfg, func(s *storage) error {
		return i.load(ctx, s, content, os.Stdout, progressOn(os.Stderr))
	})
}

// largestImport is more than all clinics and members of a large operator need.
const largestImport = 512 << 20

func (i importHashesCommand) read() ([]byte, error) {
	in := io.Reader(os.Stdin)
	if i.File != "-" {
		f, err := os.Open(i.File)
		if err != nil {
			return nil, refuse("the file cannot be read: %v", err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	content, err := io.ReadAll(io.LimitReader(in, largestImport+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the file: %w", err)
	case len(content) > largestImport:
		return nil, refuse("the file is larger than %d MB: split it", largestImport>>20)
	}
	return content, nil
}

func (i importHashesCommand) load(ctx context.Context, s *storage, content []byte, out io.Writer, progress func(done, of int)) error {
	bad := &faults{}
	lines, err := readHashes(content, bad)
	if err != nil {
		return err
	}
	logins := make([]string, len(lines))
	for n, l := range lines {
		logins[n] = l.login
	}
	states, err := s.db.LoginStates(ctx, logins)
	if err != nil {
		return err
	}
	for n, state := range states {
		if state.Actor.ID == 0 {
			bad.add(lines[n].line, "no provider, auditor or beneficiary is registered with that login")
		}
	}
	take, err := i.hashes(ctx, lines, states, bad, progress)
	if err != nil {
		return err
	}
	if len(*bad) > 0 {
		bad.report(out)
		return refuse("%d of the lines cannot be taken, so nothing was stored", len(*bad))
	}
	stored, err := s.db.SaveCredentials(ctx, time.Now(), take, i.Replace)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d stored; %d kept the password that they have here.\n", stored, int64(len(lines))-stored)
	return nil
}

// hashes makes of each line what is to be stored; bare digests are wrapped, which
// takes its time, so all processors work. Who keeps a password needs none.
func (i importHashesCommand) hashes(ctx context.Context, lines []hashLine, states []postgres.LoginState, bad *faults, progress func(done, of int)) ([]postgres.Credential, error) {
	results, wrong := make([]string, len(lines)), make([]error, len(lines))
	var done atomic.Int64
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for n, l := range lines {
		work.Go(func() error {
			if states[n].HasPassword && !i.Replace {
				wrong[n] = password.Check(l.hash)
			} else {
				results[n], wrong[n] = password.Import(l.hash)
			}
			progress(int(done.Add(1)), len(lines))
			return ctx.Err()
		})
	}
	if err := work.Wait(); err != nil {
		return nil, err
	}
	var take []postgres.Credential
	for n, l := range lines {
		switch {
		case errors.Is(wrong[n], password.ErrForm):
			bad.add(l.line, "the hash is of no form that is known, see docs/login.md")
		case errors.Is(wrong[n], password.ErrCost):
			bad.add(l.line, "the parameters of the hash are beyond reason, see docs/login.md")
		case wrong[n] != nil:
			return nil, wrong[n]
		case i.Replace || !states[n].HasPassword:
			take = append(take, postgres.Credential{Login: l.login, Actor: states[n].Actor, Hash: results[n]})
		}
	}
	return take, nil
}

// readHashes reads the file and reports lines that are not of its form.
func readHashes(content []byte, bad *faults) ([]hashLine, error) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if !utf8.Valid(content) {
		return nil, refuse("the file is not UTF-8")
	}
	in := csv.NewReader(bytes.NewReader(content))
	in.Comma, in.FieldsPerRecord, in.TrimLeadingSpace = ';', -1, true
	var lines []hashLine
	first := map[string]int{}
	for {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
			bad.add(wrong.Line, "it cannot be read: a quotation mark stands where none belongs")
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read the file: %w", err)
		}
		line, _ := in.FieldPos(0)
		if len(lines) == 0 && len(*bad) == 0 && strings.EqualFold(strings.TrimSpace(fields[0]), "login") {
			continue
		}
		if len(fields) != 2 || strings.TrimSpace(fields[0]) == "" || strings.TrimSpace(fields[1]) == "" {
			bad.add(line, "it is not of the form login;hash")
			continue
		}
		login := registeredLogin(fields[0])
		if before, ok := first[login]; ok {
			bad.add(line, fmt.Sprintf("its login stands in line %d already", before))
			continue
		}
		first[login] = line
		lines = append(lines, hashLine{line, login, strings.TrimSpace(fields[1])})
	}
}

// progressOn counts on a terminal, and says nothing elsewhere.
func progressOn(f *os.File) func(done, of int) {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func(int, int) {}
	}
	const every = 50
	return func(done, of int) {
		if done%every == 0 || done == of {
			fmt.Fprintf(f, "\r%d of %d", done, of)
		}
		if done == of {
			fmt.Fprintln(f)
		}
	}
}
