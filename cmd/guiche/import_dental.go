package main

import (
	"context"
	"errors"
	"strings"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/backend/postgres"
	"guiche/backend/sheet"
)

type importTreatments struct{ importing }

// Run takes treatments.
func (i importTreatments) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, treatments)
}

var treatments = kind[postgres.TreatmentRow]{
	columns: append(needed("id", "matricula", "codigo", "data"), optional("dente", "faces", "regiao")...),
	read: func(r *sheet.Row) postgres.TreatmentRow {
		t := backend.Treatment{ID: r.Whole("id", 1, 0), DoneAt: r.Day("data")}
		if t.ID == 0 && len(r.Faults) == 0 {
			r.Faults = append(r.Faults, sheet.Fault{Column: "id", Expected: "a whole number from 1 on"})
		}
		t.Code = sheet.Parse(r, "codigo", "a TUSS code of 8 digits", treatedCode)
		t.Tooth = sheet.Parse(r, "dente", "a tooth such as 36, or nothing", text[dental.Tooth])
		t.Faces = sheet.Parse(r, "faces", "faces such as MOD, or nothing", text[dental.Faces])
		t.Region = sheet.Parse(r, "regiao", "a region such as ASAI, or nothing", text[dental.Region])
		return postgres.TreatmentRow{Card: card(r, "matricula"), Treatment: t}
	},
	take: stored((*postgres.DB).TakeTreatments),
}

// text reads what a type of the rules reads of itself.
func text[T any, P interface {
	*T
	UnmarshalText(text []byte) error
}](s string) (T, error) {
	var v T
	if s == "" {
		return v, nil
	}
	err := P(&v).UnmarshalText([]byte(s))
	return v, err
}

// treatedCode reads a code; one that the tables no longer have was done all the same.
func treatedCode(s string) (string, error) {
	code := dental.TrimCode(s)
	if len(code) != 8 || strings.Trim(code, "0123456789") != "" {
		return "", errors.New("not a code")
	}
	return code, nil
}
