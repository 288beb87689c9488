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

const carers = `(dentistas?|ortodontistas?|medic[oa]s?|clinicas?|hospita(l|is)|consultorios?)`

var (
	painSaid = regexp.MustCompile(`\b(dor de dente|dente (\w+ )?(doendo|doi|quebrou|quebrado|caiu|inchado|inflamado)|(rosto|cara|boca|gengiva|bochecha) (\w+ )?(inchad[oa]|sangrando|inflamada)|muita dor|morrendo de dor|estou com dor|nao para de sangrar|sangr\w+ (muito|demais)|abscesso)\b`)
	nearSaid = regexp.MustCompile(`\bonde (tem|tenho|acho|encontro|fica|ficam|eu acho|posso (achar|encontrar|ir|me tratar|ser atendid[oa])|sou atendid[oa]|vou)( \w+){0,4} ` + carers + `\b` +
		`|\b` + carers + `( \w+){0,3} (perto|proxim[oa]s?|plantao|credenciad[oa]s?|atende (em|no|na|aqui)|atendem (em|no|na|aqui))\b` +
		`|\b(trocar|trocar o|mudar|outro)( de| meu)? dentista\b|\b(que|qual|quais|algum|tem)( \w+)? ` + carers + `( \w+){0,2} (em|no|na|perto|aqui)\b|\b(lista|indica|indicacao|procuro|preciso)( \w+){0,2} (dentistas?|ortodontistas?)\b|\brede credenciada\b`)
	cardSaid = regexp.MustCompile(`\b(perdi|perdemos|roubaram|furtaram|sumiu|extravi\w+|quebrou|segunda via|2a via|2 via|nova|nao chegou|nao recebi|cade|onde esta|quero|preciso)( \w+){0,4} (carteirinha|carteira do plano|cartao do plano)\b|\bcarteirinha( \w+){0,2} (sumiu|perdi|quebrou|quebrada|roubada|nao chegou|venceu|vencida|rasgou)\b`)
	rudeSaid = regexp.MustCompile(`\b(caralho|porra|merda|bosta|foder|foda|fodam|fuder|puta|putaria|fdp|vsf|vtnc|cuzao|arrombad\w+|desgraca\w*|ladra|ladrao|ladroes|ladra\w+|safad\w+|vagabund\w+|lerd\w+` +
		`|incompetent\w+|idiotas?|imbeci[ls]\w*|burr[oa]s?|pilantra\w*|golpistas?|roubando|roubo|enrola(m|ndo|cao)|descaso|palhacada|ridicul[oa]s?|chatead[oa]|revoltad[oa]|indignad[oa]|decepcionad[oa]|triste com voces|nao prestam?)\b`)
	// oftenSaid asks how often something is paid for, ownPlanSaid what plan one has.
	oftenSaid   = regexp.MustCompile(`\b(de quanto em quanto tempo|quantas vezes|com que frequencia|cada quantos? (tempo|meses|anos)|posso (fazer|trocar|repetir) de novo|outra vez)\b`)
	ownPlanSaid = regexp.MustCompile(`^(qual|quem|que|quais)( \w+){0,3} (meu plano|minha matricula|numero da (minha )?matricula|meus dependentes)$`)
	feeSaid     = regexp.MustCompile(`\bmensalidade\b`)
	graceSaid   = regexp.MustCompile(`\bcarencias?\b`)
	// registerSaid asks for what stands in the register of the plan.
	registerSaid = regexp.MustCompile(`\b(incluir|inclusao|colocar|adicionar|tirar|excluir|remover|inscrever)( \w+){0,3} (dependentes?|filh[oa]s?|bebe|recem nascido|esposa|esposo|marido|mulher|mae|pai|netos?|neta)\b|\b(bebe|filh[oa]) (ja )?nasceu\b` +
		`|\b(mudei|mudar|muda|trocar|trocei|troquei|atualizar|alterar|corrigir)( \w+){0,2} (endereco|telefone|celular|e mail|email|nome|cadastro|plano)\b|\bmudei de (casa|cidade|endereco|numero)\b|\b(casei|divorciei|separei)\b`)
	jokeSaid = regexp.MustCompile(`\b(piadas?|charadas?|horoscopo|canta (uma|pra|para)|poema|poesia|conta (uma )?(historia|fofoca))\b`)
	// producedSaid asks for what a clinic is paid.
	producedSaid = regexp.MustCompile(`\b(meu|nosso|meus) (pagamento|repasse)s?\b|\b(quando|quanto|que valor|qual valor|qual o valor|o que)( \w+){0,2} (pagam|paga|repassam|repassa)\b|\b(minha|nossa|da|a) producao\b|\bhonorarios?\b|\btabela de (valores|precos|honorarios)\b`)
)

// plainCare are feelings, what hurts, and what others do.
func plainCare() []plainSaid {
	return []plainSaid{
		{said: painSaid, by: []access.Role{access.Member, access.Visitor}, do: (*turn).painSaid},
		{said: nearSaid, by: []access.Role{access.Member, access.Visitor}, do: (*turn).networkAsked},
		{said: cardSaid, by: []access.Role{access.Member, access.Visitor}, do: (*turn).cardAsked},
		{said: validSaid, by: []access.Role{access.Provider}, do: (*turn).validTyped, words: true},
		{said: oftenSaid, do: (*turn).oftenTyped, words: true},
		{said: ownPlanSaid, by: []access.Role{access.Member}, do: (*turn).ownPlanTyped, words: true},
		{said: feeSaid, by: []access.Role{access.Member}, do: says(phrases.MonthlyFee), words: true},
		{said: graceSaid, by: []access.Role{access.Member}, do: (*turn).graceTyped, words: true},
		{said: registerSaid, by: []access.Role{access.Member, access.Visitor}, do: says(phrases.RegisterByPeople), words: true},
		{said: producedSaid, by: []access.Role{access.Provider}, do: (*turn).producedAsked},
		{said: jokeSaid, do: (*turn).joked, words: true},
		{said: rudeSaid, do: (*turn).rudelySaid, words: true},
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
	if t.s.Actor.Role == access.Visitor || !nlu.NamesProcedure(said) {
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

// rudelySaid answers anger kindly, unless the sentence surely asks for something, which
// then is the better answer.
func (t *turn) rudelySaid(_ context.Context, said string) (bool, error) {
	if h := t.hear(said); h.certainty == sure && asksSomething(h.intent) && h.intent != nlu.Abandon && h.intent != nlu.Leave {
		const story = 6 // words: a complaint that says what of
		if h.intent != nlu.Complain || len(strings.Fields(said)) >= story {
			return false, nil
		}
	}
	t.say(phrases.Angry)
	if len(inquires(t.s.Actor.Role)) > 0 {
		t.inquiryWay(backend.Complaint)
	}
	t.way(phrases.BtnTalk, target{verb: verbTalk})
	return true, nil
}
