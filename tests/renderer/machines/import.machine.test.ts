import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import type { Actor } from 'xstate';
import { callBy } from '../../../renderer/src/machines/call.machine.ts';
import type { AskedFile, ChosenFile, ImportTag } from '../../../renderer/src/machines/import.machine.ts';
import { importMachine } from '../../../renderer/src/machines/import.machine.ts';
import { noMapping } from '../../../shared/domain/intake/mapping.ts';
import type { Instant, OperatorId } from '../../../shared/domain/ids.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../shared/ipc/result.ts';

const chosen: ChosenFile = {
  token: '0b6a1a1e-95cc-4d5c-9d3e-0d6b7f6f6a10',
  fileName: 'list.csv',
  sizeBytes: 10,
};
const report: ImportReport = {
  fileName: 'list.csv',
  outcome: 'done',
  failure: null,
  totals: { added: 1, updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 0 },
  bySection: {},
  letters: 0,
  outcomes: [],
  refused: [],
  remarks: [],
  reportFile: null,
  startedAt: '2026-11-25T09:30:00.000Z' as Instant,
  endedAt: '2026-11-25T09:31:00.000Z' as Instant,
};
const refused = refuse('file-unreadable', 'It was changed.', undefined, false);

type Answers = {
  readonly choose: Result<ChosenFile | null>;
  readonly dryRun: Result<ImportReport>;
  readonly begin: Result<null>;
};

/** The import with these answers of the main process, and the calls that it received. */
const open = (answers: Partial<Answers> = {}) => {
  const asked: unknown[] = [];
  const now: { -readonly [K in keyof Answers]: Answers[K] } = {
    choose: ok(chosen),
    dryRun: ok(report),
    begin: ok(null),
    ...answers,
  };
  const actor = createActor(
    importMachine.provide({
      actors: {
        choose: callBy((file) => (asked.push(['choose', file]), Promise.resolve(now.choose))),
        dryRun: callBy((file: AskedFile) => (asked.push(['dryRun', file]), Promise.resolve(now.dryRun))),
        begin: callBy((file: AskedFile) => (asked.push(['begin', file]), Promise.resolve(now.begin))),
      },
    }),
  ).start();
  return { actor, asked, now };
};
const reaches = (actor: Actor<typeof importMachine>, tag: ImportTag): Promise<void> =>
  expect.poll(() => [...actor.getSnapshot().tags]).toEqual([tag]);
const failureOf = (actor: Actor<typeof importMachine>): string => actor.getSnapshot().context.failure;

test('a file goes through the three steps, with its mapping', async () => {
  const { actor, asked } = open();
  actor.send({ type: 'file.asked' });
  await reaches(actor, 'mapping');
  const mapping = { ...noMapping, dayOrder: 'dmy' } as const;
  actor.send({ type: 'mapping.changed', mapping });
  actor.send({ type: 'dryRun.asked' });
  await reaches(actor, 'reviewing');
  expect(actor.getSnapshot().context.dryRun).toBe(report);
  actor.send({ type: 'import.asked' });
  await reaches(actor, 'running');
  actor.send({ type: 'import.ended', report });
  expect(actor.getSnapshot().hasTag('ended')).toBe(true);
  expect(asked).toEqual([
    ['choose', null],
    ['dryRun', { token: chosen.token, mapping }],
    ['begin', { token: chosen.token, mapping }],
  ]);
  actor.send({ type: 'another.asked' });
  expect(actor.getSnapshot()).toMatchObject({ value: 'file', context: { chosen: null, mapping: noMapping } });
});

test('nothing is imported without a dry run, and a changed mapping needs a new dry run', async () => {
  const { actor, asked } = open();
  actor.send({ type: 'file.asked' });
  await reaches(actor, 'mapping');
  actor.send({ type: 'import.asked' });
  expect(actor.getSnapshot().hasTag('mapping')).toBe(true);
  actor.send({ type: 'dryRun.asked' });
  await reaches(actor, 'reviewing');
  actor.send({ type: 'mapping.changed', mapping: { ...noMapping, dayOrder: 'mdy' } });
  expect(actor.getSnapshot().context.mapping).toEqual(noMapping);
  actor.send({ type: 'wentBack' });
  actor.send({ type: 'import.asked' });
  expect(actor.getSnapshot().hasTag('mapping')).toBe(true);
  expect(asked).toHaveLength(2);
});

test('a file dropped during the review, or after an import, is the next one', async () => {
  const { actor } = open();
  actor.send({ type: 'file.asked' });
  await reaches(actor, 'mapping');
  actor.send({ type: 'dryRun.asked' });
  await reaches(actor, 'reviewing');
  actor.send({ type: 'file.given', file: {} });
  await reaches(actor, 'mapping');
  actor.send({ type: 'dryRun.asked' });
  await reaches(actor, 'reviewing');
  actor.send({ type: 'import.asked' });
  await reaches(actor, 'running');
  // A running import is not abandoned for another file.
  actor.send({ type: 'file.given', file: {} });
  await reaches(actor, 'running');
  actor.send({ type: 'import.ended', report });
  await reaches(actor, 'ended');
  actor.send({ type: 'file.given', file: {} });
  await reaches(actor, 'mapping');
  expect(actor.getSnapshot().context).toMatchObject({ report: null, dryRun: null });
});

test('the report of a background import is shown, unless something is open', async () => {
  const { actor } = open();
  actor.send({ type: 'report.asked', report });
  await reaches(actor, 'ended');
  expect(actor.getSnapshot().context.report).toBe(report);
  // Closing the window: a report that was read is not shown again.
  actor.send({ type: 'wentBack' });
  expect(actor.getSnapshot().value).toBe('file');
  actor.send({ type: 'file.asked' });
  await reaches(actor, 'mapping');
  actor.send({ type: 'report.asked', report });
  await reaches(actor, 'mapping');
});

test('a refusal says why, where it can be fixed', async () => {
  const { actor, now } = open({ choose: refused });
  actor.send({ type: 'file.given', file: {} });
  await reaches(actor, 'file');
  expect(failureOf(actor)).toBe('It was changed.');
  now.choose = ok(chosen);
  now.dryRun = refused;
  actor.send({ type: 'file.asked' });
  await reaches(actor, 'mapping');
  expect(failureOf(actor)).toBe('');
  actor.send({ type: 'dryRun.asked' });
  await reaches(actor, 'mapping');
  await expect.poll(() => failureOf(actor)).toBe('It was changed.');
  now.dryRun = ok(report);
  now.begin = refuse('import-running', 'Another file is being imported.', undefined, false);
  actor.send({ type: 'dryRun.asked' });
  await reaches(actor, 'reviewing');
  actor.send({ type: 'import.asked' });
  await expect.poll(() => failureOf(actor)).toBe('Another file is being imported.');
  await reaches(actor, 'reviewing');
});

test('a cancelled dialog keeps the previously chosen file; a cancelled dry run leads back', async () => {
  const { actor, now } = open({ choose: ok(null), dryRun: ok({ ...report, outcome: 'cancelled' }) });
  actor.send({ type: 'file.asked' });
  await reaches(actor, 'file');
  now.choose = ok(chosen);
  actor.send({ type: 'file.asked' });
  await reaches(actor, 'mapping');
  now.choose = ok(null);
  actor.send({ type: 'file.asked' });
  await reaches(actor, 'mapping');
  expect(actor.getSnapshot().context.chosen).toEqual(chosen);
  actor.send({ type: 'dryRun.asked' });
  await reaches(actor, 'mapping');
  expect(actor.getSnapshot().context.dryRun).toBeNull();
});

test('a running import is shown, and its end is accepted before the answer to its start', async () => {
  const { actor } = open();
  actor.send({ type: 'import.found' });
  expect(actor.getSnapshot().hasTag('running')).toBe(true);
  actor.send({ type: 'import.ended', report });
  actor.send({ type: 'another.asked' });
  actor.send({ type: 'file.asked' });
  await reaches(actor, 'mapping');
  // A mapping being edited is not thrown away for another import.
  actor.send({ type: 'import.found' });
  expect(actor.getSnapshot().hasTag('mapping')).toBe(true);
  actor.send({ type: 'dryRun.asked' });
  await reaches(actor, 'reviewing');
  actor.send({ type: 'import.asked' });
  actor.send({ type: 'import.ended', report });
  expect(actor.getSnapshot().hasTag('ended')).toBe(true);
});

test('another operator starts again; a running import continues', async () => {
  const { actor } = open();
  actor.send({ type: 'operator.changed', operatorId: 1 as OperatorId });
  actor.send({ type: 'file.asked' });
  await reaches(actor, 'mapping');
  actor.send({ type: 'operator.changed', operatorId: 1 as OperatorId });
  expect(actor.getSnapshot().hasTag('mapping')).toBe(true);
  actor.send({ type: 'operator.changed', operatorId: 2 as OperatorId });
  expect(actor.getSnapshot()).toMatchObject({ value: 'file', context: { chosen: null } });
  actor.send({ type: 'import.found' });
  actor.send({ type: 'operator.changed', operatorId: 1 as OperatorId });
  expect(actor.getSnapshot().hasTag('running')).toBe(true);
});
