package render

import "strings"

// What softphones, browsers and stacks log.

func linphoneHead(w *writer, m Message) {
	stamp := m.Time.Format("2006-01-02 15:04:05") + ":" + m.Time.Format(".000")[1:]
	if w.sent(m) {
		w.f("%s [belle-sip] MESSAGE channel [0x1]: message sent to [%s://%s], size: [%d] bytes\n", stamp, upper(m.Transport), m.Dst, w.size(m))
		return
	}
	w.f("%s [belle-sip] MESSAGE channel [0x1]: received [%d] new bytes from [%s://%s]:\n", stamp, w.size(m), upper(m.Transport), m.Src)
}

func linphone(w *writer, m Message) {
	linphoneHead(w, m)
	w.message(m, "", "\n")
	w.f("\n")
}

func linphoneTabbed(w *writer, m Message) {
	linphoneHead(w, m)
	w.message(m, "\t", "\n")
	w.f("\n")
}

func pjsuaHead(w *writer, m Message) {
	cseq := header(m, "CSeq")
	number, name, _ := strings.Cut(cseq, " ")
	what := "Request msg " + method(m) + "/cseq=" + number + " (" + w.either(m, "tdta", "rdata") + "0x7f)"
	if isResponse(m) {
		what = "Response msg " + method(m) + "/" + name + "/cseq=" + number + " (" + w.either(m, "tdta", "rdata") + "0x7f)"
	}
	w.f("%s   pjsua_core.c  .%s %d bytes %s %s %s %s:\n", m.Time.Format("15:04:05.000"), w.either(m, "TX", "RX"), w.size(m), what, w.either(m, "to", "from"), upper(m.Transport), w.peer(m))
}

func pjsua(w *writer, m Message) {
	pjsuaHead(w, m)
	w.message(m, "", "\n")
	w.f("\n--end msg--\n")
}

func pjsuaAndroid(w *writer, m Message) {
	w.f("I/System.out: ")
	pjsuaHead(w, m)
	w.message(m, "    ", "\n")
	w.f("    --end msg--\n")
}

func baresip(w *writer, m Message) {
	w.f("\x1b[36;1m%s#\n%s %s -> %s\n", m.Time.Format("15:04:05.000"), upper(m.Transport), m.Src, m.Dst)
	w.message(m, "", "\n")
	w.f("\x1b[;m\n")
}

func jssip(w *writer, m Message) {
	w.f("JsSIP:Transport %s\n\n", w.either(m, "sending message:", "received text message:"))
	w.message(m, "", "\n")
	w.f(" +%dms\n", 20+w.n)
}

func jssipGlued(w *writer, m Message) {
	w.f("browser.js:119 JsSIP:Transport %s", w.either(m, "sending message:", "received text message:"))
	w.message(m, "", "\n")
	w.f(" +%dms\n", 20+w.n)
}

func sipjs(w *writer, m Message) {
	w.f("%s | sip.Transport | %s\n\n", m.Time.Format("Mon Jan 02 2006 15:04:05 GMT-0700"), w.either(m, "Sending WebSocket message:", "Received WebSocket text message:"))
	w.message(m, "", "\n")
	w.f("\n")
}

func sipp(w *writer, m Message) {
	w.f("%s %s\n%s message %s [%d] bytes:\n\n", strings.Repeat("-", 47), m.Time.Format("2006-01-02 15:04:05.000000"), upper(m.Transport), w.either(m, "sent", "received"), w.size(m))
	w.message(m, "", "\n")
	w.f("\n")
}

func sippOld(w *writer, m Message) {
	w.f("%s %s\n%s message %s\n\n", strings.Repeat("-", 47), m.Time.Format("2006-01-02 15:04:05.000000"), upper(m.Transport),
		w.either(m, "sent ("+itoa(w.size(m))+" bytes):", "received ["+itoa(w.size(m))+"] bytes :"))
	w.message(m, "", "\n")
	w.f("\n")
}

func sipgo(w *writer, m Message) {
	if w.sent(m) {
		w.f("=== %s write to %s -> %s ===\n", upper(m.Transport), m.Src, m.Dst)
	} else {
		w.f("=== %s read from %s <- %s ===\n", upper(m.Transport), m.Dst, m.Src)
	}
	w.message(m, "", "\r\n")
	w.f("\n")
}

func sipsorcery(w *writer, m Message) {
	kind := "Request"
	if isResponse(m) {
		kind = "Response"
	}
	stamp := m.Time.Format("[15:04:05 DBG] ")
	if w.sent(m) {
		w.f("%s%s sent: %s:%s->%s:%s\n%s", stamp, kind, m.Transport, m.Src, m.Transport, m.Dst, stamp)
	} else {
		w.f("%s%s received: %s:%s<-%s:%s\n%s", stamp, kind, m.Transport, m.Dst, m.Transport, m.Src, stamp)
	}
	w.message(m, "", "\n")
	w.f("\n")
}
