package dialogs

// Secret tells whether an input may be a password, so that nothing of it is kept
// when it could not be handled.
func Secret(s Session, in Input) bool {
	_, typed := in.(Text)
	return typed && (s.State.Step == StepPassword || s.State.Hush)
}
