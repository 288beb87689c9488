package sheet_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/money"
	"guiche/backend/sheet"
)

var columns = []sheet.Column{{Name: "matricula", Needed: true}, {Name: "descricao"}, {Name: "valor"}, {Name: "dia"}, {Name: "mes"}, {Name: "reembolso"}, {Name: "ch"}, {Name: "sessoes"}}

type read struct {
	Line     int
	Card     string
	Text     string
	Cents    int64
	Day      calendar.Date
	Month    copay.Month
	Yes      bool
	CH       money.Decimal
	Sessions int64
	Faults   []sheet.Fault
}

func rows(t *testing.T, path string) []read {
	t.Helper()
	f, err := sheet.Open(path, columns)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []read
	for {
		r, err := f.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		one := read{Line: r.Line}
		if len(r.Faults) == 0 {
			one = read{r.Line, r.Text("matricula"), r.Text("descricao"), r.Cents("valor"), r.MaybeDay("dia"), r.Month("mes"), r.Yes("reembolso"), r.Decimal("ch"), r.Whole("sessoes", 1, 1), nil}
		}
		one.Faults = r.Faults
		all = append(all, one)
	}
}

func file(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const header = "Matrícula;Descrição;Valor;Dia;Mês;Reembolso;CH;Sessões\n"

var plain = read{Line: 2, Card: "090216100", Text: "Sessão – RPG", Cents: 123_456, Day: calendar.Date{Year: 2026, Month: 3, Day: 5}, Month: copay.Month(2026*12 + 3),
	Yes: true, CH: 250_000, Sessions: 3}

func TestFiles(t *testing.T) {
	t.Parallel()
	line := header + "090216100;Sessão – RPG;1.234,56;05/03/2026;04/2026;Sim;0,25;3\n"
	old, err := charmap.Windows1252.NewEncoder().String(line)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"UTF-8":                          line,
		"UTF-8 with a mark before it":    "\ufeff" + line,
		"Windows-1252":                   old,
		"ISO days and months, no accent": "matricula;DESCRICAO;valor;dia;mes;reembolso;ch;sessoes\n090216100;Sessão – RPG;1234.56;2026-03-05;2026-04;S;0.25;3\n",
		"quotation marks, CRLF":          "\"matricula\";descricao;valor;dia;mes;reembolso;ch;sessoes\r\n\"090216100\"; \"Sessão – RPG\";\"1.234,56\";5/3/2026;30/04/2026;1;0,250;3\r\n\r\n;;;\r\n",
		"columns in another order":       "valor;outra;sessoes;ch;reembolso;mes;dia;descricao;matricula\nR$ 1.234,56;x;3;0,25;sim;4/2026;05/03/2026;Sessão – RPG;090216100\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff([]read{plain}, rows(t, file(t, "a.csv", []byte(content)))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}

	t.Run("a workbook, its cells typed as text or kept as numbers and days", func(t *testing.T) {
		t.Parallel()
		book := excelize.NewFile()
		for i, row := range [][]any{
			{"Matrícula", "Descrição", "Valor", "Dia", "Mês", "Reembolso", "CH", "Sessões"},
			{"090216100", "Sessão – RPG", 1234.56, 46086, 46113.5, "sim", 0.25, 3},
			{},
			{"090216100", "Sessão – RPG", "1.234,56", "05/03/2026", "04/2026", "sim", "0,25", "3"},
			{"090216100", "Sessão – RPG", "1.234", "05/03/2026", "04/2026", "sim", "0,25", "3"},
		} {
			if err := book.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(t.TempDir(), "a.xlsx")
		if err := book.SaveAs(path); err != nil {
			t.Fatal(err)
		}
		second, third := plain, plain
		second.Line, third.Line, third.Cents = 4, 5, 0
		third.Faults = []sheet.Fault{{Column: "valor", Expected: "an amount such as 1.234,56"}} // a thousand, or a fraction?
		if diff := cmp.Diff([]read{plain, second, third}, rows(t, path)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestFaults(t *testing.T) {
	t.Parallel()
	got := rows(t, file(t, "a.csv", []byte(header+"1;a;12,345;31/02/2026;13/2026;talvez;0;0\n2;\"a\"b;1;;;;1;\n3;a;1;;;;1;\n")))
	want := []read{
		{Line: 2, Card: "1", Text: "a", Sessions: 1, Faults: []sheet.Fault{
			{Column: "valor", Expected: "an amount such as 1.234,56"}, {Column: "dia", Expected: "a day such as 05/03/2026 or 2026-03-05, or nothing"},
			{Column: "mes", Expected: "a month such as 03/2026 or 2026-03"}, {Column: "reembolso", Expected: "sim or não"},
			{Column: "ch", Expected: "a number above zero such as 0,25, of at most 6 places"}, {Column: "sessoes", Expected: "a whole number from 1 on"},
		}},
		{Line: 3, Faults: []sheet.Fault{{Expected: "quotation marks around a whole value, doubled within it"}}},
		{Line: 4, Card: "3", Text: "a", Cents: 100, CH: 1_000_000, Sessions: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	_, err := sheet.Open(file(t, "a.csv", []byte("valor;dia\n")), columns)
	if missing, ok := errors.AsType[*sheet.HeaderError](err); !ok || cmp.Diff([]string{"matricula"}, missing.Missing) != "" {
		t.Errorf("a column is missing: %v", err)
	}
	if _, err := sheet.Open(file(t, "a.csv", nil), columns); err == nil {
		t.Error("an empty file is read")
	}
	if _, err := sheet.Open(file(t, "a.xlsx", []byte("PK\x03\x04 and no more")), columns); !errors.Is(err, sheet.ErrForm) {
		t.Errorf("a broken workbook: %v", err)
	}
	f, err := sheet.Open(file(t, "a.csv", []byte("matricula;Valor Pago;valor\n")), columns)
	if err != nil || cmp.Diff([]string{"valor_pago"}, f.Unused) != "" {
		t.Errorf("a column that nobody asked for: %v %v", err, f)
	}
}
