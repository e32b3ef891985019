// Package answers holds the questions that people ask about a trace: one intent
// is <id>.yaml (its words and sample questions) and <id>.go (the facts it needs).
package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// Context is what a question is asked about.
type Context struct {
	Report *rules.Report
	// Focus is the dialog that was talked about last, Message the message; nil
	// where nothing was.
	Focus   *parser.Dialog
	Message *parser.Message
	// Addressed is true where the bot was spoken to: it then says so if it does
	// not understand. Otherwise only a clear question or remark is taken up.
	Addressed bool
}

// Answer is an answer of one to four lines.
type Answer struct {
	// Intent is the id of the question that was understood.
	Intent string
	Lines  []words.Text
	// Figure is set in a fixed-width font: a whole message, a ladder.
	Figure []words.Text
	// Known is false where the answer is that the trace cannot tell.
	Known bool
	// Focus and Message are what the answer is about.
	Focus   *parser.Dialog
	Message *parser.Message
	// Findings are the ids of the findings that the answer rests on.
	Findings []string
}
