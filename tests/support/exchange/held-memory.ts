/** What a process holds once nothing more can be freed, in MB. */
export const heldMb = (): number => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_000_000;
};
