package papers

import (
	"bytes"
	"compress/zlib"
	"image"
	"image/draw"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/dialogs"
)

// released is an authorisation of one item.
func released() dialogs.Authorisation {
	s := short()
	d := s.Details
	on := calendar.DateOf(d.SentAt)
	return dialogs.Authorisation{
		Release: backend.Release{
			ID: 1, Number: d.Number, Guia: 41, Senha: "K7QX4M9PTRCA", Proof: strings.Repeat("ABCDEFGH", 4), At: d.SentAt, Until: on.AddDays(backend.ValidDays),
			State: backend.ReleaseOpen, Items: []backend.Grant{{Item: 0, Procedure: d.Form.Items[0]}},
		},
		Protocol: d.Protocol, SentAt: d.SentAt, Clinic: d.Clinic, Professional: "Helena Duarte", Council: "CRO-RJ 12345",
		Beneficiary: "Ana Prado", Card: "090216100", Plan: "Essencial Odonto", Page: "https://guiche.example.org/verificar/" + strings.Repeat("ABCDEFGH", 4),
	}
}

// most has the longest names and the most items that a request takes.
func most() dialogs.Authorisation {
	r, l := released(), long().Details.Form
	r.Release.Senha = "ABCDEFGHJKMNPQRT4679"
	r.Beneficiary, r.Professional, r.Clinic = l.Beneficiary.Name, l.Professional.Name, strings.Repeat("Odontologia Integrada ", 8)
	r.Release.Items = nil
	for i, item := range l.Items {
		r.Release.Items = append(r.Release.Items, backend.Grant{Item: i, Procedure: item})
	}
	return r
}

func authorised(t *testing.T, r dialogs.Authorisation) Sheet {
	t.Helper()
	sheet, err := New(operator, nil).Make(t.Context(), dialogs.Paper{Authorisation: &r})
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

func TestAuthorisation(t *testing.T) {
	t.Parallel()
	t.Run("is one page with all that the bill and the beneficiary need", func(t *testing.T) {
		t.Parallel()
		sheet := authorised(t, released())
		if n := pagesOf(t, sheet.Content); n != 1 || sheet.Name != "autorizacao-0000000041.pdf" || sheet.MIME != "application/pdf" || sheet.Picture {
			t.Errorf("%d pages, %s %s", n, sheet.Name, sheet.MIME)
		}
		words := wordsOf(t, sheet.Content)
		for _, want := range []string{
			"Saúde Exemplo", "Autorização de procedimentos", "Senha de autorização", "K7QX-4M9P-TRCA", "Guia", "0000000041", "Válida até", "17/02/2027",
			"Solicitação nº 00220071 · protocolo 99999920261119000017 · enviada em 19/11/2026 15h", "Autorizada em 19/11/2026 15h",
			"Ana Prado", "Essencial Odonto", "*****6100", "Helena Duarte", "CRO-RJ 12345", "Clínica Sorriso Ltda",
			"O que está autorizado (1 procedimento)", "85100218", "dente 26 MOD", "1", "Confira: aponte a câmera", "Página 1 de 1",
		} {
			if !strings.Contains(words, want+"\n") {
				t.Errorf("%q is not written", want)
			}
		}
		for _, want := range []string{"apresente a cobrança até 17/02/2027", "não pode ser passada adiante"} {
			if !strings.Contains(strings.ReplaceAll(words, "\n", " "), want) {
				t.Errorf("%q is not written", want)
			}
		}
		if strings.Contains(words, "090216100") {
			t.Error("the whole matrícula is written")
		}
		if t.Failed() {
			t.Log(words)
		}
	})
	t.Run("is the same to the byte each time", func(t *testing.T) {
		t.Parallel()
		if one, two := authorised(t, most()), authorised(t, most()); !bytes.Equal(one.Content, two.Content) {
			t.Error("two papers of one authorisation differ")
		}
	})
	t.Run("twenty procedures go on in order on a second page under the table's head", func(t *testing.T) {
		t.Parallel()
		sheet := authorised(t, most())
		words := wordsOf(t, sheet.Content)
		if n := pagesOf(t, sheet.Content); n != 2 || strings.Count(words, "Qtd.\n") != 2 || !strings.Contains(words, "Página 2 de 2\n") {
			t.Errorf("%d pages:\n%s", n, words)
		}
		at := 0
		for n, want := range []string{"\n1\n85100218", "\n7\n81000421", "\n12\n82000875", "\n20\n82000875", "Como usar"} {
			i := strings.Index(words[at:], want)
			if i < 0 {
				t.Fatalf("%d: %q is not written in its place:\n%s", n, want, words)
			}
			at += i
		}
		if !strings.Contains(words, "ABCD-EFGH-JKMN-PQRT-4679\n") {
			t.Error("a senha of the core system, of twenty letters, is not whole")
		}
	})
	t.Run("without pages there is no code, and it says whom to call", func(t *testing.T) {
		t.Parallel()
		r := released()
		r.Page = ""
		words := strings.ReplaceAll(wordsOf(t, authorised(t, r).Content), "\n", " ")
		if strings.Contains(words, "aponte a câmera") || !strings.Contains(words, "ligue para a central e informe a guia. Central de atendimento: 0800 000 0000") {
			t.Error(words)
		}
	})
	t.Run("what nobody thought of still prints", func(t *testing.T) {
		t.Parallel()
		for _, odd := range []string{"", "\x00\x01", "👩‍⚕️", "\u202eexe.fdp", strings.Repeat("W", 3000), "a\nb\r\nc", "%s {nb} \\ ( )", "\xff\xfe"} {
			r := released()
			r.Beneficiary, r.Professional, r.Council, r.Clinic, r.Plan = odd, odd, odd, odd, odd
			r.Release.Items = []backend.Grant{{Procedure: dental.Item{Code: odd}}}
			pagesOf(t, authorised(t, r).Content)
		}
		pagesOf(t, authorised(t, dialogs.Authorisation{}).Content)
	})
	t.Run("a camera reads the address of its page out of the code", func(t *testing.T) {
		t.Parallel()
		r := released()
		if got := read(t, squares(t, authorised(t, r).Content)); got != r.Page {
			t.Errorf("it reads %q, want %q", got, r.Page)
		}
	})
}

var rectangle = regexp.MustCompile(`(?m)^([\d.]+) ([\d.]+) ([\d.]+) (-?[\d.]+) re f$`)

// squares is the first page as far as it is black rectangles, at four dots a point.
func squares(t *testing.T, content []byte) image.Image {
	t.Helper()
	const scale, wide, high = 4, 596, 842
	m := image.NewGray(image.Rect(0, 0, wide*scale, high*scale))
	draw.Draw(m, m.Bounds(), image.White, image.Point{}, draw.Src)
	for _, stream := range streams.FindAllSubmatch(content, -1) {
		r, err := zlib.NewReader(bytes.NewReader(stream[1]))
		if err != nil {
			continue
		}
		page, err := io.ReadAll(r)
		if err != nil {
			continue
		}
		_, white, _ := bytes.Cut(page, []byte("\n1.000 g\n")) // the ground of the code
		_, black, found := bytes.Cut(white, []byte("\n0.000 g\n"))
		if !found {
			continue
		}
		black, _, _ = bytes.Cut(black, []byte("BT")) // until the next words
		for _, f := range rectangle.FindAllSubmatch(black, -1) {
			var v [4]float64
			for i := range v {
				v[i], _ = strconv.ParseFloat(string(f[i+1]), 64)
			}
			at := func(points float64) int { return int(points*scale + .5) }
			draw.Draw(m, image.Rect(at(v[0]), at(high-v[1]), at(v[0]+v[2]), at(high-v[1]-v[3])), image.Black, image.Point{}, draw.Src)
		}
	}
	return m
}

// read reads a QR code as a telephone does.
func read(t *testing.T, m image.Image) string {
	t.Helper()
	bits, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	if err != nil {
		t.Fatalf("no code is read: %v", err)
	}
	return result.GetText()
}
