/**
 * How often a test repeats its work.
 *
 * @param variable an environment variable with another number
 * @param usual in `npm test`
 * @param long in `npm run test:long`
 */
export const howMany = (variable: string, usual: number, long = usual): number =>
  Number(process.env[variable] ?? (process.env['LONG_TESTS'] === '1' ? long : usual));
