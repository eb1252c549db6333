/** A price as people write it: what stands in it as a number, and in which currency; empty where none is named. */
type Price = { readonly amount: number; readonly currency: string };

/** Currencies by the signs that stand for them. */
const signs: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', '¥': 'JPY', $: 'USD', US$: 'USD' };

/** `1.234,50` and `1,234.50` alike: the last sign that up to two digits follow divides the cents. */
const amountOf = (digits: string): number => {
  const cents = /[.,'](\d{1,2})$/.exec(digits);
  const whole = cents ? digits.slice(0, -cents[0].length) : digits;
  return Number(`${whole.replace(/[.,']/g, '')}.${cents?.[1] ?? '0'}`);
};

/** Reads a price; null where there is no number in it, or more than one. */
const readPrice = (text: string): Price | null => {
  const numbers = text.match(/\d[\d.,']*\d|\d/g) ?? [];
  const [digits] = numbers;
  if (digits === undefined || numbers.length > 1) return null;
  const word = /[A-Z]{0,2}[€£¥$]|\b[A-Z]{3}\b/.exec(text.toUpperCase())?.[0] ?? '';
  return { amount: amountOf(digits), currency: signs[word] ?? word };
};

/**
 * Whether a cost is higher than the most that may be paid. Where one of the two names no currency it is taken for that of the other;
 * different currencies, and words that name no number, cannot be compared.
 */
export const isCostOver = (cost: string, most: string): boolean => {
  const [asked, limit] = [readPrice(cost), readPrice(most)];
  if (asked === null || limit === null) return false;
  const isSame = asked.currency === '' || limit.currency === '' || asked.currency === limit.currency;
  return isSame && asked.amount > limit.amount;
};
