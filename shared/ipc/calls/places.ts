import * as z from 'zod';
import { type LetterCode, librarySwitches } from '../../domain/letters/all-letters.ts';
import type { PartnerValueName } from '../../domain/partner-values.ts';
import { partnerProfile } from '../partner-profile.ts';
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

const switchNames = [...librarySwitches.patron, ...librarySwitches.partner].map(({ name }) => name);
/** The kinds of letters that a library has switched off, among those that it can. */
const lettersOff = z.array(z.enum(switchNames as [LetterCode, ...LetterCode[]])).max(switchNames.length);

const libraryValues = z.strictObject({
  ...contact,
  /** The prefix of its temporary barcodes; empty for the program's default. */
  barcodePrefix: z.string().max(20),
});
const deskValues = z.strictObject({
  code,
  name,
  libraryId: view.libraryId,
  holdShelf: z.boolean(),
  receives: z.boolean(),
  /** False: no longer offered. */
  active: z.boolean(),
});
const partnerValues = z.strictObject({
  ...contact,
  renewsAutomatically: z.boolean(),
  cancelNeedsConsent: z.boolean(),
  active: z.boolean(),
} satisfies Record<PartnerValueName, z.ZodType>);
const patronValues = z.strictObject({
  barcode: code,
  name,
  email: shortText,
  libraryId: view.libraryId.nullable(),
});

/** When the record was edited here, after which files no longer change it; null if it follows the files. */
const editedAt = view.instant.nullable();

const libraryRecord = z.strictObject({
  id: view.libraryId,
  ...libraryValues.shape,
  lettersOff,
  settings: librarySettings,
  editedAt,
});
const deskRecord = z.strictObject({
  id: view.deskId,
  ...deskValues.shape,
  libraryName: z.string(),
  editedAt,
});
const partnerRecord = z.strictObject({
  id: view.partnerId,
  ...partnerValues.shape,
  profile: partnerProfile,
  editedAt,
});
const patronRecord = z.strictObject({
  id: view.patronId,
  ...patronValues.shape,
  libraryName: z.string(),
  editedAt,
});
export type LibraryRecord = z.infer<typeof libraryRecord>;
export type DeskRecord = z.infer<typeof deskRecord>;
export type PartnerRecord = z.infer<typeof partnerRecord>;
export type PatronRecord = z.infer<typeof patronRecord>;

const placeKind = z.enum(['library', 'desk', 'partner', 'patron']);
export type PlaceKind = z.infer<typeof placeKind>;

const search = z.string().max(200);
const target = { opId: view.opId, kind: placeKind, id: z.int().positive() };
/** The id of the stored record. */
const stored = z.strictObject({ id: z.int().positive() });

/** What happens to a desk's items and requests when the desk changes. */
const deskWorkChoice = z.union([
  z.strictObject({ moveTo: view.deskId }),
  z.strictObject({ leave: z.literal(true) }),
  /** The change being undone: what it moved goes back, unless it was changed since. */
  z.strictObject({ undoes: view.opId }),
]);
export type DeskWorkChoice = z.infer<typeof deskWorkChoice>;

/** The desk's items and requests that a change of the desk affects. */
const deskWork = z.strictObject({
  /** The numbers of items and requests to be moved, one line for each place. */
  lines: z.array(z.string()),
  /** The desks that can take them over. */
  desks: z.array(z.strictObject({ id: view.deskId, name: z.string(), libraryName: z.string() })),
  /** The consequence of leaving them unchanged; null if that is impossible. */
  leave: z.string().nullable(),
});
export type DeskWork = z.infer<typeof deskWork>;

/** Libraries, desks, partners and patrons, as managed in Settings. */
export const placesCalls = {
  'places.libraries': { input: nothing, output: z.array(libraryRecord) },
  'places.desks': { input: nothing, output: z.array(deskRecord) },
  'places.partners': {
    /** `withoutAddress`: only those that letters should reach but cannot, because no e-mail address is known. */
    input: z.strictObject({ search, withoutAddress: z.boolean().optional(), ...page }),
    output: z.strictObject({ total: z.int(), rows: z.array(partnerRecord) }),
  },
  'places.patrons': {
    /** A prefix of any word in a name, or of a card. */
    input: z.strictObject({ search, ...page }),
    /** `more`: there are further matches that are not listed; a longer search finds them. */
    output: z.strictObject({ total: z.int(), more: z.boolean(), rows: z.array(patronRecord) }),
  },
  /** Returns the numbers of partners and of patrons with open requests that letters cannot reach, and of open requests without a pickup location. */
  'places.missing': {
    input: nothing,
    output: z.strictObject({ partners: z.int(), patrons: z.int(), requests: z.int() }),
  },
  'places.saveLibrary': {
    input: z.strictObject({ opId: view.opId, id: view.libraryId.nullable(), values: libraryValues }),
    output: stored,
    changes: everything,
  },
  /** Stores the letters that the library has switched off; files do not contain them. */
  'places.saveLetters': {
    input: z.strictObject({ opId: view.opId, libraryId: view.libraryId, lettersOff }),
    output: stored,
    changes: everything,
  },
  /** Returns the desk's items and requests that need a new place before these values are saved; null if there are none. */
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
      /** `code` null: the program gives a new desk one that is free. */
      values: deskValues.extend({ code: code.nullable() }),
      work: deskWorkChoice.optional(),
    }),
    /** `moved`: a sentence about what was moved where; empty if nothing was. */
    output: stored.extend({ moved: z.string() }),
    changes: everything,
  },
  'places.savePartner': {
    input: z.strictObject({
      opId: view.opId,
      id: view.partnerId.nullable(),
      values: partnerValues,
      /** How it is reached. Absent: as before; a new one by mail. */
      profile: partnerProfile.optional(),
    }),
    output: stored,
    changes: everything,
  },
  /** Returns how many letters that wait could leave once these values are saved. Nothing is saved. */
  'places.wouldSend': {
    input: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('partner'),
        id: view.partnerId,
        values: partnerValues,
        profile: partnerProfile.optional(),
      }),
      z.strictObject({ kind: z.literal('patron'), id: view.patronId, values: patronValues }),
    ]),
    output: z.strictObject({ letters: z.int() }),
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
