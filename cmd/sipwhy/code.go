package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/knowledge"
	"github.com/sipwhy/sipwhy/knowledge/reference"
)

// CodeCmd explains what stands behind a number, name or term.
type CodeCmd struct {
	Query []string `arg:"" help:"What to look up: 487, q850 34, rport, \"403 vs 603\", a header line, a question; list for what there is."`
	JSON  bool     `name:"json" help:"Print one JSON document."`
	NetworkFlag
}

// Run prints all that is known. The exit status is 1 where nothing was found.
func (c *CodeCmd) Run(s streams) error {
	k, err := c.open()
	if err != nil {
		return err
	}
	query := strings.Join(c.Query, " ")
	if c.JSON {
		return c.document(k, query, s)
	}
	handler := bot.New(k)
	reply := handler.Press(context.Background(), bot.Action{ID: bot.ActionMore, Value: query}, bot.Message{TS: "1"}, nil)
	if strings.EqualFold(strings.Trim(query, " ?"), "help") {
		reply = handler.Handle(context.Background(), bot.Message{TS: "1", Command: "sipcode", Text: query}, nil)
	}
	fmt.Fprint(s.out, typeset(reply))
	if !reply.Known {
		return exitFault
	}
	return nil
}

// The JSON document of `sipwhy code --json`. Fields are only ever added.
type jsonCode struct {
	Schema  int         `json:"schema"`
	Query   string      `json:"query"`
	How     string      `json:"how"`
	Matches []jsonEntry `json:"matches"`
	// Nearest is what to propose where nothing was found.
	Nearest []jsonEntry `json:"nearest,omitempty"`
}

type jsonEntry struct {
	Kind       string            `json:"kind"`
	Key        string            `json:"key"`
	Name       string            `json:"name"`
	Says       string            `json:"says"`
	Network    string            `json:"network"`
	Causes     []string          `json:"causes"`
	Fix        []string          `json:"fix"`
	Retry      string            `json:"retry"`
	Cites      []string          `json:"cites"`
	See        []string          `json:"see"`
	Sender     string            `json:"sender"`
	By         map[string]string `json:"by,omitempty"`
	In         map[string]string `json:"in,omitempty"`
	Check      string            `json:"check"`
	Confused   string            `json:"confused"`
	Registered bool              `json:"registered"`
}

func (c *CodeCmd) document(k *knowledge.Knowledge, query string, s streams) error {
	found, err := listed(k, query)
	if err == nil && found == nil {
		found, err = k.Explain(query)
	}
	if err != nil {
		return err
	}
	doc := jsonCode{Schema: 1, Query: query, How: string(found.How), Matches: entries(k, found.Entries), Nearest: entries(k, found.Near)}
	if err := encode(s.out, doc); err != nil {
		return err
	}
	if len(found.Entries) == 0 {
		return exitFault
	}
	return nil
}

// listed are all the entries of "list 4xx"; nil where the query is no such list.
func listed(k *knowledge.Knowledge, query string) (*reference.Result, error) {
	asked, isList := strings.CutPrefix(strings.ToLower(strings.TrimSpace(query)), "list ")
	if !isList {
		return nil, nil
	}
	_, heads := k.Reference().List(asked)
	if len(heads) == 0 {
		return nil, nil
	}
	found := &reference.Result{How: "list"}
	for _, head := range heads {
		entry, err := k.Reference().Get(head.Kind, head.Key)
		if err != nil {
			return nil, err
		}
		found.Entries = append(found.Entries, entry)
	}
	return found, nil
}

func entries(k *knowledge.Knowledge, list []*reference.Entry) []jsonEntry {
	out := []jsonEntry{}
	for _, e := range list {
		here := k.Here(e)
		out = append(out, jsonEntry{
			Kind: string(e.Kind), Key: e.Key, Name: e.Name, Says: e.Says, Network: here.Says,
			Causes: orEmpty(e.Causes), Fix: slices.Concat([]string{}, here.Fix, e.Fix), Retry: e.Retry, Cites: orEmpty(e.Cites), See: orEmpty(e.See),
			Sender: e.Sender, By: e.By, In: e.In, Check: e.Check, Confused: e.Confused, Registered: !e.Unregistered,
		})
	}
	return out
}
