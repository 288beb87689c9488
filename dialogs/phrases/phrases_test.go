package phrases_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// said fails for a phrase that is missing, or the same as the one for unknown.
func said(t *testing.T, code, phrase string) {
	t.Helper()
	if strings.TrimSpace(phrase) == "" || strings.Contains(phrase, code) && strings.Contains(code, "_") {
		t.Errorf("%q is said as %q", code, phrase)
	}
}

func TestEveryCodeHasWords(t *testing.T) {
	t.Parallel()
	for _, c := range codes(t, "../../backend", "Situation") {
		said(t, c, phrases.Situation(backend.Situation(c)))
		said(t, c, phrases.PlainSituation(backend.Situation(c)))
		said(t, c, strings.TrimPrefix(phrases.BtnSituation(backend.Situation(c), true), "✓ "))
		said(t, c, phrases.RequestOver(backend.Situation(c)))
		said(t, c, phrases.NextStep(backend.Details{Request: backend.Request{Situation: backend.Situation(c)}}, access.Provider))
		said(t, c, phrases.OwnNext(backend.OwnRequest{Situation: backend.Situation(c)}, "0800"))
	}
	for _, c := range codes(t, "../../backend", "Urgency") {
		said(t, c, phrases.Urgency(backend.Urgency(c)))
		said(t, c, phrases.BtnUrgencyOf(backend.Urgency(c)))
	}
	for _, c := range codes(t, "../../backend", "Field") {
		if c != "" {
			said(t, c, phrases.Field(backend.Field(c)))
		}
	}
	for _, c := range codes(t, "../../backend/access", "Role") {
		said(t, c, phrases.Role(access.Role(c)))
	}
	for n := dental.NeedTooth; n <= dental.NeedToothOrRegion; n++ {
		said(t, n.String(), phrases.AskNeed(n, "46"))
	}
	for k := dental.ToothAndRegion; k <= dental.QuantityBelowOne; k++ {
		said(t, k.String(), phrases.Problem(dental.Problem{Kind: k}))
	}
	for _, kind := range append(codes(t, "../../backend", "InteractionKind"), "?") {
		said(t, kind, phrases.Interaction(backend.Interaction{Kind: backend.InteractionKind(kind), Author: access.Provider}, ""))
	}
	for _, c := range codes(t, "../../backend/copay", "Code") {
		said(t, c, phrases.OmittedWords(copay.Code(c)))
	}
	for _, r := range codes(t, "../../backend", "Result") {
		said(t, r, phrases.Result(backend.Result(r)))
	}
	for _, c := range codes(t, "../../backend", "FileType") {
		said(t, c, phrases.FileType(backend.FileType(c)))
		if n := utf8.RuneCountInString(phrases.BtnFileType(backend.FileType(c), true)); n > 24 {
			t.Errorf("the button of %s has %d characters", c, n)
		}
	}
	for _, r := range dental.Regions() {
		if label := phrases.BtnRegion(r); utf8.RuneCountInString(label) > 24 || strings.Contains(label, "…") {
			t.Errorf("%s does not fit a button: %q", r, label)
		}
	}
}

func TestRefusalsOfFiles(t *testing.T) {
	t.Parallel()
	unknown := phrases.FileRefused("x", "unknown")
	for _, c := range append(codes(t, "../../backend/attachment", "Reason"), phrases.Gone, phrases.Late) {
		if got := phrases.FileRefused("x", c); got == unknown && c != "unknown" {
			t.Errorf("%s has no words of its own", c)
		}
	}
	if got := phrases.FileRefused("", "something new"); got != "O anexo não tem o conteúdo de um PDF, DOC, JPG ou PNG. Exporte em um desses tipos e envie. Não foi guardado." {
		t.Errorf("an unknown reason is said as %q", got)
	}
}

// What Telegram may bring is listed where it is read.
func TestEveryKindOfMessageHasWords(t *testing.T) {
	t.Parallel()
	unknown := phrases.Other("unknown")
	for _, kind := range append(list(t, "../../bot/telegram", "contents"), "animation", "live_photo", "edited") {
		if got := phrases.Other(kind); got == unknown || !strings.HasSuffix(got, ".") && !strings.HasSuffix(got, "!") {
			t.Errorf("%s is said as %q", kind, got)
		}
	}
}

func TestRefusalsOfSeveralFiles(t *testing.T) {
	t.Parallel()
	for _, c := range append(codes(t, "../../backend/attachment", "Reason"), phrases.Gone, phrases.Late) {
		got := phrases.FilesRefused([]phrases.Refusal{{Name: "a", Reason: c}, {Reason: c}})
		if !strings.HasPrefix(got, "Não guardei 2 arquivos: a, um arquivo (") || strings.Count(got, ";") > 0 || strings.Count(got, ".") != 1 {
			t.Errorf("%s is said as %q", c, got)
		}
	}
	for want, refused := range map[string][]phrases.Refusal{
		"O anexo <b>a.heic</b> é um HEIC, que não é aceito. Envie como Foto, que o Telegram converte. Não foi guardado.": {{Name: "a.heic", Reason: "heic"}},
		phrases.Other("video"): {{Kind: "video"}},
		"Não guardei 6 arquivos: a.heic, b.heic, c.heic, mais 1 (HEIC não é aceito, envie como Foto); d.exe (é um programa, envie o documento original); um arquivo (Não recebo vídeos. Envie uma foto, ou o documento em PDF).": {
			{Name: "a.heic", Reason: "heic"}, {Name: "d.exe", Reason: "program"}, {Name: "b.heic", Reason: "heic"}, {Name: "c.heic", Reason: "heic"},
			{Name: "e.heic", Reason: "heic"}, {Kind: "video"},
		},
	} {
		if diff := cmp.Diff(want, phrases.FilesRefused(refused)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
}

func TestRefusalsOfIdentifiers(t *testing.T) {
	t.Parallel()
	for _, f := range codes(t, "../../backend/ident", "Field") {
		for _, r := range codes(t, "../../backend/ident", "Reason") {
			got := phrases.Refused(&ident.Error{Field: ident.Field(f), Reason: ident.Reason(r)})
			if got == "" || got == phrases.NotUnderstood {
				t.Errorf("%s %s has no words", f, r)
			}
		}
	}
}

func TestCodesRefused(t *testing.T) {
	t.Parallel()
	on := calendar.Date{Year: 2026, Month: time.November, Day: 19}
	for want, err := range map[string]*dental.CodeError{
		"<code>83000098</code> parece erro de digitação. Quis dizer 83000089 ou 83000097?": {
			Code: "83000098", Suggestions: []string{"83000089", "83000097"}, Err: dental.ErrCheckDigit},
		"O código <code>83000089</code> foi encerrado em 19/11/2026. Em seu lugar usa-se <code>83000097</code>.": {
			Code: "83000089", ValidTo: on, Successor: "83000097", Err: dental.ErrEnded},
		"O código <code>83000089</code> foi encerrado em 19/11/2026.":         {Code: "83000089", ValidTo: on, Err: dental.ErrEnded},
		"O código <code>83000089</code> só vale a partir de 19/11/2026.":      {Code: "83000089", ValidFrom: on, Err: dental.ErrNotYet},
		"Não há procedimento com esse código.":                                {Code: "99999994", Err: dental.ErrUnknown},
		"O código TUSS tem 8 números. Exemplo: 85100218 Quis dizer 85100196?": {Code: "8510096", Suggestions: []string{"85100196"}, Err: dental.ErrCodeShape},
		"O código TUSS tem 8 números. Exemplo: 85100218":                      {Err: dental.ErrCodeShape},
	} {
		if got := phrases.CodeRefused(err); got != want {
			t.Errorf("%v is said as %q, want %q", err, got, want)
		}
	}
}

// The word means two things at this counter, so it never stands alone. What people type
// is compared with folded words, which nobody reads.
func TestSenhaIsNeverJustSenha(t *testing.T) {
	t.Parallel()
	alone, folded := regexp.MustCompile(`(?i)senha`), regexp.MustCompile(`^(consultar_senha|[a-z0-9 º\n\t]+)$`)
	for _, s := range append(literals(t, "."), literals(t, "..")...) {
		if folded.MatchString(s) {
			continue
		}
		for _, at := range alone.FindAllStringIndex(s, -1) {
			rest := strings.ReplaceAll(s[at[1]:], "</b>", "")
			if !strings.HasPrefix(rest, " de acesso") && !strings.HasPrefix(rest, " de autorização") {
				t.Errorf("which senha? %q", s)
			}
		}
	}
}

func TestLabelsFitAPhone(t *testing.T) {
	t.Parallel()
	labels := constants(t, ".", "Btn")
	if len(labels) < 30 {
		t.Fatalf("only %d labels", len(labels))
	}
	for name, label := range labels {
		if n := utf8.RuneCountInString(label); n > 28 {
			t.Errorf("%s has %d characters: %q", name, n, label)
		}
	}
}

var tag = regexp.MustCompile(`</?(b|code|i)>`)

func TestAnyNameIsHarmless(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"<b>", "a\nb", "&amp;", "</code>", "\u202e", "😀<😀"})).Draw(t, "name")
		due := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "due"), 0)
		request := backend.Request{Form: backend.Form{Note: s}, SentAt: due, DueAt: due}
		for _, text := range []string{
			phrases.Welcome(s), phrases.Privacy(s), phrases.Help(access.Provider, s, s), phrases.AskPassword(s, s), phrases.WrongEntry(true, "", s), phrases.NoMail(s, s),
			phrases.WrongMember(s), phrases.AskProof(true, s), phrases.MinorEntry(s), phrases.PasswordElsewhere(s, s), phrases.PasswordElsewhere("", s),
			phrases.Greeting(s), phrases.Filled(backend.FieldContact, s), phrases.Contact(s, s, s), phrases.Person(backend.Beneficiary{Name: s, Plan: s, Situation: backend.Standing(s)}), phrases.AskPerson(backend.Standing(s)),
			phrases.Grace([]backend.Waiting{{Classes: []backend.Class{backend.Class(s)}}}, false), phrases.DraftOffer(phrases.DraftFacts{Who: s}),
			phrases.DraftLine(1, phrases.DraftFacts{Who: s, Dentist: s}), phrases.AgainStarted(s), phrases.Note(s),
			phrases.File(1, backend.File{Name: s}), phrases.Removed(s), phrases.FileRefused(s, "heic"), phrases.FileRefused(s, s),
			phrases.FilesRefused([]phrases.Refusal{{Name: s, Reason: s}, {Name: s, Kind: s}}), phrases.SamePicture(s, s), phrases.Swapped(s, s),
			phrases.FileCard(1, 2, backend.File{Name: s, Caption: s}), phrases.FileShown(backend.Attachment{Name: s, Caption: s}),
			phrases.AttachmentLine(1, backend.Attachment{Name: s}),
			phrases.ListLine(backend.Summary{Beneficiary: s, SentAt: due}), phrases.QueueLine(backend.Summary{Beneficiary: s, DueAt: due, Holder: s}, due),
			phrases.DetailsHead(backend.Details{Request: request}), phrases.Interaction(backend.Interaction{Author: access.Provider, Contact: backend.Contact{Name: s}, Text: s, Kind: backend.InteractionKind(s)}, s),
			phrases.OwnDetails(backend.OwnRequest{Beneficiary: s, Professional: s, Clinic: s, Items: []dental.Item{{Code: s}}}, []string{s}),
			phrases.OwnSaid([]backend.Interaction{{Text: s}}), phrases.PushMessage(1, backend.Interaction{Text: s}), phrases.Searched(backend.Filter{}, s),
			phrases.PushOwnSent(backend.Details{Request: backend.Request{Form: backend.Form{Beneficiary: &backend.Beneficiary{Name: s}, Professional: &backend.Professional{Name: s}}}}, []string{s}),
			phrases.Found(1, "85100218", s), phrases.Receipt(backend.Receipt{Protocol: ident.Protocol(s), Urgent: true}, []string{s}, s, s, true, due, due), phrases.Filled(backend.FieldBeneficiary, phrases.Patient(s, ident.Card(s), 1958, s)),
		} {
			bare := tag.ReplaceAllString(text, "")
			if strings.ContainsAny(bare, "<>") || strings.ContainsRune(text, '\u202e') || strings.Count(text, "<b>") != strings.Count(text, "</b>") {
				t.Fatalf("%q makes %q", s, text)
			}
		}
		n := rapid.IntRange(2, 60).Draw(t, "n")
		if got := phrases.CutEsc(s, n); phrases.Len(got) > n || strings.ContainsAny(got, "<>\n") {
			t.Fatalf("%q cut to %d: %q", s, n, got)
		}
		for _, label := range []string{
			phrases.BtnRemove(20, s), phrases.BtnFile(20, s), phrases.BtnSwap(s), phrases.BtnUse(s), phrases.BtnDentist(s, s), phrases.BtnProcedures([]string{"85100218"}, []string{s})[0], phrases.BtnDraft(5, phrases.DraftFacts{Who: s, Items: 20, Age: s}), phrases.BtnKnown(s, 1958), phrases.BtnKnown(s, 0),
			phrases.BtnRequest(backend.Summary{Beneficiary: s}),
		} {
			if utf8.RuneCountInString(label) > phrases.MaxLabel || strings.ContainsAny(label, "\n\r") {
				t.Fatalf("%q makes the label %q", s, label)
			}
		}
	})
}

// A picture may come as "voz.ogg".
func TestShownName(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]string{
		{"voz.ogg", "jpg", "voz.jpg"}, {"rx.JPEG", "jpg", "rx.JPEG"}, {"rx.jpg", "jpg", "rx.jpg"}, {"laudo.pdf", "doc", "laudo.doc"},
		{"Foto 1", "jpg", "Foto 1"}, {"dr. silva rx", "png", "dr. silva rx"}, {"rx.png", "", "rx.png"}, {"ponto.", "pdf", "ponto.pdf"},
	} {
		if got := phrases.ShownName(c[0], c[1]); got != c[2] {
			t.Errorf("%q, a %q, is shown as %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("<b>ação</b> &amp; 😀\n", 400)
	got := phrases.Fit(long, phrases.MaxText)
	if n := phrases.Len(got); n > phrases.MaxText || n < phrases.MaxText-60 || !strings.HasSuffix(got, "\n…") {
		t.Errorf("%d characters, ending in %q", n, got[len(got)-20:])
	}
	if strings.Count(got, "<b>") != strings.Count(got, "</b>") {
		t.Error("a tag is cut")
	}
	if got := phrases.Screen(long, "aviso", "pergunta?"); phrases.Len(got) > phrases.MaxText || !strings.HasPrefix(got, "aviso\n\n<b>ação") || !strings.HasSuffix(got, "…\n\npergunta?") {
		t.Errorf("a long head cuts the question: %q", got[len(got)-40:])
	}
	if got := phrases.Fit("curto", phrases.MaxText); got != "curto" {
		t.Errorf("got %q", got)
	}
}

func TestWhen(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.November, 23, 18, 0, 0, 0, time.UTC)
	if got := phrases.Until(at); got != "segunda-feira, 23/11/2026, às 15h" {
		t.Errorf("got %q", got)
	}
	if got := phrases.Moment(at); got != "23/11/2026 15h" {
		t.Errorf("got %q", got)
	}
	for ago, want := range map[time.Duration]string{
		time.Second: "há pouco", 59 * time.Minute: "há 59 min", 3 * time.Hour: "há 3 h", 24 * time.Hour: "há 1 dia", 50 * time.Hour: "há 2 dias",
	} {
		if got := phrases.Ago(at.Add(-ago), at); got != want {
			t.Errorf("%s ago is %q, want %q", ago, got, want)
		}
	}
	for wait, want := range map[time.Duration]string{-time.Second: "1 minuto ", time.Minute: "1 minuto ", 61 * time.Second: "2 minutos"} {
		if got := phrases.Throttled(wait, ""); !strings.Contains(got, want) {
			t.Errorf("%s is said as %q", wait, got)
		}
	}
}

func TestShortName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Ana Prado": "Ana P.", "ana": "ana", "": "", "  José  da Silva Ávila ": "José Á.",
	} {
		if got := phrases.ShortName(name); got != want {
			t.Errorf("%q is shown as %q, want %q", name, got, want)
		}
	}
	if got := fmt.Sprint(phrases.BtnResumeMany(12)); got != "Continuar rascunho (12)" {
		t.Errorf("got %q", got)
	}
}

func TestProceduresAreToldApart(t *testing.T) {
	t.Parallel()
	codes := []string{"85100196", "85100226", "85200166"}
	for name, tc := range map[string]struct{ names, want []string }{
		"shared beginning": {
			[]string{"Restauração em resina fotopolimerizável 1 face", "Restauração em resina fotopolimerizável 4 faces", "Restauração em resina (indireta) - Inlay"},
			[]string{"85100196 … fotopol…vel 1 face", "85100226 … fotopol…el 4 faces", "85200166 … (indireta) - Inlay"},
		},
		"shared beginning, all short enough": {
			[]string{"Resina 1 face", "Resina 4 faces", "Resina indireta"},
			[]string{"85100196 Resina 1 face", "85100226 Resina 4 faces", "85200166 Resina indireta"},
		},
		"nothing shared": {
			[]string{"Radiografia periapical", "Tratamento endodôntico unirradicular", "Coroa"},
			[]string{"85100196 Radiograf…periapical", "85100226 Tratament…rradicular", "85200166 Coroa"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, phrases.BtnProcedures(codes, tc.names)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
