// Command sipwhy reads pasted SIP traces, logs and captures and says what went
// wrong, which line proves it and what to do next: in a terminal, or in Slack.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"
)

// version is set by the release build.
var version = "dev"

// commands are what sipwhy can do, one struct and one file each.
type commands struct {
	Explain  ExplainCmd  `cmd:"" help:"Say what happened in a trace: pasted text, a log, or a capture."`
	Code     CodeCmd     `cmd:"" help:"Explain a code, cause, header, SDP line or term, in general and on this network."`
	Chat     ChatCmd     `cmd:"" help:"Talk to the bot without Slack."`
	Check    CheckCmd    `cmd:"" help:"Check a network's folder and, with --slack, tokens and scopes."`
	Network  NetworkCmd  `cmd:"" help:"Start a folder of your own network's meanings."`
	Serve    ServeCmd    `cmd:"" help:"Run the bot in Slack until it is told to stop."`
	Manifest ManifestCmd `cmd:"" help:"Print the Slack app manifest."`
	Health   HealthCmd   `cmd:"" help:"Ask a running serve whether it is well."`

	Version kong.VersionFlag `help:"Print the version."`
}

// streams are the program's standard streams, so that tests can be them.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// exit is an error that only sets the exit status: what there was to say has
// been said.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// The exit statuses of contract and help.
const (
	exitFine    exit = 0
	exitFault   exit = 1
	exitTrouble exit = 2
)

func main() {
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// run is the program without its process.
func run(args []string, s streams) int {
	status := -1
	parser, err := kong.New(&commands{},
		kong.Name("sipwhy"),
		kong.Description("Paste what you have of a SIP call; get the cause, the line that proves it and the next step."),
		kong.Vars{"version": version},
		kong.UsageOnError(),
		kong.Writers(s.out, s.err),
		kong.Exit(func(code int) { status = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		fmt.Fprintln(s.err, "sipwhy:", err)
		return int(exitTrouble)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if status >= 0 {
		return status
	}
	if err != nil {
		fmt.Fprintf(s.err, "sipwhy: %v (try: sipwhy --help)\n", err)
		return int(exitTrouble)
	}
	err = command.Run(s)
	var code exit
	switch {
	case err == nil:
		return int(exitFine)
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintf(s.err, "sipwhy: %v\n", err)
	return int(exitTrouble)
}
