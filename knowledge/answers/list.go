package answers

import "github.com/sipwhy/sipwhy/parser"

// intents lists every question that is understood. The order decides between
// equals: the more special comes first.
func intents() []intent {
	call := func(s *scene) float64 { return when(s.some(parser.IsCall), 0.75) }
	registration := func(s *scene) float64 { return when(s.some(parser.IsRegistration), 0.85) }
	return []intent{
		// What is the matter.
		{"outcome", nil, outcome},
		{"why", nil, why},
		{"code-here", codeNamed, codeHere},
		{"cause-here", nil, causeHere},
		{"who-sent", nil, whoSentIt},
		{"whose-fault", nil, whoseFault},
		{"fix", nil, fix},
		{"tell-customer", nil, tellCustomer},
		{"send-provider", nil, sendProvider},
		{"next-step", nil, nextStep},
		{"capture-how", nil, captureHow},
		{"how-sure", nil, howSure},
		{"evidence", nil, evidence},
		{"alternatives", nil, alternatives},
		{"ruled-out", nil, ruledOut},
		{"is-it-password", nil, judged(isItPassword)},
		{"is-it-credit", nil, judged(isItCredit)},
		{"sip-alg", nil, algAsked},
		{"is-it-cause", causeSuspected, judged(isItCause)},
		{"rejected-by-callee", call, rejectedByCallee},
		{"worked-before", nil, workedBefore},
		{"still-failing", nil, stillFailing},
		{"what-if", nil, whatIf},
		{"rfc", nil, rfcOf},
		// The call.
		{"who-hung-up", call, whoHungUp},
		{"person-or-timer", call, personOrTimer},
		{"ring-time", call, ringTime},
		{"ringback", call, ringback},
		{"early-media", call, earlyMediaAsked},
		{"talk-time", call, talkTime},
		{"setup-time", call, setupTime},
		{"call-time", nil, callTime},
		{"slow-step", nil, slowStep},
		{"direction", call, directionAsked},
		{"caller", nil, callerAsked},
		{"called", numberDialled, calledAsked},
		{"caller-id", nil, callerID},
		{"list-calls", nil, listCalls},
		{"which-failed", severalCalls, whichFailed},
		{"other-call", severalCalls, otherCall},
		{"message-count", nil, messageCount},
		{"compare-invites", requestsCompared, compareInvites},
		{"who-answered", whoMayAnswer, whoAnswered},
		{"why-two-ringing", call, whyTwoRinging},
		{"why-cancelled", call, whyCancelled},
		{"forwarded", forwardMeant, forwarded},
		{"transfer", hasTransfer, transferAsked},
		{"retransmissions", sentAgain, retransmissions},
		{"drop-timer", call, dropTimer},
		{"was-it-sent", nil, wasItSent},
		{"hold", call, holdAsked},
		{"session-timer", call, sessionTimer},
		{"prack", call, prackAsked},
		{"call-flow", nil, callFlow},
		{"show-message", nil, showMessage},
		{"header", nil, headerAsked},
		{"via", nil, viaAsked},
		{"route", nil, routeAsked},
		{"loop", loopMeant, loopAsked},
		{"message-size", nil, messageSize},
		{"why-options-work", hasPing, whyOptionsWork},
		{"method-here", methodNamed, methodHere},
		{"stays-on-line", call, staysOnLine},
		// The hosts.
		{"device", nil, device},
		{"who-is", whoMayBe, whoIs},
		{"ip-address", addressAsked, ipAddress},
		{"whitelist", nil, whitelist},
		{"ports", nil, ports},
		{"transport", nil, transportAsked},
		{"nat", nil, natAsked},
		{"encryption", nil, encryptionAsked},
		// The sound.
		{"media-address", nil, mediaAddress},
		{"codec", codecInUse, codecAsked},
		{"codec-offered", nil, codecOffered},
		{"packet-time", nil, packetTime},
		{"dtmf", nil, dtmfAsked},
		{"one-way-audio", nil, oneWayAudio},
		{"audio-flowed", nil, audioFlowed},
		{"quality", nil, quality},
		{"fax", nil, faxAsked},
		{"video", nil, videoAsked},
		// Registration and login.
		{"reg-expiry", registration, regExpiry},
		{"contacts", registration, contactsAsked},
		{"login", nil, loginAsked},
		{"login-ok", nil, loginOK},
		{"account-differs", accountMayDiffer, accountDiffers},
		{"needs-login", nil, needsLogin},
		{"which-number-wrong", nil, whichNumberWrong},
		{"number-format", nil, numberFormatAsked},
		// Security and emergency.
		{"got-in", hasScanner, gotIn},
		{"is-it-theirs", hasScanner, isItTheirs},
		{"emergency", nil, emergencyAsked},
		{"complain", nil, complain},
		// What no trace of signalling knows.
		{"balance", nil, balance},
		{"price", nil, price},
		{"other-device", nil, otherDevice},
		{"conversation", nil, conversation},
		{"person-reason", nil, personReason},
		{"firewall-rule", nil, firewallRule},
		{"config", nil, config},
		{"password-value", nil, passwordValue},
		{"future", nil, future},
		{"drop-point", nil, dropPoint},
		{"location", nil, location},
		// Silence.
		{"thanks", nil, thanks},
	}
}

// hasPing weighs questions about keep-alives.
func hasPing(s *scene) float64 { return when(s.some(parser.IsPing), 0.7) }

// codeNamed weighs questions about a code: one that the trace does not have is
// the reference's to explain.
func codeNamed(s *scene) float64 {
	if len(s.q.codes) == 0 {
		return 0.9
	}
	if s.codeMeant() == nil && !s.askedPresence() {
		return 0.2
	}
	return 1
}
