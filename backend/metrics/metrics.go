// Package metrics tells a Prometheus server how the counter works: how many requests
// are decided at once, how long answers take, what is pending and for how long.
//
// The numbers of requests are read from the database when somebody asks, over the
// last 24 hours, and no more often than every ten seconds; so every replica tells the
// same, and a dashboard takes one of them. The counts of the engine are this
// process's own. Nothing personal is in any of it.
package metrics

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"guiche/backend"
)

const (
	window   = 24 * time.Hour
	keep     = 10 * time.Second
	patience = 5 * time.Second
)

// Source counts requests.
type Source interface {
	Figures(ctx context.Context, since, now time.Time) (backend.Figures, error)
}

// Counter is a number of this process that only grows.
type Counter struct {
	Name, Help string
	Value      func() int64
}

// Handler answers GET /metrics.
func Handler(source Source, now func() time.Time, counters ...Counter) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &requests{source: source, now: now})
	for _, c := range counters {
		registry.MustRegister(prometheus.NewCounterFunc(
			prometheus.CounterOpts{Name: "guiche_" + c.Name + "_total", Help: c.Help}, func() float64 { return float64(c.Value()) }))
	}
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
}

// requests reads the figures when it is asked.
type requests struct {
	source Source
	now    func() time.Time

	mu   sync.Mutex
	at   time.Time
	last backend.Figures
}

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("guiche_"+name, help, labels, nil)
}

var (
	up       = desc("figures_up", "Whether the numbers below could be read.")
	sent     = desc("requests_sent", "Requests sent in the last 24 hours.")
	atOnce   = desc("requests_decided_at_once", "Those of them of which nothing waited for a person.")
	inPart   = desc("requests_released_in_part", "Those of them of which something was released at once and something waited.")
	answer   = desc("answer_seconds", "From sending to the last decision, of those sent in the last 24 hours and decided.", "quantile")
	pending  = desc("requests_pending", "Requests that are not decided, by situation.", "situation")
	late     = desc("requests_late", "Requests with the audit past their term.")
	oldest   = desc("requests_oldest_seconds", "For how long the oldest request waits for the audit.")
	releases = desc("authorisations_open", "Authorisations that are valid and not billed.")
	looks    = desc("second_looks_due", "Released items that wait for a second look.")
	inquiry  = desc("inquiries_waiting", "Inquiries of members and clinics that wait for an answer.")
	lateInq  = desc("inquiries_late", "Those of them past their term.")
	talks    = desc("talks_waiting", "Members and clinics that wait for a person to talk to.")
	aside    = desc("updates_set_aside", "Updates that could not be handled and are kept.")
)

// Describe lists the metrics.
func (r *requests) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{up, sent, atOnce, inPart, answer, pending, late, oldest, releases, looks, inquiry, lateInq, talks, aside} {
		ch <- d
	}
}

// Collect reads the figures; without a database it says so and tells nothing else.
func (r *requests) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	f, err := r.figures()
	if err != nil {
		gauge(up, 0)
		return
	}
	gauge(up, 1)
	gauge(sent, float64(f.Sent))
	gauge(atOnce, float64(f.AtOnce))
	gauge(inPart, float64(f.InPart))
	gauge(answer, f.Median.Seconds(), "0.5")
	gauge(answer, f.P95.Seconds(), "0.95")
	for _, s := range backend.Situations() {
		if s.Open() {
			gauge(pending, float64(f.Open[s]), string(s))
		}
	}
	gauge(late, float64(f.Late))
	gauge(oldest, f.Oldest.Seconds())
	gauge(releases, float64(f.Releases))
	gauge(looks, float64(f.LooksDue))
	gauge(inquiry, float64(f.Inquiries))
	gauge(lateInq, float64(f.InquiriesLate))
	gauge(talks, float64(f.Talks))
	gauge(aside, float64(f.Aside))
}

func (r *requests) figures() (backend.Figures, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	if !r.at.IsZero() && now.Sub(r.at) < keep && !now.Before(r.at) {
		return r.last, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	f, err := r.source.Figures(ctx, now.Add(-window), now)
	if err == nil {
		r.at, r.last = now, f
	}
	return f, err
}
