package capture

// Content types of TLS records (RFC 8446 5.1).
const (
	tlsCipher    = 20
	tlsAlert     = 21
	tlsHandshake = 22
	tlsData      = 23
)

const (
	clientHello = 1
	serverHello = 2
	alertFatal  = 2
	maxRecord   = 1<<14 + 2048
	// maxTLS is how many connections are listed.
	maxTLS = 4096
)

// tlsFlows lists the TLS connections and counts their packets.
type tlsFlows struct {
	list   []TLSFlow
	states []tlsState
	// packets are counted by the port of the server.
	packets map[uint16]int
	more    int
}

type tlsState struct {
	// modern is set for TLS 1.3, whose handshake looks like data, records counts
	// what the client sent in that form.
	modern  bool
	records int
}

// isTLSRecord tells whether p begins with a record header.
func isTLSRecord(p []byte) bool {
	if len(p) < 5 || p[0] < tlsCipher || p[0] > tlsData || p[1] != 3 || p[2] > 4 {
		return false
	}
	n := be.Uint16(p[3:])
	return n > 0 && n <= maxRecord
}

// stepTLS reads what a record shows without its keys.
func (d *decoder) stepTLS(c *conn, s *side, f flow, p []byte) (n, need int) {
	if len(p) < 5 {
		return 0, 5
	}
	if !isTLSRecord(p) {
		s.mode = modeOther
		return len(p), 0
	}
	n = 5 + int(be.Uint16(p[3:]))
	if p[0] != tlsData && len(p) < n {
		return 0, n
	}
	if c.tls == 0 {
		if c.tls = d.tls.add(d, f, p[0] == tlsHandshake && len(p) > 5 && p[5] == clientHello); c.tls == 0 {
			s.mode = modeOther
			return len(p), 0
		}
	}
	d.tls.record(c.tls, f, p[:min(n, len(p))])
	return n, 0
}

// add lists a connection and returns its place from 1, 0 where the list is full.
func (t *tlsFlows) add(d *decoder, f flow, hello bool) int {
	if len(t.list) >= maxTLS {
		t.more++
		return 0
	}
	client, server := f.src, f.dst
	if !hello && (d.sipPort(f.src) || f.src.Port() < f.dst.Port() && !d.sipPort(f.dst)) {
		client, server = server, client
	}
	t.list = append(t.list, TLSFlow{Time: d.now, Client: client, Server: server})
	t.states = append(t.states, tlsState{})
	return len(t.list)
}

// record takes note of a record.
func (t *tlsFlows) record(place int, f flow, p []byte) {
	flow, state := &t.list[place-1], &t.states[place-1]
	byServer := f.src == flow.Server
	switch p[0] {
	case tlsHandshake:
		switch {
		case byServer:
			flow.Answered = true
			state.modern = state.modern || len(p) > 5 && p[5] == serverHello && isModern(p[5:])
		case len(p) > 5 && p[5] == clientHello:
			flow.Hello = true
		}
	case tlsAlert:
		if len(p) == 7 && p[5] == alertFatal && flow.Alert == 0 {
			flow.Alert, flow.ByServer = p[6], byServer
		}
	case tlsData:
		if !byServer {
			state.records++
		}
		flow.AppData = flow.AppData || !state.modern || state.records > 1
	}
}

// isModern finds TLS 1.3 in the supported_versions of a ServerHello (RFC 8446
// 4.2.1).
func isModern(p []byte) bool {
	const (
		fixed             = 4 + 2 + 32
		supportedVersions = 43
		version13         = 0x0304
	)
	if len(p) <= fixed {
		return false
	}
	n := fixed + 1 + int(p[fixed]) + 3 + 2
	for n+4 <= len(p) {
		kind, length := be.Uint16(p[n:]), int(be.Uint16(p[n+2:]))
		n += 4
		if kind == supportedVersions && length == 2 && n+2 <= len(p) {
			return be.Uint16(p[n:]) == version13
		}
		n += length
	}
	return false
}

// count counts a packet of a connection.
func (t *tlsFlows) count(place int) {
	if t.packets == nil {
		t.packets = map[uint16]int{}
	}
	t.packets[t.list[place-1].Server.Port()]++
}

// reset notes that a connection was reset.
func (t *tlsFlows) reset(place int) {
	if flow := &t.list[place-1]; !flow.AppData {
		flow.Reset = true
	}
}

// most is the server port that most TLS packets belong to.
func (t *tlsFlows) most() (port uint16, packets int) {
	for _, p := range sortedByCount(t.packets) {
		return p, t.packets[p]
	}
	return 0, 0
}
