package main

import (
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
)

// docsCommand prints the page of settings, docs/config.md.
type docsCommand struct{}

// Run writes the page to standard output.
func (docsCommand) Run() error { return writeConfigPage(os.Stdout) }

// writeConfigPage renders the tags of Config.
func writeConfigPage(w io.Writer) error {
	var b strings.Builder
	b.WriteString(`# Settings

Every setting is a flag and an environment variable; the flag wins. A secret may
be given as ` + "`@/path/of/a/file`" + `. This page is generated from the program
(` + "`go run ./cmd/guiche docs > docs/config.md`" + `).

| variable | flag | default | what it does |
|---|---|---|---|
`)
	t := reflect.TypeFor[Config]()
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		def := tag.Get("default")
		if def != "" {
			def = "`" + def + "`"
		}
		fmt.Fprintf(&b, "| `%s` | `--%s` | %s | %s |\n", tag.Get("env"), tag.Get("name"), def, strings.ReplaceAll(tag.Get("help"), "|", "\\|"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
