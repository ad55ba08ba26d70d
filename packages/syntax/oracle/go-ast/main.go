// Command goast prints the syntax trees that Go's own parser makes, in the form of print.js: one line for each top-level
// declaration, or its MD5 sum. Files it finds errors in are left out. Usage: goast [-full] < list-of-files
package main

import (
	"bufio"
	"crypto/md5"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"unicode/utf8"
)

func main() {
	full := len(os.Args) > 1 && os.Args[1] == "-full"
	in := bufio.NewScanner(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		path := in.Text()
		src, err := os.ReadFile(path)
		if err != nil || !utf8.Valid(src) {
			continue
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, src, parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		p := &printer{base: fset.File(file.FileStart).Base(), units: units(src)}
		n := 0
		for _, decl := range file.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.IMPORT {
				continue
			}
			p.Reset()
			p.decl(decl)
			if full {
				fmt.Fprintf(out, "%s\t%d\t%s\n", path, n, p.String())
			} else {
				fmt.Fprintf(out, "%s\t%d\t%x\n", path, n, md5.Sum([]byte(p.String())))
			}
			n++
		}
		fmt.Fprintf(out, "%s\tend\t%d\n", path, n)
	}
}

// units maps byte offsets to UTF-16 offsets; nil where they are the same.
func units(src []byte) []int {
	ascii := true
	for _, b := range src {
		if b >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return nil
	}
	m := make([]int, len(src)+1)
	n := 0
	for i, r := range string(src) {
		m[i] = n
		n++
		if r > 0xffff {
			n++
		}
	}
	m[len(src)] = n
	return m
}

type printer struct {
	strings.Builder
	base  int
	units []int
}

func (p *printer) at(pos token.Pos) int {
	offset := int(pos) - p.base
	if p.units != nil {
		return p.units[offset]
	}
	return offset
}

func (p *printer) open(kind string, n ast.Node) {
	fmt.Fprintf(p, "(%s@%d-%d", kind, p.at(n.Pos()), p.at(n.End()))
}

func (p *printer) word(s string) { p.WriteString(" "); p.WriteString(s) }
func (p *printer) close()        { p.WriteString(")") }

func (p *printer) decl(decl ast.Decl) {
	switch d := decl.(type) {
	case *ast.GenDecl:
		p.gen(d)
	case *ast.FuncDecl:
		p.open("func-decl", d)
		p.expr(d.Name)
		if d.Recv != nil {
			p.params(d.Recv)
		} else {
			p.word("-")
		}
		p.typeParams(d.Type.TypeParams)
		p.signature(d.Type)
		if d.Body != nil {
			p.block(d.Body)
		} else {
			p.word("-")
		}
		p.close()
	}
}

func (p *printer) gen(d *ast.GenDecl) {
	var typ ast.Expr
	var values []ast.Expr
	for i, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			p.open("type-decl", s)
			p.expr(s.Name)
			if s.Assign.IsValid() {
				p.word("=")
			}
			p.typeParams(s.TypeParams)
			p.expr(s.Type)
			p.close()
		case *ast.ValueSpec:
			if d.Tok == token.VAR {
				p.open("var-decl", s)
				p.idents(s.Names)
				p.maybe(s.Type)
				p.exprs(s.Values)
				p.close()
				continue
			}
			if s.Type != nil || s.Values != nil {
				typ, values = s.Type, s.Values
			}
			p.open("const-decl", s)
			p.word(fmt.Sprint(i))
			p.idents(s.Names)
			p.maybe(typ)
			p.exprs(values)
			p.close()
		}
	}
}

func (p *printer) idents(names []*ast.Ident) {
	p.WriteString(" [")
	for _, n := range names {
		p.expr(n)
	}
	p.WriteString("]")
}

func (p *printer) exprs(list []ast.Expr) {
	p.WriteString(" [")
	for _, e := range list {
		p.expr(e)
	}
	p.WriteString("]")
}

func (p *printer) maybe(e ast.Expr) {
	if e == nil {
		p.word("-")
	} else {
		p.expr(e)
	}
}

func (p *printer) typeParams(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		for _, n := range f.Names {
			p.WriteString(" {")
			p.expr(n)
			p.expr(f.Type)
			p.WriteString("}")
		}
	}
}

func (p *printer) signature(t *ast.FuncType) {
	p.params(t.Params)
	p.params(t.Results)
}

func (p *printer) params(list *ast.FieldList) {
	p.WriteString(" <")
	if list != nil {
		for _, f := range list.List {
			p.open("param", f)
			p.idents(f.Names)
			if e, ok := f.Type.(*ast.Ellipsis); ok {
				p.word("...")
				p.expr(e.Elt)
			} else {
				p.expr(f.Type)
			}
			p.close()
		}
	}
	p.WriteString(">")
}

func (p *printer) expr(expr ast.Expr) {
	p.WriteString(" ")
	switch e := expr.(type) {
	case *ast.Ident:
		p.open("ident", e)
		p.word(e.Name)
	case *ast.BasicLit:
		p.open("literal", e)
		p.word(strings.ReplaceAll(e.Value, "\n", "\\n"))
	case *ast.SelectorExpr:
		p.open("selector", e)
		p.expr(e.X)
		p.expr(e.Sel)
	case *ast.UnaryExpr:
		p.open("unary", e)
		p.word(e.Op.String())
		p.expr(e.X)
	case *ast.StarExpr:
		p.open("star", e)
		p.expr(e.X)
	case *ast.BinaryExpr:
		p.open("binary", e)
		p.word(e.Op.String())
		p.expr(e.X)
		p.expr(e.Y)
	case *ast.CallExpr:
		p.open("call", e)
		p.expr(e.Fun)
		p.exprs(e.Args)
		if e.Ellipsis.IsValid() {
			p.word("...")
		}
	case *ast.IndexExpr:
		p.open("index", e)
		p.expr(e.X)
		p.exprs([]ast.Expr{e.Index})
	case *ast.IndexListExpr:
		p.open("index", e)
		p.expr(e.X)
		p.exprs(e.Indices)
	case *ast.SliceExpr:
		p.open("slice-expr", e)
		p.expr(e.X)
		p.maybe(e.Low)
		p.maybe(e.High)
		p.maybe(e.Max)
	case *ast.TypeAssertExpr:
		p.open("type-assert", e)
		p.expr(e.X)
		p.maybe(e.Type)
	case *ast.ParenExpr:
		p.open("paren", e)
		p.expr(e.X)
	case *ast.CompositeLit:
		p.open("composite", e)
		p.maybe(e.Type)
		for _, element := range e.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				p.WriteString(" :")
				p.expr(kv.Key)
				p.expr(kv.Value)
			} else {
				p.expr(element)
			}
		}
	case *ast.FuncLit:
		p.open("func-lit", e)
		p.signature(e.Type)
		p.block(e.Body)
	case *ast.ArrayType:
		if e.Len == nil {
			p.open("slice", e)
		} else {
			p.open("array", e)
			if _, ok := e.Len.(*ast.Ellipsis); ok {
				p.word("-")
			} else {
				p.expr(e.Len)
			}
		}
		p.expr(e.Elt)
	case *ast.MapType:
		p.open("map", e)
		p.expr(e.Key)
		p.expr(e.Value)
	case *ast.ChanType:
		p.open("chan", e)
		p.word([]string{"", "send", "receive", "both"}[e.Dir])
		p.expr(e.Value)
	case *ast.FuncType:
		p.open("func", e)
		p.signature(e)
	case *ast.InterfaceType:
		p.open("interface", e)
		for _, f := range e.Methods.List {
			if len(f.Names) == 1 {
				p.open("method", f)
				p.expr(f.Names[0])
				p.signature(f.Type.(*ast.FuncType))
				p.close()
			}
		}
		for _, f := range e.Methods.List {
			if len(f.Names) == 0 {
				p.expr(f.Type)
			}
		}
	case *ast.StructType:
		p.open("struct", e)
		p.word(fmt.Sprint(p.at(e.Fields.Opening), " ", p.at(e.Fields.Closing)))
		for _, f := range e.Fields.List {
			p.open("field", f)
			p.idents(f.Names)
			p.expr(f.Type)
			if f.Tag != nil {
				p.expr(f.Tag)
			}
			p.close()
		}
	default:
		p.WriteString(fmt.Sprintf("(unknown %T", e))
	}
	p.close()
}

func (p *printer) block(b *ast.BlockStmt) {
	p.WriteString(" ")
	p.open("body", b)
	p.stmts(b.List)
	p.close()
}

func (p *printer) stmts(list []ast.Stmt) {
	for _, s := range list {
		if _, ok := s.(*ast.EmptyStmt); !ok {
			p.stmt(s)
		}
	}
}

func (p *printer) maybeStmt(s ast.Stmt) {
	if _, ok := s.(*ast.EmptyStmt); s == nil || ok {
		p.word("-")
	} else {
		p.stmt(s)
	}
}

func (p *printer) stmt(stmt ast.Stmt) {
	p.WriteString(" ")
	switch s := stmt.(type) {
	case *ast.BlockStmt:
		p.open("block", s)
		p.block(s)
	case *ast.DeclStmt:
		p.open("declare", s)
		p.gen(s.Decl.(*ast.GenDecl))
	case *ast.AssignStmt:
		if s.Tok == token.DEFINE {
			p.open("define", s)
		} else {
			p.open("assign", s)
			p.word(s.Tok.String())
		}
		p.exprs(s.Lhs)
		p.exprs(s.Rhs)
	case *ast.IncDecStmt:
		p.open("inc-dec", s)
		p.word(s.Tok.String())
		p.expr(s.X)
	case *ast.ExprStmt:
		p.open("expression", s)
		p.expr(s.X)
	case *ast.SendStmt:
		p.open("send", s)
		p.expr(s.Chan)
		p.expr(s.Value)
	case *ast.GoStmt:
		p.open("go", s)
		p.expr(s.Call)
	case *ast.DeferStmt:
		p.open("defer", s)
		p.expr(s.Call)
	case *ast.ReturnStmt:
		p.open("return", s)
		p.exprs(s.Results)
	case *ast.BranchStmt:
		p.open("branch", s)
		p.word(s.Tok.String())
		if s.Label != nil {
			p.word(s.Label.Name)
		} else {
			p.word("-")
		}
	case *ast.LabeledStmt:
		if _, ok := s.Stmt.(*ast.EmptyStmt); ok {
			fmt.Fprintf(p, "(labeled@%d", p.at(s.Pos()))
		} else {
			p.open("labeled", s)
		}
		p.word(s.Label.Name)
		p.maybeStmt(s.Stmt)
	case *ast.IfStmt:
		p.open("if", s)
		p.maybeStmt(s.Init)
		p.expr(s.Cond)
		p.block(s.Body)
		p.maybeStmt(s.Else)
	case *ast.ForStmt:
		p.open("for", s)
		p.maybeStmt(s.Init)
		p.maybe(s.Cond)
		p.maybeStmt(s.Post)
		p.block(s.Body)
	case *ast.RangeStmt:
		p.open("range", s)
		p.WriteString(" [")
		if s.Key != nil {
			p.expr(s.Key)
		}
		if s.Value != nil {
			p.expr(s.Value)
		}
		p.WriteString("]")
		if s.Tok == token.DEFINE {
			p.word(":=")
		}
		p.expr(s.X)
		p.block(s.Body)
	case *ast.SwitchStmt:
		p.open("switch", s)
		p.maybeStmt(s.Init)
		p.maybe(s.Tag)
		p.clauses(s.Body)
	case *ast.TypeSwitchStmt:
		p.open("type-switch", s)
		p.maybeStmt(s.Init)
		switch a := s.Assign.(type) {
		case *ast.AssignStmt:
			p.expr(a.Lhs[0])
			p.expr(a.Rhs[0].(*ast.TypeAssertExpr).X)
		case *ast.ExprStmt:
			p.word("-")
			p.expr(a.X.(*ast.TypeAssertExpr).X)
		}
		p.clauses(s.Body)
	case *ast.SelectStmt:
		p.open("select", s)
		for _, c := range s.Body.List {
			clause := c.(*ast.CommClause)
			fmt.Fprintf(p, " (comm@%d", p.at(clause.Pos()))
			p.maybeStmt(clause.Comm)
			p.stmts(clause.Body)
			p.close()
		}
	default:
		p.WriteString(fmt.Sprintf("(unknown %T", s))
	}
	p.close()
}

func (p *printer) clauses(body *ast.BlockStmt) {
	for _, c := range body.List {
		clause := c.(*ast.CaseClause)
		fmt.Fprintf(p, " (case@%d", p.at(clause.Pos()))
		if clause.List == nil {
			p.word("default")
		}
		p.exprs(clause.List)
		p.stmts(clause.Body)
		p.close()
	}
}
