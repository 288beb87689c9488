package phrases

// PrivacyNotice is the whole notice: what the LGPD (Lei 13.709/2018, arts. 9, 11 and
// 18) has people told. What it says of keeping stands in docs/security.md too.
func PrivacyNotice(operator, contact, phone, hours string, draftDays int) string {
	who := "pela central"
	if contact != "" {
		who = "por " + Esc(contact) + ", ou pela central"
	}
	return Paragraphs(
		"<b>Aviso de privacidade</b>",
		"Quem cuida dos seus dados é a "+Bold(operator)+" (controladora). Este guichê trabalha só para ela.",
		Lines("<b>O que guardamos</b>",
			"• Identificação e contato: CPF, CNPJ ou matrícula, nome, telefone, e-mail e o número desta conversa no Telegram.",
			"• As solicitações: beneficiário, profissional, procedimentos, observações, anexos e respostas. São dados de saúde.",
			"• Registro de quem fez o quê e quando, sem o conteúdo.",
			"• Frases que não entendi, só de quem ligou <b>Ajudar a melhorar</b> em Minha conta: sem nomes nem números, por meio ano. Dá para desligar quando quiser."),
		Lines("<b>Para quê</b>",
			"Só para reconhecer você, analisar e responder solicitações do plano, avisar sobre elas e cumprir a lei e as normas da ANS. "+
				"As bases legais são o contrato do plano, a obrigação legal e a tutela da saúde. Não há propaganda, e nada é vendido."),
		Lines("<b>Quem vê</b>",
			"Quem fez a solicitação, a auditoria da operadora e, quanto ao que é dele, o beneficiário. "+
				"O titular vê o valor da coparticipação de cada um e os atendimentos dos menores; os de um dependente maior de idade, só se ele deixar, em Minha conta, ou se a operadora assim decidiu e ele não disse outra coisa. "+
				"As mensagens passam pelo Telegram, que tem a própria política de privacidade."),
		Lines("<b>Por quanto tempo</b>",
			"• Rascunhos: até você enviar ou descartar, ou por "+count(draftDays, "dia", "dias")+" sem uso. Os anexos de um rascunho descartado são apagados em poucas horas.",
			"• Solicitações, anexos e registros: pelo prazo que a lei e a ANS exigem.",
			"• Esta conversa: /sair desliga o seu acesso e apaga o que ela guardava dele. As mensagens você apaga no próprio Telegram."),
		Lines("<b>Como protegemos</b>",
			"Nomes, documentos, textos e anexos ficam criptografados. Mensagens com a senha de acesso são apagadas assim que chegam."),
		Lines("<b>Seus direitos</b> (LGPD, art. 18)",
			"Saber se há dados seus e ver quais são, corrigi-los, pedir cópia, portabilidade, bloqueio ou eliminação do que a lei não obriga a guardar, "+
				"saber com quem foram compartilhados, retirar um consentimento e reclamar à ANPD. "+
				"O que for decidido sobre uma solicitação pode ser revisto por uma pessoa."),
		Lines("<b>Com quem falar</b>", "O encarregado pelos dados atende "+who+": "+Bold(phone)+" ("+Esc(hours)+")."),
	)
}
