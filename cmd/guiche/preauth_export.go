package main

import (
	"context"
	"encoding/csv"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/postgres"
)

// preauthExportCommand prints what was decided on a day.
type preauthExportCommand struct {
	Date string `arg:"" help:"The day in São Paulo, yyyy-mm-dd."`
}

// Run prints the day as CSV: columns as docs/rules/preauth-export.md lists them.
func (e preauthExportCommand) Run(ctx context.Context, cfg *Config) error {
	day, err := calendar.ParseDate(e.Date)
	if err != nil {
		return refuse("the day is a date such as 2026-11-21")
	}
	return withStorage(ctx, cfg, func(s *storage) error {
		out := newExport(os.Stdout, day)
		if err := s.db.DecidedOn(ctx, day, out.add); err != nil {
			return err
		}
		return out.close()
	})
}

// exportColumns are the columns of the export. They hold numbers and codes only: who
// a beneficiary is follows from the matrícula, at the operator's.
var exportColumns = []string{
	"momento", "evento", "solicitacao", "protocolo", "guia", "senha_autorizacao", "valida_ate", "prestador", "profissional", "cro", "matricula",
	"item", "codigo", "dente", "faces", "regiao", "quantidade", "motivos", "decidido_por",
}

// releaseEvents names what became of an authorisation.
var releaseEvents = map[backend.ReleaseState]string{
	backend.ReleasePresented: "apresentado", backend.ReleaseCancelled: "cancelado", backend.ReleaseExpired: "vencido",
}

// export writes one line for each item of which something was decided on a day, and
// for each item of an authorisation that changed then.
type export struct {
	day calendar.Date
	to  *csv.Writer
}

func newExport(out io.Writer, day calendar.Date) *export {
	e := &export{day: day, to: csv.NewWriter(out)}
	e.to.Comma = ';'
	_ = e.to.Write(exportColumns) // close tells of the first error
	return e
}

func (e *export) close() error {
	e.to.Flush()
	return e.to.Error()
}

func (e *export) add(d postgres.Decided) error {
	for _, i := range d.Thread {
		if calendar.DateOf(i.At) != e.day {
			continue
		}
		released := d.ReleasesOf(i)
		for _, r := range released {
			for _, g := range r.Items {
				e.line(d, i.At, "autorizado", &r, g.Item, g.Procedure, rulingOf(i, g.Item).Codes, decidedBy(i))
			}
		}
		for _, ruling := range i.Rulings {
			if ruling.Result == backend.Refused {
				e.line(d, i.At, "negado", nil, ruling.Item, d.Form.Items[ruling.Item], ruling.Codes, decidedBy(i))
			}
		}
	}
	for _, r := range d.Releases {
		event, over := releaseEvents[r.State]
		if !over || calendar.DateOf(r.ChangedAt) != e.day {
			continue
		}
		for _, g := range r.Items {
			e.line(d, r.ChangedAt, event, &r, g.Item, g.Procedure, nil, "")
		}
	}
	return e.to.Error()
}

// rulingOf is what an entry decided of an item; the zero one where it says nothing.
func rulingOf(i backend.Interaction, item int) backend.Ruling {
	for _, r := range i.Rulings {
		if r.Item == item {
			return r
		}
	}
	return backend.Ruling{}
}

// decidedBy is the registration of who decided; of the rules, their name.
func decidedBy(i backend.Interaction) string {
	if len(i.Signed) == 0 {
		return "regras"
	}
	var all []string
	for _, s := range i.Signed {
		all = append(all, s.Council)
	}
	return strings.Join(all, ", ")
}

func (e *export) line(d postgres.Decided, at time.Time, event string, r *backend.Release, item int, p dental.Item, reasons []string, by string) {
	guia, senha, until := "", "", ""
	if r != nil {
		guia, senha, until = r.Guia.String(), string(r.Senha), r.Until.String()
	}
	_ = e.to.Write([]string{
		at.In(calendar.Zone()).Format(time.RFC3339), event, d.Number.String(), string(d.Protocol), guia, senha, until,
		string(d.Doc), string(d.Form.Professional.Doc), d.Form.Professional.Council, string(d.Form.Beneficiary.Card),
		strconv.Itoa(item + 1), p.Code, p.Tooth.String(), p.Faces.String(), p.Region.String(), strconv.Itoa(max(p.Quantity, 1)),
		strings.Join(reasons, " "), by,
	})
}
