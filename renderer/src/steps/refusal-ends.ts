import { useEffect } from 'react';
import { isWindowOpen } from '../components/window-open.ts';
import { alarmOf } from '../machines/alarm.ts';
import type { RunnerActor } from './step-runner.ts';

/** What takes Escape for itself. */
const nearer = '[role="menu"], [role="dialog"], [role="listbox"], input[aria-expanded="true"]';

/** Ends what a page says of a refusal: with Escape, wherever the focus is, and when the page is left. A scan that was lost is said until staff have seen it. */
export const useRefusalEnds = (runner: RunnerActor): void => {
  useEffect(() => {
    const end = (): void => runner.send({ type: 'refusal.dismissed' });
    const pressed = (event: KeyboardEvent): void => {
      const isOf = event.target instanceof Element && event.target.closest(nearer) !== null;
      const { feedback, lost } = runner.getSnapshot().context;
      const isRefused = feedback?.kind === 'refused';
      if (event.key !== 'Escape' || isOf || isWindowOpen() || !(isRefused || lost.length > 0)) return;
      // One press, one thing: what is open on the page stays open. A fact is nothing that anybody has to see off first.
      const isFact = isRefused && alarmOf(feedback.refusal) === 'fact' && lost.length === 0;
      if (!isFact) event.stopPropagation();
      runner.send({ type: 'lost.dismissed' });
      end();
    };
    addEventListener('keydown', pressed, true);
    return () => {
      removeEventListener('keydown', pressed, true);
      end();
    };
  }, [runner]);
};
