package render

import "strings"

// What further products print around a message, as far as pastes and manuals show
// it. No reader knows their marks by name: they are read by what all logs share.

func sonusTrace(w *writer, m Message) {
	w.f("136 %s:1.02.00.00001.Info    .SIPSG: *Sip %s %s: %s\n", m.Time.Format("01022006 150405.000000"), w.either(m, "Sent to", "Received from"), upper(m.Transport), w.peer(m))
	w.f("PDU:\n")
	w.message(m, "", "\n")
	w.f("---\n")
}

func sansay(w *writer, m Message) {
	w.f("[%s] %s message %s %s, length %d:\n", m.Time.Format("2006-01-02 15:04:05.000"), w.either(m, "Send", "Receive"), w.either(m, "to", "from"), w.peer(m), w.size(m))
	w.message(m, "", "\n")
	w.f("----End of Message----\n")
}

func sessionManager(w *writer, m Message) {
	w.f("%s --> octets: %d, Body Length: %d\n%s: %s = %s\n", m.Time.Format("2006-01-02 15:04:05.000"), w.size(m), len(m.Body), w.either(m, "egress", "ingress"), w.either(m, "TO", "FROM"), w.peer(m))
	w.message(m, "", "\n")
	w.f("%s\n", strings.Repeat("-", 20))
}

func lancom(w *writer, m Message) {
	w.f("[SIP-Packet] %s\n%s datagram (%d Bytes) %s %s over %s\n", m.Time.Format("2006/01/02 15:04:05,000"), w.either(m, "Sending", "Receiving"), w.size(m), w.either(m, "to", "from"), w.peer(m), upper(m.Transport))
	w.message(m, "", "\n")
	w.f("\n")
}

func threeCX(w *writer, m Message) {
	w.f("%s [CM50%d] %s %s %s %s tid=4f2a Call(C:1):\n", m.Time.Format("02-Jan-2006 15:04:05.000"), 3010+w.n, w.either(m, "Send", "Recv"), map[bool]string{true: "Resp", false: "Req"}[isResponse(m)]+" "+method(m), w.either(m, "to", "from"), w.peer(m))
	w.message(m, "  ", "\n")
	w.f("\n")
}

func phoneLog(w *writer, m Message) {
	w.f("%s [%s] sip: %s %d bytes %s %s\n", m.Time.Format("0102 150405.000"), "INFO", w.either(m, "TX", "RX"), w.size(m), w.either(m, "to", "from"), w.peer(m))
	for _, line := range w.lines(m) {
		w.f("\t| %s\n", line)
	}
	w.f("\t+--\n")
}

func softphone(w *writer, m Message) {
	w.f("%s | D | %s over %s, %s %s\n", m.Time.Format("15:04:05.000"), w.either(m, "Message sent", "Message received"), upper(m.Transport), w.either(m, "to", "from"), w.peer(m))
	for _, line := range w.lines(m) {
		w.f("    > %s\n", line)
	}
	w.f("\n")
}

func teamsExport(w *writer, m Message) {
	w.f("Jo Example  %s\n", m.Time.Format("3:04 PM"))
	w.message(m, "", "\n")
	w.f("\n")
}

func phoneChat(w *writer, m Message) {
	w.f("[%s] Jo: ", m.Time.Format("02/01/2006, 15:04:05"))
	w.message(m, "", "\n")
}
