import { type DemoProduct, generateProducts } from '../../../dev/demo-catalog/index.js';
import { BaseColour, Department, Sku, THE_LOOK_CATEGORIES } from '../../../domain/index.js';

const products = [...generateProducts(5_000, 1)];
const count = (fits: (product: DemoProduct) => boolean) => products.filter(fits).length;

describe('the demo catalog', () => {
  it('is the same for the same seed, and another for another', () => {
    expect([...generateProducts(50, 1)]).toEqual(products.slice(0, 50));
    expect([...generateProducts(50, 2)]).not.toEqual(products.slice(0, 50));
  });

  it('has the 26 categories of theLook and three departments, even when it is small', () => {
    const small = [...generateProducts(200, 9)];
    expect([...new Set(small.map(({ category }) => category))].sort()).toEqual(
      [...THE_LOOK_CATEGORIES].sort(),
    );
    expect(new Set(small.map(({ department }) => department)).size).toBe(3);
  });

  it('pairs categories with the departments that wear them', () => {
    const pairs = new Set(products.map(({ category, department }) => `${category}/${department}`));
    expect(pairs).toContain('Pants/Men');
    expect(pairs).toContain('Pants & Capris/Women');
    expect(pairs).toContain('Socks/Kids');
    for (const absurd of ['Dresses/Men', 'Maternity/Kids', 'Underwear/Women', 'Suits/Men', 'Pants/Women']) {
      expect(pairs).not.toContain(absurd);
    }
  });

  it('asks sensible prices, above cost', () => {
    const absurd = products.filter(
      ({ cost, retailPrice }) => cost <= 0 || cost >= retailPrice || retailPrice >= 70_000,
    );
    expect(absurd).toEqual([]);
  });

  it('has variants with unique skus, true colours and sizes of one scale', () => {
    const skus = products.flatMap(({ variants }) => variants.map(({ sku }) => sku));
    expect(new Set(skus).size).toBe(skus.length);
    const distinct = ({ variants }: DemoProduct) =>
      new Set(variants.map(({ size, colour }) => `${size}/${colour}`)).size;
    expect(
      products.filter((each) => each.variants.length === 0 || distinct(each) < each.variants.length),
    ).toEqual([]);
    expect(skus.filter((sku) => !Sku.safeParse(sku).success)).toEqual([]);
    const colours = new Set(products.flatMap(({ variants }) => variants.map(({ colour }) => colour)));
    expect([...colours].sort()).toEqual([...BaseColour.options].sort());
  });

  it('is sold out here and there, and down to the last one elsewhere', () => {
    const stock = products.flatMap(({ variants }) => variants.map((variant) => variant.stock));
    const share = (units: number) => stock.filter((each) => each === units).length / stock.length;
    expect(share(0)).toBeGreaterThan(0.04);
    expect(share(0)).toBeLessThan(0.15);
    expect(share(1)).toBeGreaterThan(0.04);
  });

  it('has plenty of men’s jeans under $50, and many of them in blue', () => {
    const cheap = (p: DemoProduct) =>
      p.category === 'Jeans' && p.department === 'Men' && p.retailPrice <= 5_000;
    expect(count(cheap)).toBeGreaterThan(60);
    expect(count((p) => cheap(p) && p.variants.some(({ colour }) => colour === 'blue'))).toBeGreaterThan(40);
  });

  it('names products after their brand and never stutters', () => {
    const odd = products.filter(
      ({ name, brand }) => !name.startsWith(`${brand} `) || /\b(\w+) \1\b/.test(name),
    );
    expect(odd.map(({ name }) => name)).toEqual([]);
  });

  it('stays believable when it is large: hardly two of a name, and all else as before', () => {
    const large = [...generateProducts(12_000, 1)];
    expect(large.slice(0, 5_000)).toEqual(products);
    const wide = large.slice(5_000);
    const names = new Set(wide.map(({ name }) => name));
    expect(names.size / wide.length).toBeGreaterThan(0.99);
    const skus = wide.flatMap(({ variants }) => variants.map(({ sku }) => sku));
    expect(new Set(skus).size).toBe(skus.length);
    expect(skus.length / wide.length).toBeGreaterThan(4);
    expect(
      wide.filter(({ name, brand }) => !name.startsWith(`${brand} `) || /\b(\w+) \1\b/.test(name)),
    ).toEqual([]);
  });

  it('keeps to the ranges of its columns', () => {
    const outside = products.filter(
      ({ department, distributionCenterId: center, popularity }) =>
        !Department.options.includes(department) ||
        center < 1 ||
        center > 10 ||
        popularity < 0 ||
        popularity > 1,
    );
    expect(outside).toEqual([]);
  });
});
