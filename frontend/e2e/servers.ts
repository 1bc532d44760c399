/**
 * The servers that the tests look at. `cargo xtask test browser` starts them and says in the
 * environment where they are; a test of one that is not there is skipped.
 */
import { spawn, type ChildProcess } from 'node:child_process';

export interface Book {
  name: string;
  url: string;
}

function said(variable: string): string {
  return (process.env[variable] ?? '').replace(/\/$/, '');
}

/** The synthetic city as an analyst sees it. */
export const DEMO: Book = { name: 'demo', url: said('SERVER_URL') };
/** The same city as the partnership sees it: small numbers and tests are withheld. */
export const PARTNERSHIP: Book = { name: 'demo for partners', url: said('PARTNERSHIP_URL') };
/** Open police data of a real city: months only, no streets, no named places. */
export const LIVERPOOL: Book = { name: 'Liverpool', url: said('LIVERPOOL_URL') };

/** What every check is made on; Liverpool where its files are on this machine. */
export const BOOKS: Book[] = [DEMO, LIVERPOOL].filter((book) => book.url);
/** The same, and the city with its small numbers withheld. */
export const AUDIENCES: Book[] = [DEMO, PARTNERSHIP, LIVERPOOL].filter((book) => book.url);

export const PROGRAM = process.env['BEATBOOK_BIN'] ?? '';
/** The folder of the demo's book. */
export const BOOK_FOLDER = process.env['BOOK'] ?? '';
/** Whether a test can start, stop and start again a server of its own. */
export const CAN_SERVE = Boolean(PROGRAM && BOOK_FOLDER);

/** The answer of a server to a question, such as `api/v1/hotspots?count=events`. */
export async function ask<T>(book: Book, path: string): Promise<T> {
  const response = await fetch(`${book.url}/${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** A server of the test's own, for what happens when one goes away. */
export class OwnServer {
  #child: ChildProcess | null = null;
  url = '';

  constructor(private readonly book = BOOK_FOLDER) {}

  /** Starts it, on the port it had before if it ran before. */
  async start(): Promise<string> {
    const port = this.url ? new URL(this.url).port : '0';
    const child = spawn(PROGRAM, ['serve', this.book, '--port', port]);
    this.#child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      let text = '';
      const read = (bytes: Buffer) => {
        text += bytes.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
        if (found) resolve(found[0]);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('exit', () => reject(new Error(`the server ended: ${text}`)));
    });
    return this.url;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
}
