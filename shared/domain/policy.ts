import type { Settings } from './settings.ts';
import type { SlipRoute } from './slips/printing.ts';
import {
  policyEntries,
  printedKinds,
  printerValueOf,
  type PolicyName,
  type PolicySettings,
} from './policy-values.ts';

type Groups = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const printerOf = (value: string): Pick<SlipRoute, 'printerName'> & { readonly target: 'queue' | 'pdf' } =>
  value === 'pdf' ? { target: 'pdf', printerName: '' } : { target: 'queue', printerName: value };

/** The values of the settings that the policy sets, by group and field. */
const fieldsOf = (values: PolicySettings): Groups => ({
  ...(values.Language !== undefined && { language: { language: values.Language } }),
  ...(values.IdleLockMinutes !== undefined && { idleLock: { idleMinutes: values.IdleLockMinutes } }),
  ...(values.Updates !== undefined && { updates: { how: values.Updates } }),
  ...(values.Printer !== undefined && {
    printing: values.Printer === 'system' ? { target: 'system', printerName: '' } : printerOf(values.Printer),
  }),
});

type Routes = readonly SlipRoute[];

/** The kinds of slips whose printer the policy sets. */
const lockedKinds = (values: PolicySettings): readonly SlipRoute['kind'][] =>
  printedKinds.filter((kind) => values[printerValueOf(kind)] !== undefined);

const routesUnder = (routes: Routes, values: PolicySettings): Routes => [
  ...routes.filter(({ kind }) => !lockedKinds(values).includes(kind)),
  ...printedKinds.flatMap((kind) => {
    const value = values[printerValueOf(kind)];
    // The policy sets no number of copies: the one chosen before it stays.
    const copies = routes.find((route) => route.kind === kind && route.desk === null)?.copies ?? 1;
    return value === undefined ? [] : [{ desk: null, kind, ...printerOf(value), copies }];
  }),
];

/** Returns settings with the values of the policy in place of those that were chosen. */
export const underPolicy = (settings: Settings, values: PolicySettings): Settings => {
  const all: Record<string, object> = { ...settings };
  for (const [group, fields] of Object.entries(fieldsOf(values))) all[group] = { ...all[group], ...fields };
  const { slipRoutes } = settings;
  return {
    ...(all as Settings),
    slipRoutes: { ...slipRoutes, routes: [...routesUnder(slipRoutes.routes, values)] },
  };
};

/** The values that are set, by name. */
export type SetValues = { readonly [N in PolicyName]?: unknown };

/** Returns the value of the policy that sets a setting; null if it can be changed. */
export const policyOn = (values: SetValues, group: string, field: string): PolicyName | null =>
  policyEntries.find(
    ([name, { sets }]) =>
      values[name] !== undefined && sets.some(([ofGroup, one]) => ofGroup === group && one === field),
  )?.[0] ?? null;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const withStoredRoutes = (
  stored: Routes,
  asked: Routes,
  values: PolicySettings,
): Routes | { readonly locked: PolicyName } => {
  const shown = routesUnder(stored, values);
  for (const kind of lockedKinds(values)) {
    const own = (routes: Routes): Routes => routes.filter((route) => route.kind === kind);
    if (!isSame(own(asked), own(shown)))
      return { locked: printerValueOf(kind as (typeof printedKinds)[number]) };
  }
  const isLocked = ({ kind }: SlipRoute): boolean => lockedKinds(values).includes(kind);
  return [...asked.filter((route) => !isLocked(route)), ...stored.filter(isLocked)];
};

/**
 * Returns what to store of a change of settings: the groups as asked, with the stored values where the policy shows its own; or the value
 * of the policy that the change contradicts. Otherwise the policy's values would stay after it has ended.
 * @param stored the settings as stored, without the policy.
 */
export const changesUnderPolicy = <C extends Partial<Settings>>(
  stored: Settings,
  asked: C,
  values: PolicySettings,
): C | { readonly locked: PolicyName } => {
  const changes: Record<string, unknown> = { ...asked };
  for (const [group, fields] of Object.entries(fieldsOf(values))) {
    const given = changes[group] as Readonly<Record<string, unknown>> | undefined;
    if (given === undefined) continue;
    for (const [field, value] of Object.entries(fields)) {
      const locked = policyOn(values, group, field);
      if (locked !== null && !isSame(given[field], value)) return { locked };
    }
    const kept = (stored as unknown as Groups)[group] ?? {};
    changes[group] = {
      ...given,
      ...Object.fromEntries(Object.keys(fields).map((field) => [field, kept[field]])),
    };
  }
  if (asked.slipRoutes !== undefined && lockedKinds(values).length > 0) {
    const routes = withStoredRoutes(stored.slipRoutes.routes, asked.slipRoutes.routes, values);
    if ('locked' in routes) return routes;
    changes['slipRoutes'] = { ...asked.slipRoutes, routes };
  }
  return changes as C;
};
