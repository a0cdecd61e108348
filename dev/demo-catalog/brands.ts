import type { Department } from '../../domain/index.js';

export interface Brand {
  name: string;
  /** Factor on the usual price of a category: 0.7 is a budget label, 1.7 a designer. */
  level: number;
  /** Whom it dresses. */
  departments: readonly Department[];
}

const everyone: readonly Department[] = ['Men', 'Women', 'Kids'];
const adults: readonly Department[] = ['Men', 'Women'];
const men: readonly Department[] = ['Men'];
const women: readonly Department[] = ['Women'];
const kids: readonly Department[] = ['Kids'];

const brand = (name: string, level: number, departments: readonly Department[]): Brand => ({
  name,
  level,
  departments,
});

/** Labels of the demo shop; all of them invented. */
export const BRANDS: readonly Brand[] = [
  brand('Harlow & Finch', 1.1, adults),
  brand('Northbeam', 1.2, everyone),
  brand('Tidewell', 0.8, everyone),
  brand('Calder Row', 1.0, adults),
  brand('Juniper Lane', 0.95, women),
  brand('Maren & Oak', 1.3, women),
  brand('Stonebridge Supply', 0.9, men),
  brand('Ashgrove', 1.0, adults),
  brand('Pellworm', 1.4, adults),
  brand('Copper Kettle', 0.75, everyone),
  brand('Larkspur Studio', 1.25, women),
  brand('Redfern Works', 0.95, men),
  brand('Sunday Harbor', 0.85, everyone),
  brand('Velvet Quarry', 1.5, women),
  brand('Fielder & Sons', 1.2, men),
  brand('Osprey Point', 1.05, adults),
  brand('Bluebottle', 0.9, adults),
  brand('Kettering', 1.35, men),
  brand('Willa Brandt', 1.6, women),
  brand('Small Otters', 0.85, kids),
  brand('Pebble & Pine', 0.9, kids),
  brand('Hopscotch Club', 0.7, kids),
  brand('Little Almanac', 1.1, kids),
  brand('Moonbarrow', 1.0, kids),
  brand('Trailhead Union', 1.15, everyone),
  brand('Corvane', 1.7, adults),
  brand('Amberly', 0.8, women),
  brand('Dunmore Athletic', 0.9, everyone),
  brand('Sable & Birch', 1.3, adults),
  brand('Fernhollow', 0.95, women),
  brand('Grand Meridian', 1.45, men),
  brand('Pocket Atlas', 0.85, adults),
  brand('Isla Verano', 1.0, women),
  brand('Hollis Street', 0.8, adults),
  brand('Quillon', 1.1, adults),
  brand('Wexley', 0.9, men),
  brand('Thistledown', 0.9, women),
  brand('Brasswick', 1.0, men),
  brand('Riverton Mills', 0.7, everyone),
  brand('Nordlune', 1.25, adults),
  brand('Marigold Press', 0.9, women),
  brand('Elmswood', 0.75, everyone),
  brand('Peregrine & Co', 1.3, adults),
  brand('Cinder Hill', 1.0, men),
  brand('Odette Vale', 1.5, women),
  brand('Saltmarsh', 0.95, adults),
  brand('Basalt', 1.1, adults),
  brand('Rue Lindenne', 1.55, women),
  brand('Plainsong', 0.7, adults),
  brand('Harbour Thread', 0.85, everyone),
];
