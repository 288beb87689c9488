package nlu

import (
	"slices"

	"guiche/backend/dental"
)

var (
	// counted follow a number that is no tooth: "12 anos", "14 periapicais".
	counted = wordSet(`anos aninhos dias meses horas h hs min minutos reais real conto x vezes sessoes mg ml mm cm kg semanas parcelas
		fotos foto imagens pacientes face faces fc fcs f canal canais conduto condutos raiz raizes elementos dentes implantes periapicais radiografias rx
		rxs por porcento anexos arquivos guias pecas horario pontos graus`)
	// numbered stand before a number that is no tooth.
	numbered = wordSet(`dia dias idade sala ramal apto apartamento guia lote rua cid tabela cro versao turma loja andar pagina codigo cod tuss pedido
		solicitacao ligar turno protocolo senha artigo rn plano fone tel ddd`)
	monthWords  = wordSet("janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro jan fev mar abr mai jun jul ago set out nov dez")
	toothLeads  = wordSet("dente dentes elemento elementos el elem no do nos dos dte dt d")
	listFillers = wordSet("o os no nos do dos dente dentes elemento elementos el tambem mais de a as ainda")
	rangeWords  = wordSet("ao a ate aos")
)

// toothAt is the tooth that a token names, if it stands where a tooth can.
func (r *reading) toothAt(i int) (dental.Tooth, bool) {
	if i < 0 || i >= len(r.tokens) || r.tokens[i].Kind != Number || len(r.tokens[i].Text) != 2 {
		return 0, false
	}
	tooth, err := dental.NewTooth(r.tokens[i].N)
	if err != nil || r.isWord(i+1, counted) && !r.tail(i+1) || r.isWord(i-1, numbered) || r.textAt(i+1) == "%" || r.textAt(i-1) == "$" {
		return 0, false
	}
	if tooth.Is(dental.Supernumerary) && !r.isWord(i-1, toothLeads) {
		return 0, false
	}
	if r.isWord(i+2, monthWords) && r.textAt(i+1) == "de" {
		return 0, false
	}
	return tooth, true
}

// tail: a word that counts, but belongs to what follows: "46 rx", "36 face MO",
// "no 46 por", "46 canal".
func (r *reading) tail(i int) bool {
	switch r.tokens[i].Text {
	case "rx", "rxs", "canal", "face", "faces", "f", "por", "raiz", "foto", "fotos":
		return true
	}
	return false
}

// teethAt reads teeth in a row: "26", "36, 37 e 38", "do 13 ao 23", "18/28".
func (r *reading) teethAt(i int) (mention, int) {
	first, ok := r.toothAt(i)
	if !ok {
		return mention{}, i
	}
	if end := r.sound(i + 1); end > i+1 {
		return mention{}, end
	}
	teeth := []dental.Tooth{first}
	end := i + 1
	for {
		next, ranged := r.listNext(end)
		tooth, ok := r.toothAt(next)
		if !ok || r.sound(next+1) > next+1 || r.begins(next) || r.isWord(next+1, leavingWords) {
			break
		}
		if !ranged && r.isWord(i-1, betweenWords) && len(teeth) == 1 && r.textAt(next-1) == "e" {
			ranged = true
		}
		if ranged && !(r.textAt(next-1) == "-" && r.chained(i, end, next)) {
			if walk := dental.Between(teeth[len(teeth)-1], tooth); walk != nil {
				teeth = append(teeth, walk[1:]...)
				end = next + 1
				continue
			}
		}
		teeth = append(teeth, tooth)
		end = next + 1
	}
	return mention{sort: mPlace, teeth: unique(teeth)}, end
}

// leavingWords after a tooth say that it is left out: "o 16 já tem".
var leavingWords = wordSet("ja fica deixa eu")

// begins: in "recimentação do 26, e do 27 resina MO" the second tooth is what
// follows it.
func (r *reading) begins(i int) bool {
	if r.open == nil || !r.isWord(i-1, prepositions) {
		return false
	}
	e, _ := r.lex.match(r.tokens, r.ids, min(i+1, len(r.tokens)-1))
	if i+1 >= len(r.tokens) || e == nil || !e.named || e.complaint || e.quality != 0 && e.family == r.open.family {
		return false
	}
	tooth, _ := (&target{entry: e, quality: e.qualities}).locates()
	return tooth
}

// sound: "o 24 tá hígido" says that nothing is to be done there. It returns where
// that ends.
func (r *reading) sound(i int) int {
	j := i
	for j < i+3 && r.isWord(j, stateWords) {
		j++
	}
	if !r.isWord(j, soundStates) {
		return i
	}
	return j + 1
}

var stateWords = wordSet("e eh esta ta segue continua ja permanece parece")
var soundStates = wordSet("higido integro sadio saudavel perfeito preservado intacto")

var betweenWords = wordSet("entre")

// listNext is where the next tooth of a list would stand after its end.
func (r *reading) listNext(end int) (at int, ranged bool) {
	i, signs := end, 0
	for ; i < len(r.tokens) && i < end+6; i++ {
		t := r.tokens[i]
		switch {
		case t.Kind == Number:
			return i, ranged
		case t.Kind == Sign && (t.Text == "," || t.Text == "/" || t.Text == "+" || t.Text == "&"), t.Kind == Word && t.Text == "e":
			if signs++; signs > 2 {
				return -1, false
			}
		case t.Kind == Sign && t.Text == "-":
			ranged = true
		case i == end && t.Kind == Word && rangeWords[t.Text]:
			ranged = true
		case i == end+1 && ranged && t.Kind == Word && (t.Text == "o" || t.Text == "dente"):
		case t.Kind == Word && listFillers[t.Text] && signs > 0 && !(t.Upper && (len(t.Text) == 1 || t.Text == "do")):
		default:
			return -1, false
		}
	}
	return -1, false
}

// chained: "18-28-38-48" and "18-28" are lists; "13-23" is the row of front
// teeth.
func (r *reading) chained(from, end, next int) bool {
	a, b := r.tokens[end-1].N, r.tokens[next].N
	return a%10 == b%10 && a%10 > 3 || r.textAt(next+1) == "-" && r.kindAt(next+2) == Number || end-2 > from && r.textAt(end-2) == "-"
}

func (r *reading) kindAt(i int) Kind {
	if i < 0 || i >= len(r.tokens) {
		return Stop
	}
	return r.tokens[i].Kind
}

func unique(teeth []dental.Tooth) []dental.Tooth {
	out := teeth[:0]
	for _, t := range teeth {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// afterDay: "dia 25 e 26" are days all along.
func (r *reading) afterDay(i int) bool { return r.textAt(i-1) == "dia" || r.textAt(i-1) == "dias" }

func (r *reading) skipNumbers(i int) int {
	for i++; i+1 < len(r.tokens) && (r.textAt(i) == "e" || r.textAt(i) == "," || r.textAt(i) == "ou") && r.kindAt(i+1) == Number; i += 2 {
	}
	return i
}
