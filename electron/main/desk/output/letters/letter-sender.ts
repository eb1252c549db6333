import type { LetterFacts } from '../../../../../shared/domain/letters.ts';
import { readMailAddress } from '../../../../../shared/domain/mail-address.ts';

/** In whose name letters leave, as the mail account says. */
export type LetterSender = { readonly name: string; readonly address: string };

/** Where answers to a letter go: to its library; null where that is the sender's own address, or nobody knows it. */
export const replyToOf = (sender: LetterSender, { library }: Pick<LetterFacts, 'library'>): string | null => {
  const address = readMailAddress(library.email);
  return address === sender.address ? null : address;
};
