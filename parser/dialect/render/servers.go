package render

import "strings"

// What open source servers log.

func asteriskSIP(w *writer, m Message) {
	if w.sent(m) {
		w.f("<--- Transmitting (NAT) to %s --->\n", m.Dst)
		w.message(m, "", "\n")
		w.f("\n<------------>\n")
		return
	}
	w.f("<--- SIP read from %s:%s --->\n", upper(m.Transport), m.Src)
	w.message(m, "", "\n")
	w.f("<------------->\n--- (%d headers %d lines) ---\n", len(m.Headers), strings.Count(m.Body, "\n"))
}

func asteriskSIPOld(w *writer, m Message) {
	if w.sent(m) {
		w.f("Reliably Transmitting (no NAT) to %s:\n", m.Dst)
		w.message(m, "", "\n")
		w.f("\n---\n")
		return
	}
	w.f("\n<-- SIP read from %s:\n", m.Src)
	w.message(m, "", "\n")
	w.f("\n--- (%d headers %d lines) ---\n", len(m.Headers), strings.Count(m.Body, "\n"))
}

func asteriskSIPLog(w *writer, m Message) {
	w.f("[%s] VERBOSE[1234] chan_sip.c: \n", m.Time.Format("2006-01-02 15:04:05"))
	asteriskSIP(w, m)
}

func asteriskPJSIP(w *writer, m Message) {
	kind := "request"
	if isResponse(m) {
		kind = "response"
	}
	w.f("<--- %s SIP %s (%d bytes) %s %s:%s --->\n", w.either(m, "Transmitting", "Received"), kind, w.size(m), w.either(m, "to", "from"), upper(m.Transport), w.peer(m))
	w.message(m, "", "\n")
	w.f("\n")
}

func asteriskPJSIPLog(w *writer, m Message) {
	w.f("[%s] VERBOSE[812] res_pjsip_logger.c: ", m.Time.Format("Jan _2 15:04:05"))
	asteriskPJSIP(w, m)
}

const dashes72 = "------------------------------------------------------------------------"

func freeswitchHead(w *writer, m Message) string {
	host := hostOf(w.peer(m))
	return w.either(m, "send", "recv") + " " + itoa(w.size(m)) + " bytes " + w.either(m, "to ", "from ") + m.Transport + "/[" + host + "]:" + portOf(w.peer(m)) + " at " + m.Time.Format("15:04:05.000000") + ":"
}

func freeswitch(w *writer, m Message) {
	w.f("%s\n%s\n", freeswitchHead(w, m), dashes72)
	w.message(m, "", "\n")
	w.f("\n")
}

func freeswitchIndented(w *writer, m Message) {
	w.f("%s\n   %s\n", freeswitchHead(w, m), dashes72)
	w.message(m, "   ", "\n")
	w.f("   %s\n", dashes72)
}

func drachtio(w *writer, m Message) {
	w.f("%s %s\n", m.Time.Format("2006-01-02 15:04:05.000000"), freeswitchHead(w, m))
	w.message(m, "", "\n")
	w.f("\n")
}

// kamailioSyslog is a message in one syslog record, its further lines indented by
// the reader of the journal.
func kamailioSyslog(w *writer, m Message) {
	head := m.Time.Format("Jan _2 15:04:05") + " px1 /usr/sbin/kamailio[7]: INFO: <script>: "
	for i, line := range w.lines(m) {
		if i > 0 {
			head = strings.Repeat(" ", 44)
		}
		w.f("%s%s\n", head, line)
	}
}

func opensipsParse(w *writer, m Message) {
	w.f("%s [7] ERROR:core:parse_msg: message=<", m.Time.Format("Jan _2 15:04:05"))
	w.message(m, "", "\n")
	w.f(">\n")
}
