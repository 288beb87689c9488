package nlu

// attachDetail gives qualities and counts to the procedure they stand with.
func (c *composer) attachDetail(k int) {
	m := &c.mentions[k]
	prev, next := c.targetBefore(k), c.targetAfter(k)
	if prev >= 0 && c.stopBetween(c.targets[prev].at, k) && m.sort != mFaceCount && m.entry == nil {
		prev = -1
	}
	switch m.sort {
	case mQuality:
		if prev < 0 || !takes[c.targets[prev].entry.family].has(m.quality) {
			if next < 0 || !takes[c.targets[next].entry.family].has(m.quality) {
				return
			}
			prev = next
		}
		if c.qualifiesPlace(k, &c.targets[prev]) {
			return
		}
		c.targets[prev].quality |= m.quality
	case mFaceCount:
		if c.countsFaces(k) {
			return
		}
		if prev < 0 || !c.targets[prev].takesFaces() || c.targets[prev].nFaces > 0 && next >= 0 {
			prev = next
		}
		if prev >= 0 {
			c.targets[prev].nFaces = m.n
		}
	case mTimes:
		if m.side == 1 || prev < 0 || next >= 0 && c.cost(c.targets[prev].at, k) > c.cost(k, c.targets[next].at) {
			prev = next
		}
		if prev >= 0 {
			c.targets[prev].times = m.n
		}
	case mSame:
		if prev < 0 || c.cost(c.targets[prev].at, k) > 1 && next >= 0 && c.cost(k, c.targets[next].at) == 0 {
			prev = next
		}
		if prev >= 0 {
			t := &c.targets[prev]
			t.same, t.sameFaces, t.sameAll = m.n != 1 || t.same, m.n == 1, m.n == 2
		}
	}
}

// qualifiesPlace keeps what was said of one place: "38 incluso e 48 semi",
// "unirradicular no 22 e birradicular no 24".
func (c *composer) qualifiesPlace(k int, t *target) bool {
	q := c.mentions[k].quality
	if q.has(qOrtho) {
		return false
	}
	if p := c.pointed(k); p >= 0 && t.entry.family == famExo {
		c.qualityOf[p] |= q
		return true
	}
	p := k - 1
	if p > 0 && c.mentions[p].sort == mComma && c.mentions[p].n == '(' {
		p-- // "do 18 (semi-incluso)"
	}
	switch {
	case p >= 0 && c.mentions[p].sort == mPlace && len(c.mentions[p].teeth) > 0 && (t.entry.family == famExo || t.entry.family == famPull):
		c.qualityOf[p] |= q
	case k+1 < len(c.mentions) && c.mentions[k+1].sort == mPlace && q&t.quality == 0 && rivals(q)&t.quality != 0:
		c.qualityOf[k+1] |= q
	default:
		return false
	}
	return true
}

// pointed: in "exo simples do 36 e do 37, mas esse a retalho" the last tooth is
// meant; -1 where nothing points so.
func (c *composer) pointed(k int) int {
	if !c.pointing(c.mentions[k].from) {
		return -1
	}
	for j := k - 1; j >= 0; j-- {
		switch m := &c.mentions[j]; {
		case m.sort == mPlace && len(m.teeth) > 0:
			return j
		case m.sort == mProcedure || m.sort == mStop:
			return -1
		}
	}
	return -1
}

// rivals are the qualities of which a tooth has one.
func rivals(q quality) quality {
	const depth, canals, kind = qImpacted | qSemi | qSimple | qFlap | qRoot, qUni | qBi | qMulti, qSupra | qSub
	all := quality(0)
	for _, group := range []quality{depth, canals, kind} {
		if q&group != 0 {
			all |= group
		}
	}
	return all
}
