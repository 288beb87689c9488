package phrases

import "guiche/backend/access"

// helpOf is what each role can do here.
var helpOf = map[access.Role][]string{
	access.Visitor: {
		"Dentistas e clínicas credenciados pedem autorização de procedimentos e acompanham as respostas por aqui.",
		"/start começa o atendimento e pede o seu acesso.",
		"/servicos mostra o que não precisa de acesso.",
	},
	access.Provider: {
		"/nova começa uma solicitação. Tudo pode ser tocado ou digitado; uma mensagem pode dizer tudo: <i>resina no 26 MO e rx do 36, matrícula 090216100</i>. Escrever também corrige: <i>tira o rx</i>.",
		"Pergunte do seu jeito: <i>e o pedido 12, já saiu?</i>, <i>qual o código de limpeza?</i>",
		"/solicitacoes mostra as que você enviou. O número ou o protocolo também pode ser digitado.",
		"/autorizacoes mostra as que ainda valem, com senha de autorização, guia e PDF. Do que foi negado, peça revisão na própria solicitação.",
		"/servicos mostra os outros serviços.",
		"O que você começa fica guardado como rascunho, mesmo se você sair ou desligar o telefone.",
	},
	access.Member: {
		"/menu mostra o que você pode ver e fazer por aqui.",
		"<i>quanto vou pagar?</i> mostra o próximo débito e de onde vem cada centavo; pergunte também <i>e no mês passado?</i> ou <i>outubro</i>.",
		"<i>contestar</i>, <i>não reconheço</i>, <i>reembolso</i>, <i>reclamar</i> e <i>dúvida</i> abrem uma demanda com protocolo; <i>minhas demandas</i> mostra como elas andam.",
		"Escreva do seu jeito: <i>por que veio tão caro em outubro?</i>, <i>quando desconta?</i>",
		"/servicos mostra os serviços da operadora.",
	},
	access.Attendant: {
		"O menu mostra quem espera uma conversa e as demandas com prazo: contestações, reembolsos, reclamações e dúvidas.",
		"Assumir avisa a pessoa de que você está com ela; o que você escrever vai direto para ela.",
	},
	access.Auditor: {
		"/fila mostra o que aguarda análise: as urgências primeiro, com o fim do prazo de cada solicitação.",
		"Toque em uma para ver os detalhes, ou digite o número ou o protocolo. Assumir reserva a solicitação para você decidir.",
		"Ao decidir, tudo pode ser digitado: <i>autorizar 1</i>, <i>negar 2 3016</i>, <i>pedir 3 radiografia</i>, <i>conferir</i>.",
	},
}

// Help is the general help of a role; it ends with where people are reached.
func Help(role access.Role, phone, hours string) string {
	var lines []string
	for _, l := range helpOf[role] {
		lines = append(lines, "• "+l)
	}
	if role != access.Visitor {
		lines = append(lines, "• “voltar” desfaz a última etapa; /cancelar para o que está aberto; /menu volta ao início.")
	}
	return Paragraphs("<b>Ajuda</b>", Lines(lines...), Lines("Central de atendimento: "+Bold(phone), "Horário: "+Esc(hours)))
}

// stepHelp explains what a question asks for, by the code of its step, with an
// example.
var stepHelp = map[string]string{
	"contact": "O contato é quem a auditoria procura se tiver dúvida. Toque no que quer corrigir, ou digite o novo dado: <i>(21) 98765-4321</i>.",
	"name":    "Digite o nome e o sobrenome de quem responde por esta solicitação na clínica. Exemplo: <i>Marina Souza</i>.",
	"phone":   "Digite o telefone com DDD, com ou sem sinais. Exemplo: <i>21 98765-4321</i>.",
	"email":   "Digite o e-mail em que a clínica pode ser avisada. Exemplo: <i>contato@clinica.com.br</i>.",
	"urg": "Eletivo é o atendimento que pode esperar a resposta. Urgência é dor, trauma, sangramento ou abscesso: é vista primeiro. " +
		"Toque em uma opção ou digite, como <i>urgência dor</i>.",
	"pro": "É o dentista que pede os procedimentos. Toque no nome, ou digite o CPF ou CNPJ. Exemplo: <i>529.982.247-25</i>. " +
		"Se ele não está na lista, a central atualiza o seu cadastro.",
	"ben": "A matrícula tem 9 números e está na carteirinha; o CPF tem 11. Qualquer um serve. Exemplo: <i>090216100</i>. " +
		"Pelo nome, só conheço quem já teve pedido da sua clínica.",
	"conf": "Confira o nome, o ano de nascimento e o plano com a carteirinha. Se não for esta pessoa, toque em Não confere e digite de novo. " +
		"O plano cobre a partir do dia seguinte ao último da carência.",
	"hold": "A carteirinha tem dados que a solicitação não precisa. Se a foto é uma radiografia ou um laudo, toque em Sim, anexar.",
	"code": "Digite o código TUSS ou o nome do procedimento, como você fala no consultório: <i>resina 3 faces</i>. " +
		"Pode já dizer o dente e as faces: <i>85100218 26 MOD</i>. Vários itens: um em cada linha.",
	"tab": "São os itens como entendi a sua mensagem, um em cada linha. ✏️ abre o item, 🗑 o tira. Escrever também corrige: <i>o dente é 36, não 26</i>, " +
		"<i>tira o rx</i>, <i>são faces MOD</i>. Nada é enviado antes de você tocar em Enviar.",
	"kind":  "O que você escreveu serve para mais de um código. Toque no certo, ou digite o número dele ou uma palavra, como <i>incluso</i>.",
	"chg":   "A correção serve para mais de um item. Toque no que você quis dizer, ou digite o número dele.",
	"place": "Toque no quadrante e no dente, ou digite: <i>46</i>, <i>26 MOD e 27 MO</i>, <i>HASD</i>. Dentes vão de 11 a 48; os decíduos, de 51 a 85.",
	"faces": "As faces são O (oclusal), I (incisal), M (mesial), D (distal), V (vestibular), L (lingual) e P (palatina). " +
		"Toque em cada uma, ou digite juntas: <i>MOD</i>.",
	"gone": "O histórico do beneficiário mostra este dente como extraído. Se for engano do histórico, use-o mesmo assim; senão, escolha outro.",
	"items": "Confira os itens. Para acrescentar, digite outro código ou nome; para mudar ou remover, toque no item. " +
		"“x2” muda a quantidade do último, “repetir 13 ao 23” o repete em outros dentes.",
	"item": "Aqui se muda tudo de um item: dente, faces, quantidade e código. Digitar também serve: <i>27 MO</i>, <i>x2</i>, <i>repetir 13 ao 23</i>.",
	"rep":  "Marque os dentes em que o mesmo item será feito, ou digite: <i>13 ao 23</i>, <i>36 e 37</i>. As faces acompanham cada dente.",
	"files": "Envie fotos ou arquivos pelo clipe 📎 do Telegram: PDF, DOC, JPG ou PNG, até 10 MB cada. " +
		"Radiografias ficam mais nítidas como Arquivo. Um texto vira observação. Sem anexos, é só seguir.",
	"file":   "Diga o que o anexo mostra, por um botão ou por escrito: <i>rx final</i>, <i>laudo</i>. Ver anexo abre o arquivo; Retirar o tira da solicitação.",
	"sheet":  "Aqui estão os anexos em miniatura, com os números da lista. Toque em ✕ e o número para retirar um, ou em Voltar.",
	"note":   "Escreva o que a auditoria precisa saber, como sintomas e justificativa, em até 1000 caracteres. Exemplo: <i>Dor ao mastigar há 3 dias.</i>",
	"review": "Leia com calma. Toque no que quer corrigir; mais anexos e uma observação também cabem aqui. Quando estiver certo, toque em Enviar. Depois de enviada, a solicitação recebe número e protocolo.",
	"msg":    "Escreva o texto e envie fotos ou documentos, na ordem que quiser. Nada segue antes de você tocar em Enviar mensagem; até lá, tudo fica guardado.",
	"inq":    "Escreva o texto e envie fotos ou documentos, na ordem que quiser. Nada segue antes de você tocar no botão de enviar; até lá, tudo fica guardado.",
	"inqt":   "Aqui está o que foi escrito e até quando a resposta vem. Para escrever, toque no botão ou digite a mensagem; um arquivo enviado aqui também começa uma. Depois da resposta, ou do prazo, você pode levar à ouvidoria.",
	"jnt":    "Registre os três profissionais, com nome e CRO, e depois o que a junta decidiu de cada item e por quê. Nada segue antes de Registrar decisão.",
	"join":   "Juntar põe os itens novos na solicitação que já está aberta para esta pessoa. Começar outra deixa aquela como está, nos rascunhos.",
	"remind": "Continuar abre a solicitação onde ela parou. Descartar pergunta antes de apagar. Cada rascunho é lembrado uma vez só.",
	"dec":    "Decida item por item, ou autorize todos. Conferir e enviar mostra o que o dentista recebe; só então é enviado. O que ficar sem decisão continua em análise com você.",
	"ver":    "Autorizar libera o item. Negar e autorizar menos pedem um motivo da tabela 38 e um texto. Pedir ao dentista para o prazo até a resposta. Tudo pode ser digitado: negar 3016.",
	"red":    "Toque em quanto autorizar, ou digite a quantidade (x2) ou as faces (MO). O código das faces muda sozinho.",
	"why":    "O que as regras acharam vem primeiro. Os grupos têm os motivos usuais; digite o código da tabela 38 ou uma palavra, como garantia.",
	"want":   "Escolha o documento, ou uma justificativa. O dentista é avisado em todos os aparelhos da clínica e responde por aqui.",
	"say":    "É o texto que o dentista lê. Use o proposto, ou digite o seu; Copiar para editar põe o proposto na área de transferência.",
	"sure":   "Confira: é exatamente isto que o dentista recebe. Voltar corrige; Confirmar e enviar decide.",
	"cancel": "Guardar mantém tudo para você continuar depois. Descartar apaga esta solicitação, com os anexos.",
}

// StepHelp explains a step by its code; empty for those that the general help
// explains.
func StepHelp(step string) string {
	if stepHelp[step] == "" {
		return ""
	}
	return "💡 " + stepHelp[step]
}
