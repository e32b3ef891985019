package traffic

import (
	"fmt"
	"net/netip"
	"time"
)

// kind is a way that a call goes.
type kind struct {
	share int // in a thousand
	// outcome is what a reader has to find, in the words of parser.Outcome.
	outcome string
	// code is the final answer, phrase its words.
	code   int
	phrase string
	// login is set where the carrier asks for credentials first.
	login bool
	// ringing is set where the called phone rings, early where the carrier sends
	// early media before, hold where the call is held and resumed.
	ringing, early, hold bool
}

var kinds = []kind{
	{share: 330, outcome: "answered", code: 200, phrase: "OK", login: true, ringing: true},
	{share: 60, outcome: "answered", code: 200, phrase: "OK", login: true, ringing: true, early: true},
	{share: 200, outcome: "answered", code: 200, phrase: "OK", ringing: true},
	{share: 60, outcome: "answered", code: 200, phrase: "OK", login: true, ringing: true, hold: true},
	{share: 90, outcome: "rejected", code: 486, phrase: "Busy Here", login: true, ringing: true},
	{share: 110, outcome: "cancelled", code: 487, phrase: "Request Terminated", login: true, ringing: true},
	{share: 35, outcome: "rejected", code: 403, phrase: "Forbidden", login: true},
	{share: 40, outcome: "rejected", code: 404, phrase: "Not Found", login: true},
	{share: 30, outcome: "rejected", code: 503, phrase: "Service Unavailable", login: true},
	{share: 20, outcome: "rejected", code: 480, phrase: "Temporarily Unavailable", login: true, ringing: true},
	{share: 15, outcome: "challenged", code: 407, login: true},
	{share: 10, outcome: "no-response"},
}

func (g *generator) pick() kind {
	n := g.random.IntN(1000)
	for _, k := range kinds {
		if n -= k.share; n < 0 {
			return k
		}
	}
	return kinds[0]
}

// call is one call in the making.
type call struct {
	g        *generator
	at       time.Time
	pbx, sbc netip.AddrPort
	from, to string // numbers
	account  string
	callID   string
	fromTag  string
	toTag    string
	branch   string
	cseq     int
	nonce    string
	session  int // of the SDP
	changes  int // of the SDP, which its version counts
	port     int // of the audio
	software string
}

var software = []string{"FPBX-16.0.40(20.5.0)", "3CXPhoneSystem 20.0.1.810", "Yealink SIP-T46U 108.86.0.75", "Cisco-SIPGateway/Cisco IOS 15.5", "Grandstream GXP2170 1.0.11.64"}

func (g *generator) newCall(n int, at time.Time) *call {
	pbx := netip.AddrPortFrom(netip.AddrFrom4([4]byte{198, 51, 100, byte(1 + n%250)}), uint16(5060+2*(n/250%8)))
	if n%3 == 0 {
		pbx = netip.AddrPortFrom(netip.AddrFrom4([4]byte{203, 0, 113, byte(1 + n%250)}), uint16(1024+g.random.IntN(60000)))
	}
	return &call{
		g: g, at: at, pbx: pbx, sbc: netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(10 + n%4)}), 5060),
		from: fmt.Sprintf("+1%03d55501%02d", 201+n%700, n%100), to: fmt.Sprintf("+1%03d55501%02d", 201+g.random.IntN(700), g.random.IntN(100)),
		account: fmt.Sprintf("trunk%05d", n%5000),
		callID:  fmt.Sprintf("%016x%08x@%s", g.random.Uint64(), n, pbx.Addr()),
		fromTag: fmt.Sprintf("as%08x", g.random.Uint32()), toTag: fmt.Sprintf("gK%08x", g.random.Uint32()),
		cseq: 1 + g.random.IntN(30000), session: 1 + g.random.IntN(1<<30), port: 10000 + 2*g.random.IntN(20000),
		software: software[n%len(software)],
	}
}

// after lets time pass: between a part and the whole of a duration.
func (c *call) after(d time.Duration) {
	c.at = c.at.Add(time.Duration(float64(d) * (0.3 + 0.7*c.g.random.Float64())))
}

// up sends a message of the PBX, down one of the carrier.
func (c *call) up(text []byte)   { c.send(c.pbx, c.sbc, text) }
func (c *call) down(text []byte) { c.send(c.sbc, c.pbx, text) }

func (c *call) send(src, dst netip.AddrPort, text []byte) {
	at := c.at
	c.g.later(at, func() {
		c.g.counts.Packets++
		c.g.counts.Messages++
		c.g.out.Datagram(at, src, dst, text)
	})
}

const roundTrip = 40 * time.Millisecond

// place writes one call from its first INVITE to its end.
func (g *generator) place(n int, at time.Time) {
	k := g.pick()
	c := g.newCall(n, at)
	g.counts.Outcomes[k.outcome]++
	c.newBranch()
	c.up(c.invite(""))
	if k.outcome == "no-response" {
		c.goUnheard()
		return
	}
	if k.login {
		c.after(roundTrip)
		c.challenge("INVITE", 407)
		c.after(roundTrip)
		c.up(c.ack())
		if k.outcome == "challenged" {
			return
		}
		c.cseq++
		c.newBranch()
		c.up(c.invite(c.credentials("INVITE", "sip:"+c.to+"@"+domain)))
	}
	c.after(roundTrip)
	c.down(c.answer("INVITE", 100, "Trying", false, false))
	if k.early {
		c.after(time.Second)
		c.down(c.answer("INVITE", 183, "Session Progress", true, true))
	}
	if k.ringing {
		c.after(2 * time.Second)
		c.down(c.answer("INVITE", 180, "Ringing", true, false))
		c.after(14 * time.Second)
	}
	switch k.outcome {
	case "cancelled":
		c.cancel()
	case "rejected":
		c.after(roundTrip)
		c.down(c.answer("INVITE", k.code, k.phrase, true, false))
		c.after(roundTrip)
		c.up(c.ack())
	default:
		c.talk(k)
	}
}

// goUnheard repeats the INVITE as RFC 3261 17.1.1.2 has it.
func (c *call) goUnheard() {
	for wait := 500 * time.Millisecond; wait <= 32*time.Second; wait *= 2 {
		c.at = c.at.Add(wait)
		if wait <= 16*time.Second {
			c.up(c.invite(""))
		}
	}
}

func (c *call) cancel() {
	c.up(c.request("CANCEL", "sip:"+c.to+"@"+domain, c.cseq, "", "", false))
	c.after(roundTrip)
	c.down(c.answer("CANCEL", 200, "OK", true, false))
	c.down(c.answer("INVITE", 487, "Request Terminated", true, false))
	c.after(roundTrip)
	c.up(c.ack())
}

// talk answers the call, holds it perhaps, and ends it.
func (c *call) talk(k kind) {
	c.down(c.answer("INVITE", k.code, k.phrase, true, true))
	c.after(roundTrip)
	c.newBranch()
	c.up(c.request("ACK", c.remote(), c.cseq, c.toTag, "", false))
	if k.hold {
		for _, direction := range []string{"sendonly", "sendrecv"} {
			c.after(15 * time.Second)
			c.reinvite(direction)
		}
	}
	c.after(time.Duration(20+c.g.random.IntN(90)) * time.Second)
	c.newBranch()
	if c.g.random.IntN(2) == 0 {
		c.cseq++
		c.up(c.request("BYE", c.remote(), c.cseq, c.toTag, "", false))
		c.after(roundTrip)
		c.down(c.answer("BYE", 200, "OK", true, false))
		return
	}
	c.down(c.backwards("BYE", 1+c.cseq%100))
	c.after(roundTrip)
	c.up(c.answerBackwards("BYE", 1+c.cseq%100))
}

func (c *call) reinvite(direction string) {
	c.cseq++
	c.changes++
	c.newBranch()
	c.up(c.request("INVITE", c.remote(), c.cseq, c.toTag, c.sdp(c.pbx, direction), true))
	c.after(roundTrip)
	c.down(c.answer("INVITE", 100, "Trying", true, false))
	c.down(c.answer("INVITE", 200, "OK", true, true))
	c.after(roundTrip)
	c.newBranch()
	c.up(c.request("ACK", c.remote(), c.cseq, c.toTag, "", false))
}

// register writes one registration with its challenge.
func (g *generator) register(n int, at time.Time) {
	c := g.newCall(n, at)
	c.to, c.from = c.account, c.account
	g.counts.Outcomes["registered"]++
	c.newBranch()
	c.up(c.registerRequest(""))
	c.after(roundTrip)
	c.challenge("REGISTER", 401)
	c.after(roundTrip)
	c.cseq++
	c.newBranch()
	c.up(c.registerRequest(c.credentials("REGISTER", "sip:"+domain)))
	c.after(roundTrip)
	c.down(c.registered())
}
