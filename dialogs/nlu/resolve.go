package nlu

import (
	"slices"
	"sync"

	"guiche/backend/dental"
)

var procedures = sync.OnceValue(func() map[string]dental.Procedure {
	m := make(map[string]dental.Procedure)
	for _, p := range dental.Standard().All() {
		if p.ValidTo.IsZero() {
			m[p.Code] = p
		}
	}
	return m
})

// locates tells whether a procedure is done at a tooth, in a region.
func (t *target) locates() (tooth, region bool) {
	switch t.entry.family {
	case noFamily:
		for _, code := range t.codes(0, 0) {
			p, _ := codeNamed(code)
			tooth, region = tooth || p.TakesTooth(), region || p.TakesRegion()
		}
		return tooth, region
	case famScaling, famFrenum, famDenture, famPT:
		return false, true
	case famXray:
		return true, true
	}
	return true, false
}

var fillingCodes = map[quality][4]string{
	qResin:   {"85100196", "85100200", "85100218", "85100226"},
	qAmalgam: {"85100099", "85100102", "85100110", "85100129"},
	qIonomer: {"85100137", "85100145", "85100153", "85100161"},
}

// codes are the candidates for a tooth, best first; tooth 0 is none, class what
// is known of it.
func (t *target) codes(tooth dental.Tooth, class dental.Class) []string {
	if t.code != "" {
		return []string{t.code}
	}
	if tooth != 0 {
		class = tooth.Class()
	}
	q := t.quality
	if class.Has(dental.Deciduous) {
		q = q&^qPermanent | qDeciduous
	} else if class != 0 && tooth != 0 {
		q = q&^qDeciduous | qPermanent
	}
	switch t.entry.family {
	case famFilling:
		return t.fillings(q, class)
	case famCanal:
		return canals(q, tooth, class)
	case famRecanal:
		return byRoots(q, tooth, class, "85200115", "85200093", "85200107")
	case famExo, famPull:
		return extractions(q, class)
	case famCrown:
		return crowns(q, class)
	case famApico:
		return apicectomies(q, tooth, class)
	case famPulpotomy:
		if q.has(qDeciduous) {
			return []string{"83000127"}
		}
		return []string{"85200042", "83000127"}[:pickInt(q.has(qPermanent), 1, 2)]
	case famScaling:
		return scalings(q)
	case famCore:
		return cores(q)
	case famSplint:
		if q.has(qDeciduous) {
			return []string{"85000787"}
		}
		return []string{"85300020", "86000209"}[:pickInt(q.has(qRetainer), 2, 1)]
	case famFrenum:
		if q.has(qLingual) {
			return []string{"82000891"}
		}
		return []string{"82000883", "82000891"}[:pickInt(q.has(qLabial), 1, 2)]
	case famXray:
		return []string{"81000421"}
	case famDenture, famPT:
		if tooth != 0 {
			return []string{"81000421"} // "chapa do 36" is no denture
		}
		if q.has(qImmediate) {
			return []string{"85400416"}
		}
		return []string{"85400408"}
	}
	return admitted(t.entry.codes, tooth)
}

// admitted leaves the codes that the tooth fits, if there are such, those that are
// for such teeth only first: "pulpectomia" of a milk tooth is its treatment.
func admitted(codes []string, tooth dental.Tooth) []string {
	if tooth == 0 || len(codes) < 2 {
		return codes
	}
	list := slices.Clone(those(codes, func(p dental.Procedure) bool { return p.TakesTooth() && p.Teeth.Admits(tooth) }))
	slices.SortStableFunc(list, func(a, b string) int {
		p, _ := codeNamed(a)
		q, _ := codeNamed(b)
		return pickInt(len(p.Teeth) > 0, 0, 1) - pickInt(len(q.Teeth) > 0, 0, 1)
	})
	return list
}

// inRegion leaves the codes that are done in the region, if there are such.
func inRegion(codes []string, region dental.Region) []string {
	if region == "" {
		return codes
	}
	return those(codes, func(p dental.Procedure) bool { return p.TakesRegion() && p.AdmitsRegion(region) })
}

func those(codes []string, fit func(dental.Procedure) bool) []string {
	if len(codes) < 2 {
		return codes
	}
	var list []string
	for _, code := range codes {
		if p, _ := codeNamed(code); fit(p) {
			list = append(list, code)
		}
	}
	if len(list) == 0 {
		return codes
	}
	return list
}

// extractionCodes take a tooth away, so that of one tooth only one is meant.
var extractionCodes = wordSet("82000875 82000832 82000859 82000816 82001286 82001294 83000089 82001731 82001740")

// sameExtraction: "raiz residual no 46, exodontia" is one, of which the name that
// says more stays.
func sameExtraction(a, b Item) (stays Item, same bool) {
	if a.Tooth == 0 || a.Tooth != b.Tooth || !extractionCodes[a.Code] || !extractionCodes[b.Code] {
		return a, false
	}
	if a.Code == "82000875" || a.Code == "83000089" {
		return b, true
	}
	return a, true
}

func pickInt(first bool, a, b int) int {
	if first {
		return a
	}
	return b
}

// fillings: the material and the number of faces choose; what was not said is
// left open, the likeliest first.
func (t *target) fillings(q quality, class dental.Class) []string {
	if q.has(qART) {
		switch {
		case q.has(qDeciduous):
			return []string{"83000135"}
		case q.has(qPermanent):
			return []string{"85100080"}
		}
		return []string{"83000135", "85100080"}
	}
	materials := []quality{qResin, qAmalgam}
	switch {
	case q.has(qAmalgam):
		materials = []quality{qAmalgam}
	case q.has(qIonomer):
		materials = []quality{qIonomer}
	case q.has(qResin), class.Has(dental.Anterior):
		materials = []quality{qResin}
	}
	n := t.nFaces
	var codes []string
	for _, m := range materials {
		list := fillingCodes[m]
		if n > 0 {
			codes = append(codes, list[min(n, len(list))-1])
		} else {
			codes = append(codes, list[:]...)
		}
	}
	return codes
}

func canals(q quality, tooth dental.Tooth, class dental.Class) []string {
	if q.has(qDeciduous) {
		return []string{"83000151"}
	}
	return byRoots(q, tooth, class, "85200166", "85200140", "85200158")
}

// byRoots chooses by the number of canals said, else by the tooth.
func byRoots(q quality, tooth dental.Tooth, class dental.Class, one, two, three string) []string {
	switch {
	case q.has(qMulti):
		return []string{three}
	case q.has(qBi):
		return []string{two}
	case q.has(qUni):
		return []string{one}
	case class.Has(dental.Molar), class.Has(dental.ThirdMolar):
		return []string{three}
	case class.Has(dental.Premolar) && tooth == 0:
		return []string{two, one}
	case class.Has(dental.Premolar|dental.Upper) && tooth.Position() == 4:
		return []string{two, one}
	case class.Has(dental.Premolar):
		return []string{one, two}
	case class.Has(dental.Anterior):
		return []string{one}
	}
	return []string{one, three, two}
}

func extractions(q quality, class dental.Class) []string {
	switch {
	case q.has(qSuper), class.Has(dental.Supernumerary):
		if q.has(qSemi) {
			return []string{"82001731"}
		}
		return []string{"82001740", "82001731"}[:pickInt(q.has(qImpacted), 1, 2)]
	case q.has(qRoot):
		return []string{"82000859"}
	case q.has(qSemi):
		return []string{"82001294"}
	case q.has(qImpacted):
		return []string{"82001286"}
	case q.has(qFlap):
		return []string{"82000816"}
	case q.has(qDeciduous):
		return []string{"83000089"}
	case q.has(qOrtho):
		return []string{"82000832"}
	case q.has(qSimple):
		return []string{"82000875", "83000089"}[:pickInt(q.has(qPermanent|qSiso) || class.Has(dental.ThirdMolar), 1, 2)]
	case q.has(qSection):
		return []string{"82000875", "82000816"}
	case class.Has(dental.ThirdMolar), q.has(qSiso):
		return []string{"82000875", "82001286", "82001294"}
	case q.has(qPermanent):
		return []string{"82000875"}
	}
	return []string{"82000875", "83000089"}
}

// crowns follows the material; where none was said the total crowns that such a
// tooth can have.
func crowns(q quality, class dental.Class) []string {
	deciduous, permanent := q.has(qDeciduous), q.has(qPermanent)
	pair := func(milk, perm string) []string {
		switch {
		case permanent:
			return []string{perm}
		case deciduous:
			return []string{milk}
		}
		return []string{milk, perm}
	}
	switch {
	case q.has(qSteel):
		return pair("83000046", "87000059")
	case q.has(qAcetate):
		return pair("83000020", "87000040")
	case q.has(qPolycarbonate):
		return pair("83000062", "87000067")
	case q.has(qImplant):
		return implantCrowns(q)
	case q.has(qProvisional) && q.has(qPin):
		return []string{"85400076"}
	case q.has(qNoPin):
		return []string{"85400084"}
	case q.has(qProvisional):
		return []string{"85400084", "85400076"}
	case q.has(qMetalPlastic) && q.has(qAcrylic):
		return []string{"85400173"}
	case q.has(qMetalPlastic):
		return []string{"85400165", "85400173"}[:pickInt(q.has(qCeromer), 1, 2)]
	case q.has(qMetalCeramic):
		return []string{"85400157"}
	case q.has(qPorcelain):
		return []string{"85400157", "85400106"}
	case q.has(qCeramic):
		return []string{"85400106"}
	case q.has(qCeromer):
		return []string{"85400114"}
	case q.has(qAcrylic):
		return []string{"85400092"}
	case q.has(qMetal):
		return []string{"85400149"}
	case deciduous:
		return []string{"83000046", "83000020", "83000062"}
	case class.Has(dental.Anterior):
		return []string{"85400114", "85400157", "85400106"}
	}
	return []string{"85400149", "85400157", "85400106", "85400114"}[:pickInt(class != 0, 3, 4)]
}

func implantCrowns(q quality) []string {
	switch {
	case q.has(qProvisional):
		return []string{"85500011"}
	case q.has(qMetalPlastic):
		return []string{"85500046", "85500054"}[pickInt(q.has(qAcrylic), 1, 0):pickInt(q.has(qCeromer), 1, 2)]
	case q.has(qCeromer):
		return []string{"85400130", "85500046"}[:pickInt(q.has(qCeramic), 1, 2)]
	case q.has(qCeramic):
		return []string{"85400122"}
	case q.has(qAcrylic):
		return []string{"85500054"}
	}
	return []string{"85500038"}
}

func apicectomies(q quality, tooth dental.Tooth, class dental.Class) []string {
	if q.has(qRetro) {
		return byRoots(q, tooth, class, "82000174", "82000077", "82000158")
	}
	codes := byRoots(q, tooth, class, "82000182", "82000085", "82000166")
	if q.has(qNoRetro) {
		return codes
	}
	return append(codes, byRoots(q, tooth, class, "82000174", "82000077", "82000158")...)
}

func scalings(q quality) []string {
	switch {
	case q.has(qSub) && q.has(qSupra):
		return []string{"85300047", "85300039"}
	case q.has(qSub):
		return []string{"85300039"}
	case q.has(qSupra):
		return []string{"85300047"}
	}
	return []string{"85300047", "85300039"}
}

func cores(q quality) []string {
	switch {
	case q.has(qCast) || q.has(qMetal):
		return []string{"85400220"}
	case q.has(qFilled) || q.has(qResin):
		return []string{"85400211"}
	case q.has(qFibre):
		return []string{"85400262"}
	}
	return []string{"85400211", "85400220"}
}
