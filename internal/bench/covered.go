package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// coveredPeople is how many people are registered for requests to be made for: so
// many that nobody has more requests than a person gathers in some years. With a few,
// a minute here would be a past that no person has, and looking at it would be what
// is measured.
const coveredPeople = 20000

// coveredCard is the card of a registered person, i from 0.
func coveredCard(i int) string { return fmt.Sprintf("7%08d", i%coveredPeople) }

// cover registers them, as the operator's IT would.
func (p *product) cover(ctx context.Context, binary, url, dir string) error {
	var file bytes.Buffer
	file.WriteString("matricula;cpf;nome;nascimento;plano;inclusao\n")
	birth := time.Date(1950, time.January, 1, 0, 0, 0, 0, time.UTC)
	for i := range coveredPeople {
		fmt.Fprintf(&file, "%s;%s;Pessoa Coberta %d;%s;Essencial Odonto;01/03/2019\n",
			coveredCard(i), taxpayer(700000000+i), i, birth.AddDate(0, 0, i).Format("02/01/2006"))
	}
	name := filepath.Join(dir, "titulares.csv")
	if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil {
		return err
	}
	c := exec.CommandContext(ctx, binary, "import", "titulares", name)
	c.Stdout, c.Stderr = p.log, p.log
	c.Env = append(slices.Clone(p.cmd.Env), "GUICHE_DATABASE_URL="+url)
	if err := c.Run(); err != nil {
		return fmt.Errorf("register covered people: %w", err)
	}
	return nil
}

// taxpayer is a CPF: nine digits and their two check digits (modulo 11, a
// remainder below 2 counts as 0).
func taxpayer(nine int) string {
	digits := fmt.Sprintf("%09d", nine)
	for len(digits) < 11 {
		sum := 0
		for i, d := range digits {
			sum += int(d-'0') * (len(digits) + 1 - i)
		}
		digits += string(rune('0' + (11-sum%11)%11%10))
	}
	return digits
}
