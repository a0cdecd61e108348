import { both, button, buttons, type Draw, patch, seam, stitch } from './drawing.js';
import { symmetric } from './outline.js';
import type { Paint } from './paint.js';

const JACKET = symmetric(
  'M200 100 C184 98 170 92 160 80 L116 96 C100 102 92 114 88 130 L50 372 L96 384 L130 222 C132 290 128 350 122 404 C148 412 174 414 200 414',
);
const COAT = symmetric(
  'M200 92 C184 90 170 84 160 72 L116 88 C100 94 92 106 88 122 L52 352 L98 364 L130 214 C132 300 122 390 112 458 C142 466 170 468 200 468',
);

export const blazer: Draw = (paint, pick) => ({
  cloth: [JACKET],
  behind: `<path d="M156 76L244 76L216 250L184 250Z" fill="#f7f6f3"/>`,
  details: shirtFront() + tailoredFront(paint, pick([1, 2])),
  folds: ['M150 290C152 330 148 370 142 404', 'M252 290C250 330 254 370 258 404'],
  hangs: pick([false, true]),
});

export const suit: Draw = (paint, pick) => ({
  cloth: [JACKET],
  details: shirtFront() + tie(pick(['#7d2f3a', '#2f4a6b', '#4b5a45', '#6b5a3a'])) + tailoredFront(paint, 2),

  folds: ['M150 290C152 330 148 370 142 404', 'M252 290C250 330 254 370 258 404'],
});

export const coat: Draw = (paint, pick) => ({
  cloth: [COAT],
  details:
    seam(paint, 'M200 190L196 466') +
    both(
      (path) => patch(paint, path, paint.light),
      'M160 70C164 100 178 150 200 196L176 214L150 168L164 158L142 142C140 116 142 96 146 80Z',
    ) +
    both((path) => seam(paint, path), 'M88 122C108 150 122 180 130 214') +
    both((path) => patch(paint, path), 'M134 318L178 324L177 336L133 330Z') +
    pick([belt(paint), doubleButtons(paint), buttons(paint, 206, 228, 380, 4, 5.4)]) +
    both((path) => seam(paint, path), 'M56 332L102 344'),
  folds: ['M146 350C142 390 138 430 132 460', 'M256 350C260 390 264 430 270 460'],
  hangs: pick([true, false]),
});

export const puffer: Draw = (paint) => ({
  cloth: [
    symmetric(
      'M200 92 C176 92 160 86 150 72 L112 92 C92 104 84 120 82 140 L46 358 C54 374 82 380 98 374 L126 230 C122 290 118 350 118 408 C146 418 174 420 200 420',
    ),
  ],
  details:
    [150, 196, 242, 288, 334, 380].map((y) => quilt(paint, y)).join('') +
    both((path) => seam(paint, path, 2), 'M78 170C90 184 108 190 124 186') +
    both((path) => seam(paint, path, 2), 'M70 218C82 232 102 238 118 234') +
    both((path) => seam(paint, path, 2), 'M62 266C74 280 92 286 110 282') +
    both((path) => seam(paint, path, 2), 'M54 314C66 328 84 334 102 330') +
    patch(
      paint,
      'M150 70C166 92 234 92 250 70C258 90 256 112 248 124C222 136 178 136 152 124C144 112 142 90 150 70Z',
      paint.dark,
    ) +
    `<path d="M200 92L200 419" stroke="${paint.line}" stroke-opacity=".7" stroke-width="4"/><path d="M200 92L200 419" stroke="${paint.accent}" stroke-opacity=".7" stroke-width="1.4" stroke-dasharray="3 3"/>`,
});

export const parka: Draw = (paint) => ({
  cloth: [COAT, symmetric('M200 36 C164 34 142 56 142 90 C148 112 168 128 200 134')],
  details:
    `<path d="M200 56C176 56 162 72 162 92C166 108 180 118 200 124C220 118 234 108 238 92C238 72 224 56 200 56Z" fill="${paint.line}" fill-opacity=".75"/>` +
    `<path d="M162 92C166 110 182 122 200 126C218 122 234 110 238 92" fill="none" stroke="${paint.accent}" stroke-width="9" stroke-linecap="round" stroke-opacity=".9"/>` +
    `<path d="M200 126L200 466" stroke="${paint.line}" stroke-opacity=".6" stroke-width="4"/>` +
    both((path) => patch(paint, path), 'M132 300L182 304L180 372L126 366Z') +
    both((path) => patch(paint, path, paint.dark), 'M130 294L184 298L183 318L129 314Z') +
    both((path) => patch(paint, path), 'M142 206L182 208L182 240L140 238Z') +
    both((path) => seam(paint, path), 'M88 122C108 150 122 180 130 214') +
    seam(paint, 'M126 268C170 276 230 276 274 268'),
  folds: ['M140 390C138 420 134 440 130 460', 'M262 390C264 420 268 440 272 460'],
});

export const zipJacket: Draw = (paint, pick) => ({
  cloth: [JACKET],
  details:
    patch(
      paint,
      'M158 78C172 96 228 96 242 78C246 92 246 104 242 116C220 126 180 126 158 116C154 104 154 92 158 78Z',
      paint.dark,
    ) +
    `<path d="M200 96L200 413" stroke="${paint.line}" stroke-opacity=".65" stroke-width="4.5"/><path d="M200 96L200 413" stroke="${paint.accent}" stroke-opacity=".8" stroke-width="1.4" stroke-dasharray="3 3"/>` +
    both((path) => seam(paint, path), 'M88 130C108 156 122 188 130 222') +
    both((path) => seam(paint, path, 2.4), 'M146 316L170 364') +
    patch(
      paint,
      'M124 386C148 394 174 396 200 396C226 396 252 394 276 386L278 404C252 412 226 414 200 414C174 414 148 412 122 404Z',
      paint.dark,
    ) +
    both((path) => patch(paint, path, paint.dark), 'M54 348L100 360L96 384L50 372Z') +
    pick([
      '',
      both(
        (path) =>
          `<path d="${path}" fill="none" stroke="${paint.accent}" stroke-opacity=".85" stroke-width="6"/>`,
        'M104 106C92 130 84 190 62 344',
      ),
    ]),
  folds: ['M150 240C154 280 150 300 148 330', 'M254 240C250 280 252 300 256 330'],
});

export const denimJacket: Draw = (paint) => ({
  cloth: [JACKET],
  details:
    both(
      (path) => patch(paint, path, paint.light),
      'M160 78C168 96 182 106 199 110L178 140C160 130 148 112 144 88Z',
    ) +
    seam(paint, 'M191 114L190 412M209 114L210 412') +
    buttons(paint, 200, 140, 396, 6, 4.4) +
    both((path) => stitch('#d9a257', path), 'M112 176C140 186 168 188 190 186') +
    both((path) => patch(paint, path), 'M138 190L180 192L178 232L159 242L140 232Z') +
    both((path) => stitch('#d9a257', path), 'M150 244L142 392M172 240L176 394') +
    both((path) => seam(paint, path), 'M88 130C108 156 122 188 130 222') +
    patch(
      paint,
      'M124 390C148 398 174 400 200 400C226 400 252 398 276 390L278 404C252 412 226 414 200 414C174 414 148 412 122 404Z',
      paint.dark,
    ) +
    both((path) => patch(paint, path, paint.dark), 'M54 350L100 362L96 384L50 372Z'),
});

export const vest: Draw = (paint) => ({
  cloth: [
    symmetric(
      'M200 96 C184 94 168 88 158 74 L124 88 C128 130 124 166 108 196 C116 270 114 350 112 410 C144 420 172 422 200 422',
    ),
  ],
  details:
    [160, 206, 252, 298, 344, 388].map((y) => quilt(paint, y)).join('') +
    patch(
      paint,
      'M158 72C172 90 228 90 242 72C248 90 248 104 244 116C220 126 180 126 156 116C152 104 152 90 158 72Z',
      paint.dark,
    ) +
    `<path d="M200 96L200 421" stroke="${paint.line}" stroke-opacity=".65" stroke-width="4"/>`,
});

export const robe: Draw = (paint) => ({
  cloth: [COAT],
  behind: `<path d="M158 72L242 72L206 230L194 230Z" fill="${paint.dark}"/>`,
  details:
    `<path d="M160 72C172 140 186 200 198 250L202 250C214 200 228 140 240 72C220 88 180 88 160 72Z" fill="${paint.dark}"/>` +
    `<path d="M240 74C230 140 214 210 192 270L178 466" fill="none" stroke="${paint.light}" stroke-width="20"/>` +
    `<path d="M160 74C170 140 184 200 198 250" fill="none" stroke="${paint.light}" stroke-width="20"/>` +
    belt(paint) +
    both((path) => seam(paint, path), 'M88 122C108 150 122 180 130 214') +
    both((path) => patch(paint, path, paint.light), 'M57 322L103 334L98 364L52 352Z') +
    patch(paint, 'M224 330L266 332L268 386L222 384Z'),
  folds: ['M146 330C142 380 138 420 132 460', 'M262 400C264 420 266 440 270 460'],
});

function tailoredFront(paint: Paint, rows: number): string {
  return (
    both(
      (path) => patch(paint, path, paint.light),
      'M160 78C162 110 176 190 200 256L172 226L146 172L162 160L140 146C138 118 142 98 146 86Z',
    ) +
    seam(paint, 'M200 256L196 413') +
    buttons(paint, 206, 276, 276 + (rows - 1) * 40, rows, 5) +
    both((path) => patch(paint, path), 'M136 320L182 326L181 340L135 334Z') +
    patch(paint, 'M232 214L268 208L269 218L233 224Z') +
    both((path) => seam(paint, path), 'M88 130C108 156 122 188 130 222') +
    [0, 1, 2]
      .map((at) => button(paint, 63 + at, 348 - at * 11, 2.6) + button(paint, 337 - at, 348 - at * 11, 2.6))
      .join('')
  );
}

function shirtFront(): string {
  return (
    '<path d="M158 76C170 130 186 200 200 256C214 200 230 130 242 76C226 96 174 96 158 76Z" fill="#f7f6f3"/>' +
    '<path d="M160 76L200 112L240 76L248 96L214 132L200 116L186 132L152 96Z" fill="#ffffff" stroke="#c9c5bd" stroke-width="1.2"/>'
  );
}

function tie(colour: string): string {
  return `<path d="M191 116L209 116L206 132L214 216L200 246L186 216L194 132Z" fill="${colour}"/><path d="M191 116L209 116L206 132L194 132Z" fill="#000" fill-opacity=".2"/>`;
}

function belt(paint: Paint): string {
  return (
    patch(paint, 'M130 254C170 262 230 262 270 254L273 276C230 284 170 284 127 276Z', paint.dark) +
    patch(paint, 'M190 276L176 350L188 352L204 280Z', paint.dark) +
    patch(paint, 'M204 276L226 340L214 344L196 280Z', paint.dark) +
    patch(paint, 'M186 256L214 256L216 284L184 284Z', paint.dark)
  );
}

function doubleButtons(paint: Paint): string {
  return buttons(paint, 180, 240, 340, 3, 5.4) + buttons(paint, 222, 240, 340, 3, 5.4);
}

function quilt(paint: Paint, y: number): string {
  return `<path d="M118 ${y}C140 ${y + 9} 176 ${y + 9} 198 ${y + 2}M202 ${y + 2}C224 ${y + 9} 260 ${y + 9} 282 ${y}" fill="none" stroke="${paint.line}" stroke-opacity=".45" stroke-width="2.4"/>`;
}
