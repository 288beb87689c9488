//go:build ansdata

package dental_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/dental"
)

// publicTables is where the tables of the ANS lie when they stand beside the
// project; the build tag is given only then.
const publicTables = "../../../shared/data/ans/tables"

// houseRules are the default rules of common procedures, beside them.
const houseRules = "../../../shared/data/procedimentos-comuns.csv"

func publicTable(t *testing.T, name string) []map[string]string {
	t.Helper()
	return tableAt(t, filepath.Join(publicTables, name), ',')
}

func tableAt(t *testing.T, path string, comma rune) []map[string]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma = comma
	lines, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := make(map[string]string)
		for i, column := range lines[0] {
			row[column] = strings.TrimSpace(line[i])
		}
		rows = append(rows, row)
	}
	return rows
}

func TestPublicTableOfProcedures(t *testing.T) {
	t.Parallel()
	type line struct{ Code, Name, From string }
	var want, got []line
	for _, row := range publicTable(t, "tuss22_dental_codes.csv") {
		want = append(want, line{row["codigo"], row["termo"], row["inicio_vigencia_2020file"]})
	}
	for _, p := range dental.Current(today) {
		got = append(got, line{p.Code, p.Name, p.ValidFrom.BR()})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPublicTableOfRegions(t *testing.T) {
	t.Parallel()
	type line struct{ Code, Name string }
	var want, got []line
	for _, row := range publicTable(t, "tuss42_regioes_da_boca.csv") {
		want = append(want, line{row["codigo"], row["termo"]})
	}
	for _, r := range dental.Regions() {
		got = append(got, line{r.String(), r.Name()})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPublicTableOfTeeth(t *testing.T) {
	t.Parallel()
	type line struct{ Code, Name string }
	var want, got []line
	for _, row := range publicTable(t, "tuss28_dentes.csv") {
		name := strings.ToLower(row["termo"])
		if rest, ok := strings.CutPrefix(name, "dente "); ok {
			// "dente decíduo supranumerário em hemi-arco superior direito"
			rest = strings.Replace(rest, "permanente supranumerário em hemi-arco", "supranumerário", 1)
			name = strings.Replace(rest, "decíduo supranumerário em hemi-arco", "supranumerário decíduo", 1)
		}
		want = append(want, line{row["codigo"], name})
	}
	for _, one := range dental.Teeth() {
		got = append(got, line{one.String(), one.Name()})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPublicTableOfFaces(t *testing.T) {
	t.Parallel()
	want := make(map[string]string)
	for _, row := range publicTable(t, "tuss32_faces_do_dente.csv") {
		want[row["codigo"]] = strings.ToLower(row["termo"])
	}
	got := make(map[string]string)
	for _, f := range dental.FacesIn('M', 'O', 'I', 'D', 'V', 'L', 'P').List() {
		got[f.String()] = f.Name()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestHouseRulesOfCommonProcedures(t *testing.T) {
	t.Parallel()
	words := map[string]string{
		"nenhum": "none", "dente": "tooth", "dente+face": "tooth+faces", "regiao": "region", "dente ou regiao": "tooth/region",
	}
	for _, row := range tableAt(t, houseRules, ';') {
		p := procedure(t, row["codigo"])
		if got, want := p.Locator.String(), words[row["localizador"]]; got != want {
			t.Errorf("%s is located by %s, want %s", p.Code, got, want)
		}
		low, more := strings.CutSuffix(row["n_faces"], "+")
		if low == "" {
			continue
		}
		if strconv.Itoa(p.MinFaces) != low || !more && p.Code != "85100129" && p.MaxFaces != p.MinFaces {
			t.Errorf("%s takes %d to %d faces, want %s", p.Code, p.MinFaces, p.MaxFaces, row["n_faces"])
		}
	}
}
