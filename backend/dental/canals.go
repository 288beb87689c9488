package dental

// The codes of a root canal treatment by number of canals.
const (
	CanalOne   = "85200166"
	CanalTwo   = "85200140"
	CanalThree = "85200158"
)

// OddCanals tells whether an item's number of canals is clearly not that of its tooth,
// and which code such a tooth usually has. What varies from person to person, as the
// canals of premolars do, is not odd.
func OddCanals(item Item) (usual string, odd bool) {
	t := item.Tooth
	if !t.Is(Permanent) {
		return "", false
	}
	switch {
	case item.Code == CanalOne && t.Is(Molar):
		return CanalThree, true
	case (item.Code == CanalTwo || item.Code == CanalThree) && t.Is(Anterior):
		return CanalOne, true
	case item.Code == CanalThree && t.Is(Premolar):
		if t.Is(Upper) && t.Position() == 4 {
			return CanalTwo, true
		}
		return CanalOne, true
	}
	return "", false
}
