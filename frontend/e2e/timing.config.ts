import { defineConfig } from 'vitest/config';
import config from './vitest.config';

/** `npm run timings`: how long the page takes, for `cargo xtask bench pages`. */
export default defineConfig({
  test: { ...config.test, retry: 0, testTimeout: 600_000, include: ['e2e/pages.timing.ts'] },
});
