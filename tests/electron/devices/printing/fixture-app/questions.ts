import type { PosPrintData } from 'electron-pos-printer';
import type { PictureFacts, PictureType, SlipLogo } from '../../../../../shared/domain/slips/logo.ts';
import type { Slip } from '../../../../../shared/domain/slips/all-slips.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import type { Settings } from '../../../../../shared/domain/settings.ts';
import type { SlipState } from '../../../../../shared/ipc/views.ts';
import type { PrinterFacts } from '../../../../../electron/main/devices/printing/choose-printer.ts';

/** A question of a test to the fixture program. */
export type Ask =
  | { readonly do: 'printers' }
  | {
      readonly do: 'print';
      readonly jobId: number;
      readonly slip: Slip;
      readonly dataDir: string;
      readonly printing: Settings['printing'];
      readonly override: string | null;
      readonly timeoutMs?: number;
      readonly logo?: SlipLogo;
    }
  | { readonly do: 'drawn-size'; readonly type: PictureType; readonly data: string }
  /** Prints rows directly with electron-pos-printer, without our layout. */
  | { readonly do: 'rows'; readonly rows: readonly PosPrintData[]; readonly printerName: string }
  /** The same without any code of ours, to show that an attack would work. */
  | { readonly do: 'unguarded'; readonly rows: readonly PosPrintData[]; readonly printerName: string }
  /** Queues test slips in the database of the data folder and prints them; answers when the queue is empty. */
  | {
      readonly do: 'queue';
      readonly dataDir: string;
      readonly printing: Settings['printing'];
      readonly opIds: readonly string[];
    }
  | { readonly do: 'windows' };

/** The answer to each question. */
export type Answers = {
  printers: readonly PrinterFacts[];
  print: { readonly result: Result<string>; readonly ms: number };
  'drawn-size': Omit<PictureFacts, 'type'> | null;
  rows: Result<null>;
  unguarded: null;
  /** Every change of a job, in order. */
  queue: readonly SlipState[];
  windows: number;
};
