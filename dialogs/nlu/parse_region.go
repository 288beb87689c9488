package nlu

import (
	"slices"

	"guiche/backend/dental"
)

// filmed: teeth by name that one film shows.
func (c *composer) filmed(t *target, m *mention) bool {
	code := t.first()
	switch code {
	case "81000421", "81000570":
		return m.film != "" && len(m.teeth) != 1
	case "81000375":
		return m.class.Has(dental.Molar) || m.class.Has(dental.Premolar)
	}
	return false
}

func (c *composer) films(t *target, m *mention) []dental.Region {
	if t.first() != "81000375" {
		return []dental.Region{m.film}
	}
	var list []dental.Region
	for _, side := range []struct {
		of   dental.Class
		mark dental.Region
	}{{dental.Right, "D"}, {dental.Left, "E"}} {
		if !m.side.Has(side.of) {
			continue
		}
		if m.class.Has(dental.Molar) {
			list = append(list, "RM"+side.mark)
		}
		if m.class.Has(dental.Premolar) {
			list = append(list, "RP"+side.mark)
		}
	}
	return list
}

// named: one of its places is a region.
func (c *composer) named(t *target) bool {
	return slices.ContainsFunc(t.places, func(k int) bool { return len(c.mentions[k].regions) > 0 && len(c.mentions[k].teeth) == 0 })
}

// within: in "boca toda, os 4 quadrantes" the parts say it more narrowly.
func (c *composer) within(t *target, m *mention) bool {
	if m.bothArchs { // "do lado esquerdo todo, superior e inferior"
		return slices.ContainsFunc(t.places, func(k int) bool { return c.mentions[k].side != 0 && len(c.mentions[k].regions) == 0 })
	}
	if len(m.regions) != 1 || m.regions[0].Kind() != dental.Arch && m.regions[0] != "ASAI" {
		return false
	}
	return slices.ContainsFunc(t.places, func(k int) bool {
		parts := c.mentions[k].regions
		if m.regions[0] == "ASAI" {
			return len(parts) > 1
		}
		return len(parts) == 1 && parts[0].Kind() == dental.Sextant && slices.Contains(sextants[:3], parts[0]) == (m.regions[0] == "AS")
	})
}

// regions are those of a place as this procedure has them.
func (c *composer) regions(t *target, m *mention) []dental.Region {
	p, _ := codeNamed(t.first())
	switch {
	case m.bothArchs && isScaling(p.Code):
		return []dental.Region{"ASAI"}
	case m.bothArchs && p.Optional:
		return []dental.Region{"ASAI"}[:pickInt(p.Code == "81000405", 0, 1)]
	case len(m.regions) == 1 && m.regions[0] == "ASAI" && !p.AdmitsRegion("ASAI") && !isScaling(p.Code):
		if p.AdmitsRegion("AS") && p.AdmitsRegion("AI") {
			return []dental.Region{"AS", "AI"}
		}
	case len(m.regions) == 1 && m.regions[0] == "ASAI" && p.Optional:
		return nil
	case m.side != 0 && len(m.regions) == 0:
		return sideRegions(p, m.side)
	}
	return m.regions
}

func isScaling(code string) bool { return code == "85300047" || code == "85300039" }

func sideRegions(p dental.Procedure, side dental.Class) []dental.Region {
	var list []dental.Region
	for _, one := range []dental.Class{dental.Right, dental.Left} {
		if side&one == 0 {
			continue
		}
		switch {
		case p.Code == "81000375":
			list = append(list, pick(one == dental.Right, "RMD", "RME"))
		case p.AdmitsRegion("HAID") && p.AdmitsRegion("HASD") && !isScaling(p.Code):
		case p.AdmitsRegion("HAID") && p.AdmitsRegion("HASD"):
			list = append(list, sideHemiarchs(one)...)
		case p.AdmitsRegion("HASD"):
			list = append(list, pick(one == dental.Right, "HASD", "HASE"))
		case p.AdmitsRegion("HAID"):
			list = append(list, pick(one == dental.Right, "HAID", "HAIE"))
		}
	}
	return list
}
