import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant, LibraryId, OpId } from '../../../../../shared/domain/ids.ts';
import { isNotice, type LetterCode, letterCodes } from '../../../../../shared/domain/letters/all-letters.ts';
import { templateFaults } from '../../../../../shared/domain/letters/template.ts';
import {
  fieldsOf,
  letterFields,
  type LetterText,
  readTemplateFile,
} from '../../../../../shared/domain/letters/text.ts';
import { type LetterFacts, writeLetter } from '../../../../../shared/domain/letters/write-letter.ts';
import { storedLines } from '../../../../../shared/domain/plain-text.ts';
import type { LetterPreview, TemplateView } from '../../../../../shared/ipc/calls/letters.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Language } from '../../../../../shared/words/languages.ts';
import { speakers } from '../../../../../shared/words/speakers.ts';
import { type Speaker, t } from '../../../../../shared/words/words.ts';
import type { RecordCommand } from '../../../db/hub-writes.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { authorizeAdministration } from '../../records/operators/authorize-administration.ts';
import { runRecordCommand } from '../../records/run-record-command.ts';
import { loadLibraryGroup } from '../../records/settings/settings.service.ts';
import { authorizeReading } from '../../steps/frame/authorize.ts';
import { deleteTemplate, findTemplate, putTemplate } from '../../store/letter-templates.queries.ts';
import { findPlace } from '../../store/places.queries.ts';
import { libraryOnPaper } from '../../store/print-jobs.queries.ts';
import { letterFacts } from './letter-facts.ts';
import { sampleFacts, samplePayload } from './sample-letter.ts';
import { letterFactsForRequest } from './letters.queries.ts';

export type TemplatesService = {
  /** Returns every template of a library, with the fields that it may use. */
  readonly templates: (input: Input<'letters.templates'>) => Result<TemplateView[]>;
  /**
   * Returns the letter that an unsaved template would produce, for a request that the operator may read, with the errors in the template.
   */
  readonly preview: (input: Input<'letters.preview'>) => Result<LetterPreview>;
  /** Stores a changed template. Refused while it has errors. */
  readonly saveTemplate: (input: Input<'letters.saveTemplate'>) => Result<TemplateView>;
  /** Restores the default text. */
  readonly resetTemplate: (input: Input<'letters.resetTemplate'>) => Result<TemplateView>;
};

type Known = (typeof letterCodes)[number];
const known = (code: LetterCode): Known => {
  const found = letterCodes.find((one) => one.code === code);
  if (!found) throw new Error('a letter without a template');
  return found;
};

/** The texts that each library can change for itself. */
export const templatesService = (context: DeskContext, templates: Templates): TemplatesService => {
  const { db } = context;
  const change = (
    kind: RecordCommand,
    input: { readonly opId: OpId; readonly libraryId: LibraryId; readonly code: LetterCode },
    work: (write: WritableDB, at: Instant) => Result<null>,
  ): Result<TemplateView> => {
    const changed = runRecordCommand(context, kind, input, (write, at) => {
      const library = findPlace(write, 'library', input.libraryId);
      if (!library)
        return refuse('record-unknown', t('This library is no longer in the list. Choose another.'));
      const allowed = authorizeAdministration(context.session, t('Changing letters'), library);
      return allowed.ok ? work(write, at) : allowed;
    });
    return changed.ok ? ok(viewOf(db, templates, input.libraryId, known(input.code))) : changed;
  };
  return {
    templates: ({ libraryId }) => ok(letterCodes.map((one) => viewOf(db, templates, libraryId, one))),

    preview: (input) => {
      const speaker = speakers[languageOfLetters(db, input.libraryId)];
      const facts = previewFacts(context, known(input.code), input, speaker);
      return facts.ok ? ok({ faults: faultsOf(input), ...writeLetter(input, facts.value, speaker) }) : facts;
    },

    saveTemplate: (input) =>
      change('save-template', input, (write, at) => {
        const { libraryId, code, subject, body } = input;
        const [fault] = faultsOf(input);
        if (fault)
          return refuse(
            'template-faulty',
            t('{message} Correct it, then save the text.', { message: fault.message }),
          );
        if (subject.trim() === '' || body.trim() === '')
          return refuse('template-faulty', t('A letter needs a subject and text. Enter both, then save.'));
        putTemplate(write, { libraryId, code, subject, body, at });
        return ok(null);
      }),

    resetTemplate: (input) =>
      change('reset-template', input, (write) => {
        deleteTemplate(write, input.libraryId, input.code);
        return ok(null);
      }),
  };
};

const viewOf = (
  db: ReadableDB,
  templates: Templates,
  libraryId: LibraryId,
  { code, recipient, kind }: Known,
): TemplateView => ({
  code,
  recipient,
  kind,
  ...templates.current(db, libraryId, code),
  fields: fieldsOf(recipient, kind).map((name) => ({ name, meaning: letterFields[name] })),
});

const faultsOf = (input: Pick<Input<'letters.saveTemplate'>, 'code' | 'subject' | 'body'>) => {
  const { recipient, kind } = known(input.code);
  const fields = fieldsOf(recipient, kind);
  return (['subject', 'body'] as const).flatMap((part) =>
    templateFaults(input[part], fields).map((fault) => ({ part, ...fault })),
  );
};

const previewFacts = (
  context: DeskContext,
  { recipient, kind }: Known,
  { libraryId, ...input }: Input<'letters.preview'>,
  speaker: Speaker,
): Result<LetterFacts> => {
  const { db } = context;
  const clock = { now: context.now(), timeZone: context.timeZone() };
  const externalId = input.externalId.trim();
  if (externalId === '') {
    const own = libraryOnPaper(db, libraryId);
    const library = {
      name: own?.name ?? '',
      address: storedLines(own?.address),
      email: own?.email ?? '',
      phone: own?.phone ?? '',
    };
    return ok(sampleFacts({ recipient, kind }, library, clock, speaker));
  }
  // A notice uses the dates of the request itself.
  const payload = JSON.stringify(isNotice(kind) ? {} : samplePayload(speaker));
  const row = letterFactsForRequest(db, { externalId, recipient, kind, payload, libraryId });
  if (!row)
    return refuse(
      'request-unknown',
      t('No request has the external identifier {externalId}. Check it, then try again.', { externalId }),
    );
  const readable = authorizeReading(context, row.requestId);
  return readable.ok ? ok(letterFacts(db, row, clock)) : readable;
};

/** The texts of letters: the defaults, or as changed by a library. */
export type Templates = {
  /** The default text. */
  readonly original: (language: Language, code: LetterCode) => LetterText;
  /** The text that a library uses now. `language`: that of its dates and labels, and of the text unless the library changed it. */
  readonly current: (
    db: ReadableDB,
    libraryId: LibraryId,
    code: LetterCode,
  ) => LetterText & { readonly changed: boolean; readonly language: Language };
};

/** The language of a library's letters. */
const languageOfLetters = (db: ReadableDB, libraryId: LibraryId): Language =>
  loadLibraryGroup(db, libraryId, 'letters').language;

/**
 * Reads templates from a folder of `<language>/<code>.txt` files; each is read when it is first needed.
 * @throws if a file is missing, because the program would be incomplete
 */
export const openTemplates = (folder: string): Templates => {
  const known = new Map<string, LetterText>();
  const original = (language: Language, code: LetterCode): LetterText => {
    const path = join(folder, language, `${code}.txt`);
    const text = known.get(path) ?? readTemplateFile(readFileSync(path, 'utf8'));
    known.set(path, text);
    return text;
  };
  return {
    original,
    current: (db, libraryId, code) => {
      const changed = findTemplate(db, libraryId, code);
      const language = languageOfLetters(db, libraryId);
      return changed
        ? { subject: changed.subject, body: changed.body, changed: true, language }
        : { ...original(language, code), changed: false, language };
    },
  };
};
