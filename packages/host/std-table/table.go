package main

import (
	"slices"
	"strings"
)

// table is the file as it is stored. Packages has three blocks for each import path: the package clause, the imports and the
// declarations. A block maps a mask to the text that holds for the builds in it. A mask has one hexadecimal digit a version, and that
// one bit a target: "00000f" is Go 1.26 on all four.
type table struct {
	Versions []string                        `json:"versions"`
	Targets  []string                        `json:"targets"`
	Packages map[string][3]map[string]string `json:"packages"`
}

// source puts a stub together, as the reader of the table does; empty where the build has no such package.
func (t *table) source(path string, b build) string {
	var text strings.Builder
	for _, block := range t.Packages[path] {
		for _, mask := range sortedKeys(block) {
			if strings.IndexByte(hexDigits, mask[b.version])>>b.target&1 == 1 {
				text.WriteString(block[mask] + "\n")
			}
		}
	}
	return text.String()
}

const hexDigits = "0123456789abcdef"

// mask has room for more versions than there are.
type mask [16]byte

func (m mask) String() string {
	text := make([]byte, len(releases))
	for version := range text {
		text[version] = hexDigits[m[version]]
	}
	return string(text)
}

// merger collects the stubs of all builds; equal declarations are kept once.
type merger struct {
	clauses      map[string]map[string]mask
	declarations map[string]map[declaration]mask
}

func newMerger() *merger {
	return &merger{map[string]map[string]mask{}, map[string]map[declaration]mask{}}
}

func (m *merger) add(b build, stubs map[string]*stub) {
	for path, stub := range stubs {
		if m.clauses[path] == nil {
			m.clauses[path] = map[string]mask{}
			m.declarations[path] = map[declaration]mask{}
		}
		setBit(m.clauses[path], "package "+stub.name, b)
		for _, declaration := range stub.declarations {
			setBit(m.declarations[path], declaration, b)
		}
	}
}

func setBit[K comparable](masks map[K]mask, key K, b build) {
	mask := masks[key]
	mask[b.version] |= 1 << b.target
	masks[key] = mask
}

func (m *merger) table() *table {
	result := &table{Packages: map[string][3]map[string]string{}}
	for _, release := range releases {
		result.Versions = append(result.Versions, release[:strings.LastIndexByte(release, '.')])
	}
	for _, target := range targets {
		result.Targets = append(result.Targets, target.String())
	}
	for path, clauses := range m.clauses {
		clause := map[string]string{}
		for text, mask := range clauses {
			clause[mask.String()] = text
		}
		byMask := map[string][]declaration{}
		for declaration, mask := range m.declarations[path] {
			byMask[mask.String()] = append(byMask[mask.String()], declaration)
		}
		imports, others := map[string]string{}, map[string]string{}
		for mask, declarations := range byMask {
			slices.SortFunc(declarations, compareDeclarations)
			nImports := 0
			for nImports < len(declarations) && declarations[nImports].section == importSection {
				nImports++
			}
			if 0 < nImports {
				imports[mask] = blockText(declarations[:nImports])
			}
			if nImports < len(declarations) {
				others[mask] = blockText(declarations[nImports:])
			}
		}
		result.Packages[path] = [3]map[string]string{clause, imports, others}
	}
	return result
}

func compareDeclarations(a, b declaration) int {
	if a.section != b.section {
		return int(a.section) - int(b.section)
	}
	return strings.Compare(a.key, b.key)
}

// blockText writes sorted declarations, those of a grouping section as one group.
func blockText(declarations []declaration) string {
	keyword := map[section]string{importSection: "import", constSection: "const", varSection: "var"}
	var lines []string
	for len(declarations) != 0 {
		section, end := declarations[0].section, 0
		for end < len(declarations) && declarations[end].section == section {
			end++
		}
		if word, isGroup := keyword[section]; isGroup {
			lines = append(lines, word+" (")
			for _, declaration := range declarations[:end] {
				lines = append(lines, declaration.text)
			}
			lines = append(lines, ")")
		} else {
			for _, declaration := range declarations[:end] {
				lines = append(lines, declaration.text)
			}
		}
		declarations = declarations[end:]
	}
	return strings.Join(lines, "\n")
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
