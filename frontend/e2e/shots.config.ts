import { defineConfig } from 'vitest/config';
import config from './vitest.config';

/** `npm run shots`: the pictures of `frontend/docs`; those of states come from their tests. */
export default defineConfig({
  test: {
    ...config.test,
    env: { ...config.test?.env, SHOTS: new URL('../docs', import.meta.url).pathname },
    include: ['e2e/rooms.shots.ts', 'e2e/states.spec.ts'],
  },
});
