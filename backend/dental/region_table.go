package dental

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/agnivade/levenshtein"
)

type regionRow struct {
	code    Region
	kind    RegionKind
	name    string
	aliases string // folded, "|" between them
}

// regionTable is TUSS table 42 in its order, with what people type for it.
var regionTable = []regionRow{
	{"AI", Arch, "Arco Inferior",
		"arcada inferior|mandibula|arcada de baixo|arco de baixo|inferior|inf|arcada inf|arco inf|maxilar inferior|dentes de baixo|embaixo"},
	{"AS", Arch, "Arco Superior",
		"arcada superior|maxila|arcada de cima|arco de cima|superior|sup|arcada sup|arco sup|maxilar superior|dentes de cima|em cima"},
	{"HASD", Hemiarch, "Hemi-Arco Superior Direito",
		"superior direito|sup dir|sup direito|hemi superior direito|quadrante superior direito|quadrante 1|primeiro quadrante|q1|hemiarco 1|hemiarcada superior direita|superior direita|arcada superior direita|sd|quadrante 5"},
	{"HASE", Hemiarch, "Hemi-Arco Superior Esquerdo",
		"superior esquerdo|sup esq|sup esquerdo|hemi superior esquerdo|quadrante superior esquerdo|quadrante 2|segundo quadrante|q2|hemiarco 2|hemiarcada superior esquerda|superior esquerda|arcada superior esquerda|se|quadrante 6"},
	{"HAID", Hemiarch, "Hemi-Arco Inferior Direito",
		"inferior direito|inf dir|inf direito|hemi inferior direito|quadrante inferior direito|quadrante 4|quarto quadrante|q4|hemiarco 4|hemiarcada inferior direita|inferior direita|arcada inferior direita|id|quadrante 8"},
	{"HAIE", Hemiarch, "Hemi-Arco Inferior Esquerdo",
		"inferior esquerdo|inf esq|inf esquerdo|hemi inferior esquerdo|quadrante inferior esquerdo|quadrante 3|terceiro quadrante|q3|hemiarco 3|hemiarcada inferior esquerda|inferior esquerda|arcada inferior esquerda|ie|quadrante 7"},
	{"ASAI", Arch, "Arcadas Superiores e inferiores",
		"ambas arcadas|ambas as arcadas|as duas arcadas|duas arcadas|superior e inferior|sup e inf|inferior e superior|boca toda|boca inteira|toda a boca|ambos os arcos|arcadas superior e inferior|arco superior e inferior|arcada superior e inferior|todas as arcadas|bimaxilar|as duas|ambas"},
	{"S1", Sextant, "Sextante superior posterior direito",
		"sextante 1|primeiro sextante|sext 1|1 sextante"},
	{"S2", Sextant, "Sextante superior anterior",
		"sextante 2|segundo sextante|sext 2|2 sextante|anterior superior|superior anterior|anteriores superiores|sextante anterior superior"},
	{"S3", Sextant, "Sextante superior posterior esquerdo",
		"sextante 3|terceiro sextante|sext 3|3 sextante"},
	{"S4", Sextant, "Sextante inferior posterior esquerdo",
		"sextante 4|quarto sextante|sext 4|4 sextante"},
	{"S5", Sextant, "Sextante inferior anterior",
		"sextante 5|quinto sextante|sext 5|5 sextante|anterior inferior|inferior anterior|anteriores inferiores|sextante anterior inferior"},
	{"S6", Sextant, "Sextante inferior posterior direito",
		"sextante 6|sexto sextante|sext 6|6 sextante"},
	{"LG", Site, "Língua",
		"lingua"},
	{"CL", Site, "Comissura labial",
		"comissura|canto da boca"},
	{"AB", Site, "Assoalho de boca",
		"assoalho|assoalho da boca|soalho de boca|soalho da boca|soalho bucal|assoalho bucal"},
	{"PA", Site, "Palato",
		"palato|ceu da boca"},
	{"MJ", Site, "Mucosa jugal",
		"mucosa jugal|bochecha|mucosa da bochecha"},
	{"PD", Site, "Palato duro",
		"palato duro"},
	{"PM", Site, "Palato mole",
		"palato mole"},
	{"RM", Site, "Região retromolar",
		"retromolar|trigono retromolar"},
	{"MA", Site, "Mucosa alveolar",
		"mucosa alveolar"},
	{"GI", Site, "Gengiva inserida",
		"gengiva|gengiva inserida"},
	{"PT", Site, "Parótida",
		"parotida|glandula parotida"},
	{"TP", Site, "Tonsilas palatinas",
		"tonsila palatina|tonsilas|amigdala|amigdalas"},
	{"RIS", Periapical, "Região dos Incisivos centrais superiores",
		"incisivos superiores|incisivos centrais superiores|centrais superiores"},
	{"RCSD", Periapical, "Região do canino e lateral superior direito",
		"canino superior direito|canino e lateral superior direito|canino sup dir"},
	{"RPSD", Periapical, "Região dos pré-molares superiores direito",
		"pre molares superiores direito|pre molares superiores direitos|pre molar superior direito|pre molares sup dir"},
	{"RCID", Periapical, "Região de canino inferior direito",
		"canino inferior direito|canino inf dir"},
	{"RMSD", Periapical, "Região dos molares superiores direito",
		"molares superiores direito|molares superiores direitos|molar superior direito|molares sup dir"},
	{"RCSE", Periapical, "Região do canino e lateral superior esquerdo",
		"canino superior esquerdo|canino e lateral superior esquerdo|canino sup esq"},
	{"RPSE", Periapical, "Região dos pré-molares superiores esquerdo",
		"pre molares superiores esquerdo|pre molares superiores esquerdos|pre molar superior esquerdo|pre molares sup esq"},
	{"RMSE", Periapical, "Região dos molares superiores esquerdo",
		"molares superiores esquerdo|molares superiores esquerdos|molar superior esquerdo|molares sup esq"},
	{"RII", Periapical, "Região dos incisivos inferiores",
		"incisivos inferiores"},
	{"RPID", Periapical, "Região dos pré-molares inferiores direito",
		"pre molares inferiores direito|pre molares inferiores direitos|pre molar inferior direito|pre molares inf dir"},
	{"RMID", Periapical, "Região dos molares inferiores direito",
		"molares inferiores direito|molares inferiores direitos|molar inferior direito|molares inf dir"},
	{"RCIE", Periapical, "Região de canino inferior esquerdo",
		"canino inferior esquerdo|canino inf esq"},
	{"RPIE", Periapical, "Região dos pré-molares inferiores esquerdo",
		"pre molares inferiores esquerdo|pre molares inferiores esquerdos|pre molar inferior esquerdo|pre molares inf esq"},
	{"RMIE", Periapical, "Região dos molares inferiores esquerdo",
		"molares inferiores esquerdo|molares inferiores esquerdos|molar inferior esquerdo|molares inf esq"},
	{"RMD", Bitewing, "Região dos molares lado direito",
		"molares lado direito|molares direito|molares direitos|molares do lado direito|molar direito|molares dir"},
	{"RME", Bitewing, "Região dos molares lado esquerdo",
		"molares lado esquerdo|molares esquerdo|molares esquerdos|molares do lado esquerdo|molar esquerdo|molares esq"},
	{"RPD", Bitewing, "Região dos pré-molares lado direito",
		"pre molares lado direito|pre molares direito|pre molares direitos|pre molares do lado direito|pre molar direito|pre molares dir"},
	{"RPE", Bitewing, "Região dos pré-molares lado esquerdo",
		"pre molares lado esquerdo|pre molares esquerdo|pre molares esquerdos|pre molares do lado esquerdo|pre molar esquerdo|pre molares esq"},
	{"RMPE", SideRegion, "Região dos molares e pré-molares lado esquerdo",
		"molares e pre molares esquerdos|molares e pre molares esquerdo|posteriores esquerdos|posterior esquerdo|pre molares e molares esquerdos"},
	{"RMPD", SideRegion, "Região dos molares e pré-molares lado direito",
		"molares e pre molares direitos|molares e pre molares direito|posteriores direitos|posterior direito|pre molares e molares direitos"},
	{"SM", Site, "Região do assoalho do seio maxilar",
		"seio maxilar|assoalho do seio|assoalho do seio maxilar|seio"},
	{"TU", Site, "Região do Túber",
		"tuber|tuberosidade|tuber da maxila"},
	{"SI", Site, "Região de Sínfise",
		"sinfise|mento|sinfise mentoniana"},
	{"FLI", Site, "Freio lingual",
		"freio lingual|freio da lingua"},
	{"FLA", Site, "Freios labiais",
		"freio labial|freios labiais|freio do labio"},
	{"UV", Site, "Úvula",
		"uvula"},
	{"PP", Site, "Pregas palatinas",
		"pregas palatinas|rugas palatinas"},
	{"PI", Site, "Papila incisiva",
		"papila incisiva"},
	{"LS", Site, "Lábio Superior",
		"labio superior|labio de cima"},
	{"LI", Site, "Lábio inferior",
		"labio inferior|labio de baixo"},
	{"RL", Site, "Região lingual",
		"lingual|regiao lingual"},
	{"RP", Site, "Região palatina",
		"palatina|regiao palatina"},
	{"RV", Site, "Região vestibular",
		"vestibular|regiao vestibular"},
	{"RSMD", Site, "Região Sub-Mandibular Direita",
		"submandibular direita|submandibular direito|glandula submandibular direita"},
	{"RSME", Site, "Região Sub-Mandibular Esquerda",
		"submandibular esquerda|submandibular esquerdo|glandula submandibular esquerda"},
	{"RSL", Site, "Região Sub-Lingual",
		"sublingual|glandula sublingual"},
}

// regionIndex finds a region by its folded name or alias. A test holds that
// no two regions share one.
var regionIndex = sync.OnceValue(func() map[string]Region {
	index := make(map[string]Region, 8*len(regionTable))
	for _, r := range regionTable {
		index[regionKey(r.name, nil)] = r.code
		for alias := range strings.SplitSeq(r.aliases, "|") {
			index[regionKey(alias, nil)] = r.code
		}
	}
	return index
})

// regionVocabulary is every word of the index, for the repair of misspellings.
var regionVocabulary = sync.OnceValue(func() []string {
	var words []string
	for key := range regionIndex() {
		words = append(words, strings.Fields(key)...)
	}
	for word := range regionSpelling {
		words = append(words, word)
	}
	slices.Sort(words)
	return slices.Compact(words)
})

// regionKey brings the ways of writing one name together: hemi-arco and
// hemiarcada, pré-molar and premolar, "sup dir" and "lado superior direito".
// Given a vocabulary it also repairs spelling.
func regionKey(s string, vocabulary []string) string {
	var key []string
	words := strings.FieldsFunc(fold(s), notAlphanumeric)
	for i := 0; i < len(words); i++ {
		w := words[i]
		if i+1 < len(words) && regionPrefixes[w] {
			i++
			w += words[i]
		}
		w = repaired(w, vocabulary)
		if full, ok := regionSpelling[w]; ok {
			w = full
		}
		if w != "" {
			key = append(key, w)
		}
	}
	return strings.Join(key, " ")
}

// repaired is the only word of the vocabulary within one letter, or the word.
func repaired(w string, vocabulary []string) string {
	if len(w) < 5 {
		return w
	}
	found := ""
	for _, known := range vocabulary {
		if known == w {
			return w
		}
		if levenshtein.ComputeDistance(w, known) == 1 || swapped(w, known) {
			if found != "" {
				return w
			}
			found = known
		}
	}
	return cmp.Or(found, w)
}

var regionPrefixes = map[string]bool{"hemi": true, "pre": true, "sub": true}

var regionSpelling = map[string]string{
	"hemiarcada": "hemiarco", "hemiarcos": "hemiarco", "hemiarcadas": "hemiarco", "hemisuperior": "hemiarco superior", "hemiinferior": "hemiarco inferior",
	"direita": "direito", "dir": "direito", "direitos": "direito", "direitas": "direito",
	"esquerda": "esquerdo", "esq": "esquerdo", "esquerdos": "esquerdo", "esquerdas": "esquerdo",
	"sup": "superior", "superiores": "superior", "inf": "inferior", "inferiores": "inferior",
	"molares": "molar", "premolares": "premolar", "incisivos": "incisivo", "caninos": "canino",
	"regiao": "", "lado": "", "de": "", "da": "", "do": "", "das": "", "dos": "", "a": "", "o": "", "as": "", "os": "",
}

func notAlphanumeric(r rune) bool {
	return r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' || r > 'z'
}
