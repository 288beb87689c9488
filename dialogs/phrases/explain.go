package phrases

import (
	"fmt"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// Explained is a titular's month for somebody at the operator: every cent from the
// line of care to the debit, each step with its rule and the clause it comes from.
type Explained struct {
	Card  string
	Month backend.AccountMonth
	// Cards of the family, by the id that the month knows them by.
	Cards map[string]string
	Care  map[string]backend.Care
	// Unconfirmed are readings that the operator has not confirmed.
	Unconfirmed []copay.Switch
	// Refused says why the month was not closed.
	Refused *copay.Refusal
}

// String writes the month out.
func (e Explained) String() string {
	var b strings.Builder
	m := &e.Month
	state := "estimativa: o mês não está fechado"
	if m.Closed {
		state = "fechado, como está nos livros"
	}
	fmt.Fprintf(&b, "Titular %s – pago pela operadora em %s, débito em %s (%s)\n", e.Card, m.Base, m.Debit, state)
	if m.Assumed {
		fmt.Fprintf(&b, "Os proventos de %s ainda não vieram: contou-se com os últimos conhecidos.\n", m.Debit)
	}
	if e.Refused != nil {
		fmt.Fprintf(&b, "O mês não pôde ser fechado: %s, %s.\n", e.Refused.Code, e.Refused.Field)
	}
	if len(e.Unconfirmed) > 0 {
		fmt.Fprintf(&b, "Regra a confirmar pela operadora: %s\n", switchList(e.Unconfirmed))
	}
	b.WriteString("\nAtendimentos\n")
	if len(m.Items) == 0 {
		b.WriteString("  nenhum\n")
	}
	for i := range m.Items {
		e.item(&b, &m.Items[i])
	}
	for _, ch := range m.Changes {
		fmt.Fprintf(&b, "  %s, do mês %s: diferença de %s no devido, %s na dedução, %s no assumido\n",
			ch.Event, ch.Base, money.BRL(ch.Due), money.BRL(ch.Deducted), money.BRL(ch.Assumed))
	}
	b.WriteString("\nMês\n")
	for _, s := range m.Trace() {
		step(&b, "  ", s)
	}
	fmt.Fprintf(&b, "\nConferência\n  %s + %s + %s = %s − %s + %s (saldo anterior + devido + ajustes = debitado − devolvido + saldo seguinte)\n",
		money.BRL(m.CarryIn), money.BRL(m.Due), money.BRL(m.Adjustment), money.BRL(m.Debited), money.BRL(m.Credited), money.BRL(m.CarryOut))
	return b.String()
}

func (e Explained) item(b *strings.Builder, i *copay.Item) {
	event := i.Event
	fmt.Fprintf(b, "  %s – %s, beneficiário %s, atendido em %s", event.ID, event.Kind, e.Cards[event.Beneficiary], event.Attended.BR())
	if !event.PaidOn.IsZero() {
		fmt.Fprintf(b, ", pago em %s", event.PaidOn.BR())
	}
	fmt.Fprintf(b, ": %s\n", money.BRL(event.Amount))
	if care := e.Care[event.ID]; care.Provider != "" || care.Description != "" {
		fmt.Fprintf(b, "    %s\n", strings.Trim(care.Provider+" – "+care.Description, " –"))
	}
	for _, s := range i.Why() {
		step(b, "    ", s)
	}
	fmt.Fprintf(b, "    bruto %s = dentro do limite %s + assumido %s; dentro do limite = deduzido %s + devido %s\n",
		money.BRL(i.Raw), money.BRL(i.Capped), money.BRL(i.Excess), money.BRL(i.Deducted), money.BRL(i.Due))
}

func step(b *strings.Builder, indent string, s copay.Step) {
	fmt.Fprintf(b, "%s%-4s %s\n", indent, s.Rule, Copay(s))
	if section, words := Clause(s.Rule); words != "" {
		fmt.Fprintf(b, "%s     %s: “%s”\n", indent, section, words)
	}
}

func switchList(all []copay.Switch) string {
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = s.Name + " = " + s.Value
	}
	return strings.Join(names, ", ")
}
