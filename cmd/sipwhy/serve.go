package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/bot/slack"
)

// ServeCmd runs the bot in Slack.
type ServeCmd struct {
	API    string `name:"slack-api" env:"SLACK_API_URL" placeholder:"URL" help:"Base of Slack's Web API, for tests; unset for Slack itself."`
	Listen string `name:"listen" env:"SIPWHY_LISTEN" default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Where /healthz, /readyz and /metrics are served; off for none."`
	Log    string `name:"log" env:"SIPWHY_LOG" enum:"debug,info,warn,error" default:"info" help:"What is logged, as JSON lines on standard output: debug, info, warn or error."`
	NetworkFlag
}

// Help tells where the tokens come from: secrets are no flags, since anybody on
// the host can read those.
func (c *ServeCmd) Help() string {
	return "The tokens are read from the environment: " + slack.AppTokenVar + " (xapp-…) and " + slack.BotTokenVar + " (xoxb-…). " +
		"Make the app from what sipwhy manifest prints; sipwhy check --slack tells whether all is in place."
}

// Run serves until SIGTERM or SIGINT and then finishes what it took; a second
// signal ends it at once.
func (c *ServeCmd) Run(streams streams) error {
	tokens := slack.Tokens{App: os.Getenv(slack.AppTokenVar), Bot: os.Getenv(slack.BotTokenVar), API: c.API}
	if problems := tokens.Validate(); len(problems) > 0 {
		return slack.OneLine(problems)
	}
	k, err := c.open()
	if err != nil {
		return err
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Log)); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop)
	return slack.Run(ctx, slack.Config{
		Tokens:   tokens,
		Answerer: bot.New(k),
		Score:    bot.Score,
		Listen:   c.Listen,
		Log:      slack.NewLog(streams.out, level),
	})
}
