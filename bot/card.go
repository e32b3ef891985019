package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge"
	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// card explains a code, name or term: short, or with all that is known.
func (h *Handler) card(query string, full bool) *Reply {
	if reply := h.list(query); reply != nil {
		return reply
	}
	found, err := h.know.Explain(query)
	if err != nil {
		return unknownCard(nil, "The reference cannot be read: "+err.Error())
	}
	switch found.How {
	case reference.Unknown:
		return unknownCard(found.Near, "")
	case reference.Compared:
		return h.sideBySide(found.Entries, query, full)
	}
	reply := &Reply{Known: true}
	if found.How == reference.Corrected {
		reply.add(Context, words.T("I take it that you mean "+heading(found.Entries[0]).String()+"."))
	}
	if several := providers(found.Entries); len(several) > 1 {
		h.ownCodes(reply, found, several, full)
		if !full && len(several) > ownCodesShown {
			reply.Actions = append(reply.Actions, Action{ID: ActionMore, Label: "More", Value: query})
		}
		return reply
	}
	first := found.Entries[0]
	if found.Method == "" {
		found.Method = knowledge.MethodOf(query)
	}
	h.entry(reply, first, found.Method, full)
	reply.add(Paragraph, others(found)...)
	if first.Kind == reference.Response && found.How != reference.Searched {
		reply.add(Paragraph, h.know.Described(query, first.Key)...)
	}
	if !full {
		reply.Actions = append(reply.Actions, Action{ID: ActionMore, Label: "More", Value: query})
	}
	return reply
}

// entry writes one entry: what it is and means, here and in general, and in full
// also who sends it, why, and what to do.
func (h *Handler) entry(reply *Reply, e *reference.Entry, method string, full bool) {
	reply.add(Headline, heading(e))
	reply.add(Paragraph, text(e.Says))
	here, by := h.know.Here(e), e.By[method]
	if method == "REGISTER" && by != "" {
		here.Says = "" // that of a code is mostly about calls
	}
	reply.add(Paragraph, label("On "+h.know.Network.Name, text(here.Says)))
	if by != "" {
		reply.add(Paragraph, label("To "+method, text(by)))
	}
	if !full {
		reply.add(Paragraph, label("Check first", text(e.Check)))
		return
	}
	sender := "Sent by"
	if e.Kind == reference.Diagnosis {
		sender = "Who acts"
	}
	reply.add(Paragraph, label(sender, text(e.Sender)))
	reply.add(List, variants(e.By, "To ", method)...)
	reply.add(List, variants(e.In, "In ", "")...)
	if e.Example != "" {
		reply.add(Paragraph, label("Looks like", words.Quote(e.Example)))
	}
	reply.add(Paragraph, causes(e)...)
	reply.add(Paragraph, label("Check first", text(e.Check)))
	reply.add(Paragraph, steps(append(slices.Clone(here.Fix), e.Fix...))...)
	reply.add(Paragraph, label("Try again", text(e.Retry)))
	reply.add(Paragraph, label("Mind", text(e.Confused)))
	reply.add(Context, related(e), label("Source", text(strings.Join(e.Cites, ", "))))
}

// text reads the marks of a sentence of the reference.
func text(s string) words.Text {
	t, err := words.Fill(s, nil)
	if err != nil {
		return words.T(s) // braces that stand for themselves
	}
	return t
}

// kindNames are what a heading calls an entry's kind.
var kindNames = map[reference.Kind]string{
	reference.Cause: "Q.850 cause", reference.Warning: "Warning", reference.Method: "method", reference.Header: "header", reference.Parameter: "parameter",
	reference.SDP: "SDP", reference.Payload: "RTP payload", reference.Transport: "media transport", reference.OptionTag: "option tag", reference.ReasonProtocol: "Reason protocol",
	reference.Class: "class of codes", reference.Timer: "timer", reference.Provider: "provider", reference.Diagnosis: "diagnosis",
}

// heading is "*487 Request Terminated*", with the kind where the name does not tell
// it.
func heading(e *reference.Entry) words.Text {
	name := e.Key
	switch {
	case e.Kind == reference.Response && strings.HasPrefix(e.Name, "("), e.Kind == reference.Diagnosis:
	case e.Kind == reference.SDP && !strings.HasSuffix(e.Key, "="):
		name = "a=" + e.Key
		if e.Name != e.Key {
			name += " " + e.Name
		}
	case e.Kind == reference.Response && e.Key == "603+":
		name = "603 " + e.Name
	case strings.HasSuffix(e.Name, " "+e.Key):
		name = e.Name
	case !strings.EqualFold(e.Name, e.Key):
		name = e.Key + " " + e.Name
	}
	t := words.Text{{Text: name, Style: words.Strong}}
	var asides []string
	if e.Kind == reference.Response && e.Key == "603+" {
		asides = append(asides, "603+")
	}
	if kind := kindNames[e.Kind]; kind != "" && !strings.EqualFold(kind, e.Name) && !strings.HasPrefix(strings.ToLower(name), kind) {
		asides = append(asides, kind)
	}
	if e.Unregistered {
		asides = append(asides, "in no registry")
	}
	if len(asides) > 0 {
		t = append(t, words.Span{Text: " (" + strings.Join(asides, ", ") + ")"})
	}
	return t
}

// methodOrder is the order in which the methods of an entry are told.
var methodOrder = []string{"INVITE", "re-INVITE", "REGISTER", "BYE", "CANCEL", "OPTIONS"}

// variants tells an entry's meaning by method, or a parameter's by header, save
// for the one that was told already.
func variants(by map[string]string, before, told string) []words.Text {
	names := make([]string, 0, len(by))
	for name := range by {
		if name != told {
			names = append(names, name)
		}
	}
	place := func(name string) int {
		if i := slices.Index(methodOrder, name); i >= 0 {
			return i
		}
		return len(methodOrder)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := place(a) - place(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	lines := make([]words.Text, len(names))
	for i, name := range names {
		lines[i] = label(before+name, text(by[name]))
	}
	return lines
}

func causes(e *reference.Entry) []words.Text {
	name := "Usual causes"
	switch e.Kind {
	case reference.Response, reference.Cause, reference.Warning, reference.Diagnosis:
	default:
		if e.Kind != reference.Term || len(e.Fix) == 0 { // a term with a fix is a problem
			name = "Points to know"
		}
	}
	return numberedLines(name, e.Causes)
}

func steps(fix []string) []words.Text { return numberedLines("Fix", fix) }

// numberedLines is a label and its lines: one stands beside it, several are
// numbered below.
func numberedLines(name string, list []string) []words.Text {
	if len(list) == 0 {
		return nil
	}
	if len(list) == 1 {
		return []words.Text{label(name, text(list[0]))}
	}
	lines := []words.Text{{{Text: name + ":", Style: words.Strong}}}
	for i, s := range list {
		lines = append(lines, words.Cat(words.T(fmt.Sprintf("%d. ", i+1)), text(s)))
	}
	return lines
}

func related(e *reference.Entry) words.Text {
	if len(e.See) == 0 {
		return nil
	}
	return label("See also", words.T(strings.Join(e.See, ", ")))
}

// ownCodesShown is how many of a provider's codes a short card lists.
const ownCodesShown = 6

// ownCodes lists a provider's own codes, and what the SIP code they come with
// means in general.
func (h *Handler) ownCodes(reply *Reply, found *reference.Result, several []words.Text, full bool) {
	reply.add(Headline, words.Text{{Text: "Codes of a provider's own", Style: words.Strong}, {Text: " (they hold there alone)"}})
	if rest := len(several) - ownCodesShown; !full && rest > 0 {
		several = append(several[:ownCodesShown:ownCodesShown], words.T(fmt.Sprintf("… and %d more", rest)))
	}
	reply.add(List, several...)
	for _, e := range found.Entries {
		if e.Kind == reference.Response {
			reply.add(Context, label("In general", words.Cat(heading(e), words.T(". "), text(knowledge.FirstSentence(e.Says)))))
		}
	}
}

// providers lists what providers mean by codes of their own, where a query names
// several; nil where the first entry is none of those.
func providers(entries []*reference.Entry) []words.Text {
	var list []words.Text
	for _, e := range entries {
		if e.Kind == reference.Provider {
			list = append(list, words.Cat(words.Text{{Text: e.Name, Style: words.Strong}}, words.T(seenWith(e)+". "), text(e.Says)))
		}
	}
	if entries[0].Kind != reference.Provider {
		return nil
	}
	return list
}

// seenWith names the SIP code that a provider's code comes with.
func seenWith(e *reference.Entry) string {
	if len(e.See) == 0 {
		return ""
	}
	return " (" + e.See[0] + ")"
}

// briefEnough is the length up to which the further meanings of a query are told
// whole, in bytes; of a longer one its first sentence is.
const briefEnough = 160

// others tells what else a query names, or, of a search, what is near.
func others(found *reference.Result) []words.Text {
	first := found.Entries[0]
	rest := slices.DeleteFunc(slices.Clone(found.Entries[1:]), func(e *reference.Entry) bool {
		return e.Kind == reference.Term && strings.EqualFold(e.Key, first.Key)
	})
	if len(rest) == 0 {
		return nil
	}
	if found.How == reference.Searched {
		list := make([]words.Text, len(rest))
		for i, e := range rest {
			list[i] = words.T(heading(e).String())
		}
		return []words.Text{label("Near it", words.Join("; ", list...))}
	}
	list := []words.Text{{{Text: "Also:", Style: words.Strong}}}
	for _, e := range rest {
		says := e.Says
		if len(says) > briefEnough {
			says = knowledge.FirstSentence(says)
		}
		list = append(list, words.Cat(heading(e), words.T(". "), text(says)))
	}
	return list
}

// sideBySide sets entries against each other, with what tells them apart.
func (h *Handler) sideBySide(entries []*reference.Entry, query string, full bool) *Reply {
	reply := &Reply{Known: true}
	entries = entries[:min(len(entries), 4)]
	for i, e := range entries {
		kind := Paragraph
		if i == 0 {
			kind = Headline
		}
		reply.add(kind, heading(e))
		reply.add(Paragraph, text(e.Says), label("On "+h.know.Network.Name, text(h.know.Here(e).Says)))
		if full {
			reply.add(Paragraph, label("Sent by", text(e.Sender)), label("Check first", text(e.Check)), label("Try again", text(e.Retry)))
		}
	}
	for i, a := range entries {
		for _, b := range entries[i+1:] {
			reply.add(Paragraph, label("The difference", text(h.know.Reference().Difference(a, b))))
		}
	}
	if !full {
		reply.Actions = append(reply.Actions, Action{ID: ActionMore, Label: "More", Value: query})
	}
	return reply
}

// unknownCard says that nothing was found, names the nearest and how to ask.
func unknownCard(near []*reference.Entry, problem string) *Reply {
	if problem == "" {
		problem = "I found nothing under that name."
	}
	reply := say(words.T(problem))
	reply.Known = false
	if len(near) > 0 {
		var lines []words.Text
		for _, e := range near {
			lines = append(lines, heading(e))
		}
		reply.add(Paragraph, words.T("The nearest:"))
		reply.add(List, lines...)
	}
	reply.add(Context, words.Cat(words.T("Ask for a code ("), words.Quote("487"), words.T("), a cause ("), words.Quote("q850 34"), words.T("), a header or term ("), words.Quote("rport"),
		words.T("), two of them ("), words.Quote("403 vs 603"), words.T("), or "), words.Quote("list 4xx"), words.T(".")))
	return reply
}
