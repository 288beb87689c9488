package dialogs

import (
	"context"
	"slices"

	"guiche/backend/access"
)

// place is what a step does. A tap or text only changes the session; a tap that
// means nothing here returns errStale.
type place struct {
	show  func(*turn, context.Context) (view, error)
	tap   func(*turn, context.Context, Callback) error
	typed func(*turn, context.Context, string) error
	back  func(*turn) error
}

// places says where each step is written, flow by flow.
func places(s Step) place {
	for _, flow := range []func(Step) (place, bool){atMenu, atRequests, atInquiries, atDecision, atAmounts, atForm, atItems, atFiles, atEntrance} {
		if p, ok := flow(s); ok {
			return p
		}
	}
	p, _ := atMenu(StepMenu)
	return p
}

// atMenu are the menu, the drafts and the services.
func atMenu(s Step) (place, bool) {
	switch s {
	// menu.go, drafts.go, remind.go
	case StepMenu:
		return place{(*turn).showMenu, (*turn).tapMenu, (*turn).typedMenu, (*turn).stay}, true
	case StepDrafts:
		return place{(*turn).showDrafts, (*turn).tapDrafts, (*turn).typedDrafts, (*turn).backToMenu}, true
	case StepJoin: // join.go
		return place{(*turn).showJoin, (*turn).tapJoin, (*turn).typedJoin, (*turn).backToMenu}, true
	case StepRemind:
		return place{(*turn).showRemind, (*turn).tapRemind, (*turn).typedRemind, (*turn).backToMenu}, true
	// services.go
	case StepServices:
		return place{(*turn).showServices, (*turn).tapMenu, (*turn).typedMenu, (*turn).backHome}, true
	case StepCategory:
		return place{(*turn).showCategory, (*turn).tapMenu, (*turn).typedMenu, (*turn).backFromCategory}, true
	case StepService:
		return place{(*turn).showService, (*turn).tapMenu, (*turn).typedMenu, (*turn).backFromService}, true
	case StepTalk:
		return place{(*turn).showTalk, (*turn).tapMenu, (*turn).typedMenu, (*turn).backFromTalk}, true
	// live_screen.go, desk.go
	case StepLive:
		return place{(*turn).showLive, (*turn).tapLive, (*turn).liveTyped, (*turn).backFromLive}, true
	case StepDesk:
		return place{(*turn).showDesk, (*turn).tapDesk, (*turn).typedDesk, (*turn).backToMenu}, true
	case StepAtDesk:
		return place{(*turn).showAtDesk, (*turn).tapAtDesk, (*turn).typedAtDesk, (*turn).backToDesk}, true
	}
	return place{}, false
}

// atRequests are the requests that were sent, and messages about them.
func atRequests(s Step) (place, bool) {
	switch s {
	// list.go, details.go
	case StepList:
		return place{(*turn).showList, (*turn).tapList, (*turn).typedList, (*turn).backToMenu}, true
	case StepQueue:
		return place{(*turn).showQueue, (*turn).tapList, (*turn).typedList, (*turn).backToMenu}, true
	case StepLooks: // look.go
		return place{(*turn).showLooks, (*turn).tapLooks, (*turn).typedList, (*turn).backToMenu}, true
	case StepOmitted: // omitted.go
		return place{(*turn).showOmitted, (*turn).tapMenu, (*turn).typedMenu, (*turn).backToMenu}, true
	case StepLook:
		return place{(*turn).showLook, (*turn).tapLook, (*turn).typedLook, (*turn).backFromLook}, true
	case StepDetails:
		return place{(*turn).showDetails, (*turn).tapDetails, (*turn).typedDetails, (*turn).backToList}, true
	// attachments.go, withdraw.go, interact.go
	case StepAttachments:
		return place{(*turn).showAttachments, (*turn).tapAttachments, (*turn).typedAttachments, (*turn).backToDetails}, true
	case StepWithdraw:
		return place{(*turn).showWithdraw, (*turn).tapWithdraw, (*turn).typedWithdraw, (*turn).backToDetails}, true
	case StepMessage:
		return place{(*turn).showMessage, (*turn).tapMessage, (*turn).typedMessage, (*turn).backFromMessage}, true
	// release_list.go, release_screen.go, billed.go
	case StepReleases:
		return place{(*turn).showReleases, (*turn).tapReleases, (*turn).typedReleases, (*turn).backToMenu}, true
	case StepRelease:
		return place{(*turn).showRelease, (*turn).tapRelease, (*turn).typedRelease, (*turn).backFromRelease}, true
	case StepBilled:
		return place{(*turn).showBilled, (*turn).tapBilled, (*turn).typedBilled, (*turn).backToRelease}, true
	case StepGiveUp:
		return place{(*turn).showGiveUp, (*turn).tapGiveUp, (*turn).typedGiveUp, (*turn).backToRelease}, true
	// junta.go
	case StepJunta:
		return place{(*turn).showJunta, (*turn).tapJunta, (*turn).typedJunta, (*turn).backFromMessage}, true
	// member_requests.go
	case StepMine:
		return place{(*turn).showMine, (*turn).tapMine, (*turn).typedMine, (*turn).backToMenu}, true
	case StepMyRequest:
		return place{(*turn).showMyRequest, (*turn).tapMyRequest, (*turn).typedMine, (*turn).backToMine}, true
	}
	return place{}, false
}

// atInquiries are what somebody turns to the operator with: inquiry_form.go,
// inquiry_list.go, inquiry_thread.go.
func atInquiries(s Step) (place, bool) {
	switch s {
	case StepInquiry:
		return place{(*turn).showInquiry, (*turn).tapInquiry, (*turn).typedInquiry, (*turn).backFromInquiry}, true
	case StepInquiries:
		return place{(*turn).showInquiries, (*turn).tapInquiries, (*turn).typedInquiries, (*turn).backHome}, true
	case StepInquiryThread:
		return place{(*turn).showInquiryThread, (*turn).tapInquiryThread, (*turn).typedInquiryThread, (*turn).backToInquiries}, true
	case StepInquiryEnd:
		return place{(*turn).showInquiryEnd, (*turn).tapInquiryEnd, (*turn).typedInquiryEnd, (*turn).backToInquiry}, true
	}
	return place{}, false
}

// atDecision are the questions of an auditor's decision: decide.go, decide_item.go,
// decide_why.go, decide_send.go.
func atDecision(s Step) (place, bool) {
	switch s {
	case StepDecide:
		return place{(*turn).showDecide, (*turn).tapDecide, (*turn).typedDecide, (*turn).backFromDecide}, true
	case StepVerdict:
		return place{(*turn).showVerdict, (*turn).tapVerdict, (*turn).typedVerdict, (*turn).backFromVerdict}, true
	case StepReduce:
		return place{(*turn).showReduce, (*turn).tapReduce, (*turn).typedReduce, (*turn).backFromReduce}, true
	case StepReason:
		return place{(*turn).showReason, (*turn).tapReason, (*turn).typedReason, (*turn).backFromReason}, true
	case StepWant:
		return place{(*turn).showWant, (*turn).tapWant, (*turn).typedWant, (*turn).backFromWant}, true
	case StepWording:
		return place{(*turn).showWording, (*turn).tapWording, (*turn).typedWording, (*turn).backFromWording}, true
	case StepSure:
		return place{(*turn).showSure, (*turn).tapNothing, (*turn).typedSure, (*turn).backFromSure}, true
	}
	return place{}, false
}

// atForm are the questions of a request but those about items and attachments.
func atForm(s Step) (place, bool) {
	switch s {
	// contact.go
	case StepContact:
		return place{(*turn).showContact, (*turn).tapContact, (*turn).typedContact, (*turn).backField}, true
	case StepName, StepPhone, StepEmail:
		return place{(*turn).showPart, (*turn).tapNothing, (*turn).typedContact, (*turn).backFromPart}, true
	// urgency.go, professional.go, beneficiary.go, hold.go
	case StepUrgency:
		return place{(*turn).showUrgency, (*turn).tapUrgency, (*turn).typedUrgency, (*turn).backFromUrgency}, true
	case StepProfessional:
		return place{(*turn).showProfessional, (*turn).tapProfessional, (*turn).typedProfessional, (*turn).backField}, true
	case StepBeneficiary:
		return place{(*turn).showBeneficiary, (*turn).tapBeneficiary, (*turn).typedBeneficiary, (*turn).backField}, true
	case StepConfirm:
		return place{(*turn).showConfirm, (*turn).tapConfirm, (*turn).typedConfirm, (*turn).otherPerson}, true
	case StepHold:
		return place{(*turn).showHold, (*turn).tapHold, (*turn).typedHold, (*turn).letGo}, true
	// review.go, send.go, cancel.go
	case StepReview:
		return place{(*turn).showReview, (*turn).tapReview, (*turn).typedReview, (*turn).backFromReview}, true
	case StepCancel:
		return place{(*turn).showCancel, (*turn).tapCancel, (*turn).typedCancel, (*turn).backToForm}, true
	}
	return place{}, false
}

// atItems are the questions about items: item_code.go, item_place.go,
// item_absent.go, item_faces.go, items.go, item_own.go, item_repeat.go.
func atItems(s Step) (place, bool) {
	switch s {
	case StepCode:
		return place{(*turn).showCode, (*turn).tapCode, (*turn).typedCode, (*turn).backFromCode}, true
	case StepPlace:
		return place{(*turn).showPlace, (*turn).tapPlace, (*turn).typedPlace, (*turn).backFromPlace}, true
	case StepAbsent:
		return place{(*turn).showAbsent, (*turn).tapAbsent, (*turn).typedAbsent, (*turn).notAbsent}, true
	case StepTable: // table.go, doubt.go, change.go
		return place{(*turn).showTable, (*turn).tapTable, (*turn).typedTable, (*turn).backField}, true
	case StepWhich:
		return place{(*turn).showWhich, (*turn).tapWhich, (*turn).typedWhich, (*turn).backField}, true
	case StepChange:
		return place{(*turn).showChange, (*turn).tapChange, (*turn).typedChange, (*turn).backFromChange}, true
	case StepFaces:
		return place{(*turn).showFaces, (*turn).tapFaces, (*turn).typedFaces, (*turn).backFromFaces}, true
	case StepItems:
		return place{(*turn).showItems, (*turn).tapItems, (*turn).typedItems, (*turn).backField}, true
	case StepItem:
		return place{(*turn).showOwn, (*turn).tapOwn, (*turn).typedOwn, (*turn).backFromOwn}, true
	case StepRepeat:
		return place{(*turn).showRepeat, (*turn).tapRepeat, (*turn).typedRepeat, (*turn).backFromTask}, true
	}
	return place{}, false
}

// atFiles are the attachments and the observação: files_screen.go, file_screen.go,
// note.go.
func atFiles(s Step) (place, bool) {
	switch s {
	case StepFiles:
		return place{(*turn).showFiles, (*turn).tapFiles, (*turn).typedFiles, (*turn).backField}, true
	case StepFile:
		return place{(*turn).showFile, (*turn).tapFile, (*turn).typedFile, (*turn).backToFiles}, true
	case StepSheet:
		return place{(*turn).showSheet, (*turn).tapSheet, (*turn).typedSheet, (*turn).backToFiles}, true
	case StepNote:
		return place{(*turn).showNote, (*turn).tapNote, (*turn).typedNote, (*turn).backField}, true
	}
	return place{}, false
}

// atEntrance are the steps of entering, of the account and of leaving.
func atEntrance(s Step) (place, bool) {
	switch s {
	// entry.go
	case StepLogin:
		return place{(*turn).showLogin, (*turn).tapLogin, nil, (*turn).stay}, true
	case StepPassword:
		return place{(*turn).showPassword, (*turn).tapPassword, nil, (*turn).backToLogin}, true
	case StepLeave:
		return place{(*turn).showLeave, (*turn).tapLeave, (*turn).typedLeave, (*turn).backFromLeave}, true
	// member.go
	case StepMember:
		return place{(*turn).showMember, (*turn).tapMember, nil, (*turn).backToLogin}, true
	case StepProof:
		return place{(*turn).showProof, (*turn).tapProof, (*turn).typedProof, (*turn).backFromProof}, true
	// renew.go, account.go
	case StepMailCode:
		return place{(*turn).showMailCode, (*turn).tapMailCode, (*turn).typedMailCode, (*turn).backFromMailCode}, true
	case StepNewPassword:
		return place{(*turn).showNewPassword, (*turn).tapNothing, nil, (*turn).backFromMailCode}, true
	case StepAccount:
		return place{(*turn).showAccount, (*turn).tapAccount, (*turn).typedAccount, (*turn).backToMenu}, true
	// notices.go
	case StepSharing: // sharing.go
		return place{(*turn).showSharing, (*turn).tapSharing, (*turn).typedSharing, (*turn).backToAccount}, true
	case StepNotices:
		return place{(*turn).showNotices, (*turn).tapNotices, (*turn).typedNotices, (*turn).backToAccount}, true
	case StepLinks:
		return place{(*turn).showLinks, (*turn).tapLinks, (*turn).typedLinks, (*turn).backToAccount}, true
	}
	return place{}, false
}

func (t *turn) place() place { return places(t.step()) }

// stepsOf are the stored steps that a role can be at, its first screen first.
func stepsOf(role access.Role) []Step {
	switch role {
	case access.Provider:
		return slices.Concat([]Step{StepMenu, StepForm, StepCancel, StepRemind, StepJoin, StepDrafts, StepList, StepDetails, StepAttachments, StepWithdraw, StepLeave}, releaseSteps, inquirySteps, accountSteps, serviceSteps, liveSteps)
	case access.Auditor:
		return slices.Concat([]Step{StepMenu, StepQueue, StepLooks, StepLook, StepOmitted, StepDetails, StepAttachments, StepForm, StepCancel, StepLeave}, deskSteps, accountSteps, serviceSteps)
	case access.Attendant:
		return slices.Concat([]Step{StepMenu, StepForm, StepCancel, StepLeave}, deskSteps, accountSteps, serviceSteps)
	case access.Member:
		return slices.Concat([]Step{StepMenu, StepMine, StepMyRequest, StepForm, StepCancel, StepLeave, StepAccount, StepLinks, StepNotices, StepSharing}, amountSteps, inquirySteps, serviceSteps, liveSteps)
	}
	return slices.Concat([]Step{StepLogin, StepPassword, StepMember, StepProof, StepMailCode, StepNewPassword}, serviceSteps)
}

// releaseSteps are the authorisations of a clinic.
var releaseSteps = []Step{StepReleases, StepRelease, StepBilled, StepGiveUp}

// inquirySteps are for who turns to the operator.
var inquirySteps = []Step{StepInquiries, StepInquiryThread, StepInquiryEnd}

// accountSteps are open to who enters with a password.
var accountSteps = []Step{StepAccount, StepLinks, StepNotices, StepMailCode, StepNewPassword}

// liveSteps are a conversation with a person; deskSteps the other side of it, and all
// else that the operator's people answer.
var (
	liveSteps = []Step{StepLive}
	deskSteps = []Step{StepDesk, StepAtDesk, StepLive}
)

// serviceSteps are open to everybody.
var serviceSteps = []Step{StepServices, StepCategory, StepService, StepTalk}

// step is where the conversation is. What was stored counts only as far as the
// role and the draft allow: a draft that somebody else sent leads to the menu.
func (t *turn) step() Step {
	st, may := &t.s.State, stepsOf(t.s.Actor.Role)
	switch {
	case !slices.Contains(may, st.Step):
		return may[0]
	case needsDraft(st.Step) && t.s.Draft == nil:
		return StepMenu
	case st.Step == StepPassword && (st.Login == "" || t.pages != ""):
		return StepLogin
	case st.Step == StepProof && st.Member == 0:
		return StepMember
	case st.Step == StepNewPassword && st.Renew.Until == 0:
		return StepMailCode
	case st.Step == StepJoin && st.Join.Draft == 0 && len(st.Join.Parts) == 0:
		return StepMenu
	case st.Step == StepLive && st.Live == 0:
		return StepMenu
	case st.Step == StepAtDesk && st.Desk.ID == 0:
		return StepDesk
	case slices.Contains(releaseSteps, st.Step) && st.Guia == 0:
		return StepReleases
	case (st.Step == StepInquiryThread || st.Step == StepInquiryEnd) && st.Inquiry == 0:
		return StepInquiries
	case st.Step == StepForm:
		return t.question()
	}
	return st.Step
}

// needsDraft tells the stored steps that are about the draft that the chat is at.
func needsDraft(s Step) bool { return s == StepForm || s == StepCancel || s == StepRemind }

// inForm tells whether a question of a request is shown.
func (t *turn) inForm() bool { return isForm(t.step()) }

// aboutDraft tells whether the screen of a step shows the draft that the chat is
// at, so that its buttons are for that one only.
func aboutDraft(s Step) bool { return isForm(s) || s == StepCancel || s == StepRemind }

func isForm(s Step) bool {
	if _, ok := atDecision(s); ok {
		return true
	}
	switch s {
	case StepContact, StepName, StepPhone, StepEmail, StepUrgency, StepProfessional, StepBeneficiary, StepConfirm, StepHold,
		StepCode, StepPlace, StepAbsent, StepFaces, StepTable, StepWhich, StepChange, StepItems, StepItem, StepRepeat, StepFiles, StepFile, StepSheet, StepNote, StepReview, StepMessage, StepJunta, StepInquiry:
		return true
	}
	return false
}
