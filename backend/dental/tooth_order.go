package dental

// Teeth are all 60 of table 28 in its order.
func Teeth() []Tooth {
	var all []Tooth
	for fdi := 11; fdi <= 89; fdi++ {
		if t, err := NewTooth(fdi); err == nil {
			all = append(all, t)
		}
	}
	return all
}

// Around is the walk around one arch of one dentition, from the patient's
// right to the left: 18 … 11 21 … 28. Supernumerary teeth have no place in it.
func Around(dentition, arch Class) []Tooth {
	var right, left []Tooth
	for _, t := range Teeth() {
		if !t.Is(dentition|arch) || t.Is(Supernumerary) {
			continue
		}
		if t.Is(Right) {
			right = append([]Tooth{t}, right...)
		} else {
			left = append(left, t)
		}
	}
	return append(right, left...)
}

// Between lists the teeth from one to another as they stand in the mouth,
// through the midline: 13 to 23 is 13 12 11 21 22 23. It is nil where no walk
// joins them: another arch, another dentition, a supernumerary tooth.
func Between(from, to Tooth) []Tooth {
	dentition, arch := from.Class()&(Permanent|Deciduous), from.Class()&(Upper|Lower)
	walk := Around(dentition, arch)
	i, j := indexOf(walk, from), indexOf(walk, to)
	if i < 0 || j < 0 {
		return nil
	}
	var teeth []Tooth
	for i != j {
		teeth = append(teeth, walk[i])
		if i < j {
			i++
		} else {
			i--
		}
	}
	return append(teeth, walk[j])
}

func indexOf(walk []Tooth, t Tooth) int {
	for i, other := range walk {
		if other == t {
			return i
		}
	}
	return -1
}

// Counterpart is the tooth of the other dentition in the same place: the
// permanent one that follows a deciduous tooth (55 and 15), and the other way
// round. Permanent molars, and supernumerary teeth, have none.
func (t Tooth) Counterpart() (Tooth, bool) {
	if t == 0 || t.Position() > 5 {
		return 0, false
	}
	if t.Is(Deciduous) {
		return t - 40, true
	}
	return t + 40, true
}

// InQuadrant lists the teeth of a quadrant as they stand in the mouth, seen from
// the front; nil for no quadrant.
func InQuadrant(quadrant int) []Tooth {
	if quadrant < 1 || quadrant >= len(quadrantClass) {
		return nil
	}
	c := quadrantClass[quadrant]
	walk := Around(c&(Permanent|Deciduous), c&(Upper|Lower))
	if c.Has(Right) {
		return walk[:len(walk)/2]
	}
	return walk[len(walk)/2:]
}
