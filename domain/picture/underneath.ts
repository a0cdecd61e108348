import { both, buttons, type Draw, patch, ribs, seam, stitch } from './drawing.js';
import { mirrored, symmetric } from './outline.js';
import type { Paint } from './paint.js';

const SOCK =
  'M112 96L188 96L188 286C188 310 178 322 160 336L106 380C82 398 48 392 40 368C34 346 46 334 66 322C98 302 112 292 112 264Z';

/** A pair, toes outwards. */
export const socks: Draw = (paint, pick) => {
  const band = (y: number) => patch(paint, `M112 ${y}L188 ${y}L188 ${y + 11}L112 ${y + 11}Z`, paint.accent);
  const stripes = pick([[150, 170], [], [156, 176, 196]]);
  return {
    cloth: [SOCK, mirrored(SOCK)],
    details:
      both((path) => patch(paint, path, paint.dark), 'M112 96L188 96L188 136L112 136Z') +
      ribs(paint, 114, 186, 99, 133, 6) +
      ribs(paint, 214, 286, 99, 133, 6) +
      stripes.map((y) => band(y) + mirroredBand(paint, y)).join('') +
      both(
        (path) => patch(paint, path, paint.dark),
        'M188 264L188 286C188 310 178 322 160 336C146 318 158 282 188 264Z',
      ) +
      both(
        (path) => patch(paint, path, paint.dark),
        'M40 368C34 346 46 334 66 322C82 340 86 368 78 392C60 394 46 386 40 368Z',
      ),
    folds: ['M150 200C152 240 148 270 140 292', 'M246 200C248 240 252 270 258 292'],
  };
};

function mirroredBand(paint: Paint, y: number): string {
  return patch(paint, `M212 ${y}L288 ${y}L288 ${y + 11}L212 ${y + 11}Z`, paint.accent);
}

export const tights: Draw = (paint) => ({
  cloth: [
    symmetric(
      'M200 50 L150 50 C134 110 136 180 146 250 C148 320 158 390 156 440 C150 456 144 464 150 470 L186 470 C190 440 190 300 200 180',
    ),
  ],
  details: patch(paint, 'M150 50L250 50L254 76L146 76Z', paint.dark) + seam(paint, 'M200 76L200 180', 1.2),
  folds: [
    'M168 250C172 258 180 258 186 254',
    'M214 250C220 258 228 258 234 254',
    'M164 400C170 406 178 406 184 402',
  ],
});

export const boxers: Draw = (paint) => ({
  cloth: [symmetric('M200 150 L112 150 C106 220 98 280 92 334 L184 348 C188 320 194 300 200 288')],
  details:
    patch(paint, 'M112 144L288 144L291 180L109 180Z', paint.dark) +
    `<path d="M111 162L289 162" stroke="${paint.accent}" stroke-opacity=".8" stroke-width="4"/>` +
    both((path) => seam(paint, path), 'M172 180C164 230 172 270 196 290') +
    both((path) => stitch(paint.line, path), 'M94 322L186 336') +
    seam(paint, 'M200 180L200 288', 1.2),
  folds: ['M140 210C136 250 128 290 126 326', 'M262 210C266 250 272 290 274 326'],
});

export const briefs: Draw = (paint) => ({
  cloth: [
    symmetric('M200 178 L96 178 C98 204 106 226 118 240 C150 262 172 300 180 336 C188 340 194 341 200 341'),
  ],
  details:
    patch(paint, 'M96 174L304 174L300 200L100 200Z', paint.dark) +
    both(
      (path) => `<path d="${path}" fill="none" stroke="${paint.dark}" stroke-width="6"/>`,
      'M116 238C148 260 170 298 178 336',
    ) +
    seam(paint, 'M168 200C170 250 184 290 200 300C216 290 230 250 232 200', 1.3) +
    `<path d="M194 206C198 200 202 200 206 206" fill="none" stroke="${paint.accent}" stroke-width="3"/>`,
});

export const bra: Draw = (paint) => ({
  cloth: [
    symmetric(
      'M200 236 C196 214 176 196 150 188 C124 196 106 224 102 262 L72 250 L66 286 C96 300 112 312 132 318 C160 324 188 304 200 286',
    ),
  ],
  details:
    both(
      (path) =>
        `<path d="${path}" fill="none" stroke="${paint.dark}" stroke-width="9" stroke-linecap="round"/>`,
      'M146 190C138 150 132 120 128 92',
    ) +
    both(
      (path) => patch(paint, path, paint.dark),
      'M102 262C112 296 126 312 144 318C130 318 110 308 66 286L72 250Z',
    ) +
    both((path) => seam(paint, path), 'M106 250C130 262 168 262 196 248') +
    both(
      (path) =>
        `<path d="${path}" fill="none" stroke="${paint.accent}" stroke-width="4" stroke-dasharray="1 6" stroke-linecap="round"/>`,
      'M104 246C110 216 126 198 150 190C174 198 192 212 198 232',
    ) +
    `<path d="M190 262L200 268L210 262L206 274L194 274Z" fill="${paint.accent}"/>`,
});

export const swimsuit: Draw = (paint, pick) => ({
  cloth: [
    symmetric(
      'M200 168 C182 164 164 140 158 84 L142 86 C144 130 140 160 126 190 C138 230 138 250 126 290 C120 312 120 326 120 340 C152 352 174 382 182 424 C190 428 194 429 200 429',
    ),
  ],
  behind: `<path d="M142 86C152 120 248 120 258 86C250 150 236 166 200 170C164 166 150 150 142 86Z" fill="${paint.dark}"/>`,
  details:
    both(
      (path) => `<path d="${path}" fill="none" stroke="${paint.dark}" stroke-width="6"/>`,
      'M121 338C153 350 175 382 183 424',
    ) +
    `<path d="M158 86C164 140 182 163 200 167C218 163 236 140 242 86" fill="none" stroke="${paint.dark}" stroke-width="6"/>` +
    pick([
      `<path d="M130 246C170 256 230 256 270 246L270 262C230 272 170 272 130 262Z" fill="${paint.accent}" fill-opacity=".85"/>`,
      both((path) => seam(paint, path), 'M134 206C158 226 180 230 198 226') + seam(paint, 'M200 168L200 240'),
    ]),
  folds: ['M150 250C160 290 158 330 164 370', 'M252 250C242 290 244 330 238 370'],
});

export const bikini: Draw = (paint) => ({
  cloth: [
    symmetric('M200 186 C190 160 168 134 150 120 C132 146 118 178 112 208 C140 218 176 216 200 200'),
    symmetric('M200 296 L104 290 C122 320 166 346 186 386 C192 390 196 391 200 391'),
  ],
  details:
    both(
      (path) =>
        `<path d="${path}" fill="none" stroke="${paint.dark}" stroke-width="6" stroke-linecap="round"/>`,
      'M150 120C154 96 166 76 180 64',
    ) +
    both(
      (path) =>
        `<path d="${path}" fill="none" stroke="${paint.dark}" stroke-width="6" stroke-linecap="round"/>`,
      'M112 208L66 226',
    ) +
    both(
      (path) =>
        `<path d="${path}" fill="none" stroke="${paint.dark}" stroke-width="5" stroke-linecap="round"/>`,
      'M104 290C88 282 78 290 72 304M104 290C96 304 88 316 84 328',
    ) +
    both((path) => seam(paint, path), 'M150 124C152 156 158 186 166 212') +
    `<path d="M104 292L296 292" stroke="${paint.dark}" stroke-width="7"/>` +
    `<circle cx="200" cy="194" r="7" fill="${paint.accent}" stroke="${paint.line}" stroke-opacity=".5"/>`,
});

export const pyjamas: Draw = (paint) => {
  const piping = (path: string) =>
    `<path d="${path}" fill="none" stroke="${paint.accent}" stroke-width="3.4" stroke-linecap="round"/>`;
  return {
    cloth: [
      symmetric('M200 250 L144 250 C136 320 128 400 122 470 L182 474 C188 420 194 370 200 340'),
      symmetric(
        'M200 96 C188 84 174 68 166 52 L128 66 C114 72 106 82 102 96 L66 232 L106 244 L134 160 C136 210 134 250 130 288 C154 294 178 296 200 296',
      ),
    ],
    details:
      `<path d="M166 52C178 62 222 62 234 52C226 70 212 86 200 98C188 86 174 70 166 52Z" fill="${paint.dark}"/>` +
      both(
        (path) => patch(paint, path, paint.light) + piping(path),
        'M164 50C172 68 186 86 200 98L184 128L156 104L168 96L150 88C148 74 150 64 152 56Z',
      ) +
      seam(paint, 'M200 98L198 295') +
      piping('M194 110L192 292') +
      buttons(paint, 203, 140, 262, 4, 4) +
      patch(paint, 'M228 150L262 150L262 186L228 186Z') +
      piping('M228 152L262 152') +
      both(piping, 'M69 222L109 234') +
      both((path) => seam(paint, path), 'M102 96C116 114 128 136 134 160') +
      both(piping, 'M123 460L183 464'),
    folds: [
      'M156 200C160 230 158 260 154 288',
      'M160 310C152 370 148 420 146 466',
      'M242 310C248 370 252 420 254 466',
    ],
  };
};
