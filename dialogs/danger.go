package dialogs

import (
	"regexp"

	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// Whoever is in danger is told first where help is, before anything else reads the text.
//
//	short, wherever it is said ─▶ told, and what was open goes on as it was
//	a longer one while a message is written, or to a person ─▶ told, and goes where it goes
//
// A clinic's requests and those who quote them speak of blood, blows and pain: of them only
// what no request says is taken, and of the operator's people nothing.

var (
	lifeSaid = regexp.MustCompile(`\b(quero|vou|queria|penso em|pensei em|pensando em|pensa em|vontade de|tentei|tentou) (me matar|se matar|me suicidar|(tirar|acabar com) (a )?minha (propria )?vida|morrer$|morrer (logo|agora|mesmo|hoje))` +
		`|\bnao (quero|aguento|consigo|queria)( mais)? (viver|estar viv[oa]|ficar viv[oa])( mais)?\b|\bsuicidio$|\bpensamentos? suicidas?\b`)
	// sickSaid is what no dentist treats, bleedSaid and hurtSaid what he may, in other words.
	sickSaid = regexp.MustCompile(`\bdor(es)?( \w+){0,2} no peito\b|\b(peito|coracao)( \w+)? (doi|doendo|apertado|apertando)\b|\baperto no peito\b` +
		`|\b(tendo|com|sofrendo|esta tendo) (um )?(infarto|avc|derrame|ataque cardiaco|convulsao)\b|\binfartando\b|\bconvulsionando\b` +
		`|\bnao (consigo|consegue|estou conseguindo|esta conseguindo|to conseguindo|posso) respirar\b|\bnao (esta )?respira(ndo)?\b|\b(com|sinto|sentindo|muita) falta de ar\b|\b(sufocando|engasgad[oa]|engasgou)\b` +
		`|\b(desmaiou|desmaiei|inconsciente|desacordad[oa]|nao acorda)\b|\b(overdose|envenenad[oa]|tomou veneno|engoliu (pilha|veneno|moeda))\b|\b(perdendo|perdeu) muito sangue\b`)
	bleedSaid = regexp.MustCompile(`\b(sangrando|sangra muito|muito sangue|hemorragia)\b`)
	hurtSaid  = regexp.MustCompile(`\b(filh[oa]|mae|pai|marido|esposa|esposo|mulher|bebe|crianca|avo|net[oa]|irma|irmao|vo)( \w+)? (caiu|levou (um tombo|uma queda)|bateu a cabeca|se machucou|se queimou|quebrou (o|a) (braco|perna|pe|pulso|bacia))\b` +
		`|\beu cai (da|do|na|no|de)\b|\bcai (da escada|da cama|no banheiro|na rua|de moto|da moto|em casa)\b|\blevei um tombo\b|\b(fui|foi) atropelad[oa]\b|\b(sofri|sofreu|tive) um acidente\b|\bbati a cabeca\b`)
	// mouthSaid is about what a dentist is told: its urgency is painSaid.
	mouthSaid = regexp.MustCompile(`\b(dentes?|gengivas?|boca|siso|extracao|pontos?|implante|canal|resina|aparelho|escov\w+|fio dental|lingua|labio)\b`)
	// pastSaid tells what is over, and is wanted for something.
	pastSaid = regexp.MustCompile(`\b(ano passado|mes passado|semana passada|ontem|cobre|cobertura|reembolso|carencia|quanto|recibo|em (janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro))\b`)
)

// danger tells what first has to be said about a text; "" for nothing.
func danger(said string, role access.Role) string {
	member := role == access.Member || role == access.Visitor
	switch {
	case !member && role != access.Provider:
		return ""
	case lifeSaid.MatchString(said):
		return phrases.LifeFirst
	case pastSaid.MatchString(said):
		return ""
	case sickSaid.MatchString(said), member && hurtSaid.MatchString(said), member && bleedSaid.MatchString(said) && !mouthSaid.MatchString(said):
		return phrases.DangerFirst
	}
	return ""
}

// mostCried is how many words somebody in danger writes at most, who wants nothing else.
const mostCried = 12

// endangered tells where help is; false where the text then goes on its way too.
func (t *turn) endangered(text string) bool {
	words := spokenOf(text)
	told := danger(spelled(words), t.s.Actor.Role)
	clinic, written := t.s.Actor.Role == access.Provider, t.takesAnyText() || t.step() == StepLive
	long := len(words) > mostCried
	switch {
	case told == "" || clinic && told == phrases.DangerFirst && (written || long || onlyDigits(text) != ""):
		return false
	case t.step() == StepLive && t.s.State.Live != beginning: // which is silent itself
		t.note(Reply{Text: told})
		return false
	case t.step() == StepLive, long && written:
		t.say(told)
		return false
	}
	t.worded = true
	t.say(told)
	t.say(phrases.AfterDanger)
	t.way(phrases.BtnTalk, target{verb: verbTalk})
	return true
}
