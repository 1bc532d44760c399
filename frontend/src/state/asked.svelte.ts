/** A question beside the main one: the newest cancels the older, and the old answer stays meanwhile. */
import { Newer, Refused } from '../api/client';

export class Asked<T> {
  value = $state.raw<T | null>(null);
  /** Why there is no answer, in words. */
  refused = $state.raw<string | null>(null);
  /** The value shown is of an older question. */
  asking = $state(false);
  #question = '';
  #asking: AbortController | null = null;

  /** `turn`: what it waits for before it asks. */
  constructor(private readonly turn: () => Promise<unknown> = () => Promise.resolve()) {}

  /** The answer to the newest question; null while it is under way. */
  get fresh(): T | null {
    return this.asking ? null : this.value;
  }

  /** Asks unless the same was asked already; an empty question forgets the answer. */
  ask(question: string, get: (signal: AbortSignal) => Promise<T>): void {
    if (question === this.#question) return;
    this.#question = question;
    this.#asking?.abort();
    this.#asking = null;
    this.asking = question !== '';
    if (!question) {
      this.value = this.refused = null;
      return;
    }
    const asking = new AbortController();
    this.#asking = asking;
    const answer = this.turn().then(() => {
      asking.signal.throwIfAborted();
      return get(asking.signal);
    });
    answer.then(
      (value) => {
        if (asking.signal.aborted) return;
        this.value = value;
        this.refused = null;
        this.asking = false;
      },
      (error: unknown) => {
        if (asking.signal.aborted) return;
        this.asking = false;
        if (error instanceof Newer) return;
        this.#question = '';
        this.value = null;
        this.refused =
          error instanceof Refused ? error.problem.detail : 'The server cannot be reached.';
      },
    );
  }

  /** Waits for nothing any more, and keeps what it has. */
  pause(): void {
    this.#asking?.abort();
    this.#asking = null;
    this.#question = '';
  }
}
