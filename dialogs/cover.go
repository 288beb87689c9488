package dialogs

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// verbCover asks about the cover of a procedure by its code; a suffix tells that it is
// asked for somebody else.
const (
	verbCover = "cov"
	forOther  = ".o"
)

// coverWords are those of questions about cover that name no procedure.
var coverWords = wordSet(`plano planos convenio cobre cobrem cobria cobrir cobertura coberto coberta cobertos cobertas paga pagam pagar carencia carencias esta estao tem tenho ter ha tera direito precisa preciso precisam precisar
	pericia periciar perito auditoria autorizacao autorizar autorizado autorizada autorizam autorizada exige exigem exigir previa documento documentos laudo foto anexo anexos exame inicial
	quem onde vezes cada frequencia ano mes sempre tambem gente familia posso pode podem fazer faz faco feito feita pelo pela pelos meu minha meus minhas seu sua dele dela filho filha mae pai esposa marido dependente eu ele ela voce voces vc vcs se sim nao quanto quantos quantas tempo dias meses prazo demora
	ja passou passei cumpri cumprir cumprida ainda falta no na nos nas em pra para pro com sem que q quando como funciona saber queria rol ans procedimento procedimentos tratamento direto hora liberado libera liberam sai mandar enviar enviam manda vai vou
	gostaria duvida sobre esse essa este esta isso algum alguma tipo mais e ou a o as os de do da dos das um uma uns umas por`)

// dentalWords name a kind of procedure and no procedure.
var dentalWords = map[string]dental.Kind{
	"ortodontia": dental.KindOrthodontics, "ortodontico": dental.KindOrthodontics, "ortodontica": dental.KindOrthodontics,
	"protese": dental.KindProsthesis, "proteses": dental.KindProsthesis, "protetico": dental.KindProsthesis,
	"endodontia": dental.KindEndodontics, "endodontico": dental.KindEndodontics,
	"periodontia": dental.KindPeriodontics, "periodontal": dental.KindPeriodontics, "gengiva": dental.KindPeriodontics,
	"cirurgia": dental.KindSurgery, "cirurgias": dental.KindSurgery, "cirurgico": dental.KindSurgery,
	"implantes": dental.KindImplant, "implantodontia": dental.KindImplant,
	"odontopediatria": dental.KindChildren, "dentistica": dental.KindRestoration, "prevencao": dental.KindPrevention, "urgencia": dental.KindUrgency,
}

// medicalSaid is about what no dentist does: whether that is covered is known to the
// operator's people alone.
var medicalSaid = regexp.MustCompile(`\b(psicolog\w+|psicoterapia|psiquiatr\w+|fisioterap\w+|fisio|fono\w*|acupuntura|rpg|terapia ocupacional|ressonancia|ultrassom|ultrassonografia|endoscopia|parto|cesarea|internac\w+|uti|vacinas?` +
	`|cardiolog\w+|dermatolog\w+|ortoped\w+|pediatr\w+|ginecolog\w+|oftalmolog\w+|urolog\w+|neurolog\w+|endocrin\w+|nutricion\w+|hemodialise|quimioterapia|oculos|bariatrica|medic[oa]|exame de sangue)\b`)

// procedureMeant finds the procedures that a question names: one by its code, those that
// its words may mean, or a whole kind. Named tells that something is called by a name,
// whether it is known or not.
func (t *turn) procedureMeant(w wish) (found []dental.Procedure, kind dental.Kind, named bool) {
	if p, err := dental.Lookup(w.named.Code, t.today); err == nil {
		return []dental.Procedure{p}, "", true
	}
	var left, bare []string
	for _, s := range spokenOf(w.text) {
		if coverWords[s] || codeWords[s] || courtesies[s] {
			continue
		}
		if left = append(left, s); !paperWords[s] && s != "x" {
			bare = append(bare, s)
		}
	}
	if rest := withoutMedical(bare); len(rest) > 0 { // "laudo médico pra exodontia"
		bare = rest
	}
	if len(bare) > 0 { // "precisa de raio x pra canal?" is about the canal
		left = bare
	}
	name := strings.Join(left, " ")
	named = slices.ContainsFunc(left, func(s string) bool { return len(s) >= 4 })
	if items := nlu.Parse(name).Items; len(items) > 0 {
		for _, item := range items {
			for _, code := range append([]string{item.Code}, item.Candidates...) {
				p, err := dental.Lookup(code, t.today)
				if err == nil && !slices.ContainsFunc(found, func(o dental.Procedure) bool { return o.Code == p.Code }) {
					found = append(found, p)
				}
			}
		}
		return found, "", true
	}
	if len(left) == 1 && dentalWords[left[0]] != "" {
		return dental.OfKind(dentalWords[left[0]], t.today), dentalWords[left[0]], true
	}
	// A score that is worth asking about, and how near the others come to the best, in
	// thousandths.
	const goodHit, closeHit = 790, 980
	hits := dental.Search(name, t.today, maxFound)
	for _, h := range hits {
		if h.Score >= goodHit && h.Score*1000 >= hits[0].Score*closeHit {
			found = append(found, h.Procedure)
		}
	}
	return found, "", named
}

// strange tells a question in which a procedure is followed by a word that the catalogue
// does not know: "aparelho invisível" may be another one.
func strange(text string) bool {
	const meaning = 5 // letters
	known := false
	for _, word := range strings.Fields(fold(text)) {
		s := strings.Trim(word, ".,;:!?()")
		plain := coverWords[s] || codeWords[s] || courtesies[s] || relatives[s] || paperWords[s]
		if known && !plain && len(s) >= meaning && !nlu.Standard().Known(s) {
			return true
		}
		known = !plain && s == word && nlu.Standard().Known(s)
	}
	return false
}

// coverAsked answers about the procedures that a question names; false where it names
// none, so that only a general answer is left.
func (t *turn) coverAsked(ctx context.Context, w wish) (bool, error) {
	if ofMedicine(w) {
		t.say(phrases.CoverMedical(t.s.Actor.Role == access.Member))
		t.way(phrases.BtnTalk, target{verb: verbTalk})
		return true, nil
	}
	found, kind, _ := t.procedureMeant(w)
	if len(found) == 0 {
		return false, nil
	}
	other, err := t.forAnother(ctx, w)
	if err != nil {
		return true, err
	}
	whose, err := t.coverFor(ctx, other)
	if err != nil {
		return true, err
	}
	suffix := ""
	if other {
		suffix = forOther
	}
	alike := groupByTerms(found, func(p dental.Procedure) string { return phrases.CoverTerms(t.covered(p, whose)) })
	unsure := kind == "" && w.named.Code == "" && strange(w.text)
	switch {
	case len(alike) == 1 && kind == "" && !unsure:
		t.tellCover(alike[0], whose)
	case kind == "" && len(found) <= maxFound:
		if unsure {
			t.say(phrases.CoverNotThat)
		}
		t.say(phrases.AskCover)
		for _, p := range found {
			t.way(phrases.BtnCover(p.Short(), p.Code), target{verb: verbCover, arg: p.Code + suffix})
		}
	default:
		lines := []string{"<b>" + phrases.Kind(kind) + "</b>"}
		if kind == "" {
			lines = nil
		}
		for _, group := range alike {
			lines = append(lines, phrases.CoverGroup(t.covered(group[0], whose), shortsOf(group)))
		}
		t.say(phrases.Paragraphs(phrases.Lines(lines...), phrases.CoverMore))
	}
	return true, nil
}

// coverUnknown says that what is named is none of the catalogue's, above an answer in
// general; what another part of the sentence was about is not said to be unknown.
func (t *turn) coverUnknown(w wish) {
	if _, _, named := t.procedureMeant(w); named && !nlu.NamesProcedure(w.text) && !w.says(graceWords) {
		t.say(phrases.CoverUnknown)
	}
}

// ofMedicine tells a question about what no dentist does, beside which no procedure of a
// dentist's is named.
func ofMedicine(w wish) bool {
	words := w.words()
	return medicalSaid.MatchString(strings.Join(words, " ")) && !nlu.NamesProcedure(strings.Join(withoutMedical(words), " "))
}

// besideMedical are words of medicine that dentists have as well.
var besideMedical = wordSet(`consulta consultas exame exames laudo laudos indicacao`)

func withoutMedical(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(s string) bool { return besideMedical[s] || medicalSaid.MatchString(s) })
}

// elsewhom are those of whom it is asked without a name.
var elsewhom = wordSet(`ele ela eles elas dele dela deles delas outra outro`)

// forAnother tells whether a question is about somebody else than who asks: a relative,
// somebody whom the plan knows by name, or one who was talked about.
func (t *turn) forAnother(ctx context.Context, w wish) (bool, error) {
	if w.says(relatives) || w.says(kinWords) || w.says(elsewhom) {
		return true, nil
	}
	if t.s.Actor.Role != access.Member {
		return false, nil
	}
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(namedAmong(s.People, w.words()), func(p backend.Person) bool { return !p.Own }), nil
}

// graceOwn tells the carências of who asks about them and names no procedure; false where
// the operator says nothing of the plan, or it is asked for somebody else.
func (t *turn) graceOwn(ctx context.Context, w wish) (bool, error) {
	if !w.says(graceWords) {
		return false, nil
	}
	if other, err := t.forAnother(ctx, w); other || err != nil {
		return false, err
	}
	m, err := t.desk.Member(ctx, t.tx, t.s.Actor)
	if err != nil {
		return true, err
	}
	plan, ok := t.desk.PlanAt(m.Plan, t.today)
	switch {
	case !ok || m.Covered.IsZero():
		return false, nil
	case !plan.Dental:
		t.say(phrases.NoDentalCover)
	default:
		t.say(phrases.GraceOwn(plan.Waits(m.Covered, t.today), t.desk.UrgentDays(t.today)))
	}
	return true, nil
}

var graceWords = wordSet(`carencia carencias`)

// insured is whose cover is asked about: a plan, and since when it covers; zero for
// nobody in particular.
type insured struct {
	plan  string
	since calendar.Date
}

// coverFor is for whom a question is answered: who asks, where that is a beneficiary; of
// a clinic, the beneficiary of the request that it fills in. Of another the plan alone is
// told: the carência of each runs on its own.
func (t *turn) coverFor(ctx context.Context, other bool) (insured, error) {
	if t.s.Actor.Role != access.Member {
		if d := t.s.Draft; d != nil && t.inForm() && d.Form.Beneficiary != nil && d.Form.BeneficiaryOK {
			if other {
				return insured{plan: d.Form.Beneficiary.Plan}, nil
			}
			return insured{d.Form.Beneficiary.Plan, d.Form.Beneficiary.Covered}, nil
		}
		return insured{}, nil
	}
	m, err := t.desk.Member(ctx, t.tx, t.s.Actor)
	if err != nil {
		return insured{}, err
	}
	if other {
		return insured{plan: m.Plan}, nil
	}
	return insured{m.Plan, m.Covered}, nil
}

func (t *turn) covered(p dental.Procedure, of insured) phrases.Covered {
	return phrases.Covered{Of: t.desk.CoverOf(p.Code, of.plan, t.today), Since: of.since, Today: t.today, Days: t.desk.Operator().AnswerDays}
}

// groupByTerms puts procedures together of which the same is told, in their order.
func groupByTerms(found []dental.Procedure, terms func(dental.Procedure) string) [][]dental.Procedure {
	var groups [][]dental.Procedure
	at := map[string]int{}
	for _, p := range found {
		said := terms(p)
		i, ok := at[said]
		if !ok {
			i, groups = len(groups), append(groups, nil)
			at[said] = i
		}
		groups[i] = append(groups[i], p)
	}
	return groups
}

func shortsOf(all []dental.Procedure) []string {
	var names []string
	for _, p := range all {
		name := p.Short()
		if name == "" {
			name = p.Name
		}
		names = append(names, name)
	}
	return names
}

func (t *turn) tellCover(alike []dental.Procedure, of insured) {
	var codes, names []string
	for _, p := range alike {
		codes, names = append(codes, p.Code), append(names, p.Name)
	}
	t.say(phrases.Lines(phrases.CoverTitle(codes, names), phrases.CoverTerms(t.covered(alike[0], of))))
}

// coverOfCode answers about the one that was chosen.
func (t *turn) coverOfCode(ctx context.Context, arg string) error {
	code, other := strings.CutSuffix(arg, forOther)
	p, err := dental.Lookup(code, t.today)
	if err != nil {
		return errStale
	}
	whose, err := t.coverFor(ctx, other)
	if err != nil {
		return err
	}
	t.worded = true
	t.tellCover([]dental.Procedure{p}, whose)
	return nil
}
