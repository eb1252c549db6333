import { beforeEach, describe, expect, test } from 'vitest';
import { lettersService } from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import { templatesService } from '../../../../../electron/main/desk/output/letters/templates.service.ts';
import { saveLibrarySettings } from '../../../../../electron/main/desk/records/settings/settings.service.ts';
import { noCitation } from '../../../../../shared/domain/citation.ts';
import type { CalendarDate, Instant, LibraryId } from '../../../../../shared/domain/ids.ts';
import {
  type LetterCode,
  letterCodes,
  type MessageKind,
  type Recipient,
} from '../../../../../shared/domain/letters/all-letters.ts';
import { fieldsOf } from '../../../../../shared/domain/letters/text.ts';
import { type LetterFacts, writeLetter } from '../../../../../shared/domain/letters/write-letter.ts';
import { namesOf } from '../../../../../shared/domain/listed.ts';
import { conditionCodes } from '../../../../../shared/domain/receiving.ts';
import { letterSlip } from '../../../../../shared/domain/slips/letter.ts';
import { type Language, languages } from '../../../../../shared/words/languages.ts';
import { speakers } from '../../../../../shared/words/speakers.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import {
  addAddresses,
  addLetter,
  claimNext,
  testTemplates,
  testWriter,
} from '../../../../support/letters.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const templates = testTemplates();

/** A letter with every field filled in, with values that are not words in any language. */
const factsOf = (recipient: Recipient, kind: MessageKind, answer: 'yes' | 'no' = 'yes'): LetterFacts => ({
  recipient,
  title: 'T1',
  author: 'A1',
  format: 'digital',
  citation: { ...noCitation, materialType: 'book', pages: '1', neededBy: '2027-01-20', partnerNote: 'N2' },
  externalId: 'R-1',
  requestedAt: '2026-12-02T09:30:00.000Z' as Instant,
  volumesExpected: 3,
  isSet: true,
  items: [{ volume: 1, barcode: 'B-1' }],
  dueOn: '2027-01-15' as CalendarDate,
  wanted: 2,
  conditions: conditionCodes.map((reason) => ({ reason, note: '' })),
  readerName: 'P1',
  partnerAddress: ['S1'],
  pickupLocation: 'D1',
  holdUntil: '2027-03-09' as CalendarDate,
  library: { name: 'L1', address: ['S2'], email: 'e@l1', phone: '555' },
  now: new Date('2027-01-29T09:30:00Z'),
  timeZone: 'Europe/London',
  step: {
    receivedAt: '2026-12-20T09:30:00.000Z' as Instant,
    dueOn: '2027-05-15' as CalendarDate,
    backBy: '2027-02-28' as CalendarDate,
    answer,
    reason: 'It was requested twice',
    note: 'N1',
  },
  corrected: {
    kind: recipient === 'patron' ? 'item-ready' : 'returned',
    subject: 'C1',
    text: 'C2',
    at: '2026-10-01T09:30:00.000Z' as Instant,
  },
});

const written = (language: Language, code: LetterCode, facts: LetterFacts): string => {
  const { subject, body } = writeLetter(templates.original(language, code), facts, speakers[language]);
  return `${subject}\n${body}`;
};

const fieldNames = (language: Language, code: LetterCode): readonly string[] => {
  const { subject, body } = templates.original(language, code);
  return [
    ...new Set([...`${subject}\n${body}`.matchAll(/\{\{#?([a-zA-Z]+)\}\}/g)].map(([, name]) => name ?? '')),
  ];
};

const words = (text: string): readonly string[] => [
  ...new Set(text.match(/\p{L}[\p{L}’]+/gu)?.map((word) => word.toLowerCase())),
];

/** Words that are spelled the same in English. */
const alike: Readonly<Record<string, readonly string[]>> = {
  de: ['barcode', 'digital', 'format', 'in'],
  es: ['digital', 'material', 'no'],
};

describe.each(['de', 'es'] as const)('in %s', (language) => {
  test.each(letterCodes)(
    '$code contains everything that the English letter does, and no English',
    ({ code, recipient, kind }) => {
      expect(fieldNames(language, code).toSorted()).toEqual(fieldNames('en', code).toSorted());
      for (const answer of ['yes', 'no'] as const) {
        const facts = factsOf(recipient, kind, answer);
        const english = words(written('en', code, facts));
        expect(
          words(written(language, code, facts)).filter(
            (word) => english.includes(word) && !alike[language]?.includes(word),
          ),
        ).toEqual([]);
      }
    },
  );
});

test.each(namesOf(languages).flatMap((language) => letterCodes.map((letter) => ({ language, ...letter }))))(
  '$code in $language uses fields that it has, and fills each of them',
  ({ language, code, recipient, kind }) => {
    const names = fieldNames(language, code);
    const known: readonly string[] = fieldsOf(recipient, kind);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    for (const name of names) {
      const one = { subject: 'x', body: `{{${name}}}` };
      const value = ['yes', 'no'].map((answer) =>
        writeLetter(one, factsOf(recipient, kind, answer as 'yes' | 'no'), speakers[language]).body.trim(),
      );
      expect(value.join(''), name).not.toBe('');
      // An answer selects a part of the text and is not displayed itself.
      if (['accepted', 'declined'].includes(name)) continue;
      expect(written(language, code, factsOf(recipient, kind)), name).toContain(value[0]);
    }
    const letter = written(language, code, factsOf(recipient, kind));
    expect(letter).not.toMatch(/[{}]|\n\n\n|: \n|^\n| \n/);
  },
);

test('the date of a paper letter is written in the letter’s language', () => {
  const texts = namesOf(languages).map((language) =>
    letterSlip
      .parts({ ...letterSlip.sample, language })
      .flatMap((part) => (part.as === 'text' ? [part.text] : [])),
  );
  expect(texts).toEqual([['25 November 2026'], ['25. November 2026'], ['25 de noviembre de 2026']]);
});

describe('two libraries on one workstation', () => {
  const main = 1 as LibraryId;
  const hilltop = 2 as LibraryId;
  const desk = forEachTest(openTestDesk);
  beforeEach(() => {
    addAddresses(desk);
    write(main, 'de');
    write(hilltop, 'es');
  });

  const write = (libraryId: LibraryId, language: Language): void => {
    const settings = { letters: { language } };
    valueOf(saveLibrarySettings(desk.context, { opId: newOpId(), libraryId, settings }));
  };
  const sent = () => {
    const claimed = claimNext(desk);
    if (claimed === undefined || claimed === 'set-aside') throw new Error('no letter leaves');
    return { subject: claimed.outgoing.subject, body: claimed.outgoing.body };
  };
  const services = () => ({
    templates: templatesService(desk.context, testTemplates()),
    letters: lettersService(desk.context, { writer: testWriter(desk), tryNow: () => undefined }),
  });

  test('write in their own languages, and previews show what is sent', () => {
    const subjects: string[] = [];
    for (const [libraryId, deskId] of [
      [main, 1],
      [hilltop, 2],
    ] as const) {
      const externalId = `R-${String(deskId)}`;
      const requestId = addRequest(desk, { externalId, pickupDeskId: deskId, volumes: 2 });
      const language = libraryId === main ? 'de' : 'es';
      const note = speakers[language].t('A note entered with the step.');
      addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
      addLetter(desk, requestId, { recipient: 'partner', kind: 'not-needed', payload: { note } });
      for (const code of ['patron-item-ready', 'partner-not-needed'] as const) {
        const { templates: texts, letters } = services();
        const view = valueOf(texts.templates({ libraryId })).find((one) => one.code === code);
        expect(view).toMatchObject({ language, changed: false });
        const { subject = '', body = '' } = view ?? {};
        const preview = valueOf(texts.preview({ libraryId, code, subject, body, externalId }));
        const id = subjects.length + 1;
        const waiting = valueOf(letters.read({ id }));
        const left = sent();
        expect({ subject: preview.subject, body: preview.body }).toEqual(left);
        expect({ subject: waiting.subject, body: waiting.body }).toEqual(left);
        expect(left.body).toContain(language === 'de' ? '2. November 2026' : '2 de noviembre de 2026');
        subjects.push(left.subject);
      }
    }
    expect(subjects).toEqual([
      'Abholbereit: The Voyage of the Beagle',
      'Nicht mehr benötigt: R-1',
      'Disponible para usted: The Voyage of the Beagle',
      'Ya no es necesario: R-2',
    ]);
  });

  test('a text changed by a library is kept, with dates and labels in its language', () => {
    const { templates: texts } = services();
    const own = { code: 'patron-due-soon', subject: 'Ours', body: '{{items}}, {{dueOn}}' } as const;
    valueOf(texts.saveTemplate({ opId: newOpId(), libraryId: hilltop, ...own }));
    const previewOf = (libraryId: LibraryId) =>
      valueOf(texts.preview({ libraryId, ...own, externalId: '' })).body;
    expect(previewOf(hilltop)).toBe(
      'Volumen 1: código de barras N-31234\nVolumen 2: código de barras N-31235, 15 de enero de 2027\n',
    );
    write(hilltop, 'de');
    const view = valueOf(texts.templates({ libraryId: hilltop })).find(({ code }) => code === own.code);
    expect(view).toMatchObject({ subject: own.subject, body: own.body, changed: true, language: 'de' });
    expect(previewOf(hilltop)).toContain('Band 1: Barcode N-31234');
    valueOf(texts.resetTemplate({ opId: newOpId(), libraryId: hilltop, code: own.code }));
    expect(
      valueOf(texts.templates({ libraryId: hilltop })).find(({ code }) => code === own.code)?.subject,
    ).toBe('Fällig am {{dueOn}}: {{title}}');
  });

  test('a sent letter stays as it was sent; a paper copy is in the library’s language', () => {
    const requestId = addRequest(desk, { externalId: 'R-1', pickupDeskId: 1 });
    addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
    const left = sent();
    write(main, 'es');
    const { letters } = services();
    expect(valueOf(letters.read({ id: 1 })).body).toBe(left.body);
    desk.raw.exec("UPDATE outbox SET state = 'sent'");
    valueOf(letters.print({ opId: newOpId(), id: 1 }));
    const slip = desk.raw.prepare("SELECT slip FROM print_job WHERE kind = 'letter'").pluck().get();
    expect(JSON.parse(String(slip))).toMatchObject({ language: 'es', subject: left.subject });
  });

  test('an unsupported language is ignored', () => {
    const settings = { letters: { language: 'fr' as Language } };
    // A stored value that does not match its schema counts as not set.
    desk.raw.exec(
      `UPDATE library_setting SET value = '${JSON.stringify(settings.letters)}' WHERE key = 'letters'`,
    );
    const { templates: texts } = services();
    expect(valueOf(texts.templates({ libraryId: main }))[0]?.language).toBe('en');
    expect(
      codeOf(
        texts.preview({ libraryId: main, code: 'patron-renewed', subject: 'x', body: 'x', externalId: '' }),
      ),
    ).toBe('ok');
  });
});

test('every reason in a new database has a translation in every language', () => {
  const desk = openTestDesk();
  const labels = desk.raw.prepare('SELECT label FROM cancellation_reason').pluck().all() as string[];
  desk.close();
  expect(labels.length).toBeGreaterThan(10);
  for (const language of ['de', 'es'] as const)
    for (const reason of labels) {
      const facts = { ...factsOf('patron', 'cancelled'), step: { reason } };
      expect(writeLetter({ subject: '{{reason}}', body: 'x' }, facts, speakers[language]).subject).not.toBe(
        reason,
      );
    }
});
