package nlu

import (
	"slices"

	"guiche/backend/dental"
)

// drop tells which procedures of the message are not asked for.
func (c *composer) dropScopes() {
	for k := range c.mentions {
		m := &c.mentions[k]
		if m.sort != mScope {
			continue
		}
		switch m.scope {
		case scopeNot:
			c.notThere(k)
			if !c.ended(k) || !c.dropBehind(k) {
				c.dropAhead(k, false)
			}
		case scopePast:
			switch loose := looseWords[c.textAt(m.from)]; {
			case c.settledPlace(k):
			case c.textAt(m.from) == "foi" && c.isWord(m.from-1, relativeWords): // "no lugar do 46 que foi extraído"
			case loose && c.isWord(m.from-1, relativeWords): // "a coroa que caiu"
			case !(loose || c.ended(k)) || !c.dropBehind(k):
				c.dropAhead(k, true)
			}
		case scopeDone:
			if c.settledPlace(k) {
				continue
			}
			if !c.dropBehind(k) && m.n == 0 && !doneWords[c.textAt(m.from)] && !behindOnly[c.textAt(m.from)] {
				c.dropAhead(k, true)
			}
		case scopeAttach:
			c.dropPicture(k)
		case scopeExcept:
			c.except(k)
		}
	}
	c.dropReplaced()
	c.dropObjects()
	for from := 0; from < len(c.mentions); {
		to := from
		for to < len(c.mentions) && c.mentions[to].sort != mStop {
			to++
		}
		c.dropQuery(from, to)
		from = to + 1
	}
}

// notThere: in "não é o 36, é o 46: canal" the first tooth is not meant.
func (c *composer) notThere(k int) {
	if w := c.textAt(c.mentions[k].to - 1); w != "e" && w != "eh" && w != "era" || k+1 >= len(c.mentions) || !c.directly(k, k+1) {
		return
	}
	if p := &c.mentions[k+1]; p.sort == mPlace && len(p.teeth) == 1 && slices.ContainsFunc(c.mentions[k+2:], func(m mention) bool { return m.sort == mPlace && len(m.teeth) > 0 }) {
		p.sort = 0
	}
}

// settledPlace: "selante no 26, o 16 já tem" leaves the 16 out.
func (c *composer) settledPlace(k int) bool {
	if c.mentions[k].n == 1 || k < 2 || !c.ended(k) && !c.isWord(c.mentions[k].to, whenWords) {
		return false
	}
	p, before := &c.mentions[k-1], &c.mentions[k-2]
	if p.sort != mPlace || len(p.teeth) == 0 && len(p.regions) == 0 && p.side == 0 || c.mentions[k].from-p.to > 2 || before.sort != mComma && before.sort != mStop {
		return false
	}
	if before.sort == mComma && before.n != ',' && before.n != 'e' && before.n != '(' {
		return false
	}
	if !slices.ContainsFunc(c.mentions[:k-2], func(m mention) bool { return m.sort == mPlace && (len(m.teeth) > 0) == (len(p.teeth) > 0) }) {
		return false
	}
	p.sort = 0
	return true
}

var whenWords = wordSet("em ontem hoje semana mes ano ha anteontem agora dia vez que nao")

// narrow are the words that say what one thing is, not what was done.
var narrow = wordSet("paciente pct pac pcte possui existe tem usa usava caiu soltou quebrou troca ja esta voltou recebeu no apos pos depois tinha perdeu")

// dropAhead drops what follows "não precisa de", "já fiz", until a sentence
// turns.
func (c *composer) dropAhead(k int, past bool) {
	first := c.textAt(c.mentions[k].from)
	one := past && narrow[first] && c.textAt(c.mentions[k].from+1) != "fez" && c.textAt(c.mentions[k].from+1) != "fiz" && c.textAt(c.mentions[k].from+1) != "foi"
	placed, dropped := false, false
	for j := k + 1; j < len(c.mentions); j++ {
		m := &c.mentions[j]
		switch m.sort {
		case mStop:
			return
		case mComma:
			if first == "historico" {
				continue
			}
			if m.n == ',' && (!past || one || (placed || !c.procedureNext(j+1)) && (dropped || placed)) {
				return
			}
			if one && dropped && m.n != 'e' {
				return
			}
		case mScope:
			if m.scope == scopeAsk && j == k+1 && m.from <= c.mentions[k].to+1 {
				continue // "não vai fazer"
			}
			if m.scope == scopeTurn || m.scope == scopeAsk || m.scope == scopeFinding && one {
				return
			}
		case mPlace:
			placed = true
		case mProcedure:
			if dropped && (first == "em" || first == "ao") { // "em vez de"
				return
			}
			if one && (dropped && placed || m.from > c.mentions[k].to+3 && !dropped) || !past && dropped && c.mentions[j-1].sort == mPlace {
				return
			}
			c.out[j] = true
			dropped = true
		}
	}
}

func (c *composer) procedureNext(j int) bool {
	return j < len(c.mentions) && c.mentions[j].sort == mProcedure
}

// ended: nothing follows in this part of the sentence.
func (c *composer) ended(k int) bool {
	i := c.mentions[k].to
	return i >= len(c.tokens) || c.kindAt(i) == Stop || c.kindAt(i) == Sign
}

// behindOnly begin what is said of what stands before, never after.
var behindOnly = wordSet("do da autorizado autorizada liberado liberada aprovado aprovada autorizados liberados")

// looseWords say what happened to what stands before or after them.
var looseWords = wordSet("caiu soltou descolou descimentou")
var relativeWords = wordSet("que q pq porque pois")

// afterNo may follow a "não" that ends what it denies.
var afterNo = wordSet("e so mas porque pq pois ainda que por")

var beWords = wordSet("ser seja sejam fosse for serem")

var doneWords = wordSet("insatisfatorio insatisfatoria infiltrada infiltrado deficiente fraturada existente antiga antigo")

// dropBehind drops the procedure before "feito", "já foi realizado", "não".
func (c *composer) dropBehind(k int) (dropped bool) {
	s := &c.mentions[k]
	if s.n == 1 { // a lone "não": only at the end of what it denies
		if t := c.textAt(s.to); t != "" && c.kindAt(s.to) == Word && !afterNo[t] {
			return true
		}
	}
	if c.textAt(s.from) == "ok" && c.kindAt(s.to) == Word || c.isWord(s.from-1, beWords) {
		return true
	}
	if w := c.textAt(s.from); (w == "do" || w == "da") && !c.takenBack(k) {
		return false
	}
	bare := doneWords[c.textAt(s.from)]
	for j := k - 1; j >= 0; j-- {
		m := &c.mentions[j]
		switch m.sort {
		case mStop:
			return dropped
		case mComma:
			if !dropped && (m.n == ',' || m.n == 'e' && j == k-1) {
				return false
			}
		case mScope:
			if m.scope == scopeAsk || m.scope == scopeTurn && s.n != 1 || dropped {
				return true
			}
		case mPlace:
			if s.n == 1 && j == k-1 && !c.directly(j, k) {
				return true
			}
			if s.n == 1 && j == k-1 && len(m.teeth) > 0 {
				// "18, 28 e 38, o 48 não" leaves out the last.
				last := len(m.teeth) - 1
				c.excluded = append(c.excluded, m.teeth[last])
				if m.teeth = slices.Clone(m.teeth[:last]); last == 0 {
					m.sort = 0
				}
				return true
			}
			if bare {
				return true
			}
		case mProcedure:
			if s.from-m.to > 8 {
				return true
			}
			c.out[j] = true
			if !pluralDone[c.textAt(s.to-1)] {
				return true
			}
			dropped = true // "a resina e a profilaxia foram feitas"
		}
	}
	return dropped
}

var pluralDone = wordSet("feitas feitos realizadas realizados autorizadas autorizados liberadas liberados aprovadas aprovados concluidas concluidos")

// takenBack: "tirar o flúor do pedido".
func (c *composer) takenBack(k int) bool {
	for i := c.mentions[k].from - 1; i >= 0 && c.tokens[i].Kind != Stop; i-- {
		if c.isWord(i, takeWords) {
			return true
		}
	}
	return false
}

var takeWords = wordSet("tirar tira tire remover remove remova retirar retira retire excluir exclui exclua cancelar cancela apagar apaga deletar")

// directly: nothing but fillers stands between two mentions.
func (c *composer) directly(a, b int) bool {
	for i := c.mentions[a].to; i < c.mentions[b].from; i++ {
		if c.tokens[i].Kind == Word && !fillers[c.tokens[i].Text] {
			return false
		}
	}
	return true
}

// dropPicture drops the radiograph that is sent with the message.
func (c *composer) dropPicture(k int) {
	s := &c.mentions[k]
	ahead, behind := true, true
	switch c.textAt(s.from) {
	case "mandando", "to", "tou", "estou", "ta", "esta", "aqui", "vai", "segue", "seguem", "conforme", "vide", "mandei", "enviei", "envio", "enviando", "mando", "encaminho", "encaminhei", "laudo", "laudos", "visto", "olhando", "foto", "imagem", "imagens", "baseado":
		behind = false
	case "anexo", "anexa", "anexos", "anexas", "em", "mostra", "mostrou", "evidencia", "mostrando", "aparece", "disponivel":
		ahead = c.textAt(s.from) == "anexo" || c.textAt(s.from) == "em"
	}
	near := func(j int) bool {
		m := &c.mentions[j]
		if m.sort == mProcedure && m.entry != nil && isPicture(m.entry) {
			c.out[j] = true
			return true
		}
		return false
	}
	if behind {
		for j := k - 1; j >= 0 && c.mentions[j].sort != mStop && s.from-c.mentions[j].to <= 6; j-- {
			if c.mentions[j].sort == mComma && c.mentions[j].n == ',' && !c.ended(k) || near(j) {
				break
			}
		}
	}
	if !ahead {
		return
	}
	for j := k + 1; j < len(c.mentions) && c.mentions[j].sort != mStop && c.mentions[j].from-s.to <= 8; j++ {
		if m := &c.mentions[j]; m.sort == mScope && m.scope == scopeAsk || m.sort == mComma && m.n == ',' && !c.procedureNext(j+1) {
			break
		}
		near(j)
	}
}

func isPicture(e *entry) bool {
	return e.family == famXray || len(e.codes) > 0 && e.codes[0][:3] == "810" && e.codes[0] > "81000270" && e.codes[0] < "81000580"
}

// except leaves out the teeth or the procedure that follow.
func (c *composer) except(k int) {
	for j := k + 1; j < len(c.mentions) && j <= k+3; j++ {
		m := &c.mentions[j]
		switch {
		case m.sort == mPlace && len(m.teeth) > 0:
			c.excluded = append(c.excluded, m.teeth...)
			m.sort = 0
			return
		case m.sort == mPlace && len(m.regions) > 0:
			c.without = append(c.without, m.regions...)
			m.sort = 0
			return
		case m.sort == mProcedure:
			for i := range j {
				if p := &c.mentions[i]; p.sort == mProcedure && alike(p.entry, m.entry) {
					c.out[i] = true
				}
			}
			c.out[j] = true
			return
		case m.sort == mStop:
			return
		}
	}
}

// alike: "tira o rx" means the periapical that was named.
func alike(a, b *entry) bool {
	if a == b || a.family != 0 && a.family == b.family || isPicture(a) && isPicture(b) {
		return true
	}
	return len(a.codes) > 0 && len(b.codes) > 0 && slices.Contains(a.codes, b.codes[0])
}

func (c *composer) isExcluded(t dental.Tooth) bool { return slices.Contains(c.excluded, t) }
