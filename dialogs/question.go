package dialogs

import (
	"guiche/backend"
	"guiche/backend/dental"
)

// question is the step of the answer being corrected, else of the first one
// missing, else the review.
func (t *turn) question() Step {
	f, st := &t.s.Draft.Form, &t.s.State
	switch {
	case f.About != nil && f.About.Kind == backend.Outcome:
		return StepJunta
	case t.deciding() != 0:
		return t.decisionStep()
	case f.About != nil:
		return StepMessage
	case f.Inquiry != nil:
		return StepInquiry
	case len(st.Held) > 0:
		return StepHold
	case st.Urging:
		return StepUrgency
	case t.changing():
		return StepChange
	}
	field := st.Editing
	if field == backend.FieldNone {
		if field = f.Missing(t.today); t.lookingOver(field) {
			return t.overStep()
		}
	}
	switch field {
	case backend.FieldContact:
		return t.contactStep()
	case backend.FieldUrgency:
		return StepUrgency
	case backend.FieldProfessional:
		return StepProfessional
	case backend.FieldBeneficiary:
		if f.Beneficiary != nil && !f.BeneficiaryOK {
			return StepConfirm
		}
		return StepBeneficiary
	case backend.FieldItems:
		return t.itemStep()
	case backend.FieldNote:
		if st.Editing == backend.FieldNote {
			return StepNote
		}
		return t.filesStep()
	case backend.FieldFiles:
		return t.filesStep()
	}
	return StepReview
}

func (t *turn) contactStep() Step {
	f, st := &t.s.Draft.Form, &t.s.State
	switch {
	case f.Contact == nil || f.Contact.Name == "":
		return StepName
	case f.Contact.Phone == "":
		return StepPhone
	case f.Contact.Email == "":
		return StepEmail
	case st.Part != "":
		return st.Part
	}
	return StepContact
}

func (t *turn) itemStep() Step {
	f, st := &t.s.Draft.Form, &t.s.State
	if t.doubted() >= 0 {
		return StepAbsent
	}
	if t.facesOpen() {
		return StepFaces
	}
	if t.ownOpen() && st.Task == TaskCode {
		return StepCode
	}
	if i := t.firstOpen(); i >= 0 {
		return t.openStep(i, f.Items[i])
	}
	if t.ownOpen() {
		switch st.Task {
		case TaskPlace:
			return StepPlace
		case TaskRepeat:
			return StepRepeat
		}
		return StepItem
	}
	if len(f.Items) == 0 || st.Adding {
		return StepCode
	}
	return StepItems
}

// openStep is the question that an item which is not complete leads to.
func (t *turn) openStep(i int, item dental.Item) Step {
	p, err := dental.Lookup(item.Code, t.today)
	if err != nil {
		return StepCode
	}
	if needs := dental.Missing(item, p); len(needs) > 0 {
		if needs[0] == dental.NeedFaces {
			return StepFaces
		}
		return StepPlace
	}
	for _, problem := range dental.Check(item, p) {
		switch problem.Kind {
		case dental.FaceNotOnTooth, dental.FaceNotAdmitted, dental.FaceCount:
			return StepFaces
		default:
			return StepPlace
		}
	}
	if _, doubt := t.doubtOf(i); doubt {
		return StepWhich
	}
	return StepPlace
}

// facesOpen tells whether the faces of an item are being chosen, be they enough
// already or not.
func (t *turn) facesOpen() bool {
	f, at := &t.s.Draft.Form, t.s.State.At
	if at < 1 || at > len(f.Items) || f.Items[at-1].Tooth == 0 {
		return false
	}
	p, err := dental.Lookup(f.Items[at-1].Code, t.today)
	return err == nil && p.TakesFaces()
}
