import { countSetAside } from '../../desk/store/set-aside.queries.ts';
import { nameCulprits, retrySetAside } from '../retry-set-aside.ts';
import type { SyncParts } from '../sync-parts.ts';
import { Leases } from './leases.ts';
import type { LinkParts } from './link-parts.ts';

/** Set-aside steps are retried on connecting, and then at this interval, in batches. */
const retryMs = 300_000;
const retryBatchSize = 200;

/** What a workstation does after syncing: retrying set-aside steps, renewing leases, and housekeeping on behalf of all. */
export class Upkeep {
  readonly leases: Leases;
  private readonly sync: SyncParts;
  private readonly parts: LinkParts;
  /** When set-aside steps were last retried on this connection. */
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

  /** Syncs, and does the rest. Rejects if the hub cannot be reached. */
  async after(sync: () => Promise<void>): Promise<void> {
    const before = countSetAside(this.sync.db);
    await sync();
    await this.handleSetAside(before);
    // A workstation that cannot send letters leaves that to another one, unless nobody tells the partners either.
    await (this.parts.hasMail() || (this.parts.tellsPartners() && this.leases.isFree('letters'))
      ? this.leases.keep('letters')
      : this.leases.refreshSender());
    await this.leases.keep('care');
    await this.doHousekeeping();
  }

  /** @param before how many steps were set aside before syncing. */
  private async handleSetAside(before: number): Promise<void> {
    const count = countSetAside(this.sync.db);
    if (count > before)
      this.parts.log('hub.steps-set-aside', new Error(`${count - before} more, ${count} in all`));
    if (count === 0) return;
    await nameCulprits(this.sync);
    const isFirst = this.retriedAt === Number.NEGATIVE_INFINITY;
    if (performance.now() - this.retriedAt < retryMs) return;
    this.retriedAt = performance.now();
    await retrySetAside(this.sync, isFirst ? undefined : retryBatchSize);
  }

  /**
   * Once a day, lets the hub delete what its steps say about forgotten patrons, and the details of old steps. One workstation does this for
   * all.
   */
  private async doHousekeeping(): Promise<void> {
    const today = this.parts.now().toISOString().slice(0, 10);
    if (!this.leases.isMine('care') || this.housekeptOn === today) return;
    this.housekeptOn = today;
    const { hub } = this.sync;
    try {
      await hub.dropLogins();
      const emptied = (await hub.forgetPatrons()) + (await hub.emptySteps());
      // The hub handles only a part at a time.
      if (emptied > 0) this.housekeptOn = '';
    } catch (error) {
      // Nothing depends on it, and it is retried tomorrow.
      this.parts.log('hub.not-forgotten', error);
    }
  }
}
