import type { BaseColour } from '../../../domain/index.js';

/** Names as merchants write them, and what they say; the same for our own reading and for that of a statement. */
export const NAMES: { name: string; brand?: string; size?: string; colour?: BaseColour }[] = [
  { name: 'Slim Straight Jeans 32x30 - Navy', size: '32', colour: 'blue' },
  { name: 'Relaxed Chino W34/L32 Khaki', size: '34', colour: 'beige' },
  { name: 'Cable Knit Sweater, X-Large', size: 'XL' },
  { name: 'Crew Neck Tee (Medium)', size: 'M' },
  { name: 'Pleated Skirt Size 10 Black', size: '10', colour: 'black' },
  { name: 'Toddler Fleece Hoodie 3T Heather Grey', size: '3T', colour: 'grey' },
  { name: 'Rain Jacket XXL', size: 'XXL' },
  { name: 'Ribbed Tank - One Size', size: 'One Size' },
  { name: 'Plus Wrap Dress size: 2X Royal Blue', size: '2X', colour: 'blue' },
  { name: 'Original 501 Jeans' },
  { name: 'Crew Socks, 6 Pack' },
  { name: 'Large Tote Bag' },
  { name: 'A Line Dress' },
  { name: 'Stone Washed Denim Shirt' },
  { name: 'Pearl Snap Western Shirt in Red', colour: 'red' },
  { name: 'Silver Suki Capri Black', brand: 'Silver', colour: 'black' },
  { name: 'Suki Capri Silver', brand: 'Other', colour: 'grey' },
  { name: 'Black-White Striped Tee', colour: 'black' },
  { name: 'Off-White Blouse', colour: 'white' },
  { name: 'Bluebird Print Scarf' },
  { name: 'Café au Lait Robe Crème Size S', size: 'S' },
];
