// Edge serves cached pages and counts what it does.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"

	"example.com/demo/cache"
	"example.com/demo/metrics"
	"example.com/demo/session"
)

type server struct {
	verbose  bool
	registry *metrics.Registry
	draining bool
	sessions session.Table
	requests *metrics.Counter
	nextID   atomic.Uint64
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.requests.Add(1)
	id := s.nextID.Add(1)
	client, _ := netip.ParseAddrPort(r.RemoteAddr)
	s.sessions.Open(id, client, r.Header.Get("X-User"), time.Now())
	defer s.sessions.Close(id)

	page, ok := cache.Pages.Get(r.URL.Path)
	if !ok {
		page = cache.Response{Status: http.StatusOK, Body: []byte("hello\n"), Expires: time.Now().Add(time.Minute)}
		cache.Pages.Put(r.URL.Path, page)
	}
	w.WriteHeader(page.Status)
	if _, err := w.Write(page.Body); err != nil && s.verbose {
		log.Print(err)
	}
}

func (s *server) report(w http.ResponseWriter, _ *http.Request) {
	for _, sample := range s.registry.Snapshot() {
		fmt.Fprintf(w, "%s %d\n", sample.Name, sample.Value)
	}
	fmt.Fprintf(w, "stuck %d\n", len(s.sessions.Audit(time.Now(), time.Hour)))
}

func main() {
	addr := flag.String("addr", "localhost:8080", "listen `address`")
	verbose := flag.Bool("v", false, "log write errors")
	flag.Parse()

	registry := metrics.NewRegistry()
	s := &server{
		verbose:  *verbose,
		registry: registry,
		requests: registry.Counter("requests", metrics.UnitNone),
	}
	http.HandleFunc("/metrics", s.report)
	http.Handle("/", s)
	log.Fatal(http.ListenAndServe(*addr, nil))
}
