import { startLogUpkeep } from './db/log-upkeep.ts';
import { startRescue } from './db/rescue.ts';
import type { Base } from './program-base.ts';

/** Watches the database's file. */
export const watchStorage = ({ db, now, log }: Base, isImporting: () => boolean) => {
  const rescue = startRescue({
    db,
    now,
    report: (ended) => {
      if ('error' in ended) log.error('rescue.failed', ended.error);
      else log.warn('rescue.done');
    },
  });
  const logUpkeep = startLogUpkeep({
    db,
    assertStorage: rescue.assertStorage,
    mayNot: isImporting,
    failed: (error) => log.error('log-upkeep.failed', error),
  });
  return { rescue, logUpkeep };
};
