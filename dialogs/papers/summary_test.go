package papers

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"guiche/backend"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// pagesOf reads a document as strictly as pdfcpu does and counts its pages.
func pagesOf(t *testing.T, content []byte) int {
	t.Helper()
	api.DisableConfigDir() // it would write into the home folder
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	if err := api.Validate(bytes.NewReader(content), conf); err != nil {
		t.Errorf("not a good PDF: %v", err)
	}
	n, err := api.PageCount(bytes.NewReader(content), conf)
	if err != nil {
		t.Error(err)
	}
	return n
}

func printed(t *testing.T, s dialogs.Summary) Sheet {
	t.Helper()
	sheet, err := New(operator, nil).Make(t.Context(), dialogs.Paper{Summary: &s})
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

var (
	streams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	shown   = regexp.MustCompile(`(?s)\(((?:[^\\)]|\\.)*)\) ?Tj`)
)

// wordsOf are the texts that a document's pages write, a line each: the library
// writes UTF-16.
func wordsOf(t *testing.T, content []byte) string {
	t.Helper()
	var out strings.Builder
	for _, m := range streams.FindAllSubmatch(content, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		page, err := io.ReadAll(r)
		if err != nil {
			continue
		}
		for _, s := range shown.FindAllSubmatch(page, -1) {
			raw := regexp.MustCompile(`(?s)\\(.)`).ReplaceAllFunc(s[1], func(e []byte) []byte {
				if e[1] == 'r' {
					return []byte("\r")
				}
				return e[1:]
			})
			for i := 0; i+1 < len(raw); i += 2 {
				out.WriteRune(rune(raw[i])<<8 | rune(raw[i+1]))
			}
			out.WriteByte('\n')
		}
	}
	return out.String()
}

func TestSummary(t *testing.T) {
	t.Parallel()
	t.Run("a short request is one page that says what was asked, for whom and by whom", func(t *testing.T) {
		t.Parallel()
		sheet := printed(t, short())
		if n := pagesOf(t, sheet.Content); n != 1 || sheet.Name != "solicitacao-00220071.pdf" || sheet.MIME != "application/pdf" || sheet.Picture {
			t.Errorf("%d pages, %s %s", n, sheet.Name, sheet.MIME)
		}
		words := wordsOf(t, sheet.Content)
		for _, want := range []string{
			"Saúde Exemplo", "Registro ANS nº 999999", "Central de atendimento: 0800 000 0000 (de segunda a sexta, das 8h às 18h)",
			"Solicitação nº 00220071", "99999920261119000017", "19/11/2026 15h", "Em análise", "19/11/2026 15h · Solicitação · Clínica Sorriso Ltda (contato: Marina Souza) · 1 anexo", "Urgência (dor)",
			"Clínica Sorriso Ltda", "Helena Duarte", "CRO-RJ 12345", "Marina Souza", "(21) 98765-4321", "contato@sorriso.example",
			"Ana Prado", "090216100", "1958", "Essencial Odonto", "85100218", "dente 26 MOD",
			"Cárie extensa; dor à percussão.", "1. radiografia.jpg · Radiografia inicial (470 KB) – “periapical do 26”", "Página 1 de 1",
		} {
			if !strings.Contains(words, want+"\n") {
				t.Errorf("%q is not written", want)
			}
		}
		if t.Failed() {
			t.Log(words)
		}
	})

	t.Run("of the birth it shows the year only, and no CPF", func(t *testing.T) {
		t.Parallel()
		s := short()
		s.Details.Form.Professional.Doc = "52998224725"
		words := wordsOf(t, printed(t, s).Content)
		for _, hidden := range []string{"02/03", "1958-03", "52998224725", "529.982"} {
			if strings.Contains(words, hidden) {
				t.Errorf("%q is written", hidden)
			}
		}
	})

	t.Run("what was cancelled awaits no answer", func(t *testing.T) {
		t.Parallel()
		s := short()
		s.Details.Situation = backend.Cancelled
		words := wordsOf(t, printed(t, s).Content)
		if strings.Contains(words, phrases.SummaryDue) || !strings.Contains(words, phrases.Situation(backend.Cancelled)) {
			t.Error(words)
		}
	})

	t.Run("the most of everything flows over numbered pages, and no item is lost", func(t *testing.T) {
		t.Parallel()
		sheet := printed(t, long())
		words := wordsOf(t, sheet.Content)
		n := pagesOf(t, sheet.Content)
		if n < 4 || !strings.Contains(words, "Página 4 de 5\n") || strings.Count(words, "Página ") != n {
			t.Errorf("%d pages", n)
		}
		for _, want := range []string{"Ção\n", "19. radiografia panorâmica", "20\n", "Segundo parágrafo — com travessão, “aspas”,  e ??.", "11 anexos"} {
			if !strings.Contains(words, want) {
				t.Errorf("%q is not written", want)
			}
		}
		if heads := strings.Count(words, "Procedimento\n"); heads != 2 {
			t.Errorf("the table's head stands %d times", heads)
		}
	})

	t.Run("an empty one is a document as well, and never asks the clock", func(t *testing.T) {
		t.Parallel()
		sheet := printed(t, dialogs.Summary{})
		if n := pagesOf(t, sheet.Content); n != 1 {
			t.Errorf("%d pages", n)
		}
		if year := []byte(time.Now().UTC().Format("(D:2006")); bytes.Contains(sheet.Content, year) {
			t.Error("it bears today's date")
		}
	})

	t.Run("what nobody thought of still prints", func(t *testing.T) {
		t.Parallel()
		for _, odd := range []string{"\x00\x01", "👩‍⚕️", "\u202eexe.fdp", strings.Repeat("W", 5000), "a\nb\r\nc", "%s {nb} \\ ( )", "\xff\xfe"} {
			s := short()
			f := &s.Details.Form
			f.Beneficiary.Name, f.Note, f.Files[0].Name, f.Contact.Email, s.Provider, f.Items[0].Code = odd, odd, odd, odd, odd, odd
			s.Details.Thread[0].Text = odd
			pagesOf(t, printed(t, s).Content)
		}
	})
}

func BenchmarkSummary(b *testing.B) {
	p, s := New(operator, nil), short()
	for b.Loop() {
		if _, err := p.Make(b.Context(), dialogs.Paper{Summary: &s}); err != nil {
			b.Fatal(err)
		}
	}
}
