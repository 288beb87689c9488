package nlu

import "strings"

// Unnamed is a text without what would tell who wrote it or about whom: numbers of
// people and things by their kind, numbers of more than two digits as #, and each word
// that is not among those that known holds, or that is a name as well, as …
// What is left says what was asked for, in small letters without accents.
func Unnamed(text string, known func(string) bool) string {
	var out []string
	for _, t := range Read(text) {
		switch t.Kind {
		case Word:
			if w := t.Text; known(w) && !givenNames[w] {
				out = append(out, w)
			} else if len(out) == 0 || out[len(out)-1] != "…" {
				out = append(out, "…")
			}
		case Number:
			if t.N > 99 || len(t.Text) > 2 && !t.Spelled {
				out = append(out, "#")
			} else {
				out = append(out, t.Text)
			}
		case Sign, Stop:
			if strings.ContainsAny(t.Text, "?!,+") && len(t.Text) == 1 {
				out = append(out, t.Text)
			}
		default:
			out = append(out, "<"+kindNames[t.Kind]+">")
		}
	}
	return strings.Join(out, " ")
}

var kindNames = map[Kind]string{
	CPF: "cpf", CNPJ: "cnpj", Card: "matricula", Code: "codigo", Eight: "pedido", Protocol: "protocolo", Phone: "telefone",
	Date: "data", Hour: "hora", Money: "valor", Digits: "numero",
}

// givenNames are names of people that are words of ours as well, or stand in what the
// words of ours were taken from.
var givenNames = func() map[string]bool {
	all := map[string]bool{}
	for _, n := range strings.Fields(`ana maria joao jose antonio francisco carlos paulo pedro lucas luiz luis marcos gabriel rafael daniel marcelo bruno eduardo
		felipe rodrigo manoel mateus andre fernando fabio leonardo gustavo guilherme leandro tiago thiago anderson ricardo marcio jorge sebastiao alexandre roberto
		edson diego vitor sergio claudio matheus joaquim raimundo francisca antonia adriana juliana marcia fernanda patricia aline sandra camila amanda bruna
		jessica leticia julia luciana vanessa mariana gabriela vera vitoria larissa claudia beatriz rita luana sonia renata eliane josefa simone natalia cristiane
		carla debora rosangela jaqueline rosa daniela aparecida marlene terezinha raimunda andreia fabiana lucia raquel angela rafaela joana luzia elaine daniele
		regina isabel alice helena nina caio otto celina livia rui davi dora silva santos oliveira souza rodrigues ferreira alves pereira lima gomes costa ribeiro
		martins carvalho almeida lopes soares fernandes vieira barbosa rocha dias nascimento andrade moreira nunes marques machado mendes freitas cardoso ramos
		goncalves santana teixeira araujo prado campos barros reis duarte teles moura`) {
		all[n] = true
	}
	return all
}()
