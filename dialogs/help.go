package dialogs

import "guiche/dialogs/phrases"

// helpAll is the argument of the button for the general help.
const helpAll = "all"

// help explains what the step asks for; where nothing special is asked for, or when
// all is wanted, what can be done here. The step goes on.
func (t *turn) help(all bool) {
	op := t.desk.Operator()
	if step := phrases.StepHelp(string(t.step())); step != "" && !all {
		t.say(step)
		t.helped = true
		return
	}
	t.say(phrases.Help(t.s.Actor.Role, op.Phone, op.Hours))
}

// helpKeys lead on from the help about one step.
func (t *turn) helpKeys() [][]key {
	if !t.helped {
		return nil
	}
	return [][]key{append(row(key{label: phrases.BtnMoreHelp, verb: verbHelp, arg: helpAll}), t.talkKey(phrases.BtnTalkShort)...)}
}
