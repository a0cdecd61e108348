/** What one piece of a category weighs, packed, in grams: lightest and heaviest. */
export const WEIGHTS: Record<string, readonly [number, number]> = {
  Accessories: [60, 350],
  Active: [150, 450],
  'Blazers & Jackets': [500, 1_100],
  'Clothing Sets': [350, 900],
  Dresses: [250, 700],
  'Fashion Hoodies & Sweatshirts': [400, 800],
  Intimates: [60, 200],
  Jeans: [500, 900],
  'Jumpsuits & Rompers': [300, 700],
  Leggings: [150, 350],
  Maternity: [200, 600],
  'Outerwear & Coats': [700, 1_800],
  Pants: [350, 700],
  'Pants & Capris': [300, 600],
  Plus: [250, 700],
  Shorts: [200, 450],
  Skirts: [200, 500],
  'Sleep & Lounge': [200, 600],
  Socks: [50, 150],
  'Socks & Hosiery': [40, 120],
  Suits: [900, 1_500],
  'Suits & Sport Coats': [800, 1_500],
  Sweaters: [300, 800],
  Swim: [80, 300],
  'Tops & Tees': [120, 350],
  Underwear: [50, 150],
};

/** For a category that the table does not know. */
export const USUAL_WEIGHT = [200, 600] as const;
