/**
 * Noto Sans, bundled. The page loads it by request and hands the bytes to the browser, because the
 * Content-Security-Policy allows requests to this server but no font addresses.
 */
import italic from '@fontsource/noto-sans/files/noto-sans-latin-400-italic.woff2?url';
import regular from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url';
import semibold from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url';

const FILES = [
  { map: 'Noto Sans Regular', url: regular, weight: '400', style: 'normal' },
  { map: 'Noto Sans SemiBold', url: semibold, weight: '600', style: 'normal' },
  { map: 'Noto Sans Italic', url: italic, weight: '400', style: 'italic' },
] as const;

/** The fonts by the names the map layers use. */
export function mapFonts(): Record<string, string> {
  return Object.fromEntries(FILES.map((f) => [f.map, new URL(f.url, document.baseURI).href]));
}

/** Makes the fonts known to the page; text shows in a system font until they are there. */
export async function loadPageFonts(): Promise<void> {
  await Promise.all(
    FILES.map(async (f) => {
      const response = await fetch(new URL(f.url, document.baseURI));
      if (!response.ok) return;
      const face = new FontFace('Noto Sans', await response.arrayBuffer(), {
        weight: f.weight,
        style: f.style,
      });
      document.fonts.add(await face.load());
    }),
  ).catch(() => undefined);
}
