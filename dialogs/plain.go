package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// Sentences whose sense hangs on a few words together, and which no guess has an intent
// for: what they ask for must never be taken for leaving or for throwing something away.
//
//	text ─▶ abbreviations spelled out ─▶ first row of the table that fits the role
//	  ─▶ gives way where the guess is sure of an intent that the row is not for
//	  at leisure: it is done ─ at a question of a form: only what is an answer in words

// plainSaid is one kind of such sentences.
type plainSaid struct {
	name string
	said *regexp.Regexp
	// but are words beside which something else is meant; only, where it is set, has to
	// hold as well.
	but  *regexp.Regexp
	only func(said string) bool
	// of are the intents whose sentences it answers: a sure guess of any other stands
	// before it. A row that is first waits for no guess: what it is about has none, or
	// what is said is danger or grief.
	of    []nlu.Intent
	first bool
	// by are those who say it; nobody is members, clinics and visitors.
	by []access.Role
	// do answers it; false leaves it to the guesses. words: by a sentence and buttons,
	// so that a question which is open goes on.
	do    func(*turn, context.Context, string) (bool, error)
	words bool
}

var (
	bankSaid = regexp.MustCompile(`\b(trocar|troca|troquei|mudar|muda|mudei|alterar|atualizar)( \w+){0,3} (banco|conta bancaria|conta corrente|conta (do|de|pra|para o) debito)\b`)
	planSaid = regexp.MustCompile(`\b(cancelar|cancela|cancelamento|encerrar|sair|desistir|rescindir)( (do|o|meu|de|este|esse|desse|deste)){0,2} (plano|convenio|contrato)\b|\bnao quero mais( \w+)? (plano|convenio)\b`)
	dataSaid = regexp.MustCompile(`\b(apaga|apagar|apague|apaguem|exclui|excluir|exclua|excluam|deleta|deletar|remover|remova|eliminar)( \w+){0,2} (dados|cadastro|historico)\b|\b(apagar|excluir|deletar|encerrar)( \w+)? conta\b` +
		`|\besque(cam|ca|ce|cer) (os )?meus dados\b|\b(quais|que) (meus )?dados\b.*\b(tem|guardam|guarda|sabem)\b|\b(copia|exportar|corrigir)( \w+){0,2} meus dados\b`)
	diedSaid = regexp.MustCompile(`\b` + persons + `( \w+){0,2} (morreu|faleceu)\b|\b(meu|minha|o|a|do|da) \w+( \w+)? faleceu\b|\b(morreu|faleceu) (o |a )?(meu|minha) ` + persons + `\b|\b(falecimento|obito) d[eoa]\b|\b(fiquei|sou|estou) viuv[oa]\b|\bperdi (meu|minha) (marido|esposa|mulher|mae|pai|filh[oa]|irma|irmao|avo|net[oa]|companheir[oa])\b`)

	// thingsDied are what dies without anybody's death; planElse asks what leaving costs.
	thingsDied = regexp.MustCompile(`\b(dentes?|polpa|nervos?|raiz|implante|celular|telefone|app|aplicativo|internet|sistema|site|bateria|robo|bot|cachorr\w+|gat[oa]|assunto|conversa|chat)\b( \w+){0,5} (morreu|faleceu)\b|\bpaciente\b.*` + requested + `|` + requested + `.*\bpaciente\b`)
	planElse   = regexp.MustCompile(`\b(se eu|quanto|pedido|solicitacao|guia|tratamento)\b`)

	noticesSaid = regexp.MustCompile(`^(avisos?|notificacoes|lembretes)$|\bnao quero( mais)?( receber)?( \w+)? (avisos?|notificac\w+|lembretes?)\b|\b(desligar|desliga|desativar|desativa|silenciar|silencia|tirar|tira|parar|para)( \w+){0,2} (avisos|notificacoes|lembretes)\b|\bpara(r|rem)? de (me )?(avisar|notificar)\b`)
	// anySenha is one of both.
	anySenha  = `senha`
	requested = `\b(pedidos?|solicitac\w+|guias?)\b`
	kin       = `(mae|pai|esposa|esposo|marido|mulher|titular|familia)`
	persons   = `(mae|pai|pais|esposa|esposo|marido|mulher|titular|filh[oa]s?|bebe|dependente|conjuge|companheir[oa]|irma|irmao|avo|net[oa]|ti[oa]|sogr[oa]|prim[oa]|sobrinh[oa]|cunhad[oa]|namorad[oa]|enteado|enteada|padrasto|madrasta|paciente|beneficiari[oa]|associad[oa]|viuv[oa])`
	// shared is what is had, or nothing at all: "quero mostrar pra Ana".
	shared      = `( (isso|tudo|(meus |os )?(gastos|atendimentos|valores|tratamentos)|(minhas |as )?(consultas|sessoes)|o que (eu )?(faco|fiz|gasto|gastei|uso|usei)))?`
	sharingSaid = regexp.MustCompile(`\b(que|deixa|deixar|deixe|pode|permitir|permito|autorizo|autorizar)( \w)? ?(minha |meu )?` + kin + `( \w+)? (veja|ver|vejam|vendo)\b` +
		`|\b` + kin + ` (nao )?(pode|podem|consegue|vai|esta) (ver|vendo|saber)\b` +
		`|\b(mostrar|mostra|esconder|esconde|esconda)( \w+){0,3} (pra|para|a|ao|da|do)( [ao])? ?(minha |meu )?` + kin + `$|^quem ve( os)? meus \w+$` +
		`|^(eu )?(quero|queria|posso|vou|como)( faco (pra|para))? (mostrar|mostro|compartilhar|compartilho|esconder|liberar)` + shared + ` (pra|para|com|da|do|de) (a |o |minha |meu )?\w+$` +
		`|\b(nao quero|deixa\w*|permit\w+|quem)\b.*\b(veja|vejam|ver|vendo|ve|veem|saiba)\b.*\bmeus? (gastos?|atendimentos?|valores|consultas|tratamentos?)\b|\b(parar|paro|deixar|deixo) de compartilhar\b|\bcompartilh(ar|ando|o|e|em)( (meus|minhas|os|as|tudo))? (gastos|atendimentos|valores|tratamentos|consultas|sessoes|com (a |o |minha |meu )?` + kin + `)\b|^(deixa|deixe|deixar|permito|autorizo) (a |o )?\w+ ver$`)
	// sharedElse is shown to others than the family, or is a paper.
	sharedElse    = regexp.MustCompile(`\b(contador\w*|contabil\w*|imposto|receita|medic[oa]|dentista|doutor[a]?|clinica|hospital|carteirinha|guia|extrato|` + anySenha + `|pedidos?|solicitacao|solicitacoes|autorizacao|autorizacoes|documentos?|fotos?|radiografia|laudo|imagem|boleto|comprovante|recibos?)\b`)
	ombudsmanSaid = regexp.MustCompile(`^(eu |entao )?(quero|queria|gostaria de|vou|preciso|como|posso|falar|fala|levar|leva|reclamar)\b.*\bouvidoria$`)
)

// takes tells whether a sentence is of this kind by its words.
func (p plainSaid) takes(said string) bool {
	return p.said.MatchString(said) && (p.but == nil || !p.but.MatchString(said)) && (p.only == nil || p.only(said))
}

// yields tells whether a guess knows better.
func (p plainSaid) yields(h hearing) bool {
	switch h.certainty {
	case sure:
		leaving := h.intent == nlu.Leave || h.intent == nlu.Abandon // never taken for these
		return !p.first && !leaving && asksSomething(h.intent) && !slices.Contains(p.of, h.intent)
	case foreign:
		return !p.first && !slices.Contains(p.of, nlu.OutOfScope)
	}
	return false
}

// plainSaids are tried in this order.
func plainSaids() []plainSaid {
	return slices.Concat([]plainSaid{
		{name: "sharing", said: sharingSaid, but: sharedElse, first: true, by: []access.Role{access.Member}, do: (*turn).sharingAsked},
		{name: "notices", said: noticesSaid, first: true, by: []access.Role{access.Member, access.Provider}, do: (*turn).noticesAsked},
		{name: "ombudsman", said: ombudsmanSaid, first: true, of: []nlu.Intent{nlu.Complain}, by: []access.Role{access.Member, access.Provider}, do: (*turn).ombudsmanAsked},
		{name: "bank", said: bankSaid, first: true, of: []nlu.Intent{nlu.CopayDate}, do: says(phrases.BankChange), words: true},
		{name: "plan", said: planSaid, but: planElse, first: true, do: says(phrases.PlanLeft), words: true},
		{name: "died", said: diedSaid, but: thingsDied, first: true, do: says(phrases.Mourning), words: true},
		{name: "data", said: dataSaid, first: true, do: (*turn).dataErased, words: true},
	}, plainSaidOf(), plainCare(), plainMoney())
}

// shorthand is how words are cut short in a chat.
var shorthand = map[string]string{
	"q": "que", "qro": "quero", "vc": "voce", "vcs": "voces", "n": "nao", "ñ": "nao", "pq": "porque", "ta": "esta", "to": "estou", "mto": "muito", "kd": "cade",
	"qdo": "quando", "qto": "quanto", "qnt": "quanto", "qnd": "quando", "hj": "hoje", "tb": "tambem", "tbm": "tambem", "msm": "mesmo", "oq": "o que", "oque": "o que",
	"pra": "para", "pro": "para o", "p": "para", "mes": "mes",
}

// spelled are the words of a text in one line, without shorthand.
func spelled(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		if out[i] = w; shorthand[w] != "" {
			out[i] = shorthand[w]
		}
	}
	return strings.Join(out, " ")
}

// plainTyped takes such a sentence where nothing is being asked; at a question that takes
// no free text it answers what is told in words.
func (t *turn) plainTyped(ctx context.Context, text string) (bool, error) {
	words, role := spokenOf(text), t.s.Actor.Role
	const longest = 16
	if len(words) > longest || role == access.Auditor || role == access.Attendant {
		return false, nil
	}
	free := t.atLeisure() || t.idleStep() || t.step() == StepMember
	if !free && (!t.inForm() || t.takesAnyText() || len(words) < 2) {
		return false, nil
	}
	said := spelled(words)
	t.raw = text
	heard := sync.OnceValue(func() hearing { return t.hear(text) })
	for _, p := range plainSaids() {
		if len(p.by) > 0 && !slices.Contains(p.by, role) || !free && !p.words || !p.takes(said) || !p.first && p.yields(heard()) {
			continue
		}
		if taken, err := p.do(t, ctx, said); taken || err != nil {
			t.worded = t.worded || p.words
			return taken, err
		}
	}
	return false, nil
}

// plainOfMembers tells a sentence of a visitor that a beneficiary is answered, whose guess
// may be any. What asks for somebody else's amounts is known by names that nobody has yet.
func plainOfMembers(text string) bool {
	said := spelled(spokenOf(text))
	return slices.ContainsFunc(plainSaids(), func(p plainSaid) bool {
		return len(p.by) == 1 && p.by[0] == access.Member && p.said != familySaid && p.takes(said)
	})
}

// says answers with a sentence and the way to a person.
func says(html string) func(*turn, context.Context, string) (bool, error) {
	return func(t *turn, _ context.Context, _ string) (bool, error) {
		t.say(html)
		t.way(phrases.BtnTalk, target{verb: verbTalk})
		return true, nil
	}
}

func (t *turn) sharingAsked(context.Context, string) (bool, error) {
	t.s.State.goTo(StepSharing)
	return true, nil
}

func (t *turn) noticesAsked(context.Context, string) (bool, error) {
	t.s.State.goTo(StepNotices)
	return true, nil
}

func (t *turn) dataErased(ctx context.Context, said string) (bool, error) {
	t.way(phrases.BtnPrivacy, target{verb: verbPrivacy})
	return says(phrases.DataErased)(t, ctx, said)
}

// ombudsmanAsked opens the newest inquiry that can be taken to the ouvidoria; where there
// is none a complaint begins, which comes before it.
func (t *turn) ombudsmanAsked(ctx context.Context, _ string) (bool, error) {
	all, err := t.latestInquiries(ctx)
	if err != nil {
		return true, err
	}
	ripe := slices.DeleteFunc(slices.Clone(all), func(q backend.Inquiry) bool { return !q.Forwardable(t.s.Actor, t.tx) })
	if open := slices.IndexFunc(all, func(q backend.Inquiry) bool { return q.Open() }); len(ripe) == 0 && open >= 0 {
		q := all[open]
		t.toInquiry(q.ID)
		if q.Level == backend.Ombudsman {
			t.say(phrases.OmbudsmanHasIt(q))
		} else {
			t.say(phrases.OmbudsmanWaits(q))
		}
		return true, nil
	}
	if len(ripe) == 0 {
		t.say(phrases.OmbudsmanLater)
		return true, t.inquire(ctx, backend.Complaint)
	}
	id := ripe[0].ID
	if shown := t.s.State.Inquiry; t.step() == StepInquiryThread && slices.ContainsFunc(ripe, func(q backend.Inquiry) bool { return q.ID == shown }) {
		id = shown
	}
	t.toInquiry(id)
	t.say(phrases.OmbudsmanNext)
	return true, nil
}
