import { calendarDateIn } from '../../../../shared/domain/dates.ts';

// Messages of SIP2 (3M Standard Interchange Protocol 2.00): two digits for the kind, characters at fixed places, then fields, each of them
// two letters and a value that ends with `|`. At the end a sequence number (AY) and a checksum (AZ), if errors are detected.

/** The fields of a message, in their order: their two letters and values. */
export type Fields = readonly (readonly [id: string, value: string])[];

/** A message that was received. */
export type Received = {
  /** Two digits. */
  readonly kind: string;
  /** What follows the kind up to the fields, as long as the kind requires. */
  readonly fixed: string;
  /** The first value of each field. */
  readonly fields: ReadonlyMap<string, string>;
  /** Null if the server sent none. */
  readonly sequence: number | null;
};

/** Kinds of messages that we send, and their answers. */
export const kinds = {
  login: '93',
  loginAnswer: '94',
  status: '99',
  statusAnswer: '98',
  patron: '63',
  patronAnswer: '64',
  checkOut: '11',
  checkOutAnswer: '12',
  checkIn: '09',
  checkInAnswer: '10',
  renew: '29',
  renewAnswer: '30',
  item: '17',
  itemAnswer: '18',
  /** Asks the server to send its last message again. */
  askAgain: '97',
  /** The server asks us for that. */
  askedAgain: '96',
} as const;

/** The lengths of what is at fixed places in messages that we read. */
const fixedLengths: Readonly<Record<string, number>> = {
  [kinds.loginAnswer]: 1,
  [kinds.statusAnswer]: 34,
  [kinds.patronAnswer]: 59,
  [kinds.checkOutAnswer]: 22,
  [kinds.checkInAnswer]: 22,
  [kinds.renewAnswer]: 22,
  [kinds.itemAnswer]: 24,
  [kinds.askedAgain]: 0,
};

/** In bytes; no message that we ask for is nearly as long. */
export const longestMessage = 65_536;

/** The moment as SIP2 writes it: local time, without a zone. */
export const sipMoment = (at: Date, timeZone: string): string => {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return `${calendarDateIn(at, timeZone).replaceAll('-', '')}    ${time.replaceAll(':', '')}`;
};

/** Returns a value without the characters that end a field or a message. */
export const fieldValue = (text: string): string => text.replace(/[|\p{Cc}]/gu, '').trim();

/** Whether a value arrives as it is: without a character, a code would be that of something else. */
export const isWritable = (text: string): boolean => fieldValue(text) === text.trim();

/** Returns the checksum of all bytes before it: the sum and the checksum together are zero, in 16 bits. */
export const checksumOf = (bytes: Uint8Array): string => {
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return (-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0');
};

/** Returns a message with its checksum and the carriage return at its end. @param sequence a digit; null for a request to send again */
export const writeMessage = (
  kind: string,
  fixed: string,
  fields: Fields,
  sequence: number | null,
): Buffer => {
  const values = fields.map(([id, value]) => `${id}${fieldValue(value)}|`).join('');
  const number = sequence === null ? '' : `AY${sequence}`;
  const text = Buffer.from(`${kind}${fixed}${values}${number}AZ`, 'utf8');
  return Buffer.concat([text, Buffer.from(`${checksumOf(text)}\r`, 'ascii')]);
};

/** Most servers write UTF-8, older ones Latin-1, whose letters are rarely valid UTF-8. */
const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

const fieldsOf = (text: string): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>();
  for (const part of text.split('|')) {
    const id = part.slice(0, 2);
    if (id.length === 2 && !fields.has(id)) fields.set(id, part.slice(2).trim());
  }
  return fields;
};

const ending = /(?:AY(?<sequence>\d))?(?:AZ(?<checksum>[0-9A-F]{4}))?$/iu;

/**
 * Reads one message without its end of line. @returns `damaged` if its checksum is wrong, or if it is shorter than its kind requires;
 * null if it is no answer to any of our messages.
 */
export const readMessage = (bytes: Uint8Array): Received | 'damaged' | null => {
  const text = decode(bytes);
  const { sequence, checksum } = ending.exec(text)?.groups ?? {};
  const summed = bytes.subarray(0, bytes.length - 4);
  if (checksum !== undefined && checksumOf(summed) !== checksum.toUpperCase()) return 'damaged';
  const kind = text.slice(0, 2);
  const length = fixedLengths[kind];
  if (length === undefined) return null;
  const body = text.slice(2).replace(ending, '');
  if (body.length < length) return 'damaged';
  return {
    kind,
    fixed: body.slice(0, length),
    fields: fieldsOf(body.slice(length)),
    sequence: sequence === undefined ? null : Number(sequence),
  };
};
