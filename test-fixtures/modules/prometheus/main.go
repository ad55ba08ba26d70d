// Prometheus pulls in the libraries of the Prometheus server.
package main

import (
	"fmt"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/scrape"
	"github.com/prometheus/prometheus/tsdb"
)

type monitor struct {
	dryRun bool
	engine promql.EngineOpts
	quiet  bool
	head   *tsdb.Head
	scrape scrape.Options
}

func main() {
	m := monitor{engine: promql.EngineOpts{MaxSamples: 1000}}
	fmt.Println(promql.NewEngine(m.engine), tsdb.DefaultOptions(), m.scrape.EnableStartTimestampZeroIngestion)
}
