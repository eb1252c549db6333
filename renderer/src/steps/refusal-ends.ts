import { useEffect } from 'react';
import { isWindowOpen } from '../components/window-open.ts';
import { alarmOf } from '../machines/alarm.ts';
import type { RunnerActor } from './step-runner.ts';

/** Elements that handle Escape themselves. */
export const handlesEscape = '[role="menu"], [role="dialog"], [role="listbox"], input[aria-expanded="true"]';

/**
 * Clears a refusal from the page: with Escape, wherever the focus is, and when the page is left, as it clears an undo then. Lost scans stay
 * until the operator has seen them.
 */
export const useRefusalEnds = (runner: RunnerActor): void => {
  useEffect(() => {
    const end = (): void => runner.send({ type: 'card.dismissed' });
    const pressed = (event: KeyboardEvent): void => {
      const isOf = event.target instanceof Element && event.target.closest(handlesEscape) !== null;
      const { feedback, lost } = runner.getSnapshot().context;
      const isRefused = feedback?.kind === 'refused';
      if (event.key !== 'Escape' || isOf || isWindowOpen() || !(isRefused || lost.length > 0)) return;
      // One press does one thing: open content stays open. A `fact` does not need to be dismissed first.
      const isFact = isRefused && alarmOf(feedback.refusal) === 'fact' && lost.length === 0;
      if (!isFact) event.stopPropagation();
      runner.send({ type: 'lost.dismissed' });
      if (isRefused) end();
    };
    addEventListener('keydown', pressed, true);
    return () => {
      removeEventListener('keydown', pressed, true);
      end();
    };
  }, [runner]);
};
