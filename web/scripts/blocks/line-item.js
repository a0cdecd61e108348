import { formatMoney, variantLabel } from '../format.js';
import { clone, fill, make, part } from '../templates.js';

/** One line of a cart, a checkout or an order: picture, name, size and colour, quantity, price. */
export function lineElement(line) {
  const element = clone('line');
  fill(element, {
    name: line.name,
    variant: `${variantLabel(line)}${line.quantity > 1 ? ` · ${line.quantity} × ${formatMoney(line.unitPrice)}` : ''}`,
    price: formatMoney(line.lineTotal),
  });
  if (line.discount) {
    const off = make('small', { class: 'line__discount' }, `−${formatMoney(line.discount)}`);
    part(element, 'price').append(off);
  }
  showPicture(element, line);
  return element;
}

/** Sets the line's picture; one that does not load leaves a calm empty frame. */
export function showPicture(element, line) {
  const picture = part(element, 'picture');
  picture.addEventListener('error', () => picture.removeAttribute('src'), { once: true });
  if (picture.getAttribute('src') !== line.imageUrl) picture.src = line.imageUrl;
}
