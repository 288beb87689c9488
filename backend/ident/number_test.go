package ident_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"guiche/backend/calendar"
	"guiche/backend/ident"
)

func TestCard(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"090216100", "0902.16100", "09 0216-100", "090216 100\n"} {
		if got, err := ident.ParseCard(typed); err != nil || string(got) != "090216100" {
			t.Errorf("ParseCard(%q) = %q, %v", typed, string(got), err)
		}
	}
	for typed, reason := range map[string]ident.Reason{
		"": ident.ErrEmpty, "90216100": ident.ErrLength, "0902161001": ident.ErrLength, "09021610A": ident.ErrCharacter,
	} {
		_, err := ident.ParseCard(typed)
		wantReason(t, typed, err, ident.FieldCard, reason)
	}
	if got := fmt.Sprint(ident.Card("090216100")); got != "*****6100" {
		t.Errorf("a card is shown as %q", got)
	}
}

func TestProtocol(t *testing.T) {
	t.Parallel()
	june := calendar.Date{Year: 2021, Month: time.June, Day: 4}
	t.Run("is registry, day and sequence", func(t *testing.T) {
		t.Parallel()
		for _, c := range []struct {
			prefix string
			n      int64
			want   ident.Protocol
		}{
			{"", 1, "32447720210604000001"},
			{"", 999_999, "32447720210604999999"},
			{"05", 216, "32447720210604050216"},
			{"05", 9_999, "32447720210604059999"},
			{"12345", 9, "32447720210604123459"},
		} {
			got, err := ident.Series{Registry: "324477", Prefix: c.prefix}.Protocol(june, c.n)
			if err != nil || got != c.want {
				t.Errorf("prefix %q, %d: %q, %v; want %q", c.prefix, c.n, got, err, c.want)
			}
		}
	})
	t.Run("ends with the numbers of its day", func(t *testing.T) {
		t.Parallel()
		for _, s := range []ident.Series{{Registry: "324477"}, {Registry: "324477", Prefix: "05"}} {
			for _, n := range []int64{-1, 0, s.Last() + 1} {
				_, err := s.Protocol(june, n)
				wantReason(t, fmt.Sprint(n), err, ident.FieldProtocol, ident.ErrDayFull)
			}
		}
	})
	t.Run("wants a registry of six digits and a prefix that leaves room", func(t *testing.T) {
		t.Parallel()
		for s, reason := range map[ident.Series]ident.Reason{
			{}:                                     ident.ErrEmpty,
			{Registry: "32447"}:                    ident.ErrLength,
			{Registry: "32447A"}:                   ident.ErrCharacter,
			{Registry: "324477", Prefix: "x"}:      ident.ErrCharacter,
			{Registry: "324477", Prefix: "123456"}: ident.ErrLength,
		} {
			_, err := s.Protocol(june, 1)
			wantReason(t, fmt.Sprint(s), err, ident.FieldProtocol, reason)
		}
		_, err := ident.Series{Registry: "324477"}.Protocol(calendar.Date{}, 1)
		wantReason(t, "no day", err, ident.FieldProtocol, ident.ErrDate)
	})
	t.Run("is read back", rapid.MakeCheck(func(t *rapid.T) {
		series := ident.Series{
			Registry: rapid.StringMatching(`[0-9]{6}`).Draw(t, "registry"),
			Prefix:   rapid.StringMatching(`[0-9]{0,3}`).Draw(t, "prefix"),
		}
		day := june.AddDays(rapid.IntRange(0, 20_000).Draw(t, "days"))
		n := rapid.Int64Range(1, series.Last()).Draw(t, "n")
		p, err := series.Protocol(day, n)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ident.ParseProtocol(string(p[:6] + "." + p[6:14] + "." + p[14:]))
		if err != nil || back != p || back.Registry() != series.Registry || back.Date() != day ||
			back.Sequence() != string(p[14:]) {
			t.Fatalf("%s comes back as %s, %v", p, back, err)
		}
	}))
	for typed, reason := range map[string]ident.Reason{
		"":                     ident.ErrEmpty,
		"00220071":             ident.ErrLength,
		"3244772021060405021x": ident.ErrCharacter,
		"32447720210231050216": ident.ErrDate,
		"32447700000000050216": ident.ErrDate,
	} {
		_, err := ident.ParseProtocol(typed)
		wantReason(t, typed, err, ident.FieldProtocol, reason)
	}
}

func TestRequestNumber(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{
		"220071", "00220071", "nº 00220071", "Nº00220071", "n° 220071", "N. 220.071", "no. 220071", "#220071",
		"número 220071", "Número: 220071", "pedido nº 220071", "solicitação 220071", "solicitacao numero 220071",
	} {
		if got, err := ident.ParseRequestNumber(typed); err != nil || got != 220071 {
			t.Errorf("ParseRequestNumber(%q) = %v, %v", typed, got, err)
		}
	}
	if got := ident.RequestNumber(220071).String(); got != "00220071" {
		t.Errorf("written as %q", got)
	}
	for typed, reason := range map[string]ident.Reason{
		"": ident.ErrEmpty, "nº": ident.ErrEmpty, "00000000": ident.ErrEmpty, "123456789": ident.ErrLength,
		"resina 26": ident.ErrCharacter, "-²": ident.ErrCharacter, "22007x": ident.ErrCharacter,
	} {
		_, err := ident.ParseRequestNumber(typed)
		wantReason(t, typed, err, ident.FieldRequestNumber, reason)
	}
}

func FuzzParseRequestNumber(f *testing.F) {
	for _, s := range []string{"nº 00220071", "n", "#", "\xff", "pedido:::1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ident.ParseRequestNumber(s)
		if err != nil {
			return
		}
		again, err := ident.ParseRequestNumber(n.String())
		if err != nil || again != n || n < 1 || len(n.String()) != 8 {
			t.Fatalf("%q is read as %v, its own form as %v, %v", s, n, again, err)
		}
	})
}

func TestReasonsCompare(t *testing.T) {
	t.Parallel()
	_, err := ident.ParseCard("")
	if !errors.Is(fmt.Errorf("reading a line: %w", err), ident.ErrEmpty) || errors.Is(err, ident.ErrLength) {
		t.Errorf("%v does not compare as empty", err)
	}
}
