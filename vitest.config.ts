import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/dist/**', '**/.next/**', 'e2e/**'];

/** Tests that train or load real models: `npm test` runs them, `npm run verify` does not. */
const slow = ['packages/ml/families/*.test.ts', 'packages/ml/train/train.test.ts', 'packages/ml/runtime/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,apps,bench}/**/*.test.{ts,tsx}'],
          exclude: [...exclude, ...slow, '**/*.int.test.ts'],
        },
      },
      { test: { name: 'slow', include: slow, exclude, testTimeout: 60_000 } },
      {
        test: {
          name: 'integration',
          include: ['{packages,apps}/**/*.int.test.ts'],
          exclude,
          globalSetup: ['./scripts/lib/vitest-postgres.mjs'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
