package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"guiche/backend/copay"
	"guiche/backend/postgres"
	"guiche/backend/seal"
	"guiche/internal/pgtest"
)

// BenchmarkBooks takes a month of made-up care from CSV files and closes it, on a
// PostgreSQL that keeps its promises about the disk, beside the same database's own
// GROUP BY over the same rows. docs/performance.md has the command and its figures.
func BenchmarkBooks(b *testing.B) {
	lines := 20_000
	if text := os.Getenv("BENCH_LINES"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			b.Fatal(err)
		}
		lines = n
	}
	titularesOf := max(lines/5, 1)
	dir := b.TempDir()
	files := map[string]string{
		"titulares": write(b, dir, "titulares.csv", "matricula;cpf;nome;nascimento;plano;inclusao;categoria", titularesOf, titularLine),
		"proventos": write(b, dir, "proventos.csv", "matricula;mes;base", titularesOf, proventosLine),
		"ch":        write(b, dir, "ch.csv", "desde;valor", 1, func(w io.Writer, _ int) { fmt.Fprintln(w, "08/2022;0,25") }),
		"events": write(b, dir, "events.csv", "id;matricula;tipo;atendimento;pagamento;valor;sessoes;prestador;descricao", lines,
			func(w io.Writer, i int) { eventLine(w, i, titularesOf) }),
	}
	for b.Loop() {
		server := pgtest.NewServer(b, pgtest.Options{Durable: true, Settings: map[string]string{"shared_buffers": "256MB", "max_wal_size": "4GB"}})
		box, err := seal.Ephemeral()
		if err != nil {
			b.Fatal(err)
		}
		db, err := postgres.Open(b.Context(), server.URL(), box)
		if err != nil {
			b.Fatal(err)
		}
		peak := watchHeap(b)
		now := time.Date(2026, time.November, 5, 12, 0, 0, 0, time.UTC)
		measure := func(name string, do func(context.Context) error) {
			begun := time.Now()
			if err := do(b.Context()); err != nil {
				b.Fatalf("%s: %v", name, err)
			}
			b.ReportMetric(time.Since(begun).Seconds(), name+"-s")
		}
		quiet := progressOn(os.Stdin)
		measure("titulares", func(ctx context.Context) error {
			return loadFile(ctx, db, importing{File: files["titulares"]}, titulares(now), io.Discard, os.Stdin)
		})
		measure("proventos", func(ctx context.Context) error {
			return loadFile(ctx, db, importing{File: files["proventos"]}, proventos, io.Discard, os.Stdin)
		})
		measure("ch", func(ctx context.Context) error {
			return loadFile(ctx, db, importing{File: files["ch"]}, chValues, io.Discard, os.Stdin)
		})
		measure("events", func(ctx context.Context) error {
			return loadFile(ctx, db, importing{File: files["events"]}, events, io.Discard, os.Stdin)
		})
		measure("events-again", func(ctx context.Context) error {
			return loadFile(ctx, db, importing{File: files["events"]}, events, io.Discard, os.Stdin)
		})
		// What PostgreSQL takes to add the same rows up, with neither limits nor sessions
		// nor reasons.
		measure("group-by", func(ctx context.Context) error {
			m, _ := copay.ParseMonth("2026-10")
			sum, err := db.PaidIn(ctx, m)
			if err == nil && sum.Titulares != int64(titularesOf) {
				err = fmt.Errorf("%d titulares, want %d", sum.Titulares, titularesOf)
			}
			return err
		})
		measure("close", func(ctx context.Context) error {
			m, _ := copay.ParseMonth("2026-10")
			return closeMonth(ctx, db, m, now, os.Stderr, quiet)
		})
		measure("close-again", func(ctx context.Context) error {
			m, _ := copay.ParseMonth("2026-10")
			return closeMonth(ctx, db, m, now, io.Discard, quiet)
		})
		b.ReportMetric(float64(peak())/(1<<20), "MB-heap")
		db.Close()
	}
}

// watchHeap tells the most memory that was in use, looked at twenty times a second.
func watchHeap(b *testing.B) func() uint64 {
	var most atomic.Uint64
	done := make(chan struct{})
	b.Cleanup(func() { close(done) })
	go func() {
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most.Store(max(most.Load(), m.HeapInuse))
			}
		}
	}()
	return most.Load
}

func write(b *testing.B, dir, name, header string, n int, line func(io.Writer, int)) string {
	b.Helper()
	path := filepath.Join(dir, name)
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, header)
	for i := range n {
		line(w, i)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

func madeUpCard(i int) string { return fmt.Sprintf("%09d", 100_000_000+i) }

// madeUpCPF has its check digits, and belongs to nobody but by chance.
func madeUpCPF(i int) string {
	s := fmt.Sprintf("%09d", 100_000_000+i*7)
	for range 2 {
		sum := 0
		for k := range len(s) {
			sum += int(s[k]-'0') * (len(s) + 1 - k)
		}
		digit := 11 - sum%11
		if digit > 9 {
			digit = 0
		}
		s += strconv.Itoa(digit)
	}
	return s
}

func titularLine(w io.Writer, i int) {
	fmt.Fprintf(w, "%s;%s;Pessoa Inventada %d;12/04/1958;Essencial;01/03/2019;%s\n", madeUpCard(i), madeUpCPF(i), i, []string{"aposentado", "ativo"}[i%2])
}

func proventosLine(w io.Writer, i int) {
	fmt.Fprintf(w, "%s;11/2026;%d.%03d,%02d\n", madeUpCard(i), 1+i%9, i%1000, i%100)
}

func eventLine(w io.Writer, i, titulares int) {
	kind := kinds[i%len(kinds)]
	fmt.Fprintf(w, "ev-%d;%s;%s;%02d/09/2026;%02d/10/2026;%d,%02d;1;Clínica Inventada %d;Atendimento de %s\n",
		i, madeUpCard(i*7919%titulares), kind, 1+i%28, 1+i%31, 20+i%900, i%100, i%500, kind)
}
