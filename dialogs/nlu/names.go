package nlu

import "strings"

// nameHolds refuses short names that mean something else here.
func (r *reading) nameHolds(e *entry, i, end int) bool {
	word := r.tokens[i].Text
	next, before := r.textAt(end), r.textAt(i-1)
	switch {
	case e.family == famPT:
		m, _ := r.regionAt(end)
		return len(m.regions) > 0 || next == "imediata" || next == "nova"
	case end == i+1 && word == "am":
		_, to := r.oneFaces(end, true)
		return to > end && len(next) > 1 && next != "do"
	case end == i+1 && (word == "tras" || word == "bracket" || word == "braquete" || word == "cirurgica" || word == "cirurgico"):
		return false
	case end == i+1 && word == "bloco":
		return !r.isWord(end, theatreWords)
	case end == i+1 && (word == "tapar" || word == "acetato"):
		return r.beforeTooth(end)
	case end == i+1 && e.family == famCanal && r.isWord(end, canalStates):
		return false // "deixou um canal sem tratar"
	case r.lexical(i) == "pilar" && r.last != nil && r.beforeTooth(end): // those of a bridge
		return len(r.last.codes) == 0 || r.last.codes[0][:3] != "854"
	case end == i+1 && word == "pa":
		return next == "inicial" || next == "final" || r.beforeTooth(end)
	case end == i+1 && r.lexical(i) == "manutencao":
		return !(before == "em" || before == "de" && r.isWord(i-2, patientWords))
	case end == i+1 && (word == "doc" || word == "tra" || word == "art" || word == "sub" || word == "supra"):
		return before != "no" && before != "na"
	case end == i+1 && (word == "inc" || word == "mc" || word == "bi" || word == "multi" || word == "uni"):
		return false
	case r.oneWord(i, end) && r.lexical(i) == "periapical" && r.isWord(i-1, lesionWords):
		return false
	case r.oneWord(i, end) && r.lexical(i) == "interproximal" && (r.isWord(i-1, lesionWords) || r.isWord(i-1, betweenTeethWords)):
		return false
	case end == i+1 && word == "fotos":
		return before == "+"
	case end == i+1 && (r.lexical(i) == "avaliacao" || word == "orientacao"):
		return r.standsAlone(i, end)
	case end == i+1 && word == "preenchimento":
		return next != "labial" && next != "facial"
	case e.family == famCanal && r.lexical(i) == "restauracao": // "obturação do canal", not "restauração e canal"
		return strings.HasPrefix(word, "obtur") && (r.textAt(i+1) == "de" || r.textAt(i+1) == "do" || r.textAt(i+1) == "dos" || strings.HasPrefix(r.textAt(i+1), "endod"))
	case end == i+1 && word == "extra":
		return before == "dente"
	case end == i+1 && r.lexical(i) == "ortodontia":
		return r.beforeTooth(end)
	case end == i+1 && word == "refazer":
		j := end
		for r.isWord(j, fillers) {
			j++
		}
		other, _ := r.lex.match(r.tokens, r.ids, min(j, len(r.tokens)-1))
		return other == nil || !other.named || other.family == famCanal
	case end == i+1 && word == "protocolo":
		return archWords[next] != 0 || next == "sobre"
	case end == i+1 && r.lexical(i) == "tartaro":
		return !r.isWord(i-1, muchWords)
	case end == i+1 && word == "pfv":
		return r.beforeTooth(end)
	case end == i+1 && word == "prof":
		k := r.kindAt(end)
		return before != "dr" && before != "dra" && (k == Sign && next != ":" || k == Stop || next == "e")
	case r.lexical(i) == "consulta" && end == i+1:
		return !r.isWord(end, bookedWords) && !r.isWord(i-1, visitWords)
	}
	return true
}

// standsAlone: "só avaliação", "avaliação e profilaxia" ask for it; "aguardando
// avaliação" and "avaliação do perito" do not.
func (r *reading) standsAlone(i, end int) bool {
	k := r.kindAt(end)
	someone := (r.textAt(end) == "para" || r.textAt(end) == "pra") && r.isWord(end+1, whoWords)
	return (k == Stop || k == Sign || r.textAt(end) == "e" || r.textAt(end) == "mais" || someone) && !r.isWord(i-1, pendingWords)
}

// oneWord: a name is one word, though it may stand in two.
func (r *reading) oneWord(i, end int) bool {
	return end == i+1 || end == i+2 && r.ids[i+1] == joined
}

// whoWords begin the name of who is to be seen.
var whoWords = wordSet("minha meu o a esse essa este esta matricula mat")

var pendingWords = wordSet("em aguardando aguardo aguarda para pra na da sua minha nossa pela apos sob a essa esta nova outra re sofreu")

var canalStates = wordSet("tratado tratados sem nao extra calcificado calcificados atresico acessorio perdido exposto aberto obstruido vivo infectado")

// theatreWords follow a "bloco" where operations are done.
var theatreWords = wordSet("segunda terca quarta quinta sexta sabado cirurgico hoje amanha as dia hospitalar")

// betweenTeethWords stand before "interproximal" where it is no radiograph.
var betweenTeethWords = wordSet("desgaste carie caries restauracao resina contato recidiva espaco face faces reducao")

var lesionWords = wordSet("tampao lesao lesoes area regiao rarefacao imagem cisto granuloma reacao alteracao abscesso inflamacao cirurgia")

var muchWords = wordSet("com muito tem bastante de sem acumulo presenca pouco")

// A visit that is booked, or was, is no visit asked for.
var bookedWords = wordSet("marcada agendada dia hoje amanha passada anterior ontem sera ficou foi na no com")

var visitWords = wordSet("minha sua na da ultima proxima nossa pela apos desta nesta dessa nessa")
