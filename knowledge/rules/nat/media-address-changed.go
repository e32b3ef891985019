package nat

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// mediaAddressChanged notes that one end of the call moved its audio to another
// address while it was up.
func mediaAddressChanged(c *rules.Case) *rules.Hit {
	d := c.Dialog
	before := map[parser.End]*parser.Message{}
	for _, m := range d.Messages {
		if m.Tx == nil || m.Tx.Parent != nil || !m.First() || m.IsProvisional() || m.Code >= 300 || m.SDP() == nil {
			continue
		}
		if m.Tx.Method == "INVITE" && !m.Tx.InDialog && m.Tx != d.Answer.Tx {
			continue
		}
		audio := m.SDP().Audio()
		if audio == nil || audio.Port == 0 || audio.Addr == "" || parser.ClassOf(audio.Addr) == parser.HostUnspecified {
			continue
		}
		end := d.EndOf(m)
		old := before[end]
		before[end] = m
		if old == nil || old.SDP().Audio().Addr == audio.Addr || old.IsResponse() && m.IsResponse() && old.ToTag != m.ToTag {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{connection(old, old.SDP().Audio().Addr), connection(m, audio.Addr)},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "side": sideName(d.SideOf(m)), "old": old.SDP().Audio().Addr, "new": audio.Addr,
				"first": rules.Number(old), "second": rules.Number(m),
			},
		}
	}
	return nil
}
