import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { isGoing, type MenuCommand, pageOfCommand } from '../../../shared/domain/commands.ts';
import type { DeskId } from '../../../shared/domain/ids.ts';
import type { SlipState, StepView } from '../../../shared/ipc/views.ts';
import { desk } from '../api/desk.ts';
import { useAppChange, useTodaysSteps } from '../api/queries.ts';
import { isWindowOpen } from '../components/window-open.ts';
import { openImport } from '../files/import/import-open.ts';
import { openExport } from '../files/out/listed.ts';
import { slipAgain } from '../machines/slips.ts';
import type { UndoOrRedoEvent } from '../machines/step-runner.ts';
import { leaveBy } from '../places/leave-guard.ts';
import { go, routeOf, startOf } from '../places/routes.ts';
import { openNewRequest } from '../requests/open-new-request.ts';
import { bufferEarlyTyping } from '../scanner/early-typing.ts';
import { focusScanBox } from '../scanner/focus-scan-box.ts';
import { onScan } from '../scanner/scan-events.ts';
import { offerScan } from '../scanner/scan-offer.ts';
import { takeScan } from '../scanner/scan-target.ts';
import { showOperatorMenu } from '../shell/header/operator-menu.ts';
import { toggleHelp, toggleKeys } from '../shell/help/help-shown.ts';
import { focusSearch, inTyping, useQuestionMark, useUndoKeys } from '../shell/keys/keys.ts';
import { undoOfNotice } from '../shell/notices/notice-undo.ts';
import { type ReceivingActor, useReceiving } from '../steps/receiving/receiving-actor.ts';
import { currentRunner, type RunnerActor, useTones } from '../steps/step-runner.ts';
import { undoByKey, undoFactsOf } from '../steps/undo-question.ts';
import type { PaletteDo } from './palette/commands.ts';

/** Returns the newest step. If it cannot be undone the main process says why; an older one is never undone in its place. */
const lastStep = (steps: readonly StepView[]): StepView | undefined => steps.find((step) => !step.undone);

const newest = (receiving: ReceivingActor, slip: SlipState | null | undefined): SlipState | null =>
  slip ? (receiving.getSnapshot().context.slips[slip.jobId] ?? slip) : null;

const printAgain = (runner: RunnerActor, slip: SlipState | null): void => {
  if (slip?.state === 'failed' || slip?.state === 'printed')
    runner.send({ type: 'slip.asked', ask: slipAgain(slip) });
};

/** F4: prints the slip of the last item again. */
const printSlip = (receiving: ReceivingActor, steps: readonly StepView[]): void => {
  const runner = currentRunner();
  if (runner) return printAgain(runner.actor, newest(receiving, runner.lastSlip()));
  const { lastReceived } = receiving.getSnapshot().context;
  // Only the last item: the slip of an earlier one would send the current item to the wrong shelf.
  const lastStep = steps.find((step) => step.kind === 'receive' && !step.undone);
  const known = lastReceived ? lastReceived.volume.slip : lastStep?.slip;
  const slip = newest(receiving, known);
  printAgain(receiving, slip);
};

const goToScanBox = (): void => {
  if (focusScanBox()) return;
  go({ page: 'receiving' });
};

/** F3. The page starts with its search box focused, so going there is enough if it is not shown. */
const goToSearch = (): void => {
  if (focusSearch()) return;
  go(startOf('requests'));
};

/** Delivers each scan to the page that receives scans, or offers its step. @param came called when a scan is delivered to the page */
const useScans = (came: () => void): void =>
  useEffect(
    () =>
      onScan(desk, document, ({ code, partial }, partialFront) => {
        came();
        const scan = { code, partial: partial || partialFront !== '' };
        if (!takeScan(scan)) offerScan(scan);
      }),
    [came],
  );

/** Undoes or redoes a step on the current page, or else in Receiving Items, where its result is then shown. */
const undoOrRedo = (receiving: ReceivingActor, event: UndoOrRedoEvent): void => {
  const runner = currentRunner();
  if (runner) return runner.actor.send(event);
  receiving.send(event);
  go({ page: 'receiving' });
};

/** Undoes what the notice on the page offers to undo, else the last step; and redoes the step that was undone last. */
const lastStepBy = (receiving: ReceivingActor, steps: readonly StepView[]) => ({
  undo: (): void => {
    if (isWindowOpen()) return;
    const ofNotice = undoOfNotice();
    if (ofNotice) return ofNotice();
    const step = lastStep(steps);
    if (!step) return;
    const undo = (): void => undoOrRedo(receiving, { type: 'undo.asked', undoes: step.opId });
    const facts = () => undoFactsOf(step.opId);
    void undoByKey(step, { shown: routeOf(location.hash).page, facts, undo });
  },
  redo: (): void => {
    if (isWindowOpen()) return;
    const step = steps.find(({ isNextToRedo }) => isNextToRedo);
    if (step) undoOrRedo(receiving, { type: 'redo.asked', redoes: step.opId });
  },
});

type Commands = ReturnType<typeof lastStepBy> & {
  readonly print: () => void;
  readonly signOut: () => void;
  readonly chooseDesk: (deskId: DeskId) => void;
  readonly showPalette: () => void;
};

const run = (command: MenuCommand, { undo, redo, print, signOut, showPalette }: Commands): void => {
  if (isGoing(command)) return go(startOf(pageOfCommand(command)));
  switch (command) {
    case 'focus.scanBox':
      return goToScanBox();
    case 'focus.search':
      return goToSearch();
    case 'print.slip':
      return print();
    case 'export.list':
      // Work started in another window must be finished first.
      return isWindowOpen() ? undefined : openExport();
    case 'undo.lastStep':
      return inTyping('undo') ? undefined : undo();
    case 'redo.lastStep':
      return inTyping('redo') ? undefined : redo();
    case 'session.switch':
      return showOperatorMenu(true);
    case 'session.signOut':
      return leaveBy(signOut);
    case 'show.help':
      return toggleHelp();
    case 'show.palette':
      // Not in front of another window: work started there must be finished first.
      if (isWindowOpen()) return;
      bufferEarlyTyping();
      return showPalette();
  }
};

const carryOut = (does: PaletteDo, commands: Commands): void => {
  switch (does.kind) {
    case 'menu':
      // Chosen by name, it means the step, not the text in a field.
      if (does.command === 'undo.lastStep') return commands.undo();
      return does.command === 'redo.lastStep' ? commands.redo() : run(does.command, commands);
    case 'go':
      return go(does.route);
    case 'desk':
      return commands.chooseDesk(does.deskId);
    case 'import':
      return openImport();
    case 'new-request':
      return leaveBy(() => void openNewRequest());
  }
};

/** Executes events from the window's menu, the palette, the scanner and the receiving machine. */
export const useDeskEvents = (): {
  readonly paletteIsOpen: boolean;
  readonly hidePalette: () => void;
  /** Executes the choice in the palette, once it has closed and the focus is back on the page. */
  readonly take: (does: PaletteDo) => void;
} => {
  const receiving = useReceiving();
  const steps = useTodaysSteps().data ?? [];
  const signOut = useAppChange('app.signOut');
  const chooseDesk = useAppChange('app.chooseDesk');
  const [paletteIsOpen, setPaletteOpen] = useState(false);
  const hidePalette = useCallback(() => setPaletteOpen(false), []);
  const commands: Commands = {
    ...lastStepBy(receiving, steps),
    print: () => printSlip(receiving, steps),
    signOut: () => signOut.mutate({}),
    chooseDesk: (deskId) =>
      chooseDesk.mutate({ deskId }, { onSuccess: () => receiving.send({ type: 'desk.changed' }) }),
    showPalette: () => setPaletteOpen(true),
  };
  useQuestionMark(toggleKeys);
  useTones(receiving);
  useScans(hidePalette);
  useUndoKeys(commands);
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => desk.on('command', ({ command }) => run(command, latest.current)), []);
  useEffect(() => desk.on('queueAsked', ({ queue }) => go({ page: 'today', card: queue })), []);
  return {
    paletteIsOpen,
    hidePalette,
    take: (does) => {
      if (does.kind === 'new-request') bufferEarlyTyping();
      flushSync(hidePalette);
      // The window returns the focus in the next tick.
      setTimeout(() => carryOut(does, commands));
    },
  };
};
