package dialogs

import (
	"strings"
	"unicode"

	"guiche/dialogs/phrases"
)

// talk is a kind of sentence that wants no service: the message is made of these
// words only, and one of the marks is among them.
type talk struct {
	answer string
	marks  map[string]bool
	rest   map[string]bool
}

// fillers stand in small talk of every kind.
var fillers = wordSet(`muito muita e ai ta bem tudo voce voces vc vcs por a o os as pela pelo de da do sua seu ajuda atencao mesmo viu entao gente pessoal
	sim foi ser e eu me um uma la que tao mas ja so isso era demais bastante pra para todos tchau obrigado obrigada valeu dia tarde noite bom boa otimo otima`)

var smallTalks = []talk{
	{phrases.YouAreWelcome, wordSet(`obrigado obrigada obg obgd obrigadao brigado brigada brigadao valeu vlw agradeco agradecido agradecida grato grata gratidao thanks`), nil},
	{phrases.Goodbye, wordSet(`tchau adeus xau bye flw falou`), wordSet(`ate logo mais amanha breve`)},
	{phrases.WhoAmI, wordSet(`robo bot robozinho maquina`), wordSet(`e um uma quem com falando falo estou esse esta e voce vc fala pessoa ou humano atendente de verdade`)},
	{phrases.Apology, wordSet(`ruim pessimo pessima horrivel droga porcaria absurdo lixo inutil raiva palhacada vergonha merda`),
		wordSet(`que atendimento servico isso esse este nao funciona nada e estou com sistema aplicativo bot`)},
	{phrases.Praise, wordSet(`otimo otima perfeito perfeita excelente maravilha maravilhoso show parabens adorei amei legal bacana massa top incrivel gostei`),
		wordSet(`atendimento servico ficou de mais`)},
	{phrases.NoProblem, wordSet(`desculpa desculpe desculpas perdao foi mal`), wordSet(`me pela demora erro engano errei peco`)},
	{phrases.AllRight, wordSet(`ok okay certo beleza blz combinado entendi entendido tranquilo ta joia fechado sim isso`), nil},
}

// whole are sentences that are known as a whole.
var wholeTalks = map[string]string{
	"tudo bem": phrases.HowAreYou, "tudo bom": phrases.HowAreYou, "como vai": phrases.HowAreYou, "como vai voce": phrases.HowAreYou,
	"td bem": phrases.HowAreYou, "tudo certo": phrases.HowAreYou, "oi tudo bem": phrases.HowAreYou, "ola tudo bem": phrases.HowAreYou,
	"oi tudo bom": phrases.HowAreYou, "ola tudo bom": phrases.HowAreYou, "como voce esta": phrases.HowAreYou,
	"quem e voce": phrases.WhoAmI, "qual o seu nome": phrases.WhoAmI, "qual seu nome": phrases.WhoAmI, "o que voce faz": phrases.WhoAmI,
	"ate logo": phrases.Goodbye, "ate mais": phrases.Goodbye, "ate amanha": phrases.Goodbye, "ate breve": phrases.Goodbye,
}

// smallTalk answers a message that is a greeting, thanks or the like and nothing
// else.
func smallTalk(text string) (back string, ok bool) {
	words := spokenOf(text)
	if len(words) == 0 {
		return emoji(text)
	}
	if back, ok = wholeTalks[strings.Join(words, " ")]; ok {
		return back, true
	}
	if back, ok = greeting(text); ok {
		return back, true
	}
	for _, k := range smallTalks {
		if k.says(words) {
			return k.answer, true
		}
	}
	if laughs(words) {
		return phrases.Laughter, true
	}
	return "", false
}

func (k talk) says(words []string) bool {
	marked := false
	for _, w := range words {
		switch {
		case k.marks[w]:
			marked = true
		case !fillers[w] && !k.rest[w]:
			return false
		}
	}
	return marked
}

// laughs: "kkkk", "rsrs", "haha".
func laughs(words []string) bool {
	for _, w := range words {
		if len(w) < 2 || strings.Trim(w, "k") != "" && strings.Trim(w, "rs") != "" && strings.Trim(w, "ha") != "" && strings.Trim(w, "he") != "" {
			return false
		}
	}
	return len(words) > 0
}

// emoji answers a message that has no word.
func emoji(text string) (back string, ok bool) {
	switch {
	case strings.ContainsAny(text, "👍👌🙏❤😊🥰🤝👏"):
		return phrases.YouAreWelcome, true
	case strings.ContainsAny(text, "😂🤣😄😁😅"):
		return phrases.Laughter, true
	case strings.ContainsAny(text, "😡🤬😠👎"):
		return phrases.Apology, true
	case strings.ContainsAny(text, "👋"):
		return phrases.Hello, true
	}
	return "", false
}

// spokenOf are the words of a text, folded.
func spokenOf(text string) []string {
	return strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
