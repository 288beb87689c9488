package main

import (
	"context"
	"fmt"
	"io"

	"guiche/backend/copay"
	"guiche/backend/postgres"
)

type copayActuaryCommand struct {
	Month string `arg:"" help:"Closed base month: 2026-10."`
}

// Run writes a CSV to standard output.
func (c copayActuaryCommand) Run(ctx context.Context, cfg *Config) error {
	return exportBooks(ctx, cfg, c.Month, exportActuary)
}

// exclusionRule is the rule by which a line is not charged.
var exclusionRule = map[copay.Status]string{
	copay.NotCovered: "R6", copay.BeforeEffective: "R1", copay.ExcludedSetting: "R14", copay.ExcludedAPABEX: "R15",
}

// exportActuary lists a closed month for actuaries (R26): what each line cost and who
// bears it, of whom only a pseudonym and an age band.
func exportActuary(ctx context.Context, db *postgres.DB, month string, out io.Writer) error {
	m, err := monthArg(month)
	if err != nil {
		return err
	}
	w := semicolons(out, "mes_lancamento", "mes_base", "pessoa", "familia", "papel", "faixa_etaria", "grupo", "tipo", "sessoes", "regime", "reembolso",
		"pago_operadora", "coparticipacao", "devida", "deduzida", "assumida", "ajuste", "excluida_pela_regra")
	err = db.ActuaryLines(ctx, m, func(l postgres.ActuaryLine) error {
		role, kind, sessions, repaid := "dependente", string(l.Care.Kind), fmt.Sprint(l.Care.Sessions), "nao"
		if l.Titular {
			role = "titular"
		}
		if kind == "" {
			kind, sessions = "decisao_da_diretoria", ""
		}
		if l.Care.Reimbursement {
			repaid = "sim"
		}
		return w.Write([]string{
			m.String(), l.Base.String(), l.Person, l.Family, role, ageBand(l.Age), string(l.Care.Kind.Group()), kind, sessions, string(l.Care.Setting), repaid,
			reais(l.Paid), reais(l.Due + l.Deducted + l.Assumed + l.Adjusted), reais(l.Due), reais(l.Deducted), reais(l.Assumed), reais(l.Adjusted),
			exclusionRule[l.Status],
		})
	})
	return finish(w, err)
}

// ageBand is one of the ten that the ANS prescribes for health plans; empty where the
// age is not known.
func ageBand(age int) string {
	const first, width, last = 19, 5, 59
	switch {
	case age < 0:
		return ""
	case age < first:
		return "00-18"
	case age >= last:
		return "59+"
	}
	from := first + (age-first)/width*width
	return fmt.Sprintf("%d-%d", from, from+width-1)
}
