import { lineAndColumn, readBody, walkExpr } from "@cachelint/syntax";
import { evaluate, extentOf, isElementType, measureOf, memberOf, operandType, type Package, type Scope, type StructMeasure, structsOf, typeKey, typeString, walkBody, type World } from "../src/index.js";
import { declarationsAt } from "../src/world.js";

/** Asks everything that can be asked about a package, every expression in bodies included; returns how many structs it has. */
export function tell(world: World, pkg: Package, onStruct: (measure: StructMeasure) => void = () => undefined): number {
  const about = (scope: Scope, expr: Parameters<typeof evaluate>[2]): void => {
    const type = operandType(evaluate(world, scope, expr));
    extentOf(world, type);
    typeString(world, type);
  };
  const structs = structsOf(world, pkg);
  for (const record of structs) {
    const measure = measureOf(world, record.type);
    if (measure) onStruct(measure);
    for (const field of measure?.fields ?? []) typeString(world, field.type);
    typeKey(world, record.type);
  }
  for (const unit of pkg.units) {
    lineAndColumn(unit.source.file.text);
    unit.source.outline.declarations.forEach((_, index) => {
      for (const decl of declarationsAt(world.sources, unit.source, index)) {
        if (decl.kind !== "func-decl") {
          for (const name of decl.kind === "type-decl" ? [decl.name] : decl.names) tellMember(world, pkg, name.name);
          continue;
        }
        if (!decl.bodySpan) continue;
        const { block } = readBody(world.sources.parser, unit.source.file.text, decl);
        walkBody(world, unit.scope, decl, block, { localType: (scope, local) => about(scope, local.name), expression: (scope, expr) => walkExpr(expr, { expr: (node) => (about(scope, node), node.kind !== "func-lit") }) });
      }
    });
  }
  return structs.length;
}

function tellMember(world: World, pkg: Package, name: string): void {
  const entity = memberOf(world, pkg, name);
  if (entity?.kind === "const") entity.operand();
  if (entity?.kind === "var") extentOf(world, entity.type());
  if (entity?.kind === "type") isElementType(world, entity.object, [pkg]);
}
