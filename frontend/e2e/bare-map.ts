/** What a page costs that is nothing but a map: MapLibre with one layer of the same tiles. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const LIBRARY = dirname(createRequire(import.meta.url).resolve('maplibre-gl/dist/maplibre-gl.mjs'));

/** The page shows the cells of a selection from a server, in one colour, at one view. */
function page(tiles: string, view: { lon: number; lat: number; zoom: number }, colour: string) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>bare</title>
<style>html, body, #map { height: 100%; margin: 0 }</style><div id="map" class="map"></div>
<script type="module">
import { Map, setWorkerUrl } from './maplibre-gl.mjs';
setWorkerUrl(new URL('maplibre-gl-worker.mjs', document.baseURI).href);
const template = (selection) => '${tiles}' + (selection ? '?' + selection : '');
const map = new Map({
  container: 'map', center: [${view.lon}, ${view.lat}], zoom: ${view.zoom}, fadeDuration: 0,
  attributionControl: false,
  style: { version: 8,
    sources: { cells: { type: 'vector', tiles: [template('')], minzoom: 11, maxzoom: 14 } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#F3F2EE' } },
      { id: 'cells', type: 'fill', source: 'cells', 'source-layer': 'cells',
        paint: { 'fill-color': '${colour}' } } ] } });
document.getElementById('map').cityMap = map;
window.select = (selection) => map.getSource('cells').setTiles([template(selection)]);
</script></html>`;
}

/** Serves the page and the library on the loopback; tiles come from the server measured. */
export async function bareMap(
  from: string,
  view: { lon: number; lat: number; zoom: number },
  colour: string,
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname.startsWith('/tiles/')) {
      fetch(`${from}${pathname}${search}`, { headers: { 'accept-encoding': 'identity' } }).then(
        async (tile) => {
          response.writeHead(tile.status, { 'content-type': 'application/x-protobuf' });
          response.end(Buffer.from(await tile.arrayBuffer()));
        },
        () => response.writeHead(502).end(),
      );
    } else if (pathname === '/') {
      const own = `http://${request.headers.host}/tiles/hotspots/{z}/{x}/{y}.mvt`;
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(page(own, view, colour));
    } else if (/^\/maplibre-gl[\w-]*\.mjs$/.test(pathname)) {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(readFileSync(join(LIBRARY, pathname)));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
