import { lineAndColumn } from "@cachelint/syntax";
import { isElementType, memberOf, structsOf } from "../src/index.js";
import { load } from "./scene.js";

/** The structs of all packages, one a line. */
function listed(text: string): string {
  const { world, packages } = load(text);
  const rows = packages.flatMap((pkg) =>
    structsOf(world, pkg).map(({ kind, name, functionName, unit, span }) => {
      const { line, column } = lineAndColumn(unit.source.file.text)(span.start);
      return `${line}:${column} ${kind} ${name}${functionName === null ? "" : ` in ${functionName}`}`;
    }),
  );
  return rows.join("\n");
}

test("declared types, literals, local types and instances, each by its name", () => {
  expect(
    listed(`package p

type Pool struct {
	local struct{ x struct{ y int } }
	empty struct{}
	list  List[string]
	same  List[string]
}
type copied Pool
type alias = Pool
type literal = struct{ z int }
type List[T any] struct{ next *List[T]; items []T }
type notStruct []struct{ a int }
type gone missing.T
type broken func(a int b)

var v, w = struct{ a int }{1}, List[int16]{}
var f = func() { type inFunc struct{ a int } }

func (q *Pool) drain(p struct{ b int }) (r struct{ c int }) {
	type item struct{ d struct{ e int } }
	x := struct{ f int }{}
	for range []struct{ g int }{} {
	}
	var y List[int8]
	_ = struct{}{}
	_, _ = x, y
	func() {
		type deeper item
	}()
	return
}
func (List[T]) each() { type local struct{ t T } }
`),
  ).toMatchInlineSnapshot(`
"3:6 named Pool
4:8 anonymous Pool.local.struct
4:18 anonymous Pool.local.x.struct
6:8 instance List[string]
9:6 named copied
11:16 anonymous literal.struct
12:6 named List
13:18 anonymous notStruct.struct
14:6 named gone
17:12 anonymous v.struct
17:32 instance List[int16]
18:23 local inFunc in f.func
20:24 anonymous p.struct in (*Pool).drain
20:44 anonymous r.struct in (*Pool).drain
21:7 local item in (*Pool).drain
21:22 anonymous item.d.struct in (*Pool).drain
22:7 anonymous x.struct in (*Pool).drain
23:14 anonymous struct in (*Pool).drain
29:8 local deeper in (*Pool).drain
33:30 local local in List.each"
`);
});

test("types that lie end to end", () => {
  const { world, packages } = load(`package p

type inArray struct{ a int }
type inSlice struct{ a int }
type inBody struct{ a int }
type hidden struct{ a int }
type alone struct{ a int }

var x [3]inArray
var y func(map[string][]inSlice)
var z *alone

func f() {
	_ = make([]inBody, 3)
	type hidden int
	_ = []hidden{}
}
`);
  const [pkg] = packages;
  const isElement = (name: string): boolean => {
    const entity = pkg && memberOf(world, pkg, name);
    return entity?.kind === "type" && isElementType(world, entity.object, packages);
  };
  expect(["inArray", "inSlice", "inBody", "hidden", "alone"].filter(isElement)).toEqual(["inArray", "inSlice", "inBody"]);
});
