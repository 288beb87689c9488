package phrases

import "guiche/backend"

// An adult dependant chooses who sees which care was paid.
const (
	BtnSharing     = "Quem vê meus atendimentos"
	BtnShare       = "Mostrar ao titular"
	BtnUnshare     = "Não mostrar mais"
	SharingChanged = "Pronto. Vale a partir de agora."
	SharingNotMine = "<b>Quem vê meus atendimentos</b>\nEsta escolha é de dependentes maiores de idade. O titular vê os próprios atendimentos e os dos menores."
)

// SharingNow tells what the titular sees, and that it can be taken back.
func SharingNow(s backend.Sharing) string {
	now := "O titular do plano vê só <b>o valor</b> da sua coparticipação, não com quem nem o quê."
	if s.On {
		now = "O titular do plano vê <b>os seus atendimentos</b> que a operadora pagou: com quem, o quê, quando e o valor."
	}
	if !s.Chosen {
		now += " É assim na operadora, até você escolher."
	}
	return Paragraphs("<b>Quem vê meus atendimentos</b>\n"+now, "A escolha é sua e pode mudar quando quiser. Pedidos de autorização em seu nome continuam só com você.")
}
