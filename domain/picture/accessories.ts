import { both, button, type Draw, patch, ribs, seam, stitch } from './drawing.js';
import { symmetric } from './outline.js';

export const tote: Draw = (paint) => ({
  cloth: [symmetric('M200 206 L96 206 L78 430 C78 442 84 448 96 448 L200 448')],
  behind: `<path d="M140 220C140 110 160 76 200 76C240 76 260 110 260 220" fill="none" stroke="${paint.dark}" stroke-width="13"/>`,
  details:
    `<path d="M132 300C132 130 158 92 200 92C242 92 268 130 268 300" fill="none" stroke="${paint.line}" stroke-width="15"/>` +
    `<path d="M132 300C132 130 158 92 200 92C242 92 268 130 268 300" fill="none" stroke="${paint.light}" stroke-width="12"/>` +
    both((path) => stitch(paint.line, path), 'M126 240L126 302L138 302L138 240') +
    stitch(paint.line, 'M95 220L305 220') +
    seam(paint, 'M82 404L318 404') +
    patch(paint, 'M172 330L228 330L228 356L172 356Z', paint.dark),
});

export const backpack: Draw = (paint) => ({
  cloth: [symmetric('M200 110 C140 106 106 140 102 210 L96 410 C96 434 108 446 132 446 L200 446')],
  behind: `<path d="M170 116C170 70 230 70 230 116" fill="none" stroke="${paint.dark}" stroke-width="12"/>${both((path) => `<path d="${path}" fill="none" stroke="${paint.dark}" stroke-width="20" stroke-linecap="round"/>`, 'M112 200C78 240 78 330 96 390')}`,
  details:
    seam(paint, 'M108 214C140 150 260 150 292 214', 3) +
    patch(
      paint,
      'M126 300L274 300C282 300 286 306 286 314L286 410C286 420 280 426 270 426L130 426C120 426 114 420 114 410L114 314C114 306 118 300 126 300Z',
      paint.dark,
    ) +
    seam(paint, 'M120 326L280 326', 3) +
    `<rect x="258" y="322" width="8" height="26" rx="3" fill="${paint.accent}"/>` +
    both((path) => stitch(paint.line, path), 'M124 232L122 292') +
    patch(paint, 'M176 226L224 226L224 258L176 258Z', paint.light),
  folds: ['M140 180C132 220 130 250 128 290'],
});

export const cap: Draw = (paint) => ({
  cloth: [
    'M86 300C84 200 130 146 206 146C276 146 316 196 316 296C250 276 150 278 86 300Z',
    'M84 298C130 274 210 270 262 284C310 298 356 318 360 338C340 352 290 334 232 326C180 320 120 328 92 330C80 322 78 306 84 298Z',
  ],
  details:
    `<path d="M84 298C130 274 210 270 262 284C310 298 356 318 360 338C340 352 290 334 232 326C180 320 120 328 92 330C80 322 78 306 84 298Z" fill="${paint.dark}"/>` +
    seam(
      paint,
      'M206 146C190 190 184 230 184 276M206 146C250 180 272 220 280 282M206 146C150 170 120 210 112 290',
    ) +
    `<circle cx="206" cy="146" r="8" fill="${paint.dark}"/>` +
    stitch(paint.accent, 'M100 314C160 306 230 304 344 336') +
    `<circle cx="148" cy="226" r="4" fill="${paint.line}" fill-opacity=".5"/><circle cx="240" cy="212" r="4" fill="${paint.line}" fill-opacity=".5"/>`,
});

export const beanie: Draw = (paint, pick) => ({
  cloth: [symmetric('M200 130 C130 130 104 190 100 300 L100 374 C140 386 170 388 200 388')],
  details:
    ribs(paint, 124, 276, 170, 300, 16) +
    patch(
      paint,
      'M96 300C130 310 170 314 200 314C230 314 270 310 304 300L304 374C270 386 230 390 200 390C170 390 130 386 96 374Z',
      paint.dark,
    ) +
    ribs(paint, 100, 300, 314, 380, 9) +
    pick([
      `<circle cx="200" cy="118" r="32" fill="${paint.light}"/><circle cx="200" cy="118" r="32" fill="none" stroke="${paint.line}" stroke-opacity=".4" stroke-width="5" stroke-dasharray="3 5"/>`,
      patch(paint, 'M182 336L218 336L218 362L182 362Z', paint.accent),
    ]),
});

export const sunHat: Draw = (paint) => ({
  cloth: [
    'M40 318C60 282 130 268 200 268C270 268 340 282 360 318C352 350 276 366 200 366C124 366 48 350 40 318Z',
    symmetric('M200 158 C146 158 126 190 122 300 C146 316 172 320 200 320'),
  ],
  details:
    patch(paint, 'M124 268C150 284 250 284 276 268L278 300C250 318 150 318 122 300Z', paint.line) +
    `<path d="M60 322C90 346 150 354 200 354C250 354 310 346 340 322" fill="none" stroke="${paint.line}" stroke-opacity=".3" stroke-width="2"/>` +
    `<path d="M132 220C160 232 240 232 268 220M140 188C166 198 234 198 260 188" fill="none" stroke="${paint.line}" stroke-opacity=".22" stroke-width="2"/>`,
});

export const belt: Draw = (paint) => ({
  cloth: [
    'M200 118C116 118 60 172 60 250C60 328 116 382 200 382C284 382 340 328 340 250C340 172 284 118 200 118ZM200 158C258 158 298 194 298 250C298 306 258 342 200 342C142 342 102 306 102 250C102 194 142 158 200 158Z',
  ],
  details:
    `<circle cx="200" cy="250" r="128" fill="none" stroke="${paint.accent}" stroke-opacity="0"/>` +
    `<path d="M200 126C122 126 68 178 68 250C68 322 122 374 200 374C278 374 332 322 332 250C332 178 278 126 200 126Z" fill="none" stroke="${paint.accent}" stroke-opacity=".55" stroke-width="1.4" stroke-dasharray="5 4"/>` +
    patch(paint, 'M226 334L330 352L334 394L222 384Z', paint.light) +
    [246, 266, 286]
      .map((x) => `<circle cx="${x}" cy="${366 + (x - 246) / 8}" r="3.4" fill="${paint.line}"/>`)
      .join('') +
    '<rect x="158" y="326" width="62" height="72" rx="10" fill="none" stroke="#c9a55c" stroke-width="9"/>' +
    '<path d="M162 362L216 362" stroke="#b8934b" stroke-width="6" stroke-linecap="round"/>',
});

export const scarf: Draw = (paint) => ({
  cloth: [
    'M128 150C110 196 120 250 176 262C236 274 288 240 280 170C276 120 146 96 128 150Z',
    'M168 244L236 250L262 440L190 446Z',
    'M150 236L206 256L166 424L100 408Z',
  ],
  details:
    `<path d="M158 160C150 196 166 214 200 216C238 214 252 196 246 164C232 140 172 136 158 160Z" fill="${paint.line}" fill-opacity=".6"/>` +
    seam(paint, 'M132 196C160 230 230 240 274 200M128 170C140 150 250 130 276 166') +
    `<path d="M184 380L254 374M187 404L257 398" stroke="${paint.accent}" stroke-opacity=".85" stroke-width="7"/><path d="M110 366L178 384M104 388L172 406" stroke="${paint.accent}" stroke-opacity=".85" stroke-width="7"/>` +
    fringe(paint.dark, 190, 446, 262, 440) +
    fringe(paint.dark, 100, 408, 166, 424),
});

export const bag: Draw = (paint) => ({
  cloth: [symmetric('M200 236 L112 236 C98 236 90 246 90 262 L84 394 C84 414 94 424 112 424 L200 424')],
  behind: `<path d="M110 250C90 60 310 60 290 250" fill="none" stroke="${paint.line}" stroke-width="8"/>`,
  details:
    patch(
      paint,
      'M110 232L290 232C304 232 312 242 312 258L312 300C312 330 250 344 200 344C150 344 88 330 88 300L88 258C88 242 96 232 110 232Z',
      paint.light,
    ) +
    stitch(paint.line, 'M96 300C100 322 150 334 200 334C250 334 300 322 304 300') +
    '<rect x="184" y="326" width="32" height="26" rx="6" fill="#c9a55c"/><rect x="194" y="334" width="12" height="10" rx="3" fill="#8d713a"/>' +
    both((path) => patch(paint, path, '#c9a55c'), 'M104 234L122 234L122 250L104 250Z'),
});

export const necktie: Draw = (paint) => ({
  cloth: ['M168 96L232 96L220 140L246 370L200 440L154 370L180 140Z'],
  details:
    patch(paint, 'M168 92L232 92L220 142L180 142Z', paint.dark) +
    Array.from(
      { length: 8 },
      (_, at) =>
        `<path d="M${178 - at * 2} ${190 + at * 26}L${216 + at * 3} ${162 + at * 26}" stroke="${paint.accent}" stroke-opacity=".7" stroke-width="5"/>`,
    ).join('') +
    button(paint, 200, 470, 0.1),
});

function fringe(colour: string, x1: number, y1: number, x2: number, y2: number): string {
  const path = Array.from({ length: 10 }, (_, at) => {
    const [x, y] = [x1 + ((x2 - x1) * at) / 9, y1 + ((y2 - y1) * at) / 9];
    return `M${Math.round(x)} ${Math.round(y)}l${at % 2 ? 2 : -2} 22`;
  }).join('');
  return `<path d="${path}" stroke="${colour}" stroke-width="3.4" stroke-linecap="round"/>`;
}
