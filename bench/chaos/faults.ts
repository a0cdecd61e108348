/** What the provider's sandbox does wrong, in all of a run: shares of its calls and of its webhooks. */
const FAULTS = [
  { operation: '*', kind: 'latency', ms: 700, probability: 0.15 },
  { operation: 'payment_intents.confirm', kind: 'latency', ms: 2_500, probability: 0.05 },
  { operation: '*', kind: 'rate_limit', probability: 0.04 },
  { operation: '*', kind: 'server_error', status: 503, phase: 'before', probability: 0.03 },
  { operation: '*', kind: 'server_error', status: 500, phase: 'during', probability: 0.02 },
  { operation: '*', kind: 'server_error', status: 500, phase: 'after', probability: 0.02 },
  { operation: '*', kind: 'drop_request', probability: 0.03 },
  { operation: '*', kind: 'drop_reply', probability: 0.04 },
  { operation: 'webhook', kind: 'duplicate', probability: 0.2 },
  { operation: 'webhook', kind: 'delay', ms: 3_000, probability: 0.2 },
  { operation: 'webhook', kind: 'reorder', ms: 1_000, probability: 0.1 },
] as const;

interface ActiveFault {
  wish: { operation: string; kind: string };
  struck: number;
}

/** How often it is looked whether the faults are still there: a sandbox that starts again is healthy. */
const LOOK_EVERY_MS = 2_000;

/** Makes a sandbox unreliable, keeps it so when it starts again, and makes it well in the end. */
export class SandboxFaults {
  readonly #url: string;
  readonly #counts: Record<string, number> = {};
  #seed: number;
  #seen: ActiveFault[] = [];
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(sandboxUrl: string, seed: number) {
    this.#url = `${sandboxUrl}/_sandbox/faults`;
    this.#seed = seed;
  }

  async inject(): Promise<void> {
    await this.#add();
    this.#timer = setInterval(() => {
      this.#looking = this.#look().catch(() => undefined); // it is starting: looked at again soon
    }, LOOK_EVERY_MS);
  }

  /** Removes them; returns how often each kind struck. */
  async remove(): Promise<Record<string, number>> {
    clearInterval(this.#timer);
    await this.#looking;
    this.#seen = await this.#list();
    await fetch(this.#url, { method: 'DELETE' });
    this.#note();
    return this.#counts;
  }

  async #look(): Promise<void> {
    const now = await this.#list();
    if (now.length === 0) {
      this.#note();
      this.#seed += FAULTS.length;
      await this.#add();
    } else {
      this.#seen = now;
    }
  }

  async #list(): Promise<ActiveFault[]> {
    const response = await fetch(this.#url, { signal: AbortSignal.timeout(LOOK_EVERY_MS) });
    return ((await response.json()) as { faults: ActiveFault[] }).faults;
  }

  async #add(): Promise<void> {
    for (const [index, fault] of FAULTS.entries()) {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...fault, seed: this.#seed + index }),
      });
      if (!response.ok) throw new Error(`the sandbox refused a fault: ${await response.text()}`);
    }
  }

  #note(): void {
    for (const { wish, struck } of this.#seen) {
      const kind = wish.operation === 'webhook' ? `webhook_${wish.kind}` : wish.kind;
      this.#counts[kind] = (this.#counts[kind] ?? 0) + struck;
    }
    this.#seen = [];
  }
}
