package main

import (
	"context"
	"log/slog"
	"time"

	"guiche/backend"
	"guiche/backend/issuer"
	"guiche/backend/login"
	"guiche/backend/mail"
	"guiche/backend/password"
	"guiche/backend/redis"
)

// desk builds the use cases with what this deployment has beside storage: who
// checks passwords, and who takes mail away.
func (a *app) desk(ctx context.Context, operator backend.Operator) (*backend.Service, error) {
	policies, err := a.store.policies(ctx, operator, a.clock.Now())
	if err != nil {
		return nil, err
	}
	options := []backend.Option{backend.WithHash(password.Hash), backend.WithPolicies(policies)}
	sender, err := a.sender(operator)
	if err != nil {
		return nil, err
	}
	if sender != nil {
		a.postman = mail.NewPostman(a.store.db, sender, a.clock.Now, a.cfg.Drain, a.log)
		options = append(options, backend.WithMail())
	}
	var auth backend.Authenticator = password.New(a.store.db)
	if a.cfg.LoginURL != "" {
		// No password kept here opens the counter beside it: whom the operator
		// dismissed is out at once.
		if auth, err = a.cfg.login(a.store.db, a.log); err != nil {
			return nil, err
		}
		options = append(options, backend.WithForeignPasswords())
	}
	if a.cfg.SenhaURL != "" {
		core, err := a.cfg.senhas(a.log)
		if err != nil {
			return nil, err
		}
		options = append(options, backend.WithSenhas(core))
	}
	return backend.New(auth, redis.NewThrottle(a.redis), operator, options...), nil
}

// policies are those of the operator, made ready and kept under their versions, so
// that every verdict can be asked for again.
func (s *storage) policies(ctx context.Context, operator backend.Operator, now time.Time) (backend.Policies, error) {
	dated, err := s.db.DatedPolicies(ctx)
	if err != nil {
		return nil, err
	}
	all, err := backend.NewPolicies(operator, dated...)
	if err != nil {
		return nil, refuse("the policy of authorisation cannot be used: %v", err)
	}
	return all, s.db.KeepPolicies(ctx, now, all)
}

// login is the operator's own.
func (c *Config) login(people login.Register, log *slog.Logger) (*login.Client, error) {
	client, err := login.New(login.Options{URL: c.LoginURL, Token: string(c.LoginToken), Register: people, Log: log})
	if err != nil {
		return nil, refuse("GUICHE_LOGIN_URL, GUICHE_LOGIN_TOKEN: %v", err)
	}
	return client, nil
}

// senhas is the operator's core system.
func (c *Config) senhas(log *slog.Logger) (*issuer.Client, error) {
	client, err := issuer.New(issuer.Options{URL: c.SenhaURL, Token: string(c.SenhaToken), Log: log})
	if err != nil {
		return nil, refuse("GUICHE_SENHA_URL, GUICHE_SENHA_TOKEN: %v", err)
	}
	return client, nil
}

// sender is the mail server of the settings; without one, the made-up operator's
// people, whose addresses lead nowhere, have a mailbox page.
func (a *app) sender(operator backend.Operator) (mail.Sender, error) {
	switch {
	case a.cfg.MailURL != "":
		return a.cfg.mailServer(operator.Name)
	case a.cfg.DemoData:
		box := &mail.Box{}
		a.mailbox = newMailbox(box, operator.Name, a.log)
		return box, nil
	}
	return nil, nil
}

// mailServer reads the settings of mail.
func (c *Config) mailServer(name string) (*mail.Server, error) {
	server, err := mail.New(mail.Options{URL: string(c.MailURL), From: c.MailFrom, Name: name})
	if err != nil {
		return nil, refuse("GUICHE_MAIL_URL, GUICHE_MAIL_FROM: %v", err)
	}
	return server, nil
}

// fillEntry refuses settings of mail and login that could not work.
func (c *Config) fillEntry() error {
	if c.LoginURL != "" {
		if _, err := c.login(nil, nil); err != nil {
			return err
		}
	}
	if c.SenhaURL != "" {
		if _, err := c.senhas(nil); err != nil {
			return err
		}
	}
	if c.MailURL == "" {
		return nil
	}
	if c.MailFrom == "" {
		return refuse("GUICHE_MAIL_URL needs GUICHE_MAIL_FROM, the address that mail is sent from")
	}
	_, err := c.mailServer("")
	return err
}
