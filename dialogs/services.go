package dialogs

import (
	"context"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// offered are the services for whoever is here.
func (t *turn) offered() []backend.Offering {
	return slices.DeleteFunc(t.desk.Operator().Offered(t.s.Actor.Role), func(o backend.Offering) bool {
		return o.Action != "" && offerVerbs[o.Action] == ""
	})
}

// offering finds a service by its key.
func (t *turn) offering(key string) (backend.Offering, bool) {
	all := t.offered()
	i := slices.IndexFunc(all, func(o backend.Offering) bool { return o.Key == key })
	if i < 0 {
		return backend.Offering{}, false
	}
	return all[i], true
}

// inCategory are the services of a category.
func (t *turn) inCategory(c backend.Category) []backend.Offering {
	var some []backend.Offering
	for _, o := range t.offered() {
		if o.Category == c {
			some = append(some, o)
		}
	}
	return some
}

// categoryKeys are the categories that have something, two a row.
func (t *turn) categoryKeys() [][]key {
	var keys []key
	for _, c := range backend.Categories() {
		if len(t.inCategory(c)) > 0 {
			keys = append(keys, key{label: phrases.BtnCategory(c), verb: verbCategory, arg: string(c)})
		}
	}
	return grid(keys, 2)
}

// talkKey leads to where people are reached: not for those who are reached there.
func (t *turn) talkKey(label string) []key {
	if t.s.Actor.Role == access.Attendant {
		return nil
	}
	return row(key{label: label, verb: verbTalk})
}

// wayToPeople does so from what is said.
func (t *turn) wayToPeople() {
	if t.s.Actor.Role != access.Attendant {
		t.way(phrases.BtnTalk, target{verb: verbTalk})
	}
}

func (t *turn) showServices(context.Context) (view, error) {
	if len(t.matches) > 0 {
		return t.matchView(), nil
	}
	v := view{ask: phrases.ServicesTitle, keys: t.categoryKeys()}
	for _, c := range backend.Categories() {
		var names []string
		for _, o := range t.inCategory(c) {
			names = append(names, o.Name)
		}
		if len(names) > 0 {
			v.head = phrases.Lines(v.head, phrases.ServiceNames(c, names))
		}
	}
	if v.head == "" {
		v.ask = phrases.NoServices
	}
	v.keys = append(v.keys, t.talkKey(phrases.BtnTalk), row(key{label: phrases.BtnBack, verb: verbBack}))
	return v, nil
}

func (t *turn) openCategory(c backend.Category) error {
	if len(t.inCategory(c)) == 0 {
		return errStale
	}
	t.s.State.goTo(StepCategory)
	t.s.State.Topic = string(c)
	return nil
}

func (t *turn) showCategory(context.Context) (view, error) {
	c := backend.Category(t.s.State.Topic)
	v := view{head: phrases.CategoryTitle(c), ask: phrases.AskService}
	some := t.inCategory(c)
	if len(some) == 0 { // the profile changed
		v.head, v.ask = "", phrases.NoServices
	}
	for _, o := range some {
		v.keys = append(v.keys, row(key{label: phrases.BtnService(o), verb: verbService, arg: o.Key}))
	}
	v.keys = append(v.keys, append(row(key{label: phrases.BtnBack, verb: verbBack}), t.talkKey(phrases.BtnTalkShort)...))
	return v, nil
}

// offerVerbs are the targets of what the counter does itself.
var offerVerbs = map[backend.OfferedAction]string{
	backend.OfferNew: verbNew, backend.OfferList: verbRequests, backend.OfferDrafts: verbResume, backend.OfferQueue: verbQueue,
}

// openService does a service, or tells the way to it.
func (t *turn) openService(ctx context.Context, name string) error {
	o, ok := t.offering(name)
	if !ok {
		t.warn(phrases.ServiceGone)
		return nil
	}
	if o.Action != "" {
		return t.choose(ctx, target{verb: offerVerbs[o.Action]})
	}
	t.s.State.goTo(StepService)
	t.s.State.Topic = o.Key
	return nil
}

func (t *turn) showService(context.Context) (view, error) {
	op := t.desk.Operator()
	last := append(row(key{label: phrases.BtnBack, verb: verbBack}), t.talkKey(phrases.BtnTalkShort)...)
	o, ok := t.offering(t.s.State.Topic)
	if !ok {
		return view{ask: phrases.ServiceGone, keys: [][]key{last}}, nil
	}
	v := view{ask: phrases.Service(o, op.Phone, op.Hours)}
	if o.URL != "" {
		v.keys = append(v.keys, row(key{label: phrases.BtnPage, url: o.URL}))
	}
	if o.Download != "" {
		v.keys = append(v.keys, row(key{label: phrases.BtnDownload, url: o.Download}))
	}
	v.keys = append(v.keys, last)
	return v, nil
}

// talkTo tells how people are reached: on a screen of its own, or beside a question
// that is open, which goes on.
func (t *turn) talkTo() {
	t.s.State.LiveAbout = LiveAbout{Request: t.s.State.Request} // the one that is shown
	if t.atLeisure() {
		t.s.State.goTo(StepTalk)
		return
	}
	op := t.desk.Operator()
	open, change := op.Office.OpenAt(t.tx.Now())
	t.say(phrases.TalkBrief(op.Phone, op.Hours, open, change, t.tx.Now()))
	if role := t.s.Actor.Role; role == access.Provider || role == access.Member {
		t.way(phrases.BtnLive, target{verb: verbLive})
	}
}

func (t *turn) showTalk(context.Context) (view, error) {
	op := t.desk.Operator()
	open, change := op.Office.OpenAt(t.tx.Now())
	v := view{ask: phrases.Talk(op.Phone, op.Hours, open, change, t.tx.Now()), keys: t.inquiryKeys()}
	if len(v.keys) > 0 { // who has entered, and is not of the operator
		v.head = phrases.TalkInquiries(t.s.State.Amount.Month, op.InquiryTerm())
		v.keys = append([][]key{row(key{label: phrases.BtnLive, verb: verbLive})}, v.keys...)
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnServices, verb: verbServices}))
	return v, nil
}

// atLeisure tells whether nothing is being asked that another screen would
// interrupt.
func (t *turn) atLeisure() bool {
	switch step := t.step(); step {
	case StepMenu, StepDrafts, StepList, StepQueue, StepDetails, StepReleases, StepRelease, StepLogin, StepServices, StepCategory, StepService, StepTalk, StepDesk, StepAtDesk, StepInquiries, StepInquiryThread:
		return true
	default:
		return slices.Contains(amountSteps, step)
	}
}

// backHome goes to the first screen of the role.
func (t *turn) backHome() error {
	t.home(false)
	return nil
}

// backFromCategory goes to where the categories are listed.
func (t *turn) backFromCategory() error {
	if t.s.Actor.Role == access.Visitor {
		t.s.State.goTo(StepServices)
		return nil
	}
	return t.backHome()
}

// backFromService goes to the category of the service.
func (t *turn) backFromService() error {
	if o, ok := t.offering(t.s.State.Topic); ok {
		return t.openCategory(o.Category)
	}
	return t.backFromCategory()
}
