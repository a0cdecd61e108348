import type { Order, OrderReturn } from './order.js';

/**
 * The lines of the label that goes on a parcel which comes back.
 * @param to the lines of the address that it goes to, the shop's name first.
 */
export function returnLabelText(order: Order, back: OrderReturn, to: readonly string[]): string {
  const { address } = order;
  const units = back.lines.reduce((count, { quantity }) => count + quantity, 0);
  return [
    `RETURN ${back.id}`,
    '',
    'To:',
    ...to,
    '',
    'From:',
    address.name,
    address.line1,
    ...(address.line2 ? [address.line2] : []),
    `${address.city}${address.region ? `, ${address.region}` : ''} ${address.postalCode}`,
    address.country,
    '',
    `Order ${order.number}, ${units} ${units === 1 ? 'item' : 'items'}`,
  ].join('\n');
}

const LINE_HEIGHT = 22;

/** The same as a picture that prints on a page: plain text, and the code large and as bars for the returns desk. */
export function returnLabelSvg(order: Order, back: OrderReturn, to: readonly string[]): string {
  const lines = returnLabelText(order, back, to).split('\n').slice(2);
  const words = lines.map(
    (line, index) => `<text x="24" y="${150 + index * LINE_HEIGHT}">${escaped(line)}</text>`,
  );
  const height = 180 + lines.length * LINE_HEIGHT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="${height}" viewBox="0 0 420 ${height}" role="img" aria-label="Return label ${escaped(back.id)}">`,
    `<rect x="1" y="1" width="418" height="${height - 2}" rx="8" fill="#fff" stroke="#000" stroke-width="2"/>`,
    '<g font-family="monospace" font-size="16" fill="#000">',
    `<text x="24" y="44" font-size="26" font-weight="bold">RETURN ${escaped(back.id)}</text>`,
    `<path d="${code39(back.id, 24, 60, 50)}" fill="#000"/>`,
    ...words,
    '</g></svg>',
  ].join('\n');
}

/** Code 39 (ISO/IEC 16388): nine elements a character, three of them wide; n is narrow, w is wide. */
const CODE_39: Record<string, string> = {
  '0': 'nnnwwnwnn',
  '1': 'wnnwnnnnw',
  '2': 'nnwwnnnnw',
  '3': 'wnwwnnnnn',
  '4': 'nnnwwnnnw',
  '5': 'wnnwwnnnn',
  '6': 'nnwwwnnnn',
  '7': 'nnnwnnwnw',
  '8': 'wnnwnnwnn',
  '9': 'nnwwnnwnn',
  R: 'wnnnnnwwn',
  '-': 'nwnnnnwnw',
  '*': 'nwnnwnwnn',
};

/** The bars of a code, between its start and stop signs, as one SVG path. */
function code39(code: string, x: number, y: number, height: number): string {
  let at = x;
  let path = '';
  for (const letter of `*${code}*`) {
    for (const [index, element] of [...(CODE_39[letter] ?? '')].entries()) {
      const width = element === 'w' ? 4.5 : 1.5;
      if (index % 2 === 0) path += `M${at} ${y}h${width}v${height}h-${width}z`;
      at += width;
    }
    at += 1.5;
  }
  return path;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
