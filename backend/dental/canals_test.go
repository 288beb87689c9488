package dental_test

import (
	"testing"

	"guiche/backend/dental"
)

func TestCanalsFitTheTooth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		code  string
		tooth dental.Tooth
		usual string
	}{
		{"one canal of a lower molar", dental.CanalOne, 46, dental.CanalThree},
		{"one canal of another", dental.CanalOne, 36, dental.CanalThree},
		{"one canal of a wisdom tooth", dental.CanalOne, 18, dental.CanalThree},
		{"one canal of an incisor", dental.CanalOne, 11, ""},
		{"one canal of a canine", dental.CanalOne, 43, ""},
		{"one canal of an upper first premolar", dental.CanalOne, 14, ""},
		{"two canals of an incisor", dental.CanalTwo, 21, dental.CanalOne},
		{"two canals of a canine", dental.CanalTwo, 33, dental.CanalOne},
		{"two canals of a premolar", dental.CanalTwo, 14, ""},
		{"two canals of a molar", dental.CanalTwo, 37, ""},
		{"three canals of a molar", dental.CanalThree, 46, ""},
		{"three canals of an incisor", dental.CanalThree, 11, dental.CanalOne},
		{"three canals of an upper first premolar", dental.CanalThree, 24, dental.CanalTwo},
		{"three canals of another premolar", dental.CanalThree, 45, dental.CanalOne},
		{"a milk tooth", dental.CanalOne, 75, ""},
		{"another procedure", "85100196", 46, ""},
		{"no tooth yet", dental.CanalOne, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			usual, odd := dental.OddCanals(dental.Item{Code: c.code, Tooth: c.tooth})
			if usual != c.usual || odd != (c.usual != "") {
				t.Errorf("it is usually %q, odd %t; want %q", usual, odd, c.usual)
			}
		})
	}
}
