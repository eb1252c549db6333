/** One thing to put in order before the program ends. Steps run one after the other, in the order given. */
export type CleanUpStep = { readonly name: string; readonly run: () => void | Promise<void> };

/** Runs clean-up steps in order. A step that fails is reported and keeps none of the others from running. */
export const runCleanUp = async (
  steps: readonly CleanUpStep[],
  failed: (name: string, error: unknown) => void,
): Promise<void> => {
  for (const { name, run } of steps) {
    try {
      await run();
    } catch (error) {
      failed(name, error);
    }
  }
};
