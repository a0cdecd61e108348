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

/** Makes a sandbox unreliable, and well again. */
export class SandboxFaults {
  readonly #url: string;

  constructor(sandboxUrl: string) {
    this.#url = `${sandboxUrl}/_sandbox/faults`;
  }

  async inject(seed: number): Promise<void> {
    for (const [index, fault] of FAULTS.entries()) {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...fault, seed: seed + index }),
      });
      if (!response.ok) throw new Error(`the sandbox refused a fault: ${await response.text()}`);
    }
  }

  /** Removes them; returns how often each kind struck. */
  async remove(): Promise<Record<string, number>> {
    const { faults } = (await (await fetch(this.#url)).json()) as {
      faults: { wish: { operation: string; kind: string }; struck: number }[];
    };
    await fetch(this.#url, { method: 'DELETE' });
    const counts: Record<string, number> = {};
    for (const { wish, struck } of faults) {
      const kind = wish.operation === 'webhook' ? `webhook_${wish.kind}` : wish.kind;
      counts[kind] = (counts[kind] ?? 0) + struck;
    }
    return counts;
  }
}
