import { readFileSync, writeFileSync } from 'node:fs';
import getPort, { portNumbers } from 'get-port';
import { z } from 'zod';

const LOOPBACK = '127.0.0.1';
const Remembered = z.record(z.string(), z.number().int().min(1).max(65_535));

export interface PortWish {
  /** What will listen there; the key under which the port is remembered. */
  name: string;
  /** First choice when nothing is remembered. */
  preferred: number;
  /** Set by the environment, with the variable's name: taken means an error instead of another port. */
  explicit?: { variable: string; port: number } | undefined;
}

/** Hands out free loopback ports, the same ones as last time wherever possible. */
export class Ports {
  readonly #file: string;
  readonly #announce: (sentence: string) => void;
  readonly #remembered: Record<string, number>;
  readonly #given = new Set<number>();

  /**
   * @param file where ports are remembered from run to run
   * @param announce told whenever somebody else has the port that was wanted
   */
  constructor(file: string, announce: (sentence: string) => void) {
    this.#file = file;
    this.#announce = announce;
    this.#remembered = remembered(file);
  }

  async take({ name, preferred, explicit }: PortWish): Promise<number> {
    const wanted = explicit?.port ?? this.#remembered[name] ?? preferred;
    const port = await this.#firstFree(wanted);
    if (port !== wanted) {
      if (explicit) {
        throw new Error(
          `Port ${wanted} (${explicit.variable}) is taken. Stop what listens there, ` +
            `or unset ${explicit.variable} to let a free port be chosen.`,
        );
      }
      this.#announce(`port ${wanted} for ${name} is taken; using ${port}`);
    }
    this.#given.add(port);
    if (!explicit) {
      this.#remembered[name] = port;
      writeFileSync(this.#file, `${JSON.stringify(this.#remembered, null, 2)}\n`);
    }
    return port;
  }

  async #firstFree(wanted: number): Promise<number> {
    const candidates = [...portNumbers(wanted, Math.min(wanted + 100, 65_535))];
    return getPort({ host: LOOPBACK, port: candidates, exclude: this.#given });
  }
}

function remembered(file: string): Record<string, number> {
  try {
    return Remembered.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {}; // none yet, or spoilt: ports are then chosen afresh
  }
}
