import { defineConfig } from 'vitest/config';

const server = process.env['BASE_URL'];
if (!server) throw new Error('set BASE_URL to the address of a running beatbook server');

// One browser at a time: the software renderer of a test machine takes every core it gets.
export default defineConfig({
  test: {
    // Software rendering on a busy machine can be late once; the run names a test that was.
    retry: 1,
    // Vite gives BASE_URL a meaning of its own inside the tests.
    env: { SERVER_URL: server },
    include: ['e2e/**/*.spec.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
