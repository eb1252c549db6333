import { citationFields } from '../../../../shared/domain/citation.ts';
import { cancelWishes, endStates } from '../../../../shared/domain/life/request.machine.ts';
import { turnStates } from '../../../../shared/domain/life/turn.ts';
import { byMail } from '../../../../shared/domain/partner-profile.ts';
import { type CitationField, type PlainText, plainTexts } from '../../../../shared/domain/request-fields.ts';
import { type Role, roles } from '../../../../shared/domain/roles.ts';
import { type SettingName, settingGroups } from '../../../../shared/domain/settings.ts';
import { logoSetting } from '../../../../shared/domain/slips/logo.ts';
import { partnerProfile } from '../../../../shared/ipc/partner-profile.ts';
import { t } from '../../../../shared/words/words.ts';
import type { HoursRow } from '../../desk/store/calendar.queries.ts';
import type { Field } from './fields.ts';
import * as f from './fields.ts';
import type { ReadOf, Shape } from './shapes.ts';
import * as s from './shapes.ts';
import { stored } from './stored-shape.ts';

// The shape of a library file, for reading and writing.

const { limits } = f;
const missing = t('Missing');
const contact = {
  code: f.required(f.code),
  name: f.required(f.text(limits.name)),
  address: s.lines,
  email: f.text(limits.short),
  phone: f.text(limits.short),
};
/** When an operator last edited the record. */
const editedAt = f.moment;

const usualProfile = JSON.stringify(byMail);
/** How a partner is reached. What a workstation identifies itself with is no part of it. */
const profile: Field<string | undefined> = f.field(
  (value) => {
    if (value === undefined) return undefined;
    if (value === null) return usualProfile;
    const read = partnerProfile.safeParse(value);
    if (read.success) return JSON.stringify(read.data);
    throw f.fault(
      t(
        'This does not say how to contact a partner. Write it as in an exported library file, or leave it out.',
      ),
    );
  },
  usualProfile,
  (value) => JSON.parse(String(value)) as unknown,
);

/** The columns of places and people. */
export const places = {
  library: { ...contact, barcodePrefix: f.code, lettersOff: s.lines, editedAt },
  desk: {
    code: contact.code,
    name: contact.name,
    libraryId: f.required(f.reference('library')),
    holdShelf: f.flag,
    receives: f.flag,
    active: f.flag,
    editedAt,
  },
  partner: {
    ...contact,
    renewsAutomatically: f.flag,
    cancelNeedsConsent: f.flag,
    active: f.flag,
    profile,
    editedAt,
  },
  patron: {
    barcode: contact.code,
    name: contact.name,
    email: f.text(limits.short),
    libraryId: f.reference('library'),
    editedAt,
  },
} as const satisfies Readonly<Record<string, Shape>>;

const timeOfDay = /^([01]\d|2[0-4]):[0-5]\d$/;
const hours: Field<HoursRow> = f.field((value, timeZone) => {
  const { weekday, opens, closes } = s.anyRow.read(value, timeZone);
  const isTime = (time: unknown): time is string => typeof time === 'string' && timeOfDay.test(time);
  if (Number.isInteger(weekday) && Number(weekday) >= 1 && Number(weekday) <= 7)
    if (isTime(opens) && isTime(closes) && closes > opens) return { weekday: Number(weekday), opens, closes };
  throw f.fault(
    t(
      'These opening hours are not valid. Give the weekday (1 for Monday to 7 for Sunday) and the opening and closing times, such as "09:00" and "18:00".',
    ),
  );
});

/** A library, with its rows from other tables. */
export const libraryShape = {
  ...places.library,
  hours: s.list(hours),
  closedDays: s.list(s.row({ day: f.required(f.day, missing), note: f.or(f.text(limits.name), '') })),
};

const settingNames = (Object.keys(settingGroups) as SettingName[]).filter(
  (name) => settingGroups[name].whose !== 'workstation',
);

/** The rules of a library: operators (without PINs), reasons, templates, settings and barcode series. */
export const rules = {
  operator: {
    name: f.required(f.text(limits.short)),
    active: f.or(f.flag, 1),
    roles: f.or(
      s.list(
        s.row({
          role: f.requiredWord(Object.keys(roles) as Role[]),
          libraryId: f.required(f.reference('library')),
          deskId: f.or(f.reference('desk'), null),
        }),
      ),
      [],
    ),
  },
  reason: {
    code: f.required(f.text(limits.short)),
    label: f.required(f.text(limits.name)),
    active: f.or(f.flag, 1),
    position: f.or(f.count(1, 10_000), 1),
  },
  template: {
    libraryId: f.required(f.reference('library'), missing),
    code: f.required(f.text(limits.short)),
    subject: f.or(f.text(limits.name), ''),
    body: f.or(f.text(limits.title), ''),
    at: f.or(f.moment, null),
  },
  /** A setting of one library names that library; a shared setting names none. */
  setting: {
    name: f.requiredWord([...settingNames, logoSetting]),
    libraryId: f.or(f.reference('library'), null),
    value: f.unread,
  },
  series: { prefix: f.required(f.code), nextNumber: f.or(f.count(1, Number.MAX_SAFE_INTEGER), 1) },
} as const satisfies Readonly<Record<string, Shape>>;

const requiredDay = f.required(f.day, t('Missing. Every loan needs this date.'));
/** Of a loan that came from another system, the first day may be unknown. */
const loan = { loanedOn: f.or(f.day, null), dueOn: requiredDay, endedOn: f.or(f.day, null) };

const condition = {
  reason: f.or(f.text(limits.short), ''),
  note: f.or(f.text(limits.note), ''),
  replyBy: f.or(f.day, null),
};

/** What a partner was told, or told us: that we request it, that its turn is over, that no more volumes are needed. */
const toldWords = ['request', 'end', 'rest'] as const;

/** A state of a turn and when it began. Absent or null: no such state. */
const since = <const W extends string>(words: readonly W[]) =>
  f.or(s.part({ state: f.requiredWord(words), at: f.or(f.moment, null) }), null);

/** A partner's turn. Fields that are left out follow from its state. */
const turnShape = {
  /** Null: the partner is not known. */
  partner: f.or(f.code, null),
  state: f.requiredWord(turnStates),
  at: f.or(f.moment, null),
  /** The status word of another system. */
  word: f.or(f.text(limits.word), ''),
  askedAt: f.or(f.moment, null),
  shippedAt: f.or(f.moment, null),
  /** The number of volumes requested from the partner. */
  volumes: f.or(f.count(1, 10_000), null),
  told: s.list(f.requiredWord(toldWords)),
  cancellation: since(['asked', 'refused']),
  parcel: since(['claimed', 'lost']),
  demand: f.or(
    s.part({
      state: f.requiredWord(['overdue', 'recalled']),
      at: f.or(f.moment, null),
      backBy: f.or(f.day, null),
    }),
    null,
  ),
  condition: f.or(s.part(condition), null),
  dueOn: f.or(f.day, null),
  cost: f.or(f.text(limits.short), ''),
};
export type TurnInFile = ReadOf<typeof turnShape>;

/** The fields of a request that any file may have. Lists are complete: they replace those of an earlier file. */
const plainRequest = {
  externalId: f.required(f.code),
  title: f.required(f.text(limits.title)),
  author: f.text(limits.title),
  format: f.text(limits.word),
  patron: f.code,
  pickup: f.code,
  rota: s.list(f.required(f.code)),
  activePartner: f.code,
  status: f.text(limits.word),
  dueOn: f.day,
  createdAt: f.moment,
  volumes: f.count(1, 10_000),
  ...(Object.fromEntries(plainTexts.map(([name, longest]) => [name, f.text(longest)])) as Readonly<
    Record<PlainText, Field<string | undefined>>
  >),
  againOf: f.code,
  // A day is stored as text here; empty: none.
  citation: s.part(
    Object.fromEntries(
      citationFields.map(({ name, longest }) => [name, name === 'neededBy' ? f.dayText : f.text(longest)]),
    ) as Readonly<Record<CitationField, Field<string | undefined>>>,
  ),
  notes: s.list(
    s.row({
      from: f.requiredWord(['partner', 'staff'], t('A note must be from "partner" or "staff".')),
      text: f.required(f.text(limits.note)),
      active: f.or(f.flag, 1),
      createdAt: f.or(f.moment, null),
    }),
  ),
  condition: s.part(condition),
  /** In rota order. */
  turns: s.list(s.row(turnShape)),
  items: s.list(
    s.row({
      barcode: f.required(f.code),
      status: f.text(limits.word),
      receivedAt: f.or(f.moment, null),
      desk: f.or(f.code, null),
      loan: f.or(s.part(loan), null),
      partner: f.code,
      /** The position of the turn that sent it, from 1. */
      turn: f.count(1, limits.listLength),
      goesBack: f.flag,
      returnedAt: f.moment,
      checkIn: f.word(['checked-in', 'missed']),
      dueOn: f.day,
      /** The label on its spine. */
      volume: f.text(limits.short),
    }),
  ),
};

/** The parts of a request's life in addition to its status. Absent: the file has no information about this part. Null or an empty list: none. */
export const lifeShape = {
  cancellation: s.part({
    state: f.requiredWord(['asked', 'refused']),
    at: f.or(f.moment, null),
    requestedBy: f.or(f.word(['patron', 'staff']), 'staff'),
  }),
  renewals: s.list(
    s.row({
      /** The barcodes of the renewed volumes. */
      items: f.or(s.list(f.required(f.code)), []),
      state: f.requiredWord(['mediated', 'asked', 'renewed', 'refused']),
      until: f.or(f.day, null),
    }),
  ),
  demands: s.list(
    s.row({
      /** Null: the partner that sent the volumes. */
      partner: f.or(f.code, null),
      kind: f.requiredWord(['overdue', 'recalled']),
      backBy: f.or(f.day, null),
    }),
  ),
  reports: s.list(
    s.row({
      /** Null: the whole parcel, which has not arrived. */
      item: f.or(f.code, null),
      kind: f.requiredWord(['damaged', 'lost', 'claimed']),
    }),
  ),
  end: f.word(endStates),
  cancelWish: s.part({ by: f.requiredWord(cancelWishes), at: f.or(f.moment, null) }),
};
export type LifeInFile = ReadOf<typeof lifeShape>;

/** A request, without the fields of `lifeShape`. */
export const requestShape = { ...plainRequest, stored };
export type RequestInFile = ReadOf<typeof requestShape>;
