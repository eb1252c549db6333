import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { fail, ok, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The scanner of this workstation, passed in by the composition root. */
type ScannerFacts = {
  readonly ports: () => Promise<readonly { readonly port: string; readonly name: string }[]>;
  /** Sets whether the page receives all input. */
  readonly listen: (on: boolean) => void;
};

export type ScannerService = {
  /** Fails (`scanner-failed`) if the system cannot list its ports. */
  readonly ports: () => Promise<Result<Output<'scanner.ports'>>>;
  readonly listen: (input: Input<'scanner.listen'>) => Result<null>;
};

/** The scanner calls of Settings. */
export const scannerService = (facts: ScannerFacts): ScannerService => ({
  ports: async () => {
    try {
      return ok([...(await facts.ports())]);
    } catch {
      return fail(
        'scanner-failed',
        t('This computer can’t list its ports. Choose “Another port…” and type the name.'),
      );
    }
  },
  listen: ({ on }) => {
    facts.listen(on);
    return ok(null);
  },
});
