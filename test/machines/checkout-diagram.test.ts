import { readFileSync } from 'node:fs';
import { checkoutMachine } from '../../machines/checkout.js';

/** From and to these there are ways from everywhere, which the text below the diagram tells of. */
const EVERYWHERE = ['cancelling', 'cancelled', 'expiring', 'expired', 'stalled', 'refunding'];

/** Ways of the machine from one state to another, as `from --> to`. */
function waysOfMachine(): string[] {
  const ways = Object.entries(checkoutMachine.states).flatMap(([from, node]) => {
    const transitions = [...node.transitions.values()].flat().concat(node.always ?? []);
    return transitions.flatMap(({ target = [] }) => target.map(({ key }) => [from, key] as const));
  });
  return ways
    .filter(([from, to]) => from !== to && !EVERYWHERE.includes(from) && !EVERYWHERE.includes(to))
    .map(([from, to]) => `${from} --> ${to}`);
}

test('the diagram of a checkout shows every way that its machine has, and no other', () => {
  const [, diagram = ''] =
    /## A checkout\n\n```mermaid\n([\s\S]*?)```/.exec(readFileSync('docs/architecture.md', 'utf8')) ?? [];
  const drawn = [...diagram.matchAll(/^ *(\w+) --> (\w+)/gm)].map(([, from, to]) => `${from} --> ${to}`);
  expect(drawn.filter((way) => !way.includes('cancelling')).sort()).toEqual(
    [...new Set(waysOfMachine())].sort(),
  );
});
