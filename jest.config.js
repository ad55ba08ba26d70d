// Tests run on the TypeScript sources themselves (swc strips the types), so that stack lines and inline snapshots point at them.
export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/packages/*/src/**/*.test.ts", "<rootDir>/packages/*/test/**/*.test.ts", "<rootDir>/rules/**/*.test.ts", "<rootDir>/tests/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  moduleNameMapper: {
    "^@cachelint/rules$": "<rootDir>/rules/index.ts",
    "^@cachelint/([a-z-]+)$": "<rootDir>/packages/$1/src/index.ts",
    "^(\\.{1,2}/.*)\\.js$": "$1",
  },
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "es6" } }] },
  // A busy machine is no failure; what hangs still ends.
  testTimeout: 120_000,
  modulePathIgnorePatterns: ["<rootDir>/test-fixtures/", "/dist/"],
};
