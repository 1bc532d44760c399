import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Scripts and styles packed once, as small as gzip gets them; the server sends them as they are. */
const packed = {
  name: 'packed',
  writeBundle({ dir = '' }: { dir?: string | undefined }, bundle: Record<string, unknown>) {
    for (const name of Object.keys(bundle).filter((name) => /\.(m?js|css)$/.test(name))) {
      const file = join(dir, name);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    }
  },
};

// Paths are relative and nothing is inlined, so that the server can embed `dist/` at any
// address under `default-src 'none'`.
export default defineConfig({
  base: './',
  plugins: [svelte(), packed],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1300,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/tiles': 'http://127.0.0.1:8080' } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
