import * as z from 'zod';
import {
  type LetterCode,
  type LetterSwitch,
  librarySwitches,
  partnerSwitches,
} from '../../domain/letters/all-letters.ts';
import { librarySettings } from '../settings-shapes.ts';
import { everything } from '../topics.ts';
import * as view from '../views.ts';
import { type Call, nothing, page } from './shapes.ts';

const name = z.string().max(1000);
const shortText = z.string().max(320);
/** A postal address, one line each. */
const address = z.array(z.string().max(1000)).max(20);
/** As typed; normalised by the main process. */
const code = z.string().max(4096);
const contact = { code, name, address, email: shortText, phone: shortText };

/** The kinds of letters that are not written, of those that can be done without. */
const lettersOff = (switches: readonly LetterSwitch[]) =>
  z.array(z.enum(switches.map(({ name }) => name) as [LetterCode, ...LetterCode[]])).max(switches.length);
const libraryLettersOff = lettersOff([...librarySwitches.patron, ...librarySwitches.partner]);

export const libraryValues = z.strictObject({
  ...contact,
  /** What its temporary barcodes begin with; empty leaves it to the program. */
  barcodePrefix: z.string().max(20),
});
export const deskValues = z.strictObject({
  code,
  name,
  libraryId: view.libraryId,
  holdShelf: z.boolean(),
  receives: z.boolean(),
  /** False: not offered any more. */
  active: z.boolean(),
});
export const partnerValues = z.strictObject({
  ...contact,
  renewsAutomatically: z.boolean(),
  cancelNeedsConsent: z.boolean(),
  /** What is not written to it, because it is told in another way. */
  lettersOff: lettersOff(partnerSwitches),
  active: z.boolean(),
});
export const patronValues = z.strictObject({
  barcode: code,
  name,
  email: shortText,
  libraryId: view.libraryId.nullable(),
});

/** When a person changed the record here, so that files no longer do; null where it follows the file. */
const editedAt = view.instant.nullable();

export const libraryRecord = z.strictObject({
  id: view.libraryId,
  ...libraryValues.shape,
  lettersOff: libraryLettersOff,
  settings: librarySettings,
  editedAt,
});
export const deskRecord = z.strictObject({
  id: view.deskId,
  ...deskValues.shape,
  libraryName: z.string(),
  editedAt,
});
export const partnerRecord = z.strictObject({ id: view.partnerId, ...partnerValues.shape, editedAt });
export const patronRecord = z.strictObject({
  id: view.patronId,
  ...patronValues.shape,
  libraryName: z.string(),
  editedAt,
});
export type LibraryRecord = z.infer<typeof libraryRecord>;
export type DeskRecord = z.infer<typeof deskRecord>;
export type PartnerRecord = z.infer<typeof partnerRecord>;
export type PatronRecord = z.infer<typeof patronRecord>;

export const placeKind = z.enum(['library', 'desk', 'partner', 'patron']);
export type PlaceKind = z.infer<typeof placeKind>;

const search = z.string().max(200);
const target = { opId: view.opId, kind: placeKind, id: z.int().positive() };
/** The id of the record that was stored. */
const stored = z.strictObject({ id: z.int().positive() });

/** What becomes of what a desk looks after when the desk changes. */
export const deskWorkChoice = z.union([
  z.strictObject({ moveTo: view.deskId }),
  z.strictObject({ leave: z.literal(true) }),
  /** The change that is undone: what it moved and nobody has changed since goes back. */
  z.strictObject({ undoes: view.opId }),
]);
export type DeskWorkChoice = z.infer<typeof deskWorkChoice>;

/** What a desk looks after that a change of the desk concerns. */
export const deskWork = z.strictObject({
  /** How many items and requests, a line for each place: the numbers that are moved. */
  lines: z.array(z.string()),
  /** The desks that can take them over. */
  desks: z.array(z.strictObject({ id: view.deskId, name: z.string(), libraryName: z.string() })),
  /** What it means to leave them as they are; null where that cannot be. */
  leave: z.string().nullable(),
});
export type DeskWork = z.infer<typeof deskWork>;

/** Libraries, desks, partners and patrons, as Settings keeps them. */
export const placesCalls = {
  'places.libraries': { input: nothing, output: z.array(libraryRecord) },
  'places.desks': { input: nothing, output: z.array(deskRecord) },
  'places.partners': {
    /** `withoutAddress`: only those that letters should reach and cannot, because no e-mail address is known. */
    input: z.strictObject({ search, withoutAddress: z.boolean().optional(), ...page }),
    output: z.strictObject({ total: z.int(), rows: z.array(partnerRecord) }),
  },
  'places.patrons': {
    /** The beginning of any word of a name, or of a card. */
    input: z.strictObject({ search, ...page }),
    /** `more`: further ones match and are not listed; a longer search finds them. */
    output: z.strictObject({ total: z.int(), more: z.boolean(), rows: z.array(patronRecord) }),
  },
  'places.saveLibrary': {
    input: z.strictObject({ opId: view.opId, id: view.libraryId.nullable(), values: libraryValues }),
    output: stored,
    changes: everything,
  },
  /** Which letters the library does without; files say nothing of it. */
  'places.saveLetters': {
    input: z.strictObject({ opId: view.opId, libraryId: view.libraryId, lettersOff: libraryLettersOff }),
    output: stored,
    changes: everything,
  },
  /** What a desk looks after that must be told where it goes before the desk is saved so; null: nothing. */
  'places.deskWork': {
    input: z.strictObject({
      id: view.deskId,
      values: deskValues.pick({ libraryId: true, holdShelf: true, active: true }),
    }),
    output: deskWork.nullable(),
  },
  'places.saveDesk': {
    input: z.strictObject({
      opId: view.opId,
      id: view.deskId.nullable(),
      values: deskValues,
      work: deskWorkChoice.optional(),
    }),
    /** `moved`: what went where, a sentence; empty where nothing did. */
    output: stored.extend({ moved: z.string() }),
    changes: everything,
  },
  'places.savePartner': {
    input: z.strictObject({ opId: view.opId, id: view.partnerId.nullable(), values: partnerValues }),
    output: stored,
    changes: everything,
  },
  'places.savePatron': {
    input: z.strictObject({ opId: view.opId, id: view.patronId.nullable(), values: patronValues }),
    output: stored,
    changes: everything,
  },
  'places.remove': { input: z.strictObject(target), output: stored, changes: everything },
  /** Lets library files change the record again. */
  'places.followFile': { input: z.strictObject(target), output: stored, changes: everything },
} as const satisfies Record<string, Call>;
