package dialogs_test

import (
	"testing"

	"guiche/dialogs/phrases"
)

func TestASentenceThatNamesARequest(t *testing.T) {
	t.Parallel()
	c := deciding()
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "pronto", "pular")
	p.taps("Enviar")
	if len(c.memory.requests) != 1 {
		t.Fatalf("nothing was sent:\n%s", p.shown())
	}
	for _, said := range []string{"qual a senha de autorização do pedido 1?", "como está a solicitação nº 00000001", "Solicitação 1"} {
		p.says("/menu", said)
		p.sees("<code>00000001</code>", c.memory.requests[0].Releases[0].Senha.Format())
	}
	p.says("/menu", "cancelar solicitação 1")
	p.sees("Quer mesmo <b>cancelar</b>")
	p.says("não", "/menu", "pedir revisão da solicitação 1")
	p.sees("<code>00000001</code>")
	p.doesNotSee("Não encontrei isso por aqui")
	p.says("/menu", "pedido 99")
	p.sees(phrases.RequestGone)
	p.says("/menu", "quero um pedido novo")
	p.doesNotSee("<code>00000001</code>")

	v := c.person(t, 8)
	v.says("/start", "senha de autorização do pedido 1")
	v.doesNotSee(c.memory.requests[0].Releases[0].Senha.Format())
}
