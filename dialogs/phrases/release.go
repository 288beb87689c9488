package phrases

import (
	"fmt"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// The list of authorisations, and one of them.
const (
	ReleasesTitle = "<b>Minhas autorizações</b>\nAs que ainda valem, a que vence antes primeiro."
	AskRelease    = "Toque em uma para ver a senha de autorização e o PDF, ou digite a guia ou a senha de autorização de outra."
	NoReleases    = "Nenhuma autorização em aberto. Para ver uma que já foi usada ou venceu, digite a guia ou a senha de autorização."
	// IssuerAway follows a send or decision for which the core system gave no senha.
	IssuerAway  = "Não consegui gerar a senha de autorização agora. Nada foi enviado nem se perdeu: tente de novo em instantes."
	ReleaseGone = "Não encontrei uma autorização sua com esta guia ou senha de autorização. Confira e digite de novo."

	AskBilled   = "A <b>cobrança</b> desta autorização já foi apresentada à operadora? Depois disso ela não pode mais ser usada nem cancelada."
	BilledNoted = "Anotei que a cobrança foi apresentada. Se foi engano, dá para desfazer até o fim do dia de hoje."
	// BilledBefore answers a second tap.
	BilledBefore = "Já está registrado."
	AskGiveUp    = "Quer mesmo <b>cancelar</b> esta autorização? A senha de autorização deixa de valer e não dá para desfazer; o que ela liberava pode ser pedido de novo."
	BtnReleases  = "Minhas autorizações"
	BtnBilled    = "Cobrança apresentada"
	BtnYesBilled = "Sim, apresentei"
	BtnNotYet    = "Ainda não"
	BtnNotBilled = "Não apresentei"
	BtnRenewal   = "Renovar"
	BtnGiveUp    = "Cancelar autorização"

	BtnReleasePDF = "PDF"
	BtnSeeRelease = "Ver autorização"
	CmdReleases   = "Minhas autorizações"
)

// BtnOfRelease opens an authorisation from its request.
func BtnOfRelease(g ident.Guia) string { return "Guia " + g.String() }

// ReleaseLine is an authorisation in the list.
func ReleaseLine(l backend.ReleaseLine, today calendar.Date) string {
	return Lines(
		"Guia "+Code(l.Guia.String())+" · até <b>"+l.Until.BR()+"</b> ("+daysLeft(today.DaysUntil(l.Until))+")",
		CutEsc(ShortName(l.Beneficiary), 60)+" · "+count(l.Items, "procedimento", "procedimentos"),
	)
}

// BtnReleaseLine opens it.
func BtnReleaseLine(l backend.ReleaseLine) string {
	return fmt.Sprintf("Guia %s · %02d/%02d", l.Guia, l.Until.Day, l.Until.Month)
}

func daysLeft(n int) string {
	switch {
	case n < 0:
		return "venceu"
	case n == 0:
		return "último dia"
	case n == 1:
		return "falta 1 dia"
	}
	return fmt.Sprintf("faltam %d dias", n)
}

// ReleaseHead is an authorisation on its own screen; names are those of what it
// grants.
func ReleaseHead(d backend.Details, r backend.Release, names []string) string {
	lines := []string{"<b>Autorização</b> · guia " + Code(r.Guia.String()), "Senha de autorização:", Code(r.Senha.Format()), releaseStands(r)}
	if b := d.Form.Beneficiary; b != nil {
		lines = append(lines, "Beneficiário: "+CutEsc(ShortName(b.Name), 60))
	}
	lines = append(lines, "Solicitação "+Code(d.Number.String()))
	for i, g := range r.Items {
		name := ""
		if i < len(names) && i < 8 {
			name = Cut(names[i], 60)
		}
		lines = append(lines, Item(g.Item+1, g.Procedure, name))
	}
	return Lines(lines...)
}

func releaseStands(r backend.Release) string {
	switch r.State {
	case backend.ReleasePresented:
		return "Situação: <b>cobrança apresentada</b> em " + Moment(r.ChangedAt)
	case backend.ReleaseCancelled:
		return "Situação: <b>cancelada</b> em " + Moment(r.ChangedAt)
	case backend.ReleaseExpired:
		return "Situação: <b>vencida</b>; valia até " + r.Until.BR()
	}
	return "Válida até <b>" + r.Until.BR() + "</b>, para apresentar a cobrança"
}

// ReleaseNext says what is to be done with it.
func ReleaseNext(r backend.Release, today calendar.Date) string {
	switch {
	case r.Valid(today):
		return "Apresente a cobrança até " + r.Until.BR() + " (" + daysLeft(today.DaysUntil(r.Until)) + ") e avise aqui."
	case r.Undoable(today):
		return "Foi engano? Dá para desfazer até o fim do dia de hoje."
	case r.State == backend.ReleasePresented:
		return "Não há mais nada a fazer nela."
	}
	return "Ela não vale mais. Para fazer o tratamento, peça de novo."
}

// ReleaseNotValid goes with the paper of one that is over.
func ReleaseNotValid(r backend.Release) string {
	return Lines("Guia "+Code(r.Guia.String()), releaseStands(r), "⚠️ O PDF vai para conferência: esta autorização não vale mais.")
}

// ReleaseOver tells why nothing can be done to an authorisation any more.
func ReleaseOver(s backend.ReleaseState) string {
	switch s {
	case backend.ReleasePresented:
		return "A cobrança desta autorização já foi apresentada; ela não muda mais."
	case backend.ReleaseCancelled:
		return "Esta autorização já foi cancelada."
	case backend.ReleaseExpired:
		return "Esta autorização venceu. Para fazer o tratamento, peça de novo."
	}
	return "A cobrança desta autorização não estava anotada como apresentada."
}

// BilledUndone confirms that the bill was not presented after all.
func BilledUndone(r backend.Release) string {
	return "Desfeito: a autorização continua válida até " + r.Until.BR() + "."
}

// GivenUp confirms that an authorisation was cancelled.
func GivenUp(d backend.Details) string {
	return "Autorização cancelada. A solicitação fica como: " + Bold(Situation(d.Situation)) + "."
}

// PushGivenUp tells the clinic's other phones.
func PushGivenUp(d backend.Details, r backend.Release) string {
	return "A autorização da guia " + Code(r.Guia.String()) + ", da solicitação " + Code(d.Number.String()) + ", foi cancelada pela clínica."
}

// RenewalNote is the observação of a renewal, which the audit reads.
func RenewalNote(g ident.Guia) string {
	return "Renovação da autorização da guia " + g.String() + "."
}

// RenewalStarted heads the draft of a renewal.
func RenewalStarted(r backend.Release, valid bool) string {
	if valid {
		return "Preparei um novo pedido com o que a guia " + Code(r.Guia.String()) + " autoriza. Ela ainda vale até " + r.Until.BR() +
			"; por isso um dentista da auditoria olha a renovação antes."
	}
	return "Preparei um novo pedido com o que a guia " + Code(r.Guia.String()) + " autorizava. Confira e envie."
}

// ValidityEnds warns that a senha runs out.
func ValidityEnds(d backend.Details, r backend.Release, left int) string {
	when := "vence em " + fmt.Sprintf("%d dias", left)
	switch left {
	case 0:
		when = "vence <b>hoje</b>"
	case 1:
		when = "vence <b>amanhã</b>"
	}
	return Lines(
		"⏳ A senha de autorização da guia "+Code(r.Guia.String())+" "+when+".",
		"Apresente a cobrança até <b>"+r.Until.BR()+"</b>.",
		ofWhom(d, r),
	)
}

// ValidityOver tells that it did.
func ValidityOver(d backend.Details, r backend.Release) string {
	return Lines(
		"A senha de autorização da guia "+Code(r.Guia.String())+" <b>venceu</b>: valia até "+r.Until.BR()+" e a cobrança não foi apresentada.",
		ofWhom(d, r),
		"Se o tratamento ainda é necessário, peça a renovação.",
	)
}

func ofWhom(d backend.Details, r backend.Release) string {
	who := ""
	if b := d.Form.Beneficiary; b != nil {
		who = CutEsc(ShortName(b.Name), 60) + " · "
	}
	return who + count(len(r.Items), "procedimento", "procedimentos") + " · solicitação " + Code(d.Number.String())
}

// PushOwnLapsed tells a beneficiary that what was authorised for him was not billed.
func PushOwnLapsed(d backend.Details, r backend.Release) string {
	return Lines(
		"A autorização de "+r.At.In(calendar.Zone()).Format("02/01/2006")+" em nome de "+Esc(ShortName(d.Form.Beneficiary.Name))+" venceu sem ser usada.",
		"Se o tratamento ainda é necessário, fale com o seu dentista: ele pode pedir de novo.",
		"Detalhes: "+OpenCommand(d.Number),
	)
}
