package phrases

import (
	"fmt"

	"guiche/backend"
)

// Labels of buttons: at most 28 characters where it can be.
const (
	BtnBack         = "« Voltar"
	BtnCancel       = "Cancelar"
	BtnHelp         = "Ajuda"
	BtnMenu         = "Menu"
	BtnMember       = "Sou beneficiário"
	BtnProvider     = "Sou dentista ou clínica"
	BtnOtherLogin   = "Trocar CPF/CNPJ"
	BtnOtherName    = "Trocar login"
	BtnNew          = "Nova solicitação"
	BtnResume       = "Continuar rascunho"
	BtnRequests     = "Minhas solicitações"
	BtnQueue        = "Fila de análise"
	BtnServices     = "Serviços"
	BtnTalk         = "Falar com atendente"
	BtnAccount      = "Minha conta"
	BtnTalkShort    = "Atendente"
	BtnPrivacy      = "Privacidade"
	BtnMoreHelp     = "Mais ajuda"
	BtnPage         = "Abrir a página"
	BtnDownload     = "Baixar o arquivo"
	BtnLeave        = "Sair"
	BtnYesLeave     = "Sim, sair"
	BtnStay         = "Não, ficar"
	BtnKeep         = "Manter e seguir"
	BtnName         = "Nome"
	BtnPhone        = "Telefone"
	BtnEmail        = "E-mail"
	BtnYesPerson    = "Sim, confere"
	BtnNotPerson    = "Não confere"
	BtnYesAnyway    = "Seguir assim"
	BtnOtherDentist = "Outro profissional"
	BtnUrgent       = "É urgência"
	BtnHoldKeep     = "Sim, anexar"
	BtnHoldDrop     = "Não guardar"
	BtnNoReminders  = "Não lembrar mais"
	BtnReminders    = "Voltar a lembrar"
	BtnGoOn         = "Continuar"
	BtnLater        = "Agora não"
	BtnAlways       = "Usar sempre este contato"
	BtnMore         = "Adicionar outro"
	BtnMoreItem     = "Adicionar outro item"
	BtnDoneItems    = "Pronto, anexos"
	BtnDone         = "Pronto"
	BtnDoneBare     = "Seguir sem anexos"
	BtnNoNote       = "Sem observação"
	BtnKeepDraft    = "Guardar"
	BtnDropDraft    = "Descartar"
	BtnFillOn       = "Continuar preenchendo"
	BtnSend         = "Enviar"
	BtnContact      = "Contato"
	BtnUrgency      = "Caráter"
	BtnProfessional = "Profissional"
	BtnBeneficiary  = "Beneficiário"
	BtnItems        = "Itens"
	BtnFiles        = "Anexos"
	BtnNote         = "Observação"
	BtnCopyNumber   = "Copiar nº"
	BtnCopyProtocol = "Copiar prot."
	BtnPrevious     = "◀"
	BtnNext         = "▶"
	BtnPermanent    = "Permanentes"
	BtnDeciduous    = "Decíduos"
	BtnExtra        = "Supranumerários"
	BtnByRegion     = "Por região"
)

// MaxLabel is how long the label of a button may get before a phone cuts it.
const MaxLabel = 34

// HalfLabel is how long the label of one of two buttons in a row may get.
const HalfLabel = 16

// BtnResumeMany counts the drafts.
func BtnResumeMany(n int) string { return fmt.Sprintf("%s (%d)", BtnResume, n) }

// BtnRemove removes the n-th line of a list.
func BtnRemove(n int, name string) string {
	return Cut(fmt.Sprintf("✕ %d. %s", n, OneLine(name)), 24)
}

// BtnDiscard throws the n-th draft of the list away, after asking.
func BtnDiscard(n int) string { return fmt.Sprintf("✕ %d", n) }

// BtnService is a service to choose.
func BtnService(o backend.Offering) string { return Cut(OneLine(o.Name), MaxLabel) }

// BtnMatch is something that a typed text may mean.
func BtnMatch(name string) string { return Cut("→ "+OneLine(name), MaxLabel) }

// BtnUse offers a replacement.
func BtnUse(what string) string { return Cut("Usar "+OneLine(what), MaxLabel) }

// BtnFace is a toggle.
func BtnFace(letter, name string, on bool) string {
	if on {
		return "✓ " + letter + " " + name
	}
	return letter + " " + name
}
