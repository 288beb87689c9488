package dental

import "strings"

// searchWords brings a text to the words under which procedures are compared:
// folded, abbreviations written out, numbers joined to what they count
// ("duas faces" is one word), fillers dropped, endings cut.
func searchWords(text string) []string {
	raw := splitWords(fold(text))
	var words []string
	for i := 0; i < len(raw); i++ {
		if word, used := counted(raw[i:]); used > 0 {
			words = append(words, word...)
			i += used - 1
			continue
		}
		if i+1 < len(raw) {
			if joined, ok := wordPairs[raw[i]+" "+raw[i+1]]; ok {
				words = append(words, joined...)
				i++
				continue
			}
		}
		w := raw[i]
		if full, ok := abbreviations[w]; ok {
			words = append(words, full...)
			continue
		}
		if !fillers[w] {
			words = append(words, w)
		}
	}
	for i, w := range words {
		words[i] = stem(w)
	}
	return words
}

// splitWords cuts at everything that is no letter or digit, and between the
// two: "2f" is a number and a word.
func splitWords(folded string) []string {
	var words []string
	start, kind := -1, 0
	for i, r := range folded + " " {
		now := 0
		switch {
		case r >= '0' && r <= '9':
			now = 1
		case r >= 'a' && r <= 'z':
			now = 2
		}
		if now != kind {
			if kind != 0 {
				words = append(words, folded[start:i])
			}
			start, kind = i, now
		}
	}
	return words
}

// counted reads a number and the thing counted from the front and says how
// many words that took.
func counted(raw []string) ([]string, int) {
	if len(raw) < 2 {
		return nil, 0
	}
	n, ok := numerals[raw[0]]
	if !ok {
		n = raw[0]
	}
	if raw[0] == "24" && (raw[1] == "h" || raw[1] == "hs" || raw[1] == "horas") {
		return []string{"24horas"}, 2
	}
	if len(n) != 1 || n[0] < '1' || n[0] > '5' {
		return nil, 0
	}
	switch {
	case faceWords[raw[1]]:
		return []string{n + "face"}, 2
	case canalWords[raw[1]]:
		return []string{roots[n[0]-'1'], "endodontico"}, 2
	case rootWords[raw[1]]:
		return []string{roots[n[0]-'1']}, 2
	case raw[1] == "implantes" || raw[1] == "implante":
		return []string{n + "implante", "implante"}, 2
	}
	return nil, 0
}

var (
	numerals = map[string]string{
		"um": "1", "uma": "1", "dois": "2", "duas": "2", "tres": "3", "quatro": "4", "cinco": "5",
	}
	faceWords  = set("f fc fs fcs fac face faces fase fases")
	canalWords = set("canal canais conduto condutos can")
	rootWords  = set("raiz raizes r")
	roots      = [5]string{"unirradicular", "birradicular", "multirradicular", "multirradicular", "multirradicular"}
	fillers    = set(`a as o os e de do da dos das em no na nos nas um uma por para pra pro pela pelo ao que qual codigo cod tuss dente dentes
		paciente pac favor quero preciso fazer solicito solicitar autorizar autorizacao gostaria seria tipo bom boa dia tarde noite oi ola obrigado`)
)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var wordPairs = wordMap(`
	raio x=radiografia|raios x=radiografia|r x=radiografia|bite wing=bitewing|bite win=bitewing|peri apical=periapical|supra numerario=supranumerario
	semi incluso=semi incluso|terceiro molar=siso|terceiros molares=siso|dente ciso=siso|pre molar=premolar|pre molares=premolar
	ponte movel=protese parcial removivel|ponte fixa=protese parcial fixa|odonto seccao=odontosseccao|hemi seccao=hemisseccao
	inter proximal=interproximal|sub mucoso=submucoso|metalo ceramica=metaloceramica|metalo ceramico=metaloceramica
	metalo plastica=metaloplastica|metal ceramica=metaloceramica|in ceram=inceram|in ceran=inceram|metal free=metalfree|livre metal=metalfree
	pos operatorio=posoperatorio|pos op=posoperatorio|auto geno=autogeno|o ring=oring|extra bucal=extrabucal|extra oral=extraoral|intra oral=intraoral
	twin block=twinblock|lip bumper=lipbumper|mini implante=miniimplante|carga imediata=cargaimediata`)

var abbreviations = wordMap(`
	rx=radiografia|raiox=radiografia|radio=radiografia|radiog=radiografia|radiografico=radiografia|pan=panoramica|pano=panoramica|panorex=panoramica
	peri=periapical|bw=bitewing|biteing=bitewing
	exo=exodontia|extracao=exodontia|extrair=exodontia|extr=exodontia|ext=exodontia|arrancar=exodontia|arrancamento=exodontia|exod=exodontia
	ciso=siso|sisos=siso|cisos=siso|inc=incluso|semiincluso=semi incluso|seminclusos=semi incluso|semincluso=semi incluso|impactado=incluso|impactados=incluso
	canal=endodontico|canais=endodontico|endo=endodontico|endodontia=endodontico|endodontica=endodontico|endodondico=endodontico
	rest=restauracao|restaur=restauracao|restauro=restauracao|restaurar=restauracao|trat=tratamento|tto=tratamento|tratar=tratamento|ttmt=tratamento
	retrat=retratamento|retrata=retratamento|refazer=retratamento|prov=provisorio|ppr=protese parcial removivel|ppf=protese parcial fixa|rmf=restauracao metalica fundida
	nmf=nucleo metalico fundido|supragengival=supra gengival|subgengival=sub gengival|rap=raspagem alisamento radicular sub gengival|rar=raspagem alisamento radicular sub gengival
	orto=ortodontico|ortodontia=ortodontico|manut=manutencao|apar=aparelho|perm=permanente|dec=deciduo|leite=deciduo|decidua=deciduo|infantil=deciduo
	uni=unirradicular|bi=birradicular|multi=multirradicular|tri=multirradicular|trirradicular=multirradicular|tetrarradicular=multirradicular
	birad=birradicular|unirad=unirradicular|multirad=multirradicular|birradiculares=birradicular
	am=amalgama|amalg=amalgama|civ=ionomero|iv=ionomero|cvi=ionomero|rf=resina|rc=resina|fotop=fotopolimerizavel|foto=fotografia
	urg=urgencia|emergencia=urgencia|cons=consulta|h=horas|hs=horas|apicectomia=apicetomia|frenectomia=frenulectomia|frenotomia=frenulotomia
	premolares=premolar|biopsiar=biopsia|implantodontia=implante|odontosecao=odontosseccao|perio=periodontal|periodontia=periodontal
	retro=retrograda|retrobturacao=obturacao retrograda|retroobturacao=obturacao retrograda|emax=ceramica emax
	retirar=remocao|retirada=remocao|remover=remocao|tirar=remocao|extirpacao=remocao|reendo=retratamento endodontico|telerx=telerradiografia
	frenulo=freio|abcesso=abscesso|tmj=atm|dtm=atm|clareamneto=clareamento|posoperatoria=posoperatorio|oclusais=oclusal|metalica=metalico|protetica=protese|protetico=protese`)

// wordMap reads "short=written out" pairs with "|" or a line between them.
func wordMap(text string) map[string][]string {
	m := make(map[string][]string)
	for _, pair := range strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '\n' }) {
		if short, full, ok := strings.Cut(strings.TrimSpace(pair), "="); ok {
			m[short] = strings.Fields(full)
		}
	}
	return m
}

// stem cuts plural and gender, so that "metálicas" meets "metálico".
func stem(w string) string {
	if len(w) < 5 {
		return w
	}
	for _, ending := range endings {
		if before, ok := strings.CutSuffix(w, ending.old); ok {
			return before + ending.new
		}
	}
	return strings.TrimRight(strings.TrimSuffix(w, "s"), "aoe")
}

var endings = []struct{ old, new string }{{"oes", "a"}, {"aes", "a"}, {"ao", "a"}, {"ais", "al"}, {"eis", "el"}, {"ns", "m"}, {"res", "r"}, {"zes", "z"}}
