package main

// nluCommand reads messages outside a conversation, with the code of the bot.
// Each subcommand has a file of its own.
type nluCommand struct {
	Intent nluIntentCommand `cmd:"" help:"Read one message a line on standard input and print what each asks for, as JSON."`
	Parse  nluParseCommand  `cmd:"" help:"Read one message a line on standard input and print the request that each makes, as JSON."`
	Eval   nluEvalCommand   `cmd:"" help:"Hold the reading of messages against what their authors meant."`
	Misses nluMissesCommand `cmd:"" help:"List what was not understood, of those who let the counter learn from it."`
	Train  nluTrainCommand  `cmd:"" help:"Train intents and the reader of requests on the corpus and write weights and model cards."`
}
