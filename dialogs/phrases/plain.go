package phrases

import (
	"maps"
	"slices"
	"strconv"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// What people ask for in plain words that a person of the operator has to do.
const (
	BankChange = "A conta do débito é trocada por uma pessoa da central, que confere os dados com você. Por aqui nada foi mudado."
	PlanLeft   = "Entendi. O cancelamento do plano é feito com uma pessoa da central, que explica os efeitos e dá o protocolo. Por aqui nada foi cancelado."
	DataErased = "Você pode pedir isso ao encarregado pelos dados da operadora; o que a lei manda guardar fica guardado. Seus direitos e como falar com ele estão no aviso de privacidade."
	Mourning   = "Sinto muito pela sua perda. Uma pessoa da central cuida disso com você, com calma, e diz de quais documentos precisa."
	// NoSuchCare answers who disputes care of a name that none has.
	NoSuchCare = "Não achei um atendimento com esse nome nos meses que você vê aqui. Se for outro, escolha-o; se não, escreva em Contestar ou reclamar."
	// ContestWords stands above a contestation that a sentence began.
	ContestWords = "Preenchi com as suas palavras. Confira; só segue quando você tocar em Enviar."
	// OmbudsmanNext leads to the inquiry that can be taken there, OmbudsmanLater begins
	// what it looks at afterwards.
	OmbudsmanNext  = "A ouvidoria revê o que já foi respondido ou passou do prazo. É esta demanda? Toque em Levar à ouvidoria."
	OmbudsmanLater = "A ouvidoria revê o que já foi respondido ou passou do prazo. Comece por aqui; se não concordar com a resposta, leve-a à ouvidoria."

	// Angry answers rude words kindly.
	Angry = "Sinto muito por isso. Conte o que houve, e uma pessoa responde com protocolo; ou fale agora com quem atende."
	// PainFirst stands over where dentists are found.
	PainFirst = "Sinto muito, vamos ao que importa: dor, trauma, sangramento e abscesso são <b>urgência</b>. Diga isso ao ligar para o dentista; o pedido dele passa na frente."
	// CardByPeople stands over the way to another card.
	CardByPeople = "Sem problema: a segunda via se pede assim."
	// RegisterByPeople answers what is wanted of the register.
	RegisterByPeople = "O cadastro (plano, dependentes, endereço, telefone e e-mail) é mudado por uma pessoa da central, que confere os dados com você. Por aqui nada foi mudado."
	// ClinicPaid stands over where a clinic sees what it is paid.
	ClinicPaid = "O pagamento da produção não passa por aqui: valores e datas estão no extrato de faturamento."

	// MonthlyFee answers what the plan itself costs.
	MonthlyFee = "A mensalidade do plano não passa por aqui: eu só conheço a coparticipação. De mensalidade cuida uma pessoa da central."
	// PaymentOwn answers a member who looks for a payment.
	PaymentOwn = "A você a operadora só paga reembolsos; o que você paga é o débito da coparticipação. Qual dos dois?"

	// Debits and boletos.
	PaidAlready = "Obrigado por avisar. O banco leva alguns dias úteis para nos contar; até lá o valor ainda aparece aqui. Guarde o comprovante: se a cobrança continuar, envie-o por aqui."
	PaidLate    = "O que fica de um mês para o outro vai <b>sem acréscimo</b>, diz o regulamento. De multa ou juros de um boleto pago depois do dia ele não fala, e eu não sei: quem diz, e como pagar um vencido, é uma pessoa da central."
	NoPix       = "Por Pix, cartão ou dinheiro não dá: o regulamento prevê débito em conta corrente ou boleto."

	// NoRefundAsked answers who looks for a reimbursement that nobody asked for here.
	NoRefundAsked = "Não há pedido de reembolso seu feito por aqui. Se você o fez de outro jeito, uma pessoa da central vê onde ele está."
	// OnlyYourOwn answers a dependant who asks for somebody else's amounts.
	OnlyYourOwn = "Aqui você vê só os <b>seus</b> atendimentos e valores. Os de outra pessoa da família são dela; o titular vê o valor de cada um."
)

// OwnPlan names the reader's plan, the matrícula in it, and who else is seen in it.
func OwnPlan(plan, card string, others []string) string {
	with := ""
	if len(others) > 0 {
		names := make([]string, 0, len(others))
		for _, name := range others {
			names = append(names, CutEsc(ShortName(name), 40))
		}
		with = "Com você no plano: " + listed(names) + "."
	}
	return Lines("Seu plano: "+Bold(plan)+", matrícula "+Code(card)+".", with)
}

// DueDay says on which day of a month who is of a category pays.
func DueDay(days map[string]int) string {
	var each []string
	for _, category := range slices.Sorted(maps.Keys(days)) {
		each = append(each, Bold(strconv.Itoa(days[category]))+" para "+Esc(category)+"s")
	}
	return "O dia é do regulamento: " + listed(each) + ". Por aqui ele não muda; se precisar de outra coisa, fale com a central."
}

// PainOwn is told a beneficiary whose plan has dental cover, beside PainFirst.
func PainOwn(days int) string { return "No seu plano, em urgência, " + urgentGrace(days) + "." }

// InParts answers who cannot pay all of it.
func InParts() string {
	_, most := Clause("R20")
	return Lines("O débito de um mês nunca passa de <b>10% dos proventos</b>; o que passa fica para o mês seguinte, sem acréscimo. Outro parcelamento, só com uma pessoa da central.",
		"<i>Regulamento, forma de pagamento: “"+Esc(most)+"”</i>")
}

// RefundSum is what would be left of a reimbursement of a kind of care, if the operator
// gives back all that was paid.
func RefundSum(k copay.Kind, cents int64, item copay.Item) string {
	out := "a coparticipação de " + money.BRL(item.Capped) + " já sai do crédito"
	switch {
	case item.Capped == 0 && item.Excess > 0:
		out = "não sai coparticipação, porque o limite deste mês já foi atingido"
	case item.Capped == 0:
		out = "não há coparticipação"
	}
	return Lines(Bold(CareKind(k))+": se a operadora reembolsar os "+money.BRL(cents)+" inteiros, você recebe "+Bold(money.BRL(cents-item.Capped))+"; "+out+".",
		"Quanto ela reembolsa depende do contrato; quem confere o recibo diz. É uma estimativa.")
}

// FamilyOne is what a month makes of one person of the family; of who keeps the care to
// themselves the amount alone.
func FamilyOne(b backend.Bill, p backend.Person) string {
	i := slices.IndexFunc(b.Shares, func(s backend.BillShare) bool { return s.ID == p.ID })
	var due, deducted int64
	if i >= 0 {
		due, deducted = b.Shares[i].Due, b.Shares[i].Deducted
	}
	lines := []string{"<b>" + CutEsc(ShortName(p.Name), 40) + "</b>" + ", pelo que a operadora pagou em " + MonthName(b.Month) + ": " + Bold(money.BRL(due)) + "."}
	if deducted != 0 {
		lines = append(lines, "Mais "+money.BRL(deducted)+" deduzidos de reembolso.")
	}
	if !p.Detail {
		return Lines(append(lines, "O atendimento é assunto de "+CutEsc(ShortName(p.Name), 40)+", que pode mostrá-lo em Minha conta.")...)
	}
	for _, l := range b.Lines {
		if l.Who.ID == p.ID {
			lines = append(lines, "• "+money.BRL(l.Due+l.Deducted)+" – "+careLine(l))
		}
	}
	return Lines(lines...)
}

// FamilyAll is what a month makes of each person in the plan.
func FamilyAll(b backend.Bill) string {
	if shares := AmountShares(b); shares != "" {
		return Paragraphs("Pelo que a operadora pagou em "+Bold(MonthName(b.Month))+", no seu plano:", shares, "De quem não está no seu plano não vejo nada.")
	}
	return "No seu plano vejo só você. De quem não está nele não vejo nada."
}
