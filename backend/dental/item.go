package dental

// Item is one line of a request: a code and where it is done. It names a tooth
// or a region, never both, and faces only with a tooth. A Quantity of 0 means
// that none was given, which counts as 1.
type Item struct {
	Code     string `json:"code"`
	Tooth    Tooth  `json:"tooth,omitempty"`
	Faces    Faces  `json:"faces,omitempty"`
	Region   Region `json:"region,omitempty"`
	Quantity int    `json:"quantity,omitempty"`
}

// Need is something that an item still lacks.
type Need uint8

// What an item can lack.
const (
	NeedTooth Need = iota + 1
	NeedFaces
	NeedRegion
	NeedToothOrRegion
)

// String is a stable code of the need.
func (n Need) String() string {
	return [...]string{"", "tooth", "faces", "region", "tooth_or_region"}[n]
}

// Missing lists what is still to be asked for, in asking order. What is there
// but wrong is Check's to say.
func Missing(item Item, p Procedure) []Need {
	if p.Optional {
		return nil
	}
	var needs []Need
	switch p.Locator {
	case LocatorTooth:
		if item.Tooth == 0 {
			needs = append(needs, NeedTooth)
		}
	case LocatorToothFaces:
		if item.Tooth == 0 {
			needs = append(needs, NeedTooth)
		}
		if item.Faces == 0 {
			needs = append(needs, NeedFaces)
		}
	case LocatorRegion:
		if item.Region == "" {
			needs = append(needs, NeedRegion)
		}
	case LocatorToothOrRegion:
		if item.Tooth == 0 && item.Region == "" {
			needs = append(needs, NeedToothOrRegion)
		}
	}
	return needs
}
