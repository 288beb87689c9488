package phrases

// Clause is the part of the coparticipation regulation that a rule of the engine
// comes from, and its words; empty for what the text leaves open.
func Clause(rule string) (section, words string) {
	c := clauses[rule]
	return c[0], c[1]
}

// clauses quote the text; the numbers are those of docs/rules/coparticipation.md.
var clauses = map[string][2]string{
	"R1":  {"Vigência", "O presente regulamento terá vigência a partir de 03/08/2022."},
	"R2":  {"Abrangência, I", "consultas e exames"},
	"R3":  {"Abrangência, II", "tratamentos ambulatoriais concernentes a fisioterapias, escleroterapia, acupuntura, RPG (Reeducação Postural Global) e procedimentos dermatológicos"},
	"R4":  {"Abrangência, III", "psicoterapia, fonoaudiologia e terapia ocupacional"},
	"R5":  {"Abrangência, IV", "tratamento odontológico"},
	"R6":  {"Abrangência", "O custeio da coparticipação incidirá nos seguintes procedimentos"},
	"R7":  {"Incidência, I", "25% nos incisos I ao III"},
	"R8":  {"Incidência, II", "30% no inciso IV"},
	"R9":  {"Incidência", "a partir da 201ª sessão, o percentual de coparticipação será de 50%"},
	"R10": {"Incidência", "respeitando-se o limitador previsto neste regulamento"},
	"R11": {"Incidência", "Não será aplicado o percentual previsto no parágrafo primeiro supra quando ocorrer interrupção igual ou superior a 12 meses."},
	"R12": {"Limitadores e exclusões", "A somatória dos valores da coparticipação fica limitada a 500 CHs (coeficiente de honorários) ou valor equivalente, em cada mês."},
	"R13": {"Limitadores e exclusões", "O valor que exceder esse limite, sempre no período de cada mês, será assumido"},
	"R14": {"Limitadores e exclusões, I", "com o beneficiário no período de internação ou em assistência domiciliar, na categoria de internação domiciliar, para procedimentos de exames e tratamentos ambulatoriais"},
	"R15": {"Limitadores e exclusões, II", "com os dependentes inscritos na APABEX, exceto aqueles previstos nos itens de I a IV da abrangência deste regulamento"},
	"R16": {"Forma de pagamento", "será sempre a do mês do pagamento da assistência prestada, independente da data do efetivo atendimento"},
	"R17": {"Forma de pagamento", "O pagamento da coparticipação será efetuado no mês subsequente ao da ocorrência prevista"},
	"R18": {"Forma de pagamento", "mediante débito em conta corrente do titular do plano ou boleto bancário"},
	"R19": {"Forma de pagamento", "no dia 20 (aposentados) e dia 30 (ativos)"},
	"R20": {"Forma de pagamento", "A somatória dos valores devidos de coparticipações a serem debitadas ao titular do plano, em cada mês, não poderá exceder a 10% dos seus proventos mensais."},
	"R21": {"Forma de pagamento", "Consideram-se proventos mensais do beneficiário a base de cálculo da contribuição, exceto 13º salário."},
	"R22": {"Forma de pagamento", "Eventual saldo remanescente do percentual de 10% previsto acima será debitado no mês subsequente, sem qualquer acréscimo, somando-se novas coparticipações, se houver, e assim sucessivamente."},
	"R23": {"Forma de pagamento", "Quando se tratar de reembolso, a coparticipação prevista será deduzida do valor do crédito a ser feito ao titular do plano."},
	"R24": {"Forma de pagamento", "O valor da dedução prevista comporá o montante para o limitador."},
	"R25": {"Disposições gerais", "dedutíveis na Declaração Anual do Imposto de Renda, desde que o beneficiário atendido seja dependente econômico do titular do plano"},
	"R26": {"Disposições gerais", "serão contabilizadas separadamente, de forma a possibilitar sua identificação, inclusive para fins atuariais"},
	"R27": {"Disposições gerais", "ficam revogadas todas as disposições estabelecidas no regulamento anterior"},
	"R28": {"Disposições gerais", "Os casos omissos serão resolvidos pela diretoria"},
}
