import type { BaseColour } from '../product.js';

/** The tones a garment is painted in; hex colours. */
export interface Paint {
  base: string;
  light: string;
  dark: string;
  /** Seams, buttons and edges. */
  line: string;
  /** A quiet contrast for trims and prints. */
  accent: string;
}

const PAINTS: Record<BaseColour, Paint> = {
  black: { base: '#33343b', light: '#4b4d57', dark: '#212228', line: '#101115', accent: '#8b8e9b' },
  white: { base: '#fbfaf7', light: '#ffffff', dark: '#e2dfd8', line: '#aaa59a', accent: '#b9c3cf' },
  grey: { base: '#9a9fa8', light: '#b4b8c0', dark: '#7b808a', line: '#565a63', accent: '#e4e6ea' },
  blue: { base: '#3d66a8', light: '#5a82c2', dark: '#2b4c84', line: '#1d355f', accent: '#dbe6f5' },
  green: { base: '#57805f', light: '#739b7a', dark: '#3f6247', line: '#2b4531', accent: '#e3edd9' },
  red: { base: '#bf3f45', light: '#d65f62', dark: '#972f36', line: '#6b1f26', accent: '#f8dcd6' },
  pink: { base: '#e79bb1', light: '#f2b8c8', dark: '#cf7c95', line: '#9e5069', accent: '#fff0f3' },
  purple: { base: '#7f63a8', light: '#9a80c0', dark: '#624a87', line: '#443162', accent: '#ebe2f5' },
  yellow: { base: '#eac04f', light: '#f4d579', dark: '#cc9f33', line: '#8f6c1a', accent: '#fff6da' },
  orange: { base: '#e07f3f', light: '#ee9d66', dark: '#bd642a', line: '#86431a', accent: '#fdeadb' },
  brown: { base: '#7f5a41', light: '#9b745a', dark: '#61432f', line: '#402b1d', accent: '#eadccb' },
  beige: { base: '#dcc7a6', light: '#eadbc1', dark: '#c2a982', line: '#8d774f', accent: '#fbf5ea' },
};

/** The walls that pictures are taken against: upper and lower tone. */
type Backdrop = readonly [upper: string, lower: string];
const LIGHT_BACKDROPS: readonly [Backdrop, ...Backdrop[]] = [
  ['#f6f3ee', '#e9e3d9'],
  ['#f1f4f6', '#dfe6ea'],
  ['#f6f1f0', '#ebdfdc'],
  ['#f2f5f0', '#e0e7dc'],
  ['#f4f2f7', '#e4dfeb'],
];
/** White and beige would vanish against a light wall. */
const DEEPER_BACKDROPS: readonly [Backdrop, ...Backdrop[]] = [
  ['#d5dde3', '#bccad3'],
  ['#dbd5cf', '#c3b8ad'],
  ['#d3dcd4', '#b9c8bc'],
  ['#ddd3d6', '#c8b7bd'],
];

export function paintFor(colour: BaseColour): Paint {
  return PAINTS[colour] ?? PAINTS.grey;
}

export function backdropFor(colour: BaseColour, pick: Pick): Backdrop {
  return pick(colour === 'white' || colour === 'beige' ? DEEPER_BACKDROPS : LIGHT_BACKDROPS);
}

/** Chooses the same member for the same product, every time. */
export type Pick = <T>(from: readonly [T, ...T[]]) => T;

/** A small repeatable dice (xorshift over a mixed seed). */
export function createPick(seed: number): Pick {
  let state = (Math.imul(Math.trunc(seed) || 1, 0x9e3779b1) ^ 0x85ebca6b) >>> 0 || 1;
  return (from) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return from[state % from.length] ?? from[0];
  };
}
