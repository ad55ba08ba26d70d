import type pc from "picocolors";

/** The colours of a terminal, or none: the same text either way. Handed in, so that nothing here asks the environment. */
export type Paint = Pick<ReturnType<typeof pc.createColors>, "bold" | "dim" | "red" | "yellow" | "cyan" | "green" | "blue">;

const asItIs = (text: string | number | null | undefined): string => String(text);

/** No colours. */
export const plain: Paint = { bold: asItIs, dim: asItIs, red: asItIs, yellow: asItIs, cyan: asItIs, green: asItIs, blue: asItIs };
