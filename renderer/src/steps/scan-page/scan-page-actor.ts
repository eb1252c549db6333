import { useSelector } from '@xstate/react';
import { createContext, useContext } from 'react';
import type { Actor, SnapshotFrom } from 'xstate';
import { createActor } from 'xstate';
import type { DeskApi } from '../../../../shared/ipc/api.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { desk } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { remember, remembered } from '../../api/memory.ts';
import { takeBy } from '../../api/take.ts';
import { inspection } from '../../development/inspection.ts';
import { callBy } from '../../machines/call.machine.ts';
import { scanPageMachine } from '../../machines/scan-page.machine.ts';
import type { Looked, LookInput, ReloadSnapshot, ScanPageKind } from '../../machines/scan-page.steps.ts';
import { reloadSnapshotOf } from '../../machines/scan-page.steps.ts';
import type { PageScan } from '../../scanner/scan-target.ts';
import { useScanTarget } from '../../scanner/scan-target.ts';
import { useRefusalEnds } from '../refusal-ends.ts';
import { runnerCalls } from '../step-calls.ts';
import type { StepRunner } from '../step-runner.ts';
import { useAnotherDesk, useAsStepRunner, useTones } from '../step-runner.ts';

export type ScanPageActor = Actor<typeof scanPageMachine>;
type ScanPageSnapshot = SnapshotFrom<typeof scanPageMachine>;

const look = async (call: DeskApi['call'], { kind, code, volume }: LookInput): Promise<Result<Looked>> => {
  if (kind === 'return') {
    const result = await call['returning.look']({ code, ...(volume !== undefined && { volume }) });
    return result.ok ? ok({ kind, look: result.value }) : result;
  }
  const result = await call['loans.findPatron']({ text: code });
  return result.ok ? ok({ kind: 'patrons', ...result.value }) : result;
};

const scanPageLogic = (call: DeskApi['call']): typeof scanPageMachine =>
  scanPageMachine.provide({
    actors: {
      ...runnerCalls(call),
      look: callBy((ask) => look(call, ask)),
      act: callBy(({ step, input }): Promise<Result<Outcome>> => takeBy(call)(step, input)),
    },
  });

// Started when the page is first shown; from then on it runs as long as the window, so that no scan is lost.
const scanPages = new Map<ScanPageKind, ScanPageActor>();

/** Returns the machine of a scan page, and starts it on first use. */
export const scanPageOf = (kind: ScanPageKind): ScanPageActor => {
  const running = scanPages.get(kind);
  if (running) return running;
  const actor = createActor(scanPageLogic(desk.call), {
    ...inspection,
    input: { kind, newOpId, now: () => new Date() },
  });
  const kept = `scan page ${kind}`;
  const before = remembered(kept) as ReloadSnapshot | null;
  actor.start();
  if (before) actor.send({ type: 'window.reloaded', snapshot: before });
  actor.subscribe(({ context }) => remember(kept, reloadSnapshotOf(context)));
  scanPages.set(kind, actor);
  return actor;
};

/**
 * Makes the current page the one that receives scans, undoes and prints, with its own machine.
 * @param take handles a scan before the machine, and returns whether it did
 * @param lastSlip the slip that F4 prints again, if it is not that of the page's last step
 */
export const useAsScanPage = (
  kind: ScanPageKind,
  take: (scan: PageScan) => boolean = () => false,
  lastSlip?: StepRunner['lastSlip'],
): ScanPageActor => {
  const actor = scanPageOf(kind);
  useScanTarget((scan) => {
    if (take(scan)) return;
    const { code, partial, startsAnew = false } = scan;
    // The previously open patron is not the one whose card is scanned now.
    if (startsAnew && kind === 'patron') actor.send({ type: 'closed' });
    actor.send({ type: partial ? 'scan.partial' : 'scanned', code });
  });
  useAsStepRunner(actor, lastSlip);
  // The open subject belongs to the desk and operator that opened it.
  useAnotherDesk(actor, () => actor.send({ type: 'desk.changed' }));
  useTones(actor);
  useRefusalEnds(actor);
  return actor;
};

const ScanPageContext = createContext<ScanPageActor | null>(null);
export const ScanPageProvider = ScanPageContext.Provider;

/** The machine of the surrounding page. */
export const useScanPage = (): ScanPageActor => {
  const actor = useContext(ScanPageContext);
  if (!actor) throw new Error('There is no scan page around.');
  return actor;
};

export const useScanPageSelector = <T>(select: (snapshot: ScanPageSnapshot) => T): T =>
  useSelector(useScanPage(), select);
