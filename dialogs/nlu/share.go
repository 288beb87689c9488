package nlu

import (
	"cmp"
	"slices"
)

// share gives places to the procedures that have none: those of the next in
// "canal, núcleo e coroa no 46", else the last that were named.
func (c *composer) share() {
	for i := range c.targets {
		t := &c.targets[i]
		if len(t.places) > 0 {
			if c.besides(t) {
				for _, k := range t.weak {
					c.facesOf[k] = cmp.Or(c.facesOf[k], c.facesOf[t.places[0]])
				}
				t.places = slices.Concat(t.weak, t.places)
			}
			t.weak = nil
			continue
		}
		if t.places = t.weak; i == 0 && t.sameAll && len(t.weak) == 1 {
			t.places = c.behind(i)
		}
	}
	for i := range c.targets {
		t := &c.targets[i]
		if len(t.places) > 0 || !c.wantsPlace(t) {
			continue
		}
		if j := c.ahead(i); j >= 0 {
			t.places, t.inherits = c.fitting(t, c.targets[j].places), true
		}
		if len(t.places) == 0 {
			if p, _ := codeNamed(t.first()); !p.Optional || t.same {
				t.places, t.inherits = c.fitting(t, c.behind(i)), true
			}
		}
	}
}

// besides: in "36 exodontia, o 37 também" and "o 64 está mole, exo dele e do 54"
// what stood before it is meant as well.
func (c *composer) besides(t *target) bool {
	k := t.places[0]
	if t.same && len(t.weak) > 0 {
		return true
	}
	return c.isWord(c.mentions[k].to, alsoWords)
}

var alsoWords = wordSet("tambem tb tbm idem igual")

// ahead is the procedure whose places this one shares, -1 for none.
func (c *composer) ahead(i int) int {
	for j := i + 1; j < len(c.targets); j++ {
		a, b := c.targets[j-1].at, c.targets[j].at
		if c.stopBetween(a, b) || c.scopeBetween(a, b) {
			return -1
		}
		if len(c.targets[j].places) > 0 && !c.targets[j].inherits {
			if c.targets[j].places[0] < c.targets[j].at || !c.joins(i, j) {
				return -1
			}
			return j
		}
	}
	return -1
}

// joins: a list that ends in "e", or that nothing was named before, belongs
// together.
func (c *composer) joins(i, j int) bool {
	for k := c.targets[i].at + 1; k < c.targets[i+1].at; k++ {
		if m := &c.mentions[k]; m.sort == mComma && m.n == ',' {
			return c.behind(i) == nil || i+1 < j
		}
	}
	return true
}

func (c *composer) scopeBetween(a, b int) bool {
	for k := a + 1; k < b; k++ {
		if m := &c.mentions[k]; m.sort == mScope && m.scope != scopeAsk {
			return true
		}
	}
	return false
}

// behind are the places named last before a procedure.
func (c *composer) behind(i int) []int {
	for j := i - 1; j >= 0; j-- {
		if len(c.targets[j].places) > 0 {
			return c.targets[j].places
		}
	}
	var all []int
	for k := c.targets[i].at - 1; k >= 0; k-- {
		if c.mentions[k].sort == mPlace {
			if all = append(all, k); !c.targets[i].sameAll { // "14 D, 15 M, 16 M. resina em todos"
				break
			}
		}
	}
	slices.Reverse(all)
	return all
}

func (c *composer) wantsPlace(t *target) bool {
	if t.same {
		return true
	}
	tooth, _ := t.locates()
	return tooth && t.entry.family != famPull || t.entry.family == famScaling
}

// fitting are the places that a procedure can have when they are not its own.
func (c *composer) fitting(t *target, places []int) []int {
	tooth, region := t.locates()
	var fit []int
	for _, k := range places {
		m := &c.mentions[k]
		if (tooth || t.same) && (len(m.teeth) > 0 || m.class != 0) || (region && t.entry.family == famScaling) && len(m.regions) > 0 {
			fit = append(fit, k)
		}
	}
	return slices.Clip(fit)
}

// joinFrenum: "o freio do lábio abre diastema, frenectomia" names one thing twice.
func (c *composer) joinFrenum() {
	for i := 1; i < len(c.targets); i++ {
		t, first := &c.targets[i], &c.targets[i-1]
		if t.out || first.out || t.entry.family != famFrenum || first.entry.family != famFrenum {
			continue
		}
		switch {
		case t.quality == 0 && len(t.places) == 0:
			t.out = true
		case first.quality == 0 && len(first.places) == 0:
			first.out = true
		}
	}
}

// joinMaterials: in "restauração no 34, face V, resina" the last word says what
// the filling is made of.
func (c *composer) joinMaterials() {
	const materials = qResin | qAmalgam | qIonomer
	for i := 1; i < len(c.targets); i++ {
		t, first := &c.targets[i], &c.targets[i-1]
		if t.out || first.out || t.entry.family != famFilling || first.entry.family != famFilling || len(first.places) == 0 || !t.inherits || t.faces != 0 || t.nFaces != 0 {
			continue
		}
		if t.quality&materials == 0 || first.quality&materials != 0 || c.stopBetween(first.at, t.at) {
			continue
		}
		first.quality |= t.quality
		t.out = true
	}
}
