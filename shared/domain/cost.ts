/** A price as written in a text: its amount and its currency; empty if no currency is named. */
type Price = { readonly amount: number; readonly currency: string };

/** Currencies by their symbols. */
const signs: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', '¥': 'JPY', $: 'USD', US$: 'USD' };

/** Parses both `1.234,50` and `1,234.50`: the last separator that is followed by up to two digits is the decimal separator. */
const amountOf = (digits: string): number => {
  const cents = /[.,'](\d{1,2})$/.exec(digits);
  const whole = cents ? digits.slice(0, -cents[0].length) : digits;
  return Number(`${whole.replace(/[.,']/g, '')}.${cents?.[1] ?? '0'}`);
};

/** Parses a price; null if the text contains no number, or more than one. */
export const readPrice = (text: string): Price | null => {
  const numbers = text.match(/\d[\d.,']*\d|\d/g) ?? [];
  const [digits] = numbers;
  if (digits === undefined || numbers.length > 1) return null;
  const word = /[A-Z]{0,2}[€£¥$]|\b[A-Z]{3}\b/.exec(text.toUpperCase())?.[0] ?? '';
  return { amount: amountOf(digits), currency: signs[word] ?? word };
};

/**
 * Whether a cost exceeds the maximum. If only one of the two names a currency, it applies to both; different currencies, and texts without
 * a number, cannot be compared.
 */
export const isCostOver = (cost: string, most: string): boolean => {
  const [asked, limit] = [readPrice(cost), readPrice(most)];
  if (asked === null || limit === null) return false;
  const isSame = asked.currency === '' || limit.currency === '' || asked.currency === limit.currency;
  return isSame && asked.amount > limit.amount;
};
