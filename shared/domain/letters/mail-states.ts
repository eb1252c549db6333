import { t } from '../../words/words.ts';

/** Why letters wait: no mail account is set up, its password is unknown, or the mail server does not take them. */
export const lettersWaits = ['none', 'no-password', 'failing'] as const;
export type LettersWait = (typeof lettersWaits)[number];

/** Why letters wait, and `ready` if they are sent. */
export const mailStates = [...lettersWaits, 'ready'] as const;
type MailStateName = (typeof mailStates)[number];

type StateWords = {
  /** A few words, without a full stop. */
  readonly short: string;
  /** What it means for letters. */
  readonly meaning: string;
};

/** Each state of mail in words; `why`: the end of a sentence about a letter that waits. */
export const mailWords = {
  none: {
    short: t('No mail account'),
    meaning: t('No mail account is set up. Letters wait until there is one; you can print them.'),
    why: t('no mail account'),
  },
  'no-password': {
    short: t('Mail password missing'),
    meaning: t('The mail password is missing. Letters wait until you enter it.'),
    why: t('the mail password is missing'),
  },
  failing: {
    short: t('Mail unavailable'),
    meaning: t('Letters wait until the mail server accepts them.'),
    why: t('mail is unavailable'),
  },
  ready: { short: t('Mail ready'), meaning: t('Letters are sent automatically.') },
} as const satisfies Readonly<Record<MailStateName, StateWords>> &
  Readonly<Record<LettersWait, { readonly why: string }>>;

/** What the state of mail means for letters; a failing server’s own words. */
export const mailSentence = ({
  state,
  words,
}: {
  readonly state: MailStateName;
  readonly words: string;
}): string => words || mailWords[state].meaning;

/** The sentence for a letter that waits to be mailed; one by protocol does not. */
export const queuedWords = (wait: LettersWait): string =>
  t('Mail queued: {why}.', { why: mailWords[wait].why });

/** Returns why letters wait in a state of mail; null if they are sent. */
export const lettersWaitIn = (state: MailStateName): LettersWait | null => (state === 'ready' ? null : state);

/** Whether letters wait until staff set up mail; otherwise they are sent, or retried automatically. */
export const isMailMissing = (state: MailStateName | null): state is 'none' | 'no-password' =>
  state === 'none' || state === 'no-password';

/** Returns how many letters need attention: those that need staff, and, while mail is not set up, all that wait. */
export const needingAttention = ({
  state,
  waiting,
  needPerson,
}: {
  readonly state: MailStateName;
  readonly waiting: number;
  readonly needPerson: number;
}): number => needPerson + (isMailMissing(state) ? waiting : 0);
