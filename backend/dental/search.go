package dental

// searchIndex holds the words under which the procedures are found.
type searchIndex struct{}

func newSearchIndex(all []Procedure) *searchIndex { return &searchIndex{} }
