import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from '@swc/core';

const root = path.resolve(import.meta.dirname ?? __dirname, '../..');

/** A string in a source file, and the syntax that it stands in, outermost first. */
export interface Literal {
  text: string;
  /** Where it stands in what is around it: `value`, `arguments.0.expression`, … */
  role: string;
  within: Syntax[];
}
export interface Syntax {
  type: string;
  role: string;
  node: Node;
}
type Node = Record<string, unknown> & { type?: string };

/** What a template literal has in place of what is filled in. */
const FILLED_IN = '3';

/** Every string of a script or module; a template is one string, a constant of the file in it spelt out. */
export function literalsOf(file: string): Literal[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  const syntax = file.endsWith('.ts') ? 'typescript' : 'ecmascript';
  const found: Literal[] = [];
  const constants = new Map<string, string>();
  const visit = (value: unknown, role: string, within: Syntax[]): void => {
    if (Array.isArray(value)) {
      for (const [index, each] of value.entries()) visit(each, `${role}.${index}`, within);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const node = value as Node;
    if (typeof node.type === 'string' && node.type.startsWith('Import')) return;
    const text = textOf(node, constants);
    if (text !== undefined) found.push({ text, role, within });
    if (node.type === 'VariableDeclarator') remember(node, constants);
    const here = node.type ? [...within, { type: node.type, role, node }] : within;
    for (const [name, part] of Object.entries(node)) visit(part, node.type ? name : `${role}.${name}`, here);
  };
  visit(parseSync(source, { syntax, target: 'es2024' }).body, 'body', []);
  return found;
}

/** The index of the argument of a call around it that a literal is, or is in; undefined where it is in none. */
export function argumentOf({ role, within }: Literal, call: Syntax): number | undefined {
  const inner = within[within.indexOf(call) + 1]?.role ?? role;
  const [, index] = /^arguments\.(\d+)/.exec(inner) ?? [];
  return index === undefined ? undefined : Number(index);
}

/** The name of what is called, or of the member that is. */
export function calleeOf({ type, node }: Syntax): string | undefined {
  if (type !== 'CallExpression' && type !== 'NewExpression') return undefined;
  const callee = node.callee as Node;
  return nameOf(callee.type === 'MemberExpression' ? (callee.property as Node) : callee);
}

/** The key of a property, or the member that is assigned to. */
export function keyOf({ type, node }: Syntax): string | undefined {
  if (type === 'KeyValueProperty') return nameOf(node.key as Node);
  const left = node.left as Node | undefined;
  if (type !== 'AssignmentExpression' || left?.type !== 'MemberExpression') return undefined;
  return nameOf(left.property as Node);
}

function nameOf(node: Node): string | undefined {
  const name = node.value ?? (node.id as Node | undefined)?.value;
  return typeof name === 'string' ? name : undefined;
}

function textOf(node: Node, constants: Map<string, string>): string | undefined {
  if (node.type === 'StringLiteral') return node.value as string;
  if (node.type !== 'TemplateLiteral') return undefined;
  const filled = (node.expressions as Node[]).map((part) => constants.get(nameOf(part) ?? '') ?? FILLED_IN);
  return (node.quasis as Node[]).map((quasi, index) => `${quasi.cooked}${filled[index] ?? ''}`).join('');
}

function remember(node: Node, constants: Map<string, string>): void {
  const text = node.init ? textOf(node.init as Node, constants) : undefined;
  const name = nameOf(node.id as Node);
  if (text !== undefined && name) constants.set(name, text);
}
