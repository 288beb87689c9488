package attachment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is how many characters of a name are shown.
const maxName = 80

// SafeName is a file's name as people may be shown it: no path, no control
// characters, nothing that turns the writing direction ("exe.fdp" shown as
// "pdf.exe") or is invisible, at most 80 characters with the ending kept.
// Accents stay. It is never a name on a disk.
func SafeName(name string) string {
	if at := strings.LastIndexAny(name, `/\`); at >= 0 {
		name = name[at+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError || !unicode.IsPrint(r):
			return -1 // bidi overrides and zero-width signs are not printed
		default:
			return r
		}
	}, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), " .")
	if name == "" {
		return "anexo"
	}
	return shorten([]rune(name))
}

func shorten(name []rune) string {
	if len(name) <= maxName {
		return string(name)
	}
	var ending []rune
	if dot := strings.LastIndexByte(string(name), '.'); dot >= 0 {
		if e := []rune(string(name)[dot:]); len(e) <= 6 {
			ending = e
		}
	}
	return strings.TrimRight(string(name[:maxName-len(ending)-1]), " .") + "…" + string(ending)
}
