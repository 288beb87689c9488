package dialogs

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/internal/fictional"
)

// deskOf is a turn of somebody of a role at the counter of an operator that lists no
// services of its own.
func deskOf(role access.Role) *turn {
	op := fictional.Operator()
	op.Services = nil
	t := &turn{desk: backend.New(nil, nil, op)}
	t.s.Actor = access.Actor{Role: role, ID: 1}
	return t
}

func names(found []target) string {
	var all []string
	for _, f := range found {
		if f.verb == verbService {
			all = append(all, f.arg)
		} else {
			all = append(all, f.verb)
		}
	}
	return strings.Join(all, " ")
}

// What dentists, receptionists and members type, and what they look for. A * after
// the wanted one: others may be offered beside it.
var findings = map[access.Role]string{
	access.Provider: `
		nova solicitação                             → new
		quero pedir uma autorização                  → new
		preciso de autorização odontológica          → new
		solicitar procedimento                       → new
		abrir nova guia                              → new*
		quero fazer um novo pedido                   → new
		minhas solicitações                          → list
		MINHAS SOLICITACOES                          → list
		acompanhar pedido                            → list
		status da minha solicitação                  → list
		ver o andamento                              → list
		quais pedidos já enviei                      → list
		situação do pedido                           → list
		continuar o rascunho                         → resume
		rascunho                                     → resume
		rascunhu                                     → resume
		extrato de faturamento                       → extrato
		estrato de faturamento                       → extrato
		onde vejo meu extrato                        → extrato
		faturamento                                  → extrato*
		quando vou receber o pagamento               → extrato*
		demonstrativo de pagamento                   → extrato
		quanto vou receber                           → extrato
		nota fiscal                                  → extrato
		guias tiss                                   → guias-tiss*
		formulário TISS                              → guias-tiss
		onde baixo a guia GTO                        → guias-tiss
		gto                                          → guias-tiss
		modelo de guia                               → guias-tiss
		não                                          →
		pronto                                       →
		xml                                          → lotes
		enviar lote xml                              → lotes
		envio de lotes                               → lotes
		digitar guias                                → lotes*
		recurso de glosa                             → glosa
		recorrer de uma glosa                        → glosa
		glosaram meu pagamento                       → glosa*
		glosas                                       → glosa
		contestar a glosa                            → glosa
		tabela tuss                                  → tuss-odonto
		tabela de procedimentos                      → tuss-odonto
		código do procedimento                       → tuss-odonto
		codigos tuss                                 → tuss-odonto
		lista de códigos                             → tuss-odonto
		rol da ans                                   → cobertura
		o plano cobre implante?                      → cobertura
		cobertura                                    → cobertura
		carência                                     → cobertura
		procedimentos cobertos                       → cobertura
		prazo de resposta                            → prazos
		prazos                                       → prazos
		credenciamento                               → credenciamento
		atualizar meu cadastro                       → credenciamento
		quero incluir um dentista                    → credenciamento
		mudar a conta bancária da clínica            → credenciamento
		alterar endereço                             → credenciamento
		autorização de exame médico                  → autorizacao-medica*
		ressonância                                  → autorizacao-medica
		internação                                   → internacao
		internar um paciente                         → internacao
		prorrogar internação                         → internacao
		rede credenciada                             → rede
		ouvidoria                                    → ouvidoria
		ovidoria                                     → ouvidoria
		quero fazer uma reclamação                   → ouvidoria
		falar com atendente                          → talk
		quero falar com um humano                    → talk
		atendente                                    → talk
		falar com alguém                             → talk
		telefone                                     → talk
		whatsapp                                     → talk
		privacidade                                  → priv
		lgpd                                         → priv
		outros serviços                              → svcs
		sair                                         → leave
		trocar de conta                              → leave*
		fila                                         →
		boleto                                       →
		bolo de chocolate                            →
		asdfgh                                       →
		xyz 123                                      →
		???                                          →`,
	access.Auditor: `
		fila de análise                              → queue
		pendentes                                    → queue
		tabela tuss                                  → tuss-odonto
		nova solicitação                             →`,
	access.Member: `
		pedidos em meu nome                          → own
		minhas solicitações                          → own
		quanto vou pagar                             → amount
		coparticipação                               → amount
		2a via do boleto                             → carteirinha
		segunda via da carteirinha                   → carteirinha
		meu boleto                                   → carteirinha
		encontrar dentista                           → rede
		dentistas perto de mim                       → rede
		onde posso ser atendido                      → rede
		reclamar                                     → ouvidoria
		meu extrato                                  → amount
		glosa                                        →`,
	access.Visitor: `
		quero me credenciar                          → credenciamento
		ouvidoria                                    → ouvidoria
		nova solicitação                             →`,
}

func TestFind(t *testing.T) {
	t.Parallel()
	cases := 0
	for role, table := range findings {
		for line := range strings.Lines(strings.TrimSpace(table)) {
			typed, want, ok := strings.Cut(line, "→")
			if !ok {
				t.Fatalf("no case: %q", line)
			}
			cases++
			typed, want = strings.TrimSpace(typed), strings.TrimSpace(want)
			t.Run(fmt.Sprint(role, ": ", typed), func(t *testing.T) {
				t.Parallel()
				got := names(find(typed, deskOf(role).wants()))
				if first, among := strings.CutSuffix(want, "*"); among && slices.Contains(strings.Fields(got), first) {
					return
				}
				if got != want {
					t.Errorf("found %q, want %q", got, want)
				}
			})
		}
	}
	if cases < 60 {
		t.Errorf("only %d cases", cases)
	}
}

func TestFindTakesAnything(t *testing.T) {
	t.Parallel()
	all := deskOf(access.Provider).wants()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-zç]{1,9} ){1,6}`)).Draw(t, "text")
		found := find(text, all)
		if len(found) > mostFound {
			t.Fatalf("%q found %d", text, len(found))
		}
		for i, f := range found {
			if slices.Contains(found[:i], f) {
				t.Fatalf("%q found %v twice", text, f)
			}
		}
	})
	for _, w := range all {
		for _, name := range w.names {
			if found := find(name, all); !slices.Contains(found, w.to) {
				t.Errorf("its own name %q finds %q, not %v", name, names(found), w.to)
			}
		}
	}
}

func TestAsides(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]aside{
		"qual o telefone de vocês?": asidePhone, "Qual é o telefone da central?": asidePhone, "tem whatsapp?": asidePhone,
		"quero falar com um atendente": asidePhone, "posso falar com alguém?": asidePhone, "me passa o número de telefone": asidePhone,
		"que horas vocês abrem?": asideHours, "vocês atendem sábado?": asideHours, "qual o horário de atendimento": asideHours,
		"estão abertos agora?": asideHours, "até que horas funciona": asideHours,
		"quanto tempo demora?": asideTerm, "qual o prazo de resposta?": asideTerm, "em quantos dias sai a resposta": asideTerm,
		"o que fazem com meus dados? lgpd": asidePrivacy,
		// Answers of the form are none.
		"eletivo": noAside, "26": noAside, "MOD": noAside, "090216100": noAside, "Helena Duarte": noAside, "resina 3 faces": noAside,
		"(21) 98765-4321": noAside, "Paciente com dor, telefone para retorno 2198765": noAside, "dor ao mastigar": noAside, "": noAside,
		"raspagem horário": noAside, "RX periapical do 36": noAside, "não": noAside, "aberto o acesso do 46 por outro dentista": noAside,
	} {
		if got := asideOf(text); got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}

func TestSmallTalk(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"obrigada", "Obrigado!", "muito obrigada, viu", "valeu", "vlw", "brigadão", "obrigada pela ajuda", "🙏", "👍", "tchau", "até logo", "tchau, obrigada",
		"tudo bem?", "oi, tudo bem?", "Bom dia!", "boa tarde, tudo bem?", "olá", "você é um robô?", "quem é você?", "isso é um bot?", "ótimo atendimento",
		"perfeito", "parabéns", "kkkk", "rsrs", "hahaha", "desculpa", "foi mal", "que droga", "isso não funciona que porcaria", "ok", "beleza", "😂",
	} {
		if back, ok := smallTalk(text); !ok || back == "" {
			t.Errorf("%q is not answered", text)
		}
	}
	for _, text := range []string{"", "26", "M", "AI", "OM", "eletivo", "nova", "obrigada, mas quero o extrato", "dor", "sim", "não", "resina", "a", "1", "extrato"} {
		if back, ok := smallTalk(text); ok && text != "sim" {
			t.Errorf("%q is answered with %q", text, back)
		}
	}
}
