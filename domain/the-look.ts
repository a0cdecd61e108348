/**
 * The 26 categories of theLook, the public data set whose shape the catalog has. A merchant's catalog may have others
 * beside them.
 */
export const THE_LOOK_CATEGORIES = [
  'Accessories',
  'Active',
  'Blazers & Jackets',
  'Clothing Sets',
  'Dresses',
  'Fashion Hoodies & Sweatshirts',
  'Intimates',
  'Jeans',
  'Jumpsuits & Rompers',
  'Leggings',
  'Maternity',
  'Outerwear & Coats',
  'Pants',
  'Pants & Capris',
  'Plus',
  'Shorts',
  'Skirts',
  'Sleep & Lounge',
  'Socks',
  'Socks & Hosiery',
  'Suits',
  'Suits & Sport Coats',
  'Sweaters',
  'Swim',
  'Tops & Tees',
  'Underwear',
] as const;
