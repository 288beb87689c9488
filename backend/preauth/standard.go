package preauth

import (
	_ "embed"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"sync"
)

//go:embed policy.tsv
var standardTSV string

// Standard returns the rules of single procedures that come with the program:
// intervals, ages and documents as they are usual, everything not named left to an
// auditor. Plans are the operator's own, and so are clauses once it has set them:
// these name the public text, or the kind of rule, that a check stands on.
func Standard() Policy {
	p := standard()
	p.Codes, p.Clauses = maps.Clone(p.Codes), maps.Clone(p.Clauses)
	return p
}

var standard = sync.OnceValue(func() Policy {
	p, err := ParseRules(standardTSV)
	if err != nil {
		panic(err) // compiled in, and read by a test
	}
	p.Version = "standard-1"
	p.UrgentDays = 1
	p.Otherwise = Rule{Route: RouteAudit, Class: ClassBasic}
	p.Included = []Inclusion{
		{Main: "81000065", Part: "81000030", Scope: ScopePerson},
		{Main: "85200166", Part: "85100056", Scope: ScopeTooth},
		{Main: "85200140", Part: "85100056", Scope: ScopeTooth},
		{Main: "85200158", Part: "85100056", Scope: ScopeTooth},
		{Main: "85200166", Part: "85200034", Scope: ScopeTooth},
		{Main: "85200140", Part: "85200034", Scope: ScopeTooth},
		{Main: "85200158", Part: "85200034", Scope: ScopeTooth},
		{Main: "84000198", Part: "84000163", Scope: ScopePerson},
	}
	p.Clauses = map[string]string{
		"card":         "Contrato do plano: o atendimento é de quem está inscrito",
		"register":     "Contrato do plano: o atendimento é de quem está com a inscrição ativa",
		"provider":     "Contrato de credenciamento (Lei 9.656/1998, art. 17-A)",
		"professional": "Contrato de credenciamento: profissionais e especialidades informados",
		"enabled":      "Contrato de credenciamento: procedimentos contratados",
		"dental_cover": "Segmentação odontológica (Lei 9.656/1998, art. 12, IV)",
		"cover":        "Rol de procedimentos da ANS (RN 465/2021) e contrato do plano",
		"grace":        "Carências do contrato (Lei 9.656/1998, art. 12, V)",
		"anatomy":      "Tabelas TUSS 28, 32 e 42: dente, face e região",
		"age":          "Regra técnica da operadora: faixa de idade do procedimento",
		"quantity":     "Regra técnica da operadora: quantidade por solicitação",
		"duplicate":    "Regra técnica da operadora: um mesmo item por solicitação",
		"included":     "Regra técnica da operadora: procedimentos que já incluem outros",
		"absent":       "Regra técnica da operadora: histórico do dente",
		"once":         "Regra técnica da operadora: procedimentos que se fazem uma vez",
		"guarantee":    "Regra técnica da operadora: garantia e intervalo do procedimento",
		"open":         "Regra técnica da operadora: uma autorização por procedimento",
		"documents":    "Regra técnica da operadora: documentos que acompanham o procedimento",
		"audit":        "Regra técnica da operadora: procedimentos que passam por auditoria",
	}
	return p
})

// The columns of the table of rules.
const (
	colCode = iota
	colRoute
	colClass
	colKin
	colMonths
	colScope
	colOnce
	colRemoves
	colMinAge
	colMaxAge
	colMost
	colDocuments
	colElective
	columns
)

// ParseRules reads a table of rules: one line a code, tabs between the columns,
// the first line naming them. An error names line and column.
func ParseRules(tsv string) (Policy, error) {
	p := Policy{Codes: map[string]Rule{}}
	for n, line := range strings.Split(strings.TrimRight(tsv, "\n"), "\n") {
		if n == 0 {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != columns {
			return Policy{}, fmt.Errorf("preauth: line %d has %d columns, not %d", n+1, len(f), columns)
		}
		r, err := parseRule(f)
		if err != nil {
			return Policy{}, fmt.Errorf("preauth: line %d: %w", n+1, err)
		}
		if _, twice := p.Codes[f[colCode]]; twice {
			return Policy{}, fmt.Errorf("preauth: line %d: the code stands there twice", n+1)
		}
		p.Codes[f[colCode]] = r
	}
	return p, nil
}

func parseRule(f []string) (Rule, error) {
	r := Rule{
		Route: Route(f[colRoute]), Class: Class(f[colClass]), Kin: f[colKin], Scope: Scope(f[colScope]),
		Once: f[colOnce] != "", Removes: f[colRemoves] != "", Elective: f[colElective] != "",
	}
	if !isCode(f[colCode]) {
		return r, fmt.Errorf("code: not 8 digits")
	}
	for _, c := range []struct {
		name string
		at   int
		to   *int
	}{{"months", colMonths, &r.Months}, {"min_age", colMinAge, &r.MinAge}, {"max_age", colMaxAge, &r.MaxAge}, {"most", colMost, &r.Most}} {
		if f[c.at] == "" {
			continue
		}
		n, err := strconv.Atoi(f[c.at])
		if err != nil || n < 1 {
			return r, fmt.Errorf("%s: %q is no number above 0", c.name, f[c.at])
		}
		*c.to = n
	}
	for d := range strings.FieldsSeq(f[colDocuments]) {
		r.Documents = append(r.Documents, Document(d))
	}
	return r, r.validate()
}
