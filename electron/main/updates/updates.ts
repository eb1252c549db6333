import { storageFaultOf } from '../db/errors.ts';
import { isNewerVersion, isVersion } from '../../../shared/domain/versions.ts';
import { answerCountsMs, askInTime, firstLookMs, isRecent, isSilentTooLong, nextLookMs } from './looking.ts';
import { faultOfLook } from './look-fault.ts';
import type { UpdateNote } from './update-note.ts';
import { withSeen } from './update-note.ts';
import { isUnanswered, type UpdateFacts, type UpdateFault } from './update-facts.ts';
import type { UpdatePorts } from './update-ports.ts';
import type { UpdateSource } from './update-source.ts';
import { isFileOf, judgeOffer, type Offer } from './verify.ts';
import { whyNotNow, type Moment, type Wait } from './when.ts';

/** How often a waiting update looks whether nobody works. */
export const tickMs = 5 * 60_000;

/** A backup before an update counts this long. */
const backupCountsMs = 60_000;

type Answer = Wait | 'not-started' | 'asked-again' | null;

/** Looks for updates, downloads and verifies them, and starts their installer when nobody works. */
export class Updates {
  private readonly ports: UpdatePorts;
  private note: UpdateNote;
  private failures = 0;
  private failedDownloads = 0;
  private fault: UpdateFault | null = null;
  private available: string | null = null;
  private looking: Promise<void> | null = null;
  /** When the server last answered, since this start; earlier answers do not count. */
  private answeredAt: number | null = null;
  /** When the server answered that it has no list; null if it had one since. */
  private noListAt: number | null = null;
  private isDownloading = false;
  private isInstalling = false;
  private backedUpAt: number | null = null;
  private isStopped = false;
  private cancelLook = (): void => undefined;
  private cancelTick = (): void => undefined;

  constructor(ports: UpdatePorts) {
    this.ports = ports;
    this.note = ports.readNote();
  }

  /** Begins: verifies again what an earlier start downloaded, has it installed if the server still offers it or is away, and plans the first look. */
  async start(): Promise<void> {
    const { source, installed } = this.ports;
    this.noteVersion(installed.version);
    // Nothing can switch updates on while the program runs.
    if (source === null || installed.keys.length === 0) return;
    const { ready } = this.note;
    if (ready !== null && !(await this.isStillGood(ready))) await this.forgetDownload();
    this.plan(firstLookMs(this.ports.random()));
    this.tick();
    if (this.note.ready === null) return;
    this.available = this.note.ready.version;
    await this.askPage('start');
  }

  stop(): void {
    this.isStopped = true;
    this.cancelLook();
    this.cancelTick();
  }

  /** Asks the server now, and downloads what is new if this program may replace itself. Settles with the outcome in `facts`. */
  look(): Promise<void> {
    if (this.isStopped) return Promise.resolve();
    this.cancelLook();
    if (this.isInstalling || !this.isOn()) {
      this.plan(nextLookMs(0, this.ports.random()));
      return Promise.resolve();
    }
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = null;
      this.ports.changed();
      if (!this.isStopped) this.plan(nextLookMs(this.failures, this.ports.random()));
    });
    return this.looking;
  }

  /**
   * Installs the waiting update, if it may be installed now: backs up the database, verifies the file once more, starts the installer and
   * ends the program. A backup takes its time: this is decided again afterwards, and unless staff wait for it, the page is asked
   * again, as somebody may have come.
   * @returns why not; null if the program is about to end, `not-started` if something failed (see `facts`), `asked-again` after the backup.
   */
  async install(occasion: Moment['occasion'], isAtWork: boolean): Promise<Answer> {
    const why = this.whyNot(occasion, isAtWork);
    const { ready } = this.note;
    if (why !== null) return why;
    if (ready === null || this.isInstalling) return 'not-ready';
    this.isInstalling = true;
    this.ports.changed();
    try {
      if (!isRecent(this.backedUpAt, this.ports.nowMs(), backupCountsMs)) {
        await this.ports.backUp();
        this.backedUpAt = this.ports.nowMs();
        this.isInstalling = false;
        this.ports.changed();
        if (occasion === 'staff') return await this.install(occasion, isAtWork);
        this.ports.askPage(occasion);
        return 'asked-again';
      }
      const isGood = await this.isStillGood(ready);
      // A look that was under way has dropped or replaced it.
      if (this.note.ready !== ready) {
        this.isInstalling = false;
        this.ports.changed();
        return 'not-ready';
      }
      if (!isGood) {
        await this.forgetDownload();
        throw new Error('The downloaded update has changed.');
      }
      // Before the installer runs: if it fails, the next start knows that it was tried.
      this.keep({ started: ready.version });
      this.ports.log.info('updates.started', { version: ready.version });
      await this.ports.startInstaller(ready.file, occasion);
    } catch (error) {
      this.isInstalling = false;
      this.fault = storageFaultOf(error) === 'disk-full' ? 'disk-full' : 'not-started';
      this.ports.log.warn('updates.not-started', {}, error);
      this.ports.changed();
      return 'not-started';
    }
    this.ports.quit();
    return null;
  }

  /** Remembers that staff have seen a notice. */
  seen(notice: string): void {
    this.keep({ seen: [...withSeen(this.note, notice).seen] });
    this.ports.changed();
  }

  facts(): UpdateFacts {
    const { installed, installation, mode, source, nowMs } = this.ports;
    const { answeredAt, askedFirstAt, replaced, seen } = this.note;
    return {
      mode: mode(),
      installation,
      hasKeys: installed.keys.length > 0,
      hasServer: source !== null,
      serverFault: this.ports.serverFault,
      answeredAt,
      isChecked: this.answeredAt !== null,
      failedDownloads: this.failedDownloads,
      isLooking: this.looking !== null,
      isDownloading: this.isDownloading,
      isInstalling: this.isInstalling,
      available: this.available,
      isReady: this.note.ready !== null,
      hasFailed: this.hasFailed(),
      fault: this.fault,
      isSilent: isUnanswered(this.fault) && isSilentTooLong(answeredAt ?? askedFirstAt, nowMs()),
      updatedFrom: replaced,
      seen,
    };
  }

  private noteVersion(version: string): void {
    const { ran } = this.note;
    if (ran === version) return;
    const isNewer = ran !== null && isVersion(ran) && isNewerVersion(version, ran);
    this.keep({ ran: version, replaced: isNewer ? ran : null });
  }

  private isOn(): boolean {
    const { source, installed, mode } = this.ports;
    return source !== null && installed.keys.length > 0 && mode() !== 'off' && !this.isStopped;
  }

  private hasFailed(): boolean {
    return this.note.started !== null && this.note.started === this.note.ready?.version;
  }

  private whyNot(occasion: Moment['occasion'], isAtWork: boolean): Wait | null {
    return whyNotNow({
      occasion,
      mode: this.isOn() ? this.ports.mode() : 'off',
      installsItself: this.ports.installation === 'own',
      isReady: this.note.ready !== null,
      hasFailed: this.hasFailed(),
      isAtWork,
      ...this.ports.moment(),
    });
  }

  private async lookOnce(): Promise<void> {
    const { source, nowMs, log, installed } = this.ports;
    if (source === null) return;
    if (this.note.askedFirstAt === null) this.keep({ askedFirstAt: nowMs() });
    this.ports.changed();
    let isAnswered = false;
    const { fault, answeredAt } = this;
    try {
      const offers = await source.look();
      this.answeredAt = nowMs();
      this.keep({ answeredAt: this.answeredAt });
      this.noListAt = null;
      isAnswered = true;
      this.fault = null;
      const verdicts = offers.map((offer) => ({ offer, verdict: judgeOffer(offer, installed) }));
      const good = verdicts.find(({ verdict }) => verdict === 'newer')?.offer;
      const refused = verdicts.find(({ verdict }) => verdict !== 'same');
      if (good === undefined && refused !== undefined)
        return await this.refuse(refused.offer, refused.verdict);
      if (good !== undefined && (good.version !== this.available || answeredAt === null))
        log.info('updates.available', { version: good.version });
      this.available = good?.version ?? null;
      if (good === undefined) await this.forgetDownload();
      else if (this.ports.installation === 'own') await this.bring(source, good);
      this.failures = 0;
      this.failedDownloads = 0;
    } catch (error) {
      this.noteFailure(error, isAnswered ? 'incomplete' : faultOfLook(error), fault);
    }
  }

  private async refuse(offer: Offer, verdict: string): Promise<void> {
    this.fault = verdict === 'older' ? 'older' : 'unsigned';
    this.available = offer.version;
    this.failures += 1;
    this.ports.log.warn('updates.refused', { version: offer.version, verdict });
    await this.forgetDownload();
  }

  private async bring(source: UpdateSource, offer: Offer): Promise<void> {
    if (this.note.ready?.sha512 === offer.sha512 && (await this.isStillGood(this.note.ready))) return;
    this.keep({ ready: null });
    this.isDownloading = true;
    this.ports.changed();
    const file = await source.download(offer).finally(() => {
      this.isDownloading = false;
    });
    if (!(await isFileOf(file, offer))) {
      await this.forgetDownload();
      throw new Error('The downloaded file is another one.');
    }
    this.keep({ ready: { ...offer, file } });
    this.ports.log.info('updates.ready', { version: offer.version });
  }

  // One line in the log when it begins or changes, and none for each attempt of a month offline.
  private noteFailure(error: unknown, fault: UpdateFault, before: UpdateFault | null): void {
    this.fault = storageFaultOf(error) === 'disk-full' ? 'disk-full' : fault;
    if (this.fault === 'incomplete') this.failedDownloads += 1;
    if (this.fault === 'no-list') this.noListAt = this.ports.nowMs();
    if (this.fault !== before) this.ports.log.warn('updates.look-failed', { fault: this.fault }, error);
    this.failures += 1;
  }

  private async isStillGood(ready: NonNullable<UpdateNote['ready']>): Promise<boolean> {
    if (judgeOffer(ready, this.ports.installed) !== 'newer') return false;
    return await isFileOf(ready.file, ready).catch(() => false);
  }

  private async forgetDownload(): Promise<void> {
    if (this.note.ready !== null) this.keep({ ready: null });
    await this.ports.source?.clear().catch(() => undefined);
  }

  private keep(part: Partial<UpdateNote>): void {
    this.note = { ...this.note, ...part };
    this.ports.writeNote(this.note);
  }

  private plan(ms: number): void {
    this.cancelLook();
    this.cancelLook = this.ports.later(ms, () => void this.look());
  }

  private tick(): void {
    this.cancelTick = this.ports.later(tickMs, () => {
      void this.askPage('tick');
      this.tick();
    });
  }

  // Without the server a version that was downloaded is installed all the same.
  private async askPage(occasion: 'start' | 'tick'): Promise<void> {
    const { moment, nowMs, later } = this.ports;
    if (this.whyNot(occasion, false) !== null) return;
    const { failures } = this;
    const from = nowMs();
    if (this.looking !== null || !isRecent(this.noListAt ?? this.answeredAt, from, answerCountsMs))
      await askInTime(later, async () => {
        // All together count as one attempt, and a server that was away before is asked once.
        this.failures = failures;
        await this.look();
        return failures > 0 || this.noListAt !== null || !isUnanswered(this.fault);
      });
    // Without any list, it offers this version no longer, even if it is away since.
    if (this.noListAt !== null || this.whyNot(occasion, false) !== null) return;
    const isInUse = moment().idleMinutes < (nowMs() - from) / 60_000;
    if (!isInUse) this.ports.askPage(occasion);
  }
}
