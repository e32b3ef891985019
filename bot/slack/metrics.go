package slack

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// metrics counts what the bot does. No label holds anything that people wrote:
// ids of findings, names of methods and Slack's own error codes are all there is.
type metrics struct {
	registry *prometheus.Registry

	events, answers, findings, intents, api, limits, dropped, opens *prometheus.CounterVec
	connected, connections, waiting                                 prometheus.Gauge
	ack, handle, reply                                              prometheus.Histogram
}

func newMetrics() *metrics {
	m := &metrics{registry: prometheus.NewRegistry()}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "sipwhy", Name: name, Help: help}, labels)
		m.registry.MustRegister(c)
		return c
	}
	gauge := func(name, help string) prometheus.Gauge {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "sipwhy", Name: name, Help: help})
		m.registry.MustRegister(g)
		return g
	}
	histogram := func(name, help string) prometheus.Histogram {
		h := prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: "sipwhy", Name: name, Help: help,
			Buckets: []float64{.001, .005, .01, .025, .05, .1, .25, .5, 1, 2, 3, 5, 10, 30, 60},
		})
		m.registry.MustRegister(h)
		return h
	}
	m.events = counter("events_total", "Deliveries of Slack by type and by what became of them.", "type", "outcome")
	m.answers = counter("answers_total", "Answers by the way they were given.", "way")
	m.findings = counter("findings_total", "Findings that answers stood on, by id.", "id")
	m.intents = counter("questions_total", "Follow-up questions answered, by intent, and whether the trace could tell.", "intent", "known")
	m.api = counter("api_calls_total", "Calls of the Web API by method and Slack's answer.", "method", "answer")
	m.limits = counter("rate_limited_total", "Calls that Slack refused for their rate.", "method")
	m.dropped = counter("dropped_total", "What was given up, by reason.", "reason")
	m.opens = counter("socket_opens_total", "Connections opened or attempted, by socket.", "socket")
	m.connected = gauge("sockets_connected", "Sockets of this process on which Slack said hello.")
	m.connections = gauge("app_connections", "Sockets of the whole app as Slack counts them, at most ten.")
	m.waiting = gauge("queue", "Deliveries being answered or waiting for it.")
	m.ack = histogram("ack_seconds", "From the arrival of an event to its acknowledgement.")
	m.handle = histogram("handle_seconds", "Time to find an answer, downloads of files included.")
	m.reply = histogram("reply_seconds", "From the arrival of an event to its posted answer.")
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// called counts a call of the Web API.
func (m *metrics) called(method string, err error) {
	answer := "ok"
	switch outcome, _ := judge(err); {
	case outcome == limited:
		answer = "ratelimited"
		m.limits.WithLabelValues(method).Inc()
	case codeOf(err) != "":
		answer = codeOf(err)
	case err != nil:
		answer = "failed"
	}
	m.api.WithLabelValues(method, answer).Inc()
}

func (m *metrics) answered(way string, findings []string, intent string, known bool, since time.Time) {
	m.answers.WithLabelValues(way).Inc()
	for _, id := range findings {
		m.findings.WithLabelValues(id).Inc()
	}
	if intent != "" {
		m.intents.WithLabelValues(intent, strconv.FormatBool(known)).Inc()
	}
	m.reply.Observe(time.Since(since).Seconds())
}
