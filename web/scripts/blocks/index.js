import { CartBlock } from './cart.js';
import { CheckoutBlock } from './checkout.js';
import { ChoicesBlock } from './choices.js';
import { ComparisonBlock } from './comparison.js';
import { NoticeBlock } from './notice.js';
import { OrderBlock } from './order.js';
import { PassageBlock } from './passage.js';
import { ProductsBlock } from './products.js';
import { TextBlock } from './text.js';

const BLOCKS = {
  text: TextBlock,
  notice: NoticeBlock,
  products: ProductsBlock,
  comparison: ComparisonBlock,
  passage: PassageBlock,
  choices: ChoicesBlock,
  cart: CartBlock,
  checkout: CheckoutBlock,
  order: OrderBlock,
};

/**
 * Builds a block of a reply: an object with an `element`. Undefined for a kind this page does not know,
 * so that a newer shop can speak to an older page.
 */
export function renderBlock(block, shop, entry) {
  const Block = Object.hasOwn(BLOCKS, block.type) ? BLOCKS[block.type] : undefined;
  return Block && new Block(block, shop, entry);
}
