package main

import "testing"

// TestBrowserSentence asks for three things under a picture, as dictated, answers what
// that leaves open, corrects it in words and sends it.
func TestBrowserSentence(t *testing.T) {
	t.Parallel()
	w, url := demoPage(t)
	p := newPhone(t, url)
	for _, s := range [][2]string{
		{"/start", "CPF ou CNPJ"}, {"11222333000181", "senha de acesso"}, {"sorriso-2026", "Menu"},
	} {
		p.types(s[0])
		p.sees(s[1])
	}
	// Dictated: no sign, numbers in words, the patient's number digit by digit.
	p.picks("photo", 1, "quero pedir resina no vinte e seis exodontia do quarenta e oito e uma panorâmica paciente matrícula zero nove zero dois um seis um zero zero")
	p.sees("Qual é o caráter")
	p.sees("Ana P. · 090216100 (a confirmar)")
	p.shot("sentence-01-first")
	p.taps("Eletivo")
	p.taps("Helena")
	p.sees("Quais faces")
	p.shot("sentence-02-faces")
	p.types("são faces MO")
	p.sees("Qual destes para o 48?")
	p.shot("sentence-03-which")
	p.types("incluso")
	p.sees("É esta pessoa, e os itens estão certos?")
	p.shot("sentence-04-table")
	p.types("o dente é 36, não 26")
	p.sees("Corrigi o item 1")
	p.shot("sentence-05-corrected")
	p.types("não, é o 46")
	p.sees("Qual item devo corrigir?")
	p.shot("sentence-06-ambiguous")
	p.types("a primeira")
	p.sees("46 MO")
	p.types("tira a panorâmica")
	p.sees("Tirei da lista")
	p.taps("↩️ Desfazer")
	p.sees("Desfeito")
	p.types("tá certo, pode mandar")
	p.sees("Confira a solicitação")
	p.shot("sentence-07-review")
	p.types("manda")
	p.sees("toque em Enviar")
	p.shot("sentence-07-tap")
	p.taps("Enviar")
	p.sees("00000001")
	p.types("fiz a resina do 26 ontem, ficou ótima")
	p.sees("Não vi um pedido nessa mensagem")
	p.shot("sentence-08-nothing")
	p.types("profilaxia, exo do 18, exo do 28, resina O no 16, resina MO no 15, canal no 36, coroa metalocerâmica no 36 e rx do 36, mat 090216100")
	p.sees("Qual destes para o 18?")
	p.shot("sentence-09-many")
	p.types("1")
	p.sees("Qual destes para o 28?")
	p.types("1")
	p.sees("É esta pessoa")
	p.shot("sentence-10-many")
	p.types("/menu")
	p.sees("Como posso ajudar")
	p.types("limpeza pra ana prado")
	p.sees("Juntar à que está aberta ou começar outra?")
	p.shot("sentence-11-join")
	p.taps("Começar outra")
	p.sees("1. Profilaxia")
	p.shot("sentence-12-by-name")
	if got := w.ask(`SELECT count(*) FROM requests`); got != "1" {
		t.Errorf("%s requests, want 1", got)
	}
}
