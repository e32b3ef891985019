package knowledge

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// maxPieces is how many lines of a fragment are explained.
const maxPieces = 40

// pieces explains line by line what a paste holds that is no whole message: a Via,
// a session description, a few headers, a status line alone. Nil where there is
// more to go by.
func (k *Knowledge) pieces(t *parser.Trace) []rules.Piece {
	if len(t.Messages) == 0 {
		return k.logPieces(t)
	}
	if len(t.Messages) > 2 {
		return nil
	}
	for _, m := range t.Messages {
		if m.StartLine != "" && !lone(m) {
			return nil
		}
	}
	var all []rules.Piece
	for _, m := range t.Messages {
		all = append(all, k.piecesOf(m)...)
	}
	return all[:min(len(all), maxPieces)]
}

// logPieces explain log lines that only name a code, by what it means, and others that
// say nothing of a cause.
func (k *Knowledge) logPieces(t *parser.Trace) []rules.Piece {
	var all []rules.Piece
	for _, f := range t.Facts {
		if f.Cause != "" && (f.Kind == "sip-response" || f.Kind == "hangup-cause") {
			all = append(all, rules.Piece{Line: tail(f.Text), Says: k.codeOfLog(f)})
		} else if said := k.say("piece-log-"+f.Kind, nil); said != nil {
			all = append(all, rules.Piece{Line: tail(f.Text), Says: said})
		}
	}
	return all[:min(len(all), maxPieces)]
}

// codeOfLog says what a code or cause in a log line means, to the request that it is
// about where the line tells.
func (k *Knowledge) codeOfLog(f parser.Fact) words.Text {
	entry := k.causeEntry(f.Cause)
	if entry == nil || !isCode(f.Cause) {
		return marked(k.causeMeaning(f.Cause))
	}
	name := f.Cause + " " + entry.Name
	if by := entry.By[f.Method]; by != "" {
		return words.Cat(words.T(name+" to "+f.Method+": "), marked(by))
	}
	said := words.Cat(words.T(name+": "), marked(FirstSentence(entry.Says)))
	if len(entry.Causes) > 0 {
		said = words.Cat(said, words.T(" "), k.say("piece-causes", nil), marked(numbered(entry.Causes)))
	}
	return said
}

// numbered writes a list into one line.
func numbered(list []string) string {
	var all []string
	for i, s := range list {
		all = append(all, strconv.Itoa(i+1)+") "+s)
	}
	return strings.Join(all, " ")
}

// lone tells a status line without the headers that tie it to a call.
func lone(m *parser.Message) bool {
	return m.IsResponse() && m.Method == "" && m.CallID == "" && m.FromTag == "" && m.Branch == "" && m.Body == ""
}

// ofPieces is the headline over the lines of a fragment.
func (k *Knowledge) ofPieces(t *parser.Trace) words.Text {
	if len(t.Messages) == 0 {
		return k.say("pieces-log", nil)
	}
	m := t.Messages[0]
	vias, others := len(m.Vias()), 0
	for i := range m.Headers {
		if m.Headers[i].Key != "Via" {
			others++
		}
	}
	switch {
	case m.StartLine != "":
		return k.say("pieces-status", rules.Fields{"code": strconv.Itoa(m.Code), "phrase": orNothing(rules.PhraseOf(m))})
	case len(m.Headers) == 0 && m.Body != "":
		return k.say("pieces-sdp", nil)
	case others == 0 && vias == 1:
		return k.say("pieces-via", nil)
	case others == 0:
		return k.say("pieces-vias", nil)
	case tied(m):
		return k.say("pieces-message", rules.Fields{"method": m.Method, "from": rules.Shown(m.From().URI.User), "to": rules.Shown(m.To().URI.User)})
	case len(m.Headers) == 1 && m.Body == "":
		return k.say("pieces-header", nil)
	}
	return k.say("pieces-headers", nil)
}

func (k *Knowledge) piecesOf(m *parser.Message) []rules.Piece {
	var all []rules.Piece
	if m.StartLine != "" {
		all = append(all, k.statusPieces(m)...)
	}
	if vias := m.Vias(); len(vias) > 1 {
		all = append(all, rules.Piece{Says: k.say("piece-path", rules.Fields{"path": answers.Way(vias)})})
	}
	if host, times := circles(m.Vias()); times >= 3 {
		all = append(all, rules.Piece{Says: k.say("piece-loop", rules.Fields{"host": host, "count": strconv.Itoa(times)})})
	}
	for i := range m.Headers {
		for _, p := range k.headerPieces(m, m.Headers[i]) {
			p.Dull = dullHeaders[m.Headers[i].Key] || tying[m.Headers[i].Key] && tied(m)
			all = append(all, p)
		}
	}
	for _, match := range k.Network.Senses(rules.WordingOf(m)) {
		if w, err := k.Words(string(match.Sense)); err == nil {
			all = append(all, rules.Piece{Says: k.say("piece-wording", rules.Fields{"text": match.Text, "title": k.generalTitle(string(match.Sense), spoken(w.Title, rules.Fields{"to": "", "code": ""}))})})
		}
	}
	if sdp := m.SDP(); sdp != nil {
		all = append(all, k.sdpPieces(sdp)...)
	}
	return all
}

// tied tells headers that say between them which request they are of, and between
// whom: the headline names that.
func tied(m *parser.Message) bool {
	return m.StartLine == "" && m.Method != "" && m.From().URI.User != "" && m.To().URI.User != ""
}

// tying are the headers that it takes for that.
var tying = map[string]bool{"From": true, "To": true, "CSeq": true}

// dullHeaders are those that every message has.
var dullHeaders = map[string]bool{
	"Max-Forwards": true, "Content-Length": true, "Content-Type": true, "Call-ID": true, "Allow": true, "Supported": true, "Accept": true, "Date": true, "Server": true, "User-Agent": true,
}

// circles is the host that stands in Via lines most often.
func circles(vias []parser.Via) (host string, times int) {
	counts := map[string]int{}
	for _, v := range vias {
		counts[v.SentBy()]++
		if counts[v.SentBy()] > times {
			host, times = v.SentBy(), counts[v.SentBy()]
		}
	}
	return host, times
}

// statusPieces explain a status line that stands alone: what the code means, what
// it means on this network, and what to look at.
func (k *Knowledge) statusPieces(m *parser.Message) []rules.Piece {
	entry, err := k.reference.Get(reference.Response, strconv.Itoa(m.Code))
	if err != nil {
		return nil
	}
	all := []rules.Piece{{Line: m.StartLine, Says: marked(entry.Says)}}
	if own, ok := k.ownWords(m); ok {
		// The sender's own reason beats what the code mostly stands for.
		return append(all, rules.Piece{Says: words.Cat(k.say("piece-own-words", rules.Fields{"text": own.Text}), k.ownHint(own.Text, m))})
	}
	if here := k.Here(entry); here.Says != "" {
		all = append(all, rules.Piece{Says: words.Cat(k.say("piece-here", nil), marked(here.Says))})
	}
	if here := k.Here(entry); len(here.Fix) > 0 {
		all = append(all, rules.Piece{Says: words.Cat(k.say("piece-fix", nil), marked(strings.Join(here.Fix, " ")))})
	}
	if len(entry.Causes) > 0 {
		all = append(all, rules.Piece{Says: words.Cat(k.say("piece-causes", nil), marked(numbered(entry.Causes)))})
	}
	return all
}

// headerPieces explain one header line.
func (k *Knowledge) headerPieces(m *parser.Message, h parser.Header) []rules.Piece {
	switch h.Key {
	case "Via":
		var all []rules.Piece
		for _, v := range m.Vias() {
			if v.Line == h.Line && strings.Contains(h.Value, v.Text) {
				all = append(all, rules.Piece{Line: h.Name + ": " + v.Text, Says: answers.ViaParts(v)})
			}
		}
		return all
	case "Reason":
		var all []rules.Piece
		for _, r := range m.Reasons() {
			if r.Header.Line == h.Line && r.Header.Value == h.Value {
				all = append(all, rules.Piece{Line: h.String(), Says: k.reasonMeans(r)})
			}
		}
		return all
	case "Warning":
		var all []rules.Piece
		for _, w := range m.Warnings() {
			if w.Header.Line == h.Line {
				all = append(all, rules.Piece{Line: h.String(), Says: k.entryMeans(reference.Warning, strconv.Itoa(w.Code))})
			}
		}
		return all
	case "Authorization", "Proxy-Authorization":
		for _, c := range m.Credentials() {
			if c.Header.Line == h.Line {
				return []rules.Piece{{Line: h.Name + ": " + c.Scheme + ` username="` + c.Username + `"…`, Says: k.loginMeans(m, c)}}
			}
		}
	}
	if said := k.valueMeans(m, h); said != nil {
		return []rules.Piece{{Line: h.String(), Says: said}}
	}
	return []rules.Piece{{Line: h.String(), Says: k.entryMeans(reference.Header, h.Key)}}
}

// loginMeans explains credentials, and that they name another account than the caller
// where both lines are there.
func (k *Knowledge) loginMeans(m *parser.Message, c parser.Credentials) words.Text {
	said := k.say("piece-login", rules.Fields{"user": rules.Shown(c.Username), "realm": rules.Shown(c.Realm)})
	from := m.From().URI.User
	if from == "" || c.Username == "" || rules.Masked(from) || rules.Masked(c.Username) || k.Plan().Same(from, c.Username) {
		return said
	}
	return words.Cat(said, k.say("piece-login-other", rules.Fields{"from": from}))
}

// reasonMeans says what a Reason stands for.
func (k *Knowledge) reasonMeans(r parser.Reason) words.Text {
	cause := strconv.Itoa(r.Cause)
	switch {
	case r.Speaks("Q.850"):
		return k.entryMeans(reference.Cause, cause)
	case r.Speaks("SIP"):
		return k.entryMeans(reference.Response, cause)
	}
	return k.entryMeans(reference.ReasonProtocol, r.Protocol)
}

// entryMeans is "*name*: what it means", or a sentence that it is unknown.
func (k *Knowledge) entryMeans(kind reference.Kind, key string) words.Text {
	entry, err := k.reference.Get(kind, key)
	if err != nil {
		return k.say("piece-unknown", nil)
	}
	name := entry.Name
	if kind == reference.Cause || kind == reference.Response || kind == reference.Warning {
		name = entry.Key + " " + entry.Name
	}
	if strings.EqualFold(name, entry.Key) {
		return marked(FirstSentence(entry.Says))
	}
	return words.Cat(words.T(name+": "), marked(FirstSentence(entry.Says)))
}

// marked reads the marks of a sentence of the reference.
func marked(s string) words.Text {
	text, err := words.Fill(s, nil)
	if err != nil {
		return words.T(s) // braces that stand for themselves
	}
	return text
}
