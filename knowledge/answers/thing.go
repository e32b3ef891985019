package answers

// ofThing answers a question that no intent fits well by what it names: who asks
// something of a header, a code or the codec wants to see it. Nil where it names no such
// thing, or where it may be talk between people.
func (s *scene) ofThing() (*Answer, error) {
	if !s.Addressed && (!s.asksOutright() || s.isOffTopic()) {
		return nil, nil
	}
	for _, id := range s.things() {
		e := s.catalogue.byID[id]
		if e == nil || e.fits != nil && e.fits(s) == 0 {
			continue
		}
		e, r := s.reply(match{entry: e})
		if r == nil || r.key == "" || r.unknown && !s.Addressed {
			continue
		}
		a, err := s.put(e, r)
		if len(a.Lines)+len(a.Figure) > 0 {
			return a, err
		}
	}
	return nil, nil
}

// isOffTopic tells a question with a word that belongs to another subject, or with more
// strange words than known ones.
func (s *scene) isOffTopic() bool {
	strange := 0
	for i := range s.q.features {
		f := &s.q.features[i]
		if f.everyday {
			return true
		}
		if !f.known {
			strange++
		}
	}
	return strange > 2
}

// things are the intents that show what the question names, the plainest name first.
// What is also a word of talk is left out where nobody spoke to the bot.
func (s *scene) things() []string {
	q := s.q
	var ids []string
	add := func(named bool, id string) {
		if named {
			ids = append(ids, id)
		}
	}
	add(len(q.messages) > 0, "show-message")
	add(len(q.headers) > 0, "header")
	add(len(q.causes) > 0, "cause-here")
	add(len(q.codes) > 0, "code-here")
	add(q.has("codec"), "codec")
	add(q.has("dtmf"), "dtmf")
	add(q.has("sdp", "mediaaddress"), "media-address")
	add(q.has("port"), "ports")
	add(q.has("encryption"), "encryption")
	add(q.has("transport"), "transport")
	add(q.has("nat", "private"), "nat")
	add(q.has("transfer"), "transfer")
	add(q.has("challenge", "realm", "account"), "login")
	add(q.has("callerid"), "caller-id")
	add(q.has("via"), "via")
	if !s.Addressed {
		return ids
	}
	add(q.has("ip", "public"), "ip-address")
	add(q.has("password"), "is-it-password")
	add(q.has("login"), "login-ok")
	add(q.has("called", "callee"), "called")
	add(q.has("caller"), "caller")
	add(q.has("device", "pbx", "phone"), "device")
	add(q.has("registration", "expire"), "reg-expiry")
	add(q.has("forward"), "forwarded")
	add(q.has("hold"), "hold")
	add(q.has("hangup"), "who-hung-up")
	add(q.has("ring"), "ring-time")
	add(q.has("audio", "hear", "silence"), "one-way-audio")
	add(q.has("when"), "call-time")
	add(q.has("reject", "fail", "drop", "problem", "why"), "why")
	add(len(q.methods) > 0, "method-here")
	add(q.has("fix"), "fix")
	return ids
}
