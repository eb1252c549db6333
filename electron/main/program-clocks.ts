import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { idleMinutesOf, locksWithSystem } from '../../shared/domain/idle-lock.ts';
import { everything } from '../../shared/ipc/topics.ts';
import { openUpdates } from './app/updates.ts';
import { notify, showNumber } from './app/notifications.ts';
import { erasureClock } from './desk/records/erasure/erasure-clock.ts';
import { watchIdleness, type IdleWatch } from './desk/records/session/idle-watch.ts';
import { watchPastLimits, type PastLimitWatch } from './desk/queries/today/past-limits.ts';
import { todayService } from './desk/queries/today/today.service.ts';
import { slipFolder } from './devices/printing/pdf.ts';
import type { Base } from './program-base.ts';

/** The pause between two batches of deleting patron data: steps of staff have priority. */
const erasurePauseMs = 50;

/** Calls back at this interval in milliseconds. @returns a function that stops it. */
const every = (ms: number, run: () => void): (() => void) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};

/**
 * Starts what the program does at certain times: forgets patron data, locks an idle desk, reports what is past its limit, and looks for
 * updates.
 * @param mayErase whether patron data may be deleted now: no other work scans the library, and it is this workstation's task.
 * @param emptyLog frees the log space in which patron data was stored.
 * @param hasFileWork whether a file is being imported or exported: no update interrupts that.
 */
export const openClocks = (
  base: Base,
  mayErase: () => boolean,
  emptyLog: () => Promise<void>,
  hasFileWork: () => boolean,
) => {
  const { context, dataDir, emit, log } = base;
  const forgetting = erasureClock({
    ...context,
    slipFolder: join(dataDir, slipFolder),
    mayNot: () => !mayErase(),
    every,
    pause: () => delay(erasurePauseMs),
    emptyLog,
    changed: () => emit('changed', { topics: [...everything] }),
    logFault: (error) => log.error('forgetting.failed', error),
  });
  const updates = openUpdates(base, hasFileWork);
  const idle = openIdleWatch(base);
  const active = (): void => {
    idle.active();
    updates.active();
  };
  const pastLimits = openPastLimits(base);
  base.news.once('shown', updates.begin);
  return {
    forgetting,
    idleWatch: { ...idle, active },
    pastLimits,
    updates: updates.service,
    clockEndings: [
      { name: 'past-limits', run: pastLimits.stop },
      { name: 'updates', run: updates.stop },
      { name: 'idle-watch', run: idle.stop },
    ],
  };
};

const openIdleWatch = ({ session, settings, emit, now, log }: Base): IdleWatch =>
  watchIdleness({
    nowMs: () => now().getTime(),
    every,
    limitMinutes: () =>
      session.signedIn() === true ? idleMinutesOf(settings().idleLock, session.operator()) : null,
    locksWithSystem: () =>
      session.signedIn() === true && locksWithSystem(settings().idleLock, session.operator()),
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

const openPastLimits = ({ context, session, settings, window, emit, log }: Base): PastLimitWatch =>
  watchPastLimits({
    every,
    isOn: () => settings().notifications.pastLimit,
    isLocked: () => session.signedIn() !== true,
    count: () => {
      const cards = todayService(context).cards();
      return cards.ok ? cards.value : [];
    },
    showNumber: (number) => showNumber(window(), number),
    notify: (text, queue) =>
      notify(text, () => {
        window()?.show();
        window()?.focus();
        emit('queueAsked', { queue });
      }),
    failed: (error) => log.error('past-limits.failed', error),
  });
