import { both, button, type Draw, patch, seam, stitch } from './drawing.js';
import { symmetric } from './outline.js';
import type { Paint } from './paint.js';

const STRAIGHT_LEGS = symmetric('M200 62 L130 62 C122 150 112 300 104 452 L172 456 C180 360 190 260 200 200');
const SLIM_LEGS = symmetric(
  'M200 62 L132 62 C120 140 116 200 124 280 C128 340 130 400 130 456 L178 458 C182 380 190 280 200 200',
);
const WIDE_LEGS = symmetric('M200 62 L134 62 C124 150 96 300 74 454 L184 458 C188 360 194 270 200 204');
const LEG_FOLDS = [
  'M150 150C146 230 140 320 136 420',
  'M250 160C256 240 262 330 264 424',
  'M176 212C168 240 160 256 150 268',
  'M226 212C234 240 242 256 250 268',
];

/** Each cut of jeans has its outer seam, just inside its own edge. */
const STRAIGHT_JEANS = { legs: STRAIGHT_LEGS, outerSeam: 'M126 170C120 240 116 330 112 440' };
const SLIM_JEANS = { legs: SLIM_LEGS, outerSeam: 'M128 170C127 220 129 260 133 300C136 350 138 400 138 440' };

export const jeans: Draw = (paint, pick) => {
  const { legs, outerSeam } = pick([STRAIGHT_JEANS, SLIM_JEANS, STRAIGHT_JEANS]);
  return { cloth: [legs], details: jeansDetails(paint, outerSeam), folds: LEG_FOLDS };
};

function jeansDetails(paint: Paint, outerSeam: string): string {
  return (
    waistband(paint) +
    loops(paint) +
    fly(paint) +
    both(
      (path) => seam(paint, path) + stitch('#d9a257', path),
      'M134 92C140 118 156 128 172 124C176 116 178 106 178 92',
    ) +
    patch(paint, 'M152 100L166 100L165 116L153 116Z') +
    button(paint, 200, 75, 5) +
    both((path) => stitch('#d9a257', path), outerSeam)
  );
}

export const trousers: Draw = (paint, pick) => ({
  cloth: [pick([STRAIGHT_LEGS, SLIM_LEGS])],
  details:
    waistband(paint) +
    loops(paint) +
    fly(paint) +
    both((path) => seam(paint, path), 'M132 96L156 150') +
    both((path) => seam(paint, path, 1.2), 'M158 110C150 220 144 330 140 452') +
    button(paint, 200, 75, 4),
  folds: LEG_FOLDS.slice(2),
});

export const cargoPants: Draw = (paint, pick) => ({
  ...trousers(paint, pick),
  cloth: [STRAIGHT_LEGS],
  details:
    waistband(paint) +
    loops(paint) +
    fly(paint) +
    both((path) => seam(paint, path), 'M132 96L156 150') +
    both((path) => patch(paint, path), 'M110 262L152 264L150 326L106 324Z') +
    both((path) => patch(paint, path, paint.dark), 'M108 256L154 258L153 278L107 276Z') +
    button(paint, 200, 75, 4),
});

export const wideLegs: Draw = (paint) => ({
  cloth: [WIDE_LEGS],
  details:
    waistband(paint) +
    fly(paint) +
    both((path) => seam(paint, path, 1.2), 'M160 92C150 220 132 340 124 456') +
    both((path) => seam(paint, path), 'M136 98L150 146'),
  folds: [
    'M146 200C132 290 116 370 102 448',
    'M176 230C170 310 162 380 156 452',
    'M256 200C268 290 284 370 298 448',
    'M226 230C230 310 238 380 244 452',
  ],
});

export const joggers: Draw = (paint) => ({
  cloth: [
    symmetric(
      'M200 66 L132 66 C118 150 108 260 116 350 C118 390 124 420 126 446 L170 448 C174 420 180 330 200 206',
    ),
  ],
  details:
    patch(paint, 'M132 62L268 62L270 86L130 86Z', paint.dark) +
    both(
      (path) =>
        `<path d="${path}" fill="none" stroke="${paint.accent}" stroke-width="3.4" stroke-linecap="round"/>`,
      'M192 84C190 104 186 118 188 136',
    ) +
    both((path) => seam(paint, path), 'M128 108C134 136 142 152 146 170') +
    both((path) => patch(paint, path, paint.dark), 'M124 430L171 432L169 452L127 450Z') +
    both(
      (path) =>
        `<path d="${path}" fill="none" stroke="${paint.accent}" stroke-opacity=".8" stroke-width="5"/>`,
      'M124 130C114 220 110 300 120 424',
    ),
  folds: LEG_FOLDS.slice(2),
});

export const leggings: Draw = (paint) => ({
  cloth: [
    symmetric(
      'M200 56 L140 56 C122 130 124 200 134 270 C136 330 144 400 148 458 L184 460 C188 380 192 270 200 196',
    ),
  ],
  details:
    patch(paint, 'M140 56L260 56L266 98L134 98Z', paint.dark) +
    seam(paint, 'M200 98L200 196', 1.3) +
    both((path) => seam(paint, path), 'M134 98C142 180 150 240 150 300C152 360 158 410 160 458') +
    both((path) => stitch(paint.line, path), 'M148 446L184 448'),
  folds: ['M166 330C170 340 178 342 186 340', 'M214 330C222 342 230 340 236 336'],
});

export const shorts: Draw = (paint, pick) => ({
  cloth: [symmetric('M200 96 L122 96 C112 180 94 270 84 344 L182 358 C188 310 194 270 200 240')],
  details:
    patch(paint, 'M122 94L278 94L282 122L118 122Z', paint.dark) +
    fly({ ...paint }, 122, 236) +
    both((path) => seam(paint, path), 'M120 128L148 186') +
    both((path) => stitch(paint.line, path), 'M87 330L184 344') +
    button(paint, 200, 108, 4.4) +
    pick(['', both((path) => patch(paint, path), 'M100 236L146 240L142 300L94 294Z')]),
  folds: ['M150 170C142 230 132 280 128 330', 'M252 180C260 240 268 290 272 334'],
});

export const swimTrunks: Draw = (paint) => ({
  cloth: [symmetric('M200 110 L122 110 C112 190 92 270 84 332 L184 346 C188 310 194 280 200 250')],
  details:
    patch(paint, 'M122 106L278 106L281 130L119 130Z', paint.dark) +
    both(
      (path) =>
        `<path d="${path}" fill="none" stroke="${paint.accent}" stroke-width="3.6" stroke-linecap="round"/>`,
      'M194 128C184 146 178 156 180 176',
    ) +
    both(
      (path) =>
        `<path d="${path}" fill="none" stroke="${paint.accent}" stroke-opacity=".9" stroke-width="8"/>`,
      'M118 134C108 210 96 270 90 330',
    ) +
    seam(paint, 'M200 130L200 250', 1.2),
  folds: ['M156 180C150 230 140 280 136 326', 'M246 190C252 240 262 290 266 328'],
});

export const skirt: Draw = (paint, pick) => ({
  cloth: [symmetric('M200 92 L144 92 C132 190 100 310 76 412 C118 430 160 434 200 434')],
  details:
    patch(paint, 'M144 88L256 88L260 114L140 114Z', paint.dark) +
    pick([
      both((path) => seam(paint, path, 1.5), 'M158 116C146 220 128 330 112 426') +
        both((path) => seam(paint, path, 1.5), 'M182 116C176 220 166 330 160 432'),
      seam(paint, 'M200 114L200 433', 1.5) +
        Array.from({ length: 6 }, (_, at) => button(paint, 200, 138 + at * 50, 4.4)).join(''),
      stitch(paint.line, 'M80 398C118 416 160 420 200 420C240 420 282 416 320 398'),
    ]),
  folds: [
    'M150 160C140 250 124 340 108 410',
    'M250 160C262 250 276 340 292 410',
    'M206 200C210 280 208 360 212 430',
  ],
});

function waistband(paint: Paint): string {
  return patch(paint, 'M130 60L270 60L273 88L127 88Z', paint.dark);
}

function loops(paint: Paint): string {
  return [146, 176, 224, 254]
    .map(
      (x) =>
        `<rect x="${x - 3}" y="57" width="6" height="34" rx="1.5" fill="${paint.base}" stroke="${paint.line}" stroke-opacity=".45"/>`,
    )
    .join('');
}

function fly(paint: Paint, top = 88, bottom = 196): string {
  return (
    seam(paint, `M200 ${top}L200 ${bottom}`) +
    stitch(paint.line, `M216 ${top}C217 ${top + 36} 212 ${top + 58} 202 ${top + 66}`)
  );
}
