import { Checkouts } from './checkouts.js';

/** The latest known state of every order; like checkouts, orders carry a `version`. */
export class Orders extends Checkouts {
  constructor(api) {
    super(api, 'orders');
  }
}
