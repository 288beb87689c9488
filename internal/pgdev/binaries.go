package pgdev

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// oldest is the oldest major version that Guichê runs on.
const oldest = 15

// installFolders are where packages put PostgreSQL outside PATH.
var installFolders = []string{
	"/usr/lib/postgresql/*/bin",                 // Debian, Ubuntu
	"/usr/pgsql-*/bin",                          // Red Hat, from postgresql.org
	"/usr/libexec/postgresql*",                  // Alpine
	"/opt/homebrew/opt/postgresql@*/bin",        // Homebrew on Apple silicon
	"/usr/local/opt/postgresql@*/bin",           // Homebrew on Intel
	"/home/linuxbrew/.linuxbrew/opt/postg*/bin", // Homebrew on Linux
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// FindBinaries finds the folder of PostgreSQL's server programs and their major
// version: the one in PATH, else the newest installed one, 15 or newer.
func FindBinaries() (bin string, major int, err error) {
	return machine().newest()
}

// finder looks for installations; tests give it other places.
type finder struct {
	path  []string // folders of PATH, searched first and in order
	globs []string
}

func machine() finder {
	return finder{path: filepath.SplitList(os.Getenv("PATH")), globs: installFolders}
}

type installation struct {
	bin   string
	major int
}

func (f finder) newest() (string, int, error) {
	all := f.all()
	for _, in := range all {
		if in.major >= oldest {
			return in.bin, in.major, nil
		}
	}
	if len(all) > 0 {
		return "", 0, refuse(ErrNotInstalled, nil, "Guichê needs PostgreSQL %d or newer and found only version %d in %s: %s, or name a server with GUICHE_DATABASE_URL",
			oldest, all[0].major, all[0].bin, installHint())
	}
	return "", 0, refuse(ErrNotInstalled, nil, "PostgreSQL is not installed on this machine: %s, or name a server with GUICHE_DATABASE_URL", installHint())
}

func (f finder) ofMajor(major int) (string, bool) {
	for _, in := range f.all() {
		if in.major == major {
			return in.bin, true
		}
	}
	return "", false
}

// all lists PATH's installation first, then the others from new to old.
func (f finder) all() []installation {
	var found []installation
	for _, dir := range f.path {
		if in, ok := inspect(dir); ok {
			found = append(found, in)
		}
	}
	var rest []installation
	for _, glob := range f.globs {
		dirs, _ := filepath.Glob(glob) // the patterns above are well formed
		for _, dir := range dirs {
			if in, ok := inspect(dir); ok {
				rest = append(rest, in)
			}
		}
	}
	slices.SortStableFunc(rest, func(a, b installation) int { return b.major - a.major })
	return append(found, rest...)
}

// inspect follows a link of PATH to the folder that holds all programs.
func inspect(dir string) (installation, bool) {
	if !filepath.IsAbs(dir) {
		return installation{}, false
	}
	program, err := filepath.EvalSymlinks(filepath.Join(dir, "postgres"))
	if err != nil {
		return installation{}, false
	}
	bin := filepath.Dir(program)
	if _, err := os.Stat(filepath.Join(bin, "initdb")); err != nil {
		return installation{}, false
	}
	major, err := majorOf(bin)
	return installation{bin, major}, err == nil
}

// majorOf asks the server program: "postgres (PostgreSQL) 15.14 (Debian …)",
// "17beta1" before a release.
func majorOf(bin string) (int, error) {
	out, err := exec.CommandContext(context.Background(), filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return 0, fmt.Errorf("ask PostgreSQL for its version: %w", err)
	}
	_, after, _ := strings.Cut(string(out), ") ")
	digits := strings.IndexFunc(after, func(r rune) bool { return r < '0' || r > '9' })
	if digits < 0 {
		digits = len(after)
	}
	return strconv.Atoi(after[:digits])
}

func installHint() string {
	if runtime.GOOS == "darwin" {
		return "run `brew install postgresql@17`"
	}
	for _, m := range []struct{ tool, hint string }{
		{"apt-get", "run `sudo apt-get install postgresql`"},
		{"dnf", "run `sudo dnf install postgresql-server`"},
		{"apk", "run `sudo apk add postgresql`"},
		{"pacman", "run `sudo pacman -S postgresql`"},
	} {
		if _, err := exec.LookPath(m.tool); err == nil {
			return m.hint
		}
	}
	return "install it (Debian and Ubuntu: `sudo apt-get install postgresql`)"
}
