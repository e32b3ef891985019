package render

import "strings"

// What the equipment of vendors logs.

func ciscoIOS(w *writer, m Message) {
	w.f("%06d: *%s: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:\n%s\n", 123+w.n, m.Time.Format("Jan _2 15:04:05.000"), w.either(m, "Sent: ", "Received: "))
	w.message(m, "", "\n")
	w.f("\n")
}

func ciscoAddressed(w *writer, m Message) {
	w.f("%d: *%s: //%d/2FD863BAA01F/CUBE_VT/SIP/Msg/ccsipDisplayMsg:\n", w.n, m.Time.Format("Jan _2 15:04:05.000"), 4538)
	w.f("%s SIP %s message from %s to %s\n", w.either(m, "Sent:", "Received:"), upper(m.Transport), m.Src, m.Dst)
	w.message(m, "", "\n")
	w.f("\n")
}

func cucmHead(w *writer, m Message) {
	proto := upper(m.Transport)
	w.f("%08d.002 |%s |AppInfo  |", 12+w.n, m.Time.Format("15:04:05.000"))
	switch {
	case w.sent(m):
		w.f("SIP%s - wait_SdlSPISignal: Outgoing SIP %s message to %s on port %s index 6\n", proto[:1]+strings.ToLower(proto[1:]), proto, hostOf(m.Dst), portOf(m.Dst))
	case proto == "UDP":
		w.f("SIPUdp - wait_SdlDataInd: Incoming SIP UDP message size %d from %s:[%s]:\n", w.size(m), hostOf(m.Src), portOf(m.Src))
	default:
		w.f("SIP%s - wait_SdlReadRsp: Incoming SIP %s message from %s on port %s index 6 with %d bytes:\n", proto[:1]+strings.ToLower(proto[1:]), proto, hostOf(m.Src), portOf(m.Src), w.size(m))
	}
	w.f("[%d,NET]\n", 120+w.n)
}

func cucm(w *writer, m Message) {
	cucmHead(w, m)
	w.message(m, "", "\n")
	w.f("\n")
}

func cucmFlat(w *writer, m Message) {
	cucmHead(w, m)
	w.f("%s\n", strings.Join(flatten(w.lines(m)), " "))
}

func expressway(w *writer, m Message) {
	side, addr := "Dst", m.Dst
	if !w.sent(m) {
		side, addr = "Src", m.Src
	}
	w.f(`%s vcse tvcs: UTCTime="%s" Module="network.sip" Level="DEBUG":  Action="%s" Local-ip="%s" Local-port="%s" %s-ip="%s" %s-port="%s" Msg-Hash="%d"`+"\n",
		m.Time.Format("2006-01-02T15:04:05.000-07:00"), strings.Replace(m.Time.Format("2006-01-02 15:04:05.000"), ".", ",", 1), w.either(m, "Sent", "Received"),
		hostOf(w.own(m)), portOf(w.own(m)), side, hostOf(addr), side, portOf(addr), 11+w.n)
	w.f(" SIPMSG:\n")
	for i, line := range w.lines(m) {
		if i == 0 {
			line = "|" + line
		}
		w.f(" %s\n", line)
	}
	w.f(" |\n")
}

func audiocodesHead(w *writer, m Message) string {
	return m.Time.Format("15:04:05.000") + " : 192.0.2.20 : NOTICE : [S=" + itoa(71+w.n) + "] [SID=a1b2c3:1:5] (N " + itoa(42+w.n) + ") ---- " +
		w.either(m, "Outgoing SIP Message to ", "Incoming SIP Message from ") + w.peer(m) + w.either(m, " from", " to") + " SIPInterface #2 (Trunk) " + upper(m.Transport) + " TO(#1) SocketID(9) ---- "
}

func audiocodesTail(m Message) string { return " [Time:" + m.Time.Format("02-01@15:04:05.000") + "]" }

func audiocodes(w *writer, m Message) {
	w.f("%s\n", audiocodesHead(w, m))
	w.message(m, "", "\n")
	w.f("%s\n", audiocodesTail(m))
}

func audiocodesSyslog(w *writer, m Message) {
	w.f("%s#012%s#012%s\n", audiocodesHead(w, m), strings.Join(w.lines(m), " #012"), audiocodesTail(m))
}

func oracle(w *writer, m Message) {
	w.f("%s On [6:0]%s %s %s\n", m.Time.Format("Jan _2 15:04:05.000"), w.own(m), w.either(m, "sent to", "received from"), w.peer(m))
	w.message(m, "", "\n")
	w.f("\n%s\n", strings.Repeat("-", 40))
}

func broadworks(w *writer, m Message) {
	w.f("%s:%s CET | Info       | Sip | +15615550100 | callhalf-40112:0\n\n", m.Time.Format("2006.01.02 15:04:05"), m.Time.Format(".000")[1:])
	w.f("\t%s %d Bytes %s %s\n", m.Transport, w.size(m), w.either(m, "OUT to", "IN from"), w.peer(m))
	w.message(m, "", "\n")
	w.f("\n")
}

func genesys(w *writer, m Message) {
	if w.sent(m) {
		w.f("%s: Sending  [0,%s] %d bytes to %s >>>>>\n", m.Time.Format("15:04:05.000"), upper(m.Transport), w.size(m), m.Dst)
	} else {
		w.f("%s: SIPTR: Received [0,%s] %d bytes from %s <<<<<\n", m.Time.Format("15:04:05.000"), upper(m.Transport), w.size(m), m.Src)
	}
	w.message(m, "", "\n")
	w.f("\n")
}

func snom(w *writer, m Message) {
	w.f("%s %s:%s at %s (%d bytes):\n\n", w.either(m, "Sent to", "Received from"), m.Transport, w.peer(m), m.Time.Format("Jan _2 15:04:05.000"), w.size(m))
	w.message(m, "", "\n")
	w.f("\n")
}
