package dialogs

import (
	"context"

	"guiche/backend/access"
	"guiche/dialogs/nlu"
)

// route is what an intent leads to.
type route struct {
	// do carries it out where nothing is being asked that it would interrupt: a screen,
	// or a sentence on the one that is shown.
	do func(*turn, context.Context, wish) error
	// beside answers it in the middle of something, which goes on; nil leaves the text
	// to what is being asked.
	beside func(*turn, context.Context, wish) error
	// leads: what stands beside is a button to the screen, no answer.
	leads bool
	// words: it is an answer in words and shows nothing.
	words bool
}

// byRole is what an intent leads to for each role. Nothing here does what cannot be
// undone: what cancels, leaves or sends asks first.
type byRole struct{ provider, member, auditor, visitor route }

func (r byRole) of(role access.Role) route {
	switch role {
	case access.Provider:
		return r.provider
	case access.Member:
		return r.member
	case access.Auditor, access.Attendant: // people of the operator; each is told what is not theirs
		return r.auditor
	}
	return r.visitor
}

// routeOf is the table of what is done about an intent.
func routeOf(i nlu.Intent, role access.Role) route {
	for _, part := range []func(nlu.Intent) (byRole, bool){courtesyRoutes, accessRoutes, requestRoutes, askingRoutes, amountRoutes, inquiryRoutes} {
		if r, ok := part(i); ok {
			return r.of(role)
		}
	}
	return route{do: (*turn).nothingOfOurs}
}

// both answers the same anywhere.
func both(answer func(*turn, context.Context, wish) error) route {
	return route{do: answer, beside: answer}
}

// words answers anywhere, by a sentence alone.
func words(answer func(*turn, context.Context, wish) error) route {
	return route{do: answer, beside: answer, words: true}
}

// link opens a screen; in the middle of something a button leads there.
func link(do, button func(*turn, context.Context, wish) error) route {
	return route{do: do, beside: button, leads: true}
}

func forAll(r route) byRole { return byRole{r, r, r, r} }

// inside is a route for who has entered; a visitor is asked to, and the wish waits.
func inside(provider, member, auditor route) byRole {
	return byRole{provider, member, auditor, route{do: (*turn).enterFirst, beside: (*turn).enterFirst}}
}

// courtesyRoutes: routes_people.go.
func courtesyRoutes(i nlu.Intent) (byRole, bool) {
	switch i {
	case nlu.Greet:
		return forAll(words((*turn).greetBack)), true
	case nlu.Thank:
		return forAll(words((*turn).thankBack)), true
	case nlu.Help:
		return forAll(words((*turn).helpAsked)), true
	case nlu.Person:
		return forAll(both((*turn).personAsked)), true
	case nlu.Yes: // what is being asked has the first say in what yes and no mean
		return forAll(route{do: (*turn).yesToNothing, words: true}), true
	case nlu.No:
		return forAll(route{do: (*turn).noToNothing, words: true}), true
	case nlu.Abandon:
		return forAll(both((*turn).stopAsked)), true
	}
	return byRole{}, false
}

// accessRoutes: routes_people.go.
func accessRoutes(i nlu.Intent) (byRole, bool) {
	switch i {
	case nlu.Enter:
		in := words((*turn).enteredAlready)
		return byRole{in, in, in, both((*turn).toEntry)}, true
	case nlu.Recover:
		account := link((*turn).toAccount, (*turn).accountButton)
		return byRole{account, words((*turn).memberHasNone), account, both((*turn).forgottenWay)}, true
	case nlu.Leave:
		out := words((*turn).leaveAsked)
		return byRole{out, out, out, both((*turn).notIn)}, true
	}
	return byRole{}, false
}

// requestRoutes: routes_requests.go.
func requestRoutes(i nlu.Intent) (byRole, bool) {
	see := link((*turn).toOne, (*turn).oneButton)
	switch i {
	case nlu.Ask:
		return inside(route{do: (*turn).newAsked}, both((*turn).dentistAsks), words((*turn).clinicAsks)), true
	case nlu.Status, nlu.Thread:
		return inside(see, link((*turn).statusOwn, (*turn).oneButton), see), true
	case nlu.List:
		all := link((*turn).toAll, (*turn).allButton)
		return inside(all, all, all), true
	case nlu.Attach:
		attach := route{do: (*turn).attachAsked, beside: (*turn).attachHere}
		return inside(attach, both((*turn).dentistAsks), words((*turn).clinicAsks)), true
	case nlu.Withdraw:
		return inside(route{do: (*turn).withdrawAsked, beside: (*turn).withdrawBeside, leads: true}, link((*turn).contestOwn, (*turn).oneButton), words((*turn).clinicAsks)), true
	case nlu.Review:
		return inside(link((*turn).reviewAsked, (*turn).reviewButton), link((*turn).reviewOwn, (*turn).oneButton), see), true
	case nlu.Senha:
		return inside(link((*turn).senhaAsked, (*turn).senhaButton), both((*turn).senhaOfDentist), see), true
	}
	return byRole{}, false
}

// askingRoutes: routes_asking.go.
func askingRoutes(i nlu.Intent) (byRole, bool) {
	switch i {
	case nlu.Coverage:
		return inside(words((*turn).coverageOfClinic), words((*turn).coverageOfMember), words((*turn).coverageOfClinic)), true
	case nlu.HowTo:
		return inside(words((*turn).howToOfClinic), words((*turn).howToOfMember), words((*turn).howToOfClinic)), true
	case nlu.FindCode:
		code := words((*turn).procedureAsked)
		return inside(code, code, code), true
	}
	return byRole{}, false
}

// amountRoutes: routes_amounts.go. Who is no member sees no amounts.
func amountRoutes(i nlu.Intent) (byRole, bool) {
	members := words((*turn).amountsOfMembers)
	of := func(do func(*turn, context.Context, wish) error) (byRole, bool) {
		return inside(members, link(do, (*turn).amountButton), members), true
	}
	switch i {
	case nlu.CopayAmount:
		return of((*turn).amountAsked)
	case nlu.CopayDetail:
		return of((*turn).detailAsked)
	case nlu.CopayDate:
		return of((*turn).dateAsked)
	case nlu.CopayBalance:
		return of((*turn).balanceAsked)
	case nlu.CopayWhatIf:
		return of((*turn).whatIfAsked)
	case nlu.CopayRules:
		return of((*turn).rulesAsked)
	case nlu.IncomeTax:
		return of((*turn).taxAsked)
	}
	return byRole{}, false
}

// inquiryRoutes are what people at the operator have to answer: routes_inquiries.go.
func inquiryRoutes(i nlu.Intent) (byRole, bool) {
	toPeople := both((*turn).complaint)
	switch i {
	case nlu.Complain:
		write := link((*turn).complaintAsked, (*turn).complaintButton)
		return byRole{write, write, toPeople, toPeople}, true
	case nlu.Contest:
		return inside(link((*turn).complaintAsked, (*turn).complaintButton), link((*turn).chargeContested, (*turn).contestButton), toPeople), true
	case nlu.Refund:
		return inside(words((*turn).amountsOfMembers), link((*turn).refundAsked, (*turn).refundButton), words((*turn).amountsOfMembers)), true
	}
	return byRole{}, false
}
