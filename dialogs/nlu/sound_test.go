package nlu

import "testing"

func TestWordsAreKnownByTheirSound(t *testing.T) {
	t.Parallel()
	x := Standard()
	for written, want := range map[string]string{
		"raspajem": "raspagem", "rezina": "resina", "canau": "canal", "profilaxya": "profilaxia", "restaurassao": "restauracao",
		"ezodontia": "exodontia", "extrassao": "exodontia", "faseta": "faceta", "koroa": "coroa", "protezi": "protese", "bruquismo": "bruxismo",
		"jengivectomia": "gengivectomia", "selanti": "selante", "vernis": "verniz",
	} {
		id := x.repaired(written)
		if id == 0 || x.list[id-1] != want {
			t.Errorf("%q was not known for %q (%d)", written, want, id)
		}
	}
	for _, other := range []string{"carta", "entrei", "saldo", "ficha"} {
		if id := x.repaired(other); id > 0 {
			t.Errorf("%q was taken for %q", other, x.list[id-1])
		}
	}
}
