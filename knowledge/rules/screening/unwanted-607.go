package screening

import "github.com/sipwhy/sipwhy/knowledge/rules"

// unwanted607 finds the called party's own word that a caller is unwanted (RFC
// 8197).
func unwanted607(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Answer.Code != 607 {
		return nil
	}
	return blocked(c, r)
}
