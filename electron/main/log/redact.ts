/** A value that may accompany an event in the log. */
export type LogFact = string | number | boolean | null | undefined;

const hidden = '[hidden]';

// Event names and channels (`receiving.open`, `database-busy`), codes (`SQLITE_BUSY`, `ENOSPC`), error types.
// A personal name is capitalised with small letters after it, and a barcode has many digits: neither matches.
const closedWords = [
  /^[a-z][A-Za-z]*(?:[.:-][A-Za-z]+)*\d{0,2}$/,
  /^(?:SQLITE|ERR|E[A-Z]{2,})(?:_[A-Z]+)*$/,
  /^(?:[A-Z][A-Za-z]+)?(?:Error|Exception)$/,
];
const wordLimit = 64;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const version = /^v?\d{1,4}(?:\.\d{1,4}){1,3}$/;

/**
 * Allows only our own words in the log. An allow-list, because names, titles and barcodes of patrons can look like anything.
 * A closed word such as `database-busy`, a version or a step id passes; any other text is hidden.
 */
export const redact = (fact: LogFact): LogFact => {
  if (typeof fact !== 'string') return fact;
  const isWord = fact.length <= wordLimit && closedWords.some((word) => word.test(fact));
  return isWord || uuid.test(fact) || version.test(fact) ? fact : hidden;
};

const frame = /^ {4}at .+(?::\d+:\d+|<anonymous>)\)?$/;
const causeLimit = 4;
const frameLimit = 12;

/**
 * Describes an error for the log: its type, its code and its stack, without its message. Messages contain data: a JSON error
 * quotes the text, a constraint may name a value. Up to three causes follow.
 */
export const describeError = (error: unknown): string => {
  const parts: string[] = [];
  let current: unknown = error;
  for (let n = 0; n < causeLimit && current !== undefined; n += 1) {
    parts.push(describeOne(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return parts.join('\n    caused by ');
};

const describeOne = (error: unknown): string => {
  if (!(error instanceof Error)) return `thrown ${error === null ? 'null' : typeof error}`;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${redact(error.code)}` : '';
  return [`${redact(error.name)}${code}`, ...framesOf(error)].join('\n');
};

// The first lines of a stack repeat the message, which may have lines that look like frames, so they are cut off first.
const framesOf = ({ stack, message }: Error): readonly string[] => {
  if (typeof stack !== 'string') return [];
  const start = message === '' ? 0 : stack.indexOf(message);
  // The message was changed after the stack was created, so its lines cannot be distinguished from frames.
  if (start === -1) return [];
  return stack
    .slice(start + message.length)
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, frameLimit);
};
