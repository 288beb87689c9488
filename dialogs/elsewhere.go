package dialogs

// notice sees whether another phone of the clinic changed the draft since this
// chat showed it; from here on it is this chat that does.
func (t *turn) notice() {
	d := t.s.Draft
	if d == nil {
		return
	}
	shown := t.s.State.Shown
	t.elsewhere = shown != 0 && shown < d.Rev && d.Chat != t.s.Key && aboutDraft(t.step())
	d.Chat = t.s.Key
}

// overtaken tells whether another phone answered what this chat was asked, so that
// a text typed here is no answer to what comes next.
func (t *turn) overtaken() bool {
	return t.elsewhere && t.inForm() && !t.message() && t.s.State.Asked != t.field()
}
