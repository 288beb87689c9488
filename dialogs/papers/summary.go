package papers

import (
	"bytes"
	"fmt"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/goregular"

	"guiche/dialogs"
)

func (p *Press) summary(s dialogs.Summary) (Sheet, error) {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(s.MadeAt)
	f.SetModificationDate(s.MadeAt)
	f.AddUTF8FontFromBytes("go", "", goregular.TTF)
	f.AddPage()
	f.SetFont("go", "", 12)
	f.MultiCell(0, 6, p.operator.Name+"\n"+s.Details.Number.String(), "", "L", false)
	var buf bytes.Buffer
	if err := f.Output(&buf); err != nil {
		return Sheet{}, fmt.Errorf("papers: summary: %w", err)
	}
	return Sheet{Name: "solicitacao-" + s.Details.Number.String() + ".pdf", MIME: "application/pdf", Content: buf.Bytes()}, nil
}
