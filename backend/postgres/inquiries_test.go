package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/internal/fictional"
)

var attendant = access.Actor{Role: access.Attendant, ID: 1}

func inquiryDesk() *backend.Service {
	return backend.New(nil, nil, fictional.Operator(), fictional.Audited())
}

// inquiry keeps a draft that opens an inquiry of the titular about a line, with a file.
func (b *bundle) inquiry(desk *backend.Service, text string, file int64) *backend.Draft {
	b.t.Helper()
	m, err := inTx(b, func(ctx context.Context, u backend.Unit) (*backend.Draft, error) {
		about := backend.InquiryAbout{Month: copay.MonthOf(calendar.DateOf(noon)), Line: &backend.InquiryLine{Key: "k", Event: "E1", Provider: "Clínica Sorriso", Due: 2500}}
		m, err := desk.StartInquiry(ctx, u, titular, backend.Unrecognised, about)
		if err != nil {
			return nil, err
		}
		if m.Form.Note = text; file != 0 {
			u.AddFile(m.ID, backend.Stored{ID: file, Name: "recibo.png", Kind: "png", Blob: "b", Preview: "p"})
			m.Form.Files = []backend.File{{ID: file, Name: "recibo.png", Kind: "png"}}
		}
		return desk.KeepDraft(u, titular, m)
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

func TestAnInquiryIsOpenedOnceAndRead(t *testing.T) {
	t.Parallel()
	b, desk := setup(t), inquiryDesk()
	m := b.inquiry(desk, "não fui a esta clínica", 78)
	results := make(chan error, 3)
	for range cap(results) {
		go func() {
			_, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Inquiry, error) {
				q, _, err := desk.SendInquiry(ctx, u, titular, m.ID, m.Rev)
				return q, err
			})
			results <- err
		}()
	}
	sent := 0
	for range cap(results) {
		switch err := <-results; {
		case err == nil:
			sent++
		case !errors.Is(err, backend.ErrNotFound):
			t.Errorf("sent again: %v", err)
		}
	}
	if sent != 1 {
		t.Fatalf("opened %d times", sent)
	}
	page, err := desk.InquiryQueue(t.Context(), b.db.Unit(noon), attendant, backend.InquiryFilter{Waiting: true}, 0, 10)
	if err != nil || page.Total != 1 || len(page.Inquiries) != 1 {
		t.Fatalf("queue %+v %v", page, err)
	}
	q, err := desk.Inquiry(t.Context(), b.db.Unit(noon), attendant, page.Inquiries[0].ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Ana Prado", "não fui a esta clínica", "E1", "aguardando"},
		[]string{q.Name, q.Thread[0].Text, q.About.Line.Event, string(q.State)}); diff != "" {
		t.Errorf("opened (-want +got)\n%s", diff)
	}
	if want := desk.Operator().Office.Due(noon, 7); !q.DueAt.Equal(want) {
		t.Errorf("due at %v, want 7 business days: %v", q.DueAt, want)
	}
	files, err := desk.InquiryFiles(t.Context(), b.db.Unit(noon), attendant, q.ID)
	if err != nil || len(files) != 1 || files[0].Interaction != 1 {
		t.Errorf("files %+v %v", files, err)
	}
	for _, stranger := range []access.Actor{clinic, {Role: access.Member, ID: 4}, {}} {
		if _, err := desk.InquiryByProtocol(t.Context(), b.db.Unit(noon), stranger, q.Protocol); !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("%v reads it: %v", stranger, err)
		}
	}
}

func TestOneConversationAtATime(t *testing.T) {
	t.Parallel()
	b, desk := setup(t), inquiryDesk()
	results := make(chan backend.Inquiry, 2)
	for range cap(results) {
		go func() {
			q, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Inquiry, error) {
				q, _, err := desk.OpenTalk(ctx, u, clinic, backend.InquiryAbout{}, "bom dia")
				return q, err
			})
			if err != nil {
				t.Error(err)
			}
			results <- q
		}()
	}
	if first, second := <-results, <-results; first.ID != second.ID || first.Protocol != second.Protocol {
		t.Fatalf("two conversations: %d and %d", first.ID, second.ID)
	}
	talk, err := desk.TalkOf(t.Context(), b.db.Unit(noon), clinic)
	if err != nil {
		t.Fatal(err)
	}
	say := func(who access.Actor, text string) backend.Inquiry {
		t.Helper()
		q, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Inquiry, error) {
			said, err := desk.SayInTalk(ctx, u, who, talk.ID, text)
			return said.Inquiry, err
		})
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	if q := say(attendant, "bom dia, sou o Tiago"); q.Holder != attendant || q.State != backend.InquiryAnswered {
		t.Errorf("answered: %+v", q)
	}
	if q := say(clinic, "a guia 12 não abre"); q.State != backend.InquiryWaiting {
		t.Errorf("said: %+v", q)
	}
	closed, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Inquiry, error) {
		return desk.CloseInquiry(ctx, u, clinic, talk.ID)
	})
	if err != nil || closed.Open() || closed.Live {
		t.Errorf("closed: %+v %v", closed, err)
	}
	thread, err := b.db.Unit(noon).InquiryThread(t.Context(), talk.ID, 0, 10)
	var kinds []string
	for _, e := range thread {
		kinds = append(kinds, string(e.Kind))
	}
	if diff := cmp.Diff([]string{"abertura", "resposta", "mensagem", "encerramento"}, kinds); diff != "" || err != nil {
		t.Errorf("thread %v (-want +got)\n%s", err, diff)
	}
	if _, err := desk.TalkOf(t.Context(), b.db.Unit(noon), clinic); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("a conversation is still open: %v", err)
	}
}

func TestInquiryOfALine(t *testing.T) {
	t.Parallel()
	b, desk := setup(t), inquiryDesk()
	m := b.inquiry(desk, "", 0)
	month := m.Form.Inquiry.About.Month
	open := func(key string) error {
		_, err := desk.OpenInquiryOf(t.Context(), b.db.Unit(noon), titular, month, key)
		return err
	}
	if err := open("k"); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("before it is sent: %v", err)
	}
	q, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Inquiry, error) {
		q, _, err := desk.SendInquiry(ctx, u, titular, m.ID, m.Rev)
		return q, err
	})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]error{"k": nil, "other": backend.ErrNotFound} {
		if err := open(key); !errors.Is(err, want) {
			t.Errorf("of %s: %v", key, err)
		}
	}
	due := func(at time.Time) [3]int {
		t.Helper()
		f, err := b.db.Figures(t.Context(), noon, at)
		if err != nil {
			t.Fatal(err)
		}
		return [3]int{f.Inquiries, f.InquiriesLate, f.Talks}
	}
	if got := due(noon); got != [3]int{1, 0, 0} {
		t.Errorf("figures %v", got)
	}
	if got := due(q.DueAt); got != [3]int{1, 1, 0} {
		t.Errorf("figures at the end of the term %v", got)
	}
	if _, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Inquiry, error) {
		return desk.CloseInquiry(ctx, u, titular, q.ID)
	}); err != nil {
		t.Fatal(err)
	}
	if err := open("k"); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("once it is closed: %v", err)
	}
	if got := due(q.DueAt); got != [3]int{} {
		t.Errorf("figures of nothing %v", got)
	}
}

// A clinic's message to the operator is one of its drafts: any of its phones goes on
// with it, and one sends it.
func TestMessageOfAClinic(t *testing.T) {
	t.Parallel()
	b, desk := setup(t), inquiryDesk()
	m, err := inTx(b, func(ctx context.Context, u backend.Unit) (*backend.Draft, error) {
		m, err := desk.StartInquiry(ctx, u, clinic, backend.Complaint, backend.InquiryAbout{})
		if err != nil {
			return nil, err
		}
		m.Form.Note = "o pagamento atrasou"
		return desk.KeepDraft(u, clinic, m)
	})
	if err != nil {
		t.Fatal(err)
	}
	drafts, err := desk.Drafts(t.Context(), b.db.Unit(noon), clinic)
	if err != nil || len(drafts) != 1 || drafts[0].Form.Inquiry == nil || drafts[0].Form.Note != "o pagamento atrasou" {
		t.Fatalf("the clinic's drafts: %+v %v", drafts, err)
	}
	if _, err := desk.Draft(t.Context(), b.db.Unit(noon), titular, m.ID); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("a member reads it: %v", err)
	}
	q, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Inquiry, error) {
		q, _, err := desk.SendInquiry(ctx, u, clinic, m.ID, m.Rev)
		return q, err
	})
	if err != nil || q.From != clinic {
		t.Errorf("sent: %+v %v", q, err)
	}
}
