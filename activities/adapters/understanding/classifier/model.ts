import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A trained model as it is stored: one row of weights, a byte each, for every feature. */
export const StoredModel = z.object({
  labels: z.array(z.string()).min(2),
  features: z.array(z.string()),
  /** What a weight of 1 is worth. */
  scale: z.number().positive(),
  /** Base64 of signed bytes, features × labels; the last row is what every text starts from. */
  weights: z.string(),
});
export type StoredModel = z.infer<typeof StoredModel>;

export interface Likelihood {
  label: string;
  /** 0 to 1; those of all labels come to 1. */
  probability: number;
}

/** Multinomial logistic regression over sparse yes-or-no features. */
export class Model {
  readonly #labels: readonly string[];
  readonly #rows = new Map<string, number>();
  readonly #weights: Int8Array;
  readonly #scale: number;

  constructor({ labels, features, scale, weights }: StoredModel) {
    this.#labels = labels;
    this.#scale = scale;
    const bytes = Buffer.from(weights, 'base64');
    this.#weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.#weights.length !== (features.length + 1) * labels.length)
      throw new Error('the model of intents is damaged; build it again with npm run build:model');
    for (const [row, feature] of features.entries()) this.#rows.set(feature, row);
  }

  /** All labels, likeliest first. */
  classify(features: readonly string[]): Likelihood[] {
    const scores = this.#labels.map((_, label) => this.#weight(this.#rows.size, label));
    for (const feature of features) {
      const row = this.#rows.get(feature);
      if (row === undefined) continue;
      for (let label = 0; label < scores.length; label++) {
        scores[label] = (scores[label] ?? 0) + this.#weight(row, label);
      }
    }
    return softmax(scores)
      .map((probability, index) => ({ label: this.#labels[index] ?? '', probability }))
      .sort((a, b) => b.probability - a.probability);
  }

  #weight(row: number, label: number): number {
    return (this.#weights[row * this.#labels.length + label] ?? 0) * this.#scale;
  }
}

/** Scores as probabilities. */
export function softmax(scores: readonly number[]): number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

export const MODEL_FILE = fileURLToPath(new URL('./intents.model.json', import.meta.url));

let loaded: Model | undefined;

/** The model of intents that was built with the program; read once. */
export function intentModel(): Model {
  loaded ??= new Model(StoredModel.parse(JSON.parse(readFileSync(MODEL_FILE, 'utf8'))));
  return loaded;
}
