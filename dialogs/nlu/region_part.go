package nlu

import "guiche/backend/dental"

// part is one of "superior direito e inferior esquerdo".
type part struct{ arch, side, place dental.Class }

// parts reads "superior direito e inferior esquerdo" into its parts.
func (r *reading) parts(j int) ([]part, int) {
	var list []part
	var now part
	flush := func() {
		if now != (part{}) {
			list = append(list, now)
		}
		now = part{}
	}
	end := j
	for k := j; k < len(r.tokens); k++ {
		w := r.tokens[k].Text
		switch {
		case archWords[w] != 0:
			if now.arch != 0 {
				flush()
			}
			now.arch = archWords[w]
		case sideWords[w] != 0:
			if now.side != 0 {
				flush()
			}
			now.side = sideWords[w]
		case w == "anterior" || w == "anteriores":
			now.place = dental.Anterior
		case w == "posterior" || w == "posteriores":
			now.place = dental.Posterior
		case w == "e" || w == "," || w == "/" || w == "+" || w == "-" && k > j:
			if !r.partAhead(k+1) || r.leftOut(k+1) {
				flush()
				return filled(list), end
			}
			flush()
			continue
		case w == "do" || w == "da" || w == "de" || w == "lado" || w == "a" || w == "na" || w == "no" || w == "em" || w == "o" || w == "dos" || unitWords[w] != 0 && r.partAhead(k+1):
			continue
		default:
			flush()
			return filled(list), end
		}
		end = k + 1
	}
	flush()
	return filled(list), end
}

func (r *reading) partAhead(k int) bool {
	for ; k < len(r.tokens); k++ {
		w := r.textAt(k)
		if archWords[w] != 0 || sideWords[w] != 0 || w == "anterior" || w == "posterior" {
			return true
		}
		if w != "o" && w != "a" && w != "do" && w != "da" && w != "no" && w != "na" && w != "lado" && w != "de" && w != "em" && unitWords[w] == 0 {
			return false
		}
	}
	return false
}

// leftOut: in "superior direito, o lado esquerdo ela já fez" the second part is
// not meant.
func (r *reading) leftOut(k int) bool {
	for k < len(r.tokens) && (archWords[r.textAt(k)] != 0 || sideWords[r.textAt(k)] != 0 || fillers[r.textAt(k)] || r.textAt(k) == "lado") && r.textAt(k+1) != "paciente" {
		k++
	}
	return r.isWord(k, leavingWords) || r.isWord(k, personWords) || r.textAt(k+1) == "paciente"
}

var personWords = wordSet("ela ele paciente")

// filled gives parts what they leave to the one before or after: "superior
// direito e esquerdo", "superior e inferior direito".
func filled(list []part) []part {
	sides := dental.Class(0)
	for i := range list {
		sides |= list[i].side
		if i == 0 {
			continue
		}
		if list[i].arch == 0 {
			list[i].arch = list[i-1].arch
		}
		if list[i].side == 0 {
			list[i].side = list[i-1].side
		}
		if list[i].place == 0 {
			list[i].place = list[i-1].place
		}
	}
	if len(list) >= 2 && sides != 0 && list[0].side == 0 {
		list[0].side = list[1].side
		if len(list) == 3 && list[1].arch == list[2].arch {
			list = append(list, part{arch: list[0].arch, side: list[2].side})
		}
	}
	return list
}

func partsMention(parts []part, u unit) mention {
	m := mention{sort: mPlace}
	for _, p := range parts {
		upper := p.arch == dental.Upper
		switch {
		case p.place == dental.Anterior && p.side == 0:
			m.regions = append(m.regions, pick(upper, "S2", "S5"))
		case p.side == 0 && u == unitHemiarch:
			m.regions = append(m.regions, pick(upper, "HASD", "HAIE"), pick(upper, "HASE", "HAID"))
		case p.side == 0:
			m.regions = append(m.regions, pick(upper, "AS", "AI"))
		case u == unitSextant || p.place == dental.Posterior:
			right := p.side == dental.Right
			m.regions = append(m.regions, pick(upper, pick(right, "S1", "S3"), pick(right, "S6", "S4")))
		case p.arch != 0:
			m.regions = append(m.regions, "HA"+pick(upper, "S", "I")+pick(p.side == dental.Right, "D", "E"))
		}
	}
	m.bothArchs = len(parts) == 2 && u != unitHemiarch && len(m.regions) == 2 && m.regions[0] != m.regions[1] &&
		m.regions[0].Kind() == dental.Arch && m.regions[1].Kind() == dental.Arch
	return m
}

func pick(first bool, a, b dental.Region) dental.Region {
	if first {
		return a
	}
	return b
}
