import { longestPrinterName, policyEntries, type PolicySettings, type PolicyValue } from './policy-values.ts';
import { readFolder, type Surroundings } from './policy-folder.ts';
import { mayServeUpdates } from './update-server.ts';

/** The values as a computer has them, unchecked. */
export type RawPolicy = Readonly<Record<string, unknown>>;

type PolicyProblem = {
  /** The name of the value, also of one that is none of the list; null if it is not written like a name of the policy. */
  readonly name: string | null;
  /** In English, for the support report, with the name. Never with the value: a folder or a printer may be named after a person. */
  readonly words: string;
};

/** What a policy sets, and what of it is wrong. */
type CheckedPolicy = { readonly values: PolicySettings; readonly problems: readonly PolicyProblem[] };

/** What a computer’s policy sets, and what of it is wrong. */
export type Policy = CheckedPolicy & {
  /** In English, why it could not be read at all; null if it could, or there is none. */
  readonly whyUnread: string | null;
};

type Known = Surroundings & {
  /** The names of the program’s switches. */
  readonly switches: readonly string[];
};

/** A value; or what is wrong with it and what follows, as the end of a sentence. */
type Read = { readonly value?: unknown; readonly problems?: readonly string[] };

const ignored = (why: string): Read => ({ problems: [`${why} and was ignored`] });

// electron/main/updates/build-facts.ts: the server of the build, which the policy was to replace, is not asked instead.
const noServer = (why: string): Read => ({
  problems: [`${why}, so the program does not check for updates`],
});

const isPlain = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= longest && !/\p{Cc}/u.test(value);

// Installers end the program with `quit`, also those of the IT department, and it starts itself with the session with `minimised`.
const neverRefused: readonly string[] = ['quit', 'minimised'];

const readSwitches = (given: unknown, known: readonly string[]): Read => {
  const switches = known.filter((name) => !neverRefused.includes(name));
  if (!Array.isArray(given)) return ignored('is not a list of names');
  const named = given.map((one: unknown) => (typeof one === 'string' ? one.trim().replace(/^--/u, '') : ''));
  const wrong = named.flatMap((one, place) => (switches.includes(one) ? [] : [place + 1]));
  return {
    value: [...new Set(named.filter((one) => switches.includes(one)))],
    problems: wrong.map((place) => `has no switch that can be refused in line ${place} and was ignored`),
  };
};

const readValue = (facts: PolicyValue, given: unknown, known: Known): Read => {
  switch (facts.kind) {
    case 'folder': {
      const folder = readFolder(given, known);
      return folder === null
        ? ignored(
            `is not an absolute path, or has a variable other than ${Object.keys(known.variables).join(', ')}`,
          )
        : { value: folder };
    }
    case 'choice':
      return typeof given === 'string' && Object.hasOwn(facts.choices, given)
        ? { value: given }
        : ignored(`is none of ${Object.keys(facts.choices).join(', ')}`);
    case 'number': {
      const { least, most } = facts;
      return typeof given === 'number' && Number.isInteger(given) && given >= least && given <= most
        ? { value: given }
        : ignored(`is not a whole number from ${least} to ${most}`);
    }
    case 'printer':
      if (!isPlain(given, longestPrinterName))
        return ignored(`is not a name of up to ${longestPrinterName} characters`);
      return given === 'system' && !facts.orSystem
        ? ignored('is system, which is for Printer alone,')
        : { value: given };
    case 'switches':
      return readSwitches(given, known.switches);
    case 'text': {
      const wrong = facts.isServer ? noServer : ignored;
      if (!isPlain(given, facts.longest))
        return wrong(`is not a text of 1 to ${facts.longest} characters in one line`);
      return facts.isServer && !mayServeUpdates(given.trim())
        ? wrong('is not an https:// address of a server without a user name (http:// is for localhost only)')
        : { value: given.trim() };
    }
  }
};

/** A name that is none of the list; null if it is not written like one, because it may be any text. */
const strangeName = (name: string): string | null => (/^\w{1,40}$/u.test(name) ? name : null);

/**
 * Checks the values of a computer one by one. Names are case-insensitive, as in the registry.
 * @returns the good ones, and a sentence about each that is wrong.
 */
export const checkPolicy = (raw: RawPolicy, known: Known): CheckedPolicy => {
  const values: Record<string, unknown> = {};
  const problems: PolicyProblem[] = [];
  for (const [name, given] of Object.entries(raw)) {
    const entry = policyEntries.find(([one]) => one.toLowerCase() === name.toLowerCase());
    if (entry === undefined) {
      const shown = strangeName(name);
      problems.push({
        name: shown,
        words: `${shown ?? 'A value with another name'} is no value of the policy and was ignored`,
      });
      continue;
    }
    const [own, facts] = entry;
    const read = readValue(facts, given, known);
    if (read.value !== undefined) values[own] = read.value;
    for (const why of read.problems ?? []) problems.push({ name: own, words: `${own} ${why}` });
  }
  return { values: values as PolicySettings, problems };
};
