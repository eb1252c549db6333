/** Whether a process was killed. A process on Windows that has killed itself leaves an exit code, and no signal. */
export const wasKilled = ({
  code,
  signal,
}: {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}): boolean => signal === 'SIGKILL' || (process.platform === 'win32' && signal === null && code === 1);
