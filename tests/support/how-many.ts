/**
 * How often a test does what it does: the usual number in `npm test`, more for a long look by a variable of the environment
 * (`npm run test:long` sets them all: electron/tooling/testing/long.ts).
 */
export const howMany = (variable: string, usual: number): number => {
  const wanted = process.env[variable];
  return wanted === undefined ? usual : Number(wanted);
};
