import type { BaseColour, Department, Sku } from '../../domain/index.js';
import { ASSORTMENT, type CategoryAssortment, type Range } from './assortment/index.js';
import { BRANDS, type Brand } from './brands.js';
import { modelName } from './models.js';
import { createRandom, type Random } from './random.js';
import { SIZE_SCALES } from './size-scales.js';
import { USUAL_WEIGHT, WEIGHTS } from './weights.js';

export interface DemoVariant {
  sku: Sku;
  size: string;
  colour: BaseColour;
  /** Order within the product. */
  position: number;
  stock: number;
}

/** A row of theLook's products table, with its variants. Amounts are minor units. */
export interface DemoProduct {
  id: number;
  sku: Sku;
  name: string;
  brand: string;
  category: string;
  department: Department;
  description: string;
  cost: number;
  retailPrice: number;
  distributionCenterId: number;
  /** 0 to 1; a few products are popular, most are not. */
  popularity: number;
  createdAt: Date;
  /** Of one unit, packed. */
  weightGrams: number;
  variants: DemoVariant[];
}

interface Shelf {
  assortment: CategoryAssortment;
  range: Range;
  /** Where this shelf ends when all shelves are laid side by side on 0 to 1. */
  end: number;
}

const SHELVES = layShelves();
const GOLDEN_RATIO = 0.618_033_988_749_895;
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS_OF_ARRIVALS = 900;
const DAY_MS = 86_400_000;
/**
 * The first products are a shop of ordinary size, deep in colours and sizes. What comes after them makes it wide, as
 * a marketplace is: labels tell their models apart by name, and each comes in few colours and sizes.
 */
const ORDINARY_SHOP = 5_000;
const MOST_SIZES_WHEN_WIDE = 5;
/** A stream of its own, so that names do not change what else is drawn. */
const MODEL_STREAM = 7;

/**
 * Makes the products 1 to `count`, one at a time. Product n of a seed is always the same, however
 * many are made; the golden-ratio walk spreads even a small catalog over all categories.
 */
export function* generateProducts(count: number, seed: number): Generator<DemoProduct> {
  const start = createRandom(seed).next();
  for (let id = 1; id <= count; id++) {
    const place = (start + id * GOLDEN_RATIO) % 1;
    const shelf = SHELVES.find(({ end }) => place < end) ?? SHELVES[0];
    yield makeProduct(id, shelf, seed);
  }
}

function makeProduct(id: number, { assortment, range }: Shelf, seed: number): DemoProduct {
  const random = createRandom(seed, id);
  const isWide = id > ORDINARY_SHOP;
  const { category } = assortment;
  const { department } = range;
  const brand = random.pick(brandsFor(department));
  const style = random.pick(assortment.styles);
  const noun = nounFor(style, range, random);
  const fabric = random.pick(assortment.fabrics);
  const model = isWide ? `${modelName(createRandom(seed, id, MODEL_STREAM))} ` : '';
  const retailPrice = priceOf(range, brand, random);
  const sku = `${department.charAt(0)}${String(id).padStart(6, '0')}` as Sku;
  return {
    id,
    sku,
    name: `${brand.name} ${model}${style} ${noun}`,
    brand: brand.name,
    category,
    department,
    description: describe({ department, style, noun, fabric }, random),
    cost: Math.round(retailPrice * (0.35 + 0.25 * random.next())),
    retailPrice,
    distributionCenterId: random.between(1, 10),
    popularity: Math.round(random.next() ** 3 * 1000) / 1000,
    createdAt: new Date(FIRST_DAY + random.between(0, DAYS_OF_ARRIVALS) * DAY_MS),
    variants: makeVariants(sku, assortment, range, random, isWide),
    weightGrams: weigh(category, random),
  };
}

/** To the ten grams, as a parcel scale has it. */
function weigh(category: string, random: Random): number {
  const [low, high] = WEIGHTS[category] ?? USUAL_WEIGHT;
  return random.between(low / 10, high / 10) * 10;
}

function makeVariants(
  sku: string,
  { colours }: CategoryAssortment,
  range: Range,
  random: Random,
  isWide: boolean,
): DemoVariant[] {
  const chosen = [...new Set(random.sample(colours, random.between(1, isWide ? 2 : 4)))];
  const run = sizeRun(range, random);
  const from = isWide ? random.between(0, Math.max(0, run.length - MOST_SIZES_WHEN_WIDE)) : 0;
  const sizes = isWide ? run.slice(from, from + MOST_SIZES_WHEN_WIDE) : run;
  return chosen
    .flatMap((colour) => sizes.map((size) => ({ colour, size })))
    .map(({ colour, size }, index) => ({
      sku: `${sku}-${colour}-${size.replaceAll(' ', '')}`.toUpperCase() as Sku,
      size,
      colour,
      position: index + 1,
      stock: unitsOnHand(random),
    }));
}

/** A run of neighbouring sizes; now and then an end of the scale is not made. */
function sizeRun({ sizes }: Range, random: Random): readonly string[] {
  const scale = SIZE_SCALES[sizes];
  if (scale.length <= 3) return scale;
  const from = random.chance(0.25) ? 1 : 0;
  const to = random.chance(0.25) ? scale.length - 1 : scale.length;
  return scale.slice(from, to);
}

/** Mostly plenty, sometimes sold out, sometimes the last one. */
function unitsOnHand(random: Random): number {
  const luck = random.next();
  if (luck < 0.08) return 0;
  if (luck < 0.16) return 1;
  return random.between(2, 40);
}

/** Around the usual price of the category, with a long tail upwards, ending in .00, .50, .90 or .99. */
function priceOf({ price: [low, usual, high] }: Range, { level }: Brand, random: Random): number {
  const swing = random.next() + random.next() - 1;
  const base = swing < 0 ? usual + swing * (usual - low) : usual + swing ** 2 * (high - usual);
  const whole = Math.max(low, Math.min(high, Math.round(base * level)));
  return whole * 100 - random.pick([1, 1, 10, 50, 100]);
}

/** Avoids "Linen Linen Trousers" and "Wide-Leg Wide-Leg Jeans". */
function nounFor(style: string, { nouns }: Range, random: Random): string {
  const noun = random.pick(nouns);
  if (!noun.includes(style)) return noun;
  return nouns.find((other) => !other.includes(style)) ?? noun;
}

interface Described {
  department: Department;
  style: string;
  noun: string;
  fabric: string;
}

const WEARERS: Record<Department, string> = { Men: 'men', Women: 'women', Kids: 'kids' };

function describe({ department, style, noun, fabric }: Described, random: Random): string {
  const opening = random.pick([
    `${style} ${noun.toLowerCase()} for ${WEARERS[department]}, made from ${fabric}.`,
    `Made from ${fabric}: ${style.toLowerCase()} ${noun.toLowerCase()} for ${WEARERS[department]}.`,
    `Our ${style.toLowerCase()} ${noun.toLowerCase()} for ${WEARERS[department]} in ${fabric}.`,
  ]);
  const use = random.pick([
    'Easy to wear on weekdays and weekends alike.',
    'Soft from the first day.',
    'Light enough for travel, sturdy enough for every day.',
    'A quiet favourite that goes with everything.',
    'Keeps its shape wash after wash.',
  ]);
  const care = random.pick([
    'Machine wash cold.',
    'Wash at 30 degrees.',
    'Wash inside out with similar colours.',
    'Hand wash.',
  ]);
  return `${opening} ${use} ${care}`;
}

function brandsFor(department: Department): [Brand, ...Brand[]] {
  const [first, ...others] = BRANDS.filter(({ departments }) => departments.includes(department));
  if (!first) throw new Error(`No demo brand dresses ${department}; add one to brands.ts`);
  return [first, ...others];
}

function layShelves(): [Shelf, ...Shelf[]] {
  const ranges = ASSORTMENT.flatMap((assortment) =>
    assortment.ranges.map((range) => ({ assortment, range })),
  );
  const total = ranges.reduce((sum, { range }) => sum + range.share, 0);
  let end = 0;
  const [first, ...others] = ranges.map(({ assortment, range }) => {
    end += range.share / total;
    return { assortment, range, end };
  });
  if (!first) throw new Error('The demo assortment is empty; add a category to assortment.ts');
  return [first, ...others];
}
