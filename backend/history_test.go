package backend

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/calendar"
	"guiche/backend/dental"
)

func TestMarks(t *testing.T) {
	t.Parallel()
	day := func(d int) calendar.Date { return calendar.Date{Year: 2025, Month: time.March, Day: d} }
	done := func(code string, tooth dental.Tooth, d int) Treatment {
		return Treatment{Code: code, Tooth: tooth, DoneAt: day(d)}
	}
	for name, c := range map[string]struct {
		done []Treatment
		want Marks
	}{
		"nothing done marks nothing": {},
		"an extraction leaves a gap, since its first day": {
			done: []Treatment{done("82000875", 38, 12), done("82000859", 38, 20)},
			want: Marks{Absent: []Extraction{{38, day(12)}}},
		},
		"a filling marks its tooth once": {
			done: []Treatment{done("85100218", 26, 1), done("85100200", 26, 2), done("85200166", 11, 3)},
			want: Marks{Treated: []dental.Tooth{26, 11}},
		},
		"a tooth filled and then taken out is gone": {
			done: []Treatment{done("85100218", 26, 1), done("82000875", 26, 2)},
			want: Marks{Absent: []Extraction{{26, day(2)}}},
		},
		"a radiograph treats nothing, nor does an unknown code or a region": {
			done: []Treatment{done("81000421", 46, 1), done("99999999", 46, 1), done("85300047", 0, 1)},
		},
	} {
		if diff := cmp.Diff(c.want, marksOf(c.done)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
