package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/sipwhy/sipwhy/bot/slack"
	"github.com/sipwhy/sipwhy/knowledge"
	"github.com/sipwhy/sipwhy/knowledge/network"
)

// CheckCmd validates a network's folder and, with --slack, what Slack grants.
type CheckCmd struct {
	Slack bool `help:"Check the tokens in SLACK_APP_TOKEN and SLACK_BOT_TOKEN and their scopes."`
	NetworkFlag
}

// Run prints a line for each problem. The exit status is 0 without one, else 1.
func (c *CheckCmd) Run(s streams) error {
	var problems []error
	k, err := c.open()
	if err != nil {
		problems = append(problems, split(err)...)
	} else {
		if c.Dir != "" {
			for _, line := range k.Overrides() {
				fmt.Fprintln(s.out, line)
			}
		}
		problems = append(problems, k.CheckOverlay()...)
	}
	if c.Slack {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		problems = append(problems, slack.Check(ctx, slack.Tokens{
			App: os.Getenv("SLACK_APP_TOKEN"), Bot: os.Getenv("SLACK_BOT_TOKEN"), API: os.Getenv("SLACK_API_URL"),
		})...)
	}
	for _, problem := range problems {
		fmt.Fprintln(s.err, problem)
	}
	if len(problems) > 0 {
		return exit(1)
	}
	fmt.Fprintln(s.out, "all is well")
	return nil
}

// split takes joined errors apart, one a line.
func split(err error) []error {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		return joined.Unwrap()
	}
	return []error{err}
}

// NetworkCmd starts a network's own folder.
type NetworkCmd struct {
	Init NetworkInitCmd `cmd:"" help:"Write a commented folder to start from, which passes its own check."`
}

// NetworkInitCmd writes the folder.
type NetworkInitCmd struct {
	Dir string `arg:"" type:"path" help:"The folder to make. It must not exist yet, or be empty."`
}

// Run writes the folder.
func (c *NetworkInitCmd) Run(s streams) error {
	if err := network.Init(c.Dir); err != nil {
		return err
	}
	if _, err := knowledge.Open(os.DirFS(c.Dir)); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s is ready. Edit its files, then run: sipwhy check --network %s\n", c.Dir, c.Dir)
	return nil
}
