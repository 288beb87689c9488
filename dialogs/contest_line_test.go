package dialogs_test

import (
	"testing"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// TestLineContestedByItsName: who names the line is asked for nothing more than the tap.
func TestLineContestedByItsName(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		before, said, line string
		kind               backend.InquiryKind
	}{
		{"/menu", "quero contestar o procedimento dermatológico de setembro, cobraram a mais", "Procedimento dermatológico", backend.Dispute},
		{"/menu", "nao reconheço o ecocardiograma", "Ecocardiograma", backend.Unrecognised}, // of another month than the one that is shown
		{"quanto vou pagar", "nunca fiz essa consulta em cardiologia", "Consulta em cardiologia", backend.Unrecognised},
		{"quanto deu em setembro?", "não reconheço o procedimento dermatológico", "Procedimento dermatológico", backend.Unrecognised},
	} {
		t.Run(tt.said, func(t *testing.T) {
			t.Parallel()
			c := newCounter()
			ana := c.ana(t)
			ana.says(tt.before, tt.said)
			ana.sees(tt.line, "“"+tt.said+"”")
			ana.taps("Enviar")
			if q := c.inquiry(t); q.Kind != tt.kind || q.About.Line == nil || q.About.Line.Description != tt.line || q.thread[0].Text != tt.said {
				t.Errorf("it is %s about %+v", q.Kind, q.About.Line)
			}
		})
	}
	t.Run("of care that there was none of it is said", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("nunca fiz essa acupuntura")
		ana.sees(phrases.NoSuchCare)
	})
	t.Run("a name that fits none, or several, is asked for as before", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("não reconheço o parto de abril")
		ana.sees("Toque no atendimento")
	})
}
