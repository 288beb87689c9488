package dental

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"guiche/backend/calendar"
)

//go:embed catalogue.tsv
var catalogueTSV string

// Catalogue is a dated set of procedures.
type Catalogue struct {
	all    []Procedure // in order of code
	byCode map[string]int
	index  func() *searchIndex
}

// Standard is the catalogue of TUSS table 22 that comes with this package.
var Standard = sync.OnceValue(func() *Catalogue {
	c, err := ParseCatalogue(catalogueTSV)
	if err != nil {
		// The file is compiled in and a test reads it: this build is broken.
		panic(err)
	}
	return c
})

// Current lists the procedures valid on a day in order of code.
func Current(on calendar.Date) []Procedure { return Standard().Current(on) }

// Lookup finds a code of the standard catalogue. Its error is a *CodeError.
func Lookup(code string, on calendar.Date) (Procedure, error) { return Standard().Lookup(code, on) }

// All lists every procedure that ever was, in order of code. The list is a copy.
func (c *Catalogue) All() []Procedure { return slices.Clone(c.all) }

// Current lists the procedures valid on a day in order of code.
func (c *Catalogue) Current(on calendar.Date) []Procedure {
	var valid []Procedure
	for _, p := range c.all {
		if p.ValidOn(on) {
			valid = append(valid, p)
		}
	}
	return valid
}

// ByFaces proposes the code of the same material that fits n faces. The codes
// of four faces take five as well.
func (c *Catalogue) ByFaces(p Procedure, n int, on calendar.Date) (Procedure, bool) {
	if p.Family == "" {
		return Procedure{}, false
	}
	for _, q := range c.all {
		if q.Family == p.Family && q.MinFaces <= n && n <= q.MaxFaces && q.ValidOn(on) {
			return q, true
		}
	}
	return Procedure{}, false
}

// ProposeByFaces is ByFaces in the standard catalogue.
func ProposeByFaces(p Procedure, n int, on calendar.Date) (Procedure, bool) {
	return Standard().ByFaces(p, n, on)
}

const catalogueColumns = "code\tname\tlocator\tfaces\tface_set\tteeth\tregions\tgap\tfamily\tvalid_from\tvalid_to\tsuccessor\tuse\tlay_name\tsynonyms"

// ParseCatalogue reads the form of catalogue.tsv (docs/catalogue.md). An error
// names the line.
func ParseCatalogue(tsv string) (*Catalogue, error) {
	c := &Catalogue{byCode: make(map[string]int)}
	for i, line := range strings.Split(strings.TrimSuffix(tsv, "\n"), "\n") {
		if i == 0 {
			if line != catalogueColumns {
				return nil, fmt.Errorf("dental: catalogue line 1: unexpected columns")
			}
			continue
		}
		p, err := parseProcedure(strings.Split(line, "\t"))
		if err != nil {
			return nil, fmt.Errorf("dental: catalogue line %d: %w", i+1, err)
		}
		if n := len(c.all); n > 0 && c.all[n-1].Code >= p.Code {
			return nil, fmt.Errorf("dental: catalogue line %d: code out of order or twice", i+1)
		}
		c.byCode[p.Code] = len(c.all)
		c.all = append(c.all, p)
	}
	c.index = sync.OnceValue(func() *searchIndex { return newSearchIndex(c.all) })
	return c, nil
}

func parseProcedure(f []string) (Procedure, error) {
	if want := strings.Count(catalogueColumns, "\t") + 1; len(f) != want {
		return Procedure{}, fmt.Errorf("%d columns, not %d", len(f), want)
	}
	p := Procedure{Code: f[0], Name: f[1], Family: f[8], Successor: f[11], LayName: f[13], Synonyms: splitList(f[14], "|")}
	if len(p.Code) != 8 || !allDigits(p.Code) {
		return Procedure{}, ErrCodeShape
	}
	if digit, _ := CheckDigit(p.Code[:7]); digit != p.Code[7] {
		return Procedure{}, ErrCheckDigit
	}
	parts := []struct {
		column string
		read   func() error
	}{
		{"locator", func() error { return p.setLocator(f[2]) }},
		{"faces", func() error { return p.setFaces(f[3]) }},
		{"face_set", func() error { return p.OnlyOn.UnmarshalText([]byte(f[4])) }},
		{"teeth", func() error { return p.setTeeth(f[5]) }},
		{"regions", func() error { return p.setRegions(f[6]) }},
		{"gap", func() error { return p.setGap(f[7]) }},
		{"valid_from", func() error { return p.ValidFrom.UnmarshalText([]byte(f[9])) }},
		{"valid_to", func() error { return p.ValidTo.UnmarshalText([]byte(f[10])) }},
		{"use", func() error { return p.setUse(f[12]) }},
	}
	for _, part := range parts {
		if err := part.read(); err != nil {
			return Procedure{}, fmt.Errorf("%s: %w", part.column, err)
		}
	}
	return p, nil
}

func (p *Procedure) setLocator(s string) error {
	s, p.Optional = strings.CutSuffix(s, "?")
	for l, word := range locatorWords {
		if word == s {
			p.Locator = Locator(l)
			return nil
		}
	}
	return fmt.Errorf("unknown word %q", s)
}

// setFaces reads "2" or "4-5".
func (p *Procedure) setFaces(s string) (err error) {
	if (s != "") != p.TakesFaces() {
		return fmt.Errorf("a number of faces goes with tooth+faces")
	}
	if s == "" {
		return nil
	}
	low, high, isRange := strings.Cut(s, "-")
	if p.MinFaces, err = strconv.Atoi(low); err != nil {
		return err
	}
	p.MaxFaces = p.MinFaces
	if isRange {
		p.MaxFaces, err = strconv.Atoi(high)
	}
	return err
}

var classWords = map[string]Class{
	"permanent": Permanent, "deciduous": Deciduous, "supernumerary": Supernumerary, "anterior": Anterior, "posterior": Posterior,
	"incisor": Incisor, "canine": Canine, "premolar": Premolar, "molar": Molar, "third-molar": ThirdMolar, "upper": Upper, "lower": Lower,
}

// setTeeth reads classes, one of which must fit: "permanent+molar premolar".
func (p *Procedure) setTeeth(s string) error {
	for _, one := range strings.Fields(s) {
		var c Class
		for word := range strings.SplitSeq(one, "+") {
			trait, ok := classWords[word]
			if !ok {
				return fmt.Errorf("unknown word %q", word)
			}
			c |= trait
		}
		p.Teeth = append(p.Teeth, c)
	}
	return nil
}

var kindWords = map[string]RegionKind{
	"arch": Arch, "hemiarch": Hemiarch, "sextant": Sextant, "periapical": Periapical, "bitewing": Bitewing,
}

// setRegions reads codes of regions and kinds of regions.
func (p *Procedure) setRegions(s string) error {
	for _, word := range strings.Fields(s) {
		if kind, ok := kindWords[word]; ok {
			p.Regions = append(p.Regions, RegionsOf(kind)...)
			continue
		}
		if !Region(word).Valid() {
			return ErrRegion
		}
		p.Regions = append(p.Regions, Region(word))
	}
	return nil
}

func (p *Procedure) setGap(s string) error {
	gap, ok := gapWords[s]
	if !ok || gap != GapNone && !p.TakesTooth() {
		return fmt.Errorf("%q is no gap of a tooth", s)
	}
	p.Gap = gap
	return nil
}

func (p *Procedure) setUse(s string) error {
	if len(s) != 1 || s[0] < '0' || s[0] > '3' {
		return fmt.Errorf("%q is not 0 to 3", s)
	}
	p.Use = int(s[0] - '0')
	return nil
}

func splitList(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}
