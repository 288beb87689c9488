package dialogs

import (
	"context"
	"errors"
	"regexp"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/copay"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// otherBills are nobody's business here.
const otherBills = `\b(luz|agua|gas|internet|condominio|aluguel|carro|moto|sofa|iptu|ipva|nubank|cartao|consorcio|inss|detran|faculdade|escola|celular|telefone|transito|emprestimo|financiamento|netflix)\b`

var (
	notOurBoleto = regexp.MustCompile(otherBills)

	paidSaid = regexp.MustCompile(`\b(ja|eu|acabei de) (paguei|pagar|foi pago|esta pago)( \w+){0,3} (boleto|fatura|debito|desconto|conta( do plano| da copart\w+)?$)|\b(boleto|fatura|debito)( \w+){0,2} (ja pag[oa]|(ja )?(foi|esta) pag[oa]|que (eu )?(ja )?paguei)\b|^(ja|eu ja) paguei$|\bpaguei( \w+)? (boleto|fatura)\b`)
	// partsSaid asks to pay little by little, or less.
	partsSaid = regexp.MustCompile(`\b(parcelar|parcelam|parcelem)\b|\b(pagar|fazer|faz|fica|quero|da|aceita\w*)( \w+){0,2} parcelad[oa]\b|\b(dividir|divide|dividem|dividido|parcela)( (o|a|esse|este|essa|esta|isso|meu|minha)){0,2} (valor|boleto|debito|conta|pagamento|desconto|divida|para mim)\b|\b(pode|posso|podem|consigo|da para) (dividir|dividido)$` +
		`|\b(pagar|pago|dividir|divide|dividido|parcel\w+|fazer)( \w+){0,3} em (\d+|duas|tres|quatro|cinco|seis|dez|varias) (vezes|x|parcelas)\b|\bnao (consigo|posso|tenho como|vou conseguir) pagar\b|\bsem dinheiro\b`)
	// notOurDebit is care, a paper or money that comes back: no debit of the month.
	notOurDebit = regexp.MustCompile(`\b(reembols\w+|devol\w+|receb\w+|consulta|tratamento|guias?|limite|` + anySenha + `|autorizacao|pedido|cirurgia|cartao|exames?|faltar|faltei|falto|desmarc\w+|hospital|particular)\b|` + otherBills)
	lateSaid    = regexp.MustCompile(`^(\w+ ){0,3}(multa|juros|encargos?)$|\b(multa|juros|encargos?)\b.*\b(boletos?|debitos?|fatura|pag(ar|o|a|uei)|atras\w+|venc\w+)\b|\b(boletos?|debitos?|fatura|pag(ar|o|a|uei)|atras\w+|venc\w+|prazo)\b.*\b(multa|juros|encargos?)\b` +
		`|\bperdi o prazo( (do|da|de|para)( o)? (boleto|debito|fatura|pagamento|pagar|vencimento))?$|\b(boleto|debito|conta|pagamento|fatura)( \w+){0,2} (venceu|vencid[oa]|atrasad[oa]|atrasou|atraso)\b|\b(pagar|paguei) (depois|fora do prazo|atrasado|com atraso)\b|\b(vencido|atrasado) o (boleto|debito)\b`)
	pixSaid = regexp.MustCompile(`\bpix\b`)
	paySaid = regexp.MustCompile(`\b(pagar|pago|paga|aceita\w*)( \w+){0,3} (cartao|credito|dinheiro|deposito|transferencia)\b`)
	// comesBack is money the other way.
	comesBack = regexp.MustCompile(`\b(reembols\w+|devol\w+|receb\w+|caiu|cai|limite|agendad\w+|` + anySenha + `|comprovante|hospital|particular|clinica|dentista)\b`)
	dueSaid   = regexp.MustCompile(`\b(mudar|trocar|alterar|adiar|antecipar|escolher|muda|troca|mude)( \w+){0,3} (vencimento|(dia|data) (d[eoa]s?|que)( (meu|minha|o|a))? (vencimento|debito|desconto|boleto|pagamento|desconta\w*|debita\w*|vence))\b|\boutro (vencimento|dia de vencimento)\b|\bdescont\w+ (no |todo )?dia \d+\b`)
	// barcodeSaid asks for the boleto by what stands on it.
	barcodeSaid = regexp.MustCompile(`\b(codigo de barras|linha digitavel|codigo do boleto)\b|\b(meu boleto|o boleto)( \w+){0,2} (venceu|para pagar)\b|\bboleto( \w+){0,2} (nao chegou|nao veio)\b|\bnao (chegou|recebi|veio)( \w+){0,2} boleto\b|^(quero|queria|preciso|como( eu)?|onde( eu)?|vou|posso) (pagar|pago)( \w+)? (boleto|debito)\b`)
	paymentSaid = regexp.MustCompile(`\b(cade|onde esta|quando (cai|sai|vem|recebo)|nao (recebi|caiu)|quero)( \w+)? (meu|nosso|o) (pagamento|dinheiro)\b`)
	// yearSaid asks for the months of a year together.
	yearSaid   = regexp.MustCompile(`\b(quanto|total)\b.*\b(gast\w+|pag\w+|us(ei|o|ou)|copart\w+|descont\w+|deu|veio)\b.* (este|esse|neste|nesse|no|do) ano$|\bgastos (deste|desse|do) ano$|\bmes mais (caro|alto|pesado)\b|\bmaior mes\b|\bultimos (12|doze) meses\b`)
	whatIsSaid = regexp.MustCompile(`\bo que (e|significa|quer dizer)( a| um| uma| o| essa| esse)? (coparticipacao|ch|chs|proventos?)\b|^(ch|chs|coparticipacao) o que e\b`)
	// notSpent is asked of the same year for something else than what was paid.
	notSpent     = regexp.MustCompile(`\b(imposto|declar\w*|reembols\w*|devol\w*|limite|sess\w+|contador\w*|contabil\w*|receita|leao|falta|ir|irpf|carencia|vezes)\b`)
	sessionsSaid = regexp.MustCompile(`\bquantas sessoes\b`)
	// refundSaid asks where one's reimbursement is, refundSumSaid how much it would be.
	refundSaid = regexp.MustCompile(`\b(cade|onde esta|como esta|esta|andamento|situacao|status|resposta|quando (cai|sai|vem|recebo|pagam|vao pagar|depositam)|nao (caiu|recebi|veio|pagaram)|ja (caiu|saiu|pagaram|depositaram))( \w+){0,5} reembolsos?\b|\breembolsos?( \w+){0,4} (nao (caiu|veio|saiu|chegou)|que (eu )?pedi|ja (caiu|saiu)|demora\w*|atrasad\w+)\b`)
	// sessionRules ask from which session on it costs more; ofRefund looks for what comes
	// back.
	sessionRules  = regexp.MustCompile(`\b(aument\w+|subir|sobe|antes|a partir|depois de|percentual|caro|metade|desconto|liberad[ao]s?)\b`)
	ofRefund      = regexp.MustCompile(`\b(de volta|recibos?|particular|consulta|reembols\w+)\b`)
	refundSumSaid = regexp.MustCompile(`\b(devolve\w*|devolver|reembols\w+|restitu\w+|recebo de volta|volta (para|pra) mim|me da de volta)\b`)
)

// plainMoney is what a member asks about a debit, a boleto or a reimbursement.
func plainMoney() []plainSaid {
	return []plainSaid{
		{name: "refund sum", said: refundSumSaid, only: refundFigured, of: []nlu.Intent{nlu.Refund, nlu.CopayWhatIf, nlu.CopayRules}, by: []access.Role{access.Member}, do: (*turn).refundSum},
		{name: "refund", said: refundSaid, of: []nlu.Intent{nlu.Refund, nlu.Status}, by: []access.Role{access.Member}, do: (*turn).refundStands},
		{name: "paid", said: paidSaid, but: notOurDebit, of: []nlu.Intent{nlu.CopayDate, nlu.CopayAmount, nlu.CopayBalance}, by: []access.Role{access.Member}, do: (*turn).paidAlready, words: true},
		{name: "parts", said: partsSaid, but: notOurDebit, of: []nlu.Intent{nlu.CopayDate, nlu.CopayRules, nlu.CopayAmount, nlu.CopayBalance, nlu.OutOfScope}, by: []access.Role{access.Member}, do: (*turn).inParts, words: true},
		{name: "late", said: lateSaid, but: notOurDebit, of: []nlu.Intent{nlu.CopayDate, nlu.CopayRules, nlu.CopayAmount, nlu.CopayBalance, nlu.OutOfScope}, by: []access.Role{access.Member}, do: says(phrases.PaidLate), words: true},
		{name: "pix", said: pixSaid, but: comesBack, of: []nlu.Intent{nlu.CopayDate, nlu.CopayAmount, nlu.CopayRules}, by: []access.Role{access.Member}, do: (*turn).byPix},
		{name: "pay", said: paySaid, but: comesBack, of: []nlu.Intent{nlu.CopayDate, nlu.CopayAmount, nlu.CopayRules, nlu.OutOfScope}, by: []access.Role{access.Member}, do: (*turn).byPix},
		{name: "due", said: dueSaid, but: notOurDebit, of: []nlu.Intent{nlu.CopayDate, nlu.CopayAmount}, by: []access.Role{access.Member}, do: (*turn).dueDay, words: true},
		{name: "barcode", said: barcodeSaid, but: notOurBoleto, of: []nlu.Intent{nlu.CopayDate, nlu.CopayAmount, nlu.OutOfScope}, by: []access.Role{access.Member}, do: (*turn).boletoByCode},
		{name: "year", said: yearSaid, but: notSpent, of: []nlu.Intent{nlu.CopayAmount, nlu.CopayDetail, nlu.CopayBalance}, by: []access.Role{access.Member}, do: (*turn).yearAsked},
		{name: "what is", said: whatIsSaid, of: []nlu.Intent{nlu.CopayRules}, by: []access.Role{access.Member}, do: (*turn).whatIs},
		{name: "sessions", said: sessionsSaid, but: sessionRules, only: careNamed, of: []nlu.Intent{nlu.CopayBalance, nlu.CopayRules, nlu.Coverage, nlu.CopayDetail, nlu.CopayAmount}, by: []access.Role{access.Member}, do: (*turn).sessionsTyped},
		{name: "payment", said: paymentSaid, but: ofRefund, of: []nlu.Intent{nlu.CopayDate, nlu.CopayAmount, nlu.Refund, nlu.OutOfScope}, by: []access.Role{access.Member}, do: (*turn).paymentAsked, words: true},
		{name: "family", said: familySaid, but: notShares, only: sharesAsked, of: []nlu.Intent{nlu.CopayAmount, nlu.CopayDetail, nlu.CopayBalance, nlu.OutOfScope}, by: []access.Role{access.Member}, do: (*turn).familyShare, words: true},
	}
}

// paidAlready: nobody here sees what the bank was paid.
func (t *turn) paidAlready(_ context.Context, said string) (bool, error) {
	if interrogative(said) { // "quanto paguei no boleto de agosto"
		return false, nil
	}
	t.say(phrases.PaidAlready)
	t.inquiryWay(backend.Doubt)
	t.way(phrases.BtnTalk, target{verb: verbTalk})
	return true, nil
}

func (t *turn) inParts(context.Context, string) (bool, error) {
	t.say(phrases.InParts())
	t.way(phrases.BtnTalk, target{verb: verbTalk})
	return true, nil
}

func (t *turn) paymentAsked(context.Context, string) (bool, error) {
	t.say(phrases.PaymentOwn)
	t.way(phrases.BtnInquiries, target{verb: verbInquiries})
	return true, nil
}

func (t *turn) yearAsked(context.Context, string) (bool, error) {
	t.toAmount(StepBillChart, Amount{})
	return true, nil
}

func (t *turn) whatIs(ctx context.Context, said string) (bool, error) {
	return true, t.rulesAsked(ctx, wish{text: said})
}

// sessionsTyped tells how many sessions there were of a therapy that is named.
func (t *turn) sessionsTyped(ctx context.Context, said string) (bool, error) {
	return true, t.balanceAsked(ctx, wish{text: said})
}

// dueDay: the day of a debit is the regulation's of today.
func (t *turn) dueDay(ctx context.Context, said string) (bool, error) {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return false, nil // which another answer says
	}
	if err != nil {
		return true, err
	}
	return says(phrases.DueDay(s.Terms(s.Running()).DebitDay))(t, ctx, said)
}

func (t *turn) byPix(ctx context.Context, _ string) (bool, error) {
	t.say(phrases.NoPix)
	return true, t.copyBoleto(ctx)
}

func (t *turn) boletoByCode(ctx context.Context, _ string) (bool, error) {
	return true, t.copyBoleto(ctx)
}

// refundStands shows the newest request for a reimbursement, or how one is made.
func (t *turn) refundStands(ctx context.Context, _ string) (bool, error) {
	const latest = 20
	page, err := t.desk.OwnInquiries(ctx, t.tx, t.s.Actor, 0, latest)
	if err != nil {
		return true, err
	}
	i := slices.IndexFunc(page.Inquiries, func(q backend.Inquiry) bool { return q.Kind == backend.Reimbursement })
	if i < 0 {
		t.worded = true
		t.say(phrases.NoRefundAsked)
		t.inquiryWay(backend.Reimbursement)
		t.way(phrases.BtnTalk, target{verb: verbTalk})
		return true, nil
	}
	t.toInquiry(page.Inquiries[i].ID)
	return true, nil
}

// careNamed tells a sentence that names a kind of care, refundFigured one with an amount
// beside it.
func careNamed(said string) bool { return supposed(said).kind != "" }

func refundFigured(said string) bool {
	sp := supposed(said)
	return sp.kind != "" && sp.cents != 0
}

// refundSum tells what would be left of a reimbursement of care that an amount is named
// for.
func (t *turn) refundSum(ctx context.Context, said string) (bool, error) {
	sp := supposed(said)
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return true, err
	}
	r, err := s.Suppose(backend.Supposition{Kind: sp.kind, Cents: sp.cents, Sessions: max(sp.sessions, 1)})
	if _, refused := errors.AsType[*copay.Refusal](err); refused {
		return false, nil
	}
	if err != nil {
		return true, err
	}
	t.worded = true
	t.say(phrases.RefundSum(sp.kind, sp.cents, r.Item))
	t.inquiryWay(backend.Reimbursement)
	return true, nil
}
