import type { Parameters } from '../bigquery/parameters.js';
import {
  FIELD_WEIGHTS,
  POPULARITY_WEIGHT,
  RELEVANCE_DECIMALS,
  type TextGroup,
  type TextQuery,
  type Words,
} from './text/text-query.js';

type Field = keyof typeof FIELD_WEIGHTS;
const FIELDS = Object.keys(FIELD_WEIGHTS) as Field[];

/** The words of each field of an offer, as `wordsOf` cuts them, between spaces: " slim jeans ". */
export const WORD_COLUMNS: Readonly<Record<Field, string>> = {
  name: 'name_words',
  brandOrCategory: 'label_words',
  description: 'description_words',
};

/** Columns to add to the offers where words are asked for. */
export const wordColumnsSql = `
  ${wordsSql('name')} as name_words, ${wordsSql("concat(brand, ' ', category, ' ', department)")} as label_words,
  ${wordsSql('description')} as description_words`;

/** `wordsOf` in SQL: words of a text expression, each between spaces. What is plain ASCII need not be normalised. */
export function wordsSql(text: string): string {
  const plain = `if(regexp_contains(${text}, r'[^\\x00-\\x7f]'), normalize(${text}, nfkd), ${text})`;
  const bare = `lower(regexp_replace(${plain}, r"[\\x{300}-\\x{36f}\\x{591}-\\x{5c7}\\x{64b}-\\x{65f}'’‘\\x60´]", ''))`;
  return `concat(' ', trim(regexp_replace(${bare}, r'[^\\pL\\p{Nd}]+', ' ')), ' ')`;
}

/** Whether the offer matches every group and none of what is excluded. */
export function textWhereSql({ groups, excluded }: TextQuery, parameters: Parameters): string[] {
  const anywhere = `concat(${FIELDS.map((field) => WORD_COLUMNS[field]).join(", '|', ")})`;
  const conditions = groups.map(({ alternatives }) =>
    containsSql(
      anywhere,
      alternatives.map(({ words }) => words),
      parameters,
    ),
  );
  if (excluded.length > 0) conditions.push(`not ${containsSql(anywhere, excluded, parameters)}`);
  return conditions;
}

/** Relevance of an offer, by the formula in text-query.ts. */
export function relevanceSql({ groups }: TextQuery, parameters: Parameters): string {
  const popularity = `${POPULARITY_WEIGHT} * popularity`;
  if (groups.length === 0) return `round(${popularity}, ${RELEVANCE_DECIMALS})`;
  const sum = groups.map((group) => groupScoreSql(group, parameters)).join(' + ');
  return `round((${sum}) / ${groups.length} + ${popularity}, ${RELEVANCE_DECIMALS})`;
}

/** The best that an alternative reaches in a field; the first branch that holds, for the best come first. */
function groupScoreSql({ alternatives }: TextGroup, parameters: Parameters): string {
  const byWeight = new Map<number, Words[]>();
  for (const { words, weight } of alternatives)
    byWeight.set(weight, [...(byWeight.get(weight) ?? []), words]);
  const branches = [...byWeight]
    .flatMap(([weight, phrases]) =>
      FIELDS.map((field) => ({
        field,
        phrases,
        score: Number((weight * FIELD_WEIGHTS[field]).toFixed(RELEVANCE_DECIMALS)),
      })),
    )
    .sort((a, b) => b.score - a.score)
    .map(
      ({ field, phrases, score }) =>
        `when ${containsSql(WORD_COLUMNS[field], phrases, parameters)} then ${score}`,
    );
  return `case ${branches.join(' ')} else 0 end`;
}

/** Words hold letters and digits alone, so that nothing in them is the pattern's syntax. */
function containsSql(column: string, phrases: readonly Words[], parameters: Parameters): string {
  const pattern = ` (?:${phrases.map((words) => words.join(' ')).join('|')}) `;
  return `regexp_contains(${column}, ${parameters.bind(pattern, 'STRING')})`;
}
