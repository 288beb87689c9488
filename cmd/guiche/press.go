package main

import (
	"context"

	"guiche/bot"
	"guiche/dialogs"
	"guiche/dialogs/papers"
)

// press hands the sheets of dialogs/papers to the bot, which does not know it.
type press struct{ *papers.Press }

// Make implements bot.Press.
func (p press) Make(ctx context.Context, paper dialogs.Paper) (bot.Sheet, error) {
	s, err := p.Press.Make(ctx, paper)
	return bot.Sheet(s), err
}
