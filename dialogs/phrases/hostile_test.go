package phrases_test

import (
	"errors"
	"fmt"
	"go/ast"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// plain are functions whose text is no HTML: whoever puts it into a message escapes
// it. Labels of buttons (Btn…) are plain too.
var plain = []string{
	"OneLine", "ShownName", "ShortName", "Professional", "Patient", "PhotoName", "Region", "RegionName", "Where", "Role", "Urgency", "Situation", "Field", "Category",
	"PullText", "Moment", "Until", "Ago", "Len",
}

// markup are functions that take HTML and give it back.
var markup = []string{"Lines", "Paragraphs", "Notice", "Screen", "Caption", "Fit", "AskLoginAfter", "AskPage", "OfLine", "Cut", "DigestLine", "FirstLine"}

// ownValues are functions whose values are the catalogue's or our own words and
// numbers, or whose text is read on paper and by the operator, never in a message.
var ownValues = []string{"BtnFace", "BtnProcedures", "BtnMessageDraft", "Repeated", "Clause", "Copay", "Percent", "CodeMail", "ReleaseCopied", "AgendaFile", "AgendaNotes"}

// hostile are values that break a careless phrase.
var hostile = []string{
	`<b>&"'`, "</code><a href=\"tg://user?id=1\">", "a\nb\r\nc", "\u202eabc\u2066", "&amp;&lt;", "😀<😀", strings.Repeat("ç&", 60), "\x00\xff", "", " ",
}

// TestEveryFunctionIsListed reads the source.
func TestEveryFunctionIsListed(t *testing.T) {
	t.Parallel()
	for _, f := range sources(t, ".") {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.IsExported() && every[fn.Name.Name] == nil {
				t.Errorf("%s is missing in every_test.go", fn.Name.Name)
			}
		}
	}
}

// TestEveryPhraseIsHarmless renders every phrase with hostile values in every place
// where one can stand, names of people and files among them.
func TestEveryPhraseIsHarmless(t *testing.T) {
	t.Parallel()
	for name, fn := range every {
		if slices.Contains(markup, name) || slices.Contains(ownValues, name) || strings.HasPrefix(name, "Summary") || strings.HasPrefix(name, "Paper") || strings.HasPrefix(name, "Denial") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			call := reflect.ValueOf(fn)
			for _, s := range hostile {
				for n := range 3 {
					for _, text := range rendered(call, filling{s: s, n: n}) {
						looked(t, name, s, text)
					}
				}
			}
		})
	}
}

// looked fails for a text that Telegram refuses or that a value broke out of.
func looked(t *testing.T, name, value, text string) {
	t.Helper()
	if strings.HasPrefix(name, "Btn") {
		if utf8.RuneCountInString(text) > phrases.MaxLabel || strings.ContainsAny(text, "\n\r\u202e") || !utf8.ValidString(text) {
			t.Errorf("%.40q makes the label %q", value, text)
		}
		return
	}
	if slices.Contains(plain, name) {
		if strings.ContainsAny(text, "\n\r\u202e") {
			t.Errorf("%.40q makes %q", value, text)
		}
		return
	}
	if why := parses(text); why != "" || phrases.Len(text) > phrases.MaxText {
		t.Errorf("%.40q makes %d characters, %s: %.200q", value, phrases.Len(text), why, text)
	}
}

var (
	anyTag    = regexp.MustCompile(`<(/?)([a-z-]+)( [^<>]*)?>`)
	anyEntity = regexp.MustCompile(`&(amp|lt|gt|quot);`)
)

// parses tells why Telegram would refuse a text, "" if it does not. No tag reaches
// over the end of a line here.
func parses(text string) (why string) {
	if !utf8.ValidString(text) || strings.ContainsRune(text, '\u202e') {
		return "bad characters"
	}
	for line := range strings.SplitSeq(text, "\n") {
		var open []string
		for _, m := range anyTag.FindAllStringSubmatch(line, -1) {
			switch {
			case !slices.Contains([]string{"b", "i", "code", "s", "u", "tg-spoiler"}, m[2]) || m[3] != "":
				return "tag " + m[0]
			case m[1] == "":
				open = append(open, m[2])
			case len(open) == 0 || open[len(open)-1] != m[2]:
				return "tags cross"
			default:
				open = open[:len(open)-1]
			}
		}
		rest := anyTag.ReplaceAllString(line, "")
		switch {
		case len(open) > 0:
			return "a tag is left open"
		case strings.ContainsAny(rest, "<>"):
			return "a sign is not escaped"
		case strings.Contains(anyEntity.ReplaceAllString(rest, ""), "&"):
			return "an ampersand is not escaped"
		}
	}
	return ""
}

// filling makes arguments: s in every string, n in every number.
type filling struct {
	s string
	n int
}

// rendered calls a phrase with hostile arguments and returns its texts.
func rendered(call reflect.Value, f filling) []string {
	var args []reflect.Value
	for i := range call.Type().NumIn() {
		arg := reflect.New(call.Type().In(i)).Elem()
		f.fill(arg, 0)
		args = append(args, arg)
	}
	var out []reflect.Value
	if call.Type().IsVariadic() {
		out = call.CallSlice(args)
	} else {
		out = call.Call(args)
	}
	var texts []string
	for _, v := range out {
		switch v := v.Interface().(type) {
		case string:
			texts = append(texts, v)
		case []string:
			texts = append(texts, v...)
		}
	}
	return texts
}

var (
	timeType  = reflect.TypeFor[time.Time]()
	errorType = reflect.TypeFor[error]()
)

// fill puts hostile values into every part of a value.
func (f filling) fill(v reflect.Value, depth int) {
	switch {
	case depth > 6 || !v.CanSet():
		return
	case v.Type() == timeType:
		v.Set(reflect.ValueOf(time.Date(2026, time.November, 19+f.n, 15, 0, 0, 0, time.UTC)))
		return
	case v.Type() == errorType:
		v.Set(reflect.ValueOf(fmt.Errorf("%s: %w", f.s, errors.ErrUnsupported)))
		return
	case v.Type() == reflect.TypeFor[dental.Item]():
		v.Set(reflect.ValueOf(dental.Item{Code: "85100218", Tooth: 26, Faces: dental.Faces(f.n), Region: "HASD", Quantity: f.n}))
		return
	case v.Type() == reflect.TypeFor[dental.Region]():
		v.SetString("HASD")
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(f.s)
	case reflect.Bool:
		v.SetBool(f.n%2 == 1)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(2 * f.n))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(f.n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1+f.n, 1+f.n))
		for i := range v.Len() {
			f.fill(v.Index(i), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Name == "Age" { // said by Ago
				v.Field(i).SetString("há 2 dias")
				continue
			}
			f.fill(v.Field(i), depth+1)
		}
	}
}
