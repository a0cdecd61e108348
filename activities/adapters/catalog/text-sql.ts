import type { Statement } from './statement.js';
import {
  FIELD_WEIGHTS,
  POPULARITY_WEIGHT,
  RELEVANCE_DECIMALS,
  type TextGroup,
  type TextQuery,
  type Words,
} from './text/text-query.js';

/** The labels that the words of products carry (`products.words`), and what a match there is worth. */
const FIELDS = [
  ['A', FIELD_WEIGHTS.name],
  ['B', FIELD_WEIGHTS.brandOrCategory],
  ['D', FIELD_WEIGHTS.description],
] as const;
type Label = (typeof FIELDS)[number][0];

/** Whether all groups match `products p` and nothing does that is excluded; `undefined` when no words were said. */
export function textCondition(text: TextQuery, statement: Statement): string | undefined {
  const wanted = text.groups.map(({ alternatives }) =>
    anyOf(alternatives.map(({ words }) => anywhere(words))),
  );
  const unwanted = text.excluded.map((words) => `!${anywhere(words)}`);
  const all = [...wanted, ...unwanted];
  if (all.length === 0) return undefined;
  return `p.words @@ ${statement.bind(all.join(' & '), 'tsquery')}`;
}

/** Whether all groups can match by name, brand and category alone; phrases are only looked up word by word. */
export function titleCondition({ groups }: TextQuery, statement: Statement): string {
  const wanted = groups.map(({ alternatives }) =>
    anyOf(alternatives.map(({ words }) => `(${words.map((word) => lexeme(word)).join(' & ')})`)),
  );
  return `p.title_words @@ ${statement.bind(wanted.join(' & '), 'tsquery')}`;
}

/** Relevance of `products p`, as text-query.ts defines it; for products that meet `textCondition`. */
export function relevanceSql({ groups }: TextQuery, statement: Statement): string {
  const sum = groups.map((group) => groupSql(group, statement)).join(' + ');
  const relevance = `(${sum}) / ${groups.length}.0 + ${POPULARITY_WEIGHT} * p.popularity`;
  return `round((${relevance})::numeric, ${RELEVANCE_DECIMALS})`;
}

/** The best value that an alternative reaches in a field: the first that is there, from the best down. */
function groupSql({ alternatives }: TextGroup, statement: Statement): string {
  const byValue = new Map<number, string[]>();
  for (const { words, weight } of alternatives) {
    for (const [label, worth] of FIELDS) {
      const value = Number((weight * worth).toFixed(RELEVANCE_DECIMALS));
      byValue.set(value, [...(byValue.get(value) ?? []), inField(words, label)]);
    }
  }
  const cases = [...byValue]
    .sort(([a], [b]) => b - a)
    .map(([value, queries]) => `when p.words @@ ${statement.bind(anyOf(queries), 'tsquery')} then ${value}`);
  return `case ${cases.join(' ')} else 0 end`;
}

/** In any field; words of a phrase must be neighbours within one, not the last of one and the first of the next. */
function anywhere(words: Words): string {
  const [only] = words;
  if (words.length === 1 && only !== undefined) return lexeme(only);
  return anyOf(FIELDS.map(([label]) => inField(words, label)));
}

function inField(words: Words, label: Label): string {
  return `(${words.map((word) => `${lexeme(word)}:${label}`).join(' <-> ')})`;
}

function anyOf(queries: readonly string[]): string {
  return `(${queries.join(' | ')})`;
}

/** Words are letters and digits alone, so none can be syntax. */
function lexeme(word: string): string {
  return `'${word}'`;
}
