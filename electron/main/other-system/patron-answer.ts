import type { CalendarDate } from '../../../shared/domain/ids.ts';
import type { SaidBlocks } from '../../../shared/domain/patron-blocks.ts';

/** What the library's other system says of a card. */
export type PatronAnswer =
  | { readonly known: false }
  | (SaidBlocks & {
      readonly known: true;
      /** Empty, like the following, if the system does not say it. */
      readonly name: string;
      readonly email: string;
      readonly library: string;
      readonly expiresOn: CalendarDate | null;
      /** What it would show to staff. */
      readonly message: string;
    });

/** Returns an e-mail address as a record accepts it; empty for anything else. */
export const emailIn = (text: string): string => (/^[^\s@,;<>]+@[^\s@,;<>]+$/u.test(text) ? text : '');
