import type { LettersWait } from '../../../shared/domain/letters/mail-states.ts';
import { type DecisionDesk, north, west } from '../decision-desk.ts';

/** The state of the library and its recipients: who can get letters. */
export type World = {
  readonly lettersWait: LettersWait | null;
  readonly patronEmail: string;
  readonly westEmail: string;
  /** Kinds of letters that the library does not send. */
  readonly libraryOff: readonly string[];
  /** How North is reached. */
  readonly northBy: 'mail' | 'hand';
  readonly daysBeforePartner: number;
  /** Whether letters to West are held back. */
  readonly holdsWest: boolean;
};

const usual: World = {
  lettersWait: null,
  patronEmail: 'reader@example.org',
  westEmail: 'ill@west.example',
  libraryOff: [],
  northBy: 'mail',
  daysBeforePartner: 0,
  holdsWest: false,
};

/** Libraries that differ in who can get letters. */
export const worlds: Readonly<Record<string, World>> = {
  'where every letter leaves': usual,
  'that holds letters back': { ...usual, holdsWest: true },
  'without a mail account': { ...usual, lettersWait: 'none', daysBeforePartner: 3 },
  'whose mail password is missing': { ...usual, lettersWait: 'no-password', westEmail: '' },
  'whose mail server does not answer': { ...usual, lettersWait: 'failing' },
  'whose readers have no address': { ...usual, patronEmail: '', westEmail: ' ' },
  'whose addresses are wrong': { ...usual, patronEmail: 'a@b.example; c@d.example', westEmail: 'nobody' },
  'that does without some letters': {
    ...usual,
    libraryOff: [
      'patron-renewed',
      'patron-cancelled',
      'partner-lost',
      'patron-item-lost',
      'partner-renewal',
      'partner-claim',
    ],
  },
  'that contacts a partner by hand': { ...usual, northBy: 'hand' },
};

/** Changes a desk to such a library. Adds a fourth partner that is in no rota. */
export const settle = ({ raw }: DecisionDesk, next: World): void => {
  raw.exec(
    `INSERT OR IGNORE INTO partner (id, code, name, email) VALUES (4, 'FOURTH', 'Fourth College', 'ill@fourth.example')`,
  );
  raw.prepare('UPDATE patron SET email = ? WHERE id = 1').run(next.patronEmail);
  raw.prepare('UPDATE partner SET email = ? WHERE id = ?').run(next.westEmail, west);
  raw.prepare('UPDATE partner SET profile = ? WHERE id = ?').run(JSON.stringify({ by: next.northBy }), north);
  raw.prepare('UPDATE library SET letters_off = ?').run(JSON.stringify(next.libraryOff));
  raw
    .prepare('UPDATE partner SET held_at = ?, held_by_name = ? WHERE id = ?')
    .run(...(next.holdsWest ? ['2026-11-25T08:00:00.000Z', 'A. Operator'] : [null, null]), west);
  raw.exec("DELETE FROM library_setting WHERE key = 'loans'");
  if (next.daysBeforePartner > 0)
    raw
      .prepare("INSERT INTO library_setting (library_id, key, value) SELECT id, 'loans', ? FROM library")
      .run(JSON.stringify({ daysBeforePartner: next.daysBeforePartner }));
};
