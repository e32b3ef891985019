package slack

import (
	"context"
	"encoding/json"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// envelope is one delivery over a socket.
// https://docs.slack.dev/apis/events-api/using-socket-mode#events
type envelope struct {
	id, kind string
	payload  fields
	// retry counts the deliveries before this one.
	retry int
	at    time.Time
	from  *socket
}

// drain takes everything that the sockets deliver and only places it: a channel
// of slack-go's that nobody empties ends in the connection being given up.
func (b *Bot) drain(ctx context.Context) {
	beat := time.NewTicker(time.Second)
	defer beat.Stop()
	for {
		b.beat.Store(time.Now().UnixNano())
		select {
		case <-ctx.Done():
			return
		case ev := <-b.sockets[0].client.Events:
			b.event(b.sockets[0], ev)
		case ev := <-b.sockets[1].client.Events:
			b.event(b.sockets[1], ev)
		case <-beat.C:
			b.gauges()
		}
	}
}

// event takes up what slack-go reports of one socket.
func (b *Bot) event(s *socket, ev socketmode.Event) {
	switch ev.Type {
	case socketmode.EventTypeConnecting:
		s.ready.Store(false)
	case socketmode.EventTypeConnectionError:
		if e, ok := ev.Data.(*slack.ConnectionErrorEvent); ok {
			b.log.Warn("no connection to slack", "socket", s.n, "attempt", e.Attempt, "error", plainError(e.ErrorObj))
			if err := s.failed(e); err != nil {
				b.fail(err)
			}
		}
	case socketmode.EventTypeHello:
		s.ready.Store(true)
		s.traffic.Store(time.Now().UnixNano())
		if ev.Request != nil {
			b.metrics.connections.Set(float64(ev.Request.NumConnections))
			b.log.Info("connected", "socket", s.n, "connections", ev.Request.NumConnections)
			if ev.Request.NumConnections > maxConnections-sockets {
				b.log.Warn("the app is close to slack's ten connections: stop forgotten processes", "connections", ev.Request.NumConnections)
			}
		}
	case socketmode.EventTypeErrorBadMessage:
		// slack-go neither acknowledges nor shows what it cannot decode.
		if bad, ok := ev.Data.(*socketmode.ErrorBadMessage); ok {
			b.metrics.dropped.WithLabelValues("undecodable").Inc()
			b.take(rawEnvelope(s, bad.Message))
		}
	case socketmode.EventTypeIncomingError, socketmode.EventTypeErrorWriteFailed:
		b.log.Debug("connection trouble", "socket", s.n, "type", string(ev.Type))
	case socketmode.EventTypeEventsAPI, socketmode.EventTypeInteractive, socketmode.EventTypeSlashCommand:
		if r := ev.Request; r != nil {
			b.take(envelope{id: r.EnvelopeID, kind: r.Type, payload: object(r.Payload), retry: r.RetryAttempt, at: time.Now(), from: s})
		}
	}
	b.gauges()
}

// maxConnections is how many sockets Slack allows an app.
const maxConnections = 10

func rawEnvelope(s *socket, raw json.RawMessage) envelope {
	f := object(raw)
	return envelope{
		id: f.str("envelope_id"), kind: f.str("type"), payload: f.object("payload"),
		retry: int(f.number("retry_attempt")), at: time.Now(), from: s,
	}
}

// take hands a delivery to where it is worked on.
func (b *Bot) take(e envelope) {
	if e.id == "" {
		return
	}
	switch e.kind {
	case socketmode.RequestTypeEventsAPI:
		b.takeEvent(e)
	case socketmode.RequestTypeSlashCommands:
		b.takeCommand(e)
	case socketmode.RequestTypeInteractive:
		b.takeInteraction(e)
	default:
		b.ignore(e, "envelope", otherEvent)
	}
}

// takeEvent places an event of the Events API. Where too many wait, or the
// process is stopping, it stays unacknowledged and Slack delivers it again.
func (b *Bot) takeEvent(e envelope) {
	kind := e.payload.object("event").str("type")
	switch kind {
	case "message", "app_mention":
	case "app_home_opened":
		b.takeHome(e)
		return
	default:
		if e.payload.str("type") == "app_rate_limited" {
			b.log.Warn("slack holds back events: more than 30,000 an hour")
			b.metrics.limits.WithLabelValues("events").Inc()
		}
		b.ignore(e, "other", otherEvent)
		return
	}
	p, why := b.reader.place(e.payload)
	if why != "" {
		b.ignore(e, kind, why)
		return
	}
	if b.stopping.Load() {
		b.metrics.events.WithLabelValues(kind, "left").Inc()
		return
	}
	d := delivery{posting: p, kind: kind, at: e.at, retry: e.retry, receipt: b.receipt(e, b.timing.ack)}
	if !b.lanes.add(p.lane(), func() { b.answer(d) }) {
		d.receipt.withhold()
		b.metrics.dropped.WithLabelValues("overload").Inc()
		b.metrics.events.WithLabelValues(kind, "left").Inc()
	}
}

// ignore acknowledges what is none of the bot's business.
func (b *Bot) ignore(e envelope, kind, why string) {
	b.metrics.events.WithLabelValues(kind, why).Inc()
	b.receipt(e, 0).give(nil)
}

// receipt is the acknowledgement of a delivery.
func (b *Bot) receipt(e envelope, after time.Duration) *receipt {
	return newReceipt(func(payload any) {
		select {
		case e.from.acks <- ack{e.id, payload}:
			b.metrics.ack.Observe(time.Since(e.at).Seconds())
		default:
			b.metrics.dropped.WithLabelValues("acknowledgement").Inc()
		}
	}, after)
}

// gauges brings the gauges up to date.
func (b *Bot) gauges() {
	ready := 0
	for _, s := range b.sockets {
		if s.ready.Load() {
			ready++
		}
	}
	b.metrics.connected.Set(float64(ready))
	b.metrics.waiting.Set(float64(b.lanes.size() + b.quick.size()))
}
