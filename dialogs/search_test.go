package dialogs_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

// listed are sent requests of Clínica Sorriso in storage, the last of them sent
// today, each so many days after the one before; who are positions among the
// fictional beneficiaries.
func (c *counter) listed(t fataler, days int, who ...int) *person {
	t.Helper()
	p := c.sent(t)
	like := c.memory.requests[0]
	c.memory.requests = nil
	for i, n := range who {
		d := like
		d.ID, d.Number, d.Form = int64(i+1), ident.RequestNumber(i+1), like.Form.Clone()
		d.Protocol = ident.Protocol(fmt.Sprintf("99999920261119%06d", i+1))
		d.Form.Beneficiary = &fictional.Beneficiaries()[n].Beneficiary
		d.SentAt = thursday.AddDate(0, 0, (i+1-len(who))*days)
		c.memory.requests = append(c.memory.requests, d)
	}
	p.says("/solicitacoes")
	return p
}

// numbers are the requests that the list shows.
func (p *person) numbers() []string {
	var all []string
	for _, row := range p.screen.Rows {
		for _, b := range row {
			var n int
			if _, err := fmt.Sscanf(b.Text, "%08d ·", &n); err == nil && len(row) == 1 {
				all = append(all, fmt.Sprint(n))
			}
		}
	}
	return all
}

func (p *person) lists(want ...string) {
	p.t.Helper()
	if diff := cmp.Diff(want, p.numbers()); diff != "" {
		p.t.Fatalf("(-want +got)\n%s\n%s", diff, p.shown())
	}
}

func TestSearch(t *testing.T) {
	t.Run("by situation keeps its pages", func(t *testing.T) {
		c := setup(t)
		p := c.listed(t, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
		for _, n := range []int{1, 2, 4, 6, 8, 10, 11} {
			c.memory.requests[n].Situation = backend.Cancelled
		}
		p.lists("12", "11", "10", "9", "8")
		p.taps("Canceladas")
		p.sees("🔎 Cancelada", "✓ Canceladas", "Limpar filtro")
		p.lists("12", "11", "9", "7", "5")
		p.taps("▶")
		p.lists("3", "2")
		p.taps("◀")
		p.lists("12", "11", "9", "7", "5")
		p.says("em análise")
		p.lists("10", "8", "6", "4", "1")
		p.taps("00000008", "« Voltar")
		p.lists("10", "8", "6", "4", "1")
		p.taps("Limpar filtro")
		p.doesNotSee("🔎", "Limpar filtro")
		p.lists("12", "11", "10", "9", "8")
	})

	t.Run("by person, by matrícula or CPF", func(t *testing.T) {
		c := setup(t)
		p := c.listed(t, 1, 0, 1, 0, 2)
		p.says("090216101")
		p.sees("🔎 Caio P.")
		p.lists("2")
		p.says("390.533.447-05")
		p.sees("🔎 Ana P.")
		p.lists("3", "1")
		for _, nobody := range []string{"090315200", "98765432100", "052998224", "529.982.247-25"} {
			p.says(nobody)
			p.sees("Não encontrei solicitações suas", "🔎 Ana P.")
			p.lists("3", "1")
		}
		p.doesNotSee("Bruno")
		p.says("canceladas")
		p.sees("🔎 Cancelada · Ana P.", "Nenhuma solicitação com esse filtro")
		p.says("limpar")
		p.lists("4", "3", "2", "1")
		p.says("090216101", "/menu", "/solicitacoes")
		p.lists("4", "3", "2", "1")
	})

	t.Run("by day, week and month", func(t *testing.T) {
		c := setup(t)
		p := c.listed(t, 5, 0, 0, 0, 0, 0) // 30/10, 4/11, 9/11, 14/11 and 19/11
		for said, want := range map[string][]string{
			"hoje": {"5"}, "ontem": nil, "14/11": {"4"}, "4/11/2026": {"2"}, "semana passada": {"4", "3"}, "novembro": {"5", "4", "3", "2"},
			"outubro": {"1"}, "mês passado": {"1"}, "últimos 10 dias": {"5", "4"}, "de novembro de 2026": {"5", "4", "3", "2"}, "dezembro": nil,
		} {
			p.says(said)
			p.sees("🔎")
			if diff := cmp.Diff(want, p.numbers()); diff != "" {
				t.Errorf("%s (-want +got)\n%s", said, diff)
			}
		}
		p.says("14/11")
		p.sees("🔎 14/11/2026")
		p.says("semana passada")
		p.sees("🔎 09/11/2026 a 15/11/2026")
		p.says("3", "ontem")
		p.sees("🔎 18/11/2026", "Nenhuma solicitação com esse filtro")
	})

	t.Run("by number and protocol opens it, and a stranger's looks like none", func(t *testing.T) {
		c := setup(t)
		p := c.listed(t, 1, 0, 0)
		p.says("nº 2")
		p.sees("<code>00000002</code>")
		p.says("99999920261119000001")
		p.sees("<code>00000001</code>")
		stranger := c.person(t, 30)
		stranger.says("/start", "12ABC34501DE35", "novaera-2026", "/solicitacoes")
		for _, text := range []string{"2", "99999920261119000001", "77", "99999920261119000077"} {
			stranger.says(text)
			stranger.sees("Não encontrei esta solicitação")
		}
		stranger.says("090216100")
		stranger.sees("Não encontrei solicitações suas")
	})
}

func TestPeriodsOfOtherDays(t *testing.T) {
	c := setup(t)
	c.memory.now = time.Date(2027, time.March, 1, 9, 0, 0, 0, thursday.Location()) // a Monday
	p := c.listed(t, 1, 0)
	for said, want := range map[string]string{
		"ontem": "28/02/2027", "anteontem": "27/02/2027", "semana passada": "22/02/2027 a 28/02/2027", "esta semana": "01/03/2027",
		"fevereiro": "01/02/2027 a 28/02/2027", "abril": "01/04/2026 a 30/04/2026", "mar": "01/03/2027 a 31/03/2027", "31/12": "31/12/2026",
		"1/3/26": "01/03/2026", "mês passado": "01/02/2027 a 28/02/2027", "janeiro de 2026": "01/01/2026 a 31/01/2026", "jan/2026": "01/01/2026 a 31/01/2026",
		"últimos 7 dias": "23/02/2027 a 01/03/2027", "este mês": "01/03/2027", "enviadas ontem": "28/02/2027",
	} {
		p.says("limpar", said)
		p.sees("🔎 " + want)
	}
	for _, no := range []string{"31/02", "0/1", "13/13", "maio de 3000", "últimos 0 dias"} {
		p.says("limpar", no)
		p.doesNotSee("🔎")
	}
}
