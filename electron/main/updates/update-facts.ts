import type { ServerFault } from './build-facts.ts';
import type { Installation } from './installation.ts';
import type { UpdateMode } from './when.ts';

/** The server did not tell which versions there are; `no-list`: it has none at its address; `certificate`: its certificate is not trusted here. */
const unanswered = ['no-answer', 'no-list', 'certificate'] as const;
export type Unanswered = (typeof unanswered)[number];

/** What went wrong last. */
export type UpdateFault = Unanswered | 'older' | 'unsigned' | 'incomplete' | 'disk-full' | 'not-started';

/** What is known now, for the words on the page. */
export type UpdateFacts = {
  readonly mode: UpdateMode;
  readonly installation: Installation;
  readonly hasKeys: boolean;
  readonly hasServer: boolean;
  /** Why no server is used although one is named, or may be. */
  readonly serverFault: ServerFault | null;
  readonly answeredAt: number | null;
  /** Whether the server has answered since the start. */
  readonly isChecked: boolean;
  /** How many downloads have failed since the last look that succeeded. */
  readonly failedDownloads: number;
  readonly isLooking: boolean;
  /** Whether this look downloads now. */
  readonly isDownloading: boolean;
  readonly isInstalling: boolean;
  /** The newer version that the server offers; for a fault the one that was not used. */
  readonly available: string | null;
  readonly isReady: boolean;
  readonly hasFailed: boolean;
  readonly fault: UpdateFault | null;
  readonly isSilent: boolean;
  /** The version that this one replaced; null if none did. */
  readonly updatedFrom: string | null;
  readonly seen: readonly string[];
};

/** Whether this fault says that the server did not tell which versions there are. */
export const isUnanswered = (fault: UpdateFault | null): boolean => unanswered.some((one) => one === fault);
