import { type StoredModel, softmax } from './model.js';

export interface Example {
  label: string;
  features: readonly string[];
}

const ROUNDS = 40;
const RATE = 0.3;
/** Keeps weights small, so that no single word decides. */
const DECAY = 1e-4;
const LEAST_SEEN = 2;

/**
 * Trains by stochastic gradient descent with Adagrad. The same examples give the same model: their order is
 * shuffled by a generator with a fixed seed.
 */
export function train(examples: readonly Example[]): StoredModel {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const features = frequent(examples);
  const rows = new Map(features.map((feature, row) => [feature, row]));
  const bias = features.length;
  const weights = new Float64Array((features.length + 1) * labels.length);
  const squares = new Float64Array(weights.length).fill(1e-8);
  const prepared = examples.map(({ label, features: found }) => ({
    label: labels.indexOf(label),
    rows: [...found.flatMap((feature) => rows.get(feature) ?? []), bias],
  }));
  const random = generator(20_261_125);
  for (let round = 0; round < ROUNDS; round++) {
    for (const example of shuffled(prepared, random)) step(example, labels.length, weights, squares);
  }
  return store(labels, features, weights);
}

function step(
  example: { label: number; rows: readonly number[] },
  width: number,
  weights: Float64Array,
  squares: Float64Array,
): void {
  const scores = Array.from({ length: width }, (_, label) =>
    example.rows.reduce((sum, row) => sum + (weights[row * width + label] ?? 0), 0),
  );
  const probabilities = softmax(scores);
  for (const row of example.rows) {
    for (let label = 0; label < width; label++) {
      const place = row * width + label;
      const error = (probabilities[label] ?? 0) - (label === example.label ? 1 : 0);
      const gradient = error + DECAY * (weights[place] ?? 0);
      squares[place] = (squares[place] ?? 0) + gradient * gradient;
      weights[place] = (weights[place] ?? 0) - (RATE * gradient) / Math.sqrt(squares[place] ?? 1);
    }
  }
}

/** The features that are seen often enough to be learnt from, in order. */
export function frequent(examples: readonly Example[]): string[] {
  const seen = new Map<string, number>();
  for (const { features } of examples) for (const each of features) seen.set(each, (seen.get(each) ?? 0) + 1);
  return [...seen]
    .filter(([, times]) => times >= LEAST_SEEN)
    .map(([feature]) => feature)
    .sort();
}

function store(labels: string[], features: string[], weights: Float64Array): StoredModel {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) || 1;
  const scale = largest / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  return { labels, features, scale, weights: Buffer.from(bytes.buffer).toString('base64') };
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const order = [...items];
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const [a, b] = [order[index], order[other]];
    if (a === undefined || b === undefined) continue;
    order[index] = b;
    order[other] = a;
  }
  return order;
}

/** A linear congruential generator: 0 to 1, the same on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
