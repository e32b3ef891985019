package knowledge

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// closing is the last line of a verdict. Where it asks for more of the trace, it
// says how to take that on the product seen.
func (k *Knowledge) closing(key string, d *parser.Dialog) words.Text {
	request := closing[key]
	if t := d.Decisive; request == "closing-refused" && t != nil && headless(t) {
		request = "closing-request"
		if t.Request != nil {
			request = "closing-lines" // it is there as a line, without its headers
		}
	}
	if request == "closing-heard" && d.Kind == parser.Call && d.Answer == nil {
		request = ""
	}
	if request == "closing-heard" {
		return k.sound(d)
	}
	text := k.say(request, verdictFields(d))
	switch request {
	case "closing-next", "closing-rest", "closing-fragment", "closing-whole", "closing-request", "closing-lines", "closing-cancel":
		text = words.Cat(text, words.T(" "), k.capture(d), words.T("."))
	}
	return text
}

// enoughSound is how many packets of RTP, two seconds of most codecs, show that a
// side talked, so that none of the other side is worth a word.
const enoughSound = 100

// soonest is how soon after the answer a person can hang up.
const soonest = 300 * time.Millisecond

// sound closes a healthy call with what the capture shows of its audio, or with how
// little time there was for any.
func (k *Knowledge) sound(d *parser.Dialog) words.Text {
	if d.Duration > 0 && d.Duration < soonest && d.Cancel == nil {
		return k.say("closing-instant", rules.Fields{"duration": rules.Seconds(d.Duration)})
	}
	s, ok := d.Sound()
	if !ok {
		return k.say("closing-heard", nil)
	}
	fields := rules.Fields{"callee": strconv.Itoa(s.ToCallee), "caller": strconv.Itoa(s.ToCaller)}
	switch {
	case s.ToCallee > 0 && s.ToCaller > 0:
		return k.say("closing-sound", fields)
	case max(s.ToCallee, s.ToCaller) < enoughSound || oneWay(d):
		return k.say("closing-heard", nil)
	case s.ToCaller == 0:
		fields["deaf"], fields["heard"], fields["packets"] = "calling side", "called side", fields["callee"]
	default:
		fields["deaf"], fields["heard"], fields["packets"] = "called side", "calling side", fields["caller"]
	}
	return k.say("closing-one-way", fields)
}

// oneWay tells a call whose sides agreed on audio in one direction at most.
func oneWay(d *parser.Dialog) bool {
	agreed := d.Agreed()
	if agreed == nil || agreed.Offer == nil {
		return true
	}
	offer, answer := agreed.Offer.SDP().Audio(), agreed.Answer.SDP().Audio()
	return offer == nil || answer == nil || offer.Direction != "sendrecv" || answer.Direction != "sendrecv"
}

// capture is how to get a capture on the product that the dialog shows, in general
// where there is none.
func (k *Knowledge) capture(d *parser.Dialog) words.Text {
	way, product := "generic", ""
	if d != nil {
		way, product = answers.Capture(d)
	}
	if text := k.say("capture-"+way, rules.Fields{"product": product}); text != nil || product == "" {
		return text
	}
	// A maker whose own menu only capture-how names.
	return k.say("capture-phone", rules.Fields{"product": product})
}

// askWhole asks for the call that a fragment is of.
func (k *Knowledge) askWhole(t *parser.Trace) words.Text {
	var d *parser.Dialog
	if len(t.Dialogs) > 0 {
		d = t.Dialogs[0]
	} else if len(t.Facts) > 0 {
		program := t.Facts[0].Product
		key := map[string]string{"kamailio": "proxy", "opensips": "proxy"}[program]
		if key == "" {
			key = program
		}
		if way := k.say("capture-"+key, rules.Fields{"product": logProduct(program)}); way != nil {
			return words.Cat(k.say("closing-fragment", nil), words.T(" "), way, words.T("."))
		}
	}
	return words.Cat(k.say("closing-fragment", nil), words.T(" "), k.capture(d), words.T("."))
}

// closing names the last line of a verdict: what its signalling cannot show, or
// what to send for an answer.
var closing = map[string]string{
	"login-pending": "closing-next", "sent-register": "closing-next", "sent-other": "closing-next", "cancelled-open": "closing-cancel", "accepted-untold": "closing-fragment", "bye-confirmed": "closing-fragment", "bye-challenged": "closing-next",
	"answered": "closing-heard", "answered-untimed": "closing-heard", "answered-open": "closing-rest",
	"challenged": "closing-next", "challenged-again": "closing-fragment", "login-sent": "closing-next", "interval": "closing-next", "asked-again": "closing-whole", "stale": "closing-next", "tried-again": "closing-next", "ringing": "closing-rest",
	"session-interval": "closing-next", "glare": "closing-next", "cancel-late": "closing-fragment", "bye-alone": "closing-fragment", "ping-open": "closing-other", "ack-alone": "closing-fragment",
	"trying": "closing-rest", "no-response": "closing-silent", "answered-repeated": "closing-other", "sent": "closing-next", "one-sided": "closing-other",
	"fragment": "closing-fragment", "redirected": "closing-rest", "refused": "closing-refused", "refused-untold": "closing-refused", "refused-registration": "closing-refused",
}
