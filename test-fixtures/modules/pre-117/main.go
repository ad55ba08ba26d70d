// Pre-117 has a go.mod without the pruned module graph of Go 1.17: which
// version of a dependency is taken follows from all go.mod files together.
package main

import (
	"net/http"

	"github.com/gorilla/mux"
	"github.com/sirupsen/logrus"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

type app struct {
	debug  bool
	router *mux.Router
	trace  bool
	log    logrus.Logger
	root   cobra.Command
}

func main() {
	a := app{router: mux.NewRouter()}
	a.root.Run = func(*cobra.Command, []string) {
		a.log.Fatal(http.ListenAndServe(viper.GetString("addr"), a.router))
	}
	_ = a.root.Execute()
}
