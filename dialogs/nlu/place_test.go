package nlu_test

import "testing"

func TestTeethAreRead(t *testing.T) {
	t.Parallel()
	readsAs(t, []reads{
		{"canal no 46", "85200158 46"},
		{"canal no 3.6 e coroa metálica no mesmo", "85200158 36; 85400149 36"},
		{"exo simples do 3.8 e 4.8", "82000875 38; 82000875 48"},
		{"implante de 3.5 mm no 36", "82000980 36"},
		{"canal nos dois pré-molares 34 e 35", "85200166 34; 85200166 35"},
		{"contenção com fio e resina de canino a canino embaixo", "85300020 43; 85300020 42; 85300020 41; 85300020 31; 85300020 32; 85300020 33"},
		{"esplintar de 33 a 31 com fio e resina", "85300020 33; 85300020 32; 85300020 31"},
		{"panorâmica pra eu ver os quatro sisos", "81000405"},
		{"extrair o dentinho de leite meia três", "83000089 63"},
		{"extrair o cinquenta e um e o meia um", "83000089 51; 83000089 61"},
		{"pulpotomia no meia cinco", "83000127 65"},
		{"coroa de acetato no 51, acetato no 61", "83000020 51; 83000020 61"},
		{"profilaxia dia 5, retorno em meia hora", "84000198"},
		{"chapa do 36", "81000421 36"},
		{"1) canal 36 2) resina O 45", "85200158 36; 85100196 45 O"},
		{"coroa metálica 36, 37 e 46", "85400149 36; 85400149 37; 85400149 46"},
		{"faceta do 13 ao 23", "85100064 13; 85100064 12; 85100064 11; 85100064 21; 85100064 22; 85100064 23"},
		{"faceta 12-22", "85100064 12; 85100064 11; 85100064 21; 85100064 22"},
		{"exo simples 14-24", "82000875 14; 82000875 24"},

		{"faceta de 13 a 22", "85100064 13; 85100064 12; 85100064 11; 85100064 21; 85100064 22"},
		{"exo simples 18-28-38-48", "82000875 18; 82000875 28; 82000875 38; 82000875 48"},
		{"exo simples 18/28", "82000875 18; 82000875 28"},
		{"os 4 sisos inclusos, exo", "82001286 18; 82001286 28; 82001286 38; 82001286 48"},
		{"exo dos sisos inferiores inclusos", "82001286 38; 82001286 48"},
		{"selante nos primeiros molares", "84000074 16; 84000074 26; 84000074 36; 84000074 46"},
		{"canal no primeiro molar inferior direito", "85200158 46"},
		{"canal no central superior esquerdo", "85200166 21"},
		{"exo dos primeiros molares decíduos inferiores", "83000089 74; 83000089 84"},
		{"canal no quarenta e seis e no trinta e seis", "85200158 46; 85200158 36"},
		{"exo simples de todos os sisos menos o 48", "82000875 18; 82000875 28; 82000875 38"},
		{"paciente de 36 anos, profilaxia", "84000198"},
		{"limpeza dia 26", "84000198"},
		{"limpeza (a outra era 36 reais)", "84000198"},
		{"profilaxia, tel 21 98888-4646", "84000198"},
		{"profilaxia em 12/11", "84000198"},
	})
}

func TestFacesAreRead(t *testing.T) {
	t.Parallel()
	readsAs(t, []reads{
		{"resina 26 om", "85100200 26 MO"},
		{"resina mezial no 13", "85100196 13 M"},
		{"restaruaçao resna no 14 oclusau", "85100196 14 O"},
		{"resina disto-oclusau no 35", "85100200 35 OD"},
		{"resina MO no 54 e DO no 55", "85100200 54 MO; 85100200 55 OD"},
		{"dente 45 resina MOD dente 46 resina O", "85100218 45 MOD; 85100196 46 O"},
		{"resina no 46 pegando todas as faces", "85100226 46 MODVL"},
		{"resina mesial do 22, com palatina também", "85100200 22 MP"},
		{"o 16 tem amálgama MO velho, vou substituir por resina nas mesmas faces", "85100200 16 MO"},
		{"ao invés de resina no 24 OD quero amálgama", "85100102 24 OD"},
		{"selante na oclusal do 26 e do 36", "84000074 26 O; 84000074 36 O"},
		{"am MO no 46, res V no 44", "85100102 46 MO; 85100196 44 V"},
		{"resina 26MOD 27mo", "85100218 26 MOD; 85100200 27 MO"},
		{"resina MO no 26 e 27", "85100200 26 MO; 85100200 27 MO"},
		{"resina 36 e 37 MO", "85100200 36 MO; 85100200 37 MO"},
		{"resina MO no 26 e O no 27", "85100200 26 MO; 85100196 27 O"},
		{"resina M no 22 e D no 21", "85100196 22 M; 85100196 21 D"},
		{"resina 26 mésio-ocluso-distal", "85100218 26 MOD"},
		{"resina no 16, faces oclusal e palatina", "85100200 16 OP"},
		{"resina 26 M, O e D", "85100218 26 MOD"},
		{"resina DO no 25", "85100200 25 OD"},
		{"resina 35 do", "85100200 35 OD"},
		{"resina do 35", "85100196 35"},
		{"resina no 26 o mais rápido possível", "85100196 26"},
		{"resina vestibular no 23 e 24", "85100196 23 V; 85100196 24 V"},
		{"resina 5 faces no 16", "85100226 16"},
		{"canal no 46 MOD", "85200158 46"},
	})
}

func TestRegionsAreRead(t *testing.T) {
	t.Parallel()
	readsAs(t, []reads{
		{"raspagem sub HASD", "85300039 HASD"},
		{"raspagem sub do lado direito todo, superior e inferior", "85300039 HASD; 85300039 HAID"},
		{"periapical do 36 e raspagem sub na mesma hemiarcada", "81000421 36; 85300039 HAIE"},
		{"interproximais de pré e de molar do lado esquerdo", "81000375 RME; 81000375 RPE"},
		{"interproximal dos molares e pré-molares, lado direito", "81000375 RMD; 81000375 RPD"},
		{"periapical da região de molar superior direito", "81000421 RMSD"},
		{"raspagem sub 4 hemi", "85300039 HASD; 85300039 HASE; 85300039 HAIE; 85300039 HAID"},
		{"raspagem sub boca inteira, os 4 quadrantes", "85300039 HASD; 85300039 HASE; 85300039 HAIE; 85300039 HAID"},
		{"periapical do 24 e raspagem sub no quadrante dele", "81000421 24; 85300039 HASE"},
		{"raspagem sub no quadrante do 36", "85300039 HAIE"},
		{"gengivectomia na frente em cima, de canino a canino", "82000921 S2"},
		{"raspagem sub HASD, HAIE", "85300039 HASD; 85300039 HAIE"},
		{"raspagem sub superior direito e esquerdo", "85300039 HASD; 85300039 HASE"},
		{"raspagem sub superior e inferior direito", "85300039 HASD; 85300039 HAID"},
		{"raspagem sub nos quatro hemiarcos", "85300039 HASD; 85300039 HASE; 85300039 HAIE; 85300039 HAID"},
		{"raspagem sub quadrantes 1 e 4", "85300039 HASD; 85300039 HAID"},
		{"raspagem sub 4º quadrante", "85300039 HAID"},
		{"raspagem sub no primeiro quadrante", "85300039 HASD"},
		{"raspagem sub q3", "85300039 HAIE"},
		{"raspagem supra sextante 2 e 5", "85300047 S2; 85300047 S5"},
		{"raspagem supra superior e inferior", "85300047 ASAI"},
		{"raspagem supra boca toda", "85300047 ASAI"},
		{"prótese total superior e inferior", "85400408 AS; 85400408 AI"},
		{"prótese total em cima", "85400408 AS"},
		{"periapical dos molares inferiores direitos", "81000421 RMID"},
		{"periapical RMSD", "81000421 RMSD"},
		{"biópsia no lábio inferior", "82000280 LI"},
		{"gengivoplastia superior anterior", "82000948 S2"},
		{"panorâmica", "81000405"},
	})
}
