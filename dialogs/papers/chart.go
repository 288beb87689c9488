package papers

import (
	"fmt"
	"math"
	"strings"
	"sync"

	"github.com/go-analyze/charts"
	"golang.org/x/image/font/gofont/goregular"

	"guiche/backend/money"
	"guiche/dialogs"
)

// The chart is as wide as the other pictures and high enough that a phone shows its
// words large.
const (
	chartHigh   = 960
	chartFont   = "guiche"
	chartLetter = 22
	chartTitle  = 32
)

// chartInks are the colours of the groups, told apart by people who see colours
// otherwise too; the last is for care of which only the amount is shown.
var chartInks = []uint32{0x0a7357, 0xe88a00, 0x2b6be0, 0x8a3f8f, 0x9aa8a2}

// chartLetters makes our letters known to the drawing.
var chartLetters = sync.OnceValue(func() error { return charts.InstallFont(chartFont, goregular.TTF) })

func chartInk(hex uint32) charts.Color {
	c := rgb(hex)
	return charts.Color{R: c.R, G: c.G, B: c.B, A: c.A}
}

// chart draws amounts by month, the groups of a month stacked.
func (p *Press) chart(c dialogs.Chart) (Sheet, error) {
	if len(c.Months) == 0 || len(c.Series) == 0 {
		return Sheet{}, ErrEmpty
	}
	if err := chartLetters(); err != nil {
		return Sheet{}, err
	}
	values, names, inks := stacks(c)
	painter := charts.NewPainter(charts.PainterOptions{
		OutputFormat: charts.ChartOutputPNG, Width: wide, Height: chartHigh, Font: charts.GetFont(chartFont), Theme: chartTheme(inks),
	})
	opt := charts.NewBarChartOptionWithData(values)
	letter := charts.FontStyle{FontSize: chartLetter, FontColor: chartInk(0x1d2b27), Font: charts.GetFont(chartFont)}
	title := letter
	title.FontSize = chartTitle
	quiet := letter
	quiet.FontColor = chartInk(0x6b7d76)
	opt.Theme = chartTheme(inks)
	opt.Padding = charts.Box{Left: 36, Top: 36, Right: 36, Bottom: 36, IsSet: true}
	opt.StackSeries = charts.Ptr(true)
	opt.BarSize = 0.62
	opt.Title = charts.TitleOption{Text: c.Title, FontStyle: title}
	opt.Legend = charts.LegendOption{
		SeriesNames: names, FontStyle: letter, Symbol: charts.SymbolSquare, Offset: charts.OffsetStr{Left: charts.PositionLeft, Top: "138"},
		Padding: charts.Box{Bottom: 28, IsSet: true}, Align: charts.AlignLeft,
	}
	opt.CategoryAxis = charts.CategoryAxisOption{Labels: c.Months, LabelFontStyle: letter, LabelCount: len(c.Months), BoundaryGap: charts.Ptr(true)}
	opt.ValueAxis = []charts.ValueAxisOption{{
		Min: charts.Ptr(0.0), LabelFontStyle: quiet, LabelCount: 5, SplitLineShow: charts.Ptr(true),
		ValueFormatter: func(v float64) string { return strings.TrimSuffix(money.BRL(int64(math.Round(v))*100), ",00") },
	}}
	top, step := scale(values)
	opt.ValueAxis[0].Max, opt.ValueAxis[0].LabelCount = charts.Ptr(top), int(top/step)+1
	if err := painter.BarChart(opt); err != nil {
		return Sheet{}, fmt.Errorf("papers: chart: %w", err)
	}
	painter.Text(c.Unit, 37, 122, 0, quiet)
	content, err := painter.Bytes()
	return Sheet{Name: "coparticipacao.png", MIME: "image/png", Content: content, Picture: true}, err
}

// scale is where the axis ends, above the highest stack, and its steps: 1, 2 or 5
// times a power of ten.
func scale(values [][]float64) (top, step float64) {
	highest := 1.0
	for i := range values[0] {
		sum := 0.0
		for _, row := range values {
			sum += row[i]
		}
		highest = max(highest, sum)
	}
	const most = 6
	step = 1
	for n := 0; highest/step > most; n++ {
		step *= []float64{2, 2.5, 2}[n%3]
	}
	return math.Ceil(highest*1.02/step) * step, step
}

// stacks are the series in reais, and their names and colours.
func stacks(c dialogs.Chart) (values [][]float64, names []string, inks []charts.Color) {
	for _, s := range c.Series {
		row := make([]float64, len(c.Months))
		for i := range min(len(row), len(s.Cents)) {
			row[i] = float64(s.Cents[i]) / 100
		}
		values, names = append(values, row), append(names, s.Name)
		inks = append(inks, chartInk(chartInks[max(0, s.Ink)%len(chartInks)]))
	}
	return values, names, inks
}

func chartTheme(inks []charts.Color) charts.ColorPalette {
	text := chartInk(0x1d2b27)
	return charts.MakeTheme(charts.ThemeOption{
		BackgroundColor: chartInk(0xf3f6f5), TextColor: text, TextColorTitle: text, TextColorLegend: text,
		AxisStrokeColor: chartInk(0x7f938c), AxisSplitLineColor: chartInk(0xdfe5e2), SeriesColors: inks,
	})
}
