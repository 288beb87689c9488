package dialogs

import "guiche/backend/access"

// Secret tells whether an input may hold a password, so that nothing of it is to
// be kept when it cannot be handled. A nil input is one that could not be read.
func Secret(s Session, in Input) bool {
	typed := ""
	switch in := in.(type) {
	case nil:
	case Text:
		typed = in.Text
	case Other:
		if in.Kind != "edited" {
			return false
		}
	default:
		return false
	}
	if s.State.Hush {
		return true
	}
	if s.Actor.Role != access.Visitor {
		return false
	}
	_, _, both := bothTyped(typed)
	return both || s.State.Step == StepPassword
}
