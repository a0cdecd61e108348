/** Of each row a garment has one: who asks for a midi after a mini wants the midi alone. */
const RIVALS: readonly (readonly string[])[] = [
  ['slim', 'skinny', 'straight', 'relaxed', 'bootcut', 'baggy', 'loose', 'tapered', 'oversized', 'fitted'],
  ['mini', 'midi', 'maxi'],
  ['long', 'short', 'sleeveless', 'cropped'],
  ['floral', 'striped', 'plaid', 'checked', 'polka', 'plain', 'solid', 'camo', 'leopard'],
  ['cotton', 'linen', 'silk', 'wool', 'leather', 'suede', 'denim', 'fleece', 'velvet', 'cashmere', 'satin'],
  ['crew', 'turtleneck', 'collar'],
];
const LONGEST = 200;

/**
 * Gathers the words of a wish over several messages. A word that is said again in the negative
 * ("-skinny") removes itself, and a word removes its rivals.
 */
export function joinWords(before: string | undefined, added: string | undefined): string | undefined {
  if (!added) return before;
  const fresh = added.split(' ');
  const kept = (before ?? '')
    .split(' ')
    .filter((word) => word && !fresh.some((each) => replaces(each, word)));
  return [...kept, ...fresh].join(' ').slice(0, LONGEST) || undefined;
}

function replaces(fresh: string, old: string): boolean {
  if (fresh === old || fresh === `-${old}` || `-${fresh}` === old) return true;
  return RIVALS.some((row) => row.includes(fresh) && row.includes(old));
}
