/** "S-100042", "order 100042", "order number S-100042": orders have numbers of six digits or more. */
export function readOrderNumber(text: string): string | undefined {
  const digits = /\b(?:s ?- ?|s|order (?:number |no\.? |nr\.? |# ?)?)(\d{6,9})\b/i.exec(text)?.[1];
  return digits && `S-${digits}`;
}
