import { countSetAside } from '../../desk/store/set-aside.queries.ts';
import { nameCulprits, retrySetAside } from '../retry-set-aside.ts';
import type { SyncParts } from '../sync-parts.ts';
import { Leases } from './leases.ts';
import type { LinkParts } from './link-parts.ts';

/** What is set aside is tried again when it connects, and so often, so many at once. */
const retryMs = 300_000;
const retriedAtOnce = 200;

/** What a workstation does after it has synced: steps that are set aside, leases, and what one workstation does for all. */
export class Upkeep {
  readonly leases: Leases;
  private readonly sync: SyncParts;
  private readonly parts: LinkParts;
  /** When what is set aside was tried last on this connection. */
  private retriedAt = Number.NEGATIVE_INFINITY;
  private housekeptOn = '';

  constructor(sync: SyncParts, parts: LinkParts) {
    this.sync = sync;
    this.parts = parts;
    this.leases = new Leases(sync.hub, sync.db, parts.stateChanged);
  }

  hasConnected(): void {
    this.retriedAt = Number.NEGATIVE_INFINITY;
  }

  /** Syncs, and does the rest. Rejects where the hub cannot be reached. */
  async after(sync: () => Promise<void>): Promise<void> {
    const before = countSetAside(this.sync.db);
    await sync();
    await this.lookAtSetAside(before);
    // Who cannot send letters leaves that to another one.
    await (this.parts.hasMail() ? this.leases.keep('letters') : this.leases.lookForSender());
    await this.leases.keep('care');
    await this.keepHouse();
  }

  /** @param before how many steps were set aside before others were pulled. */
  private async lookAtSetAside(before: number): Promise<void> {
    const count = countSetAside(this.sync.db);
    if (count > before)
      this.parts.log('hub.steps-set-aside', new Error(`${count - before} more, ${count} in all`));
    if (count === 0) return;
    await nameCulprits(this.sync);
    const isFirst = this.retriedAt === Number.NEGATIVE_INFINITY;
    if (performance.now() - this.retriedAt < retryMs) return;
    this.retriedAt = performance.now();
    await retrySetAside(this.sync, isFirst ? undefined : retriedAtOnce);
  }

  /** Once a day one workstation lets the hub forget what its steps said of patrons who were forgotten, and what old ones changed. */
  private async keepHouse(): Promise<void> {
    const today = this.parts.now().toISOString().slice(0, 10);
    if (!this.leases.isMine('care') || this.housekeptOn === today) return;
    this.housekeptOn = today;
    const { hub } = this.sync;
    try {
      await hub.dropLogins();
      const emptied = (await hub.forgetPatrons()) + (await hub.emptySteps());
      // It looks at a part of them at a time.
      if (emptied > 0) this.housekeptOn = '';
    } catch (error) {
      // Nobody waits for it, and tomorrow it is tried again.
      this.parts.log('hub.not-forgotten', error);
    }
  }
}
