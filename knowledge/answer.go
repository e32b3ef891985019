package knowledge

import (
	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// Answer answers a question about a trace, from its messages and from what was
// diagnosed. Nil means that there is nothing to say to it.
func (k *Knowledge) Answer(question string, c answers.Context) *answers.Answer {
	return k.questions.Answer(question, k.context(c))
}

// MayAsk tells, without a trace, whether a text may be a question about one.
func (k *Knowledge) MayAsk(text string) bool { return k.questions.MayAsk(text) }

// context adds what this network knows.
func (k *Knowledge) context(c answers.Context) answers.Context {
	c.Network = k.Network
	c.Meaning, c.Terms = k.meaning, k.terms
	c.Common = rules.Fields{"network": k.Network.Name, "billing": k.billing(), "contact": k.contact()}
	return c
}
