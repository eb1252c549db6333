import { parseArgs } from 'node:util';

export type Plan = {
  readonly checks: boolean;
  readonly unit: boolean;
  readonly e2e: boolean;
  /** Only what changed, and what that reaches. */
  readonly changed: boolean;
  /** Parts of file names (and, for e2e, of titles' file names) that narrow the tests, or the commit since when something changed. */
  readonly filters: readonly string[];
};

const options = {
  checks: { type: 'boolean' },
  unit: { type: 'boolean' },
  e2e: { type: 'boolean' },
  changed: { type: 'boolean' },
} as const;
const switches = Object.keys(options).map((name) => `--${name}`);

/**
 * What a test run was asked to do: everything; with `--checks`, `--unit`, `--e2e` only these; with further words only
 * the tests in files whose path contains one of them; with `--changed` what the files reach that changed since the
 * main branch, or since the commit that is named.
 *
 * @throws on a switch that it does not know, rather than run something else than was meant
 */
export function planOf(args: readonly string[]): Plan {
  const unknown = args.filter((each) => each.startsWith('-') && !switches.includes(each));
  if (unknown.length > 0)
    throw new Error(`npm test knows ${switches.join(', ')}, not ${unknown.join(', ')}.`);
  const { values, positionals: filters } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { checks = false, unit = false, e2e = false, changed = false } = values;
  const tests = !checks && !unit && !e2e;
  return {
    checks: checks || (tests && filters.length === 0),
    unit: unit || tests,
    e2e: e2e || tests,
    changed,
    filters,
  };
}

/** Whether a run leaves nothing out. */
export const isWhole = ({ checks, unit, e2e, changed, filters }: Plan): boolean =>
  checks && unit && e2e && !changed && filters.length === 0;
