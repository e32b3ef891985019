package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/knowledge"
	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/parser"
)

// ExplainCmd diagnoses a trace.
type ExplainCmd struct {
	Files         []string `arg:"" optional:"" name:"file" help:"Files that are parts of one trace; - or none is standard input. Text, log, pcap or pcapng, gzipped or not, is told apart by its content."`
	JSON          bool     `name:"json" help:"Print one JSON document."`
	Full          bool     `help:"With --json: add headers and body to each message."`
	Summary       bool     `help:"With --json: print counts only. For captures of any size."`
	PasswordStdin bool     `name:"password-stdin" help:"Read the account's password as one line from standard input and verify digests with it. It is shown nowhere. FILE is then needed."`
	NetworkFlag
}

// NetworkFlag is the folder of a network's own knowledge.
type NetworkFlag struct {
	Dir string `name:"network" env:"SIPWHY_NETWORK" type:"path" placeholder:"DIR" help:"Folder of your network's own meanings, read over the shipped ones."`
}

// open reads the knowledge, with the network's over it.
func (n NetworkFlag) open() (*knowledge.Knowledge, error) {
	if n.Dir == "" {
		return knowledge.Open(nil)
	}
	info, err := os.Stat(n.Dir)
	if err != nil {
		return nil, fmt.Errorf("the network folder cannot be read: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is a file; --network takes the folder that it lies in", n.Dir)
	}
	return knowledge.Open(os.DirFS(n.Dir))
}

// Run prints the report. The exit status is 0 without a fault, 1 with one, 2 where
// nothing could be read.
func (c *ExplainCmd) Run(s streams) error {
	if (c.Full || c.Summary) && !c.JSON {
		return errors.New("--full and --summary go with --json")
	}
	if c.Full && c.Summary {
		return errors.New("--full and --summary exclude each other: choose one")
	}
	k, err := c.open()
	if err != nil {
		return err
	}
	opt := parser.Options{Plan: k.Plan()}
	if opt.Password, err = c.password(s.in); err != nil {
		return err
	}
	parts, closeAll, err := openParts(c.Files, s.in)
	if err != nil {
		return err
	}
	defer closeAll()
	if c.Summary {
		return summarize(k, parts, opt, s.out)
	}
	var sentence said
	if len(parts) == 1 && !c.JSON {
		parts[0].Reader = io.TeeReader(parts[0].Reader, &sentence)
	}
	trace := parser.Read(parts, opt)
	if !trace.Tells() {
		if reply := sentence.explained(k); reply != "" {
			fmt.Fprintln(s.out, reply)
		}
		return errors.New(unread(trace))
	}
	report := k.Diagnose(trace)
	if c.JSON {
		err = encode(s.out, document(report, c.Full))
	} else {
		_, err = fmt.Fprintln(s.out, bot.Compose(report).Text())
	}
	if err != nil {
		return err
	}
	if len(report.Faults()) > 0 {
		return exitFault
	}
	return nil
}

// password reads the line that --password-stdin promises.
func (c *ExplainCmd) password(in io.Reader) (string, error) {
	if !c.PasswordStdin {
		return "", nil
	}
	if len(c.Files) == 0 || len(c.Files) == 1 && c.Files[0] == "-" {
		return "", errors.New("--password-stdin takes standard input, so name the trace as a FILE")
	}
	line, err := bufio.NewReader(in).ReadString('\n')
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		if err != nil && !errors.Is(err, io.EOF) {
			return "", fmt.Errorf("the password could not be read: %w", err)
		}
		return "", errors.New("--password-stdin found an empty first line: write the password into standard input")
	}
	return line, nil
}

// openParts opens the files of one trace.
func openParts(names []string, in io.Reader) ([]parser.Part, func(), error) {
	if len(names) == 0 {
		names = []string{"-"}
	}
	var parts []parser.Part
	var files []*os.File
	closeAll := func() {
		for _, f := range files {
			f.Close()
		}
	}
	for _, name := range names {
		if name == "-" {
			parts = append(parts, parser.Part{Reader: in})
			continue
		}
		f, err := os.Open(name)
		if err == nil {
			files = append(files, f)
			var info os.FileInfo
			if info, err = f.Stat(); err == nil && info.IsDir() {
				err = fmt.Errorf("%s is a folder: name the files in it", name)
			}
		}
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		parts = append(parts, parser.Part{Name: name, Reader: f})
	}
	return parts, closeAll, nil
}

// unread says in one line why nothing was found and what to do.
func unread(t *parser.Trace) string {
	if len(t.Notes) > 0 {
		return t.Notes[0]
	}
	if t.Source.Bytes == 0 {
		return "the input is empty: paste a SIP message, a log or a capture"
	}
	return "no SIP was found in the input: paste the messages themselves (INVITE, SIP/2.0 …), a log that shows them, or a pcap"
}

func encode(out io.Writer, v any) error {
	buffered := bufio.NewWriterSize(out, 64<<10)
	enc := json.NewEncoder(buffered)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	return buffered.Flush()
}

// said keeps the beginning of an input, for what is no trace but a sentence with a code
// in it.
type said struct {
	text []byte
	long bool
}

// longest is the longest sentence that is worth an answer, in bytes.
const longest = 500

// Write implements io.Writer; it never fails.
func (s *said) Write(p []byte) (int, error) {
	room := longest - len(s.text)
	s.text = append(s.text, p[:min(len(p), room)]...)
	s.long = s.long || len(p) > room
	return len(p), nil
}

// explained is what the bot would say of the code that the sentence names, "" where it
// names none.
func (s *said) explained(k *knowledge.Knowledge) string {
	text := strings.TrimSpace(string(s.text))
	if s.long || text == "" || !utf8.ValidString(text) || strings.Contains(strings.ToUpper(text), "HTTP") {
		return ""
	}
	found, err := k.Explain(text)
	if err != nil || found.How == reference.Unknown || found.How == reference.Searched || found.How == reference.Corrected {
		return ""
	}
	reply := bot.New(k).Handle(context.Background(), bot.Message{Text: text, DM: true}, bot.NoHistory{})
	if reply == nil || !reply.Known {
		return ""
	}
	return reply.Text()
}
