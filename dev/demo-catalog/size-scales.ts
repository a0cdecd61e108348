/** The sizes that a kind of garment comes in, smallest first. */
export const SIZE_SCALES = {
  letters: ['XS', 'S', 'M', 'L', 'XL', 'XXL'],
  plus: ['1X', '2X', '3X', '4X'],
  mensWaist: ['28', '30', '31', '32', '33', '34', '36', '38', '40'],
  womensWaist: ['24', '25', '26', '27', '28', '29', '30', '31', '32', '34'],
  chest: ['36', '38', '40', '42', '44', '46'],
  womensSuit: ['0', '2', '4', '6', '8', '10', '12', '14', '16'],
  kids: ['2T', '3T', '4T', '5', '6', '7', '8', '10', '12', '14'],
  few: ['S', 'M', 'L'],
  one: ['One Size'],
} as const satisfies Record<string, readonly string[]>;

export type SizeScale = keyof typeof SIZE_SCALES;
