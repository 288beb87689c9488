package phrases

import (
	"fmt"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/backend/ident"
)

// Words of the summary of a request, which is plain text: nothing is escaped.
const (
	SummaryRequest      = "Solicitação"
	SummaryProtocol     = "Protocolo"
	SummarySent         = "Enviada em"
	SummarySituation    = "Situação"
	SummaryDue          = "Resposta até"
	SummaryUrgency      = "Caráter"
	SummaryProvider     = "Prestador"
	SummaryProfessional = "Profissional solicitante"
	SummaryContact      = "Contato"
	SummaryBeneficiary  = "Beneficiário"
	SummaryCard         = "Matrícula"
	SummaryBirth        = "Ano de nascimento"
	SummaryPlan         = "Plano"
	SummaryItems        = "Itens"
	SummaryNote         = "Observação"
	SummaryFiles        = "Anexos"
	SummaryThread       = "Interações"
	SummaryNoNote       = "nenhuma"
	SummaryNoFiles      = "nenhum"
	SummaryCode         = "Código"
	SummaryProcedure    = "Procedimento"
	SummaryWhere        = "Dente, faces ou região"
	SummaryQuantity     = "Qtd."
	SummaryResult       = "Resultado"
)

// SummaryRegistry is the operator's number at the ANS.
func SummaryRegistry(registry string) string { return "Registro ANS nº " + OneLine(registry) }

// SummaryPhone tells where the operator is reached.
func SummaryPhone(phone, hours string) string {
	if hours = OneLine(hours); hours != "" {
		hours = " (" + hours + ")"
	}
	return "Central de atendimento: " + OneLine(phone) + hours
}

// SummaryTitle heads the summary.
func SummaryTitle(n ident.RequestNumber) string { return "Solicitação nº " + n.String() }

// SummaryFile is what the document is called.
func SummaryFile(n ident.RequestNumber) string { return "solicitacao-" + n.String() + ".pdf" }

// SummaryPage is the foot of a page.
func SummaryPage(page, of int) string { return fmt.Sprintf("Página %d de %d", page, of) }

// SummaryMade says when the summary was made, and that it is not the last word.
func SummaryMade(at time.Time) string {
	return "Resumo feito em " + Moment(at) + ". A situação pode ter mudado depois; ela não vale como autorização."
}

// SummaryPlace is where an item is done.
func SummaryPlace(item dental.Item) string {
	switch {
	case item.Tooth != 0 && item.Tooth.Is(dental.Supernumerary):
		return strings.TrimSpace("dente " + item.Tooth.String() + " (supranumerário) " + item.Faces.String())
	case item.Tooth != 0:
		return strings.TrimSpace("dente " + item.Tooth.String() + " " + item.Faces.String())
	case item.Region != "":
		return Region(item.Region)
	}
	return "–"
}

// SummaryFileLine is an attachment in the list.
func SummaryFileLine(n int, f backend.File) string {
	line := fmt.Sprintf("%d. %s", n, OneLine(f.Name))
	if typ := FileType(f.Type); typ != "" {
		line += " · " + typ
	}
	if f.Size > 0 {
		line += " (" + size(f.Size) + ")"
	}
	if f.Caption != "" {
		line += " – “" + OneLine(f.Caption) + "”"
	}
	return line
}

// SummaryEntry heads an entry of the thread: when, what, who.
func SummaryEntry(i backend.Interaction, clinic string) string {
	line := Moment(i.At) + " · " + kindOf(i) + " · " + author(i, clinic, func(s string, _ int) string { return OneLine(s) })
	if i.Files > 0 {
		line += " · " + count(i.Files, "anexo", "anexos")
	}
	if i.Protocol != "" {
		line += " · protocolo " + string(i.Protocol)
	}
	return line
}
