import { both, button, buttons, type Draw, patch, seam, stitch } from './drawing.js';
import { symmetric } from './outline.js';

const FLARE_FOLDS = [
  'M164 250C152 320 130 390 112 444',
  'M186 254C182 330 172 400 166 452',
  'M236 250C248 320 270 390 288 444',
  'M214 254C218 330 228 400 234 452',
];

/** Fitted above, wide below, with straps. */
export const summerDress: Draw = (paint, pick) => ({
  cloth: [
    symmetric(
      'M200 138 C188 134 176 124 168 104 L164 66 L152 66 L150 112 C146 134 138 146 130 156 C134 190 144 212 146 236 C124 310 92 390 72 440 C112 458 160 462 200 462',
    ),
  ],
  details:
    patch(paint, 'M146 230C180 238 220 238 254 230L256 246C220 254 180 254 144 246Z', paint.dark) +
    both((path) => seam(paint, path), 'M150 132C158 164 162 200 160 232') +
    pick(['', stitch(paint.line, 'M78 424C116 442 160 446 200 446C240 446 284 442 322 424')]),
  folds: FLARE_FOLDS,
  hangs: true,
});

/** Crossed in front, tied at the side, short sleeves. */
export const wrapDress: Draw = (paint) => ({
  cloth: [
    symmetric(
      'M200 190 C190 160 174 122 166 80 L128 94 C110 101 104 112 100 126 L82 196 L124 210 L136 176 C138 204 146 222 148 244 C126 320 100 390 84 444 C120 458 162 460 200 460',
    ),
  ],
  behind: `<path d="M166 80C186 92 214 92 234 80C226 122 210 160 200 190C190 160 174 122 166 80Z" fill="${paint.dark}"/>`,
  details:
    patch(paint, 'M166 78C176 124 196 174 236 236L226 244C186 190 162 134 152 84Z', paint.light) +
    seam(paint, 'M234 82C226 122 214 158 204 186') +
    patch(paint, 'M147 236C180 246 220 246 253 236L256 252C220 262 180 262 144 252Z', paint.dark) +
    patch(paint, 'M242 246L262 330L250 328L234 250Z', paint.dark) +
    patch(paint, 'M250 246L292 312L280 316L240 252Z', paint.dark) +
    seam(paint, 'M232 254C246 330 250 390 246 458') +
    both((path) => seam(paint, path), 'M100 126C114 138 128 156 136 176'),
  folds: FLARE_FOLDS.slice(0, 3),
});

/** Straight down, with sleeves and a round neck. */
export const shiftDress: Draw = (paint, pick) => ({
  cloth: [
    symmetric(
      'M200 112 C184 111 170 100 164 82 L124 97 C110 103 102 112 98 126 L76 206 L120 220 L136 178 C140 220 138 250 134 280 C126 350 116 400 110 446 C140 458 170 460 200 460',
    ),
  ],
  behind: `<path d="M164 82C180 94 220 94 236 82C230 104 218 114 200 114C182 114 170 104 164 82Z" fill="${paint.dark}"/>`,
  details:
    `<path d="M164 82C170 101 184 112 200 113C216 112 230 101 236 82" fill="none" stroke="${paint.dark}" stroke-width="6"/>` +
    both((path) => seam(paint, path), 'M98 126C112 140 126 158 136 178') +
    pick([
      buttons(paint, 200, 140, 430, 8, 3.6) + seam(paint, 'M190 114L188 459M210 114L212 459', 1.2),
      patch(paint, 'M134 268C178 278 222 278 266 268L267 282C222 292 178 292 133 282Z', paint.dark) +
        button(paint, 200, 281, 6),
      both((path) => patch(paint, path), 'M138 316L176 318L174 360L134 356Z'),
    ]),
  folds: ['M156 250C152 320 146 390 140 446', 'M246 250C250 320 256 390 262 446'],
  hangs: pick([true, false]),
});

export const nightgown: Draw = (paint, pick) => ({
  ...summerDress(paint, pick),
  details:
    both(
      (path) => `<path d="${path}" fill="none" stroke="${paint.accent}" stroke-width="6"/>`,
      'M152 104C164 128 184 140 200 142',
    ) +
    `<path d="M74 436C112 454 160 458 200 458C240 458 288 454 326 436" fill="none" stroke="${paint.accent}" stroke-width="8"/>` +
    seam(paint, 'M146 190C180 198 220 198 254 190', 1.3),
});

export const jumpsuit: Draw = (paint, pick) => ({
  cloth: [
    symmetric(
      'M200 128 C186 124 174 110 168 84 L144 88 C144 116 136 136 124 150 C132 180 140 200 142 222 C132 290 112 380 100 456 L178 460 C184 400 192 330 200 286',
    ),
  ],
  behind: `<path d="M168 84C180 98 220 98 232 84C226 110 214 124 200 128C186 124 174 110 168 84Z" fill="${paint.dark}"/>`,
  details:
    patch(paint, 'M142 216C180 224 220 224 258 216L260 234C220 242 180 242 140 234Z', paint.dark) +
    pick([
      button(paint, 200, 229, 6),
      patch(paint, 'M204 236L222 284L212 286L198 238Z', paint.dark) +
        patch(paint, 'M196 236L182 278L190 282L202 238Z', paint.dark),
    ]) +
    seam(paint, 'M200 128L200 286') +
    buttons(paint, 200, 146, 206, 3, 3.4) +
    both((path) => seam(paint, path), 'M138 250L158 296'),
  folds: ['M158 300C148 350 140 400 134 450', 'M244 300C252 350 260 400 266 450'],
});

export const romper: Draw = (paint, pick) => ({
  ...jumpsuit(paint, pick),
  cloth: [
    symmetric(
      'M200 128 C186 124 174 110 168 84 L144 88 C144 116 136 136 124 150 C132 180 140 200 142 222 C130 270 112 320 102 366 L184 378 C188 350 194 320 200 296',
    ),
  ],
  folds: ['M156 260C148 300 140 330 136 362', 'M246 260C252 300 260 330 264 362'],
});

/** A short-sleeved top over shorts. */
export const twoPiece: Draw = (paint) => ({
  cloth: [
    symmetric(
      'M200 84 C184 83 172 74 166 58 L130 70 C116 75 110 84 106 94 L80 158 L122 176 L134 150 C136 184 136 210 134 244 C160 250 180 251 200 251',
    ),
    symmetric('M200 276 L142 276 C132 330 114 400 104 446 L186 456 C190 428 196 402 200 380'),
  ],
  behind: `<path d="M166 58C180 68 220 68 234 58C228 76 216 86 200 86C184 86 172 76 166 58Z" fill="${paint.dark}"/>`,
  details:
    `<path d="M166 58C172 74 184 84 200 85C216 84 228 74 234 58" fill="none" stroke="${paint.dark}" stroke-width="6"/>` +
    patch(paint, 'M142 272L258 272L262 294L138 294Z', paint.dark) +
    both((path) => seam(paint, path), 'M106 94C118 110 128 128 134 150') +
    both((path) => stitch(paint.line, path), 'M107 434L187 444') +
    seam(paint, 'M200 294L200 380'),
  folds: [
    'M160 140C164 180 160 210 156 244',
    'M166 316C156 360 148 400 144 446',
    'M240 316C248 360 256 400 258 446',
  ],
});
