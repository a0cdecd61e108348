import type { Query } from '@google-cloud/bigquery';

type Value = string | number | boolean | null | readonly string[] | readonly number[];
type Type = 'STRING' | 'INT64' | 'FLOAT64' | 'BOOL' | ['STRING'] | ['INT64'];

/** The values of a statement under construction: each is bound under a name, and never part of the text. */
export class Parameters {
  readonly values: Record<string, Value> = {};
  readonly types: Extract<NonNullable<Query['types']>, Record<string, unknown>> = {};
  #count = 0;

  /** Returns how the statement refers to the value: `@p1`. */
  bind(value: Value, type: Type): string {
    const name = `p${++this.#count}`;
    this.values[name] = typeof value === 'string' ? wellFormed(value) : value;
    this.types[name] = type;
    return `@${name}`;
  }
}

/** Half of a surrogate pair is no text, and JSON with one is refused. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
