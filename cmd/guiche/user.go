package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/backend/password"
)

// userCommand manages passwords that are kept here.
type userCommand struct {
	Password     passwordCommand     `cmd:"" help:"Set the password of a login, read from standard input."`
	ImportHashes importHashesCommand `cmd:"" help:"Take over the passwords of another system, as hashes."`
}

// passwordCommand sets a password.
type passwordCommand struct {
	Login string `arg:"" help:"CPF or CNPJ of a provider, login of an auditor, or matrícula of a beneficiary."`
}

const shortestPassword = 8

// Run reads the password from standard input, so that it stands in no command
// line, and stores its hash.
func (p passwordCommand) Run(ctx context.Context, cfg *Config) error {
	line, err := bufio.NewReader(io.LimitReader(os.Stdin, 1024)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the password: %w", err)
	}
	word := strings.TrimRight(line, "\r\n")
	if len([]rune(word)) < shortestPassword {
		return refuse("a password has at least %d characters; give it on standard input", shortestPassword)
	}
	return withStorage(ctx, cfg, func(s *storage) error { return p.set(ctx, s, word) })
}

func (p passwordCommand) set(ctx context.Context, s *storage, word string) error {
	login := registeredLogin(p.Login)
	actor, err := s.db.Subject(ctx, login)
	if errors.Is(err, backend.ErrNotFound) {
		return refuse("no provider, auditor or beneficiary is registered with that login")
	}
	if err != nil {
		return err
	}
	hash, err := password.Hash(word)
	if err != nil {
		return err
	}
	if err := s.db.SetCredential(ctx, time.Now(), login, actor, hash); err != nil {
		return err
	}
	fmt.Println("Password set.")
	return nil
}

// registeredLogin is a login as it is registered: a document or matrícula without
// punctuation, an auditor's login in small letters.
func registeredLogin(typed string) string {
	if doc, err := ident.ParseDoc(typed); err == nil {
		return string(doc)
	}
	if card, err := ident.ParseCard(typed); err == nil {
		return string(card)
	}
	return strings.ToLower(strings.TrimSpace(typed))
}
