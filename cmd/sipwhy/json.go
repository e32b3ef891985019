package main

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// The JSON document of `sipwhy explain --json`. Fields are only ever added.
type jsonDocument struct {
	Schema   int           `json:"schema"`
	Source   jsonSource    `json:"source"`
	Messages []jsonMessage `json:"messages"`
	Dialogs  []jsonDialog  `json:"dialogs"`
	Findings []jsonFinding `json:"findings"`
	Verdict  string        `json:"verdict"`
	Secrets  []jsonSecret  `json:"secrets"`
	Notes    []string      `json:"notes"`
}

type jsonSource struct {
	Kind    string   `json:"kind"`
	Formats []string `json:"formats"`
	Bytes   int64    `json:"bytes"`
}

type jsonMessage struct {
	N                int          `json:"n"`
	Time             string       `json:"time"`
	Src              string       `json:"src"`
	Dst              string       `json:"dst"`
	Transport        string       `json:"transport"`
	Direction        string       `json:"direction"`
	StartLine        string       `json:"start_line"`
	Method           string       `json:"method"`
	Code             int          `json:"code"`
	CallID           string       `json:"call_id"`
	CSeq             string       `json:"cseq"`
	RetransmissionOf int          `json:"retransmission_of"`
	Part             int          `json:"part"`
	Lines            [2]int       `json:"lines"`
	Partial          bool         `json:"partial"`
	Defects          []jsonDefect `json:"defects"`
	Headers          *[][2]string `json:"headers,omitempty"`
	Body             *string      `json:"body,omitempty"`
}

type jsonDefect struct {
	Line    int    `json:"line"`
	Text    string `json:"text"`
	Problem string `json:"problem"`
}

type jsonDialog struct {
	CallID     string `json:"call_id"`
	Kind       string `json:"kind"`
	From       string `json:"from"`
	To         string `json:"to"`
	Outcome    string `json:"outcome"`
	Code       int    `json:"code"`
	EndedBy    string `json:"ended_by"`
	SetupMS    int64  `json:"setup_ms"`
	DurationMS int64  `json:"duration_ms"`
	Verdict    string `json:"verdict"`
	Messages   []int  `json:"messages"`
}

type jsonFinding struct {
	ID           string            `json:"id"`
	Kind         string            `json:"kind"`
	Certainty    string            `json:"certainty"`
	Title        string            `json:"title"`
	Says         string            `json:"says"`
	Who          string            `json:"who"`
	Fix          []string          `json:"fix"`
	Ask          []string          `json:"ask"`
	CallID       string            `json:"call_id"`
	Fields       map[string]string `json:"fields"`
	ExplainedBy  string            `json:"explained_by"`
	Evidence     []jsonEvidence    `json:"evidence"`
	Alternatives []string          `json:"alternatives"`
	Excluded     []jsonExcluded    `json:"excluded"`
	Cites        []string          `json:"cites"`
}

type jsonEvidence struct {
	Message int    `json:"message"`
	Part    int    `json:"part"`
	Line    int    `json:"line"`
	Text    string `json:"text"`
}

type jsonExcluded struct {
	ID  string `json:"id"`
	Why string `json:"why"`
}

type jsonSecret struct {
	Message int    `json:"message"`
	Part    int    `json:"part"`
	Line    int    `json:"line"`
	Kind    string `json:"kind"`
}

// document puts a report into the shape that other programs rely on.
func document(r *rules.Report, full bool) jsonDocument {
	t := r.Trace
	doc := jsonDocument{
		Schema:   1,
		Source:   jsonSource{Kind: t.Source.Kind, Formats: orEmpty(t.Source.Formats), Bytes: t.Source.Bytes},
		Messages: []jsonMessage{}, Dialogs: []jsonDialog{}, Findings: []jsonFinding{}, Secrets: []jsonSecret{},
		Verdict: r.Verdict.String(), Notes: orEmpty(r.Notes),
	}
	for _, m := range t.Messages {
		doc.Messages = append(doc.Messages, messageJSON(m, full))
	}
	for _, j := range r.Judgements {
		doc.Dialogs = append(doc.Dialogs, dialogJSON(j))
	}
	for _, f := range r.Findings {
		doc.Findings = append(doc.Findings, findingJSON(f))
	}
	for _, s := range t.Secrets {
		doc.Secrets = append(doc.Secrets, jsonSecret{s.Message, s.Part, s.Line, s.Kind})
	}
	return doc
}

func messageJSON(m *parser.Message, full bool) jsonMessage {
	out := jsonMessage{
		N: m.N, Time: timeText(m), Src: m.Src, Dst: m.Dst, Transport: m.Transport, Direction: string(m.Direction),
		StartLine: m.StartLine, Method: m.Method, Code: m.Code, CallID: m.CallID, CSeq: m.Header("CSeq"),
		RetransmissionOf: m.RetransmissionOf, Part: m.Part, Lines: m.Lines, Partial: m.Partial, Defects: []jsonDefect{},
	}
	for _, d := range m.Defects() {
		out.Defects = append(out.Defects, jsonDefect{d.Line, d.Text, d.Problem})
	}
	if full {
		headers, body := [][2]string{}, m.Body
		for _, h := range m.Headers {
			headers = append(headers, [2]string{h.Name, h.Value})
		}
		out.Headers, out.Body = &headers, &body
	}
	return out
}

func timeText(m *parser.Message) string {
	if !m.Clock {
		return ""
	}
	return m.Time.Format(time.RFC3339Nano)
}

func dialogJSON(j *rules.Judgement) jsonDialog {
	d := j.Dialog
	out := jsonDialog{
		CallID: d.CallID, Kind: string(d.Kind), From: d.From, To: d.To, Outcome: string(d.Outcome), Code: d.Code,
		EndedBy: d.EndedBy.String(), SetupMS: d.Setup.Milliseconds(), DurationMS: d.Duration.Milliseconds(),
		Verdict: j.Verdict.String(), Messages: []int{},
	}
	for _, m := range d.InInputOrder() {
		out.Messages = append(out.Messages, m.N)
	}
	return out
}

func findingJSON(f *rules.Finding) jsonFinding {
	out := jsonFinding{
		ID: f.ID, Kind: string(f.Kind), Certainty: string(f.Certainty), Title: f.Title.String(), Says: f.Says.String(),
		Who: f.Who, Fix: []string{}, Ask: []string{}, Fields: map[string]string{}, ExplainedBy: f.ExplainedBy,
		Evidence: []jsonEvidence{}, Alternatives: []string{}, Excluded: []jsonExcluded{}, Cites: orEmpty(f.Cites),
	}
	if f.Dialog != nil {
		out.CallID = f.Dialog.CallID
	}
	for name, value := range f.Fields {
		out.Fields[name] = value
	}
	for _, t := range f.Fix {
		out.Fix = append(out.Fix, t.String())
	}
	for _, t := range f.Ask {
		out.Ask = append(out.Ask, t.String())
	}
	for _, e := range f.Evidence {
		out.Evidence = append(out.Evidence, jsonEvidence{number(e.Message), e.Part, e.Line, e.Text})
	}
	for _, a := range f.Alternatives {
		out.Alternatives = append(out.Alternatives, a.ID)
	}
	for _, x := range f.Excluded {
		out.Excluded = append(out.Excluded, jsonExcluded{x.ID, x.Why.String()})
	}
	return out
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// number is that of a message; 0 for a log line, which belongs to none.
func number(m *parser.Message) int {
	if m == nil {
		return 0
	}
	return m.N
}
