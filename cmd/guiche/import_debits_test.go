package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/internal/fictional"
)

func TestImportHowDebitsArePaid(t *testing.T) {
	t.Parallel()
	db := registered(t)
	if err := fictional.LoadBooks(t.Context(), db, time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	t.Run("channels", func(t *testing.T) {
		const header = "matricula;desde;forma;banco;conta\n"
		good := header + "090216100;01/2026;conta;Banco Inventado;00.123-45-X\n090315200;01/2026;boleto;;\n"
		for _, want := range []string{"2 rows: 2 new or changed, 0 as they were", "2 rows: 0 new or changed, 2 as they were"} {
			if out, report, err := loaded(t, db, channels, importing{}, good); err != nil || report != "" || !strings.HasPrefix(out, want) {
				t.Errorf("%v\n%s%s, want %s", err, out, report, want)
			}
		}
		_, report, err := loaded(t, db, channels, importing{}, header+"090216100;01/2026;cheque;;\n090216100;02/2026;conta;;12\n090216100;03/2026;conta;Banco Inventado;conta 1234\n")
		want := "line;column;expected\n" +
			"2;forma;one of conta, boleto\n" +
			"3;banco;the name of a bank\n" +
			"3;conta;an account, or its last digits: at least three\n" +
			"4;conta;an account, or its last digits: at least three\n"
		if diff := cmp.Diff(want, report); !errors.Is(err, errRefused) || diff != "" {
			t.Errorf("%v (-want +got)\n%s", err, diff)
		}
	})
	t.Run("boletos", func(t *testing.T) {
		const header = "matricula;mes;linha_digitavel;valor;vencimento\n"
		bruno := fictional.Boletos()[2]
		line := bruno.Line.Format()
		good := header + "090315200;11/2026;" + line + ";45,00;30/11/2026\n"
		if out, report, err := loaded(t, db, boletos, importing{}, good); err != nil || report != "" || !strings.HasPrefix(out, "1 rows: 0 new or changed, 1 as they were") {
			t.Errorf("the demo's own: %v\n%s%s", err, out, report)
		}
		slip := strings.Replace(line, "99990", "99970", 1)
		_, report, err := loaded(t, db, boletos, importing{}, header+
			"090315200;12/2026;"+slip+";45,00;30/11/2026\n"+
			"090315200;12/2026;"+line+";45,01;01/12/2026\n"+
			"090216100;11/2026;"+line+";45,00;30/11/2026\n"+
			"090315200;12/2026;;0;\n")
		want := "line;column;expected\n" +
			"2;linha_digitavel;47 digits of a bank's boleto, or 48 of arrecadação, with right check digits\n" +
			"3;valor;an amount above zero, the one in linha_digitavel\n" +
			"3;vencimento;the day in linha_digitavel\n" +
			"5;vencimento;a day such as 05/03/2026 or 2026-03-05\n" +
			"5;linha_digitavel;47 digits of a bank's boleto, or 48 of arrecadação, with right check digits\n" +
			"4;valor;what the books of the month before debit: guiche copay export debits\n"
		if diff := cmp.Diff(want, report); !errors.Is(err, errRefused) || diff != "" {
			t.Errorf("%v (-want +got)\n%s", err, diff)
		}
		if strings.Contains(report+err.Error(), "4500") {
			t.Error("the report repeats a boleto")
		}
	})
	if note, err := booksNote(t.Context(), db); err != nil || strings.Contains(note, "boletos differ") {
		t.Errorf("the doctor says %q, %v", note, err)
	}
}
