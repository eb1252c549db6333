/** Brands a primitive so that the compiler distinguishes its kinds. */
type Brand<T, Name extends string> = T & { readonly __brand: Name };

export type LibraryId = Brand<number, 'LibraryId'>;
export type DeskId = Brand<number, 'DeskId'>;
export type PartnerId = Brand<number, 'PartnerId'>;
export type PatronId = Brand<number, 'PatronId'>;
export type OperatorId = Brand<number, 'OperatorId'>;
export type RequestId = Brand<number, 'RequestId'>;
/** One partner of a request's rota, asked once. */
export type TurnId = Brand<number, 'TurnId'>;
export type ItemId = Brand<number, 'ItemId'>;
export type LoanId = Brand<number, 'LoanId'>;
export type PrintJobId = Brand<number, 'PrintJobId'>;
/** UUIDv7 of one command: the same id is the same intention, however often it arrives. */
export type OpId = Brand<string, 'OpId'>;
/** A code as stored: normalised (see codes.ts), 1 to 64 printable characters. */
export type Code = Brand<string, 'Code'>;

/** A calendar date `YYYY-MM-DD` without a time zone. */
export type CalendarDate = Brand<string, 'CalendarDate'>;
/** A moment as ISO 8601 in UTC with milliseconds, `2026-11-25T09:30:00.000Z`. */
export type Instant = Brand<string, 'Instant'>;
