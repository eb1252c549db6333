import { expect, test } from 'vitest';
import type { DeskId } from '../../../shared/domain/ids.ts';
import { changesUnderPolicy, policyOn, underPolicy } from '../../../shared/domain/policy.ts';
import { policyEntries, type PolicySettings } from '../../../shared/domain/policy-values.ts';
import { groupsOf, settingGroups, type Settings } from '../../../shared/domain/settings.ts';
import type { SlipRoute } from '../../../shared/domain/slips/printing.ts';

const stored = Object.fromEntries(
  [...groupsOf('workstation'), ...groupsOf('installation')].map(([name, { fields }]) => [
    name,
    Object.fromEntries(Object.entries(fields).map(([field, { start }]) => [field, start])),
  ]),
) as unknown as Settings;

const route = (more: Partial<SlipRoute>): SlipRoute => ({
  desk: null,
  kind: 'receive',
  target: 'queue',
  printerName: 'Old printer',
  copies: 2,
  ...more,
});
const all: PolicySettings = {
  Language: 'de',
  IdleLockMinutes: 10,
  Printer: 'Slips',
  PrinterReceive: 'Counter',
  PrinterReturn: 'pdf',
};
const routed: Settings = {
  ...stored,
  slipRoutes: {
    papers: [],
    routes: [
      route({}),
      route({ desk: 3 as DeskId, printerName: 'Mail room' }),
      route({ kind: 'label', printerName: 'Labels' }),
    ],
  },
};

test('every setting that the list names is one of the program', () => {
  for (const [name, { sets }] of policyEntries)
    for (const [group, field] of sets) expect(settingGroups[group].fields, name).toHaveProperty(field);
});

test('the policy replaces what was chosen, and leaves the rest', () => {
  const shown = underPolicy(routed, all);
  expect(shown.language).toEqual({ language: 'de' });
  expect(shown.idleLock).toEqual({ ...stored.idleLock, idleMinutes: 10 });
  expect(shown.printing).toEqual({ ...stored.printing, target: 'queue', printerName: 'Slips' });
  expect(shown.slipRoutes.routes).toEqual([
    route({ kind: 'label', printerName: 'Labels' }),
    route({ printerName: 'Counter' }),
    route({ kind: 'return', target: 'pdf', printerName: '', copies: 1 }),
  ]);
  expect(shown.appearance).toBe(stored.appearance);
  expect(underPolicy(routed, {})).toEqual(routed);
});

test('a change that keeps the policy’s values stores what was there before, so that it returns when the policy ends', () => {
  const shown = underPolicy(routed, all);
  const asked = {
    idleLock: { ...shown.idleLock, withSystem: false },
    printing: { ...shown.printing, paper: 'A4' as const },
    slipRoutes: { ...shown.slipRoutes, routes: [...shown.slipRoutes.routes, route({ kind: 'letter' })] },
  };
  expect(changesUnderPolicy(routed, asked, all)).toEqual({
    idleLock: { idleMinutes: null, withSystem: false },
    printing: { ...stored.printing, paper: 'A4' },
    slipRoutes: {
      papers: [],
      routes: [
        route({ kind: 'label', printerName: 'Labels' }),
        route({ kind: 'letter' }),
        route({}),
        route({ desk: 3 as DeskId, printerName: 'Mail room' }),
      ],
    },
  });
});

test.each<readonly [keyof PolicySettings, Partial<Settings>]>([
  ['Language', { language: { language: 'en' } }],
  ['IdleLockMinutes', { idleLock: { ...stored.idleLock, idleMinutes: 0 } }],
  ['Printer', { printing: { ...stored.printing, target: 'pdf' } }],
  ['Printer', { printing: { ...stored.printing, target: 'queue', printerName: 'Other' } }],
  ['PrinterReceive', { slipRoutes: { papers: [], routes: [] } }],
  ['PrinterReceive', { slipRoutes: routed.slipRoutes }],
  [
    'PrinterReceive',
    {
      slipRoutes: {
        papers: [],
        routes: [...underPolicy(routed, all).slipRoutes.routes, route({ desk: 1 as DeskId })],
      },
    },
  ],
])('a change of %s is refused', (name, asked) => {
  expect(changesUnderPolicy(routed, asked, all)).toEqual({ locked: name });
  expect(changesUnderPolicy(routed, asked, {})).toEqual(asked);
});

test('a field is locked only by a value that is set', () => {
  expect(policyOn({ Language: 'de' }, 'language', 'language')).toBe('Language');
  expect(policyOn({}, 'language', 'language')).toBeNull();
  expect(policyOn({ Language: 'de' }, 'idleLock', 'idleMinutes')).toBeNull();
});
