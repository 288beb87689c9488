package dialogs

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// Whose amounts are asked for: a titular is told each person's, a dependant that others'
// are theirs; nobody is shown the own bill as if it were another's.

// familySaid may ask for what somebody spent; whose it is, is looked at then.
var familySaid = regexp.MustCompile(`\b(gast(ou|a|aram|am|os?)|us(ou|aram)|fez|fizeram|teve|pag(ou|aram)|dev(e|em)|custou|quanto|valor|conta|coparticipacao|desconto|mostra|ver)\b`)

// sharesSaid asks; what was done without anybody asking for an amount is a story.
var sharesSaid = regexp.MustCompile(`\b(quanto|o que|valor(es)?|mostra|mostre|ver|gastos|qual|quais|coparticipacao|desconto)\b`)

// notShares is about somebody's age or health, about taxes, about who may see what, or
// about what the plan paid, which stands on its line.
var notShares = regexp.MustCompile(`\b(anos|aniversario|alta|internad[oa]|dedu\w+|abat\w+|declar\w+|contador\w*|(pode|podem|consegue|conseguem) (ver|saber)|(veja|vejam)|vai fazer|vamos fazer|fizer|plano pagou|operadora pagou|carteirinha|` + anySenha + `|entrar|acess\w+|usar a conta)\b`)

// spentSaid is about what was had.
var spentSaid = regexp.MustCompile(`\b(gast(ou|aram)|us(ou|aram)|pag(ou|aram)|fez|fizeram|teve|deu|custou)\b`)

// otherSaid names somebody who spent: "quanto a nina gastou".
var otherSaid = regexp.MustCompile(`\b(?:quanto|o que) (?:foi que )?(?:a|o) (\w+)(?: \w+){0,3} (?:gastou|pagou|usou|gasta|deve|paga|vai pagar)\b`)

// notPeople stand there without being anybody.
var notPeople = wordSet(`plano operadora convenio banco empresa titular familia mes dentista clinica medico medica hospital senhor senhora gente pessoa aposentado ativo beneficiario consulta exame`)

// kinWords are people of whom one asks, whether they are in the plan or not.
var kinWords = wordSet(`irma irmao irmas irmaos avo avos tia tio tios sogra sogro prima primo sobrinha sobrinho cunhada cunhado namorada namorado amiga amigo vizinha vizinho nora genro`)

// elseWords say that it is asked for something else than what somebody spent.
var elseWords = wordSet(`se pedido pedidos autorizacao autorizaram senha guia carencia cobre cobertura reembolso imposto ir irpf informe declarar nunca reconheco contestar errado errada sessao sessoes vez vezes exame limite dentista atendente pessoa alguem aviso avisos autorizacoes auditoria respondeu ex`)

// sharesAsked tells a sentence that asks what was spent, and for nothing else: "quanto
// custa um canal para minha filha" is about what was not had.
func sharesAsked(said string) bool {
	return sharesSaid.MatchString(said) &&
		!slices.ContainsFunc(strings.Fields(said), func(w string) bool { return elseWords[w] }) &&
		(supposed(said).kind == "" || spentSaid.MatchString(said))
}

// ofRelatives tells words about a relative whom they do not name.
func ofRelatives(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return relatives[w] || kinWords[w] }) && !slices.Contains(words, "familia")
}

// familyShare tells what a month makes of the people that a sentence names; false where
// it names nobody.
func (t *turn) familyShare(ctx context.Context, said string) (bool, error) {
	return t.shareOf(ctx, said, strings.Fields(said))
}

func (t *turn) shareOf(ctx context.Context, said string, words []string) (bool, error) {
	related := ofRelatives(words)
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return false, nil // which another answer says
	}
	if err != nil {
		return true, err
	}
	named := namedAmong(slices.DeleteFunc(slices.Clone(s.People), func(p backend.Person) bool { return p.Own }), words)
	if m := otherSaid.FindStringSubmatch(said); len(m) > 1 && !notPeople[m[1]] && !related && len(named) == 0 {
		related = !strings.HasPrefix(fold(s.People[0].Name)+" ", m[1]+" ")
	}
	switch {
	case len(named) == 0 && !related:
		return false, nil
	case !s.Titular:
		t.worded = true
		t.say(phrases.OnlyYourOwn)
		return true, nil
	}
	b, err := s.Bill(t.monthOf(s, said))
	if _, refused := errors.AsType[*copay.Refusal](err); refused {
		return false, nil // which the screen says
	}
	if err != nil {
		return true, err
	}
	t.worded = true
	t.s.State.Subject = Subject{Amounts: true, Month: b.Month, At: t.tx.Now().Unix()}
	if len(named) == 0 {
		t.say(phrases.FamilyAll(b))
	}
	for _, p := range named {
		t.say(phrases.FamilyOne(b, p))
	}
	t.way(phrases.BtnAmountMonth(b.Month), target{verb: verbBill, arg: monthArg(b.Month)})
	return true, nil
}

// namedAmong are those people whose first names are among some words.
func namedAmong(all []backend.Person, words []string) []backend.Person {
	return slices.DeleteFunc(slices.Clone(all), func(p backend.Person) bool {
		first, _, _ := strings.Cut(fold(p.Name), " ")
		return first == "" || !slices.Contains(words, first)
	})
}

// monthOf is the month that a sentence names, else the one that was talked about, else
// that of the debit that comes.
func (t *turn) monthOf(s *backend.Statement, said string) copay.Month {
	w := wish{text: said, named: nlu.Named(said, t.today)}
	if m := w.month(s.Running()); m != 0 && slices.Contains(s.Months(), m) {
		return m
	}
	if about := t.s.State.Subject; about.Month != 0 && t.fresh() {
		return about.Month
	}
	return t.shownMonth(s)
}
