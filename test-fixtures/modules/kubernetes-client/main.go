// Kubernetes-client pulls in client-go with all API types.
package main

import (
	"fmt"
	"time"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

type controller struct {
	synced  bool
	client  kubernetes.Interface
	dryRun  bool
	factory informers.SharedInformerFactory
	resync  time.Duration
}

func main() {
	c := controller{resync: time.Minute}
	client, err := kubernetes.NewForConfig(&rest.Config{Host: "localhost"})
	if err != nil {
		fmt.Println(err)
		return
	}
	c.client = client
	c.factory = informers.NewSharedInformerFactory(c.client, c.resync)
	fmt.Println(c.factory.Core().V1().Pods().Informer().HasSynced())
}
