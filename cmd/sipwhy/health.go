package main

import (
	"context"
	"fmt"

	"github.com/sipwhy/sipwhy/bot/slack"
)

// HealthCmd asks a running serve whether events flow, for images without a shell.
type HealthCmd struct {
	Listen string `name:"listen" env:"SIPWHY_LISTEN" default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Where serve listens."`
}

// Run exits with 0 where serve is connected to Slack, else with 1.
func (c *HealthCmd) Run(s streams) error {
	if err := slack.Health(context.Background(), c.Listen); err != nil {
		fmt.Fprintln(s.err, "sipwhy:", err)
		return exitFault
	}
	fmt.Fprintln(s.out, "ok")
	return nil
}
