package metrics_test

import (
	"context"
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/metrics"
)

type figures struct {
	asked int
	err   error
}

func (f *figures) Figures(_ context.Context, since, now time.Time) (backend.Figures, error) {
	f.asked++
	return backend.Figures{
		Since: since, Now: now, Sent: 40, AtOnce: 30, InPart: 4, Decided: 36, Median: 2 * time.Second, P95: 5 * time.Hour,
		Open: map[backend.Situation]int{backend.UnderReview: 3, backend.AwaitingDocument: 1}, Late: 1, Oldest: 26 * time.Hour, Releases: 210, LooksDue: 2,
		Inquiries: 5, InquiriesLate: 1, Talks: 3,
	}, f.err
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 19, 18, 0, 0, 0, time.UTC)
	source := &figures{}
	h := metrics.Handler(source, func() time.Time { return now }, metrics.Counter{Name: "updates", Help: "x", Value: func() int64 { return 77 }})
	page := func() string {
		t.Helper()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		text, err := io.ReadAll(w.Result().Body)
		if err != nil || w.Code != 200 {
			t.Fatal(w.Code, err)
		}
		return string(text)
	}
	first := page()
	for _, line := range []string{
		"guiche_figures_up 1", "guiche_requests_sent 40", "guiche_requests_decided_at_once 30", `guiche_answer_seconds{quantile="0.95"} 18000`,
		`guiche_requests_pending{situation="em_analise"} 3`, `guiche_requests_pending{situation="em_revisao"} 0`, "guiche_requests_late 1",
		"guiche_requests_oldest_seconds 93600", "guiche_second_looks_due 2", "guiche_inquiries_waiting 5", "guiche_inquiries_late 1", "guiche_talks_waiting 3", "guiche_updates_total 77",
	} {
		if !strings.Contains(first, line+"\n") {
			t.Errorf("%s is missing in\n%s", line, first)
		}
	}
	page()
	if source.asked != 1 {
		t.Errorf("the database was asked %d times within ten seconds", source.asked)
	}
	now = now.Add(time.Minute)
	source.err = errors.New("down")
	if text := page(); !strings.Contains(text, "guiche_figures_up 0\n") || strings.Contains(text, "guiche_requests_sent") || !strings.Contains(text, "guiche_updates_total 77\n") {
		t.Errorf("without a database:\n%s", text)
	}
}
