package parser

import (
	"strings"
	"sync"
	"time"
)

// Sender is what one host did in a trace to get in: its REGISTERs and INVITEs
// outside of dialogs, retransmissions left out.
type Sender struct {
	// Tries are those requests in the order of the input; Logins those with
	// credentials.
	Tries, Logins []*Message
	// Users are the accounts that it tried, each once, in order: the digest username,
	// else the user of To in a REGISTER and of From in an INVITE.
	Users []string
	// Refused counts the tries that were turned down: with 403 or 404, or a login with
	// another challenge; Accepted the tries that were let in: a 2xx, or a 18x to an
	// INVITE. A first challenge is neither. Guesses counts the logins that were not
	// taken: asked for again, or a REGISTER refused. A call refused after its login
	// says nothing of the password.
	Refused, Guesses, Accepted int
	// Registers is true where one of the tries is a REGISTER.
	Registers bool

	users  map[string]bool
	judged sync.Once
	judge  bool
}

// Judge remembers what judge says of the sender: each of its dialogs asks.
func (s *Sender) Judge(judge func(*Sender) bool) bool {
	s.judged.Do(func() { s.judge = judge(s) })
	return s.judge
}

// Senders tells what each host did to get in, by the host that its messages came
// from or, where the input has no addresses, by the host in their Via.
func (t *Trace) Senders() map[string]*Sender {
	t.sendersOnce.Do(t.findSenders)
	return t.senders
}

// Sender is what the host that sent this request did, nil where it did not try to
// get in.
func (t *Trace) Sender(m *Message) *Sender { return t.Senders()[senderOf(m)] }

func (t *Trace) findSenders() {
	t.senders = map[string]*Sender{}
	for _, d := range t.Dialogs {
		for _, tx := range d.Transactions {
			if tx.Parent != nil || tx.InDialog || tx.Request == nil || tx.Method != "REGISTER" && tx.Method != "INVITE" {
				continue
			}
			host := senderOf(tx.Request)
			s := t.senders[host]
			if s == nil {
				s = &Sender{users: map[string]bool{}}
				t.senders[host] = s
			}
			s.add(tx)
		}
	}
}

func (s *Sender) add(t *Transaction) {
	s.Tries = append(s.Tries, t.Request)
	s.Registers = s.Registers || t.Method == "REGISTER"
	if user := accountOf(t.Request); !s.users[strings.ToLower(user)] {
		s.users[strings.ToLower(user)] = true
		s.Users = append(s.Users, user)
	}
	login := triedToLogIn(t)
	if login {
		s.Logins = append(s.Logins, t.Request)
	}
	switch code := t.Code(); {
	case t.OK(), t.Provisional() != nil:
		s.Accepted++
	case code == 403, code == 404, login && (code == 401 || code == 407):
		s.Refused++
		if login && (t.Final.IsChallenge() || t.Method == "REGISTER") {
			s.Guesses++
		}
	}
}

func accountOf(m *Message) string {
	if len(m.logins) > 0 && m.logins[0].Username != "" {
		return m.logins[0].Username
	}
	if m.Method == "REGISTER" {
		return m.To().URI.User
	}
	return m.From().URI.User
}

func senderOf(m *Message) string {
	if m.Src != "" {
		return m.SourceHost()
	}
	if vias := m.Vias(); len(vias) > 0 {
		return vias[0].Host
	}
	return ""
}

// Pace is the mean time between messages, and whether times tell.
func Pace(messages []*Message) (time.Duration, bool) {
	if len(messages) < 2 {
		return 0, false
	}
	first, last := messages[0], messages[0]
	for _, m := range messages {
		if !m.Clock {
			return 0, false
		}
		if m.Time.Before(first.Time) {
			first = m
		}
		if m.Time.After(last.Time) {
			last = m
		}
	}
	return last.Time.Sub(first.Time) / time.Duration(len(messages)-1), true
}
