package main

import (
	"context"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"time"
)

// profileEnv is no setting: internal/bench uses it to see where time goes. It is
// an address of this machine, such as 127.0.0.1:6060.
const profileEnv = "GUICHE_PROFILE_ADDR"

// serveProfiles serves Go's profiles, to this machine only, if asked to. A
// profile may show what is in memory.
func serveProfiles(ctx context.Context) error {
	addr := os.Getenv(profileEnv)
	if addr == "" {
		return nil
	}
	host, _, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return refuse("%s is for addresses of this machine only, such as 127.0.0.1:6060", profileEnv)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go func() { _ = server.Serve(l) }()
	return nil
}
