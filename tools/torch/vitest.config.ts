import { defineConfig } from 'vitest/config';

/** The tests that need Python and PyTorch: npm run test:torch */
export default defineConfig({
  test: { include: ['tools/torch/*.spec.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
});
