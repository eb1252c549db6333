import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { idleMinutesOf, locksWithSystem } from '../../shared/domain/idle-lock.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { everything } from '../../shared/ipc/topics.ts';
import { notify, showNumber } from './app/notifications.ts';
import { forgettingClock } from './desk/history/forgetting/forgetting-clock.ts';
import { watchIdleness } from './desk/records/session/idle-watch.ts';
import type { DeskSession } from './desk/records/session/session.service.ts';
import type { DeskContext } from './desk/kernel/context.ts';
import { watchPastLimits } from './desk/today/past-limits.ts';
import { todayService } from './desk/today/today.service.ts';
import { slipFolder } from './devices/printing/pdf.ts';
import type { ProgramParts } from './program.ts';

type ClockParts = Pick<ProgramParts, 'dataDir' | 'window' | 'emit' | 'now' | 'log'> & {
  readonly context: DeskContext & { readonly session: DeskSession };
  readonly settings: () => Settings;
  /** Whether patron data may go now: nothing else works through the library, and it is this workstation's to do. */
  readonly mayForget: () => boolean;
  /** Gives the space back in which patron data stood. */
  readonly emptyLog: () => Promise<void>;
};

/** Between two turns in which patron data goes: steps of staff go first. */
const forgettingPauseMs = 50;

/** Calls back after so many ms, again and again. @returns ends that. */
const every = (ms: number, run: () => void): (() => void) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};

/** What the program does by the clock: it forgets patron data, locks an idle desk, and says what is past its limit. */
export const openClocks = (parts: ClockParts) => {
  const { context, dataDir, emit, now, log } = parts;
  const { session } = context;
  const forgetting = forgettingClock({
    ...context,
    slipFolder: join(dataDir, slipFolder),
    mayNot: () => !parts.mayForget(),
    every,
    pause: () => delay(forgettingPauseMs),
    emptyLog: parts.emptyLog,
    changed: () => emit('changed', { topics: [...everything] }),
    logFault: (error) => log.error('forgetting.failed', error),
  });
  const idleWatch = watchIdleness({
    nowMs: () => now().getTime(),
    every,
    limitMinutes: () =>
      session.signedIn() === true ? idleMinutesOf(parts.settings().idleLock, session.operator()) : null,
    locksWithSystem: () =>
      session.signedIn() === true && locksWithSystem(parts.settings().idleLock, session.operator()),
    lock: () => {
      try {
        session.lock();
      } catch (error) {
        log.error('lock.not-stored', error);
      }
      log.info('session.locked');
      emit('changed', { topics: [...everything] });
    },
  });
  const pastLimits = watchPastLimits({
    every,
    isOn: () => parts.settings().notifications.pastLimit,
    isLocked: () => session.signedIn() !== true,
    count: () => {
      const cards = todayService(context).cards();
      return cards.ok ? cards.value : [];
    },
    showNumber: (number) => showNumber(parts.window(), number),
    notify: (text, queue) =>
      notify(text, () => {
        const window = parts.window();
        window?.show();
        window?.focus();
        emit('queueAsked', { queue });
      }),
    failed: (error) => log.error('past-limits.failed', error),
  });
  return { forgetting, idleWatch, pastLimits };
};
