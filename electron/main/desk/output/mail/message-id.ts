import { domainToASCII } from 'node:url';

/** Returns an address with its domain in ASCII form: `jose@bücher.example` → `jose@xn--bcher-kva.example`. */
export const asciiAddress = (address: string): string => {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const isPlain = /^[\w.-]+$/.test(domain);
  return `${address.slice(0, at)}@${isPlain ? domain : domainToASCII(domain) || domain}`;
};

/** Returns a unique Message-ID for a letter, under the sender's domain. */
export const newMessageId = (parts: {
  readonly outboxId: number;
  readonly libraryCode: string;
  readonly random: string;
  readonly fromAddress: string;
}): string => {
  const library = parts.libraryCode.replace(/[^A-Za-z0-9]/g, '').slice(0, 20);
  const domain = asciiAddress(parts.fromAddress).split('@').pop() ?? 'localhost';
  return `<borrow-desk.${library}.${parts.outboxId}.${parts.random}@${domain}>`;
};

/** Validates a stored Message-ID; null if there is none, or if it contains anything else, such as lines of another header. */
export const readMessageId = (kept: string | null): string | null =>
  kept !== null && /^<[!-;=?-~]{1,250}>$/.test(kept) ? kept : null;
