// Whether a side's struct lies as the compiler laid it out when the case was recorded: that its edit and its checkout are the right ones.

/** What differs, as texts; nothing when the side has no recorded layout. */
export function layoutProblems({ type, layout }, jsonLines) {
  if (layout === undefined) return [];
  const name = layout.type ?? type;
  const row = jsonLines.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line)).find((one) => one.name === name);
  if (row === undefined) return [`layout: no struct ${name}`];
  if (row.sizeBytes === undefined) return [`layout: ${name} is unknown: ${JSON.stringify(row.unknown)}`];
  const size = (layout.sizeBytes ?? row.sizeBytes) === row.sizeBytes ? [] : [`layout: ${name} has ${row.sizeBytes} bytes, expected ${layout.sizeBytes}`];
  const offsets = Object.entries(layout.offsets).flatMap(([field, expected]) => {
    const found = row.fields.find((one) => one.name === field);
    return found === undefined || found.offsetBytes === expected ? [] : [`layout: ${name}.${field} is at ${found.offsetBytes}, expected ${expected}`];
  });
  return [...size, ...offsets];
}
