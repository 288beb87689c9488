package nlu

import (
	"slices"

	"guiche/backend/dental"
)

// countsFaces gives a number of faces to the teeth beside it where several such
// numbers were said: "3 faces 36, 2 faces 37".
func (c *composer) countsFaces(k int) bool {
	n := 0
	for j := range c.mentions {
		n += pickInt(c.mentions[j].sort == mFaceCount, 1, 0)
	}
	if n < 2 {
		return false
	}
	left, right := c.teethBeside(k, -1), c.teethBeside(k, 1)
	switch {
	case left >= 0 && c.countOf[left] == 0 && (right < 0 || c.cost(left, k) < c.cost(k, right)):
		c.countOf[left] = c.mentions[k].n
	case right >= 0:
		c.countOf[right] = c.mentions[k].n
	default:
		return false
	}
	return true
}

// attachFaces gives faces to the teeth beside them, else to the procedure.
func (c *composer) attachFaces(k int) {
	m := &c.mentions[k]
	left, right := c.teethBeside(k, -1), c.teethBeside(k, 1)
	if left < 0 && c.added(k) {
		left = c.teethPast(k)
	}
	costLeft, costRight := 99, 99
	if left >= 0 && c.facesOf[left] == 0 {
		costLeft = c.cost(left, k)
	}
	if i := c.targetBefore(k); right >= 0 && (i < 0 || c.owner(right) == i) {
		costRight = c.cost(k, right)
	}
	switch {
	case left >= 0 && c.facesOf[left] != 0 && costRight == 99 && c.added(k):
		c.facesOf[left] |= m.faces
	case costLeft == 99 && costRight == 99:
		if i := c.targetBefore(k); i >= 0 {
			c.targets[i].faces = m.faces
		} else if i := c.targetAfter(k); i >= 0 {
			c.targets[i].faces = m.faces
		}
	case costLeft <= costRight && !(costLeft > 0 && costRight < 99 && c.before[c.lastFaced(k)]):
		c.facesOf[left] = m.faces
	case costRight < 99:
		c.facesOf[right], c.before[right] = m.faces, true
	default:
		c.facesOf[left] = m.faces
	}
}

// added: "mesial do 22, com palatina também".
func (c *composer) added(k int) bool {
	m := &c.mentions[k]
	return c.isWord(m.from-1, addingWords) || c.isWord(m.to, alsoWords) || c.isWord(m.from-2, addingWords) && fillers[c.textAt(m.from-1)]
}

var addingWords = wordSet("com c mais inclusive pega pegando envolvendo")

// teethPast is the mention of teeth before faces, over other faces.
func (c *composer) teethPast(k int) int {
	for j := k - 1; j >= 0; j-- {
		switch m := &c.mentions[j]; m.sort {
		case mPlace:
			if len(m.teeth) > 0 {
				return j
			}
		case mProcedure, mStop:
			return -1
		}
	}
	return -1
}

// owner is the procedure that a place was given to, -1 for none.
func (c *composer) owner(place int) int {
	for i := range c.targets {
		if slices.Contains(c.targets[i].places, place) || slices.Contains(c.targets[i].weak, place) {
			return i
		}
	}
	return -1
}

func (c *composer) lastFaced(k int) int {
	for j := k - 1; j >= 0; j-- {
		if c.facesOf[j] != 0 {
			return j
		}
	}
	return -1
}

// teethBeside is the mention of teeth next to faces, with no procedure between.
func (c *composer) teethBeside(k, step int) int {
	for j := k + step; j >= 0 && j < len(c.mentions); j += step {
		switch m := &c.mentions[j]; m.sort {
		case mPlace:
			if len(m.teeth) > 0 {
				return j
			}
		case mProcedure, mFaces:
			return -1
		}
	}
	return -1
}

// carryFaces: faces said before teeth hold for the teeth after them, until
// others are said.
func (c *composer) carryFaces() {
	for i := range c.targets {
		var faces dental.Faces
		t := &c.targets[i]
		for _, k := range slices.Concat(t.weak, t.places) {
			switch {
			case c.facesOf[k] == 0 && faces != 0:
				c.facesOf[k] = faces
			case c.before[k]:
				faces = c.facesOf[k]
			default:
				faces = 0
			}
		}
	}
}
