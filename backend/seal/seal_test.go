package seal_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"guiche/backend/seal"
)

func setup(tb testing.TB) *seal.Box {
	tb.Helper()
	box, err := seal.Ephemeral()
	if err != nil {
		tb.Fatal(err)
	}
	return box
}

func TestSealedValuesOpenOnlyInTheirColumn(t *testing.T) {
	t.Parallel()
	box, other := setup(t), setup(t)
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		for name, pair := range map[string]struct {
			seal, open func([]byte, string) ([]byte, error)
		}{
			"value": {box.Seal, box.Open},
			"token": {box.Token, box.Detoken},
		} {
			sealed, err := pair.seal(plain, "people.name")
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(plain) > 8 && bytes.Contains(sealed, plain) {
				t.Fatalf("%s shows its plain text", name)
			}
			if got, err := pair.open(sealed, "people.name"); err != nil || !bytes.Equal(got, plain) {
				t.Fatalf("%s opens as %x, %v; want %x", name, got, err, plain)
			}
			if _, err := pair.open(sealed, "people.phone"); !errors.Is(err, seal.ErrUnreadable) {
				t.Fatalf("%s opens in another column: %v", name, err)
			}
			flip := rapid.IntRange(0, len(sealed)-1).Draw(t, "flip")
			sealed[flip] ^= 1
			if _, err := pair.open(sealed, "people.name"); !errors.Is(err, seal.ErrUnreadable) {
				t.Fatalf("%s opens after byte %d was changed: %v", name, flip, err)
			}
		}
	})
	sealed, err := other.Seal([]byte("Ana Prado"), "people.name")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := box.Open(sealed, "people.name"); !errors.Is(err, seal.ErrUnreadable) {
		t.Errorf("another key's value opens: %v", err)
	}
	for _, short := range [][]byte{nil, {}, []byte("x")} {
		if _, err := box.Open(short, "people.name"); !errors.Is(err, seal.ErrUnreadable) {
			t.Errorf("%q opens: %v", short, err)
		}
		if _, err := box.Detoken(short, "people.name"); !errors.Is(err, seal.ErrUnreadable) {
			t.Errorf("%q is a token: %v", short, err)
		}
	}
}

func TestOnlyTokensAreEqual(t *testing.T) {
	t.Parallel()
	box, other := setup(t), setup(t)
	twice := func(f func([]byte, string) ([]byte, error), a, b string) bool {
		first, err := f([]byte("52998224725"), a)
		if err != nil {
			t.Fatal(err)
		}
		second, err := f([]byte("52998224725"), b)
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Equal(first, second)
	}
	if !twice(box.Token, "cpf", "cpf") {
		t.Error("two tokens of a CPF differ")
	}
	if twice(box.Token, "cpf", "card") {
		t.Error("tokens of two columns are equal")
	}
	if twice(box.Seal, "cpf", "cpf") {
		t.Error("two sealed values are equal")
	}
	mine, err := box.Token([]byte("52998224725"), "cpf")
	if err != nil {
		t.Fatal(err)
	}
	if theirs, err := other.Token([]byte("52998224725"), "cpf"); err != nil || bytes.Equal(mine, theirs) {
		t.Errorf("two keys give the same token, %v", err)
	}
}

func TestNamesAreKeyed(t *testing.T) {
	t.Parallel()
	box, other := setup(t), setup(t)
	hash := sha256.Sum256([]byte("an X-ray"))
	name := func(b *seal.Box, hash [32]byte) string {
		t.Helper()
		s, err := b.Name(hash)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := name(box, hash)
	if len(first) != 64 || strings.Trim(first, "0123456789abcdef") != "" {
		t.Errorf("name %q is not 64 hex digits", first)
	}
	if name(box, hash) != first {
		t.Error("a content has two names")
	}
	if name(box, sha256.Sum256([]byte("another"))) == first || name(other, hash) == first {
		t.Error("two contents, or two keys, share a name")
	}
}

func BenchmarkSeal600(b *testing.B) {
	box, plain := setup(b), bytes.Repeat([]byte("x"), 600)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := box.Seal(plain, "chats.state"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen600(b *testing.B) {
	box, plain := setup(b), bytes.Repeat([]byte("x"), 600)
	sealed, err := box.Seal(plain, "chats.state")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := box.Open(sealed, "chats.state"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTokenCPF(b *testing.B) {
	box, plain := setup(b), []byte("52998224725")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := box.Token(plain, "cpf"); err != nil {
			b.Fatal(err)
		}
	}
}
