package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// Sentences whose sense hangs on a few words together, read before anything is guessed:
// what they ask for must never be taken for leaving or for throwing something away.
var (
	bankSaid = regexp.MustCompile(`\b(trocar|troca|troquei|mudar|muda|mudei|alterar|atualizar)( \w+){0,3} (banco|conta bancaria|conta corrente|conta (do|de|pra|para o) debito)\b`)
	planSaid = regexp.MustCompile(`\b(cancelar|cancela|cancelamento|encerrar|sair|desistir|rescindir)( (do|o|meu|de|este|esse|desse|deste)){0,2} (plano|convenio)\b`)
	dataSaid = regexp.MustCompile(`\b(apaga|apagar|apague|apaguem|exclui|excluir|exclua|excluam|deleta|deletar|remover|remova|eliminar)( \w+){0,2} dados\b`)
	diedSaid = regexp.MustCompile(`\b(meu|minha|o|a|do|da) \w+( \w+)? (morreu|faleceu)\b|\b(morreu|faleceu) (o|a) (meu|minha) \w+|\b(falecimento|obito) d[eoa]\b`)

	noticesSaid = regexp.MustCompile(`^(avisos?|notificacoes|lembretes)$|\bnao quero( mais)?( receber)?( \w+)? (avisos?|notificac\w+|lembretes?)\b|\b(desligar|desliga|desativar|parar|para)( \w+){0,2} (avisos|notificacoes|lembretes)\b`)
	sharingSaid = regexp.MustCompile(`\b(que|deixa|deixar|deixe|pode|permitir|permito|autorizo|autorizar)( \w)? ?(minha |meu )?(mae|pai|esposa|esposo|marido|mulher|titular)( \w+)? (veja|ver|vejam|vendo)\b` +
		`|\b(mostrar|mostra|esconder|esconde|esconda)( \w+){0,3} (pra|para|a|ao|da|do)( [ao])? ?(minha |meu )?(mae|pai|esposa|esposo|marido|mulher|titular)$|^quem ve( os)? meus \w+$`)
	ombudsmanSaid = regexp.MustCompile(`^(eu |entao )?(quero|queria|gostaria de|vou|preciso|como|posso|falar|fala|levar|leva|reclamar)\b.*\bouvidoria$`)
)

// plainTyped takes such a sentence where nothing is being asked.
func (t *turn) plainTyped(ctx context.Context, text string) (bool, error) {
	words, role := spokenOf(text), t.s.Actor.Role
	const longest = 16
	if len(words) > longest || !t.atLeisure() && !t.idleStep() {
		return false, nil
	}
	switch said := strings.Join(words, " "); {
	case role == access.Member && sharingSaid.MatchString(said):
		t.s.State.goTo(StepSharing)
	case (role == access.Member || role == access.Provider) && noticesSaid.MatchString(said):
		t.s.State.goTo(StepNotices)
	case len(inquires(role)) > 0 && ombudsmanSaid.MatchString(said):
		return true, t.ombudsmanAsked(ctx)
	case role == access.Auditor || role == access.Attendant:
		return false, nil
	default:
		return t.personPlain(said), nil
	}
	return true, nil
}

// personPlain tells who does what the counter does not.
func (t *turn) personPlain(said string) bool {
	switch {
	case bankSaid.MatchString(said):
		t.say(phrases.BankChange)
	case planSaid.MatchString(said):
		t.say(phrases.PlanLeft)
	case diedSaid.MatchString(said):
		t.say(phrases.Mourning)
	case dataSaid.MatchString(said):
		t.say(phrases.DataErased)
		t.way(phrases.BtnPrivacy, target{verb: verbPrivacy})
	default:
		return false
	}
	t.worded = true
	t.way(phrases.BtnTalk, target{verb: verbTalk})
	return true
}

// ombudsmanAsked opens the newest inquiry that can be taken to the ouvidoria; where there
// is none a complaint begins, which comes before it.
func (t *turn) ombudsmanAsked(ctx context.Context) error {
	const latest = 20
	page, err := t.desk.OwnInquiries(ctx, t.tx, t.s.Actor, 0, latest)
	if err != nil {
		return err
	}
	ripe := slices.DeleteFunc(page.Inquiries, func(q backend.Inquiry) bool { return !q.Forwardable(t.s.Actor, t.tx) })
	if len(ripe) == 0 {
		t.say(phrases.OmbudsmanLater)
		return t.inquire(ctx, backend.Complaint)
	}
	id := ripe[0].ID
	if shown := t.s.State.Inquiry; t.step() == StepInquiryThread && slices.ContainsFunc(ripe, func(q backend.Inquiry) bool { return q.ID == shown }) {
		id = shown
	}
	t.toInquiry(id)
	t.say(phrases.OmbudsmanNext)
	return nil
}
