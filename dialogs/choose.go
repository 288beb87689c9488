package dialogs

import (
	"context"
	"errors"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// ownWords are what people type for what the counter does itself, by target; the
// services bring their own.
var ownWords = map[string][]string{
	verbNew: {"nova solicitacao", "novo pedido", "solicitar", "solicitacao", "pedido", "fazer pedido", "pedir autorizacao", "autorizar procedimento",
		"abrir solicitacao", "mandar solicitacao", "enviar pedido", "nova guia"},
	verbRequests: {"minhas solicitacoes", "solicitacoes", "meus pedidos", "pedidos", "andamento", "status", "historico", "acompanhar", "protocolo",
		"consultar solicitacao", "situacao do pedido", "resposta do pedido", "pedidos que enviei"},
	verbReleases: {"minhas autorizacoes", "autorizacoes", "senha de autorização", "guia autorizada", "validade da autorizacao",
		"pdf da autorizacao", "cobranca apresentada", "renovar autorizacao", "autorizacoes que vencem"},
	verbResume:   {"continuar rascunho", "rascunho", "rascunhos", "continuar", "continuar pedido", "pedido incompleto", "retomar"},
	verbQueue:    {"fila de analise", "fila", "pendentes", "pendencias", "analisar"},
	verbLooks:    {"conferir liberacoes", "conferir", "conferencia", "amostra", "liberacoes"},
	verbOmitted:  {"casos omissos", "omissos", "caso omisso", "diretoria", "pendencias da coparticipacao", "meses nao fechados"},
	verbTalk:     {"falar com atendente", "atendente", "humano", "pessoa", "telefone", "ligar", "contato", "central", "atendimento", "falar com alguem", "sac", "chat", "horario de atendimento", "whatsapp"},
	verbServices: {"servicos", "outros servicos", "todos os servicos", "opcoes"},
	verbPrivacy:  {"privacidade", "lgpd", "meus dados", "aviso de privacidade", "dados pessoais", "protecao de dados"},
	verbAccount: {"minha conta", "conta", "onde estou conectado", "meus aparelhos", "aparelhos conectados", "dispositivos", "conexoes",
		"trocar senha de acesso", "mudar senha de acesso", "nova senha de acesso"},
	verbOwn: {"pedidos em meu nome", "meus pedidos", "minhas solicitacoes", "solicitacoes", "minhas autorizacoes", "autorizacao do meu tratamento",
		"andamento", "acompanhar pedido", "foi autorizado", "protocolo"},
	verbInquiries: {"minhas demandas", "minhas reclamacoes", "minhas contestacoes", "meus reembolsos", "resposta da reclamacao", "resposta da contestacao",
		"andamento do reembolso", "situacao do reembolso"},
	verbAmount: {"quanto vou pagar", "valor a pagar", "coparticipacao", "desconto do mes", "quanto vai ser descontado", "minha fatura", "extrato", "valores"},
	verbDesk:   {"demandas", "atendimento", "conversas", "atendimentos", "quem espera", "ouvidoria", "fila do atendimento", "contestacoes", "reclamacoes"},
	verbLeave:  {"sair", "trocar de conta", "desconectar", "encerrar", "logout"},
}

// ownTargets are the targets above that a role has, in the order in which equal
// matches are offered.
func ownTargets(role access.Role) []string {
	common := []string{verbTalk, verbServices, verbPrivacy}
	switch role {
	case access.Provider:
		return append([]string{verbNew, verbRequests, verbReleases, verbResume, verbInquiries, verbAccount, verbLeave}, common...)
	case access.Auditor:
		return append([]string{verbQueue, verbLooks, verbOmitted, verbDesk, verbAccount, verbLeave}, common...)
	case access.Attendant:
		return append([]string{verbDesk, verbAccount, verbLeave}, common[1:]...) // nobody looks for himself
	case access.Member:
		return append([]string{verbOwn, verbAmount, verbInquiries, verbAccount, verbLeave}, common...)
	}
	return common
}

// wants is all that whoever is here can ask for.
func (t *turn) wants() []wanted {
	var all []wanted
	for _, verb := range ownTargets(t.s.Actor.Role) {
		all = append(all, wanted{target{verb: verb}, ownWords[verb]})
	}
	for _, o := range t.offered() {
		all = append(all, wanted{targetOf(o), append([]string{o.Name}, o.Words...)})
	}
	return all
}

// targetOf is where a service leads: what the counter does itself is found by its
// own button and by the service alike.
func targetOf(o backend.Offering) target {
	if verb := offerVerbs[o.Action]; verb != "" {
		return target{verb: verb}
	}
	return target{verb: verbService, arg: o.Key}
}

// menuWords are short words that mean one entry of the menu at once.
var menuWords = map[string]string{
	"nova": verbNew, "novo": verbNew, "solicitar": verbNew, "solicitacao": verbNew, "pedido": verbNew, "1": verbNew,
	"solicitacoes": verbRequests, "pedidos": verbRequests, "continuar": verbResume, "fila": verbQueue, "conta": verbAccount,
	"autorizacoes": verbReleases,
}

// typedMenu takes a text where a menu is shown: a request's number, small talk, or
// what somebody is looking for.
func (t *turn) typedMenu(ctx context.Context, text string) error {
	if taken, err := t.namedTyped(ctx, text); taken || err != nil {
		return err
	}
	if t.s.Actor.Role == access.Provider && (wantsReview(text) || wantsJunta(text)) {
		return t.reviewAnywhere(ctx)
	}
	if taken, err := t.ownTyped(ctx, text); taken || err != nil {
		return err
	}
	if taken, err := t.inquiryTyped(ctx, text); taken || err != nil {
		return err
	}
	if verb, ok := menuWords[fold(text)]; ok {
		if err := t.choose(ctx, target{verb: verb}); !errors.Is(err, errStale) {
			return err
		}
	}
	if t.s.Actor.Role == access.Member {
		if taken, err := t.amountTyped(ctx, text); taken || err != nil {
			return err
		}
	}
	if found, err := t.releaseTyped(ctx, text); found || err != nil {
		return err
	}
	if n, ok := numberTyped(text); ok && t.step() == StepMenu {
		return t.openNumber(ctx, n)
	}
	if back, ok := smallTalk(text); ok {
		t.say(back)
		return nil
	}
	if t.answerAside(text) {
		return nil
	}
	if taken, err := t.followUp(ctx, text); taken || err != nil {
		return err
	}
	found, likeness := closest(text, t.wants())
	if taken, err := t.understood(ctx, text, found, likeness); taken || err != nil {
		return err
	}
	switch len(found) {
	case 0:
		if taken, err := t.answersAudit(ctx, text); taken || err != nil {
			return err
		}
		t.warn(phrases.NoMatch)
	case 1:
		if found[0].verb == verbLeave { // a likeness is no word
			return t.leaveAsked(ctx, wish{})
		}
		return t.choose(ctx, found[0])
	default:
		t.matches = found
		if t.s.State.goTo(StepMenu); t.s.Actor.Role == access.Visitor {
			t.s.State.goTo(StepServices)
		}
	}
	return nil
}

// openNumber opens a request, as whoever is here may see it.
func (t *turn) openNumber(ctx context.Context, n ident.RequestNumber) error {
	if t.s.Actor.Role == access.Member {
		return t.openOwn(ctx, n)
	}
	return t.byNumber(ctx, n)
}

// numberTyped reads the number of a request; a procedure's code has as many digits
// and never begins with a zero.
func numberTyped(text string) (ident.RequestNumber, bool) {
	n, err := ident.ParseRequestNumber(text)
	digits := strings.TrimLeft(fold(text), "nº°ro. ")
	return n, err == nil && len(digits) == 8 && digits[0] == '0'
}

// matchView asks which of some services a typed text meant.
func (t *turn) matchView() view {
	v := view{ask: phrases.AskMatch}
	for _, m := range t.matches {
		v.keys = append(v.keys, row(key{label: phrases.BtnMatch(t.label(m)), verb: m.verb, arg: m.arg}))
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnServices, verb: verbServices}, key{label: phrases.BtnMenu, verb: verbMenu}))
	return v
}

// ownLabels name the targets that are no service.
var ownLabels = map[string]string{
	verbNew: phrases.BtnNew, verbRequests: phrases.BtnRequests, verbReleases: phrases.BtnReleases, verbResume: phrases.BtnResume, verbQueue: phrases.BtnQueue, verbLooks: phrases.BtnLooks,
	verbOmitted: phrases.BtnOmitted, verbDesk: phrases.BtnDesk,
	verbTalk: phrases.BtnTalk, verbServices: phrases.BtnServices, verbPrivacy: phrases.BtnPrivacy, verbAccount: phrases.BtnAccount, verbLeave: phrases.BtnLeave,
	verbOwn: phrases.BtnOwn, verbAmount: phrases.BtnAmount, verbInquiries: phrases.BtnInquiries,
}

func (t *turn) label(m target) string {
	if o, ok := t.offering(m.arg); ok && m.verb == verbService {
		return o.Name
	}
	return ownLabels[m.verb]
}
