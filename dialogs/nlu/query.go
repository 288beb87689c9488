package nlu

// dropQuery drops the procedures of a sentence that asks to know something; a
// part of it that asks for an authorisation stays.
func (c *composer) dropQuery(from, to int) {
	queried := false
	for j := from; j < to; j++ {
		m := &c.mentions[j]
		queried = queried || m.sort == mScope && m.scope == scopeQuery
	}
	if c.wonders(from, to) {
		c.dropAll(from, to)
	}
	if !queried {
		return
	}
	c.queried = append(c.queried, [2]int{from, to})
	for a := from; a < to; {
		b, asks, query := a, false, false
		for ; b < to; b++ {
			m := &c.mentions[b]
			if m.sort == mComma && m.n == ',' && !c.listComma(b) || m.sort == mScope && m.scope == scopeTurn && b > a {
				break
			}
			asks = asks || m.sort == mScope && m.scope == scopeAsk
			query = query || m.sort == mScope && m.scope == scopeQuery
		}
		if query || !asks && !c.identified {
			c.dropAll(a, b)
		}
		a = b + 1
	}
}

func (c *composer) dropAll(from, to int) {
	for j := from; j < to; j++ {
		if c.mentions[j].sort == mProcedure {
			c.out[j] = true
		}
	}
}

var (
	wonderWords = wordSet("qual quais quanto quantos quantas quando como onde quem cade sera tem existe voces vcs alguma algum esse este isso plano convenio meu minha")
	askedWords  = wordSet("pode podem poderia consegue conseguem conseguiria da daria teria possivel libera liberar autoriza autorizar favor gentileza inclui incluir coloca manda pfv solicito solicitar")
)

// wonders: a question that begins as one, and begs nothing.
func (c *composer) wonders(from, to int) bool {
	if to >= len(c.mentions) || from >= to || c.textAt(c.mentions[to].from) != "?" {
		return false
	}
	begin := c.mentions[to].from
	for begin > 0 && c.tokens[begin-1].Kind != Stop {
		begin--
	}
	wondering := false
	for i := begin; i < c.mentions[to].from; i++ {
		if c.textAt(i) == "pode" && c.textAt(i+1) == "ser" {
			return true
		}
	}
	for i := begin; i < c.mentions[to].from; i++ {
		if c.isWord(i, askedWords) {
			return false
		}
		if i == begin && c.textAt(i) == "faz" {
			return false
		}
		wondering = wondering || i < begin+3 && c.isWord(i, wonderWords)
	}
	return wondering
}

// listComma: the comma stands within a list of places.
func (c *composer) listComma(j int) bool {
	return j > 0 && j+1 < len(c.mentions) && c.mentions[j-1].sort == mPlace && c.mentions[j+1].sort == mPlace
}
