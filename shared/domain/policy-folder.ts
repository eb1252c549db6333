/** What the values of a policy depend on. */
export type Surroundings = {
  readonly isWindows: boolean;
  /** What may stand between per cent signs, by name in capital letters. */
  readonly variables: Readonly<Record<string, string>>;
};

const longestPath = 1_000;

/**
 * Returns the path of a folder in a policy, in which %NAME% stands for a variable of the system; null if it is none: not a text, not
 * absolute, too long, or with another variable. Apart from the other checks, because the start needs it before any words are
 * loaded.
 */
export const readFolder = (given: unknown, { isWindows, variables }: Surroundings): string | null => {
  if (typeof given !== 'string') return null;
  let isWhole = true;
  const path = given.trim().replace(/%([^%]+)%/gu, (_, name: string) => {
    const value = variables[name.toUpperCase()] ?? '';
    if (value === '') isWhole = false;
    return value;
  });
  const isAbsolute = isWindows ? /^(?:[a-z]:[\\/]|\\\\[^\\/])/iu.test(path) : path.startsWith('/');
  return isWhole && isAbsolute && path.length <= longestPath && !/[\p{Cc}%]/u.test(path) ? path : null;
};
