import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from '@swc/core';

/** A regular expression as it stands in a file. */
export interface FoundExpression {
  source: string;
  flags: string;
  /** Where it is first. */
  file: string;
}

/** Folders whose code reads what comes from outside. */
const FOLDERS = ['domain', 'machines', 'workflows', 'activities', 'worker', 'api', 'config', 'web'];

/** Files of these folders that hold code, in order. */
export function codeFiles(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ts|js)$/.test(file))
      .map((file) => path.join(folder, file))
      .sort(),
  );
}

interface Node {
  type: string;
  [member: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/**
 * Every literal in a file, and whether it makes expressions of strings, too (`new RegExp`).
 * Read from the syntax tree, so that a division is none.
 */
export function expressionsIn(file: string): { literals: FoundExpression[]; isMaking: boolean } {
  const syntax = file.endsWith('.ts')
    ? ({ syntax: 'typescript' } as const)
    : ({ syntax: 'ecmascript' } as const);
  const tree: unknown = parseSync(readFileSync(file, 'utf8'), { ...syntax, target: 'es2022' });
  const literals: FoundExpression[] = [];
  let isMaking = false;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (isNode(value)) {
      if (value.type === 'RegExpLiteral')
        literals.push({ source: String(value.pattern), flags: String(value.flags), file });
      const callee =
        value.type === 'NewExpression' || value.type === 'CallExpression' ? value.callee : undefined;
      if (isNode(callee) && callee.type === 'Identifier' && callee.value === 'RegExp') isMaking = true;
    }
    Object.values(value).forEach(visit);
  };
  visit(tree);
  return { literals, isMaking };
}

/** What code of ours makes of strings meanwhile; what packages make is theirs. */
export function madeWhile(use: () => unknown): Omit<FoundExpression, 'file'>[] {
  const made: Omit<FoundExpression, 'file'>[] = [];
  const Original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Original, {
    construct(target, [pattern, flags = '']: [string | RegExp, string?]) {
      const expression = new target(pattern, flags || undefined);
      const caller = new Error().stack?.split('\n')[2] ?? '';
      if (!caller.includes('node_modules')) made.push({ source: expression.source, flags: expression.flags });
      return expression;
    },
  });
  try {
    use();
  } finally {
    globalThis.RegExp = Original;
  }
  return made;
}
