package dental

import "strings"

// ProblemKind is what is wrong with an item.
type ProblemKind uint8

// What can be wrong.
const (
	ToothAndRegion    ProblemKind = iota + 1 // both were given
	ToothNotTaken                            // the code takes no tooth; Offer may hold the region
	RegionNotTaken                           // the code takes no region
	FacesNotTaken                            // the code takes no faces
	FacesWithoutTooth                        // faces of nothing
	ToothNotAdmitted                         // the code is not done on this tooth
	RegionNotAdmitted                        // the code is not done in this region
	FaceNotOnTooth                           // WrongFaces says which it should be
	FaceNotAdmitted                          // the tooth has the face, the code is not done there
	FaceCount                                // not the code's number of faces
	QuantityBelowOne
)

// String is a stable code of the kind.
func (k ProblemKind) String() string {
	return [...]string{
		"", "tooth_and_region", "tooth_not_taken", "region_not_taken", "faces_not_taken", "faces_without_tooth", "tooth_not_admitted",
		"region_not_admitted", "face_not_on_tooth", "face_not_admitted", "face_count", "quantity_below_one",
	}[k]
}

// Reasons of TUSS table 38 that an item can be refused for.
const (
	ReasonToothOrRegion = "1432" // not authorised for the tooth or region
	ReasonRegion        = "3021"
	ReasonFaces         = "3023"
	ReasonDeciduous     = "3024" // only possible on deciduous teeth
	ReasonPermanent     = "3025" // only possible on permanent teeth
	ReasonCanals        = "3027" // kind of tooth against number of canals
	ReasonFaceCount     = "3056"
	ReasonAnterior      = "3065" // only on anterior teeth
)

// Problem is one thing that is wrong with an item.
type Problem struct {
	Kind       ProblemKind
	Reason     string      // table 38; empty where the rules name none
	Faces      Faces       // the faces concerned
	WrongFaces []WrongFace // of FaceNotOnTooth
	Offer      Region      // the region that the tooth stands in, to be offered instead
	OfferTooth Tooth       // the tooth of the other dentition, to be offered instead
}

// Check lists what is wrong with what the item says. What it does not say yet
// is Missing's: an item is fit to be sent when both are empty.
func Check(item Item, p Procedure) []Problem {
	var found []Problem
	found = append(found, checkTooth(item, p)...)
	found = append(found, checkRegion(item, p)...)
	found = append(found, checkFaces(item, p)...)
	if item.Quantity < 0 {
		found = append(found, Problem{Kind: QuantityBelowOne})
	}
	return found
}

func checkTooth(item Item, p Procedure) []Problem {
	if item.Tooth == 0 {
		return nil
	}
	offer, _ := p.RegionFor(item.Tooth)
	switch {
	case !p.TakesTooth():
		return []Problem{{Kind: ToothNotTaken, Reason: ReasonToothOrRegion, Offer: offer}}
	case item.Region != "" && p.TakesRegion():
		return []Problem{{Kind: ToothAndRegion, Reason: ReasonRegion, Offer: offer}}
	case !p.Teeth.Admits(item.Tooth):
		other, ok := item.Tooth.Counterpart()
		if !ok || !p.Teeth.Admits(other) {
			other = 0
		}
		return []Problem{{Kind: ToothNotAdmitted, Reason: p.toothReason(item.Tooth), OfferTooth: other}}
	}
	return nil
}

// toothReason picks the most telling reason of table 38 for a tooth that the
// code does not admit.
func (p Procedure) toothReason(t Tooth) string {
	switch {
	case p.Teeth.requires(Deciduous) && !t.Is(Deciduous):
		return ReasonDeciduous
	case p.Teeth.requires(Permanent) && !t.Is(Permanent):
		return ReasonPermanent
	case p.Teeth.requires(Anterior) && !t.Is(Anterior):
		return ReasonAnterior
	case p.Teeth.requires(Permanent|Molar) && strings.HasPrefix(p.Code, endodontics):
		return ReasonCanals
	}
	return ReasonToothOrRegion
}

// endodontics is the group of the TUSS where a code goes by number of canals.
const endodontics = "852"

func checkRegion(item Item, p Procedure) []Problem {
	switch {
	case item.Region == "":
		return nil
	case !p.TakesRegion():
		return []Problem{{Kind: RegionNotTaken, Reason: ReasonRegion}}
	case !p.AdmitsRegion(item.Region):
		return []Problem{{Kind: RegionNotAdmitted, Reason: ReasonRegion}}
	}
	return nil
}

func checkFaces(item Item, p Procedure) []Problem {
	switch {
	case item.Faces == 0:
		return nil
	case !p.TakesFaces():
		return []Problem{{Kind: FacesNotTaken, Reason: ReasonFaces, Faces: item.Faces}}
	case item.Tooth == 0:
		return []Problem{{Kind: FacesWithoutTooth, Reason: ReasonFaces, Faces: item.Faces}}
	}
	var found []Problem
	if wrong := item.Faces.WrongOn(item.Tooth); wrong != nil {
		found = append(found, Problem{Kind: FaceNotOnTooth, Reason: ReasonFaces, Faces: item.Faces &^ FacesOf(item.Tooth), WrongFaces: wrong})
	}
	if barred := item.Faces & FacesOf(item.Tooth) &^ p.FacesFor(item.Tooth); barred != 0 {
		found = append(found, Problem{Kind: FaceNotAdmitted, Reason: ReasonFaces, Faces: barred})
	}
	if n := item.Faces.CorrectedOn(item.Tooth).Len(); n < p.MinFaces || n > p.MaxFaces {
		found = append(found, Problem{Kind: FaceCount, Reason: ReasonFaceCount, Faces: item.Faces})
	}
	return found
}
