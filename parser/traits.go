package parser

// findTraits sums up what the dialog has.
func (d *Dialog) findTraits() {
	set := func(t Traits, when bool) {
		if when {
			d.Traits |= t
		}
	}
	set(IsCall, d.Kind == Call)
	set(IsRegistration, d.Kind == Registration)
	set(IsSubscription, d.Kind == Subscription)
	set(IsPing, d.Kind == Ping)
	set(IsPageMessage, d.Kind == PageMessage)
	set(HasAnswer, d.Answer != nil)
	set(HasRinging, d.Ringing != nil)
	set(HasCancel, d.Cancel != nil)
	set(HasBye, d.Bye != nil)
	set(HasForks, len(d.Forks) > 1)
	for _, t := range d.Transactions {
		set(HasUnanswered, t.Request != nil && len(t.Responses) == 0 && t.Method != "ACK")
		set(HasRefusal, t.Parent == nil && t.Code() >= 300 && !t.Final.IsChallenge())
		set(HasRefusal, t.Parent == nil && t.Final != nil && t.Final.IsChallenge() && triedToLogIn(t))
		set(HasHops, t.Parent != nil)
		set(HasRedirect, t.Code()/100 == 3)
		set(HasReinvite, t.InDialog && (t.Method == "INVITE" || t.Method == "UPDATE"))
		set(HasRefer, t.Method == "REFER")
		set(HasReliable, t.Method == "PRACK")
	}
	for _, m := range d.Messages {
		set(HasRequest, m.IsRequest())
		set(HasChallenge, m.IsChallenge())
		set(HasCredentials, len(m.logins) > 0)
		set(HasRepeats, m.RetransmissionOf != 0)
		set(HasSDP, m.Body != "")
		set(HasPartial, m.Partial)
		for i := range m.Headers {
			switch m.Headers[i].Key {
			case "Reason", "Warning", "X-Asterisk-HangupCauseCode":
				set(HasReason, true)
			case "RSeq":
				set(HasReliable, true)
			case "Replaces", "Refer-To":
				set(HasRefer, true)
			}
		}
	}
}
