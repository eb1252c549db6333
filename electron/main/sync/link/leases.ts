import type { ReadableDB } from '../../db/types.ts';
import { readHubState } from '../../desk/store/hub.queries.ts';
import type { Hub } from '../hub.ts';

/** What one workstation does on behalf of all: sending letters, and housekeeping. */
type Lease = Parameters<Hub['takeLease']>[0];

/** How long a lease is valid without being renewed. */
const leaseSeconds = 90;
/** How long before its expiry a lease is no longer relied on. */
const marginMs = 20_000;
/** The shortest time between two renewals: an idle connection carries little traffic. */
const againMs = 50_000;

type Held = { readonly holder: string; readonly mineUntil: number; readonly askedAt: number };
const notAsked: Held = { holder: '', mineUntil: 0, askedAt: Number.NEGATIVE_INFINITY };

/** The leases of this workstation. */
export class Leases {
  private readonly hub: Hub;
  private readonly db: ReadableDB;
  private readonly changed: () => void;
  private readonly held: Record<Lease, Held> = { letters: notAsked, care: notAsked };

  /** @param changed called when this workstation has gained or lost a lease. */
  constructor(hub: Hub, db: ReadableDB, changed: () => void) {
    this.hub = hub;
    this.db = db;
    this.changed = changed;
  }

  /** Takes or renews a lease when it is due. Rejects if the hub cannot be reached. */
  async keep(name: Lease): Promise<void> {
    const askedAt = performance.now();
    const before = this.held[name];
    if (askedAt - before.askedAt < againMs) return;
    const cursor = readHubState(this.db)?.cursor ?? null;
    const { mine, holder } = await this.hub.takeLease(name, leaseSeconds, cursor);
    const mineUntil = mine ? askedAt + leaseSeconds * 1_000 - marginMs : 0;
    this.held[name] = { holder, mineUntil, askedAt };
    if (mineUntil > 0 !== before.mineUntil > 0) this.changed();
  }

  /** Renews the leases of this workstation when they are due: sharing much takes longer than they are valid. */
  async renew(): Promise<void> {
    for (const name of ['letters', 'care'] as const) if (this.isMine(name)) await this.keep(name);
  }

  /** Looks up which workstation sends letters, for a workstation that has no mail account: letters then need not wait here. */
  async refreshSender(): Promise<void> {
    const askedAt = performance.now();
    const before = this.held.letters;
    if (askedAt - before.askedAt < againMs) return;
    const holder = (await this.hub.workstations()).find(({ sendsLetters }) => sendsLetters)?.name ?? '';
    this.held.letters = { holder, mineUntil: 0, askedAt };
    if (holder !== before.holder) this.changed();
  }

  /** Whether this workstation may rely on the lease. */
  isMine(name: Lease): boolean {
    return this.held[name].mineUntil > performance.now();
  }

  /** Whether this workstation has it, or nobody had when it asked last. */
  isFree(name: Lease): boolean {
    const { holder, askedAt } = this.held[name];
    return this.isMine(name) || (holder === '' && askedAt !== notAsked.askedAt);
  }

  /** Returns the name of the workstation that holds it; empty if unknown. */
  holder(name: Lease): string {
    return this.held[name].holder;
  }
}
