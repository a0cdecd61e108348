import type { Check } from './checks.js';
import { type Evidence, isNegation } from './evidence.js';
import { rootOf, type Token } from './tokens.js';
import { ASSERTIONS, INVITATIONS, REGRETS } from './words/claims.js';
import { NEUTRAL } from './words/neutral.js';

/**
 * Whether a sentence says yes where the template says yes, and no where it says no. In a template that says no, what
 * there is none of must not be spoken of without the "no" in the same clause.
 */
export function checkPolarity(
  tokens: readonly Token[],
  sentence: string,
  evidence: Evidence,
): Check | undefined {
  const saysNo = tokens.some((token) => isNegation(token) || isRegret(token));
  if (!evidence.isNegative) return saysNo ? 'polarity' : undefined;
  if (isInvitation(tokens, sentence)) return undefined;
  return clausesOf(tokens).some((clause) => claimsTooMuch(clause, evidence)) ? 'polarity' : undefined;
}

function claimsTooMuch(clause: readonly Token[], evidence: Evidence): boolean {
  const negations = clause.filter(isNegation).length;
  if (negations === 1) return false;
  // Two of them say yes again.
  if (negations > 1) return true;
  return clause.some((token) => {
    if (token.kind === 'stop' || isRegret(token)) return false;
    if (token.kind !== 'word') return true;
    const root = rootOf(token.text);
    if (evidence.positiveWords.has(root)) return false;
    return ASSERTIONS.has(token.text) || !NEUTRAL.has(token.text);
  });
}

/** Words with which even a question takes for granted that something is there: "shall I show you those I found?" */
const PRESUMES = new Set(['found', 'find', 'got', 'there', 'these', 'those', 'here', 'them']);

function isInvitation(tokens: readonly Token[], sentence: string): boolean {
  const [first] = tokens;
  if (tokens.some((token) => token.kind === 'word' && PRESUMES.has(token.text))) return false;
  return sentence.trimEnd().endsWith('?') || (first?.kind === 'word' && INVITATIONS.has(first.text));
}

const CLAUSE_ENDS = new Set([',', ';', ':', '–', '—', '(', ')', '-']);
const CLAUSE_WORDS = new Set(['but', 'yet', 'however', 'though', 'although']);
/** They join things ("tops and tees") as well as clauses ("and here are jeans"). */
const JOINERS = new Set(['and', 'or', 'so', 'then', 'as', 'if', 'which', 'that', 'while', 'because']);
const VERBS = new Set([...ASSERTIONS, 'match', 'matches', 'matching']);

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  for (const [at, token] of tokens.entries()) {
    if (endsClause(token) || (isWordOf(JOINERS, token) && claimsSomething(tokens.slice(at + 1))))
      clauses.push([]);
    else clauses.at(-1)?.push(token);
  }
  return clauses;
}

function endsClause(token: Token): boolean {
  return (token.kind === 'stop' && CLAUSE_ENDS.has(token.text)) || isWordOf(CLAUSE_WORDS, token);
}

/** Whether what follows up to the next comma says that something is or is there. */
function claimsSomething(rest: readonly Token[]): boolean {
  const end = rest.findIndex(endsClause);
  return rest.slice(0, end < 0 ? undefined : end).some((token) => isWordOf(VERBS, token));
}

function isWordOf(words: ReadonlySet<string>, token: Token): boolean {
  return token.kind === 'word' && words.has(token.text);
}

function isRegret(token: Token): boolean {
  return token.kind === 'word' && REGRETS.has(token.text);
}
