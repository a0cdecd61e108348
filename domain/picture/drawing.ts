import { mirrored } from './outline.js';
import type { Paint, Pick } from './paint.js';

/** A garment laid out flat. All parts are SVG in a 400 × 500 field. */
export interface Drawing {
  /** Closed outlines of the cloth, filled with colour, print and shade. */
  cloth: readonly string[];
  /** What lies under the cloth, such as the inside of a neck. */
  behind?: string;
  /** Seams, collars, pockets and buttons on top. */
  details: string;
  /** A hanger holds it by the shoulders. */
  hangs?: boolean;
  /** Folds that follow this cloth; without it none are drawn. */
  folds?: readonly string[];
}

export type Draw = (paint: Paint, pick: Pick) => Drawing;

/** A seam: a thin line. */
export function seam(paint: Paint, path: string, width = 1.6): string {
  return `<path d="${path}" fill="none" stroke="${paint.line}" stroke-opacity=".5" stroke-width="${width}" stroke-linecap="round"/>`;
}

/** A sewing thread: a dashed line beside a seam. */
export function stitch(colour: string, path: string): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-opacity=".75" stroke-width="1.3" stroke-dasharray="5 3.2" stroke-linecap="round"/>`;
}

/** A piece of cloth on top of the cloth: a pocket, a collar, a cuff. */
export function patch(paint: Paint, path: string, fill = paint.base): string {
  return `<path d="${path}" fill="${fill}" stroke="${paint.line}" stroke-opacity=".4" stroke-width="1.4" stroke-linejoin="round"/>`;
}

/** The same on both sides. */
export function both(draw: (path: string) => string, path: string): string {
  return draw(path) + draw(mirrored(path));
}

export function button(paint: Paint, x: number, y: number, radius = 4): string {
  return (
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="${paint.accent}" stroke="${paint.line}" stroke-opacity=".55" stroke-width="1.2"/>` +
    `<circle cx="${x}" cy="${y}" r="${radius * 0.25}" fill="${paint.line}" fill-opacity=".6"/>`
  );
}

export function buttons(
  paint: Paint,
  x: number,
  from: number,
  to: number,
  count: number,
  radius = 4,
): string {
  const step = (to - from) / Math.max(count - 1, 1);
  return Array.from({ length: count }, (_, at) =>
    button(paint, x, Math.round(from + at * step), radius),
  ).join('');
}

/** Knitted ribs between two edges that have the same number of points left and right. */
export function ribs(
  paint: Paint,
  left: number,
  right: number,
  top: number,
  bottom: number,
  step = 7,
): string {
  const count = Math.floor((right - left) / step);
  const path = Array.from(
    { length: count },
    (_, at) => `M${left + step * (at + 0.5)} ${top}L${left + step * (at + 0.5)} ${bottom}`,
  ).join('');
  return `<path d="${path}" stroke="${paint.line}" stroke-opacity=".28" stroke-width="1.4"/>`;
}
