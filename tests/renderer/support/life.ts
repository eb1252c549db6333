import type { ItemId } from '../../../shared/domain/ids.ts';
import { lifeOfWord, volumeOfWord } from '../../../electron/main/files/intake/life-from-status.ts';
import type { Volume } from '../../../shared/domain/life/volumes.ts';
import type { RequestSummary } from '../../../shared/ipc/views.ts';

/**
 * The life of a request that has this status.
 * @param many how many volumes it has, each where the status says that they are.
 */
export const lifeOf = (status: string, many = 0): RequestSummary['life'] => {
  const place = volumeOfWord(status, 0) ?? { status: 'lost', broughtBack: false };
  const spokenOf = many === 0 && volumeOfWord(status, 0) !== null ? 1 : many;
  const volumes = Array.from({ length: spokenOf }, (_, index): Volume => ({
    ...place,
    id: (index + 1) as ItemId,
    partnerId: null,
    renewal: 'none',
    demand: 'none',
    report: 'none',
    dueOn: null,
  }));
  const life = lifeOfWord({ status, volumes });
  return { ...life, volumes: [...life.volumes] };
};

/** Nothing of a request is open. */
export const nothingOpen: RequestSummary['openSince'] = {
  cancellationAt: null,
  renewalAt: null,
  renewalUntil: null,
  demandAt: null,
  backBy: null,
  lossAt: null,
};
