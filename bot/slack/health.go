package slack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// ListenVar is the environment variable with the address of health and metrics.
const ListenVar = "SIPWHY_LISTEN"

// NoListen is the address that switches health and metrics off.
const NoListen = "off"

// stuck is the silence of the intake after which the process is not well. It
// beats once a second.
const stuck = 30 * time.Second

// listen serves /healthz, /readyz and /metrics until the context ends.
func (b *Bot) listen(ctx context.Context) error {
	address := b.address
	if address == "" || address == NoListen {
		return nil
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return setup("%s: cannot listen on %s (%s): choose a free address, or %q for none", ListenVar, address, listenError(err), NoListen)
	}
	server := &http.Server{
		Handler:           b.routes(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
	}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go func() { _ = server.Serve(l) }()
	b.log.Info("health and metrics", "address", l.Addr().String())
	return nil
}

// listenError is the last cause alone: the address is named already.
func listenError(err error) string {
	if e, ok := errors.AsType[*net.OpError](err); ok {
		err = e.Err
	}
	text := err.Error()
	return text[strings.LastIndex(text, ": ")+1:]
}

func (b *Bot) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { state(w, b.alive()) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) { state(w, b.ready()) })
	mux.Handle("GET /metrics", promhttp.HandlerFor(b.metrics.registry, promhttp.HandlerOpts{}))
	return mux
}

func state(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, err)
		return
	}
	fmt.Fprintln(w, "ok")
}

// alive is nil while the process works: what a restart would heal, not whether
// Slack can be reached.
func (b *Bot) alive() error {
	if quiet := time.Since(time.Unix(0, b.beat.Load())); quiet > stuck {
		return fmt.Errorf("the intake has been stuck for %s", quiet.Round(time.Second))
	}
	return nil
}

// ready is nil while events flow: Slack said hello on a socket and was heard on
// it lately.
func (b *Bot) ready() error {
	if b.stopping.Load() {
		return errors.New("stopping")
	}
	hello := false
	for _, s := range b.sockets {
		if s.fresh(b.timing.stale) {
			return nil
		}
		hello = hello || s.ready.Load()
	}
	if hello {
		return fmt.Errorf("slack has been silent for more than %s", b.timing.stale)
	}
	return errors.New("no connection to slack")
}

// Health asks the process that listens on this address whether events flow.
func Health(ctx context.Context, address string) error {
	if address == NoListen {
		return setup("%s is %q: health has nobody to ask", ListenVar, NoListen)
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return setup("%s is no address and port: %q", ListenVar, address)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("nobody answers on %s: is sipwhy serve running, and is %s the same for both", address, ListenVar)
	}
	defer resp.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(resp.Body, 1000))
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("not ready: %s", strings.TrimSpace(string(said)))
	}
	return nil
}
