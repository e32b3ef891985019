package lifecycle

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// hangupByCaller explains the normal end of a call by its caller.
func hangupByCaller(c *rules.Case) *rules.Hit { return hangup(c, parser.Caller) }
