// Versions as in package.json: 1.4.0, or 1.5.0-beta.2 before 1.5.0 (semver.org, points 9 and 11). Build metadata is not used.

const form =
  /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;
const digits = /^\d+$/;

/** Whether a text is a version. */
export const isVersion = (text: string): boolean => text.length <= 60 && form.test(text);

const partsOf = (
  version: string,
): { readonly numbers: readonly number[]; readonly before: readonly string[] } => {
  const found = isVersion(version) ? form.exec(version) : null;
  if (found === null) throw new Error('This is no version.');
  const [, major, minor, patch, before] = found;
  return { numbers: [Number(major), Number(minor), Number(patch)], before: before?.split('.') ?? [] };
};

const compareNames = (one: string, other: string): number => {
  if (digits.test(one) && digits.test(other)) return Number(one) - Number(other);
  if (digits.test(one)) return -1;
  if (digits.test(other)) return 1;
  return one < other ? -1 : one > other ? 1 : 0;
};

const firstDifference = <T>(
  ones: readonly T[],
  others: readonly T[],
  compare: (one: T, other: T) => number,
): number => {
  for (const [index, one] of ones.entries()) {
    const other = others[index];
    if (other === undefined) return 1;
    const difference = compare(one, other);
    if (difference !== 0) return difference;
  }
  return ones.length - others.length;
};

/**
 * Whether a version comes after another one.
 * @throws Error if one of them is no version.
 */
export const isNewerVersion = (version: string, than: string): boolean => {
  const [one, other] = [partsOf(version), partsOf(than)];
  const difference = firstDifference(one.numbers, other.numbers, (a, b) => a - b);
  if (difference !== 0) return difference > 0;
  // 1.5.0-beta.2 comes before 1.5.0.
  if (one.before.length === 0 || other.before.length === 0) return one.before.length < other.before.length;
  return firstDifference(one.before, other.before, compareNames) > 0;
};
