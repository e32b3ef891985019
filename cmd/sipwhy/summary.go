package main

import (
	"errors"
	"io"
	"runtime/debug"

	"github.com/sipwhy/sipwhy/knowledge"
	"github.com/sipwhy/sipwhy/parser"
)

// The JSON document of `sipwhy explain --json --summary`.
type jsonSummary struct {
	Schema   int                    `json:"schema"`
	Messages int                    `json:"messages"`
	Dialogs  map[parser.Outcome]int `json:"dialogs"`
	Findings map[string]int         `json:"findings"`
	Notes    []string               `json:"notes"`
}

// collectRarely is the GOGC of a summary: what it holds at a time is small beside
// what passes through it, so that memory is better spent on fewer collections.
const collectRarely = 200

// summarize prints counts, with memory bounded by the dialogs that are open.
func summarize(k *knowledge.Knowledge, parts []parser.Part, opt parser.Options, out io.Writer) error {
	defer debug.SetGCPercent(debug.SetGCPercent(collectRarely))
	s := k.Summarize(parts, opt)
	if s.Messages == 0 {
		if len(s.Notes) > 0 {
			return errors.New(s.Notes[0])
		}
		return errors.New("no SIP was found in the input: paste the messages themselves (INVITE, SIP/2.0 …), a log that shows them, or a pcap")
	}
	err := encode(out, jsonSummary{Schema: 1, Messages: s.Messages, Dialogs: s.Dialogs, Findings: s.Findings, Notes: orEmpty(s.Notes)})
	if err != nil {
		return err
	}
	for id := range s.Findings {
		if words, err := k.Words(id); err == nil && words.Kind == "fault" {
			return exitFault
		}
	}
	return nil
}
