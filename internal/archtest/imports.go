package archtest

import (
	"fmt"
	"slices"
	"strings"
)

const lawFile = "internal/archtest/table.go"

// imports checks every import against the table.
func (t *tree) imports(rooms map[string]room, libs []library) []string {
	var found []string
	for _, dir := range t.packages() {
		if _, ok := rooms[dir]; !ok {
			found = append(found, fmt.Sprintf("%s: this package is not in the table; give it a line in %s that says whom it may import", dir, lawFile))
		}
	}
	for _, f := range t.files {
		r, ok := rooms[f.dir]
		if !ok {
			continue
		}
		for _, in := range f.imports {
			if why := t.refuses(f, r, in.path, libs); why != "" {
				found = append(found, fmt.Sprintf("%s:%d: %s", f.path, in.line, why))
			}
		}
	}
	return found
}

// refuses says why a file may not import a package, or nothing.
func (t *tree) refuses(f file, r room, name string, libs []library) string {
	if own, ok := strings.CutPrefix(name, t.module+"/"); ok || name == t.module {
		return refusesOwn(f, r, own)
	}
	if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") {
		return refusesStandard(f, r, name)
	}
	return refusesLibrary(f, name, libs)
}

func refusesOwn(f file, r room, own string) string {
	allowed := words(r.may)
	if f.test {
		allowed = append(allowed, f.dir)
		allowed = append(allowed, words(r.tests)...)
		allowed = append(allowed, words("helpers")...)
	}
	if slices.Contains(allowed, own) {
		return ""
	}
	kind := "may not import"
	if f.test {
		kind = "may not, even in tests, import"
	}
	return fmt.Sprintf("%s %s %s; let it take an interface that cmd/guiche fills, or move the code to where both may be seen (the table is %s)", f.dir, kind, own, lawFile)
}

// impure are the parts of the standard library that reach outside, or wait.
var impure = []string{"bufio", "context", "crypto/rand", "database", "io", "log", "math", "math/rand", "net", "os", "plugin", "runtime", "syscall", "testing", "unsafe"}

// pureBelow are the exceptions.
var pureBelow = []string{"math/big", "math/bits", "net/netip"}

func refusesStandard(f file, r room, name string) string {
	if !r.pure || f.test || slices.Contains(pureBelow, name) {
		return ""
	}
	for _, part := range impure {
		if name == part || strings.HasPrefix(name, part+"/") {
			return fmt.Sprintf("%s is pure and may not import %s; take what it gives as an argument, the caller fetches", f.dir, name)
		}
	}
	return ""
}

func refusesLibrary(f file, name string, libs []library) string {
	lib, ok := homeOf(name, libs)
	if !ok {
		return fmt.Sprintf("the module of %s has no home; give it a line in %s, or do without", name, lawFile)
	}
	if slices.Contains(words(lib.homes), f.dir) || lib.tests && f.test {
		return ""
	}
	if lib.homes == "" {
		return fmt.Sprintf("%s is for tests only", lib.module)
	}
	return fmt.Sprintf("%s lives in %s; use what that package offers", lib.module, strings.Join(words(lib.homes), ", "))
}

func homeOf(name string, libs []library) (library, bool) {
	for _, lib := range libs {
		if name == lib.module || strings.HasPrefix(name, lib.module+"/") {
			return lib, true
		}
	}
	return library{}, false
}

// words are the packages of a list, groups opened.
func words(list string) []string {
	var all []string
	for _, w := range strings.Fields(list) {
		if members, ok := groups[w]; ok {
			all = append(all, strings.Fields(members)...)
		} else {
			all = append(all, w)
		}
	}
	return all
}

// homeless are the modules that go.mod requires directly and the table does
// not know.
func (t *tree) homeless(libs []library) []string {
	var found []string
	for line := range strings.Lines(t.gomod) {
		fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(fields) < 2 || !strings.Contains(fields[0], ".") || strings.Contains(line, "// indirect") {
			continue
		}
		if _, ok := homeOf(fields[0], libs); !ok {
			found = append(found, fmt.Sprintf("go.mod: %s has no home; give it a line in %s", fields[0], lawFile))
		}
	}
	return found
}
