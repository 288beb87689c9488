package spagonet

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// noise writes a message as others might: accents dropped, letters swapped,
// abbreviations, other numbers, words of courtesy around it.
type noise struct{ *rand.Rand }

func newNoise(seed, of uint64) noise { return noise{rand.New(rand.NewPCG(seed, of))} }

func (n noise) chance(p float64) bool { return n.Float64() < p }

func (n noise) pick(from []string) string { return from[n.IntN(len(from))] }

// others are words that mean the same in every sentence of the counter.
var others = map[string][]string{
	"quero": {"queria", "preciso", "gostaria de", "quero"}, "queria": {"quero", "gostaria de", "preciso"},
	"preciso": {"quero", "queria", "necessito", "precisava"}, "gostaria": {"queria"},
	"você": {"vc", "vcs", "voce", "ce"}, "vocês": {"vcs", "vc", "voces"}, "vc": {"você", "vcs"}, "vcs": {"vocês"},
	"quanto": {"qto", "qnto", "qt", "quantos"}, "quando": {"qdo", "qnd", "qndo"}, "porque": {"pq", "por que"},
	"não": {"nao", "n", "ñ"}, "nao": {"n", "não"}, "para": {"pra", "p/"}, "pra": {"para"}, "está": {"ta", "tá", "esta"}, "tá": {"está", "ta"},
	"hoje": {"hj"}, "também": {"tb", "tbm"}, "muito": {"mt", "mto"}, "que": {"q"}, "mensagem": {"msg"},
	"autorização": {"autorizacao", "aut", "liberação", "autorizaçao"}, "liberação": {"autorização"}, "solicitação": {"solicitacao", "solic", "pedido", "requisição"},
	"pedido": {"solicitação", "pedido", "requisição"}, "paciente": {"pac", "pcte", "beneficiário", "beneficiária"}, "procedimento": {"proc", "tratamento", "procedimento"},
	"código": {"cod", "codigo", "cód"}, "coparticipação": {"copart", "coparticipacao", "co-participação", "cooparticipação", "coparticipaçao"},
	"copart": {"coparticipação", "co participação"}, "reembolso": {"ressarcimento", "reenbolso"}, "filha": {"filho", "esposa", "mãe"}, "filho": {"filha", "marido", "pai"},
	"esposa": {"marido", "mulher"}, "marido": {"esposa"}, "mãe": {"pai", "filha"}, "resina": {"restauração", "rest"}, "restauração": {"resina", "restauracao"},
	"canal": {"endo", "tratamento de canal", "canal"}, "extração": {"exo", "exodontia", "extraçao"}, "raio-x": {"rx", "raio x", "radiografia"}, "rx": {"raio x", "radiografia", "raio-x"},
	"radiografia": {"rx", "raio x"}, "limpeza": {"profilaxia", "limpesa"}, "coroa": {"coroa", "jaqueta"}, "dentista": {"doutora", "doutor", "dra"},
	"doutor": {"dr", "doutora"}, "valor": {"valor", "vlr", "preço"}, "boleto": {"boleto", "débito em conta"}, "fisioterapia": {"fisio", "psicoterapia", "fonoaudiologia", "acupuntura", "RPG"},
	"fisio": {"fisioterapia", "fono", "terapia"}, "consulta": {"consulta", "exame"}, "exame": {"exame", "ressonância", "ultrassom"}, "plano": {"plano", "convênio"}, "convênio": {"plano", "convenio"},
	"janeiro": months, "fevereiro": months, "março": months, "abril": months, "maio": months, "junho": months, "julho": months, "agosto": months,
	"setembro": months, "outubro": months, "novembro": months, "dezembro": months,
}

var months = strings.Fields("janeiro fevereiro março marco abril maio junho julho agosto setembro outubro novembro dezembro jan fev mar abr jun jul ago set out nov dez")

// What people say around what they want: courtesy, who they are, why they ask. It
// stands around lines of every intent, so that it tells nothing.
var (
	before = around(`oi, |olá, |bom dia, |boa tarde |boa noite, |oi bom dia |por favor, |então, |moça, |olha, |pessoal, |uma dúvida: |oi tudo bem? |gente |
bom dia! |boa tarde tudo bem? |ô moço |meu filho, |minha filha |licença, |com licença, |me diz uma coisa, |deixa eu te perguntar, |seguinte, |é o seguinte: |queria saber uma coisa, |
desculpa incomodar, |desculpe a hora, |me tira uma dúvida, |me ajuda aqui, |preciso de uma ajuda: |rapidinho, |só uma coisa, |aproveitando, |outra coisa, |ah e |mais uma dúvida, |urgente: |
aqui é da clínica, |sou a secretária, |sou dentista credenciada, |sou aposentado, |aqui é a dona Marta, |é o filho da dona Ana, |falo pela minha mãe, |tenho 78 anos e não entendo disso, |
o paciente está aqui na minha frente, |já perguntei ontem e nada, |minha esposa pediu pra perguntar, |meu marido que cuidava disso, |não sei se é aqui mas |estou no consultório, |
o doutor pediu pra eu ver, |falei com a moça e ela disse pra perguntar aqui, |tava vendo aqui e |cheguei do médico agora, |não enxergo bem, |eu de novo, |gente do céu, |nossa, |eita, |afe, `)
	after = around(` por favor| pfv| por gentileza| obrigada|?|??|!| urgente| ok?|...| pf| né| hein| aí|, grato| tá| viu| moça| meu bem|, fico no aguardo|, aguardo|, obrigado desde já|, agradeço|, é urgente|
, preciso disso hoje|, o paciente tá esperando|, me ajuda|, pode ser?|, se puder|, quando puder| rs| kkk| 🙏| 😊|, é pra minha mãe|, é pro meu marido|, não entendo disso|, sou leiga nisso|, já faz tempo|, Deus abençoe| por obséquio|, bjs`)
)

func around(list string) []string { return strings.Split(strings.ReplaceAll(list, "\n", ""), "|") }

// chosen takes one of the words of each slot: "cancelar {a academia|o spotify}".
func (n noise) chosen(text string) string {
	for {
		open := strings.LastIndexByte(text, '{') // the innermost of those within others
		if open < 0 {
			return text
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			return text
		}
		text = text[:open] + n.pick(strings.Split(text[open+1:open+end], "|")) + text[open+end+1:]
	}
}

// say writes the message anew.
func (n noise) say(l Line) string {
	words := strings.Fields(l.Text)
	for i, w := range words {
		words[i] = n.word(w)
	}
	if len(words) > 6 && n.chance(0.15) { // dictated or hasty people leave small words out
		if i := n.IntN(len(words)); len(words[i]) <= 3 && !strings.EqualFold(words[i], "não") && !strings.EqualFold(words[i], "nao") {
			words = append(words[:i], words[i+1:]...)
		}
	}
	text := strings.Join(words, " ")
	if len(words) > 2 || l.Intent == "fora_de_escopo" {
		if n.chance(0.25) {
			text = n.pick(before) + text
		}
		if n.chance(0.2) {
			text = strings.TrimRight(text, "?!. ") + n.pick(after)
		}
	}
	switch {
	case n.chance(0.3):
		text = strings.Map(fold, text)
	case n.chance(0.05):
		text = strings.ToUpper(text)
	case n.chance(0.1): // dictation
		text = strings.NewReplacer(",", "", ".", "", "?", "", "!", "").Replace(text)
	}
	return text
}

func (n noise) word(w string) string {
	bare := strings.ToLower(strings.TrimRight(w, ",.?!"))
	tail := w[len(strings.TrimRight(w, ",.?!")):]
	if list, ok := others[bare]; ok && n.chance(0.3) {
		return n.pick(list) + tail
	}
	if strings.IndexFunc(w, unicode.IsDigit) >= 0 {
		return n.digits(w)
	}
	letters := []rune(w)
	switch {
	case len(letters) >= 4 && n.chance(0.04):
		return n.byEar(w)
	case len(letters) >= 5 && n.chance(0.06):
		return n.slip(letters)
	}
	return w
}

// sounds are spellings that sound alike to who writes as they speak.
var sounds = [][2]string{{"ção", "são"}, {"ção", "ssão"}, {"ç", "ss"}, {"ss", "ç"}, {"ss", "s"}, {"s", "z"}, {"z", "s"}, {"ce", "se"}, {"ci", "si"}, {"se", "ce"}, {"si", "ci"},
	{"ge", "je"}, {"gi", "ji"}, {"ou", "o"}, {"ei", "e"}, {"lh", "li"}, {"rr", "r"}, {"h", ""}, {"am", "ão"}, {"ão", "am"}, {"ar", "a"}, {"er", "e"}, {"ir", "i"}, {"al", "au"},
	{"el", "eu"}, {"qu", "k"}, {"ch", "x"}, {"x", "ch"}, {"nh", "ni"}, {"en", "in"}, {"em", "im"}, {"es", "is"}, {"des", "dis"}, {"me", "mi"}, {"te", "ti"}, {"ando", "ano"}, {"endo", "eno"}, {"o", "u"}, {"e", "i"}}

// byEar spells a word as it sounds, if it can be.
func (n noise) byEar(w string) string {
	for range 4 {
		s := sounds[n.IntN(len(sounds))]
		if at := strings.LastIndex(w, s[0]); at > 0 {
			return w[:at] + s[1] + w[at+len(s[0]):]
		}
	}
	return w
}

// digits keeps the shape of a number: what it begins with, and its length.
func (n noise) digits(w string) string {
	if len(w) < 4 {
		return w
	}
	to := []byte(w)
	for i := 2; i < len(to); i++ {
		if to[i] >= '0' && to[i] <= '9' {
			to[i] = byte('0' + n.IntN(10))
		}
	}
	return string(to)
}

// slip is a slip of the finger.
func (n noise) slip(letters []rune) string {
	i := 1 + n.IntN(len(letters)-2)
	switch n.IntN(4) {
	case 0: // swapped
		letters[i], letters[i+1] = letters[i+1], letters[i]
	case 1: // left out
		letters = append(letters[:i], letters[i+1:]...)
	case 2: // twice
		letters = append(letters[:i+1], letters[i:]...)
	default: // the key beside it
		if near := beside[unicode.ToLower(letters[i])]; near != "" {
			letters[i] = rune(near[n.IntN(len(near))])
		}
	}
	return string(letters)
}

var beside = map[rune]string{'a': "sqz", 'b': "vn", 'c': "xv", 'd': "sf", 'e': "wr", 'f': "dg", 'g': "fh", 'h': "gj", 'i': "uo", 'j': "hk", 'l': "k",
	'm': "n", 'n': "bm", 'o': "ip", 'p': "o", 'q': "wa", 'r': "et", 's': "ad", 't': "ry", 'u': "yi", 'v': "cb", 'x': "zc", 'z': "xs", 'ç': "c", 'ã': "a"}
