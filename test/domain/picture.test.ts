import fc from 'fast-check';
import { generateProducts } from '../../dev/demo-catalog/index.js';
import { BaseColour } from '../../domain/index.js';
import { type Pictured, productPicture } from '../../domain/picture.js';

const jeans: Pictured = { category: 'Jeans', colour: 'blue', seed: 7, name: 'Kettering Slim Jeans' };

describe('productPicture', () => {
  it('draws the same picture for the same product', () => {
    expect(productPicture(jeans)).toBe(productPicture({ ...jeans }));
  });

  it('draws another picture for another colour, garment or print', () => {
    const pictures = [
      jeans,
      { ...jeans, colour: 'black' },
      { ...jeans, category: 'Dresses', name: undefined },
      { ...jeans, name: 'Kettering Polka Dot Skirt' },
      { ...jeans, name: 'Kettering Floral Skirt' },
    ].map(productPicture);
    expect(new Set(pictures).size).toBe(pictures.length);
  });

  it('draws what the name says where the category holds many kinds', () => {
    const accessory = (name: string) =>
      productPicture({ category: 'Accessories', colour: 'brown', seed: 3, name });
    const kinds = ['Leather Belt', 'Tote Bag', 'Sun Hat', 'Beanie', 'Scarf', 'Backpack', 'Baseball Cap'].map(
      accessory,
    );
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it('knows every category and colour of the demo catalog', () => {
    const looks = new Map<string, string>();
    for (const { id, category, name, variants } of generateProducts(300, 1)) {
      for (const { colour } of variants.slice(0, 1))
        looks.set(category, productPicture({ category, colour, seed: id, name }));
    }
    expect(looks.size).toBe(26);
    for (const colour of BaseColour.options) expect(productPicture({ ...jeans, colour })).toContain('</svg>');
  });

  it('is small, and holds no text, script, link or undefined figure', () => {
    for (const { id, category, name, variants } of generateProducts(400, 2)) {
      const svg = productPicture({ category, colour: variants[0]?.colour ?? 'grey', seed: id, name });
      expect(svg.length).toBeLessThan(16_000);
      expect(svg).not.toMatch(
        /<text|<script|<image|<foreignObject|href|\bon\w+=|style=|NaN|undefined|url\((?!#)/,
      );
    }
  });

  it('closes every element it opens', () => {
    for (const { id, category, name, variants } of generateProducts(400, 3)) {
      const svg = productPicture({ category, colour: variants[0]?.colour ?? 'grey', seed: id, name });
      expect(openElements(svg)).toEqual([]);
    }
  });

  it('copies nothing of what it is given, whatever that is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.double(), fc.string(), (category, colour, seed, name) => {
        const svg = productPicture({
          category: `<x>${category}`,
          colour: `<x>${colour}`,
          seed,
          name: `<x>${name}`,
        });
        expect(svg).not.toContain('<x>');
        expect(openElements(svg)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

/** Names of elements left open; throws when one is closed that was not open. */
function openElements(svg: string): string[] {
  const open: string[] = [];
  for (const [, closing, name, rest] of svg.matchAll(/<(\/?)([A-Za-z]+)((?:[^>"]|"[^"]*")*)>/g)) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!rest?.endsWith('/')) open.push(name ?? '');
  }
  return open;
}
