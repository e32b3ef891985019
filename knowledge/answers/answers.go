package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
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
	// Earlier is the question that was answered last, which "and theirs?" goes on
	// from; empty where none was.
	Earlier string
	// Addressed is true where the bot was spoken to: it then says so if it does
	// not understand. Otherwise only a clear question or remark is taken up.
	Addressed bool
	// Network is the network whose knowledge is asked; nil for none.
	Network *network.Network
	// Common are the placeholders that any words may use: the network's name, its
	// billing page, its contact.
	Common rules.Fields
	// Meaning tells what a response code, cause, header or term stands for in one
	// sentence; nil where no reference is at hand, and "" for what it lacks.
	Meaning func(Reference) string
	// Terms are the entries of the reference with just this name, the likeliest
	// first; nil where no reference is at hand.
	Terms func(name string) []Term
}

// Reference names an entry of the reference.
type Reference struct {
	// Kind is "response", "q850", "header", "method" or "term".
	Kind string
	// Key is the number or name: "487", "Contact".
	Key string
}

// Answer is an answer of one to four lines.
type Answer struct {
	// Intent is the id of the question that was understood, "not-understood"
	// where none was.
	Intent string
	Lines  []words.Text
	// Figure is set in a fixed-width font: a whole message, a ladder.
	Figure []words.Text
	// Known is false where the answer is that the trace cannot tell.
	Known bool
	// Focus and Message are what the answer is about.
	Focus   *parser.Dialog
	Message *parser.Message
	// Asked is what was asked, with what the question left out.
	Asked string
	// Findings are the ids of the findings that the answer rests on.
	Findings []string
}
