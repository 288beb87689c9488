package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// monthsListed is how many months the list shows with their amounts.
const monthsListed = 12

// showBills lists the months, each one tap away.
func (t *turn) showBills(ctx context.Context) (view, error) {
	running := func(s *backend.Statement) copay.Month { return s.Running() }
	return t.amountView(ctx, running, func(s *backend.Statement) (view, error) {
		var lines []string
		var keys []key
		for i, m := range s.Months() {
			if b, err := s.Bill(m); err == nil && i < monthsListed {
				lines = append(lines, phrases.AmountMonthLine(b))
			}
			keys = append(keys, key{label: phrases.BtnShortMonth(m), verb: verbBill, arg: monthArg(m)})
		}
		v := view{head: phrases.AmountMonthsTitle, ask: phrases.Lines(lines...), keys: grid(keys, 3)}
		v.keys = append(v.keys, row(key{label: phrases.BtnAmountChart, verb: verbChart}), row(key{label: phrases.BtnAmountBack, verb: verbBack}))
		return v, nil
	})
}

// Chart is a year of amounts by group, month by month.
type Chart struct {
	Title  string        `json:"t"`
	Unit   string        `json:"u"`
	Months []string      `json:"m"`
	Series []ChartSeries `json:"s"`
}

// ChartSeries is one group; Cents by month.
type ChartSeries struct {
	Name  string  `json:"n"`
	Cents []int64 `json:"c"`
	// Ink is which colour it has, from 0, whatever other groups there are.
	Ink int `json:"i"`
}

// showChart is the last twelve months as a picture.
func (t *turn) showChart(ctx context.Context) (view, error) {
	running := func(s *backend.Statement) copay.Month { return s.Running() }
	return t.amountView(ctx, running, func(s *backend.Statement) (view, error) {
		year := s.Year()
		v := view{ask: phrases.ChartCaption(year, s.Titular), keys: [][]key{
			row(key{label: phrases.BtnAmountMonths, verb: verbBills}), row(key{label: phrases.BtnAmountBack, verb: verbBack}),
		}}
		if c := chartOf(year); len(c.Series) > 0 {
			v.paper = &Paper{Chart: &c}
		}
		return v, nil
	})
}

// chartOf leaves out groups in which nothing was paid.
func chartOf(year []backend.MonthGroups) Chart {
	c := Chart{Title: phrases.ChartTitle, Unit: phrases.ChartUnit}
	for _, g := range year {
		c.Months = append(c.Months, phrases.MonthShort(g.Month))
	}
	add := func(ink int, name string, of func(backend.MonthGroups) int64) {
		s, some := ChartSeries{Name: name, Ink: ink}, false
		for _, g := range year {
			cents := max(0, of(g))
			s.Cents, some = append(s.Cents, cents), some || cents > 0
		}
		if some {
			c.Series = append(c.Series, s)
		}
	}
	for ink, group := range []copay.Group{copay.GroupI, copay.GroupII, copay.GroupIII, copay.GroupIV} {
		add(ink, phrases.CareGroup(group), func(g backend.MonthGroups) int64 { return g.ByGroup[group] })
	}
	add(4, phrases.ChartHidden, func(g backend.MonthGroups) int64 { return g.Hidden })
	return c
}
