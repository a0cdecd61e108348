import type { Drawing } from './picture/drawing.js';
import { backdropFor, createPick, type Paint, paintFor } from './picture/paint.js';
import { printFor } from './picture/prints.js';
import { garmentFor } from './picture/wardrobe.js';
import { BaseColour } from './product.js';

export interface Pictured {
  /** One of the catalog's categories; an unknown one is drawn as a tee. */
  category: string;
  /** One of the twelve base colours; anything else is drawn grey. */
  colour: string;
  /** The product id, so that the same product always looks the same, in every colour. */
  seed: number;
  /** The product's name: "Striped Polo Shirt" is drawn as what it says. */
  name?: string;
}

/**
 * A flat drawing of a garment, as an SVG document of 400 × 500: no text, no scripts, nothing loaded
 * from elsewhere, and nothing of the input copied into it.
 */
export function productPicture({ category, colour, seed, name }: Pictured): string {
  const pick = createPick(seed);
  const known = BaseColour.safeParse(colour).data ?? 'grey';
  const paint = paintFor(known);
  const [upper, lower] = backdropFor(known, pick);
  const drawing = garmentFor(category, name, pick)(paint, pick);
  const print = printFor(category, name, paint, pick);
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 500" role="img">',
    definitions({ upper, lower, print, cloth: drawing.cloth }),
    '<rect width="400" height="500" fill="url(#wall)"/>',
    '<ellipse cx="200" cy="240" rx="176" ry="196" fill="#fff" fill-opacity=".34"/>',
    shadowOf(drawing.cloth),
    drawing.hangs ? hanger() : '',
    drawing.behind ?? '',
    clothOf(drawing, paint, print !== ''),
    drawing.details,
    '</svg>',
  ].join('');
}

interface Definitions {
  upper: string;
  lower: string;
  print: string;
  cloth: readonly string[];
}

function definitions({ upper, lower, print, cloth }: Definitions): string {
  return `<defs>
<linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${upper}"/><stop offset="1" stop-color="${lower}"/></linearGradient>
<linearGradient id="shade" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#000" stop-opacity=".2"/><stop offset=".28" stop-color="#000" stop-opacity="0"/><stop offset=".42" stop-color="#fff" stop-opacity=".14"/><stop offset=".62" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".24"/></linearGradient>
<filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="9"/></filter>
<filter id="fold" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="3"/></filter>
<clipPath id="cloth">${cloth.map((path) => `<path d="${path}" clip-rule="evenodd"/>`).join('')}</clipPath>${print}
</defs>`;
}

function shadowOf(cloth: readonly string[]): string {
  const paths = cloth.map((path) => `<path d="${path}" fill-rule="evenodd"/>`).join('');
  return `<g transform="translate(5 14)" fill="#2a2420" fill-opacity=".3" filter="url(#soft)">${paths}</g>`;
}

function hanger(): string {
  return (
    '<path d="M200 74C200 58 214 58 214 44C214 32 204 26 196 30C190 33 188 38 188 42" fill="none" stroke="#8c8579" stroke-width="4" stroke-linecap="round"/>' +
    '<path d="M118 112C140 92 178 84 200 72C222 84 260 92 282 112" fill="none" stroke="#b08d62" stroke-width="9" stroke-linecap="round"/>'
  );
}

function clothOf({ cloth, folds = [] }: Drawing, { base, line, light }: Paint, printed: boolean): string {
  const fill = cloth.map((path) => `<path d="${path}" fill="${base}" fill-rule="evenodd"/>`).join('');
  const over = (paint: string) => `<rect width="400" height="500" fill="url(#${paint})"/>`;
  const creases = folds.map(
    (path) =>
      `<path d="${path}" stroke="${line}" stroke-opacity=".3" stroke-width="6"/><path d="${path}" transform="translate(6 0)" stroke="${light}" stroke-opacity=".45" stroke-width="5"/>`,
  );
  const edge = cloth
    .map(
      (path) =>
        `<path d="${path}" fill="none" stroke="${line}" stroke-opacity=".45" stroke-width="1.6" stroke-linejoin="round"/>`,
    )
    .join('');
  return (
    fill +
    `<g clip-path="url(#cloth)">${printed ? over('print') : ''}${over('shade')}<g fill="none" stroke-linecap="round" filter="url(#fold)">${creases.join('')}</g></g>` +
    edge
  );
}
