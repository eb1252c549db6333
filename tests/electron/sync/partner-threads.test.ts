import { expect, test } from 'vitest';
import { listTurns } from '../../../electron/main/desk/store/turns.queries.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { lifeTries } from '../../support/life-tries.ts';
import { valueOf } from '../../support/results.ts';
import { threadOf } from '../../support/thread.ts';

const shared = sharedLibrary();

/** Returns the threads of a request: that of each partner, and what belongs to none. Lines of history have numbers of their own at each workstation. */
const threadsOf = ({ context }: SyncDesk, requestId: RequestId): unknown[] =>
  [...listTurns(context.db, requestId).map(({ id }) => id), null].map((turnId) =>
    threadOf(context, requestId, turnId).entries.map((entry) => ({ ...entry, key: '' })),
  );

test('an answer that staff recorded is in the thread of its partner at all workstations', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const requestId = 3 as RequestId;
    const recalled = 12;
    valueOf(lifeTries(one)['partner-answer']?.(requestId, newOpId(), recalled) as never);
    await one.sync();
    await other.sync();
    expect(threadsOf(one, requestId)).toMatchObject([
      [{ title: 'North University Library recalled it by 24 Dec 2026' }],
      [],
    ]);
    expect(threadsOf(other, requestId)).toEqual(threadsOf(one, requestId));
  }));
