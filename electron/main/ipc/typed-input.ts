import { typedText } from '../../../shared/domain/plain-text.ts';

/**
 * The input of a call with every text in it as a person may have typed it. What was pasted from a damaged file or sent by a scanner may
 * hold NUL, at which searches of the database fail and comparisons end.
 * @param input what the contract has read: plain values without cycles
 */
export const typedInput = <T>(input: T): T => cleaned(input) as T;

const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return typedText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleaned(one)]));
};
