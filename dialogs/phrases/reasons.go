package phrases

import "strings"

// Reason is what a code of table 38 means, for a dentist; "" for a code that no
// decision about a request gives.
func Reason(code string) string { return reasons[code] }

// Reasons are codes with their meanings, as a line names them: "1410, em carência;
// 1407, sem cobertura". A code without words stands alone.
func Reasons(codes []string) string {
	var parts []string
	for _, c := range codes {
		part := Code(c)
		if words := Reason(c); words != "" {
			part += ", " + words
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

// reasons are in our own words: the table's were made for billing clerks. They
// follow "motivo", so they begin small and end without a stop.
var reasons = map[string]string{
	// Who it is for, and who asks.
	"1001": "a carteirinha não foi encontrada",
	"1013": "o cadastro do beneficiário tem um problema",
	"1014": "o beneficiário foi excluído do plano",
	"1016": "o atendimento do beneficiário está suspenso",
	"1018": "o contrato da empresa do beneficiário está suspenso ou encerrado",
	"1024": "o plano não foi encontrado",
	"1025": "o plano não tem cobertura odontológica",
	"1203": "o prestador não foi reconhecido",
	"1207": "a clínica não pertence à rede credenciada",
	"1209": "o pedido é posterior ao desligamento do prestador",
	"1210": "o solicitante não está cadastrado",
	"1212": "o contrato do prestador não vale nesta data",
	"1214": "o contrato da clínica não inclui este procedimento",
	"1217": "a especialidade não está cadastrada para a clínica",

	// What the plan covers, and when.
	"1402": "o procedimento não foi autorizado",
	"1407": "o plano não cobre este procedimento",
	"1408": "a quantidade passa da que foi autorizada",
	"1409": "a quantidade passa da que o plano cobre",
	"1410": "em carência",
	"1415": "o procedimento não foi autorizado para este beneficiário",
	"1417": "o solicitante não está habilitado",
	"1418": "o cadastro do solicitante está suspenso",
	"1419": "o mesmo procedimento já está autorizado ou em análise",
	"1420": "fora da cobertura do plano",
	"1421": "doença ou lesão preexistente, ainda em cobertura parcial",
	"1422": "a especialidade não está cadastrada para o solicitante",
	"1423": "a quantidade passa da permitida",
	"1426": "a auditoria não autorizou",
	"1429": "a especialidade registrada não inclui este procedimento",
	"1430": "o procedimento odontológico não foi autorizado",
	"1431": "não autorizado na face solicitada",
	"1432": "não autorizado no dente ou na região",
	"1433": "o dente consta como ausente",
	"1438": "não atende à diretriz de utilização (DUT) da ANS",
	"1748": "o caso não caracteriza urgência",

	// The item by itself.
	"3001": "o código odontológico não é válido",
	"3003": "a idade do beneficiário não combina com o procedimento",
	"3006": "a quantidade precisa ser maior que zero",
	"3007": "o item está repetido na solicitação",
	"3008": "já faz parte de outro procedimento",
	"3013": "falta a justificativa, ou ela é insuficiente",
	"3016": "ainda na garantia do que foi feito antes",
	"3021": "a arcada ou a região não confere",
	"3022": "o dente não confere",
	"3023": "as faces não conferem",
	"3024": "só é possível em dentes decíduos",
	"3025": "só é possível em dentes permanentes",
	"3027": "o número de canais não combina com o dente",
	"3028": "restrito a especialistas",
	"3029": "a auditoria inicial não indicou o procedimento",
	"3034": "a justificativa não foi suficiente, tecnicamente",
	"3035": "o paciente está em tratamento com o mesmo profissional",
	"3040": "motivo técnico, explicado no texto",
	"3042": "pela radiografia inicial, é exodontia de dente incluso",
	"3043": "pela radiografia inicial, é exodontia de dente semi-incluso",
	"3044": "pela radiografia inicial, é exodontia simples",
	"3045": "pela radiografia inicial, é exodontia de raiz residual",
	"3053": "os dentes cabem em uma mesma radiografia",
	"3055": "é tratamento endodôntico, e não retratamento",
	"3056": "o número de faces não confere",
	"3057": "não há o mínimo de dentes por segmento",
	"3059": "precisa da auditoria inicial",
	"3061": "precisa da avaliação de um especialista",
	"3064": "só em dentes com tratamento endodôntico",
	"3065": "só em dentes anteriores",
	"3066": "não combina com a situação inicial informada",
	"3083": "é preciso reavaliar o plano de tratamento",
	"3086": "o caso não caracteriza urgência",
	"3101": "é feito uma única vez, e consta como feito",
	"3102": "falta o procedimento ao qual este se relaciona",
	"3104": "decisão da junta odontológica",
	"3109": "não consta do Rol da ANS",
	"3116": "a finalidade é estética",
	"3117": "o prognóstico é desfavorável",
	"3123": "outro item para a mesma finalidade já está autorizado",
	"3138": "a condição clínica não combina com o pedido",
	"3145": "motivo técnico",

	// Documents and what they show.
	"3020": "a radiografia mostra execução inadequada",
	"3031": "a radiografia está fora dos padrões técnicos",
	"3052": "a documentação está incompleta ou faltando",
	"3062": "falta o laudo ou relatório técnico",
	"3067": "falta a radiografia final",
	"3069": "a radiografia indica tratamento endodôntico antes",
	"3070": "a radiografia mostra raiz residual",
	"3080": "faltam a radiografia inicial e a final",
	"3081": "falta a radiografia inicial",
	"3085": "a radiografia não corresponde ao procedimento pedido",
	"3113": "falta a radiografia periapical da região",
	"3114": "falta a radiografia interproximal da região",
	"3115": "falta a radiografia oclusal da região",
	"3118": "falta o termo de consentimento",
	"3120": "falta o pedido do profissional solicitante",
	"3124": "a radiografia sugere exodontia",
	"3125": "a radiografia sugere retratamento endodôntico",
	"3127": "a imagem sugere alteração patológica",
	"3131": "falta o plano de tratamento ortodôntico inicial",
}
