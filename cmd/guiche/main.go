// Command guiche is the counter of a health-plan operator inside Telegram.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// program is the commands, and the settings that all of them share.
type program struct {
	Config

	Demo     demoCommand     `cmd:"" help:"Run everything on this machine with a fictional operator and a chat page."`
	Serve    serveCommand    `cmd:"" help:"Run the bot."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database to this program's schema and end."`
	Doctor   doctorCommand   `cmd:"" help:"Check settings, database, Redis, files and Telegram, and say what is wrong."`
	Operator operatorCommand `cmd:"" help:"Set or show the operator's profile."`
	User     userCommand     `cmd:"" help:"Manage passwords that are kept here."`
	Import   importCommand   `cmd:"" help:"Take what the operator's systems export: people, proventos, care."`
	Copay    copayCommand    `cmd:"" help:"Compute coparticipation and close its months."`
	Preauth  preauthCommand  `cmd:"" help:"Ask the rules of authorisation."`
	NLU      nluCommand      `cmd:"" name:"nlu" help:"Read messages as the bot does."`
	Docs     docsCommand     `cmd:"" hidden:"" help:"Print the page of settings."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "guiche:", err)
		if errors.Is(err, errRefused) {
			os.Exit(2)
		}
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	var p program
	parser, err := kong.New(&p, kong.Name("guiche"),
		kong.Description("The counter of a health-plan operator inside Telegram."))
	if err != nil {
		return err
	}
	if len(args) == 0 {
		parser.Stdout, parser.Exit = os.Stderr, func(int) {}
		_, _ = parser.Parse([]string{"--help"})
		return fmt.Errorf("%w: name one of the commands above", errRefused)
	}
	if args[0] == "help" {
		args = append(args[1:], "--help")
	}
	command, err := parser.Parse(args)
	if err != nil {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	command.BindTo(ctx, (*context.Context)(nil))
	return command.Run(&p.Config)
}
