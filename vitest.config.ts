import { defineConfig } from 'vitest/config';

// Tests import the workspace's sources, not its build output; only tests that start real processes need the build.
// No other condition is named: Node's own packages must resolve as they would without Vitest.
export default defineConfig({
  resolve: { conditions: ['@cream/source'] },
  ssr: { resolve: { conditions: ['@cream/source'] } },
  test: {
    include: ['{libs,services,cli,proto,charts,tests,ui}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    setupFiles: ['./tests/one-seed.ts'],
    testTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
