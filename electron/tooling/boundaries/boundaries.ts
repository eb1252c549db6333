import { cruise } from 'dependency-cruiser';
import { projectFolder } from '../lib/paths.ts';
import { say } from '../lib/processes.ts';
import { options, rules } from './rules.ts';

/** An import that a rule forbids. */
export type Violation = { readonly rule: string; readonly from: string; readonly to: string };

/**
 * Holds the imports of a project against the rules.
 *
 * @param baseDir the folder with `shared`, `electron` and `renderer`
 */
export async function violationsBelow(baseDir: string): Promise<readonly Violation[]> {
  const settings = { ...options, baseDir, validate: true, ruleSet: { forbidden: [...rules] } };
  const { output } = await cruise(['shared', 'electron', 'renderer'], settings);
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

/**
 * Checks who imports whom in this project, and names each import that is forbidden.
 *
 * @returns 0 when there is none, else 1
 */
export async function checkBoundaries(): Promise<number> {
  const found = await violationsBelow(projectFolder);
  for (const { rule, from, to } of found)
    say(`${from} imports ${to}. ${rules.find(({ name }) => name === rule)?.comment ?? rule}`);
  return found.length === 0 ? 0 : 1;
}
