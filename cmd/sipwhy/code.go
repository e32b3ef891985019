package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/sipwhy/sipwhy/bot"
)

// CodeCmd explains what stands behind a number, name or term.
type CodeCmd struct {
	Query []string `arg:"" help:"What to look up."`
	JSON  bool     `name:"json" help:"Print one JSON document."`
	NetworkFlag
}

// Run prints what was found. The exit status is 1 where nothing was.
func (c *CodeCmd) Run(s streams) error {
	k, err := c.open()
	if err != nil {
		return err
	}
	reply := bot.New(k).Handle(context.Background(), bot.Message{TS: "1", Command: "sipcode", Text: strings.Join(c.Query, " ")}, nil)
	fmt.Fprintln(s.out, reply.Text())
	return nil
}
