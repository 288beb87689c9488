package dialogs

import (
	"context"
	"strings"

	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// Command is an entry of the command list that Telegram shows.
type Command struct{ Name, Description string }

// The commands.
const (
	cmdStart    = "start"
	cmdMenu     = "menu"
	cmdHelp     = "ajuda"
	cmdNew      = "nova"
	cmdRequests = "solicitacoes"
	cmdQueue    = "fila"
	cmdCancel   = "cancelar"
	cmdPrivacy  = "privacidade"
	cmdLeave    = "sair"
	cmdBack     = "voltar"
	cmdServices = "servicos"
	cmdTalk     = "atendente"
	cmdAccount  = "conta"
	cmdReleases = "autorizacoes"
)

// CommandList is what a role is offered.
func CommandList(role access.Role) []Command {
	help := []Command{{cmdServices, phrases.CmdServices}, {cmdTalk, phrases.CmdTalk}, {cmdHelp, phrases.CmdHelp}, {cmdPrivacy, phrases.CmdPrivacy}}
	leave := append([]Command{{cmdCancel, phrases.CmdCancel}, {cmdAccount, phrases.CmdAccount}}, append(help, Command{cmdLeave, phrases.CmdLeave})...)
	switch role {
	case access.Provider:
		return append([]Command{{cmdMenu, phrases.CmdMenu}, {cmdNew, phrases.CmdNew}, {cmdRequests, phrases.CmdRequests}, {cmdReleases, phrases.CmdReleases}}, leave...)
	case access.Auditor:
		return append([]Command{{cmdMenu, phrases.CmdMenu}, {cmdQueue, phrases.CmdQueue}}, leave...)
	case access.Member, access.Attendant:
		return append([]Command{{cmdMenu, phrases.CmdMenu}}, leave...)
	}
	return append([]Command{{cmdStart, phrases.CmdStart}}, help...)
}

// command reads "/Nova@guiche_bot abc" as "nova"; what follows is ignored.
func command(text string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), "/")
	if !ok {
		return "", false
	}
	word, _, _ := strings.Cut(rest, " ")
	word, _, _ = strings.Cut(word, "\n")
	word, _, _ = strings.Cut(word, "@")
	name = fold(word)
	if alias, ok := commandAliases[name]; ok {
		name = alias
	}
	return name, true
}

var commandAliases = map[string]string{
	"help": cmdHelp, "cancel": cmdCancel, "stop": cmdLeave, "solicitacao": cmdRequests, "minhas": cmdRequests,
	"novo": cmdNew, "privacy": cmdPrivacy, "logout": cmdLeave, "inicio": cmdMenu, "servico": cmdServices, "contato": cmdTalk, "telefone": cmdTalk,
	"autorizacao": cmdReleases,
}

func knownCommand(name string) bool {
	switch name {
	case cmdStart, cmdMenu, cmdHelp, cmdNew, cmdRequests, cmdQueue, cmdCancel, cmdPrivacy, cmdLeave, cmdBack, cmdServices, cmdTalk, cmdAccount, cmdReleases:
		return true
	}
	return false
}

// do carries a command out, from whatever step; what it does not leave stays
// open.
func (t *turn) do(ctx context.Context, name string) error {
	op := t.desk.Operator()
	switch name {
	case cmdStart, cmdMenu:
		t.home(name == cmdStart)
	case cmdHelp:
		t.help(false)
	case cmdServices:
		t.s.State.goTo(StepServices)
	case cmdTalk:
		t.talkTo()
	case cmdPrivacy:
		// A message of its own: it is long, and may be kept.
		t.note(Reply{Text: phrases.PrivacyNotice(op.Name, op.PrivacyContact, op.Phone, op.Hours, draftDays(op))})
	case cmdCancel:
		return t.cancel()
	case cmdLeave:
		return t.leave()
	case cmdBack:
		return t.back()
	case cmdAccount:
		if t.s.Actor.Role == access.Visitor {
			t.warn(phrases.EnterFirst)
			return nil
		}
		t.s.State.goTo(StepAccount)
	case cmdNew, cmdRequests, cmdReleases, cmdQueue:
		return t.service(ctx, name)
	default:
		if n, ok := requestCommand(name); ok {
			return t.openRequest(ctx, n)
		}
		t.warn(phrases.UnknownCommand)
	}
	return nil
}

// home shows the first screen of the role.
func (t *turn) home(start bool) {
	if t.s.Actor.Role != access.Visitor {
		t.s.State.goTo(StepMenu)
		return
	}
	t.s.State.goTo(StepLogin)
	t.s.State.forgetWho()
	if start && t.s.State.Greeted {
		t.say(phrases.Welcome(t.desk.Operator().Name))
	}
}

// service opens what a role may ask for.
func (t *turn) service(ctx context.Context, name string) error {
	role := t.s.Actor.Role
	switch {
	case role == access.Visitor:
		t.warn(phrases.EnterFirst)
	case role == access.Provider && name == cmdNew:
		return t.newRequest(ctx)
	case role == access.Provider && name == cmdRequests:
		t.s.State.goTo(StepList)
	case role == access.Provider && name == cmdReleases:
		t.s.State.goTo(StepReleases)
	case role == access.Auditor && name == cmdQueue:
		t.s.State.goTo(StepQueue)
	default:
		t.warn(phrases.NotHere)
	}
	return nil
}
