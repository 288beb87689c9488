package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// The buttons of the menus.
const (
	verbNew      = "new"
	verbResume   = "resume"
	verbRequests = "list"
	verbQueue    = "queue"
	verbLeave    = "leave"
	verbServices = "svcs"
	verbCategory = "cat"
	verbService  = "svc"
	verbTalk     = "talk"
	verbPrivacy  = "priv"
)

// showMenu is the first screen of who has entered: what is used most, then the
// services by category, then how to reach people and to leave.
func (t *turn) showMenu(ctx context.Context) (view, error) {
	if len(t.matches) > 0 {
		return t.matchView(), nil
	}
	if t.receipted {
		return afterReceipt(), nil
	}
	v, err := t.roleMenu(ctx)
	if err != nil {
		return view{}, err
	}
	v.keys = append(v.keys, t.categoryKeys()...)
	talk := t.talkKey(phrases.BtnTalk)
	if t.s.State.Live > 0 {
		talk = row(key{label: phrases.BtnBackToLive, verb: verbLive, arg: idArg(t.s.State.Live)})
	}
	v.keys = append(v.keys, talk,
		row(key{label: phrases.BtnAccount, verb: verbAccount}, key{label: phrases.BtnHelp, verb: verbHelp}),
		row(key{label: phrases.BtnLeave, verb: verbLeave}))
	return v, nil
}

// afterReceipt is the menu in short, below a receipt.
func afterReceipt() view {
	return view{ask: phrases.AfterReceipt, keys: [][]key{
		row(key{label: phrases.BtnNew, verb: verbNew}),
		row(key{label: phrases.BtnRequests, verb: verbRequests}),
		row(key{label: phrases.BtnMenu, verb: verbMenu}),
	}}
}

// roleMenu is what a role uses most.
func (t *turn) roleMenu(ctx context.Context) (view, error) {
	var open []key
	switch {
	case t.deciding() != 0:
		open = row(key{label: phrases.BtnDecideOn, verb: verbWrite})
	case t.alone():
		open = row(key{label: phrases.BtnWriteOn, verb: verbWrite})
	}
	switch t.s.Actor.Role {
	case access.Auditor:
		return view{ask: phrases.AuditorMenu, keys: [][]key{
			open, row(key{label: phrases.BtnQueue, verb: verbQueue}), row(key{label: phrases.BtnLooks, verb: verbLooks}), row(key{label: phrases.BtnDesk, verb: verbDesk}),
			row(key{label: phrases.BtnOmitted, verb: verbOmitted}),
		}}, nil
	case access.Attendant:
		v := view{ask: phrases.AttendantMenu, keys: [][]key{open, row(key{label: phrases.BtnDesk, verb: verbDesk})}}
		named, err := t.forOmbudsman(ctx)
		if named && len(t.desk.Operator().Ombudsman) > 0 {
			v.ask = phrases.OmbudsmanMenu
		}
		return v, err
	case access.Member:
		v, err := t.memberMenu(ctx)
		v.keys = append([][]key{open}, v.keys...)
		return v, err
	}
	drafts, err := t.drafts(ctx)
	if err != nil {
		return view{}, err
	}
	var keys [][]key
	switch n := len(drafts); {
	case n == 1:
		keys = append(keys, row(key{label: phrases.BtnResume, verb: verbResume}))
	case n > 1:
		keys = append(keys, row(key{label: phrases.BtnResumeMany(n), verb: verbResume}))
	}
	keys = append(keys, row(key{label: phrases.BtnNew, verb: verbNew}), row(key{label: phrases.BtnRequests, verb: verbRequests}),
		row(key{label: phrases.BtnReleases, verb: verbReleases}))
	return view{head: t.draftOffer(drafts), ask: phrases.ProviderMenu, keys: keys}, nil
}

// tapMenu takes a button of the menu or of the services.
func (t *turn) tapMenu(ctx context.Context, c Callback) error {
	return t.choose(ctx, target{verb: c.Verb, arg: c.Arg})
}

// target is a place that the menus, a typed text or a link lead to.
type target struct{ verb, arg string }

// choose goes to a target; errStale where the role has none such.
func (t *turn) choose(ctx context.Context, to target) error {
	switch to.verb {
	case verbNew:
		return t.service(ctx, cmdNew)
	case verbRequests:
		return t.service(ctx, cmdRequests)
	case verbReleases:
		return t.service(ctx, cmdReleases)
	case verbQueue:
		return t.service(ctx, cmdQueue)
	case verbLooks:
		return t.openLooks()
	case verbOmitted:
		return t.openOmitted()
	case verbAccount:
		return t.do(ctx, cmdAccount)
	case verbResume:
		if t.s.Actor.Role == access.Provider {
			return t.resume(ctx)
		}
	case verbWrite:
		if t.alone() {
			t.s.State.goTo(StepForm)
			return nil
		}
	case verbLeave:
		return t.leave()
	case verbHelp:
		t.help(true)
		return nil
	case verbPrivacy:
		return t.do(ctx, cmdPrivacy)
	case verbTalk:
		t.talkTo()
		return nil
	case verbLive:
		return t.chooseTalk(ctx, to.arg == verbAfter)
	case verbCover:
		return t.coverOfCode(ctx, to.arg)
	case verbMeant:
		return t.liveWith(ctx, Callback{Arg: to.arg}.id())
	case verbLearn:
		return t.setLearn(to.arg)
	case verbDesk:
		if t.ofOperator() {
			t.toDesk(DeskWaiting)
			return nil
		}
	case verbInquire:
		return t.inquire(ctx, backend.InquiryKind(to.arg))
	case verbInquiries:
		if len(inquires(t.s.Actor.Role)) > 0 {
			t.s.State.goTo(StepInquiries)
			return nil
		}
	case verbServices:
		t.s.State.goTo(StepServices)
		return nil
	case verbCategory:
		return t.openCategory(backend.Category(to.arg))
	case verbService:
		return t.openService(ctx, to.arg)
	}
	if t.s.Actor.Role == access.Member {
		return t.chooseMember(ctx, to)
	}
	return errStale
}

// chooseTalk leads to a person, with the words that wait for one or without.
func (t *turn) chooseTalk(ctx context.Context, with bool) error {
	about, words := backend.InquiryAbout{Month: t.s.State.Amount.Month, Request: t.s.State.LiveAbout.Request}, ""
	if with {
		words = t.s.State.LiveWords
	}
	return t.openTalk(ctx, about, words)
}
