package nlu_test

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"guiche/dialogs/nlu"
)

//go:embed testdata/words.txt
var spoken string

// saying is one way in which people name a procedure.
type saying struct {
	phrase string // with its place
	codes  []string
}

func sayings(t *testing.T) []saying {
	t.Helper()
	var all []saying
	for line := range strings.Lines(spoken) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		head, phrases, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("no phrases: %s", line)
		}
		codes, place, _ := strings.Cut(head, " ")
		for phrase := range strings.SplitSeq(phrases, " | ") {
			if strings.Contains(phrase, "@") {
				phrase = strings.ReplaceAll(phrase, "@", place)
			} else {
				phrase = strings.TrimSpace(phrase + " " + place)
			}
			all = append(all, saying{phrase, strings.Split(codes, ",")})
		}
	}
	return all
}

// Whatever a procedure is called, its code is found; where several are meant
// honestly, they are the choice that is offered.
func TestWordsOfEveryProcedure(t *testing.T) {
	t.Parallel()
	all := sayings(t)
	for _, s := range all {
		for _, carrier := range []string{"solicito %s, mat 090216101", "Boa tarde! %s, por favor"} {
			text := fmt.Sprintf(carrier, s.phrase)
			if wrong := misread(nlu.Parse(text), s.codes); wrong != "" {
				t.Errorf("%v %q: %s", s.codes, text, wrong)
			}
		}
	}
	if len(all) < 2500 {
		t.Errorf("%d sayings", len(all))
	}
}

// Words that name procedures are words of other worlds as well.
func TestWordsOfOtherWorlds(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"quero abrir um chamado", "preciso abrir uma reclamação", "solicito reabertura do protocolo", "preciso da reabertura do pedido 12",
		"queria extrair um relatório", "preciso extrair o extrato do mês", "quero extrair os dados", "preciso selar um acordo",
		"preciso de rx do joelho", "solicito raio x do pulmão", "quero tomografia do abdome", "quero biópsia da mama", "solicito limpeza de pele",
		"quero enxerto de pele", "preciso de curativo no joelho", "quero implante capilar", "preciso de aparelho auditivo", "quero prótese de joelho",
		"quero o laser de tatuagem", "preciso de coroa de flores", "quero um bloco de guias", "preciso de bloco de receituário",
		"solicito sedação para endoscopia", "quero lente de contato para miopia", "quero carteirinha provisória", "preciso de senha provisória",
		"quero o provisório do cartão", "quero o canal do youtube", "preciso de manutenção no sistema", "quero consulta do protocolo 12",
		"quero tirar uma dúvida", "quero tirar a segunda via", "preciso arrumar meu cadastro", "quero tratar direto com um atendente",
		"vou colar a mensagem", "posso mandar foto", "preciso da placa do carro", "tá tirando sarro de mim", "quero o plano ouro",
		"solicito autorização para Maria Rocha", "preciso falar com João Pontes", "quero o corte do plano", "quero a Nanci do Redentor",
		"inclusão de dependente", "quero a inclusão do meu filho",
	} {
		if r := nlu.Parse(text); len(r.Items) > 0 {
			t.Errorf("%q asks for nothing of ours: %s", text, brief(r))
		}
	}
}

// misread says how a request differs from one for a procedure of these codes.
func misread(r nlu.Request, codes []string) string {
	if len(r.Items) == 0 {
		return "nothing is found"
	}
	for _, item := range r.Items {
		asks := slices.Contains(item.Ask, nlu.NeedType)
		switch {
		case item.Code != r.Items[0].Code:
			return "several are found: " + brief(r)
		case item.Code != codes[0]:
			return "found is " + brief(r)
		case len(codes) == 1 && asks:
			return fmt.Sprint("asks between ", item.Candidates)
		case len(codes) > 1 && (!asks || !slices.Equal(item.Candidates, codes)):
			return fmt.Sprint("takes it for ", item.Candidates)
		}
	}
	return ""
}
