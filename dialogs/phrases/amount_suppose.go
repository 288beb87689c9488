package phrases

import (
	"fmt"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// What is asked for a supposition.
const (
	AskSuppose    = "<b>E se eu fizer…?</b>\nQual atendimento? Toque em um, ou digite com o valor: <i>exame 300</i>, <i>10 sessões de fono a 80</i>."
	AskSupposeWho = "<b>E se eu fizer…?</b>\nPara quem?"
	// SupposeHidden is told who asks about somebody whose care is not to be seen.
	SupposeHidden  = "De dependente maior de idade eu só mostro o valor. Ele mesmo pode liberar a conta em detalhe, em Minha conta."
	SupposeOwnOnly = "Aqui faço a conta só dos seus atendimentos."
	BtnSupposeOwn  = "Para mim"
	SupposeWrong   = "Não entendi o valor. Digite só o número, em reais: <i>300</i> ou <i>1.250,90</i>."
)

// AskSupposeValue asks what it would cost.
func AskSupposeValue(p backend.Supposition, whose backend.Person) string {
	asked, title := "Quanto a operadora pagaria por este atendimento?", CareKind(p.Kind)
	if p.Sessions > 1 {
		asked = "Quanto a operadora pagaria por todas as " + count(int(p.Sessions), "sessão", "sessões") + "?"
		title += ", " + count(int(p.Sessions), "sessão", "sessões")
	}
	if whose.Name != "" {
		title += ", para " + ShortName(whose.Name)
	}
	return Bold(Cut(title, 80)) + "\n" + asked + " Toque ou digite o valor em reais. Não sabe? Pergunte a quem vai atender."
}

// BtnSupposeLast is what such care cost last.
func BtnSupposeLast(each, sessions int64) string {
	if sessions > 1 {
		return "Como a última: " + BtnSuppose(each) + " cada"
	}
	return "Como a última: " + BtnSuppose(each)
}

// BtnSupposeTimes is a number of sessions to suppose, BtnSupposeWho a person.
func BtnSupposeTimes(n int64) string { return count(int(n), "sessão", "sessões") }

// BtnSupposeWho is a person to suppose it for.
func BtnSupposeWho(p backend.Person) string {
	if p.Own {
		return BtnSupposeOwn
	}
	return Cut(OneLine("Para "+ShortName(p.Name)), MaxLabel)
}

// BtnSuppose is a value to suppose.
func BtnSuppose(cents int64) string { return strings.TrimSuffix(money.BRL(cents), ",00") }

// SupposeResult says what care would make of the month that runs.
func SupposeResult(s backend.Supposed, p backend.Supposition, m copay.Month, terms copay.Version) string {
	head := Lines(supposeTitle(s, p), "Se a operadora pagar em "+MonthName(m)+" (estimativa):")
	if s.Item.Status != copay.Charged {
		return Paragraphs(head, "Sem coparticipação.")
	}
	lines := []string{supposeRate(s.Item, terms)}
	limit := "limite do mês"
	if s.Cap != nil {
		limit += ", " + money.BRL(*s.Cap)
	}
	if s.Item.Excess > 0 {
		lines = append(lines, "Acima do "+limit+": "+money.BRL(s.Item.Excess)+", a operadora assume. Você paga "+Bold(money.BRL(s.Item.Capped))+".")
	} else {
		lines = append(lines, "Cabe no "+limit+".")
	}
	return Paragraphs(head, Lines(lines...), supposeDebit(s), AmountUnsure(s.Unsure))
}

// supposeTitle names what is supposed, and for whom.
func supposeTitle(s backend.Supposed, p backend.Supposition) string {
	kind, n := CareKind(p.Kind), p.Sessions
	text := kind + " de " + money.BRL(p.Cents)
	if n > 1 {
		text = kind + ", " + count(int(n), "vez", "vezes")
		if g := p.Kind.Group(); g == copay.GroupII || g == copay.GroupIII {
			if p.Kind != "rpg" {
				kind = strings.ToLower(kind)
			}
			text = count(int(n), "sessão", "sessões") + " de " + kind
		}
		if p.Cents%n == 0 {
			text += " a " + money.BRL(p.Cents/n)
		}
		text += ", " + money.BRL(p.Cents) + " ao todo"
	}
	if s.Who.Name != "" && !s.Who.Own {
		text += ", para " + CutEsc(ShortName(s.Who.Name), 40)
	}
	return Bold(text)
}

// supposeRate says at which rate, and where the count of sessions would stand.
func supposeRate(i copay.Item, terms copay.Version) string {
	low, high := Percent(terms.Rates[i.Group]), Percent(terms.EscalatedRate)
	switch {
	case i.High > 0 && i.Low > 0:
		return fmt.Sprintf("Sessões %d a %d, %d a %s e %d a %s: %s", i.First, i.Last, i.Low, low, i.High, high, Bold(money.BRL(i.Raw)))
	case i.High > 0:
		return fmt.Sprintf("Coparticipação, %s a partir da %dª sessão: %s", high, terms.FromSession, Bold(money.BRL(i.Raw)))
	}
	text := "Coparticipação, " + low + ": " + Bold(money.BRL(i.Raw))
	if left := terms.FromSession - i.Last; i.Numbered && left > 0 {
		text += fmt.Sprintf("\nSeria a sessão %d; depois faltam %d para a %dª, que passa a %s.", i.Last, left, terms.FromSession, high)
	}
	return text
}

func supposeDebit(s backend.Supposed) string {
	if !s.Titular {
		return "Contei só os seus atendimentos. Se a família já chegou perto do limite do mês, pode ser menos. Quem é debitado é o titular."
	}
	a, b := &s.After, &s.Before
	lines := []string{}
	when := ""
	if !a.Date.IsZero() {
		when = " de " + a.Date.BR()
	}
	if a.Debited == b.Debited {
		lines = append(lines, "O débito"+when+" continua em "+Bold(money.BRL(a.Debited))+".")
	} else {
		lines = append(lines, "O débito"+when+" iria de "+money.BRL(b.Debited)+" para "+Bold(money.BRL(a.Debited))+".")
	}
	if a.CarryOut > b.CarryOut && a.Limit != nil {
		lines = append(lines, "Ele não passa de 10% dos proventos, "+money.BRL(*a.Limit)+": "+Bold(money.BRL(a.CarryOut))+" ficariam para os meses seguintes, sem acréscimo.")
	}
	return Lines(lines...)
}
