import { defineConfig } from "vitest/config";

/** Four projects: quick tests beside their source, contract/property/golden/fault suites, the browser, and real data. */
export default defineConfig({
  test: {
    reporters: ["default", "./test/closing-line.ts"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["{shared,src-hub,src-main,src-renderer,build}/**/*.test.{ts,tsx}"],
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "suites",
          include: ["test/{contract,property,golden,faults,house}/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // A browser on a machine that does something else for a second is late once; what is wrong is wrong twice. Told as such.
          retry: 1,
          // After the others: what is told within seconds on screen is told to a person, and not beside a whole suite.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "real",
          include: ["test/real/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
