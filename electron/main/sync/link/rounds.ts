/** The longest wait for a round. */
const waitMs = 30_000;

/** The rounds in which a workstation exchanges steps with its hub, one after the other. */
export class Rounds {
  private begun = 0;
  /** The last one that succeeded. */
  private ended = 0;
  private readonly watchers = new Set<() => void>();

  async run(exchange: () => Promise<void>): Promise<void> {
    this.begun += 1;
    const round = this.begun;
    await exchange();
    this.ended = round;
    this.look();
  }

  /** Must be called when the state of the connection has changed. */
  look(): void {
    for (const watcher of this.watchers) watcher();
  }

  /**
   * Resolves when a round that begins after this call has ended: it includes everything done before the call, whatever is done meanwhile.
   * @param isUnderWay whether a round may still come. @returns whether one came
   */
  next(isUnderWay: () => boolean): Promise<boolean> {
    const next = this.begun + 1;
    return new Promise((resolve) => {
      const end = (came: boolean): void => {
        clearTimeout(timer);
        this.watchers.delete(watcher);
        resolve(came);
      };
      const watcher = (): void => {
        if (this.ended >= next) end(true);
        else if (!isUnderWay()) end(false);
      };
      const timer = setTimeout(() => end(false), waitMs);
      this.watchers.add(watcher);
      watcher();
    });
  }
}
