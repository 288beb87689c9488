package nlu

// placed: a place is said besides the one in the name, "siso" of "siso incluso".
func (c *composer) placed(t *target) bool {
	name := &c.mentions[t.at]
	for _, k := range t.places {
		if m := &c.mentions[k]; m.from < name.from || m.to > name.to {
			return true
		}
	}
	return false
}

// taken: "siso incluso 38 para remoção", where a verb of taking away has the tooth.
func (c *composer) taken(t *target) bool {
	for i := range c.targets {
		if other := &c.targets[i]; t.entry.family == famExo && other.entry.family == famPull && c.pulls(other) {
			return true
		}
	}
	return false
}

// lends: "siso incluso no 38, exodontia" says how the tooth lies that is extracted.
func (c *composer) lends(t *target) {
	for i := range c.targets {
		if other := &c.targets[i]; t.quality != 0 && other != t && (other.entry.family == t.entry.family || t.entry.family == famExo && other.entry.family == famPull) && rivals(t.quality)&other.quality == 0 {
			other.quality |= t.quality
		}
	}
}
