export type Plan = {
  readonly checks: boolean;
  readonly unit: boolean;
  readonly e2e: boolean;
  /** Parts of file names (and, for e2e, of titles' file names) that narrow the tests. */
  readonly filters: readonly string[];
};

const kinds = ['--checks', '--unit', '--e2e'] as const;

/**
 * What a test run was asked to do: everything; with `--checks`, `--unit`, `--e2e` only these; with further words only
 * the tests in files whose path contains one of them.
 *
 * @throws on a switch that it does not know, rather than run something else than was meant
 */
export function planOf(args: readonly string[]): Plan {
  const filters = args.filter((each) => !each.startsWith('--'));
  const asked = args.filter((each) => each.startsWith('--'));
  const unknown = asked.filter((each) => !(kinds as readonly string[]).includes(each));
  if (unknown.length > 0) throw new Error(`npm test knows ${kinds.join(', ')}, not ${unknown.join(', ')}.`);
  const tests = asked.length === 0;
  return {
    checks: asked.includes('--checks') || (tests && filters.length === 0),
    unit: asked.includes('--unit') || tests,
    e2e: asked.includes('--e2e') || tests,
    filters,
  };
}
