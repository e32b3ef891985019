package dialect

import "strings"

// Structured logs, exports and databases say of a message what others say in words,
// each value under a name.

// field is what a value is.
type field uint8

const (
	fieldSrc field = 1 + iota
	fieldSrcPort
	fieldDst
	fieldDstPort
	// fieldRemote is the peer, fieldLocal the host that logs.
	fieldRemote
	fieldLocal
	fieldTransport
	fieldDirection
	// fieldTime is a time in any form, fieldSeconds and fieldMicros the two halves
	// of one.
	fieldTime
	fieldSeconds
	fieldMicros
	// fieldMessage is the message itself.
	fieldMessage
	// fieldFrom and fieldTo are the two ends where they are addresses, elsewhere users.
	fieldFrom
	fieldTo
	fields
)

// fieldNames are the names of the fields, in lower case without "_", "-", "." and
// blanks.
var fieldNames = func() map[string]field {
	names := map[string]field{}
	for f, list := range map[field]string{
		fieldSrc: `src source srcip srcaddr sourceip sourceaddress sourceaddr sourcehost srchost fromip fromaddress fromhost fromaddr remotesrc ipsrc
			sourceipaddress saddr sipfromip srcipaddress sourceurl ipsource`,
		fieldSrcPort: "srcport sourceport sport fromport udpsrcport",
		fieldDst: `dst destination dest dstip dstaddr destinationip destip destinationaddress destaddress destinationaddr destinationhost dsthost desthost toip toaddress
			tohost toaddr ipdst destinationipaddress daddr dstipaddress ipdestination`,
		fieldDstPort: "dstport destinationport destport dport toport udpdstport",
		fieldRemote:  "remote rem peer remoteaddr remoteaddress remoteip remotehost peeraddr peeraddress peerip raddr",
		fieldLocal:   "local localaddr localaddress localip localhost laddr",
		fieldFrom:    "from", fieldTo: "to",
		fieldTransport: "transport proto protocol transportprotocol networktransport siptransport",
		fieldDirection: "direction dir way",
		fieldTime: `time timestamp @timestamp ts date datetime createdate created createdat microts timestampms capturetime eventtime receivetimestamp realtimetimestamp
			eventtimestamp starttime timens utctime logtime messagetime calldate frametime frametimeepoch`,
		fieldSeconds: "timeseconds timesec tssec", fieldMicros: "timeuseconds timeusec tsusec timeus",
		fieldMessage: "msg message raw payload sip sipmessage data packet siptrace content rawmessage body info log line sipmsg fullmessage",
	} {
		for _, name := range strings.Fields(list) {
			names[name] = f
		}
	}
	return names
}()

// fieldOf tells what a name names, 0 for nothing that is known.
func fieldOf(name string) field {
	var buf [24]byte
	n := 0
	for i := 0; i < len(name); i++ {
		c := fold(name[i])
		switch {
		case c == '_' || c == '-' || c == '.' || c == ' ':
			continue
		case n == len(buf):
			return 0
		}
		buf[n] = c
		n++
	}
	return fieldNames[string(buf[:n])]
}

// values are what the fields of one record hold.
type values [fields]string

// set files a value under a name; the first one counts, but for a finer time.
func (v *values) set(name, value string) {
	f := fieldOf(name)
	finer := f == fieldTime && isDigits(value) && len(value) >= len("1767607200000") && !isDigits(v[f]) && !strings.Contains(v[f], ".")
	if f != 0 && (v[f] == "" || finer) {
		v[f] = value
	}
}

// keys reads "key":"value", key=value and key: value pairs.
func (m *meta) keys(s string) {
	v := valuesIn(s)
	m.file(&v)
}

// valuesIn gathers the pairs. An object under the name of an end holds its address
// and its port: "source":{"ip":"192.0.2.1","port":5060}.
func valuesIn(s string) values {
	var v values
	end := field(0)
	for i := 0; i < len(s); i++ {
		if s[i] == '}' {
			end = 0
		}
		if !is(s[i], classAlpha) && s[i] != '@' && s[i] != '_' || i > 0 && is(s[i-1], classAlnum) {
			continue
		}
		n := runOf(s[i:], classAlnum|classToken)
		if s[i] == '@' {
			n = 1 + runOf(s[i+1:], classAlnum|classToken)
		}
		name := s[i : i+n]
		rest := strings.TrimLeft(s[i+n:], "\"'\\ ")
		i += n
		if rest == "" || rest[0] != ':' && rest[0] != '=' && rest[0] != '|' {
			continue
		}
		f := fieldOf(name)
		switch {
		case (f == fieldSrc || f == fieldDst) && strings.HasPrefix(strings.TrimLeft(rest[1:], " "), "{"):
			end = f
		case end != 0 && (name == "ip" || name == "address" || name == "host"):
			v.put(end, valueAt(rest[1:], end))
		case end != 0 && name == "port":
			v.put(end+1, valueAt(rest[1:], end+1))
		case f != 0:
			v.set(name, strings.TrimSpace(valueAt(rest[1:], f)))
		}
	}
	return v
}

func (v *values) put(f field, value string) {
	if v[f] == "" {
		v[f] = value
	}
}

// valueAt is the value that s begins with.
func valueAt(s string, f field) string {
	s = strings.TrimLeft(s, "\"'\\ ")
	if f == fieldTime {
		const longest = 40
		end := strings.IndexAny(s, "\"',;|}")
		if strings.HasPrefix(s[max(end, 0):], ", ") || end >= 0 && s[end] == ',' && end+1 < len(s) && is(s[end+1], classDigit) {
			// "Jan 5, 2026 @ 10:00:01.123" and "10:00:01,123".
			end = -1
		}
		if end < 0 {
			end = len(s)
		}
		return s[:min(end, longest)]
	}
	n := runOf(s, classToken|classAlnum)
	for n < len(s) && (strings.IndexByte(":[]$", s[n]) >= 0 || is(s[n], classToken)) {
		n++
	}
	return s[:n]
}

// file takes over what the fields of a record say.
func (m *meta) file(v *values) {
	if m.src == "" {
		m.src = m.fieldAddress(v[fieldSrc], v[fieldSrcPort])
	}
	if m.dst == "" {
		m.dst = m.fieldAddress(v[fieldDst], v[fieldDstPort])
	}
	if from, to := m.fieldAddress(v[fieldFrom], ""), m.fieldAddress(v[fieldTo], ""); m.src == "" && m.dst == "" && isAddress(from) && isAddress(to) {
		m.src, m.dst = from, to
	}
	switch t := v[fieldTransport]; {
	case m.transport != "":
	case t == "17":
		m.transport = "udp"
	case t == "6":
		m.transport = "tcp"
	default:
		m.transport = transportOf(t)
	}
	if d, ok := lowered(directionWords, v[fieldDirection]); ok && m.direction == Unknown {
		m.direction = d
	}
	if m.direction != Unknown && m.src == "" && m.dst == "" {
		if remote := m.fieldAddress(v[fieldRemote], ""); isAddress(remote) {
			m.peer(remote)
		}
	}
	m.near(m.fieldAddress(v[fieldLocal], ""))
	if m.clock {
		return
	}
	if v[fieldTime] != "" {
		m.time(v[fieldTime])
	}
	if m.clock {
		return
	}
	for _, value := range [...]string{v[fieldTime], joined(v[fieldSeconds], v[fieldMicros])} {
		if st, ok := sinceEpoch(value); ok {
			m.stamp, m.clock = st, true
			return
		}
	}
}

// joined makes "seconds.micros" of the two.
func joined(seconds, micros string) string {
	if !isDigits(micros) || len(micros) > 6 {
		return seconds
	}
	return seconds + "." + strings.Repeat("0", 6-len(micros)) + micros
}

func (m *meta) fieldAddress(host, port string) string {
	a, t := hostPort(host)
	if m.transport == "" {
		m.transport = t
	}
	switch {
	case numeric(a) == "" && strings.IndexByte(a, '.') <= 0 && !isAddress(a):
		// "internal", "stdout": a source, but no address.
		return ""
	case port == "" || !isDigits(port) || isAddress(a):
		return a
	}
	return pair(strings.Trim(a, "[]"), port)
}

// sinceEpoch reads a time as seconds since 1970, with a fraction, or as milli-, micro- or
// nanoseconds.
func sinceEpoch(s string) (stamp, bool) {
	s = strings.TrimSpace(s)
	whole, fraction, _ := strings.Cut(s, ".")
	if !isDigits(whole) || fraction != "" && !isDigits(fraction) {
		return stamp{}, false
	}
	switch len(whole) {
	case 10:
	case 13, 16, 19:
		whole, fraction = whole[:10], whole[10:]
	default:
		return stamp{}, false
	}
	seconds := number(whole[:9])*10 + number(whole[9:])
	const year2000, year2100 = 946_684_800, 4_102_444_800
	if seconds < year2000 || seconds >= year2100 {
		return stamp{}, false
	}
	return stamp{year: 1970, month: 1, day: 1, date: true, sec: seconds, n: nanoseconds(fraction)}, true
}
