package nlu

// Words that tell whose number follows.
var (
	patientWords = wordSet(`paciente pac pct pcte beneficiario beneficiaria benef matricula matr mat carteirinha carteira cart cartao associado segurado titular dependente
		usuario usuaria filho filha esposa marido mae pai menino menina crianca cliente senhora senhor sr sra dona seu pra para ela ele`)
	professionalWords = wordSet(`dr dra doutor doutora profissional solicitante dentista prof cd executante clinica consultorio prestador prestadora credenciado cro
		solicitado clin credenciada cnpj implantodontista endodontista ortodontista periodontista odontopediatra cirurgiao`)
	benefWords = wordSet("matricula matr mat carteirinha carteira cart cartao beneficiario beneficiaria benef associado")
)

// people finds the beneficiary (CPF or matrícula) and the professional (CPF or
// CNPJ) by the words before their numbers; a CPF that nobody claims is the
// beneficiary's, a second one the professional's.
func people(tokens []Token, asks bool) (beneficiary, professional string) {
	var loose []string
	card := ""
	for i, t := range tokens {
		switch t.Kind {
		case CNPJ:
			if professional == "" {
				professional = t.Text
			}
		case Card:
			if (card == "" || near(tokens, i, fixWords, 3)) && !near(tokens, i, phoneWords, 2) {
				card = t.Text
			}
		case CPF:
			switch claimed(tokens, i) {
			case 'm':
				if asks {
					professional = t.Text
				} else {
					loose = append(loose, t.Text)
				}
			case 'p':
				professional = t.Text
			case 'b':
				if beneficiary == "" {
					beneficiary = t.Text
				}
			default:
				loose = append(loose, t.Text)
			}
		case Digits, Phone:
			if len(t.Text) == 9 && near(tokens, i, benefWords, 2) {
				card = t.Text
			}
		}
	}
	if card != "" {
		if beneficiary != "" && professional == "" && len(loose) > 0 {
			professional = loose[0]
		}
		if beneficiary == "" && professional == "" && len(loose) == 1 {
			professional = loose[0]
		}
		return card, professional
	}
	for _, cpf := range loose {
		switch {
		case beneficiary == "":
			beneficiary = cpf
		case professional == "" && cpf != beneficiary:
			professional = cpf
		}
	}
	return beneficiary, professional
}

// fixWords stand before a number that takes the place of the one before.
var fixWords = wordSet("desculpa desculpe digo alias ops opa perdao errei corrigindo correcao retificando certo correto epa nao")

// near tells whether a word of the set stands among the last n.
func near(tokens []Token, i int, words map[string]bool, n int) bool {
	for j := i - 1; j >= 0 && n > 0; j-- {
		if tokens[j].Kind != Word {
			continue
		}
		if words[tokens[j].Text] {
			return true
		}
		n--
	}
	return false
}

// claimed looks back, then a little ahead, for whose number it is.
func claimed(tokens []Token, i int) byte {
	for j, seen := i-1, 0; j >= 0 && seen < 7; j, seen = j-1, seen+1 {
		t := tokens[j]
		switch {
		case t.Kind == Stop && t.Text != "\n" && seen > 0, t.Kind == CPF, t.Kind == CNPJ, t.Kind == Card:
			return claimedAhead(tokens, i)
		case t.Kind != Word:
		case t.Text == "meu" || t.Text == "eu":
			return 'm'
		case professionalWords[t.Text]:
			return 'p'
		case patientWords[t.Text]:
			return 'b'
		}
	}
	return claimedAhead(tokens, i)
}

func claimedAhead(tokens []Token, i int) byte {
	for j := i + 1; j < len(tokens) && j < i+4; j++ {
		t := tokens[j]
		if t.Kind == Stop || t.Kind == Sign && t.Text == "," {
			break
		}
		if t.Kind == Word && (t.Text == "solicitante" || t.Text == "profissional" || t.Text == "dentista") {
			return 'p'
		}
	}
	return 0
}
