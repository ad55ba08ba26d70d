// Etcd-client pulls in etcd's client, and with it gRPC and zap.
package main

import (
	"context"
	"log"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/concurrency"
)

type worker struct {
	leader  bool
	client  *clientv3.Client
	stopped bool
	config  clientv3.Config
}

func main() {
	w := worker{config: clientv3.Config{Endpoints: []string{"localhost:2379"}}}
	var err error
	if w.client, err = clientv3.New(w.config); err != nil {
		log.Fatal(err)
	}
	defer w.client.Close()
	s, err := concurrency.NewSession(w.client)
	if err != nil {
		log.Fatal(err)
	}
	if err := concurrency.NewElection(s, "/edge/leader").Campaign(context.Background(), "me"); err != nil {
		log.Fatal(err)
	}
	w.leader = true
}
