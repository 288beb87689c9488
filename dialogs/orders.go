package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// What is ordered, told or asked about the request that is being filled in, whatever the
// question on the screen is: none of it is an answer, a procedure or an observação.

// orderTyped takes such a sentence.
func (t *turn) orderTyped(ctx context.Context, text string) (bool, error) {
	if t.s.Actor.Role != access.Provider || t.s.Draft == nil || t.message() || !readAt[t.step()] {
		return false, nil
	}
	if t.sendsEarly(text) {
		return true, nil
	}
	if len(spokenOf(text)) < 2 || t.namePart() {
		return false, nil
	}
	for _, take := range []func(context.Context, string) (bool, error){t.dentistOrdered, t.noteOrdered, t.papersTold, t.papersAsked, t.forgotten, t.halves} {
		if taken, err := take(ctx, text); taken || err != nil {
			return taken, err
		}
	}
	return false, nil
}

// namePart tells the questions whose answer may be any words.
func (t *turn) namePart() bool {
	step := t.step()
	return step == StepName || step == StepPhone || step == StepEmail
}

// sendsEarly answers a wish to send while something is open: what is asked stays.
func (t *turn) sendsEarly(text string) bool {
	if w := spoken(text); w != wordSend && !(agrees(text) && saysSend(text)) {
		return false
	}
	switch t.step() {
	case StepCode:
		if len(t.s.State.Found) == 0 && len(t.s.Draft.Form.Items) > 0 {
			return false // nothing is open but what may be added
		}
	case StepWhich, StepPlace, StepFaces, StepChange, StepAbsent, StepBeneficiary, StepProfessional, StepUrgency:
	default:
		return false
	}
	t.warn(phrases.SendNotYet)
	return true
}

var dentistOrders = regexp.MustCompile(`\b(?:troc|mud|alter|corrig|pass|coloc|substitu|bot|poe|ponh)\w*\b.*\b(?:dentista|profissional|solicitante|dra?|doutora?)\b` +
	`|\b(?:dentista|profissional|solicitante|quem (?:pede|pediu|solicita|assina)) (?:e|eh|nao e|foi|sera|agora e|na verdade e|certo e)\b`)

// dentistOrdered has another dentist ask for it: by name, or asked for.
func (t *turn) dentistOrdered(ctx context.Context, text string) (bool, error) {
	const most = 12
	words := spokenOf(text)
	if dentistAlone.MatchString(strings.Join(words, " ")) && t.step() != StepProfessional {
		return t.dentistAlone(ctx, words)
	}
	if said := strings.Join(words, " "); len(words) > most || !dentistOrders.MatchString(said) {
		return false, nil
	}
	if slices.Contains(words, "nao") && interrogative(text) {
		return false, nil
	}
	all, err := t.desk.Professionals(ctx, t.tx, t.s.Actor)
	if err != nil {
		return true, err
	}
	rest := slices.DeleteFunc(slices.Clone(words), func(w string) bool { // a name may be like a procedure's
		return slices.ContainsFunc(all, func(p backend.Professional) bool { return slices.Contains(spokenOf(p.Name), w) })
	})
	if len(t.reader.Parse(strings.Join(rest, " ")).Items) > 0 {
		return false, nil
	}
	to := 0 // what stands before it is who it was
	for i, w := range words {
		if towards[w] && i > 0 {
			to = i
		}
	}
	found := dentistsCalled(words[to:], all)
	t.s.State.Urging = false
	if len(found) != 1 {
		if to > 0 {
			t.warn(phrases.NoSuchDentist)
		}
		t.correct(backend.FieldProfessional)
		return true, nil
	}
	t.beforehand()
	t.askedBy(found[0])
	t.say(phrases.Filled(backend.FieldProfessional, found[0].Name) + ".")
	t.undoable()
	return true, nil
}

// dentistAlone is a title and a name, and nothing else: "dr marcos".
var dentistAlone = regexp.MustCompile(`^(?:(?:e|eh|o|a|com|pelo|pela|profissional|dentista) )*(?:dra?|doutora?)(?: [a-z]{3,}){1,4}$`)

func (t *turn) dentistAlone(ctx context.Context, words []string) (bool, error) {
	all, err := t.desk.Professionals(ctx, t.tx, t.s.Actor)
	if err != nil {
		return true, err
	}
	found := dentistsCalled(words, all)
	if len(found) != 1 {
		return false, nil
	}
	t.beforehand()
	t.askedBy(found[0])
	t.say(phrases.Filled(backend.FieldProfessional, found[0].Name) + ".")
	t.undoable()
	return true, nil
}

var towards = wordSet("por pelo pela pro pra para e eh")

// dentistsCalled are those of some dentists of whose names most of the words are.
func dentistsCalled(words []string, all []backend.Professional) []backend.Professional {
	var found []backend.Professional
	best := 0
	for _, p := range all {
		n := 0
		for _, part := range spokenOf(p.Name) {
			if len(part) >= 3 && slices.Contains(words, part) {
				n++
			}
		}
		switch {
		case n == 0 || n < best:
		case n > best:
			found, best = []backend.Professional{p}, n
		default:
			found = append(found, p)
		}
	}
	return found
}

const noteWord = `(?:obs\.?|observa[çc](?:[ãa]o|[õo]es))`

var (
	noteGone = regexp.MustCompile(`(?i)^(?:(?:por favor|pf|ent[ãa]o|agora|e|pode|quero|n[ãa]o,?)\s+)*(?:tir\w+|apag\w+|remov\w+|limp\w+|exclu\w+|delet\w+|retir\w+|sem)\s+(?:(?:a|as|o|essa|esta|toda|minha)\s+)*` + noteWord + `(?:\s+(?:toda|inteira|por favor|pf|a[íi]|da[íi]|fora))*[.!]*$`)
	noteIs   = regexp.MustCompile(`(?i)^(?:n[ãa]o,?\s+)?(?:(?:troc|mud|corrig|alter|reescrev|substitu|atualiz)\w*\s+)?(?:(?:a|na|essa|esta|minha)\s+)?` + noteWord + `\s+(?:(?:t[áa]|est[áa]|[ée])\s+errad\w+[\s,.;:]*(?:(?:o certo|na verdade|agora)\s+)?(?:(?:[ée]|eh|seria|coloca|p[õo]e|escreve|para|pra)[\s:]+)?|(?:certa|correta)\s+(?:[ée]|eh)[\s:]+|(?:para|pra|por)[\s:]+|[ée]\s*:\s*)(.*)$`)
	noteMore = regexp.MustCompile(`(?i)^(?:p[õo]e|coloc\w+|anot\w+|escrev\w+|adicion\w+|acrescent\w+|bot\w+|inclu\w+)\s+(?:(?:a[íi]|mais|tamb[ée]m|tb)\s+)*(?:na|nas|em|como|uma|de)\s+` + noteWord + `[\s:,-]+(?:que\s+)?(.+)$`)
	noteOpen = regexp.MustCompile(`(?i)^(?:(?:quero|preciso|pode|posso|vou)\s+)?(?:troc|mud|corrig|alter|reescrev|edit|arrum|acert|atualiz)\w*\s+(?:(?:a|na|essa|esta|minha)\s+)?` + noteWord + `[.!?]*$`)
)

// noteOrdered clears the observação, rewrites it or adds to it.
func (t *turn) noteOrdered(_ context.Context, text string) (bool, error) {
	text = strings.TrimSpace(text)
	switch is, more := noteIs.FindStringSubmatch(text), noteMore.FindStringSubmatch(text); {
	case noteGone.MatchString(text) && t.s.Draft.Form.Note == "":
		t.say(phrases.NoNoteYet)
	case noteGone.MatchString(text):
		t.beforehand()
		t.change(func(f *backend.Form) { f.Note = "" })
		t.say(phrases.NoteGone)
		t.undoable()
	case len(is) > 1 && strings.TrimSpace(is[1]) != "":
		t.beforehand()
		if t.setNote(is[1]) {
			t.say(phrases.NoteNow)
			t.undoable()
		}
	case more != nil:
		t.noteTaken(more[1])
	case is != nil, noteOpen.MatchString(text):
		t.correct(backend.FieldNote)
	default:
		return false, nil
	}
	return true, nil
}

// noteLead says that an observação follows.
var noteLead = regexp.MustCompile(`(?i)^\s*` + noteWord + `\s*:\s*`)

// noteTaken adds to the observação and tells it, with a way back.
func (t *turn) noteTaken(text string) {
	say := phrases.NoteTaken
	if t.s.Draft.Form.Note != "" {
		say = phrases.NoteAddedHere
	}
	t.beforehand()
	if t.addNote(noteLead.ReplaceAllString(text, "")) {
		t.say(say)
		t.undoable()
	}
}

const paperNouns = `(?:rx|raio x|raios x|raiox|raio|raios|radiografias?|fotos?|imagem|imagens|exames?|laudos?|documentos?|periapical|panoramica|arquivos?|anexos?)`

var (
	paperSent = regexp.MustCompile(`\b` + paperNouns + `\b( \w+){0,2} (ja )?(esta|estao|vai|vao|foi|foram|segue|seguem|mandei|enviei|anexei)( (na|no|nas|nos|em|junto|juntos|anex\w+|ai|aqui|abaixo|acima)\b|$)` +
		`|\bja (mandei|enviei|anexei|foi|foram|esta|coloquei|mandamos)( \w+){0,2} ` + paperNouns + `\b|^(mandei|enviei|anexei)( \w+){0,2} ` + paperNouns + `\b|\b` + paperNouns + ` ja (foi|foram|vai|vao|esta|estao|mandei|enviei|anexei)$`)
	paperNeed = regexp.MustCompile(`\b(precisa|preciso|precisam|precisaria|exige|exigem|pede|pedem|tem que|tem de|necessario|necessaria|obrigatori[oa]|falta)\b.*\b` + paperNouns + `\b`)
)

// papersTold answers who says that a document was sent: it is no procedure.
func (t *turn) papersTold(_ context.Context, text string) (bool, error) {
	words := spokenOf(text)
	most := 12
	if step := t.step(); step == StepReview || step == StepFiles { // where more words are an observação
		most = 6
	}
	if len(words) > most || strings.Contains(text, "?") || !paperSent.MatchString(spelled(words)) || slices.ContainsFunc(t.reader.Parse(text).Items, somewhere) {
		return false, nil
	}
	t.say(phrases.PapersHere(len(t.s.Draft.Form.Files)))
	return true, nil
}

// papersAsked answers what documents the items of this request need.
func (t *turn) papersAsked(ctx context.Context, text string) (bool, error) {
	f := &t.s.Draft.Form
	if len(f.Items) == 0 || !strings.Contains(text, "?") || !paperNeed.MatchString(spelled(spokenOf(text))) {
		return false, nil
	}
	about, _, _ := t.procedureMeant(wish{text: text})
	other := slices.ContainsFunc(about, func(p dental.Procedure) bool { return !p.Is(dental.KindDiagnosis) })
	here := slices.ContainsFunc(about, func(p dental.Procedure) bool {
		return slices.ContainsFunc(f.Items, func(i dental.Item) bool { return i.Code == p.Code })
	})
	if other && !here {
		return false, nil
	}
	if f.Beneficiary == nil || f.Professional == nil || t.firstOpen() >= 0 {
		t.say(phrases.PapersAside)
		return true, nil
	}
	if err := t.foresee(ctx); err != nil {
		return true, err
	}
	items, docs := t.lacking()
	switch h := &t.s.State.Hints; {
	case len(docs) > 0:
		t.say(phrases.PapersYes(items, docs))
	case h.Blind || len(h.Items) < len(f.Items):
		t.say(phrases.PapersAside)
	default:
		t.say(phrases.PapersNo(len(f.Files)))
	}
	return true, nil
}

func (t *turn) orderLed(text string) bool {
	words := spokenOf(text)
	for len(words) > 1 && orderBeside[words[0]] {
		words = words[1:]
	}
	return len(words) > 0 && orderVerbs[words[0]]
}

var (
	orderBeside = wordSet("e ah ops opa epa por favor pf entao agora nao eu pode quero preciso")
	orderVerbs  = wordSet(`troca trocar troque muda mudar mude altera alterar altere corrige corrigir corrija tira tirar tire remove remover remova apaga apagar apague exclui excluir
		cancela cancelar cancele poe coloca colocar coloque bota botar inclui incluir inclua adiciona adicionar adicione acrescenta acrescentar acrescente esqueci desfaz desfazer`)
)
