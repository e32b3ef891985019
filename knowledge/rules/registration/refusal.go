package registration

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// account is the user that a registration is for.
func account(d *parser.Dialog) string {
	if d.Decisive != nil {
		if user := d.Decisive.First().To().URI.User; user != "" {
			return user
		}
	}
	return rules.Shown(d.From)
}

func seconds(d time.Duration) string { return strconv.Itoa(int(d / time.Second)) }

// refusal is the final refusal of a registration by a stranger's or a customer's
// device; nil for what the security rules tell.
func refusal(c *rules.Case) *rules.Refused {
	r := c.Refused()
	if r == nil || r.Answer.Method != "REGISTER" || c.Hostile(c.Dialog) {
		return nil
	}
	return r
}
