package lifecycle

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// hangupByCallee explains the normal end of a call by its called side.
func hangupByCallee(c *rules.Case) *rules.Hit { return hangup(c, parser.Callee) }
