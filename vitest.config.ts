import { defineConfig } from 'vitest/config';

// Tests import the workspace's sources, not its build output; only tests that start real processes need the build.
export default defineConfig({
  resolve: { conditions: ['@cream/source', 'module', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@cream/source', 'module', 'import', 'node', 'default'] } },
  test: {
    include: ['{libs,services,cli,proto,charts,tests}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
