package dialogs

import (
	"context"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// showContact lets one part of the contact be corrected.
func (t *turn) showContact(context.Context) (view, error) {
	c := t.s.Draft.Form.Contact
	var always []key
	if t.desk.Operator().KeepContact {
		always = row(key{label: phrases.BtnAlways, verb: verbAlways})
	}
	return view{
		head: phrases.Paragraphs(phrases.FormTitle, phrases.Contact(c.Name, formatPhone(c.Phone), c.Email)),
		ask:  phrases.AskContactPart,
		keys: t.foot(row(
			key{label: phrases.BtnName, verb: string(StepName)},
			key{label: phrases.BtnPhone, verb: string(StepPhone)},
			key{label: phrases.BtnEmail, verb: string(StepEmail)},
		), always),
	}, nil
}

func (t *turn) tapContact(_ context.Context, c Callback) error {
	switch part := Step(c.Verb); part {
	case StepName, StepPhone, StepEmail:
		t.s.State.Part = part
		return nil
	case verbAlways:
		return t.keepContact()
	}
	return errStale
}

// verbAlways makes the contact of this request that of those to come.
const verbAlways = "always"

func (t *turn) keepContact() error {
	err := t.desk.KeepContact(t.tx, t.s.Actor, *t.s.Draft.Form.Contact)
	if errors.Is(err, backend.ErrNotFound) {
		return errStale // the operator no longer lets it be
	}
	if err != nil {
		return err
	}
	t.answered()
	t.say(phrases.ContactKept)
	return nil
}

// showPart asks for one part of the contact.
func (t *turn) showPart(context.Context) (view, error) {
	ask := map[Step]string{StepName: phrases.AskName, StepPhone: phrases.AskPhone, StepEmail: phrases.AskEmail}[t.step()]
	return view{head: t.formHead(), ask: ask, keys: t.foot()}, nil
}

// backFromPart goes to the choice of parts, or clears the part before.
func (t *turn) backFromPart() error {
	step := t.step()
	if t.s.State.Part != "" {
		t.s.State.Part = ""
		return nil
	}
	switch step {
	case StepPhone:
		t.change(func(f *backend.Form) { f.Contact.Name = "" })
	case StepEmail:
		t.change(func(f *backend.Form) { f.Contact.Phone = "" })
	default:
		return t.backField()
	}
	return nil
}

// typedContact takes the part asked for. What is plainly another part, or all
// of them with commas between, is put where it belongs.
func (t *turn) typedContact(_ context.Context, text string) error {
	step := t.step()
	c := backend.Contact{}
	if t.s.Draft.Form.Contact != nil {
		c = *t.s.Draft.Form.Contact
	}
	before := c
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if refusal := put(&c, step, strings.TrimSpace(part)); refusal != "" {
			t.warn(refusal)
			break
		}
	}
	if c == before && len(t.said) > 0 {
		return nil
	}
	t.change(func(f *backend.Form) { f.Contact = &c })
	if c.Complete() && len(t.said) == 0 {
		t.answered()
	}
	return nil
}

// put stores a part of the contact; the refusal says what is wrong with it.
func put(c *backend.Contact, asked Step, text string) (refusal string) {
	if text == "" {
		return ""
	}
	phone, phoneErr := ident.ParsePhone(text)
	email, emailErr := ident.ParseEmail(text)
	switch {
	case phoneErr == nil:
		c.Phone = string(phone)
	case emailErr == nil:
		c.Email = string(email)
	case asked == StepPhone:
		return phrases.Refused(phoneErr)
	case asked == StepEmail || strings.Contains(text, "@"):
		return phrases.Refused(emailErr)
	case asked == StepContact && (len(strings.Fields(text)) < 2 || !isName(text)):
		return phrases.ContactHint
	case !isName(text):
		return phrases.NameHint
	default:
		c.Name = phrases.OneLine(text)
	}
	return ""
}

const maxName = 80

func isName(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			return false
		}
	}
	return letters >= 2 && utf8.RuneCountInString(s) <= maxName
}

func formatPhone(s string) string { return ident.Phone(s).Format() }

// phone takes a shared contact where the telephone is asked for.
func (t *turn) phone(ctx context.Context, in Phone) error {
	if t.provesPhone() {
		return t.memberPhone(ctx, in)
	}
	step := t.step()
	if step != StepPhone && step != StepContact {
		t.say(phrases.NoPhone)
		return nil
	}
	number, err := ident.ParsePhone(in.Number)
	if err != nil {
		t.warn(phrases.Refused(err))
		return nil
	}
	t.change(func(f *backend.Form) {
		c := backend.Contact{}
		if f.Contact != nil {
			c = *f.Contact
		}
		c.Phone = string(number)
		f.Contact = &c
	})
	if t.s.Draft.Form.Contact.Complete() {
		t.answered()
	}
	return nil
}
