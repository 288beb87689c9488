package dialogs

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// fill puts what a sentence says into the draft, where nothing of it counts before the
// person has seen it. What it leaves open is asked, and nothing is guessed.
func (t *turn) fill(ctx context.Context, text string, req nlu.Request) error {
	t.beforehand()
	if taken, err := t.fillBut(ctx, text); taken || err != nil {
		return err
	}
	if t.atLeisureBegan() && cancelsToo(text) {
		t.warn(phrases.CancelLater)
	}
	if len(t.s.State.Held) > 0 { // a card, then: its number is here
		if err := t.letGo(); err != nil {
			return err
		}
	}
	if err := t.fillPeople(ctx, text, req); err != nil {
		return err
	}
	t.s.State.settle()
	if len(req.Items) > 0 && !t.s.Draft.Form.ItemsOK {
		t.change(func(f *backend.Form) { f.Read = true })
	}
	if len(req.Items) == 0 {
		t.keepSpot(text)
	}
	if tooth := t.spot(); tooth != 0 && len(req.Items) == 1 && req.Items[0].Tooth == 0 && req.Items[0].Region == "" {
		req.Items[0].Tooth = tooth
	}
	t.fillItems(text, req.Items)
	if u, urgent := urgencySaid(text); u != "" {
		t.s.State.Usual.Urgency = false
		t.change(func(f *backend.Form) { f.Urgency = u })
	} else if (urgent || pressing(text)) && !t.s.Draft.Form.Urgency.Urgent() {
		t.s.State.Urging = true
	}
	return nil
}

func (t *turn) fillPeople(ctx context.Context, text string, req nlu.Request) error {
	if doc, err := ident.ParseDoc(req.Professional); req.Professional != "" && err == nil {
		p, err := t.desk.Professional(ctx, t.tx, t.s.Actor, doc)
		switch {
		case errors.Is(err, backend.ErrNotFound):
			t.warn(phrases.NoSuchProfessional)
		case err != nil:
			return err
		default:
			t.askedBy(p)
		}
	} else if name := dentistSaid.FindStringSubmatch(fold(text)); name != nil {
		if err := t.dentistNamed(ctx, name[1]); err != nil {
			return err
		}
	} else if err := t.dentistBeside(ctx, text); err != nil {
		return err
	}
	switch {
	case req.Beneficiary == "":
		return nil
	case req.Beneficiary == calledCard && len(t.called.people) > 0:
		return t.calledTaken(ctx)
	}
	return t.person(ctx, req.Beneficiary)
}

// askedBy takes who was said to ask for it.
func (t *turn) askedBy(p backend.Professional) {
	t.s.State.Usual.Professional = false
	t.change(func(f *backend.Form) { f.Professional = &p })
}

// dentistSaid finds who is said to ask for it.
var dentistSaid = regexp.MustCompile(`\b(?:dr|dra|doutor|doutora|dentista|profissional)\.? +([a-z]{3,})\b`)

// dentistBeside takes the only dentist of the clinic whose first name stands among the
// words of an answer, while who asks for it is still a question.
func (t *turn) dentistBeside(ctx context.Context, text string) error {
	words := spokenOf(text)
	if t.s.Draft.Form.Professional != nil || len(words) < 2 {
		return nil
	}
	all, err := t.desk.Professionals(ctx, t.tx, t.s.Actor)
	if err != nil {
		return err
	}
	var found []backend.Professional
	for _, p := range all {
		if name := spokenOf(p.Name); len(name) > 0 && slices.Contains(words, name[0]) {
			found = append(found, p)
		}
	}
	if len(found) == 1 && !slices.ContainsFunc(t.called.people, func(a backend.Acquaintance) bool {
		return slices.Contains(spokenOf(a.Name), spokenOf(found[0].Name)[0])
	}) {
		t.askedBy(found[0])
	}
	return nil
}

// dentistDoes are words that follow a title and name nobody.
var dentistDoes = wordSet(`pediu pede pedindo solicitou solicita quer quis indicou indica mandou manda falou disse vai fez faz que passou recomendou orientou
	aqui daqui responsavel solicitante para pra pro com sem por tambem nao sim hoje agora dele dela precisa autorizou viu acha achou prescreveu deixou vai executar`)

// dentistNamed takes the only one of the provider's dentists who has a name; of another
// it is told, since the one of the last request stands there.
func (t *turn) dentistNamed(ctx context.Context, name string) error {
	all, err := t.desk.Professionals(ctx, t.tx, t.s.Actor)
	if err != nil {
		return err
	}
	var found []backend.Professional
	for _, p := range all {
		if slices.Contains(spokenOf(p.Name), name) {
			found = append(found, p)
		}
	}
	switch {
	case len(found) == 1:
		t.askedBy(found[0])
	case dentistDoes[name]: // "a dra pediu"
	case t.s.Draft.Form.Professional != nil:
		t.warn(phrases.OtherDentistKept(name, t.s.Draft.Form.Professional.Name))
	}
	return nil
}

// person takes the beneficiary of a number, to be confirmed as one that was typed
// alone; the same one again changes nothing.
func (t *turn) person(ctx context.Context, id string) error {
	had := t.s.Draft.Form.Beneficiary
	var (
		b   backend.Beneficiary
		err error
	)
	if len(id) == cpfDigits {
		var cpf ident.CPF
		if cpf, err = ident.ParseCPF(id); err == nil {
			b, err = t.desk.BeneficiaryByCPF(ctx, t.tx, t.s.Actor, cpf)
			return t.personFound(had, b, err)
		}
	} else {
		var card ident.Card
		if card, err = ident.ParseCard(id); err == nil {
			if had != nil && had.Card == card {
				return nil
			}
			b, err = t.desk.BeneficiaryByCard(ctx, t.tx, t.s.Actor, card)
			return t.personFound(had, b, err)
		}
	}
	t.warn(phrases.Refused(err))
	return nil
}

func (t *turn) personFound(had *backend.Beneficiary, b backend.Beneficiary, err error) error {
	if err == nil && had != nil && had.ID == b.ID {
		return nil
	}
	if err == nil && had != nil {
		t.say(phrases.PersonChanged)
	}
	return t.found(b, err)
}

// fillItems adds what was read, in the order in which it was said. What there is
// already does not come twice.
func (t *turn) fillItems(text string, items []nlu.Item) {
	had := slices.Clone(t.s.Draft.Form.Items)
	var again, over []string
	for _, one := range items {
		item, codes := t.itemOf(one)
		switch {
		case slices.Contains(had, item):
			again = append(again, said(text, one))
			continue
		case len(t.s.Draft.Form.Items) >= maxItems:
			over = append(over, said(text, one))
			continue
		}
		t.change(func(f *backend.Form) {
			if p, _ := dental.Lookup(item.Code, t.today); open(one, codes, p) {
				f.Doubts = append(f.Doubts, backend.Unclear{Item: len(f.Items), Said: wordsOf(text, one), Codes: codes})
			}
			f.Items = append(f.Items, item)
		})
	}
	if len(again) > 0 {
		t.say(phrases.AlreadyThere(again))
	}
	if len(over) > 0 {
		t.warn(phrases.TooManyItems)
		t.warn(phrases.LinesLeftOut(over))
	}
	t.codesUnknown(text)
	t.toothBeside(text, items)
	if n := len(t.s.Draft.Form.Items) - len(had); n > 0 && len(had) > 0 {
		t.say(phrases.ItemsAdded(n))
		t.undoable()
	}
}

// spot is the tooth that was named before what is to be done to it, 0 for none.
func (t *turn) spot() dental.Tooth {
	if d := t.s.Draft; d != nil && t.s.State.Spot.Draft == d.ID && len(d.Form.Items) == 0 {
		return t.s.State.Spot.Tooth
	}
	return 0
}

// keepSpot keeps the only tooth of a sentence that names nothing to be done to it.
func (t *turn) keepSpot(text string) {
	if tooth := spotSaid.FindStringSubmatch(fold(text)); tooth != nil && len(t.s.Draft.Form.Items) == 0 && toothIn(text) != 0 {
		if one, err := dental.ParseTooth(tooth[1]); err == nil {
			t.s.State.Spot = Spot{Draft: t.s.Draft.ID, Tooth: one}
		}
	}
}

// spotSaid finds a tooth with the word that makes it one.
var spotSaid = regexp.MustCompile(`\b(?:no|do|o|dente|elemento|el) (\d\d)\b`)

// toothBeside notes the tooth of an urgency, whose procedure has no room for it.
func (t *turn) toothBeside(text string, items []nlu.Item) {
	tooth := toothSaid.FindStringSubmatch(fold(text))
	if tooth == nil || len(items) != 1 {
		return
	}
	p, err := dental.Lookup(items[0].Code, t.today)
	if err != nil || !p.Is(dental.KindUrgency) || p.TakesTooth() || p.TakesRegion() {
		return
	}
	if n, err := dental.ParseTooth(tooth[1]); err == nil && t.addNote(phrases.ToothNoted(n)) {
		t.say(phrases.ToothNotedHere(n))
	}
}

var toothSaid = regexp.MustCompile(`\bdente (\d\d)\b`)

// said is a procedure as a message has it, and where.
func said(text string, one nlu.Item) string {
	return strings.TrimSpace(wordsOf(text, one) + " " + one.Tooth.String() + one.Region.String() + " " + one.Faces.String())
}

func wordsOf(text string, one nlu.Item) string {
	const most = 40
	return phrases.Cut(phrases.OneLine(text[one.From:one.To]), most)
}

// itemOf is what was read as the catalogue has it, and the codes that may be meant.
// A place that the code has no use for is left out; one that is wrong is asked about.
func (t *turn) itemOf(one nlu.Item) (dental.Item, []string) {
	item := dental.Item{Code: one.Code, Tooth: one.Tooth, Faces: one.Faces, Region: one.Region}
	if one.Quantity > 1 {
		item.Quantity = min(one.Quantity, maxQuantity)
	}
	codes := t.fitting(append([]string{one.Code}, one.Candidates...), item)
	item.Code = codes[0]
	p, err := dental.Lookup(item.Code, t.today)
	switch {
	case err != nil:
	case !p.TakesTooth() && !p.TakesRegion():
		item.Tooth, item.Faces, item.Region = 0, 0, ""
	case !p.TakesFaces():
		item.Faces = 0
	case item.Tooth == 0:
	case p.FacesFor(item.Tooth) == 0:
		t.warn(phrases.ProblemAt(item, dental.Problem{Kind: dental.ToothNotAdmitted}))
		item.Tooth, item.Faces = 0, 0
	case item.Faces == 0 && p.FacesFor(item.Tooth).Len() == 1:
		item.Faces = p.FacesFor(item.Tooth) // there is no other
	}
	return item, codes
}

// open tells whether the code is a question: several are meant as much, or what
// tells them apart was not said.
func open(one nlu.Item, codes []string, p dental.Procedure) bool {
	return len(codes) > 1 && (len(one.Ask) > 0 || p.TakesFaces())
}

// codesUnknown has the codes of a sentence that cannot be used asked about like those
// of a line.
func (t *turn) codesUnknown(text string) {
	var lines []string
	for _, code := range codeSaid.FindAllString(text, -1) {
		if _, err := dental.Lookup(code, t.today); err != nil {
			lines = append(lines, code)
		}
	}
	if len(lines) > 0 {
		t.waitNext(lines...)
	}
}

// codeSaid finds codes of dentistry, which begin with an 8.
var codeSaid = regexp.MustCompile(`\b8\d{7}\b`)

// urgencySaid is the caráter that a sentence names; urgent without a reason when it
// names none. Pain alone is no urgency: people ask for much that hurts.
func urgencySaid(text string) (u backend.Urgency, urgent bool) {
	typed := fold(text)
	rest := notUrgent.ReplaceAllString(typed, "")
	rest = notElective.ReplaceAllString(rest, "")
	if strings.Contains(typed, "urg") && !strings.Contains(rest, "urg") || eletiveSaid.MatchString(rest) && !urgentSaid.MatchString(rest) {
		return backend.Elective, false
	}
	if !urgentSaid.MatchString(rest) {
		return "", false
	}
	for _, w := range urgencyWords {
		if w.urgency.Urgent() && strings.Contains(" "+rest, " "+w.part) {
			return w.urgency, true
		}
	}
	return "", true
}

// pressingSaid says that it cannot wait, without the word: the reason is asked for.
var pressingSaid = regexp.MustCompile(`\b(muita dor|dor (muito )?(forte|intensa|aguda|insuportavel)|morrendo de dor|(precisa|preciso|tem que|tem de|quero|queria|sai|sair|libera|liberar|autoriza|autorizar|fazer|resolver|atender)( \w+){0,3} (hoje|agora|ja|imediatamente)|(pra|para|ainda) hoje|nao (pode|da pra|da para|aguenta|consegue) esperar|o quanto antes)\b`)

// pressing tells such a sentence.
func pressing(text string) bool {
	said := strings.Join(spokenOf(text), " ")
	return pressingSaid.MatchString(said) && !notPressing.MatchString(cannotWait.ReplaceAllString(said, ""))
}

var cannotWait = regexp.MustCompile(`\bnao (pode|da pra|da para|aguenta|consegue) esperar\b`)

// notPressing takes it back, or tells of what is over.
var notPressing = regexp.MustCompile(`\b(sem|nao (tem|sente|relata|ha|esta com)|nega) (muita )?dor\b|\bnao (e|eh) (urgente|urgencia|para hoje|pra hoje)\b|\b(pode|da pra|da para) esperar\b|\beletiv`)

var (
	urgentSaid  = regexp.MustCompile(`\b(urgente|urgencia|emergencia|emergencial)\b`)
	eletiveSaid = regexp.MustCompile(`\beletiv[oa]\b`)
	notElective = regexp.MustCompile(`\bnao (?:e |eh |era |seria |esta )?eletiv[oa]\b`)
)
