package knowledge

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/load"
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed logs.yaml
var logFile []byte

// logWords is what a log line says that carries a verdict without a message.
type logWords struct {
	ID        string          `yaml:"id"`
	Certainty rules.Certainty `yaml:"certainty"`
	Title     string          `yaml:"title"`
	Says      string          `yaml:"says"`
	Who       string          `yaml:"who"`
	Actor     string          `yaml:"actor"`
	Fix       []string        `yaml:"fix"`
	Sure      string          `yaml:"sure"`
	Settles   string          `yaml:"settles"`
}

// logs finds what the log lines of a trace say of calls whose messages it does not
// hold; see logged for those whose messages it has.
func (k *Knowledge) logs(t *parser.Trace) ([]*rules.Finding, error) {
	facts, _ := facts(t)
	if len(facts) == 0 {
		return nil, nil
	}
	lines, err := logLines()
	if err != nil {
		return nil, err
	}
	var found []*rules.Finding
	for _, f := range facts {
		if finding := k.ofLog(lines, f); finding != nil {
			found = append(found, finding)
		}
	}
	return found, nil
}

// logLines reads logs.yaml.
func logLines() (map[string]logWords, error) {
	var all map[string]logWords
	err := load.Decode("logs.yaml", logFile, &all)
	return all, err
}

// ofLog is what one line says: by words of its own, by the cause that it names, or by
// its kind. Nil where it only carries a code that may mean anything.
func (k *Knowledge) ofLog(all map[string]logWords, f toldFact) *rules.Finding {
	for _, key := range []string{f.Kind + "/" + f.Method, f.Kind + "/" + f.Cause} {
		if w, ok := all[key]; ok {
			return k.logFinding(w, f)
		}
	}
	if f.Kind == "hangup-cause" || f.Kind == "sip-response" {
		if finding := k.causeOfLog(f); finding != nil || isCode(f.Cause) {
			return finding
		}
	}
	if w, ok := all[f.Kind]; ok {
		return k.logFinding(w, f)
	}
	return nil
}

// isCode tells the SIP code of a cause from a number or name of Q.850.
func isCode(cause string) bool {
	n, err := strconv.Atoi(cause)
	return err == nil && n >= 300
}

// causeOfLog gives the diagnosis of a cause that a log line names, nil for one that
// stands for nothing certain.
func (k *Knowledge) causeOfLog(f toldFact) *rules.Finding {
	all, err := k.toldWords()
	if err != nil {
		return nil // told says so where it is asked for messages
	}
	key, number := "sip/"+f.Cause, " (SIP "+f.Cause+")"
	if said := k.saidInLog(f); said != "" {
		key = said
	}
	if !isCode(f.Cause) {
		entry := k.causeEntry(f.Cause)
		if entry == nil {
			return nil
		}
		key, number = "q850/"+entry.Key, " ("+f.Cause+")"
	}
	cause, ok := all.Causes[key]
	rule := k.byID[all.id(key)]
	if !ok || rule == nil {
		return nil
	}
	w, err := rule.read(k.overlay)
	if err != nil || w.Enabled != nil && !*w.Enabled {
		return nil
	}
	fields := rules.Fields{"cause": number, "product": logProduct(f.Product), "whom": nothing, "times": nothing}
	switch {
	case f.Peer != "":
		fields["whom"] = ", by the answer of " + parser.HostOf(f.Peer)
	case f.User != "":
		fields["whom"] = " for " + f.User
	}
	if f.times > 1 {
		fields["times"] = fmt.Sprintf(", %d times in this log", f.times)
	}
	finding := k.toldFinding(w, cause, all.Places["log"], key, fields)
	finding.ID, finding.Evidence = rule.ID, logEvidence(f)
	if f.Kind == "sip-response" && finding.Certainty == rules.Certain {
		finding.Certainty = rules.Likely // to which request, the line does not say
	}
	return finding
}

// saidInLog is the sense of the words behind a code in a log line, "" where they have
// none: `Got SIP response 403 "Insufficient funds" back from a:p`.
func (k *Knowledge) saidInLog(f toldFact) string {
	if !isCode(f.Cause) {
		return ""
	}
	_, phrase, _ := strings.Cut(f.Text, f.Cause)
	phrase = strings.TrimLeft(phrase, ` :,"'([-`)
	if end := strings.IndexAny(phrase, "\"'/])};|"); end >= 0 {
		phrase = phrase[:end]
	}
	code, _ := strconv.Atoi(f.Cause)
	senses := k.Network.Senses(network.Wording{Code: code, Phrase: phrase})
	if len(senses) == 0 {
		return ""
	}
	return string(senses[0].Sense)
}

// logProduct is how a product that writes logs is spelt.
func logProduct(name string) string {
	switch name {
	case "asterisk":
		return "Asterisk"
	case "freeswitch":
		return "FreeSWITCH"
	case "kamailio":
		return "Kamailio"
	case "opensips":
		return "OpenSIPS"
	case "":
		return "The log"
	}
	return strings.ToUpper(name)
}

func logEvidence(f toldFact) []rules.Evidence {
	return []rules.Evidence{{Part: f.Part, Line: f.Line, Text: f.Text, Shown: tail(f.Text)}}
}

// toldFact is a log line with how many say the same.
type toldFact struct {
	parser.Fact
	times int
}

// facts lists the log lines that tell of a fault, equal ones counted: stray ones, of
// calls that the trace has no message of, and those beside the messages of theirs. A
// line without a Call-ID is stray only where there is no message at all.
func facts(t *parser.Trace) (stray, beside []toldFact) {
	known := map[string]bool{"": len(t.Messages) > 0}
	for _, d := range t.Dialogs {
		known[d.CallID] = true
	}
	place := map[string]int{}
	for _, f := range t.Facts {
		if normalCause[f.Cause] {
			continue
		}
		list := &stray
		if known[f.CallID] {
			list = &beside
		}
		key := fmt.Sprint(known[f.CallID], f.Kind, "\x00", f.Method, "\x00", f.User, "\x00", parser.HostOf(f.Peer), "\x00", f.Cause)
		if i, ok := place[key]; ok {
			(*list)[i].times++
			continue
		}
		place[key] = len(*list)
		*list = append(*list, toldFact{f, 1})
	}
	return stray, beside
}

// normalCause are the causes of a call that ended as its users wanted.
var normalCause = map[string]bool{
	"NORMAL_CLEARING": true, "ORIGINATOR_CANCEL": true, "SUCCESS": true, "NONE": true, "LOSE_RACE": true, "PICKED_OFF": true,
	"ATTENDED_TRANSFER": true, "BLIND_TRANSFER": true, "NORMAL_UNSPECIFIED": true, "200": true,
}

func (k *Knowledge) logFinding(w logWords, f toldFact) *rules.Finding {
	fields := rules.Fields{
		"method": rules.Shown(f.Method), "user": rules.Shown(f.User), "peer": rules.Shown(parser.HostOf(f.Peer)), "cause": rules.Shown(f.Cause),
		"product": f.Product, "times": nothing, "meaning": k.causeMeaning(f.Cause),
	}
	if f.times > 1 {
		fields["times"] = fmt.Sprintf(", %d times in this log", f.times)
	}
	fill := func(template string) words.Text { return trimmed(k.filler(fields)(template)) }
	finding := &rules.Finding{
		ID: w.ID, Kind: rules.Fault, Certainty: w.Certainty, Fields: fields, Who: w.Who, Actor: w.Actor,
		Title: fill(w.Title), Says: fill(w.Says), Sure: fill(w.Sure), Settles: fill(w.Settles),
		Evidence: logEvidence(f),
		Cites:    []string{"practice: the log of " + f.Product},
	}
	delete(fields, "times")
	for _, step := range w.Fix {
		finding.Fix = append(finding.Fix, fill(step))
	}
	return finding
}

// causeMeaning is what a cause stands for: a SIP code, a number or name of Q.850.
func (k *Knowledge) causeMeaning(cause string) string {
	if entry := k.causeEntry(cause); entry != nil {
		return entry.Name + ": " + FirstSentence(entry.Says)
	}
	return "What it stands for, the reference does not know."
}

func (k *Knowledge) causeEntry(cause string) *reference.Entry {
	kind := reference.Cause
	if isCode(cause) {
		kind = reference.Response
	}
	if entry, err := k.reference.Get(kind, cause); err == nil {
		return entry
	}
	if found, err := k.reference.Find(cause); err == nil && len(found.Entries) > 0 && found.Entries[0].Kind == reference.Cause {
		return found.Entries[0]
	}
	return nil
}

// tail is the end of a long line: what a log says stands behind its prefixes.
func tail(line string) string {
	const most = 100
	line = strings.TrimSpace(line)
	runes := []rune(line)
	if len(runes) <= most {
		return line
	}
	return "…" + string(runes[len(runes)-most:])
}
