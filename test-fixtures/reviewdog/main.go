// Command reviewdog reads rdjson or rdjsonl from standard input as reviewdog's own parsers do: by protojson, into its types,
// so that an unknown key is an error. It prints one line for each diagnostic: path:line:column rule.
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/reviewdog/reviewdog/proto/rdf"
	"google.golang.org/protobuf/encoding/protojson"
)

func main() {
	diagnostics, err := read(os.Stdin, os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range diagnostics {
		start := d.GetLocation().GetRange().GetStart()
		fmt.Printf("%s:%d:%d %s\n", d.GetLocation().GetPath(), start.GetLine(), start.GetColumn(), d.GetCode().GetValue())
	}
}

// read follows parser/rdjson.go and parser/rdjsonl.go of reviewdog.
func read(r io.Reader, format string) ([]*rdf.Diagnostic, error) {
	if format == "rdjson" {
		text, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		result := new(rdf.DiagnosticResult)
		err = protojson.Unmarshal(text, result)
		return result.GetDiagnostics(), err
	}
	var diagnostics []*rdf.Diagnostic
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		d := new(rdf.Diagnostic)
		if err := protojson.Unmarshal(lines.Bytes(), d); err != nil {
			return nil, err
		}
		diagnostics = append(diagnostics, d)
	}
	return diagnostics, lines.Err()
}
