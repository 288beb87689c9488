package dialogs

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// Services of the default profile that sentences lead to.
const (
	networkService = "rede"
	cardService    = "carteirinha"
	billedService  = "extrato"
)

const (
	// madJoke is anger at what looks like a joke.
	madJoke = `\b(e|ser|so|parece|virou)( uma)? (piada|palhacada|brincadeira)\b`
	// joins are whom a plan takes in, whose stands before them.
	joins = `(filh[oa]s?|bebe|recem nascido|esposa|esposo|marido|mulher|mae|pai|netos?|neta|companheir[oa])`
	whose = `( (o|a|do|da|de|os|um|uma|mais|meu|minha|meus|minhas|novo|nova|outro|outra|ex)){0,4}`

	card     = `(carteirinha|carteira do plano|cartao do plano)`
	anyMonth = `\b(janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)\b`
)

const carers = `(dentistas?|ortodontistas?|medic[oa]s?|clinicas?|hospita(l|is)|consultorios?)`

var (
	painSaid = regexp.MustCompile(`\b(dor de dente|dente (\w+ )?(doendo|doi|quebrou|quebrado|caiu|inchado|inflamado)|(rosto|cara|boca|gengiva|bochecha) (\w+ )?(inchad[oa]|sangrando|inflamada)|muita dor|morrendo de dor|estou com dor|nao para de sangrar|sangr\w+ (muito|demais)|abscesso)\b`)
	nearSaid = regexp.MustCompile(`\bonde (tem|tenho|acho|encontro|fica|ficam|eu acho|posso (achar|encontrar|ir|me tratar|ser atendid[oa])|sou atendid[oa]|vou)( \w+){0,4} ` + carers + `\b` +
		`|\b` + carers + `( \w+){0,3} (perto|proxim[oa]s?|plantao|credenciad[oa]s?|atende (em|no|na|aqui)|atendem (em|no|na|aqui))\b` +
		`|\b(trocar|mudar)( de| o| meu){0,2} dentista\b|\b(quero|queria|preciso|procuro|achar|arrumar)( de| um){0,2} outro dentista\b|^(que|qual|quais|algum)( \w+)? ` + carers + `( \w+){0,2} (em|no|na|perto|aqui)\b|\btem( \w+)? ` + carers + `( \w+){0,2} (em|no|na|perto|aqui)\b` +
		`|\b(lista|indica|indicacao)( \w+){0,2} (dentistas?|ortodontistas?)\b|\b(procuro|preciso)( de| um| uma){0,2} (dentistas?|ortodontistas?)\b|\brede credenciada\b`)
	// treated tells of care that was had, asked for or charged: no way to a dentist.
	treated  = regexp.MustCompile(`\b(atendeu|atenderam|cobr(ou|aram)|fez|fizeram|foi|fui|foram|era|pediu|pediram|pag(uei|ou|aram)|recus\w+|(mal|des)trat\w+|tratou|neg(ou|aram)|pedidos?|solicit\w+|autoriza\w+|avali\w+|recibos?|reembols\w+|sou|passo a passo)\b|` + anyMonth)
	cardSaid = regexp.MustCompile(`\b(perdi|perdemos|roubaram|furtaram|sumiu|extravi\w+|quebrou|segunda via|2a via|2 via)( \w+){0,4} ` + card + `\b|\b(nova|nao chegou|nao recebi|cade|onde esta)( (a|o|da|de|uma|minha|nossa|ainda|via)){0,3} ` + card + `\b` +
		`|\b(quero|queria|preciso)( (de|da|a|uma|minha|outra|nova)){0,3} ` + card + `( nova| outra)?$|\bcarteirinha( \w+){0,2} (sumiu|perdi|quebrou|quebrada|roubada|nao chegou|venceu|vencida|rasgou)\b`)
	// painAside asks about money, which what hurt is only the reason of.
	painAside = regexp.MustCompile(`\b(custa|custou|quanto|paguei|pagamos|cobr\w+|valor|reais|descont\w+|reembols\w+)\b|` + anyMonth)
	// uselessWord is a password that does not work, which insults nobody.
	uselessWord = regexp.MustCompile(`\b(` + anySenha + `|codigo|link)\b.*\bnao prest\w+`)
	rudeSaid    = regexp.MustCompile(madJoke + `|\b(caralho|porra|merda|bosta|foder|foda|fodam|fuder|puta|putaria|fdp|vsf|vtnc|cuzao|arrombad\w+|desgraca\w*|ladra|ladrao|ladroes|ladra\w+|safad\w+|vagabund\w+|lerd\w+` +
		`|incompetent\w+|idiotas?|imbeci[ls]\w*|burr[oa]s?|pilantra\w*|golpistas?|roubando|roubo|enrola(m|ndo|cao)|descaso|palhacada|ridicul[oa]s?|chatead[oa]|revoltad[oa]|indignad[oa]|decepcionad[oa]|triste com voces|nao prestam?)\b`)
	// oftenSaid asks how often something is paid for, ownPlanSaid what plan one has.
	oftenSaid = regexp.MustCompile(`\b(de quanto em quanto tempo|quantas vezes|com que frequencia|cada quantos? (tempo|meses|anos)|posso (fazer|trocar|repetir) de novo|(posso|pode|da para) (\w+ ){1,3}outra vez)\b`)
	// hadSaid is about what was done or charged before.
	hadSaid     = regexp.MustCompile(`\b(cobr(ou|aram|ad[oa]s?)|fiz|fizemos|fez|fizeram|paguei|pagamos|descont\w+|analis\w+|avali\w+|pedir|pedido|` + anySenha + `|neg(ou|aram|ad[oa]))\b`)
	ownPlanSaid = regexp.MustCompile(`^(qual|quem|que|quais)( (e|o|a|os|as|sao|nome|tipo|do|da|de|numero|estao|esta|no)){0,4} (meu plano|minha matricula|numero da (minha )?matricula|meus dependentes)$`)
	feeSaid     = regexp.MustCompile(`\bmensalidade\b`)
	// notFee is about what comes beside it.
	notFee    = regexp.MustCompile(`\b(descont\w+|tirando|fora|junto|copart\w+|imposto|declar\w+|reembols\w+|parte)\b`)
	graceSaid = regexp.MustCompile(`\bcarencias?\b`)
	// registerSaid asks for what stands in the register of the plan.
	registerSaid = regexp.MustCompile(`\b(incluir|inclusao|adicionar|inscrever|cadastrar|colocar|tirar|excluir|remover)` + whose + ` dependentes?\b|\b(incluir|inclusao|adicionar|inscrever|cadastrar)` + whose + ` ` + joins + `\b` +
		`|\b(colocar|coloco|por|tirar|tiro|excluir|remover)` + whose + ` ` + joins + `( \w+)? (d[oe]|n[oe]|como|para o|esse|deste)( meu| nosso)? (plano|convenio|dependente)\b|\b(bebe|filh[oa]|net[oa]) (ja )?nasceu\b` +
		`|\b(mudei|mudar|muda|trocar|trocei|troquei|atualizar|alterar|corrigir)( (de|o|a|do|da|os|meu|minha|num|numero|este|esse|no)){0,3} (endereco|telefone|celular|e mail|email|nome|cadastro|plano)\b|\bmudei de (casa|cidade|endereco|numero)\b|\b(me )?(casei|divorciei)\b|\bme separei\b`)
	// notRegister is about getting in, about money, or about care.
	notRegister = regexp.MustCompile(`\b(codigo|acesso|acessar|entrar|login|` + anySenha + `|desvincul\w+|reembols\w+|recibos?|notas?|cobre|cobertura|cobert[oa]|autoriza\w+|carencia|pericia|consulta|posso ir|pode ir|dente|aparelho|siso)\b`)
	jokeSaid    = regexp.MustCompile(`\b(conta|conte|contar|faz|faca|fazer|sabe|manda|diz|diga|fala|cria|escreve)( \w+){0,3} (piadas?|charadas?|poemas?|poesias?)\b|^(quero )?(uma )?(piadas?|charada)$|\bhoroscopo\b|\bcanta (uma|pra|para)\b|\bconta (uma )?(historia|fofoca)\b`)
	// producedSaid asks for what a clinic is paid.
	producedSaid = regexp.MustCompile(`\b(meu|nosso|meus) (pagamento|repasse)s?\b|\b(quando|quanto|que valor|qual valor|qual o valor|o que)( \w+){0,2} (pagam|paga|repassam|repassa)\b|\b(minha|nossa|da|a) producao\b|\bhonorarios?\b|\btabela de (valores|precos|honorarios)\b`)
)

// outside are sentences that no intent is for.
var outside = []nlu.Intent{nlu.OutOfScope}

// plainCare are feelings, what hurts, and what others do.
func plainCare() []plainSaid {
	return []plainSaid{
		{name: "pain", said: painSaid, but: painAside, of: []nlu.Intent{nlu.OutOfScope, nlu.Ask, nlu.HowTo, nlu.Coverage, nlu.FindCode, nlu.Person, nlu.Help, nlu.Status}, by: []access.Role{access.Member, access.Visitor}, do: (*turn).painSaid},
		{name: "near", said: nearSaid, but: treated, of: outside, by: []access.Role{access.Member, access.Visitor}, do: (*turn).networkAsked},
		{name: "card", said: cardSaid, of: outside, by: []access.Role{access.Member, access.Visitor}, do: (*turn).cardAsked},
		{name: "valid", said: validSaid, first: true, of: []nlu.Intent{nlu.Senha, nlu.HowTo, nlu.Coverage}, by: []access.Role{access.Provider}, do: (*turn).validTyped, words: true},
		{name: "often", said: oftenSaid, but: hadSaid, only: nlu.NamesProcedure, of: []nlu.Intent{nlu.Coverage, nlu.HowTo, nlu.OutOfScope}, do: (*turn).oftenTyped, words: true},
		{name: "own plan", said: ownPlanSaid, first: true, by: []access.Role{access.Member}, do: (*turn).ownPlanTyped, words: true},
		{name: "fee", said: feeSaid, but: notFee, of: outside, by: []access.Role{access.Member}, do: says(phrases.MonthlyFee), words: true},
		{name: "grace", said: graceSaid, of: []nlu.Intent{nlu.Coverage, nlu.HowTo}, by: []access.Role{access.Member}, do: (*turn).graceTyped, words: true},
		{name: "register", said: registerSaid, but: notRegister, of: outside, by: []access.Role{access.Member, access.Visitor}, do: says(phrases.RegisterByPeople), words: true},
		{name: "produced", said: producedSaid, of: outside, by: []access.Role{access.Provider}, do: (*turn).producedAsked},
		{name: "joke", said: jokeSaid, of: outside, do: (*turn).joked, words: true},
		{name: "rude", said: rudeSaid, but: uselessWord, of: []nlu.Intent{nlu.Complain, nlu.Abandon, nlu.Leave, nlu.OutOfScope}, do: (*turn).rudelySaid, words: true},
	}
}

// toService opens a service under a sentence; where the operator has none such a person
// tells more.
func (t *turn) toService(ctx context.Context, key, html string) (bool, error) {
	if html != "" {
		t.say(html)
	}
	if _, ok := t.offering(key); ok {
		return true, t.openService(ctx, key)
	}
	t.talkTo()
	return true, nil
}

// painSaid: what hurts now waits for no appointment.
func (t *turn) painSaid(ctx context.Context, _ string) (bool, error) {
	if t.s.Actor.Role == access.Member {
		m, err := t.desk.Member(ctx, t.tx, t.s.Actor)
		if err != nil {
			return true, err
		}
		if plan, ok := t.desk.PlanAt(m.Plan, t.today); ok && plan.Dental {
			return t.toService(ctx, networkService, phrases.Lines(phrases.PainFirst, phrases.PainOwn(t.desk.UrgentDays(t.today))))
		}
	}
	return t.toService(ctx, networkService, phrases.PainFirst)
}

func (t *turn) networkAsked(ctx context.Context, _ string) (bool, error) {
	return t.toService(ctx, networkService, "")
}

// graceTyped tells of the carência of the procedure that is named, else of those of who
// asks.
func (t *turn) graceTyped(ctx context.Context, said string) (bool, error) {
	w := t.wishOf(nlu.Coverage, said)
	if told, err := t.coverAsked(ctx, w); told || err != nil {
		return told, err
	}
	return t.graceOwn(ctx, w)
}

// oftenTyped tells it of a procedure that is named.
func (t *turn) oftenTyped(ctx context.Context, said string) (bool, error) {
	if t.s.Actor.Role == access.Visitor {
		return false, nil
	}
	return t.coverAsked(ctx, t.wishOf(nlu.Coverage, said))
}

// ownPlanTyped tells a member the plan and who is in it, as far as the member sees them.
func (t *turn) ownPlanTyped(ctx context.Context, _ string) (bool, error) {
	m, err := t.desk.Member(ctx, t.tx, t.s.Actor)
	if err != nil {
		return true, err
	}
	var others []string
	if s, err := t.statement(ctx); err == nil {
		for _, p := range s.People {
			if !p.Own {
				others = append(others, p.Name)
			}
		}
	} else if !errors.Is(err, backend.ErrNotFound) {
		return true, err
	}
	t.say(phrases.OwnPlan(m.Plan, string(m.Card), others))
	return true, nil
}

func (t *turn) cardAsked(ctx context.Context, _ string) (bool, error) {
	return t.toService(ctx, cardService, phrases.CardByPeople)
}

// producedAsked: what a patient pays is no production.
func (t *turn) producedAsked(ctx context.Context, said string) (bool, error) {
	if slices.ContainsFunc(strings.Fields(said), func(w string) bool { return patientWords[w] }) {
		return false, nil
	}
	return t.toService(ctx, billedService, phrases.ClinicPaid)
}

var patientWords = wordSet(`paciente pacientes beneficiario beneficiaria titular usuario ele ela coparticipacao`)

func (t *turn) joked(context.Context, string) (bool, error) {
	t.say(phrases.NotOurs(t.desk.Operator().Name))
	return true, nil
}

// rudelySaid answers anger kindly, unless it tells what happened, which is a complaint.
func (t *turn) rudelySaid(_ context.Context, said string) (bool, error) {
	const story = 6 // words: a complaint that says what of
	if h := t.hear(said); h.certainty == sure && h.intent == nlu.Complain && len(strings.Fields(said)) >= story {
		return false, nil
	}
	t.say(phrases.Angry)
	if len(inquires(t.s.Actor.Role)) > 0 {
		t.inquiryWay(backend.Complaint)
	}
	t.way(phrases.BtnTalk, target{verb: verbTalk})
	return true, nil
}
