import { readFileSync } from 'node:fs';
import path from 'node:path';

const WORDS = path.resolve(import.meta.dirname ?? __dirname, '../../web/words');

/** The page's modules are plain JavaScript: tests say what they expect of one as they load it. */
export async function script<Module>(name: string): Promise<Module> {
  return (await import(`../../web/scripts/${name}.js`)) as Module;
}

/** What `localStorage` is to the page. */
export function memoryStorage() {
  const values = new Map<string, string>();
  return {
    get: (key: string) => values.get(key),
    set: (key: string, value: string) => void values.set(key, value),
    remove: (key: string) => void values.delete(key),
    keys: (prefix: string) => [...values.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** An answer of the shop that refuses, as ApiClient throws it. */
export function refusal(status: number, detail = 'no') {
  const passing = status >= 500 || status === 429;
  return Object.assign(new Error(detail), { name: 'Problem', status, passing, retryAfterMs: 0 });
}

/** No answer at all. */
export function silence() {
  return Object.assign(new Error('unreachable'), { name: 'Unreachable', passing: true, retryAfterMs: 0 });
}

/** Lets everything that waits for a promise go on. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}

/** Puts the modules of the page into a language, with the words that the shop serves. @param speak that of `words`. */
export async function speakIn(
  language: string,
  speak: (language: string, root: unknown) => Promise<void>,
): Promise<void> {
  const served = jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation(
      async (address) => new Response(readFileSync(path.join(WORDS, path.basename(String(address))), 'utf8')),
    );
  await speak(language, { documentElement: {}, body: { querySelectorAll: () => [] } });
  served.mockRestore();
}
