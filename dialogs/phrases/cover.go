package phrases

import (
	"fmt"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/preauth"
)

// What is told of whether a procedure is covered.
const (
	// CoverUnknown answers a name that is none of the catalogue's.
	CoverUnknown = "Não achei esse procedimento na tabela odontológica. Diga de outro jeito, como <i>canal</i> ou <i>siso</i>, ou o código."
	// CoverNotThat says that what was named is none of the catalogue's, though like one.
	CoverNotThat = "Exatamente isso eu não achei na tabela odontológica; o mais parecido é o que está abaixo."
	// AskCover asks which of several is meant, CoverMore for one of many.
	AskCover  = "De qual deles você quer saber?"
	CoverMore = "Diga um deles, pelo nome ou pelo código, e eu digo a regra dele."
)

// CoverMedical answers what no dentist does; own is asked by a beneficiary.
func CoverMedical(own bool) string {
	whose := "um plano"
	if own {
		whose = "o seu plano"
	}
	return "As regras de cobertura que tenho aqui são as da odontologia. O que " + whose + " cobre de consultas médicas, exames e terapias, uma pessoa da central diz."
}

// urgentGrace is the carência of an urgency.
func urgentGrace(days int) string {
	if days == 0 {
		return "não há carência"
	}
	return "a carência é de " + count(24*days, "hora", "horas")
}

// Covered is what is to be told of a procedure: what the rules say of it, plan by plan.
type Covered struct {
	Of []backend.PlanOutlook
	// Since is the first day of cover of whom it is for; zero where nobody is meant.
	Since, Today calendar.Date
	// Days are those within which the audit answers.
	Days int
}

// GraceOwn says which carências of the reader run, and what an urgency waits.
func GraceOwn(waits []backend.Waiting, urgent int) string {
	if len(waits) == 0 {
		return "Você não tem carência pendente: todas já foram cumpridas."
	}
	return Lines(Grace(waits, false), "Em urgência (dor, trauma, sangramento, abscesso) "+urgentGrace(urgent)+".")
}

// BtnCover asks about one procedure.
func BtnCover(short, code string) string {
	if short == "" {
		return code
	}
	return Cut(OneLine(short), 28)
}

// CoverTitle names procedures of which the same is told.
func CoverTitle(codes, names []string) string {
	const most = 4
	var all []string
	for i, code := range codes[:min(most, len(codes))] {
		all = append(all, Bold(Cut(names[i], 80))+" ("+Code(code)+")")
	}
	if more := len(codes) - most; more > 0 {
		all = append(all, count(more, "outro", "outros"))
	}
	return listed(all)
}

// CoverGroup is one of several kinds of answers, with whom it is for.
func CoverGroup(c Covered, shorts []string) string {
	const most = 6
	names := make([]string, 0, most)
	for _, s := range shorts[:min(most, len(shorts))] {
		names = append(names, CutEsc(s, 40))
	}
	if more := len(shorts) - most; more > 0 {
		names = append(names, fmt.Sprintf("mais %d", more))
	}
	return Lines("• <b>"+listed(names)+"</b>", strings.Join(compact(coverLine(c.Of), graceLine(c), routeLine(c)), " "))
}

// CoverTerms is what holds for a procedure, from its cover to what may hold it up, and
// what that stands on.
func CoverTerms(c Covered) string {
	return Lines(compact(coverLine(c.Of), graceLine(c), routeLine(c), limitLine(c), baseLine(c.Of))...)
}

func compact(lines ...string) []string {
	return slices.DeleteFunc(lines, func(s string) bool { return s == "" })
}

// coverLine says in which plans it is covered.
func coverLine(of []backend.PlanOutlook) string {
	states := []struct {
		say  string
		name []string
	}{{say: "✅ Coberto"}, {say: "🔎 Nada o exclui, e a auditoria confirma a cobertura no pedido"}, {say: "⛔ Não coberto"}, {say: "⛔ Sem cobertura odontológica"}, {}}
	for _, o := range of {
		i := 0
		switch {
		case !o.Known:
			i = 4
		case !o.Dental:
			i = 3
		case o.Out:
			i = 2
		case !o.Ruled:
			i = 1
		}
		states[i].name = append(states[i].name, CutEsc(o.Plan, 40))
	}
	if len(states[4].name) == len(of) {
		return "Não tenho a regra de cobertura desse plano: a auditoria a confirma no pedido."
	}
	var lines []string
	for _, s := range states[:4] {
		switch {
		case len(s.name) == 1:
			lines = append(lines, s.say+" (plano "+s.name[0]+").")
		case len(s.name) > 1:
			lines = append(lines, s.say+" (planos "+listed(s.name)+").")
		}
	}
	return strings.Join(lines, " ")
}

// covering are the plans that may pay for it.
func (c Covered) covering() []backend.PlanOutlook {
	return slices.DeleteFunc(slices.Clone(c.Of), func(o backend.PlanOutlook) bool { return !o.Known || !o.Dental || o.Out })
}

func graceLine(c Covered) string {
	of := c.covering()
	if len(of) == 0 {
		return ""
	}
	least, most, urgent := of[0].Grace, of[0].Grace, of[0].Urgent
	for _, o := range of {
		least, most = min(least, o.Grace), max(most, o.Grace)
	}
	inUrgency := ""
	if urgent < most {
		inUrgency = "; em urgência, " + count(urgent*24, "hora", "horas")
	}
	from := c.Since.AddDays(most)
	switch {
	case most == 0:
		return "Carência: não há."
	case least != most:
		return fmt.Sprintf("Carência: de %d a %d dias, conforme o plano%s.", least, most, inUrgency)
	case c.Since.IsZero():
		return "Carência: " + count(most, "dia", "dias") + " desde o início no plano" + inUrgency + "."
	case c.Today.Before(from):
		return "⏳ Em " + carencia(from, "") + inUrgency + "."
	}
	return "Carência de " + count(most, "dia", "dias") + ": já cumprida."
}

// routeLine says what becomes of it once it is asked for.
func routeLine(c Covered) string {
	of := c.covering()
	if len(of) == 0 {
		return ""
	}
	docs := ""
	if names := documentNames(of[0].Rule.Documents); names != "" {
		docs = " O dentista envia " + names + "."
	}
	if of[0].Rule.Route == preauth.RouteRelease {
		return "A autorização sai na hora, se nada no histórico a segurar." + docs
	}
	return "Passa pela auditoria, que responde em até " + count(c.Days, "dia útil", "dias úteis") + "." + docs
}

// scopeWords say where the same would be done again.
var scopeWords = map[preauth.Scope]string{
	preauth.ScopeTooth: " no mesmo dente", preauth.ScopeFaces: " no mesmo dente e face", preauth.ScopeRegion: " na mesma região", preauth.ScopeArch: " na mesma arcada",
}

// limitLine says how often it is paid for, and at what age.
func limitLine(c Covered) string {
	of := c.covering()
	if len(of) == 0 {
		return ""
	}
	r := of[0].Rule
	var parts []string
	switch {
	case r.Once:
		parts = append(parts, "Uma vez só"+scopeWords[r.Scope]+".")
	case r.Months > 0:
		parts = append(parts, "De novo"+scopeWords[r.Scope]+", só depois de "+count(r.Months, "mês", "meses")+".")
	}
	switch {
	case r.MinAge > 0 && r.MaxAge > 0:
		parts = append(parts, fmt.Sprintf("Dos %d aos %d anos.", r.MinAge, r.MaxAge))
	case r.MaxAge > 0:
		parts = append(parts, fmt.Sprintf("Até os %d anos.", r.MaxAge))
	case r.MinAge > 0:
		parts = append(parts, fmt.Sprintf("A partir dos %d anos.", r.MinAge))
	}
	return strings.Join(parts, " ")
}

// baseLine names what it stands on.
func baseLine(of []backend.PlanOutlook) string {
	var base []string
	for _, o := range of {
		clauses := []string{o.CoverClause}
		if o.Known && o.Dental && !o.Out && o.Grace > 0 {
			clauses = append(clauses, o.GraceClause)
		}
		for _, c := range clauses {
			if c != "" && !slices.Contains(base, c) {
				base = append(base, c)
			}
		}
	}
	if len(base) == 0 {
		return ""
	}
	return "<i>Base: " + CutEsc(strings.Join(base, "; "), 240) + ".</i>"
}
