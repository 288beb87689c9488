package nlu

// quality is what is said of a procedure besides its name and chooses among
// its codes: a material, a number of roots, how deep a tooth lies.
type quality uint64

const (
	qResin quality = 1 << iota
	qAmalgam
	qIonomer
	qART
	qDeciduous
	qPermanent
	qImpacted
	qSemi
	qRoot
	qFlap
	qOrtho
	qSimple
	qSuper
	qSiso
	qSupra
	qSub
	qMetalCeramic
	qCeramic
	qPorcelain
	qMetal
	qCeromer
	qAcrylic
	qProvisional
	qPin
	qSteel
	qAcetate
	qPolycarbonate
	qImplant
	qUni
	qBi
	qMulti
	qRetro
	qNoRetro
	qLingual
	qLabial
	qFibre
	qCast
	qFilled
	qImmediate
	qNoPin
	qSection // the tooth is cut in parts
	qMetalPlastic
	qRetainer // a splint that may be the orthodontist's
	qClass    // "classe II": a filling, and no more
)

var qualityNames = map[string]quality{
	"resin": qResin, "amalgam": qAmalgam, "ionomer": qIonomer, "art": qART, "deciduous": qDeciduous, "permanent": qPermanent,
	"impacted": qImpacted, "semi": qSemi, "root": qRoot, "flap": qFlap, "ortho": qOrtho, "simple": qSimple, "super": qSuper, "siso": qSiso,
	"supra": qSupra, "sub": qSub, "metalceramic": qMetalCeramic, "ceramic": qCeramic, "porcelain": qPorcelain, "metal": qMetal, "ceromer": qCeromer,
	"acrylic": qAcrylic, "provisional": qProvisional, "pin": qPin, "steel": qSteel, "acetate": qAcetate, "polycarbonate": qPolycarbonate,
	"implant": qImplant, "uni": qUni, "bi": qBi, "multi": qMulti, "retro": qRetro, "noretro": qNoRetro, "lingual": qLingual, "labial": qLabial,
	"fibre": qFibre, "cast": qCast, "filled": qFilled, "immediate": qImmediate, "class": qClass,
	"nopin": qNoPin, "metalplastic": qMetalPlastic, "retainer": qRetainer, "section": qSection,
}

func (q quality) has(want quality) bool { return q&want != 0 }

// family is a procedure whose code the tooth, the faces and the qualities
// choose together.
type family uint8

const (
	noFamily family = iota
	famFilling
	famCanal
	famRecanal
	famExo
	famPull // a verb of taking away: an extraction only of a tooth
	famCrown
	famPulpotomy
	famApico
	famScaling
	famCore
	famSplint
	famFrenum
	famXray
	famDenture
	famPT // also short for "paciente": a denture only where the rest says so
)

var familyNames = map[string]family{
	"filling": famFilling, "canal": famCanal, "recanal": famRecanal, "exo": famExo, "pull": famPull, "crown": famCrown, "pulpotomy": famPulpotomy,
	"apico": famApico, "scaling": famScaling, "core": famCore, "splint": famSplint, "frenum": famFrenum, "xray": famXray, "denture": famDenture, "pt": famPT,
}

// takes are the qualities that can be said of a family after its name.
var takes = [...]quality{
	famFilling:   qClass | qResin | qAmalgam | qIonomer | qART | qDeciduous | qPermanent,
	famCanal:     qUni | qBi | qMulti | qDeciduous | qPermanent,
	famRecanal:   qUni | qBi | qMulti | qPermanent,
	famExo:       qDeciduous | qPermanent | qImpacted | qSemi | qRoot | qFlap | qOrtho | qSimple | qSuper | qSiso | qSection,
	famPull:      qDeciduous | qPermanent | qImpacted | qSemi | qRoot | qFlap | qOrtho | qSimple | qSuper | qSiso | qSection,
	famCrown:     qMetalCeramic | qCeramic | qPorcelain | qMetal | qCeromer | qAcrylic | qProvisional | qPin | qNoPin | qMetalPlastic | qSteel | qAcetate | qPolycarbonate | qImplant | qPermanent | qDeciduous,
	famPulpotomy: qDeciduous | qPermanent,
	famApico:     qUni | qBi | qMulti | qRetro | qNoRetro,
	famScaling:   qSupra | qSub,
	famCore:      qFibre | qCast | qFilled | qMetal | qResin,
	famSplint:    qDeciduous | qPermanent,
	famFrenum:    qLingual | qLabial,
	famDenture:   qImmediate,
	famPT:        qImmediate,
}
