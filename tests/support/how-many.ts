/**
 * How often a test does what it does.
 *
 * @param variable of the environment, for a number of one's own
 * @param usual in `npm test`
 * @param long in `npm run test:long`
 */
export const howMany = (variable: string, usual: number, long = usual): number =>
  Number(process.env[variable] ?? (process.env['LONG_TESTS'] === '1' ? long : usual));
