package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"guiche/backend/postgres"
	"guiche/backend/seal"
	"guiche/internal/fictional"
	"guiche/internal/golden"
	"guiche/internal/pgtest"
)

// registered is a database with the made-up operator.
func registered(t *testing.T) *postgres.DB {
	t.Helper()
	box, err := seal.Ephemeral()
	if err != nil {
		t.Fatal(err)
	}
	db, err := postgres.Open(t.Context(), pgtest.New(t), box)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	if err := fictional.Load(t.Context(), db, time.Now()); err != nil {
		t.Fatal(err)
	}
	return db
}

// loaded takes a file and returns what was printed, and the report.
func loaded[T any](t *testing.T, db *postgres.DB, k kind[T], i importing, content string) (out, report string, err error) {
	t.Helper()
	i.File = filepath.Join(t.TempDir(), "file.csv")
	if err := os.WriteFile(i.File, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	err = loadFile(t.Context(), db, i, k, &printed, os.Stdin)
	listed, wrong := os.ReadFile(i.File + ".report.csv")
	if wrong != nil && !errors.Is(wrong, os.ErrNotExist) {
		t.Fatal(wrong)
	}
	return printed.String(), string(listed), err
}

const careHeader = "id;matricula;tipo;atendimento;pagamento;valor;prestador\n"

func TestImportReportsBadRows(t *testing.T) {
	t.Parallel()
	db := registered(t)
	content := careHeader +
		"a1;090216100;consulta;05/10/2026;20/10/2026;100,00;Dra. Inventada\n" +
		"a2;90216100;consulta;31/02/2026;20/10/2026;1,234;Dra. Inventada\n" +
		"a3;090216199;exame;05/10/2026;20/10/2026;100,00;Dra. Inventada\n"
	want := "line;column;expected\n" +
		"3;valor;an amount such as 1.234,56\n" +
		"3;atendimento;a day such as 05/03/2026 or 2026-03-05\n" +
		"4;matricula;the card of a registered beneficiary\n"

	_, report, err := loaded(t, db, events, importing{}, content)
	if diff := cmp.Diff(want, report); !errors.Is(err, errRefused) || diff != "" {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
	for _, personal := range []string{"90216", "Inventada"} {
		if strings.Contains(report+err.Error(), personal) {
			t.Errorf("the report repeats %q", personal)
		}
	}
	out, report, err := loaded(t, db, events, importing{SkipBadRows: true}, content)
	if diff := cmp.Diff(want, report); err != nil || diff != "" || !strings.HasPrefix(out, "3 rows: 1 new or changed, 0 as they were, 2 refused.\n") {
		t.Errorf("%v\n%s(-want +got)\n%s", err, out, diff)
	}
	out, report, err = loaded(t, db, events, importing{}, content[:strings.Index(content, "a2;")])
	if err != nil || out != "1 rows: 0 new or changed, 1 as they were, 0 refused.\n" || report != "" {
		t.Errorf("again: %v\n%s%s", err, out, report)
	}
}

// TestImportEverything takes one file of each kind, as docs/imports.md shows them,
// and again, which changes nothing.
func TestImportEverything(t *testing.T) {
	t.Parallel()
	db := registered(t)
	now := time.Now()
	old, err := charmap.Windows1252.NewEncoder().String("Matrícula;CPF;Nome;Nascimento;Plano;Inclusão;Categoria;Telefone\n090777700;153.509.460-56;João Araújo;12/04/1958;Essencial;01/03/2019;pensionista;(21) 98888-0015\n")
	if err != nil {
		t.Fatal(err)
	}
	take := func(name string, do func() (string, string, error), want string) {
		t.Helper()
		out, report, err := do()
		if err != nil || !strings.HasPrefix(out, want) || report != "" {
			t.Errorf("%s: %v\n%s%s", name, err, out, report)
		}
	}
	const one = "1 rows: 1 new or changed, 0 as they were, 0 refused."
	take("titulares", func() (string, string, error) { return loaded(t, db, titulares(now), importing{}, old) }, one)
	joao, err := db.Unit(now).MemberByCard(t.Context(), "090777700")
	if err != nil || joao.Name != "João Araújo" || joao.Contact.Phone != "21988880015" {
		t.Errorf("%v %+v", err, joao)
	}
	files := []struct {
		name string
		take func() (string, string, error)
	}{
		{"dependents", func() (string, string, error) {
			return loaded(t, db, dependents(now), importing{}, "matricula;titular;cpf;nome;nascimento;inclusao;dependente_economico;apabex\n090777701;090777700;11144477735;Lia Araújo;2015-01-02;2019-03-01;sim;não\n")
		}},
		{"category names", func() (string, string, error) {
			return loaded(t, db, categoryNames, importing{}, "recebida;categoria\nPensionista;aposentado\n")
		}},
		{"categories", func() (string, string, error) {
			return loaded(t, db, categories, importing{}, "matricula;desde;categoria\n090777700;11/2026;ativo\n")
		}},
		{"proventos", func() (string, string, error) {
			return loaded(t, db, proventos, importing{}, "matricula;mes;base;decimo_terceiro\n090777700;11/2026;8.000,00;3.000,00\n")
		}},
		{"ch", func() (string, string, error) {
			return loaded(t, db, chValues, importing{}, "desde;valor\n08/2022;0,25\n")
		}},
		{"caps", func() (string, string, error) { return loaded(t, db, caps, importing{}, "mes;valor\n12/2025;140,00\n") }},
		{"openings", func() (string, string, error) {
			return loaded(t, db, openings, importing{}, "matricula;saldo;tipo;sessoes;ultima\n090777701;;psicoterapia;180;30/09/2026\n")
		}},
		{"stays", func() (string, string, error) {
			return loaded(t, db, stays, importing{}, "matricula;tipo;inicio;fim\n090777700;internacao;01/02/2026;09/02/2026\n")
		}},
		{"events", func() (string, string, error) {
			return loaded(t, db, events, importing{}, careHeader+"b1;090777701;psicoterapia;05/10/2026;20/10/2026;100,00;Dra. Inventada\n")
		}},
		{"treatments", func() (string, string, error) {
			return loaded(t, db, treatments, importing{}, "id;matricula;codigo;dente;faces;regiao;data\n9001;090777700;85100196;11;V;;11/02/2026\n")
		}},
	}
	for _, f := range files {
		take(f.name, f.take, one)
		if f.name == "dependents" {
			continue // what is sealed looks new each time
		}
		take(f.name+" again", f.take, "1 rows: 0 new or changed, 1 as they were, 0 refused.")
	}

	m, err := monthArg("2026-10")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := closeMonth(t.Context(), db, m, time.Date(2026, time.November, 5, 12, 0, 0, 0, time.UTC), &out, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	if want := "2026-10 is closed: the operator paid R$ 100,00 in 1 lines of care of 1 titulares.\n" +
		"1 titulares settled, 2 entries, R$ 25,00 to debit in 2026-11. The books add up.\n"; out.String() != want {
		t.Errorf("(-want +got)\n%s", cmp.Diff(want, out.String()))
	}
}

func TestImportSaysWhichColumnsAreMissing(t *testing.T) {
	t.Parallel()
	_, _, err := loaded(t, nil, proventos, importing{}, "cartao;mes;base\n")
	if !errors.Is(err, errRefused) || !strings.Contains(err.Error(), "missing: matricula") {
		t.Errorf("%v", err)
	}
}

// TestExplain keeps what the operator reads of a month of Ana's family, and what
// payroll and accounting get of the same month.
func TestExplain(t *testing.T) {
	t.Parallel()
	db := registered(t)
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	if err := fictional.LoadBooks(t.Context(), db, now); err != nil {
		t.Fatal(err)
	}
	for _, month := range []string{"2026-05", "2026-10", "2026-11"} {
		m, err := monthArg(month)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := explain(t.Context(), db, "090216102", m, &out); err != nil { // by the card of a daughter
			t.Fatal(err)
		}
		golden.Equal(t, "testdata/copay/explain-"+month+".txt", out.Bytes())
	}
	var debits, entries bytes.Buffer
	if err := errors.Join(exportDebits(t.Context(), db, "2026-07", &debits), exportEntries(t.Context(), db, "2026-07", &entries)); err != nil {
		t.Fatal(err)
	}
	golden.Equal(t, "testdata/copay/debits-2026-07.csv", debits.Bytes())
	golden.Equal(t, "testdata/copay/entries-2026-07.csv", entries.Bytes())
	if err := exportDebits(t.Context(), db, "2026-11", io.Discard); !errors.Is(err, errRefused) {
		t.Errorf("a month that is not closed: %v", err)
	}
	if err := explain(t.Context(), db, "111111111", 0, io.Discard); !errors.Is(err, errRefused) {
		t.Errorf("nobody's card: %v", err)
	}
}
