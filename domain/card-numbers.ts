/** Digits in groups, as people write card numbers. */
const RUN = /\d+(?:[ .\-\u00a0]\d+)*/g;
/** A card number has so many digits, ISO/IEC 7812-1. */
const FEWEST = 13;
const MOST = 19;

/** Whether a text holds what looks like a card number: the right length, and the check digit fits. */
export function holdsCardNumber(text: string): boolean {
  return maskCardNumbers(text) !== text;
}

/**
 * A text without the card numbers in it; their last four digits stay, as PCI DSS 4.0, 3.4.1 allows. They must not
 * reach a log, a table or a history.
 */
export function maskCardNumbers(text: string): string {
  return text.replace(RUN, maskRun);
}

/** Masks the first card number in a run of groups, which may have other figures before and after it. */
function maskRun(run: string): string {
  const parts = run.split(/([ .\-\u00a0])/);
  for (let from = 0; from < parts.length; from += 2) {
    for (let to = parts.length; to > from; to -= 2) {
      const digits = parts.slice(from, to).join('').replace(/\D/g, '');
      if (digits.length < FEWEST || digits.length > MOST || !fitsCheckDigit(digits)) continue;
      const masked = `[card number ending ${digits.slice(-4)}, removed]`;
      return parts.slice(0, from).join('') + masked + maskCardNumbers(parts.slice(to).join(''));
    }
  }
  return run;
}

/** Luhn's formula, ISO/IEC 7812-1 annex B. */
function fitsCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, figure, index) => {
    const digit = Number(figure);
    if (index % 2 === 0) return total + digit;
    return total + (digit > 4 ? digit * 2 - 9 : digit * 2);
  }, 0);
  return sum % 10 === 0;
}
