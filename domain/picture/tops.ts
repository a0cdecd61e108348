import { both, buttons, type Draw, patch, ribs, seam, stitch } from './drawing.js';
import { symmetric } from './outline.js';

const SHORT_SLEEVES = symmetric(
  'M200 120 C180 119 166 106 160 86 L118 101 C104 107 97 116 92 128 L54 208 L106 233 L125 196 C128 260 124 350 120 424 C146 431 172 433 200 433',
);
const LONG_SLEEVES = symmetric(
  'M200 116 C182 115 168 104 162 86 L120 101 C105 107 97 118 93 132 L48 372 L91 384 L130 218 C132 284 128 350 124 414 C150 420 174 422 200 422',
);
const SLEEVELESS = symmetric(
  'M200 164 C180 162 168 130 166 82 L141 86 C142 130 134 160 116 184 C122 250 120 350 116 426 C144 433 172 435 200 435',
);
const TORSO_FOLDS = [
  'M150 230C156 290 150 340 140 400',
  'M252 250C246 310 252 350 262 404',
  'M204 300C208 340 204 370 200 412',
];
const NECK_BEHIND = 'M160 86C172 98 228 98 240 86C236 110 222 122 200 122C178 122 164 110 160 86Z';

const behindNeck = (dark: string) => `<path d="${NECK_BEHIND}" fill="${dark}"/>`;

export const tee: Draw = (paint, pick) => ({
  cloth: [SHORT_SLEEVES],
  behind: behindNeck(paint.dark),
  details:
    `<path d="M160 86C166 108 180 121 200 122C220 121 234 108 240 86" fill="none" stroke="${paint.dark}" stroke-width="8"/>` +
    both((path) => seam(paint, path), 'M92 128C104 146 116 170 125 196') +
    both((path) => stitch(paint.line, path), 'M58 200L108 225') +
    seam(paint, 'M120 414C146 421 172 423 200 423C228 423 254 421 280 414', 1.2) +
    pick(['', patch(paint, 'M226 176L264 176L264 212L245 222L226 212Z')]),
  folds: TORSO_FOLDS,
  hangs: pick([false, true]),
});

export const polo: Draw = (paint) => ({
  cloth: [SHORT_SLEEVES],
  behind: behindNeck(paint.dark),
  details:
    patch(paint, 'M188 118L212 118L210 200L190 200Z') +
    buttons(paint, 200, 140, 184, 3, 3.4) +
    both(
      (path) => patch(paint, path, paint.light),
      'M160 84C164 104 178 116 198 122L182 144C164 134 152 116 148 92Z',
    ) +
    both((path) => seam(paint, path), 'M92 128C104 146 116 170 125 196') +
    both((path) => patch(paint, path, paint.dark), 'M58 199L109 224L105 233L54 208Z'),
  folds: TORSO_FOLDS,
});

export const shirt: Draw = (paint, pick) => ({
  cloth: [LONG_SLEEVES],
  behind: behindNeck(paint.dark),
  details:
    seam(paint, 'M192 126L190 421M208 126L210 421', 1.3) +
    buttons(paint, 200, 150, 396, 6, 3.6) +
    both(
      (path) => patch(paint, path, paint.light),
      'M160 82C166 102 180 116 199 122L178 152C162 140 150 120 146 92Z',
    ) +
    both((path) => seam(paint, path), 'M93 132C110 156 122 186 130 218') +
    both((path) => patch(paint, path, paint.light), 'M54 346L97 357L91 384L48 372Z') +
    pick(['', patch(paint, 'M232 186L272 186L272 226L252 236L232 226Z')]),
  folds: TORSO_FOLDS,
  hangs: pick([false, true]),
});

export const blouse: Draw = (paint) => ({
  cloth: [
    symmetric(
      'M200 170 C190 150 174 120 164 84 L124 98 C106 104 98 118 92 138 L62 262 C58 280 74 290 96 288 L130 226 C132 290 122 350 112 412 C144 426 172 428 200 428',
    ),
  ],
  behind: `<path d="M164 84C184 96 216 96 236 84C226 120 210 150 200 170C190 150 174 120 164 84Z" fill="${paint.dark}"/>`,
  details:
    both(
      (path) => patch(paint, path, paint.light),
      'M164 82C172 112 186 146 200 170L190 178C170 152 156 118 152 88Z',
    ) +
    seam(paint, 'M200 172L200 427', 1.3) +
    buttons(paint, 200, 198, 392, 5, 3) +
    both((path) => seam(paint, path), 'M92 138C110 160 122 190 130 226') +
    both(
      (path) => patch(paint, path, paint.dark),
      'M60 270C68 282 82 288 96 288L101 278C86 280 72 274 62 262Z',
    ),
  folds: [
    'M146 240C156 300 146 360 132 414',
    'M256 240C246 300 254 360 268 414',
    'M176 300C174 350 170 380 166 420',
  ],
  hangs: true,
});

export const tank: Draw = (paint) => ({
  cloth: [SLEEVELESS],
  behind: `<path d="M166 84C168 108 232 108 234 84C230 140 220 164 200 166C180 164 170 140 166 84Z" fill="${paint.dark}"/>`,
  details:
    `<path d="M166 82C168 130 180 162 200 164C220 162 232 130 234 82" fill="none" stroke="${paint.dark}" stroke-width="6"/>` +
    both(
      (path) => `<path d="${path}" fill="none" stroke="${paint.dark}" stroke-width="5"/>`,
      'M141 86C142 130 134 160 116 184',
    ) +
    stitch(paint.line, 'M117 418C144 425 172 427 200 427C228 427 256 425 283 418'),
  folds: TORSO_FOLDS,
});

export const sweater: Draw = (paint, pick) => ({
  cloth: [LONG_SLEEVES],
  behind: behindNeck(paint.dark),
  details:
    `<path d="M160 88C167 110 181 123 200 124C219 123 233 110 240 88" fill="none" stroke="${paint.dark}" stroke-width="13"/>` +
    both((path) => seam(paint, path), 'M93 132C110 156 122 186 130 218') +
    patch(
      paint,
      'M126 392C150 398 174 400 200 400C226 400 250 398 274 392L276 414C250 420 226 422 200 422C174 422 150 420 124 414Z',
      paint.dark,
    ) +
    ribs(paint, 128, 272, 396, 419) +
    both((path) => patch(paint, path, paint.dark), 'M53 346L97 358L91 384L48 372Z') +
    pick(['', cables(paint.line), zigzag(paint.accent)]),
  folds: TORSO_FOLDS,
});

export const cardigan: Draw = (paint) => ({
  cloth: [LONG_SLEEVES],
  behind: `<path d="M162 86C180 98 220 98 238 86L214 250L200 300L186 250Z" fill="${paint.dark}"/>`,
  details:
    `<path d="M162 84C170 130 186 190 196 240L204 240C214 190 230 130 238 84C220 98 180 98 162 84Z" fill="${paint.dark}"/>` +
    both(
      (path) => `<path d="${path}" fill="none" stroke="${paint.light}" stroke-width="12"/>`,
      'M160 88C168 134 184 196 196 244L196 420',
    ) +
    buttons(paint, 200, 262, 396, 5, 4.4) +
    both((path) => seam(paint, path), 'M93 132C110 156 122 186 130 218') +
    both((path) => patch(paint, path, paint.light), 'M138 316L178 318L178 366L138 364Z') +
    both((path) => patch(paint, path, paint.dark), 'M53 346L97 358L91 384L48 372Z'),
  folds: ['M150 230C156 270 150 290 146 312', 'M254 230C248 270 252 290 256 312'],
});

export const hoodie: Draw = (paint, pick) => {
  const zip = pick([true, false]);
  return {
    cloth: [LONG_SLEEVES, symmetric('M200 46 C166 44 146 64 146 96 C150 116 168 134 200 142')],
    details:
      `<path d="M200 66C178 66 166 80 166 98C170 114 182 126 200 132C218 126 230 114 234 98C234 80 222 66 200 66Z" fill="${paint.line}" fill-opacity=".72"/>` +
      `<path d="M146 96C150 118 170 136 200 142C230 136 250 118 254 96" fill="none" stroke="${paint.dark}" stroke-width="6"/>` +
      both(
        (path) =>
          `<path d="${path}" fill="none" stroke="${paint.accent}" stroke-width="3.4" stroke-linecap="round"/>`,
        'M184 134C182 160 186 180 183 206',
      ) +
      patch(paint, 'M150 300L250 300L270 372L130 372Z') +
      both((path) => stitch(paint.line, path), 'M155 305L136 367') +
      (zip ? seam(paint, 'M200 142L200 421', 4) : '') +
      both((path) => seam(paint, path), 'M93 132C110 156 122 186 130 218') +
      patch(
        paint,
        'M126 394C150 400 174 402 200 402C226 402 250 400 274 394L276 414C250 420 226 422 200 422C174 422 150 420 124 414Z',
        paint.dark,
      ) +
      both((path) => patch(paint, path, paint.dark), 'M53 348L97 360L91 384L48 372Z'),
    folds: ['M148 220C154 250 150 270 146 292', 'M256 224C250 252 252 272 256 292'],
  };
};

export const sweatshirt: Draw = (paint, pick) => ({
  ...sweater(paint, pick),
  details:
    `<path d="M160 88C167 110 181 123 200 124C219 123 233 110 240 88" fill="none" stroke="${paint.dark}" stroke-width="11"/>` +
    seam(paint, 'M192 132L200 150L208 132', 1.4) +
    both((path) => seam(paint, path), 'M93 132C110 156 122 186 130 218') +
    patch(
      paint,
      'M126 394C150 400 174 402 200 402C226 402 250 400 274 394L276 414C250 420 226 422 200 422C174 422 150 420 124 414Z',
      paint.dark,
    ) +
    ribs(paint, 128, 272, 398, 419, 6) +
    both((path) => patch(paint, path, paint.dark), 'M53 348L97 360L91 384L48 372Z') +
    pick([
      '',
      `<rect x="150" y="214" width="100" height="12" rx="6" fill="${paint.accent}" fill-opacity=".75"/><rect x="150" y="234" width="100" height="5" rx="2.5" fill="${paint.accent}" fill-opacity=".75"/>`,
    ]),
});

function cables(line: string): string {
  const twist = (x: number) =>
    Array.from({ length: 7 }, (_, at) => {
      const y = 150 + at * 34;
      return `M${x - 8} ${y}C${x + 12} ${y + 10} ${x - 12} ${y + 24} ${x + 8} ${y + 34}M${x + 8} ${y}C${x - 12} ${y + 10} ${x + 12} ${y + 24} ${x - 8} ${y + 34}`;
    }).join('');
  return `<path d="${twist(166)}${twist(200)}${twist(234)}" fill="none" stroke="${line}" stroke-opacity=".32" stroke-width="2.6"/>`;
}

function zigzag(accent: string): string {
  const row = (y: number) =>
    `M128 ${y}${Array.from({ length: 12 }, (_, at) => `L${134 + at * 12} ${y + (at % 2 === 0 ? 9 : 0)}`).join('')}`;
  return `<path d="${row(206)}${row(222)}" fill="none" stroke="${accent}" stroke-opacity=".85" stroke-width="4" stroke-linejoin="round"/>`;
}
