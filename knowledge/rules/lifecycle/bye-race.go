package lifecycle

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// byeRace explains the 481 to a BYE that crossed the other side's.
func byeRace(c *rules.Case) *rules.Hit {
	refused := byeRaceOf(c.Dialog)
	if refused == nil {
		return nil
	}
	fromCaller, fromCallee := byes(c.Dialog)
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(fromCaller.Request), rules.Start(fromCallee.Request), rules.Start(refused)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(refused.Code), "answer": rules.Number(refused),
			"first": rules.Number(fromCaller.Request), "second": rules.Number(fromCallee.Request),
		},
	}
}

// byeRaceOf is the 481 or 487 to one of two BYEs that were sent within a second of
// each other, or within two round trips where those are longer. Nil without one.
func byeRaceOf(d *parser.Dialog) *parser.Message {
	fromCaller, fromCallee := byes(d)
	if fromCaller == nil || fromCallee == nil {
		return nil
	}
	crossing := time.Second
	for _, t := range []*parser.Transaction{fromCaller, fromCallee} {
		if took, ok := t.Took(); ok {
			crossing = max(crossing, 2*took)
		}
	}
	if gap, timed := parser.Between(fromCaller.Request, fromCallee.Request); timed && gap.Abs() > crossing {
		return nil
	}
	for _, t := range []*parser.Transaction{fromCaller, fromCallee} {
		if t.Code() == 481 || t.Code() == 487 {
			return t.Final
		}
	}
	return nil
}
