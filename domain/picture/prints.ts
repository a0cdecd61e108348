import type { Paint, Pick } from './paint.js';

/** A print as the body of an SVG `<pattern>` with its size. */
interface Print {
  width: number;
  height: number;
  body: string;
}

type MakePrint = (paint: Paint) => Print;

const stripes: MakePrint = ({ accent }) => ({
  width: 40,
  height: 26,
  body: `<rect width="40" height="9" fill="${accent}" fill-opacity=".8"/>`,
});
const pinstripes: MakePrint = ({ accent }) => ({
  width: 16,
  height: 40,
  body: `<rect width="1.4" height="40" fill="${accent}" fill-opacity=".65"/>`,
});
const dots: MakePrint = ({ accent }) => ({
  width: 34,
  height: 34,
  body: `<circle cx="9" cy="9" r="4.6" fill="${accent}" fill-opacity=".85"/><circle cx="26" cy="26" r="4.6" fill="${accent}" fill-opacity=".85"/>`,
});
const check: MakePrint = ({ accent, line }) => ({
  width: 44,
  height: 44,
  body: `<rect width="15" height="44" fill="${line}" fill-opacity=".28"/><rect width="44" height="15" fill="${line}" fill-opacity=".28"/><rect x="29" width="2" height="44" fill="${accent}" fill-opacity=".6"/><rect y="29" width="44" height="2" fill="${accent}" fill-opacity=".6"/>`,
});
const flowers: MakePrint = ({ accent, dark }) => ({
  width: 62,
  height: 62,
  body:
    flower(17, 18, 7, accent, dark) +
    flower(48, 46, 5.4, accent, dark) +
    leaf(38, 14, dark) +
    leaf(14, 50, dark),
});
const leaves: MakePrint = ({ dark, accent }) => ({
  width: 70,
  height: 70,
  body: `<path d="M10 44C18 20 40 14 52 18C48 36 30 48 10 44Z" fill="${dark}" fill-opacity=".6"/><path d="M44 66C46 52 58 44 68 46C66 58 56 66 44 66Z" fill="${accent}" fill-opacity=".7"/>`,
});
const twill: MakePrint = ({ light }) => ({
  width: 5,
  height: 5,
  body: `<path d="M-1 1L1 -1M0 5L5 0M4 6L6 4" stroke="${light}" stroke-opacity=".55" stroke-width="1"/>`,
});
const speckle: MakePrint = ({ accent, dark }) => ({
  width: 26,
  height: 26,
  body: `<circle cx="5" cy="6" r="1.1" fill="${accent}" fill-opacity=".7"/><circle cx="18" cy="12" r="1.2" fill="${dark}"/><circle cx="10" cy="20" r="1" fill="${accent}" fill-opacity=".6"/>`,
});
const herringbone: MakePrint = ({ dark, accent }) => ({
  width: 16,
  height: 12,
  body: `<path d="M0 0L8 6L16 0M0 6L8 12L16 6" fill="none" stroke="${dark}" stroke-width="1.6"/><path d="M0 3L8 9L16 3" fill="none" stroke="${accent}" stroke-opacity=".3" stroke-width="1"/>`,
});

const BY_NAME: readonly (readonly [RegExp, MakePrint])[] = [
  [/pinstripe/, pinstripes],
  [/strip/, stripes],
  [/polka|dot/, dots],
  [/flannel|plaid|check/, check],
  [/floral/, flowers],
  [/tropical|printed|patterned/, leaves],
  [/herringbone|tweed/, herringbone],
  [/denim|jeans/, twill],
];
const TEXTURED: Readonly<Record<string, MakePrint>> = { Jeans: twill };
/** Categories in which some are printed even when their names do not say so. */
const SOMETIMES: ReadonlySet<string> = new Set([
  'Dresses',
  'Skirts',
  'Swim',
  'Socks',
  'Socks & Hosiery',
  'Sleep & Lounge',
]);
const PLAIN: MakePrint | undefined = undefined;

/** The `<pattern id="print">` for a product, or nothing for plain cloth. */
export function printFor(category: string, name: string | undefined, paint: Paint, pick: Pick): string {
  const said = name?.toLowerCase() ?? '';
  const named = BY_NAME.find(([pattern]) => pattern.test(said))?.[1];
  const seldom = SOMETIMES.has(category)
    ? pick([PLAIN, PLAIN, PLAIN, stripes, dots, flowers, leaves])
    : pick([PLAIN, PLAIN, PLAIN, PLAIN, speckle]);
  const make = named ?? TEXTURED[category] ?? (said ? PLAIN : seldom);
  if (!make) return '';
  const { width, height, body } = make(paint);
  return `<pattern id="print" width="${width}" height="${height}" patternUnits="userSpaceOnUse">${body}</pattern>`;
}

function flower(x: number, y: number, size: number, petals: string, heart: string): string {
  const around = [0, 72, 144, 216, 288].map((angle) => {
    const turn = (angle * Math.PI) / 180;
    const [dx, dy] = [
      Math.round(size * Math.cos(turn) * 10) / 10,
      Math.round(size * Math.sin(turn) * 10) / 10,
    ];
    return `<circle cx="${x + dx}" cy="${y + dy}" r="${size * 0.62}" fill="${petals}" fill-opacity=".9"/>`;
  });
  return `${around.join('')}<circle cx="${x}" cy="${y}" r="${size * 0.5}" fill="${heart}"/>`;
}

function leaf(x: number, y: number, fill: string): string {
  return `<path d="M${x} ${y}c6 -8 14 -8 18 -4c-4 8 -12 8 -18 4Z" fill="${fill}" fill-opacity=".7"/>`;
}
