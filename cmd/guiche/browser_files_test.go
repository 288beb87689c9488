package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserFiles chooses a dozen pictures at once, says what one of them is, and
// opens them again after sending.
func TestBrowserFiles(t *testing.T) {
	t.Parallel()
	w, url := demoPage(t)
	p := newPhone(t, url)
	for _, s := range [][2]string{
		{"/start", "CPF ou CNPJ"}, {"11222333000181", "senha de acesso"}, {"sorriso-2026", "Menu"}, {"/nova", "caráter do atendimento"},
		{"eletivo", "profissional"}, {"helena", "Quem é o beneficiário"}, {"090216100", "É esta pessoa"}, {"sim", "Qual é o procedimento"},
		{"81000030", "81000030"}, {"pronto", "Anexos e observação"},
	} {
		p.types(s[0])
		p.sees(s[1])
	}
	p.picks("photo", 12, "rx inicial 26")
	p.sees("Recebi 12 arquivos.")
	p.sees("Anexos: 12")
	p.shot("files-01-album")
	p.taps("Anexos")
	p.taps("7")
	p.sees("O que este anexo mostra?")
	p.shot("files-02-own")
	p.taps("Ver anexo")
	p.sees("Anexo 7 de 12")
	p.shot("files-03-opened")
	p.taps("Laudo")
	p.sees("7. Foto 7 · Laudo")
	p.taps("Ver anexos")
	p.sees("Para retirar um anexo")
	p.shot("files-04-sheet")
	p.taps("✕ 12")
	p.sees("foi retirado")
	p.taps("« Voltar")
	p.sees("Anexos: 11")
	p.picks("document", 1, "")
	p.sees("parece ser a Foto")
	p.shot("files-05-better")
	p.uploadsAsFile("foto.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"))
	p.sees("HEIC")
	p.shot("files-06-refused")
	p.taps("Pronto")
	p.sees("Confira a solicitação")
	p.shot("files-07-review")
	p.taps("Enviar")
	p.sees("Solicitação enviada")
	p.taps("Minhas solicitações")
	p.sees("00000001")
	p.taps("00000001")
	p.sees("Interações")
	p.taps("Ver anexos")
	p.sees("Anexos da solicitação")
	p.shot("files-08-sent")
	if got := w.ask(`SELECT count(*) FROM files WHERE draft_id = (SELECT id FROM requests)`); got != "12" {
		t.Errorf("%s files are stored, want 12", got)
	}
}

// picks chooses so many pictures at once, and sends them as photos or as files.
func (p *phone) picks(as string, n int, caption string) {
	p.t.Helper()
	dir := p.t.TempDir()
	var paths []string
	for i := range n {
		path := filepath.Join(dir, fmt.Sprintf("rx-%02d.png", i+1))
		if err := os.WriteFile(path, radiograph(), 0o600); err != nil {
			p.t.Fatal(err)
		}
		paths = append(paths, path)
	}
	p.do("pick files", chromedp.SetUploadFiles("#file", paths), chromedp.WaitVisible("#attach-send"),
		chromedp.Click(`[name=as][value=`+as+`]`, chromedp.ByQuery))
	if caption != "" {
		p.do("write the caption", chromedp.SendKeys("#caption", caption))
	}
	p.shot("files-00-picked")
	p.do("send the files", chromedp.Click("#attach-send"))
}

func (p *phone) uploadsAsFile(name string, content []byte) {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.do("pick "+name, chromedp.SetUploadFiles("#file", []string{path}), chromedp.WaitVisible("#attach-send"),
		chromedp.Evaluate(`document.querySelector("[name=as][value=document]").checked = true`, nil), chromedp.Click("#attach-send"))
}
